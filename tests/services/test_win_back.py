"""Customers to be won back: whom the rules find, what came of the call, and how it is counted."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from services import follow_ups
from services.errors import ServiceError
from services.ids import new_id
from services.statistics import win_back as statistics
from services.transfer import tables
from services.transfer.reading import open_source
from tests.customer_samples import make_customer
from tests.desk_samples import record_complaint
from tests.follow_up_samples import RULES, answer, fill, good_answers, hand_over, move, queued
from tests.people import known

AWAY = 370


@pytest.fixture
def only_win_back(superuser):
    superuser.execute(text("update follow_up_rule set archived_at = now() where occasion not in ('lapsed', 'unhappy')"))


@pytest.fixture
def away(superuser, only_win_back):
    """A customer whose only order was handed over a year ago."""
    customer = make_customer(superuser, "王小明", "13800138001")
    order = hand_over(superuser, customer, days_ago=AWAY)
    superuser.execute(
        text("update work_order set opened_at = now() - interval '380 days' where id = :id"), {"id": order}
    )
    return customer


def test_who_stayed_away_for_a_year_is_called_also_of_before_the_rule(superuser, login, away):
    came_since = make_customer(superuser, "李四", "13800138002")
    early = hand_over(superuser, came_since, days_ago=AWAY)
    superuser.execute(
        text("update work_order set opened_at = now() - interval '380 days' where id = :id"), {"id": early}
    )
    hand_over(superuser, came_since, days_ago=200)
    assert (fill(superuser), fill(superuser)) == (1, 0)
    row = queued(superuser, away)
    assert (row.occasion, row.state, row.store_id) == ("lapsed", "open", known("store xihu"))
    (line,) = follow_ups.page(login("na"), follow_ups.Wanted(view="now", win_back=True)).rows
    assert line.id == row.id
    assert not follow_ups.page(login("na"), follow_ups.Wanted(view="now", win_back=False)).rows


def test_he_is_lost_for_a_reason_of_the_list_and_not_asked_how_it_was(superuser, login, away):
    fill(superuser)
    na, wanted = login("na"), queued(superuser, away).id
    assert {"won", "lost"} < {one.action for one in follow_ups.next_steps(na, wanted)}
    assert "answer" not in {one.action for one in follow_ups.next_steps(na, wanted)}
    with pytest.raises(ServiceError, match="step_not_possible"):
        answer(na, wanted)
    for reason, code in (("", "step_lacks"), ("whim", "value_refused")):
        with pytest.raises(ServiceError, match=code):
            move(na, wanted, "lost", lost_reason=reason)
    assert move(na, wanted, "lost", lost_reason="price", comment="说附近有更便宜的").state == "lost"
    seen = follow_ups.get(na, wanted)
    assert (seen.lost_because, seen.owner_name, seen.attempts) == ("价格偏高", "李娜", 1)
    with pytest.raises(ServiceError, match="step_not_possible"):
        move(na, wanted, "won")
    move(login("zhou"), wanted, "reopen", comment="优惠活动")
    assert follow_ups.get(na, wanted).lost_reason is None
    assert move(na, wanted, "won").state == "won"


def test_others_are_neither_won_nor_lost(superuser, login):
    customer = make_customer(superuser)
    hand_over(superuser, customer)
    superuser.execute(text("update follow_up_rule set starts_at = '-infinity', percent = 100"))
    fill(superuser)
    wanted = queued(superuser, customer).id
    for action, payload in (("won", {}), ("lost", {"lost_reason": "price"})):
        with pytest.raises(ServiceError, match="step_not_possible"):
            move(login("na"), wanted, action, **payload)


def test_who_comes_by_himself_is_won_without_a_call(superuser, login, away):
    fill(superuser)
    order = hand_over(superuser, away, days_ago=0)
    superuser.execute(text("update work_order set opened_at = now() where id = :id"), {"id": order})
    assert fill(superuser) == 1
    row = queued(superuser, away)
    assert (row.state, row.finished_by_id) == ("won", None)
    assert follow_ups.history(login("na"), row.id)[0].action == "came_back"


def test_a_complaint_that_ended_unhappily_and_a_bad_answer_lead_here(superuser, login, only_win_back):
    superuser.execute(text("update follow_up_rule set starts_at = '-infinity'"))
    superuser.execute(text("update follow_up_rule set archived_at = null where occasion = 'manual'"))
    unhappy, bad = make_customer(superuser, "王小明", "13800138001"), make_customer(superuser, "李四", "13800138002")
    made = record_complaint(login("zhou"), customer_id=unhappy)
    superuser.execute(
        text("""insert into complaint_event (complaint_id, action, from_state, to_state, at, effective_at, by_login, comment,
                                             details, store_id, happened_on)
                select id, 'close', 'rejected', 'closed', now() - interval '8 days', now(), 'zhou', '', '{}', store_id, current_date - 8
                from complaint where id = :id"""),
        {"id": made.id},
    )
    superuser.execute(text("alter table complaint disable trigger user"))
    superuser.execute(
        text("update complaint set state = 'closed', answered_at = now() where id = :id"), {"id": made.id}
    )
    plan = {"rule_id": RULES["manual"], "store_id": known("store xihu"), "customer_id": bad}
    na = login("na")
    asked = follow_ups.plan(na, new_id(), plan, new_id())
    follow_ups.answer(na, asked.id, good_answers(na, asked, p1=1), "", new_id())
    superuser.execute(text("alter table follow_up disable trigger user"))
    superuser.execute(
        text("update follow_up set finished_at = now() - interval '8 days' where id = :id"), {"id": asked.id}
    )
    superuser.execute(text("alter table follow_up enable trigger user"))
    superuser.execute(text("alter table complaint enable trigger user"))
    assert fill(superuser) == 2
    found = follow_ups.page(na, follow_ups.Wanted(view="now", win_back=True)).rows
    assert {(row.customer_name, row.occasion) for row in found} == {("王小明", "unhappy"), ("李四", "unhappy")}


def test_a_call_of_this_kind_is_planned_by_hand_too(superuser, login):
    customer = make_customer(superuser, "王小明", "13800138001")
    plan = {"rule_id": RULES["lapsed"], "store_id": known("store xihu"), "customer_id": customer}
    na = login("na")
    assert follow_ups.plan(na, new_id(), plan, new_id()).occasion == "lapsed"


def test_figures_tell_how_many_were_won_and_why_others_are_lost(superuser, login, away, tmp_path):
    other = make_customer(superuser, "李四", "13800138002")
    na, zhou = login("na"), login("zhou")
    plan = {"rule_id": RULES["lapsed"], "store_id": known("store xihu"), "customer_id": other}
    lost = follow_ups.plan(na, new_id(), plan, new_id())
    fill(superuser)
    move(na, lost.id, "lost", lost_reason="competitor")
    won = queued(superuser, away).id
    move(na, won, "won")
    order = hand_over(superuser, away, days_ago=0)
    superuser.execute(text("update work_order set opened_at = now() where id = :id"), {"id": order})
    today = date.today()
    figures = statistics.figures(zhou, today - timedelta(days=30), today + timedelta(days=1))
    assert (figures.all.closed, figures.all.won, figures.all.lost, figures.all.came_again) == (2, 1, 1, 1)
    assert [(one.key, one.title, one.lost) for one in figures.reasons] == [("competitor", "转向其他商家", 1)]
    assert [(one.name, one.closed) for one in figures.people] == [("李娜", 2)]
    counted = follow_ups.page(zhou, follow_ups.Wanted(view="over", win_back=True, came_again=True)).rows
    assert [row.id for row in counted] == [won]
    done = tables.export(zhou, "follow-ups", tmp_path / "calls.csv")
    assert any("转向其他商家" in line.cells for line in open_source(done.path).lines())

"""The queue of deadlines and the figures of promises kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from services import complaints, deadlines, tickets
from services.deadlines import Wanted
from services.errors import NotPermitted
from services.tickets import Wanted as WantedTickets
from tests.desk_samples import open_ticket, record_complaint
from tests.models.test_service_clock import earlier, move, work
from tests.naughty import OWN
from tests.people import known


def numbers(db, view, **more):
    return [row.number for row in deadlines.page(db, replace(Wanted(view=view), **more)).rows]


def test_the_queue_shows_what_is_overdue_what_is_due_today_and_what_waits(login, superuser):
    na = login("na")
    late, soon, waiting = open_ticket(na), open_ticket(na), open_ticket(na)
    earlier(superuser, late.id, "13 hours")
    superuser.execute(
        text("""update sla_target set due_at = now() + interval '20 seconds', warn_at = now() - interval '1 hour',
                  due_on = (now() at time zone zone)::date where subject_id = :id and target = 'response'"""),
        {"id": soon.id},
    )
    move(na, waiting.id, "wait", comment="发票")
    assert numbers(na, "overdue") == [late.number]
    assert numbers(na, "due_today", target="response") == [soon.number]
    assert numbers(na, "soon") == [soon.number]
    assert numbers(na, "paused") == [waiting.number]
    assert set(numbers(na, "mine")) == {late.number, soon.number, waiting.number}
    counted = deadlines.counts(na, {view: Wanted(view=view) for view in deadlines.VIEWS if view != "escalated"})
    assert counted["overdue"] == 1 and counted["running"] == 5


def test_a_breach_is_told_to_the_manager(login, superuser):
    na, zhou = login("na"), login("zhou")
    ticket = open_ticket(na)
    earlier(superuser, ticket.id, "13 hours")
    assert numbers(zhou, "escalated") == []
    work(superuser)
    assert numbers(zhou, "escalated") == [ticket.number]
    assert numbers(na, "escalated") == [] and numbers(login("qian"), "escalated") == []


def test_the_lists_of_tickets_and_complaints_know_what_is_late_and_what_is_due_today(login, superuser):
    na, zhou = login("na"), login("zhou")
    ticket, made = open_ticket(na), record_complaint(na)
    for one in (ticket.id, made.id):
        earlier(superuser, one, "60 days")
    assert [row.id for row in tickets.page(na, WantedTickets(view="late")).rows] == [ticket.id]
    overdue = complaints.page(zhou, complaints.Wanted(view="overdue")).rows
    assert [row.id for row in overdue] == [made.id] and overdue[0].clock.target == "response"
    assert tickets.page(na, WantedTickets(view="due_today")).rows == ()


def test_what_is_typed_finds_the_deadlines_of_a_record(login):
    na = login("na")
    ticket = open_ticket(na, "冰箱漏水")
    open_ticket(na, "空调不制冷")
    assert set(numbers(na, "running", text="冰箱漏水")) == {ticket.number}


@pytest.mark.parametrize("typed", OWN)
def test_whatever_is_typed_is_only_looked_for(login, typed):
    assert not deadlines.page(login("na"), Wanted(view="running", text=typed)).rows


def test_the_share_kept_counts_each_promise_once_and_opens_its_rows(login, superuser):
    na, zhou = login("na"), login("zhou")
    kept, broken, cancelled, open_late = (open_ticket(na) for _ in range(4))
    earlier(superuser, broken.id, "13 hours")
    earlier(superuser, open_late.id, "13 hours")
    move(na, kept.id, "start")
    move(na, broken.id, "start")
    move(na, cancelled.id, "cancel", comment="不用了")
    work(superuser)
    today = superuser.execute(text("select store_date(:s)"), {"s": known("store xihu")}).scalar_one()
    found = deadlines.figures(zhou, today)
    assert len(found.weeks) == deadlines.WEEKS and found.weeks[-1] <= today
    whole = found.whole("ticket", "response")
    assert (whole.n, whole.kept) == (3, 1)
    rows = []
    for week in found.weeks:
        rows += numbers(zhou, "counted", counted=(week, "ticket", "response"))
    assert sorted(rows) == sorted([kept.number, broken.number, open_late.number])
    assert found.share("visit", "on_site", found.weeks[0]).percent is None
    # somebody else's stores
    assert deadlines.figures(login("qian"), today).whole("ticket", "response").n == 0
    assert deadlines.figures(zhou, today - timedelta(days=400)).whole("ticket", "response").n == 0


@pytest.mark.parametrize("person", ["na", "tang", "pei", "xiao"])
def test_figures_are_for_those_who_answer_for_them(login, person):
    with pytest.raises(NotPermitted):
        deadlines.figures(login(person), date(2026, 11, 22))


def test_other_stores_deadlines_are_not_listed(login):
    open_ticket(login("na"))
    assert numbers(login("min"), "running") == [] and numbers(login("bei"), "running") == []


def test_who_is_complained_about_is_not_told_of_it_by_its_deadlines(login, superuser):
    made = record_complaint(login("min"), about_staff_id=known("na"), store_id=known("store binjiang"))
    superuser.execute(
        text("update complaint set store_id = :s where id = :id"), {"s": known("store xihu"), "id": made.id}
    )
    superuser.execute(
        text("update sla_target set store_id = :s where subject_id = :id"), {"s": known("store xihu"), "id": made.id}
    )
    earlier(superuser, made.id, "60 days")

    def told(name):
        with login(name).read() as connection:
            return made.id in connection.execute(text("select overdue_records('complaint')")).scalars().all()

    assert {name: told(name) for name in ("na", "zhou", "tang", "qian", "shen")} == {
        "na": False,
        "zhou": True,
        "tang": False,
        "qian": False,
        "shen": True,
    }

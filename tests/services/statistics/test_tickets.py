"""What was asked: counted by the day it was written down, by kind, way, topic and person."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import tickets
from services.errors import NotPermitted
from services.ids import new_id
from services.statistics import tickets as statistics
from tests.desk_samples import open_ticket, publish, solved_ticket, write_article
from tests.people import known


def today(superuser):
    return superuser.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


def test_requests_are_counted_by_kind_way_topic_and_person(login, superuser):
    na, zhou, day = login("na"), login("zhou"), today(superuser)
    solved_ticket(na, "怎样清洗滤网", "按说明书第 8 页。", kind="inquiry", category="use_settings")
    open_ticket(na, "不开机", category="fault_power", channel="mail")
    open_ticket(na, "还是不开机", category="fault_power", channel="mail")
    merged = open_ticket(na, "同一件事")
    stays = next(line for line in tickets.page(na).rows if line.subject == "不开机")
    tickets.move(na, merged, "merge", {"into_id": stays.id, "comment": "同一件事"}, new_id())
    found = statistics.figures(zhou, day - timedelta(days=30), day)
    assert (found.all.n, found.all.solved, found.all.at_once, found.all.pending, found.all.called) == (3, 1, 1, 2, 1)
    assert {one.code: one.n for one in found.groups["kind"]} == {"inquiry": 1, "fault": 2}
    assert {one.code: one.n for one in found.groups["channel"]} == {"phone": 1, "mail": 2}
    assert {one.code: (one.n, one.name) for one in found.groups["topic"]} == {
        "fault": (2, "故障处理"), "use": (1, "使用咨询"),
    }  # fmt: skip
    assert [(one.id, one.n, one.name) for one in found.groups["owner"]] == [(known("na"), 3, "李娜")]
    assert sum(one.n for one in found.weeks) == 3 and found.weeks[-1].n == 3
    assert found.all.answer_seconds is not None and found.all.answer_seconds < 600


def test_what_stands_behind_a_figure_is_what_it_counts(login, superuser):
    na, day = login("na"), today(superuser)
    open_ticket(na, "不开机", category="fault_power")
    open_ticket(na, "怎么用", category="use", kind="inquiry")
    wanted = tickets.Wanted(view="all", opened_from=day, opened_until=day + timedelta(days=1))
    for narrowed, subjects in (
        ({}, {"不开机", "怎么用"}),
        ({"category": "fault"}, {"不开机"}),
        ({"category": "use"}, {"怎么用"}),
        ({"kind": "inquiry", "channel": "phone"}, {"怎么用"}),
        ({"owner_id": known("tang")}, set()),
        ({"opened_until": day}, set()),
    ):
        asked = tickets.Wanted(**{**vars(wanted), **narrowed})
        assert {line.subject for line in tickets.page(na, asked).rows} == subjects, narrowed


def test_figures_are_for_those_who_answer_for_stores_and_of_their_stores_only(login, superuser):
    open_ticket(login("na"), "不开机")
    day = today(superuser)
    for person in ("na", "tang"):
        with pytest.raises(NotPermitted):
            statistics.figures(login(person), day, day)
    assert statistics.figures(login("zhou"), day, day).all.n == 1
    assert statistics.figures(login("qian"), day, day).all.n == 0
    assert statistics.figures(login("shen"), day, day).all.n == 1


def test_what_is_to_go_into_the_knowledge_base_waits_until_somebody_wrote_it(login):
    na, zhou = login("na"), login("zhou")
    solved_ticket(na, "怎样清洗滤网", "按说明书第 8 页。", into_knowledge=True)
    solved_ticket(na, "取货时间", "明天。")
    open_ticket(na, "不开机", into_knowledge=True)
    wanted = tickets.Wanted(view="knowledge")
    (line,) = tickets.page(na, wanted).rows
    assert line.subject == "怎样清洗滤网" and tickets.counts(na, {"k": wanted})["k"] == 1
    write_article(na, "怎样清洗滤网", "按说明书第 8 页。", ticket_id=line.id)
    assert tickets.page(na, wanted).rows == ()
    assert publish(na, zhou, question="保修政策", kind="policy").kind == "policy"


def test_satisfaction_is_counted_by_person_store_and_kind_among_those_who_said_so(login, superuser):
    na, day = login("na"), today(superuser)
    for points, kind in ((5, "fault"), (4, "fault"), (2, "inquiry"), (None, "inquiry")):
        open_ticket(na, "不开机", kind=kind, satisfaction=points)
    found = statistics.figures(login("zhou"), day, day)
    assert (found.all.n, found.all.rated, found.all.satisfied, round(found.all.satisfaction, 2)) == (4, 3, 2, 3.67)
    assert {one.code: one.satisfied_percent for one in found.groups["kind"]} == {"fault": 100, "inquiry": 0}
    assert [(one.id, one.rated, one.name) for one in found.groups["store"]] == [(known("store xihu"), 3, "西湖店")]
    assert [(one.id, one.rated) for one in found.groups["owner"]] == [(known("na"), 3)]
    rated = tickets.Wanted(view="all", rated=True, store_id=known("store xihu"))
    assert len(tickets.page(na, rated).rows) == 3

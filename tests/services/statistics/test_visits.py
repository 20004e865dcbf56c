"""Completion of dispatch orders: what is counted, when, for whom, and that the rows behind are the same."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from services import visit_calendar, visits
from services.statistics import visits as statistics
from tests.message_samples import order_of
from tests.people import known
from tests.services.test_calendar_files import read
from tests.visit_samples import at, finished, open_visit, plan, step

ZONE = ZoneInfo("Asia/Shanghai")


def today():
    return datetime.now(ZONE).date()


def test_what_ended_is_counted_by_technician_and_opens_the_same_rows(login):
    na, tang = login("na"), login("tang")
    made = finished(na, tang)
    second = open_visit(na)
    plan(na, second.id, hour=14)
    step(tang, second.id, "depart")
    step(tang, second.id, "no_access", comment="无人")
    figures = statistics.figures(login("zhou"), today() - timedelta(days=1), today() + timedelta(days=1), ZONE)
    people = figures.groups["technician"]
    assert [(one.name, one.finished, one.solved, one.no_access) for one in people] == [("唐卫", 2, 1, 1)]
    assert (figures.all.finished, figures.all.solved_percent, figures.all.on_time_percent) == (2, 50.0, 100.0)
    # the visit nobody answered waits anew
    assert (figures.waiting, figures.planned, figures.late) == (1, 0, 0)
    behind = visits.Wanted(
        view="done", technician_id=known("tang"), finished_from=today() - timedelta(days=1),
        finished_until=today() + timedelta(days=2),
    )  # fmt: skip
    assert {row.id for row in visits.page(login("zhou"), behind).rows} == {made.id, second.id}


def test_other_stores_are_not_counted_and_nothing_is_nothing(login):
    finished(login("na"), login("tang"))
    empty = statistics.figures(login("qian"), today() - timedelta(days=1), today() + timedelta(days=1), ZONE)
    assert not any(empty.groups.values()) and (empty.all.finished, empty.all.solved_percent) == (0, None)
    earlier = statistics.figures(login("zhou"), today() - timedelta(days=9), today() - timedelta(days=8), ZONE)
    assert earlier.all.finished == 0


def test_a_calendar_file_holds_a_technician_s_span_with_masked_customers(login):
    na = login("na")
    visit = plan(na, open_visit(na, "空调; 带梯子\n二楼").id, hour=9)
    plan(na, open_visit(na).id, "wu", hour=9)
    day = at(9).astimezone(ZONE).date()
    (entry,) = read(visit_calendar.of(login("tang"), known("tang"), day, day, ZONE, "唐卫"))
    assert entry["UID"] == f"{visit.id}@aftercare" and entry["SUMMARY"].startswith(visit.number)
    assert read(visit_calendar.of(login("wu"), known("tang"), day, day, ZONE)) == []


def test_reports_are_counted_by_what_was_wrong_and_each_row_opens_its_own(login, superuser):
    na, tang = login("na"), login("tang")
    ordered, bare = finished(na, tang, work_order_id=order_of(login, superuser)[1]), finished(na, tang)
    superuser.execute(
        text("""update work_order set fault_code = 'board', symptoms = '{no_power,noise}', repair_level = 'first'
                where id = (select work_order_id from visit where id = :i)"""), {"i": ordered.id},
    )  # fmt: skip
    zhou = login("zhou")
    span = (today() - timedelta(days=1), today() + timedelta(days=1))
    groups = statistics.figures(zhou, *span, ZONE).groups
    counted = {what: {one.code: one.finished for one in groups[what]} for what in ("fault", "symptom", "level")}
    assert counted == {
        "fault": {"board": 1, None: 1}, "symptom": {"no_power": 1, "noise": 1, None: 1}, "level": {"first": 1, None: 1},
    }  # fmt: skip
    assert [(one.name, one.finished) for one in groups["store"]] == [("西湖店", 2)]
    assert sum(one.finished for one in groups["month"]) == 2
    assert sorted(one.finished for one in groups["model"]) in ([1, 1], [2])

    def behind(**narrowed):
        wanted = visits.Wanted(
            view="done", finished_from=span[0], finished_until=span[1] + timedelta(days=1), **narrowed
        )
        return {row.id for row in visits.page(zhou, wanted).rows}

    for narrowed in ({"fault_code": "board"}, {"symptom": "noise"}, {"repair_level": "first"}):
        assert behind(**narrowed) == {ordered.id}
    for without in ("fault_code", "symptom", "repair_level"):
        assert behind(without=without) == {bare.id}
    for one in groups["model"]:
        assert len(behind(**({"model_id": one.id} if one.id else {"without": "model_id"}))) == one.finished

"""Completion of dispatch orders: what is counted, when, for whom, and that the rows behind are the same."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services import visit_calendar, visits
from services.statistics import visits as statistics
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
    assert [(one.name, one.finished, one.solved, one.no_access) for one in figures.rows] == [("唐卫", 2, 1, 1)]
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
    assert (empty.rows, empty.all.finished, empty.all.solved_percent) == ((), 0, None)
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

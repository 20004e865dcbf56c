"""The board, how full days are, suggestions, and what managers keep of technicians."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from services import dispatch, technicians, visit_conflicts, visits
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.at_once import at_once
from tests.people import known
from tests.visit_samples import at, away, open_visit, plan, teach
from tests.work_order_samples import customer_with_device, take_in
from tests.work_order_samples import step as order_step

ZONE = ZoneInfo("Asia/Shanghai")


def day_of(moment):
    return (moment + timedelta(hours=8)).date()


def test_the_board_shows_who_is_where_and_what_waits(login):
    na, zhou = login("na"), login("zhou")
    urgent, normal = open_visit(na, priority="urgent"), open_visit(na)
    planned = plan(na, open_visit(na).id, hour=9)
    away(zhou, "wu", at(8), at(12))
    board = dispatch.board(na, day_of(at(0)), day_of(at(0)), ZONE)
    assert [one.name for one in board.technicians] == ["吴敏", "唐卫"] or {"吴敏", "唐卫"} == {
        one.name for one in board.technicians
    }
    assert [one.id for one in board.of(known("tang"), day_of(at(0)))] == [planned.id]
    assert [one.id for one in board.waiting] == [urgent.id, normal.id]
    assert [one.technician_id for one in board.away] == [known("wu")]
    assert dispatch.minutes_of(board.visits) == 60 and not board.more
    # the day after holds nothing, another desk sees nothing
    tomorrow = day_of(at(0, day=3))
    assert dispatch.board(na, tomorrow, tomorrow, ZONE).visits == []
    foreign = dispatch.board(login("bei"), day_of(at(0)), day_of(at(0)), ZONE)
    assert (foreign.technicians, foreign.visits, foreign.waiting) == ([], [], [])


def test_the_board_is_narrowed_by_skill_and_region(login, superuser):
    na = login("na")
    teach(superuser, "tang", "building")
    open_visit(na, skill="building")
    open_visit(na)
    board = dispatch.board(na, day_of(at(0)), day_of(at(0)), ZONE, dispatch.Wanted(skill="building"))
    assert ([one.login for one in board.technicians], len(board.waiting)) == (["tang"], 1)
    assert (
        dispatch.board(na, day_of(at(0)), day_of(at(0)), ZONE, dispatch.Wanted(region_id=known("north"))).technicians
        == []
    )


def test_days_and_months_are_summed_by_the_store_s_calendar(login):
    na = login("na")
    plan(na, open_visit(na).id, hour=0)
    plan(na, open_visit(na).id, hour=23, minutes=30)
    people, rows = dispatch.filled(na, day_of(at(0)), day_of(at(0)), ZONE, "day")
    assert [(row.technician_id, row.begins, row.minutes, row.visits) for row in rows] == [
        (known("tang"), day_of(at(0)), 90, 2)
    ]
    assert len(people) == 2
    _people, months = dispatch.filled(na, day_of(at(0)).replace(day=1), day_of(at(0)), ZONE, "month")
    assert [(row.begins, row.visits) for row in months] == [(day_of(at(0)).replace(day=1), 2)]
    with pytest.raises(ValueError):
        dispatch.filled(na, day_of(at(0)), day_of(at(0)), ZONE, "week; drop table visit")


def test_overlaps_on_the_board_are_found_in_one_pass(login):
    na = login("na")
    first = plan(na, open_visit(na).id, hour=9, minutes=120)
    second = plan(na, open_visit(na).id, hour=10, override="急")
    third = plan(na, open_visit(na).id, hour=14)
    board = dispatch.board(na, day_of(at(0)), day_of(at(0)), ZONE)
    assert dispatch.overlapping(board.visits) == {first.id, second.id} and third.id


def test_suggestions_prefer_skill_then_region_then_the_free_hour(login, superuser):
    na, zhou = login("na"), login("zhou")
    first_day = day_of(at(0))
    visit = open_visit(na, skill="network", region_id=known("hangzhou"), minutes=90)
    teach(superuser, "wu", "network")
    best = dispatch.suggestions(na, visit.id, first_day)
    assert [one.name for one in best] == ["吴敏", "唐卫"]
    assert (best[0].has_skill, best[1].has_skill, best[0].distance) == (True, False, 0)
    assert best[0].planned_from == at(8, 30) and best[0].planned_until == at(10)
    # his morning is taken, then he is away until three
    plan(na, open_visit(na).id, "wu", hour=8, minutes=120)
    away(zhou, "wu", at(10), at(15))
    assert dispatch.suggestions(na, visit.id, first_day)[0].planned_from == at(15)
    # a full day is no day
    superuser.execute(
        text(
            "insert into staff_capacity (id, minutes_a_day) values (:w, 150) on conflict (id) do update set minutes_a_day = 150"
        ),
        {"w": known("wu")},
    )
    suggested = dispatch.suggestions(na, visit.id, first_day)[0]
    assert suggested.planned_from == at(8, 30, day=3)
    # what is suggested can be planned as it is
    values = {"technician_id": suggested.technician_id, "planned_from": suggested.planned_from,
              "planned_until": suggested.planned_until}  # fmt: skip
    assert visit_conflicts.check(na, visit.id, *values.values()) == ()
    visits.move(na, visits.get(na, visit.id), "assign", values, new_id())


def test_whoever_handles_the_order_may_be_sent_and_is_suggested(login, superuser):
    na, depot = login("na"), known("store depot")
    _customer, device = customer_with_device(superuser)
    order = take_in(na, None, device, sale_stage="pre_sale", wish="exchange").orders[0].id
    visit, other = open_visit(na, work_order_id=order), open_visit(na)
    assert known("depot") not in {one.technician_id for one in dispatch.suggestions(na, visit.id)}
    order_step(na, order, "send_out", axis="custody", handling_store_id=depot)
    assert known("depot") in {one.technician_id for one in dispatch.suggestions(na, visit.id)}
    assert known("depot") in {one.id for one in dispatch.people(na, visit.id, ("technician",))}
    assert known("depot") not in {one.technician_id for one in dispatch.suggestions(na, other.id)}
    assert known("depot") not in {one.id for one in dispatch.people(na, other.id, ("technician",))}
    assert plan(na, visit.id, "depot").technician_id == known("depot")


@pytest.mark.parametrize(
    ("area", "region", "distance"),
    [("hangzhou", "hangzhou", 0), ("east", "hangzhou", 0), ("hangzhou", "east", 1), ("hangzhou", "north", 2)],
)
def test_distance_goes_by_regions_only(login, superuser, area, region, distance):
    technicians.keep(
        login("zhou"), technicians.profile(login("zhou"), known("tang")), [], [known(area)], None, new_id()
    )
    visit = open_visit(login("na"), region_id=known(region))
    found = {one.technician_id: one.distance for one in dispatch.suggestions(login("na"), visit.id)}
    assert found[known("tang")] == distance


def test_nobody_suggests_for_a_visit_he_does_not_see(login):
    visit = open_visit(login("na"))
    for call in (
        lambda db: dispatch.suggestions(db, visit.id),
        lambda db: visit_conflicts.check(db, visit.id, known("tang"), at(9), at(10)),
    ):
        with pytest.raises(ServiceError, match="gone_record"):
            call(login("bei"))


def test_a_manager_keeps_skills_areas_hours_and_absences_of_his_people(login):
    zhou, tang = login("zhou"), known("tang")
    technicians.keep(
        zhou, technicians.profile(zhou, tang), ["network", "electrician"], [known("hangzhou")], 300, new_id()
    )
    technicians.keep(zhou, technicians.profile(zhou, tang), ["network"], [known("hangzhou")], 240, new_id())
    profile = technicians.profile(login("na"), tang)
    assert (profile.skills, profile.areas, profile.minutes_a_day) == (("network",), (known("hangzhou"),), 240)
    away(zhou, "tang", at(8), at(18), note="年假")
    absence = technicians.absences(zhou, tang, at(0))[0]
    assert absence.note == "年假"
    technicians.withdraw_absence(zhou, absence, new_id())
    assert technicians.absences(zhou, tang, at(0)) == []
    with pytest.raises(ServiceError, match="absence_span_wrong"):
        away(zhou, "tang", at(10), at(9))
    for stranger in ("qian", "na", "tang", "admin"):
        with pytest.raises(NotPermitted):
            technicians.keep(login(stranger), technicians.profile(zhou, tang), ["building"], [], 1440, new_id())


def test_a_technician_reports_his_own_absence_and_nobody_else_s(login):
    tang = login("tang")
    away(tang, "tang", at(8), at(18), kind="sick")
    assert [one.kind for one in technicians.absences(tang, known("tang"), at(0))] == ["sick"]
    with pytest.raises(NotPermitted):
        away(tang, "wu", at(8), at(18))


def test_two_dispatchers_do_not_give_one_hour_twice(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    pair = [open_visit(na), open_visit(na)]

    def assign(db, visit):
        values = {"technician_id": known("tang"), "planned_from": at(9), "planned_until": at(10)}
        return visits.move(db, visit, "assign", values, new_id()).state

    answers = at_once(lambda: assign(na, pair[0]), lambda: assign(zhou, pair[1]))
    (refused,) = (answer for answer in answers if isinstance(answer, visit_conflicts.Conflicts))
    assert "planned" in answers and [one.code for one in refused.conflicts] == ["overlap"]


def test_nobody_is_sent_on_a_day_off_without_a_reason(login, superuser):
    na = login("na")
    visit = open_visit(na)
    off = day_of(at(0))
    superuser.execute(
        text("""insert into calendar_day (id, calendar_id, day, name)
                select gen_random_uuid(), calendar_of(:s), :d, '盘点' """),
        {"s": known("store xihu"), "d": off},
    )
    assert [one.code for one in visit_conflicts.check(na, visit.id, known("tang"), at(9), at(10))] == ["closed_day"]
    assert dispatch.suggestions(na, visit.id, off)[0].planned_from >= at(0, day=3)
    assert plan(na, visit.id, override="客户只有当天有空").override_reason


def test_what_another_dispatcher_said_of_a_technician_meanwhile_is_not_overwritten(login):
    zhou, tang = login("zhou"), known("tang")
    seen = technicians.profile(zhou, tang)
    technicians.keep(zhou, seen, ["network"], [], 240, new_id())
    with pytest.raises(ServiceError, match="conflict"):
        technicians.keep(zhou, seen, ["electrician"], [], 300, new_id())
    technicians.keep(zhou, technicians.profile(zhou, tang), ["electrician"], [], 300, new_id())
    assert technicians.profile(zhou, tang).skills == ("electrician",)

"""Clocks are moved by what happens alone; promises are the administrator's; who sees no record sees no clock of it."""

import pytest
from sqlalchemy import text

from services import service_clock, service_levels
from services.errors import NotPermitted
from services.ids import new_id
from tests.clock_samples import clocks
from tests.desk_samples import open_ticket, record_complaint
from tests.people import known

EVERYBODY = ("admin", "zhou", "qian", "na", "min", "tang", "pei", "xiao", "cai", "shen")
DOORS = (
    "select sla_open('ticket', :id, :store, 'response')",
    "select sla_stop('ticket', :id)",
    "select sla_pause('ticket', :id, 'customer')",
    "select sla_resume('ticket', :id)",
    "select sla_review('ticket', :id, 'response')",
    "select sla_unmeet('ticket', :id, 'response')",
    "select sla_untold('ticket', :id, now(), null, null)",
    "select sla_breach(now()), cast(:id as uuid)",
    "select sla_reckon(now()), cast(:id as uuid)",
    "select sla_warn(now()), cast(:id as uuid)",
    "select due_service_clock(), cast(:id as uuid)",
)


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_moves_pauses_meets_or_forgives_a_clock(login, person):
    ticket = open_ticket(login("na"))
    db = login(person)
    values = {"id": ticket.id, "store": known("store xihu")}
    columns = "due_at met_at stopped_at breached_at paused_since pause_turn paused_seconds policy warn_at started_at"
    for column in columns.split():
        with pytest.raises(NotPermitted), db.transaction() as connection:
            connection.execute(text(f"update sla_target set {column} = {column} where subject_id = :id"), values)
    for statement in (*DOORS, "delete from sla_target where subject_id = :id"):
        with pytest.raises(NotPermitted), db.transaction() as connection:
            connection.execute(text(statement.replace(":store", "cast(:store as uuid)")), values)
    with pytest.raises(NotPermitted), db.transaction() as connection:
        connection.execute(text("insert into sla_target (id, subject_id) values (:id, :id)"), values)


@pytest.mark.parametrize("person", [one for one in EVERYBODY if one != "admin"])
def test_only_the_administrator_writes_promises_and_calendars(login, person):
    db = login(person)
    for statement in (
        "update service_level set minutes = 1",
        "update working_calendar set week = week",
        "insert into calendar_day (id, calendar_id, day, name) select gen_random_uuid(), id, '2026-01-01', 'x' "
        "from working_calendar",
        "insert into calendar_use (id, calendar_id) select gen_random_uuid(), id from working_calendar",
    ):
        with pytest.raises(NotPermitted), db.transaction() as connection:
            connection.execute(text(statement))


def test_not_even_the_administrator_says_when_a_calendar_changed_or_what_was_shipped(login):
    for statement in (
        "update working_calendar set changed_at = 'epoch'",
        "update service_level set origin = 'company'",
        "update service_level set subject_kind = 'visit'",
    ):
        with pytest.raises(NotPermitted), login("admin").transaction() as connection:
            connection.execute(text(statement))


def test_whoever_does_not_see_a_record_does_not_see_its_clocks(login, superuser):
    ticket = open_ticket(login("na"))
    made = record_complaint(login("na"), about_staff_id=known("na"))
    seen = {
        name: (
            len(service_clock.clocks(login(name), "ticket", ticket.id)),
            len(service_clock.clocks(login(name), "complaint", made.id)),
        )
        for name in EVERYBODY
    }
    assert seen["na"] == (2, 0) and seen["min"] == (0, 0) and seen["qian"] == (0, 0)
    assert seen["zhou"] == seen["shen"] == (2, 2)
    assert seen["tang"] == seen["cai"] == (2, 0)


def test_closing_a_promise_ends_it_for_what_comes(login):
    admin, na = login("admin"), login("na")
    before = open_ticket(na)
    level = next(
        one for one in service_levels.levels(admin) if (one.subject_kind, one.target) == ("ticket", "response")
    )
    for one in service_levels.levels(admin):
        if (one.subject_kind, one.target) == ("ticket", "response"):
            service_levels.close(admin, new_id(), one)
    assert "response" not in clocks(na, "ticket", open_ticket(na).id)
    assert clocks(na, "ticket", before.id)["response"].running
    assert level.minutes in (120, 720)

"""Customers told every so often how it stands: what counts as telling them, until when it is owed, and who says so."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services import calls, service_clock, tickets, work_orders
from services.errors import ServiceError
from services.ids import new_id
from tests.clock_samples import (
    ENDED,
    KEPT,
    LATE,
    RUNS,
    STANDS,
    clocks,
    earlier,
    every,
    move,
    promise,
    put,
    rounds,
    work,
)
from tests.desk_samples import open_ticket
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in


def test_a_customer_is_told_every_so_often_until_the_ticket_is_over(login, superuser):
    admin, na = login("admin"), login("na")
    every(admin, "ticket", hours=4)
    ticket = open_ticket(na)
    first = clocks(na, "ticket", ticket.id)["update"]
    assert first.due_at - first.started_at == timedelta(hours=4) and first.warn_at < first.due_at
    tickets.told(na, ticket.id, False, "phone", "无人接听", new_id())
    assert rounds(superuser, ticket.id) == [RUNS]
    tickets.told(na, ticket.id, True, "phone", "配件明天到", new_id())
    again = clocks(na, "ticket", ticket.id)["update"]
    assert rounds(superuser, ticket.id) == [KEPT, RUNS] and again.due_at > first.due_at
    told = tickets.history(na, ticket.id)[0]
    assert (told.action, told.comment, told.details["method"]) == ("told", "配件明天到", "phone")
    move(na, ticket.id, "resolve", solution="好了")
    assert rounds(superuser, ticket.id) == [KEPT, ENDED]
    # what only ended is neither kept nor broken
    counted = text(
        "select count(*) from sla_target where subject_id = :id and target = 'update' and counted_on is not null"
    )
    assert superuser.execute(counted, {"id": ticket.id}).scalar_one() == 1
    move(na, ticket.id, "reopen", comment="又坏了")
    assert rounds(superuser, ticket.id) == [KEPT, ENDED, RUNS]
    move(na, ticket.id, "cancel", comment="重复")
    assert rounds(superuser, ticket.id) == [KEPT, ENDED, ENDED]


def test_a_customer_told_too_late_is_a_breach_as_of_the_moment_it_was_due(login, superuser):
    admin, na = login("admin"), login("na")
    every(admin, "ticket", hours=4)
    ticket = open_ticket(na)
    earlier(superuser, ticket.id, "5 hours")
    due = clocks(na, "ticket", ticket.id)["update"].due_at
    assert work(superuser) >= 1
    assert clocks(na, "ticket", ticket.id)["update"].breached_at == due
    tickets.told(na, ticket.id, True, "wechat", "", new_id())
    assert rounds(superuser, ticket.id) == [LATE, RUNS]
    shown = [one for one in service_clock.clocks(na, "ticket", ticket.id) if one.target == "update"]
    assert [one.running for one in shown] == [True, False] and shown[1].breached_at == due


def test_calling_back_and_a_call_that_came_in_tell_the_customer_too(login, superuser):
    admin, na = login("admin"), login("na")
    every(admin, "ticket")
    ticket = open_ticket(na)
    move(na, ticket.id, "promise", promised_at=datetime.now(UTC) + timedelta(hours=3))
    move(na, ticket.id, "called", comment="说好明天")
    assert rounds(superuser, ticket.id) == [KEPT, RUNS]
    # a call noted as this ticket's was about it
    ring = calls.come_in(na, "13900139009", known("store xihu"), new_id()).call
    superuser.execute(
        text("update phone_call set came_at = came_at + interval '1 second' where id = :id"), {"id": ring.id}
    )
    calls.mark(na, ring.id, "handled", new_id(), ticket.id)
    assert rounds(superuser, ticket.id) == [KEPT, KEPT, RUNS]
    assert tickets.history(na, ticket.id)[0].action == "told"
    # the call a ticket was opened for is what it began with
    ring = calls.come_in(na, "13900139010", known("store xihu"), new_id()).call
    other = open_ticket(na)
    superuser.execute(
        text("update phone_call set came_at = came_at - interval '1 hour' where id = :id"), {"id": ring.id}
    )
    calls.mark(na, ring.id, "handled", new_id(), other.id)
    assert rounds(superuser, other.id) == [RUNS]


def test_telling_a_customer_whose_turn_it_is_keeps_the_clock_standing(login, superuser):
    admin, na = login("admin"), login("na")
    every(admin, "ticket")
    ticket = open_ticket(na)
    move(na, ticket.id, "wait", comment="发票照片")
    assert rounds(superuser, ticket.id) == [STANDS]
    tickets.told(na, ticket.id, True, "sms", "请发照片", new_id())
    assert rounds(superuser, ticket.id) == [KEPT, STANDS]
    move(na, ticket.id, "resume")
    assert rounds(superuser, ticket.id) == [KEPT, RUNS]


def test_a_more_urgent_ticket_is_told_of_more_often_at_once(login):
    admin, na = login("admin"), login("na")
    every(admin, "ticket", hours=8)
    every(admin, "ticket", hours=2, urgency="urgent")
    ticket = open_ticket(na)
    tickets.change(na, tickets.get(na, ticket.id), {"urgency": "urgent"}, new_id())
    found = clocks(na, "ticket", ticket.id)["update"]
    assert found.due_at - found.started_at == timedelta(hours=2)


def test_what_began_before_the_promise_is_told_of_from_the_next_time_on(login, superuser):
    admin, na = login("admin"), login("na")
    ticket = open_ticket(na)
    every(admin, "ticket")
    assert rounds(superuser, ticket.id) == []
    tickets.told(na, ticket.id, True, "phone", "", new_id())
    assert rounds(superuser, ticket.id) == [RUNS]


def test_the_customer_of_an_order_is_told_by_all_that_reaches_him(login, superuser):
    admin, na = login("admin"), login("na")
    every(admin, "work_order", hours=24)
    customer, device = customer_with_device(superuser)
    order_id = take_in(na, customer, device).orders[0].id
    assert rounds(superuser, order_id) == [RUNS]
    work_orders.note(na, order_id, "内部备注", request=new_id())
    work_orders.told(na, order_id, False, "phone", about="progress", request=new_id())
    assert rounds(superuser, order_id) == [RUNS]
    work_orders.note(na, order_id, "配件已到", request=new_id(), public=True)
    work_orders.told(na, order_id, True, "phone", about="progress", comment="明天修好", request=new_id())
    assert rounds(superuser, order_id) == [KEPT, KEPT, RUNS]
    superuser.execute(
        text("update work_order set assigned_to = :p where id = :id"), {"p": known("tang"), "id": order_id}
    )
    # the customer's turn: it stands
    put(superuser, order_id, "quoted")
    assert rounds(superuser, order_id) == [KEPT, KEPT, STANDS]
    put(superuser, order_id, "repairing")
    # ready: he is told once more, then it is his turn to come
    ended = "update work_order set work_state = :state, outcome = :outcome where id = :id"
    superuser.execute(text(ended), {"state": "completed", "outcome": "repaired", "id": order_id})
    assert rounds(superuser, order_id) == [KEPT, KEPT, RUNS]
    work_orders.told(na, order_id, True, "phone", request=new_id())
    assert rounds(superuser, order_id) == [KEPT, KEPT, KEPT]
    superuser.execute(text(ended), {"state": "repairing", "outcome": None, "id": order_id})
    assert rounds(superuser, order_id) == [KEPT, KEPT, KEPT, RUNS]
    put(superuser, order_id, "cancelled")
    assert rounds(superuser, order_id) == [KEPT, KEPT, KEPT, ENDED]


@pytest.mark.parametrize("person", ["cai", "shen", "bei"])
def test_only_who_works_on_a_ticket_says_that_its_customer_was_told(login, person):
    ticket = open_ticket(login("na"))
    with pytest.raises(ServiceError):
        tickets.told(login(person), ticket.id, True, "phone", "", new_id())


@pytest.mark.parametrize("method", ["", "smoke", "phone; drop"])
def test_a_way_there_is_none_is_refused(login, method):
    na = login("na")
    with pytest.raises(ServiceError, match="value_refused"):
        tickets.told(na, open_ticket(na).id, True, method, "", new_id())


@pytest.mark.parametrize("subject_kind", ["complaint", "visit"])
def test_only_customers_of_tickets_and_orders_are_told_every_so_often(login, subject_kind):
    with pytest.raises(ServiceError):
        every(login("admin"), subject_kind)
    with pytest.raises(ServiceError, match="service_level_needs_minutes"):
        promise(login("admin"), subject_kind="ticket", target="update", minutes=None)

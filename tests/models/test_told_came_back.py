"""What was written to a customer and came back was no telling: he is owed since the one before, as if it had not been."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from services import messages, order_lists, service_clock, tellings, tickets, work_orders
from services.errors import Conflict, NotPermitted, ServiceError
from services.ids import new_id
from tests.at_once import at_once
from tests.clock_samples import ENDED, KEPT, LATE, RUNS, STANDS, clocks, earlier, every, move, put, rounds, work
from tests.desk_samples import open_ticket
from tests.message_samples import claim, order_of, result, tell, template
from tests.work_order_samples import bring_to


def written(db, ticket_id, method="letter"):
    """The customer of a ticket is written to; returns what stands of it."""
    tickets.told(db, ticket_id, True, method, "配件明天到", new_id())
    return tellings.standing(db, "ticket", ticket_id)[0]


def back(db, kind, row_id, telling, comment="邮局退回：查无此人"):
    tellings.came_back(db, kind, row_id, telling.id, comment, new_id())


def sent(login, superuser, order, occasion="ready"):
    """The customer of an order is written to by the program, and it went out."""
    message = tell(login("na"), order, template(superuser, occasion)).id
    assert claim(superuser).id == message
    assert result(superuser, message, "sent") == "sent"
    return message


def returned(db, message):
    messages.move(db, message, messages.get(db, message).version, "returned", new_id())


def test_a_letter_that_came_back_leaves_the_customer_owed_since_before_it(login, superuser):
    every(login("admin"), "ticket", hours=4)
    na = login("na")
    ticket = open_ticket(na)
    first = clocks(na, "ticket", ticket.id)["update"]
    letter = written(na, ticket.id)
    assert rounds(superuser, ticket.id) == [KEPT, RUNS]
    back(na, "ticket", ticket.id, letter)
    assert rounds(superuser, ticket.id) == [RUNS, ENDED]
    again = next(one for one in service_clock.clocks(na, "ticket", ticket.id) if one.running and one.target == "update")
    assert (again.started_at, again.due_at, again.warn_at) == (first.started_at, first.due_at, first.warn_at)
    newest = tickets.history(na, ticket.id)[0]
    assert (newest.action, newest.comment) == ("came_back", "邮局退回：查无此人")
    assert tellings.standing(na, "ticket", ticket.id) == []
    # what came back counts in no figure
    counted = text(
        "select count(*) from sla_target where subject_id = :id and target = 'update' and counted_on is not null"
    )
    assert superuser.execute(counted, {"id": ticket.id}).scalar_one() == 0


def test_due_work_finds_the_breach_as_of_the_moment_the_customer_was_owed(login, superuser):
    every(login("admin"), "ticket", hours=4)
    na = login("na")
    ticket = open_ticket(na)
    letter = written(na, ticket.id)
    superuser.execute(
        text(
            "update sla_target set started_at = started_at - interval '5 hours' where subject_id = :id and met_at = :at"
        ),
        {"id": ticket.id, "at": letter.at},
    )
    assert work(superuser) == 0
    back(na, "ticket", ticket.id, letter)
    work(superuser)
    (owed,) = [one for one in service_clock.clocks(na, "ticket", ticket.id) if one.target == "update" and one.running]
    assert owed.breached_at == owed.due_at < datetime.now(UTC)
    assert work(superuser) == 0
    tickets.told(na, ticket.id, True, "phone", "", new_id())
    assert sorted(rounds(superuser, ticket.id)) == sorted([LATE, ENDED, RUNS])


def test_told_otherwise_since_he_was_told_by_that(login, superuser):
    every(login("admin"), "ticket", hours=4)
    na = login("na")
    ticket = open_ticket(na)
    letter = written(na, ticket.id)
    tickets.told(na, ticket.id, True, "phone", "", new_id())
    called_at = tickets.history(na, ticket.id)[0].at
    assert rounds(superuser, ticket.id) == [KEPT, KEPT, RUNS]
    back(na, "ticket", ticket.id, letter)
    assert rounds(superuser, ticket.id) == [KEPT, ENDED, RUNS]
    met = text("select met_at from sla_target where subject_id = :id and target = 'update' and met_at is not null")
    assert superuser.execute(met, {"id": ticket.id}).scalar_one() == called_at


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_of_several_that_all_came_back_nothing_is_left_in_whatever_order(login, superuser, order):
    every(login("admin"), "ticket", hours=4)
    na = login("na")
    ticket = open_ticket(na)
    first = clocks(na, "ticket", ticket.id)["update"]
    letters = [written(na, ticket.id, way) for way in ("letter", "sms", "wechat")]
    for place in order:
        back(na, "ticket", ticket.id, letters[place])
    assert sorted(rounds(superuser, ticket.id)) == sorted([RUNS, ENDED, ENDED, ENDED])
    (owed,) = [one for one in service_clock.clocks(na, "ticket", ticket.id) if one.target == "update" and one.running]
    assert (owed.started_at, owed.due_at) == (first.started_at, first.due_at)


def test_a_clock_that_stood_goes_on_standing(login, superuser):
    every(login("admin"), "ticket", hours=4)
    na = login("na")
    ticket = open_ticket(na)
    letter = written(na, ticket.id)
    move(na, ticket.id, "wait", comment="发票照片")
    back(na, "ticket", ticket.id, letter)
    assert rounds(superuser, ticket.id) == [STANDS, ENDED]
    earlier(superuser, ticket.id, "100 hours", "paused_since", "started_at", "due_at", "warn_at")
    move(na, ticket.id, "resume")
    assert rounds(superuser, ticket.id) == [RUNS, ENDED]


def test_of_a_ticket_that_is_over_it_only_ends(login, superuser):
    every(login("admin"), "ticket", hours=4)
    na = login("na")
    ticket = open_ticket(na)
    letter = written(na, ticket.id)
    move(na, ticket.id, "resolve", solution="好了")
    back(na, "ticket", ticket.id, letter)
    assert rounds(superuser, ticket.id) == [ENDED, ENDED]


def test_what_began_before_the_promise_is_owed_from_now_on(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    every(login("admin"), "ticket")
    back(na, "ticket", ticket.id, written(na, ticket.id))
    assert rounds(superuser, ticket.id) == [RUNS]


def test_a_message_that_comes_back_takes_back_that_the_order_s_customer_was_told(login, superuser):
    every(login("admin"), "work_order", hours=24)
    _customer, order = order_of(login, superuser)
    na = login("na")
    bring_to(login, order, "completed")
    message = sent(login, superuser, order)
    assert rounds(superuser, order)[-1] == KEPT
    waiting = order_lists.page(na, order_lists.Wanted(view="not_told")).rows
    assert order not in {line.id for line in waiting}
    returned(na, message)
    # the list of who is still to be told shows it, the deadlines do, and the trace says so
    assert work_orders.get(na, order).told_at is None
    assert order in {line.id for line in order_lists.page(na, order_lists.Wanted(view="not_told")).rows}
    assert rounds(superuser, order)[-1] == RUNS
    newest = work_orders.trace(na, order)[-1]
    assert (newest.axis, newest.action, newest.method) == ("contact", "came_back", "email")
    # sent again and arrived, it is a telling of its own
    messages.move(na, message, messages.get(na, message).version, "again", new_id())
    superuser.execute(text("update message set next_try_at = now() where id = :i"), {"i": message})
    assert claim(superuser).id == message and result(superuser, message, "sent") == "sent"
    assert rounds(superuser, order)[-1] == KEPT and work_orders.get(na, order).told_at is not None


def test_the_moment_told_is_that_of_the_first_telling_that_stands(login, superuser):
    _customer, order = order_of(login, superuser)
    na = login("na")
    bring_to(login, order, "completed")
    first, second = (sent(login, superuser, order) for _n in range(2))
    returned(na, first)
    stands = work_orders.get(na, order).told_at
    trace = [one for one in work_orders.trace(na, order) if one.action == "told"]
    assert stands == trace[1].at
    work_orders.told(na, order, True, "phone", request=new_id())
    returned(na, second)
    called = [one for one in work_orders.trace(na, order) if one.action == "told"][-1]
    assert work_orders.get(na, order).told_at == called.at
    # a call cannot come back
    assert tellings.standing(na, "work_order", order) == []


def test_two_messages_that_both_came_back_told_nobody(login, superuser):
    _customer, order = order_of(login, superuser)
    na = login("na")
    bring_to(login, order, "completed")
    both = [sent(login, superuser, order) for _n in range(2)]
    for message in both:
        returned(na, message)
    assert work_orders.get(na, order).told_at is None


def test_what_was_ready_and_taken_up_again_is_owed_by_the_new_clock_alone(login, superuser):
    every(login("admin"), "work_order", hours=24)
    _customer, order = order_of(login, superuser)
    bring_to(login, order, "completed")
    message = sent(login, superuser, order)
    superuser.execute(
        text("update work_order set work_state = 'repairing', outcome = null where id = :id"), {"id": order}
    )
    assert rounds(superuser, order)[-2:] == [KEPT, RUNS]
    returned(login("na"), message)
    assert rounds(superuser, order)[-2:] == [ENDED, RUNS]


def test_of_an_order_that_was_cancelled_since_it_only_ends(login, superuser):
    every(login("admin"), "work_order", hours=24)
    _customer, order = order_of(login, superuser)
    message = sent(login, superuser, order, "taken_in")
    put(superuser, order, "cancelled")
    returned(login("na"), message)
    assert rounds(superuser, order) == [ENDED, ENDED]


def test_the_customer_is_not_shown_a_telling_that_never_reached_him(login, superuser):
    _customer, order = order_of(login, superuser)
    bring_to(login, order, "completed")
    message = sent(login, superuser, order)

    def shown():
        trace = superuser.execute(text("select public_trace(:id)"), {"id": order}).scalar_one()
        return [one["action"] for one in trace if one["axis"] == "contact"]

    assert shown() == ["told"]
    returned(login("na"), message)
    assert shown() == []


def test_a_letter_a_person_wrote_about_an_order_comes_back_too(login, superuser):
    _customer, order = order_of(login, superuser)
    na = login("na")
    bring_to(login, order, "completed")
    work_orders.told(na, order, True, "letter", request=new_id())
    (letter,) = tellings.standing(na, "work_order", order)
    back(na, "work_order", order, letter)
    assert work_orders.get(na, order).told_at is None
    with pytest.raises(ServiceError, match="telling_final"):
        back(na, "work_order", order, letter)


@pytest.mark.parametrize("method", ["phone", "counter"])
def test_what_was_said_cannot_come_back(login, method):
    na = login("na")
    ticket = open_ticket(na)
    tickets.told(na, ticket.id, True, method, "", new_id())
    said = tickets.history(na, ticket.id)[0]
    with pytest.raises(ServiceError, match="telling_final"):
        tellings.came_back(na, "ticket", ticket.id, said.id, "", new_id())


def test_of_what_the_program_sent_it_is_said_of_the_message(login, superuser):
    _customer, order = order_of(login, superuser)
    na = login("na")
    sent(login, superuser, order)
    told = work_orders.trace(na, order)[-1]
    with pytest.raises(ServiceError, match="telling_final"):
        tellings.came_back(na, "work_order", order, told.id, "", new_id())


@pytest.mark.parametrize("person", ["cai", "shen", "bei", "min", "qian"])
def test_only_who_works_on_it_says_that_it_came_back(login, superuser, person):
    na = login("na")
    ticket = open_ticket(na)
    letter = written(na, ticket.id)
    with pytest.raises(ServiceError):
        back(login(person), "ticket", ticket.id, letter)
    _customer, order = order_of(login, superuser)
    work_orders.told(na, order, True, "letter", request=new_id())
    (other,) = tellings.standing(na, "work_order", order)
    with pytest.raises((ServiceError, NotPermitted)):
        back(login(person), "work_order", order, other)
    # nor is a letter of one record taken back with another's
    with pytest.raises(ServiceError, match="telling_final"):
        back(na, "work_order", order, letter)


def test_two_who_say_that_one_letter_came_back_say_it_once(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    every(sign_in("admin"), "ticket")
    ticket = open_ticket(na)
    letter = written(na, ticket.id)
    done = at_once(
        lambda: tellings.came_back(na, "ticket", ticket.id, letter.id, "甲", new_id()),
        lambda: tellings.came_back(zhou, "ticket", ticket.id, letter.id, "乙", new_id()),
    )
    (refused,) = (outcome for outcome in done if isinstance(outcome, ServiceError))
    assert refused.code == "telling_final"
    assert [one.action for one in tickets.history(na, ticket.id)].count("came_back") == 1


def test_a_call_at_the_moment_a_letter_comes_back_stands(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    every(sign_in("admin"), "ticket")
    ticket = open_ticket(na)
    letter = written(na, ticket.id)
    done = at_once(
        lambda: tellings.came_back(na, "ticket", ticket.id, letter.id, "甲", new_id()),
        lambda: tickets.told(zhou, ticket.id, True, "phone", "乙", new_id()),
    )
    assert done == [None, None]
    found = [one for one in service_clock.clocks(na, "ticket", ticket.id) if one.target == "update"]
    called_at = next(one.at for one in tickets.history(na, ticket.id) if one.action == "told")
    (runs,) = [one for one in found if one.running]
    assert runs.started_at == called_at


def test_two_who_say_that_one_message_came_back_say_it_once(sign_in, committed):
    na, zhou = sign_in("na"), sign_in("zhou")
    _customer, order = order_of(sign_in, committed)
    message = sent(sign_in, committed, order)
    version = messages.get(na, message).version
    done = at_once(
        lambda: messages.move(na, message, version, "returned", new_id()).state,
        lambda: messages.move(zhou, message, version, "returned", new_id()).state,
    )
    assert done.count("given_up") == 1 and any(isinstance(one, ServiceError | Conflict) for one in done)
    assert [one.action for one in work_orders.trace(na, order)].count("came_back") == 1

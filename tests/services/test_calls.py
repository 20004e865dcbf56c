"""Calls: who rings, what was made of it, and callers who only disturb."""

import pytest
from sqlalchemy import text

from services import calls, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket
from tests.people import known

PHONE = "13800001234"


def ring(db, number=PHONE, store="store xihu"):
    return calls.come_in(db, number, known(store), new_id())


def test_a_call_shows_the_customer_his_devices_and_what_is_open(sign_in, fresh_database):
    na = sign_in("na")
    customer = _customer(fresh_database, "张思远", PHONE)
    ticket = open_ticket(na, customer_id=customer)
    found = ring(na, "+86 138 0000 1234")
    assert (found.call.customer_name, found.call.phone_masked) == ("张思远", "138****1234")
    assert [(one.kind, one.number) for one in found.related] == [("ticket", ticket.number)]
    assert [one.name for one in found.callers] == ["张思远"] and found.mark is None


def _customer(clone, name, phone):
    with clone.begin() as connection:
        return make_customer(connection, name, phone)


def test_nobody_learns_by_a_call_whose_number_it_is_without_looking_it_up(login, superuser):
    na = login("na")
    make_customer(superuser, "张思远", PHONE)
    with na.transaction() as connection:
        answer = connection.execute(
            text("select call_came(:phone, :store, null)"), {"phone": PHONE, "store": known("store xihu")}
        ).scalar_one()
    assert calls.card(na, answer["id"]).call.customer_id is None


def test_two_windows_that_ring_for_one_call_make_one(login):
    na, zhou = login("na"), login("zhou")
    assert ring(na).call.id == ring(zhou).call.id
    calls.mark(na, ring(na).call.id, "handled", new_id())
    assert ring(na).call.id != ring(na, "13900001111").call.id
    assert ring(na).calls == 2


def test_a_call_is_taken_with_the_ticket_it_becomes(login):
    na = login("na")
    call = ring(na).call
    ticket = open_ticket(na)
    assert [one.id for one in calls.page(na).rows] == [call.id]
    calls.mark(na, call.id, "handled", new_id(), ticket.id)
    (line,) = calls.page(na, calls.Wanted(view="mine")).rows
    assert (line.taken_by_name, line.ticket_number, line.state) == ("李娜", ticket.number, "handled")
    assert calls.page(na).rows == () or list(calls.page(na).rows) == []


def test_of_two_who_press_taken_the_first_took_the_call_and_it_is_not_missed_afterwards(login, superuser):
    na, zhou = login("na"), login("zhou")
    call = calls.come_in(na, PHONE, known("store xihu"), new_id()).call
    for who, state in ((na, "handled"), (zhou, "handled"), (zhou, "missed")):
        calls.mark(who, call.id, state, new_id())
    row = superuser.execute(
        text("select state, taken_by_id, handled_at, missed_at from phone_call where id = :id"), {"id": call.id}
    ).one()
    assert (row.state, row.taken_by_id, row.missed_at) == ("handled", known("na"), None)
    assert row.handled_at is not None


def test_a_call_nobody_took_is_missed_at_the_moment_the_time_was_over(login, superuser):
    na = login("na")
    call = ring(na).call
    superuser.execute(
        text("update phone_call set came_at = clock_timestamp() - interval '1 hour' where id = :id"), {"id": call.id}
    )
    superuser.execute(text("select due_missed_calls()"))
    row = superuser.execute(
        text("select state, missed_at - came_at as late from phone_call where id = :id"), {"id": call.id}
    ).one()
    assert row.state == "missed" and row.late.total_seconds() == 600
    calls.mark(na, call.id, "handled", new_id())


def test_numbers_are_forgotten_after_the_days_they_are_kept(login, superuser):
    call = ring(login("na")).call
    superuser.execute(
        text("update phone_call set came_at = now() - interval '181 days', state = 'missed' where id = :id"),
        {"id": call.id},
    )
    superuser.execute(text("select due_forget_callers()"))
    row = superuser.execute(
        text("select phone, phone_key, phone_last4 from phone_call where id = :id"), {"id": call.id}
    )
    assert tuple(row.one()) == ("", "", "")


def test_a_nuisance_is_marked_with_a_reason_and_seen_at_the_next_call(login):
    na, zhou = login("na"), login("zhou")
    call = ring(na).call
    with pytest.raises(ServiceError, match="caller_reason_missing"):
        calls.mark_caller(na, "  ", new_id(), call_id=call.id)
    calls.mark_caller(na, "推销电话", new_id(), call_id=call.id)
    calls.mark_caller(zhou, "推销电话，一天五次", new_id(), call_id=call.id)
    calls.mark(na, call.id, "handled", new_id())
    mark = ring(zhou).mark
    assert (mark.reason, mark.marked_by) == ("推销电话，一天五次", "李娜")
    calls.lift_mark(zhou, mark.id, new_id())
    assert ring(zhou).mark is None


def test_a_marked_customer_is_seen_at_his_tickets(login, superuser):
    na = login("na")
    ticket = open_ticket(na, customer_id=make_customer(superuser, "张思远", PHONE))
    calls.mark_caller(na, "反复骚扰", new_id(), customer_id=ticket.customer_id)
    assert calls.mark_of_ticket(na, ticket.id).reason == "反复骚扰"
    with pytest.raises(ServiceError, match="caller_without_number"):
        none = make_customer(superuser, "无号", "")
        calls.mark_caller(na, "x", new_id(), customer_id=none)


def test_calls_of_other_stores_stay_there(login):
    na, bei = login("na"), login("bei")
    call = ring(na).call
    with pytest.raises(ServiceError, match="gone_record"):
        calls.card(bei, call.id)
    with pytest.raises(ServiceError, match="gone_record"):
        calls.mark(bei, call.id, "handled", new_id())
    with pytest.raises(ServiceError, match="gone_record"):
        calls.mark_caller(bei, "x", new_id(), call_id=call.id)
    with pytest.raises(NotPermitted):
        ring(bei)


@pytest.mark.parametrize("typed", ["", "abc", "12", "９" * 30, "+", "转"])
def test_what_is_no_number_is_refused_with_a_sentence(login, typed):
    with pytest.raises(ServiceError, match="phone_not_a_number"):
        ring(login("na"), typed)


def test_somebody_without_a_store_is_told_so(login):
    with pytest.raises(ServiceError, match="call_without_store"):
        calls.come_in(login("na"), PHONE, None, new_id())


def test_a_number_is_looked_at_in_full_only_with_an_entry(sign_in):
    na, bei = sign_in("na"), sign_in("bei")
    call = ring(na).call
    assert calls.number_of(na, call.id) == PHONE
    with pytest.raises(ServiceError, match="gone_record"):
        calls.number_of(bei, call.id)
    with sign_in("admin").read() as connection:
        assert (
            connection.execute(
                text("select count(*) from reveal where table_name = 'phone_call' and login = 'na' and kind = 'reveal'")
            ).scalar_one()
            == 1
        )


@pytest.mark.parametrize("column", ["phone", "phone_key"])
@pytest.mark.parametrize("table", ["phone_call", "caller_mark"])
def test_nobody_reads_the_number_beside_the_reveal(login, table, column):
    if (table, column) == ("caller_mark", "phone"):
        column = "phone_key"
    for person in ("na", "zhou", "admin", "shen", "cai"):
        with pytest.raises(NotPermitted), login(person).read() as connection:
            connection.execute(text(f"select {column} from {table}"))


@pytest.mark.parametrize(
    "statement",
    [
        "insert into phone_call (id, store_id) values (gen_random_uuid(), :store)",
        "update phone_call set state = 'handled'",
        "update caller_mark set reason = 'x'",
        "delete from phone_call",
        "insert into caller_mark (id, reason) values (gen_random_uuid(), 'x')",
    ],
)
def test_calls_and_marks_change_only_through_their_doors(login, statement):
    for person in ("na", "zhou", "admin", "tang"):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement), {"store": known("store xihu")} if ":store" in statement else {})


def test_a_ticket_of_somebody_else_is_not_hung_on_a_call(login):
    na, bei = login("na"), login("bei")
    other = open_ticket(bei, store_id=known("store chaoyang"))
    with pytest.raises(ServiceError, match="gone_record"):
        calls.mark(na, ring(na).call.id, "handled", new_id(), other.id)
    assert tickets.get(bei, other.id).version == 1


def test_a_caller_who_is_no_customer_is_marked_from_his_ticket(login):
    na, zhou = login("na"), login("zhou")
    ticket = open_ticket(na, subject="推销", reporter="不知名", phone="13700137001")
    assert calls.mark_of_ticket(na, ticket.id) is None
    with pytest.raises(ServiceError, match="gone_record"):
        calls.mark_caller_of_ticket(login("bei"), ticket.id, "推销", new_id())
    with pytest.raises(ServiceError, match="caller_without_number"):
        calls.mark_caller_of_ticket(na, open_ticket(na).id, "推销", new_id())
    calls.mark_caller_of_ticket(na, ticket.id, "推销，一天五次", new_id())
    mark = calls.mark_of_ticket(zhou, ticket.id)
    assert (mark.reason, mark.marked_by) == ("推销，一天五次", "李娜")
    assert calls.mark_of_ticket(login("bei"), ticket.id) is None
    calls.lift_mark(zhou, mark.id, new_id())
    assert calls.mark_of_ticket(na, ticket.id) is None

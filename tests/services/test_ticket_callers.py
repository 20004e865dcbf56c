"""Callers who are no customers: their number is kept, masked, found, taken over with them, and forgotten."""

import json

import pytest
from sqlalchemy import text

from services import (
    calls,
    customers,
    person_requests,
    personal_data,
    retention,
    search,
    ticket_callers,
    tickets,
    visits,
)
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket
from tests.people import known

PHONE = "138 0000 4321"


def from_caller(db, **values):
    return open_ticket(db, customer_id=None, reporter="韩雪", phone=PHONE, **values)


def one(connection, statement, **values):
    return connection.execute(text(statement), values).scalar()


def test_a_callers_number_is_kept_as_typed_and_shown_masked(login, superuser):
    ticket = from_caller(login("na"))
    assert (ticket.reporter, ticket.phone_masked) == ("韩雪", "138****4321")
    (line,) = tickets.page(login("na"), tickets.Wanted(view="mine")).rows
    assert (line.customer_name, line.customer_last4) == ("韩雪", "4321")
    kept = superuser.execute(text("select phone, phone_key from ticket where id = :id"), {"id": ticket.id}).one()
    assert tuple(kept) == (PHONE, "13800004321")


@pytest.mark.parametrize("number", ["ab", "1", "9" * 21, "<script>"])
def test_what_is_no_number_is_refused_at_its_field(login, number):
    with pytest.raises(ServiceError, match="phone_not_a_number") as refused:
        open_ticket(login("na"), phone=number)
    assert refused.value.field == "phone"


@pytest.mark.parametrize("person", ["na", "zhou", "admin", "tang", "shen"])
def test_nobody_reads_the_number_with_a_query(login, person):
    from_caller(login("na"))
    for column in ("phone", "phone_key"):
        with pytest.raises(NotPermitted), login(person).read() as connection:
            connection.execute(text(f"select {column} from ticket"))


def test_the_whole_number_is_shown_once_and_logged(sign_in, fresh_database):
    na, bei = sign_in("na"), sign_in("bei")
    ticket = from_caller(na)
    assert personal_data.reveal(na, "ticket", ticket.id, "phone") == PHONE
    with pytest.raises(ServiceError, match="gone_record"):
        personal_data.reveal(bei, "ticket", ticket.id, "phone")
    with pytest.raises(ServiceError, match="gone_record"):
        personal_data.reveal(na, "ticket", ticket.id, "reporter")
    with fresh_database.begin() as connection:
        looks = "select count(*) from reveal where kind = 'reveal' and table_name = 'ticket' and row_id = :id"
        assert one(connection, looks, id=ticket.id) == 1


def test_a_ticket_is_found_by_its_callers_number_and_name(sign_in):
    na, bei = sign_in("na"), sign_in("bei")
    ticket = from_caller(na)
    for typed in ("13800004321", "+86 138-0000-4321", "4321", "韩雪"):
        found = tickets.page(na, tickets.Wanted(view="all", text=typed)).rows
        assert [row.id for row in found] == [ticket.id], typed
        assert not tickets.page(bei, tickets.Wanted(view="all", text=typed)).rows
    assert ticket.id in search.everything(na, "13800004321").ids
    assert not tickets.page(na, tickets.Wanted(view="all", text="13800004322")).rows


def test_whoever_called_before_is_known_by_the_card_of_the_next_call(sign_in):
    na = sign_in("na")
    ticket = from_caller(na)
    card = calls.come_in(na, "13800004321", known("store xihu"), new_id())
    assert (card.call.customer_id, card.call.contact_name) == (None, "韩雪")
    assert [(shown.number, shown.words) for shown in card.related] == [(ticket.number, "韩雪 · 空调不制冷")]
    assert [row.contact_name for row in calls.page(na).rows] == ["韩雪"]


def test_nobody_learns_who_called_before_without_looking_the_number_up(login):
    na = login("na")
    from_caller(na)
    with na.transaction() as connection:
        asked = {"phone": "13800004321", "store": known("store xihu")}
        answer = one(connection, "select call_came(:phone, :store, null)", **asked)
        assert one(connection, "select count(*) from tickets_of_caller(:call, 9)", call=answer["id"]) == 0
    assert calls.card(na, answer["id"]).call.contact_name == ""


def test_the_number_of_a_call_goes_to_the_ticket_it_becomes(login):
    na = login("na")
    call = calls.come_in(na, PHONE, known("store xihu"), new_id()).call
    ticket = open_ticket(na, reporter="韩雪")
    calls.mark(na, call.id, "handled", new_id(), ticket.id)
    assert tickets.get(na, ticket.id).phone_masked == "138****4321"


def test_a_message_for_a_colleague_needs_a_customer_or_a_number(login):
    na = login("na")
    with pytest.raises(ServiceError, match="message_without_customer"):
        open_ticket(na, kind="message")
    assert from_caller(na, kind="message").phone_masked == "138****4321"


def test_a_caller_becomes_a_customer_with_all_that_came_of_him(login, superuser):
    na = login("na")
    calls.come_in(na, PHONE, known("store xihu"), new_id())
    ticket, later = from_caller(na), from_caller(na, subject="再问一次")
    neighbour = open_ticket(na, reporter="邓先生", phone=PHONE)
    visit = visits.create(
        na, new_id(), {"store_id": known("store xihu"), "ticket_id": ticket.id, "subject": "上门"}, new_id()
    )
    request = new_id()
    made = ticket_callers.take_over(na, ticket, None, {"name": "韩雪", "kind": "person"}, request)
    assert ticket_callers.take_over(na, ticket, None, {"name": "韩雪", "kind": "person"}, request) == made
    customer = customers.get(na, made)
    assert (customer.name, customer.phone_masked) == ("韩雪", "138****4321")
    after = tickets.get(na, ticket.id)
    assert (after.customer_id, after.reporter, after.phone_masked) == (made, "韩雪", "138****4321")
    assert tickets.get(na, later.id).customer_id == made
    assert tickets.get(na, neighbour.id).customer_id is None
    assert visits.get(na, visit.id).customer_id == made
    assert [row.customer_id for row in calls.page(na).rows] == [made]
    assert "customer" in [entry.action for entry in tickets.history(na, ticket.id)]
    assert one(superuser, "select initials from customer where id = :id", id=made) == "hx"
    with pytest.raises(ServiceError, match="caller_is_customer"):
        ticket_callers.take_over(na, after, made, {}, new_id())


def test_a_caller_who_is_on_file_is_found_and_brings_another_number_as_contact(sign_in, fresh_database):
    na = sign_in("na")
    with fresh_database.begin() as connection:
        same = make_customer(connection, "韩雪", PHONE)
        other = make_customer(connection, "韩家", "13900001111")
    ticket, second = from_caller(na), from_caller(na, subject="第二件")
    assert [who.id for who in ticket_callers.known(na, ticket.id)] == [same]
    ticket_callers.take_over(na, ticket, other, {}, new_id())
    with fresh_database.begin() as connection:
        contact = "select name || ' ' || phone from contact where customer_id = :id"
        assert one(connection, contact, id=other) == f"韩雪 {PHONE}"
    assert tickets.get(na, second.id).customer_id == other


@pytest.mark.parametrize("person", ["tang", "bei", "shen", "cai", "admin"])
def test_only_the_desk_of_the_ticket_takes_its_caller_over(login, superuser, person):
    ticket = from_caller(login("na"))
    customer = make_customer(superuser, "韩雪", "13900001111")
    with pytest.raises(ServiceError):
        ticket_callers.take_over(login(person), ticket, customer, {}, new_id())
    assert tickets.get(login("na"), ticket.id).customer_id is None


def test_a_stale_page_takes_nobody_over(login):
    na = login("na")
    ticket = from_caller(na)
    tickets.add_note(na, ticket.id, "请稍候", new_id())
    with pytest.raises(ServiceError, match="conflict"):
        ticket_callers.take_over(na, ticket, None, {"name": "韩雪"}, new_id())


def test_a_caller_is_forgotten_by_the_manager_once_the_matter_is_over(login, superuser):
    na, zhou = login("na"), login("zhou")
    calls.come_in(na, PHONE, known("store xihu"), new_id())
    ticket = from_caller(na)
    with pytest.raises(ServiceError, match="caller_still_waits"):
        ticket_callers.forget(zhou, ticket, "本人要求", new_id())
    tickets.move(na, ticket, "resolve", {"solution": "已说明"}, new_id())
    over = tickets.get(na, ticket.id)
    with pytest.raises(NotPermitted):
        ticket_callers.forget(na, over, "本人要求", new_id())
    ticket_callers.forget(zhou, over, "本人要求", new_id())
    left = superuser.execute(
        text("select reporter, phone, phone_key, phone_masked, phone_last4 from ticket where id = :id"),
        {"id": ticket.id},
    ).one()
    assert tuple(left) == ("", "", "", "", "")
    assert one(superuser, "select count(*) from audit_value where row_id = :id", id=ticket.id) == 0
    assert one(superuser, "select count(*) from phone_call where phone <> '' or contact_name <> ''") == 0
    assert not tickets.page(na, tickets.Wanted(view="all", text="韩雪")).rows


def test_a_customer_is_given_what_is_on_tickets_by_his_number_too(sign_in, fresh_database, tmp_path):
    na, zhou = sign_in("na"), sign_in("zhou")
    with fresh_database.begin() as connection:
        customer = make_customer(connection, "韩雪", PHONE)
    own = open_ticket(na, customer_id=customer, reporter="韩父", phone="13900005566")
    stray = from_caller(na)
    person_requests.export_person(zhou, customer, tmp_path / "her.json", "本人要求")
    records = json.loads((tmp_path / "her.json").read_text("utf-8"))["records"]["ticket"]
    assert {(row["number"], row["phone"]) for row in records} == {(own.number, "13900005566"), (stray.number, PHONE)}


def test_erasing_a_customer_takes_the_numbers_on_tickets_along(login, superuser):
    na, zhou = login("na"), login("zhou")
    customer = make_customer(superuser, "韩雪", PHONE)
    own = open_ticket(na, customer_id=customer, reporter="韩父", phone="13900005566")
    for ticket in (own, from_caller(na)):
        tickets.move(na, ticket, "cancel", {"comment": "x"}, new_id())
    person_requests.erase(zhou, customers.get(zhou, customer), "本人要求", new_id())
    left = superuser.execute(text("select reporter || phone || phone_key || phone_masked from ticket")).scalars().all()
    assert left == ["", ""]


def test_callers_past_their_period_are_proposed_and_forgotten(login, superuser):
    na, zhou = login("na"), login("zhou")
    old, waiting = from_caller(na), from_caller(na, subject="还在等")
    tickets.move(na, old, "resolve", {"solution": "已说明"}, new_id())
    superuser.execute(
        text("update ticket set opened_at = now() - interval '4 years', resolved_at = now() - interval '4 years'")
    )
    (proposal,) = retention.proposals(zhou, "caller")
    assert (proposal.id, proposal.label) == (old.id, f"{old.number} 韩雪")
    assert retention.erase(zhou, "caller", [old.id, waiting.id], "到期", new_id()) == 1
    assert tickets.get(na, old.id).phone_masked == "" and tickets.get(na, waiting.id).phone_masked != ""
    assert retention.proposals(zhou, "caller") == []
    with pytest.raises(NotPermitted):
        retention.proposals(na, "caller")


def test_four_digits_are_looked_up_in_their_index_whatever_they_are(login, superuser):
    db = login("na")
    superuser.execute(text("set local enable_seqscan = off"))
    search.everything(db, "4321")
    looked_up = "select pg_stat_get_xact_numscans(cast('aftercare.ticket_phone_last4_idx' as regclass))"
    assert superuser.execute(text(looked_up)).scalar_one() > 0

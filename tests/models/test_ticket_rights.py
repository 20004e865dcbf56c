"""What hangs on a ticket, by raw SQL: nobody writes beside the functions, nobody links what he may not see."""

import pytest
from sqlalchemy import text

from services import ticket_links, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import open_ticket
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in

OWN = (
    "owner_id",
    "first_asked_id",
    "offered_to_id",
    "escalated_to_id",
    "merged_into_id",
    "split_from_id",
    "promised_at",
    "snoozed_until",
)


def run(db, statement, **values):
    with db.transaction() as connection:
        return connection.execute(text(statement), values)


@pytest.mark.parametrize("column", OWN)
def test_who_is_responsible_and_where_it_went_is_written_by_the_function_only(login, column):
    open_ticket(login("na"))
    for person in ("na", "zhou", "admin", "tang"):
        with pytest.raises(NotPermitted):
            run(login(person), f"update ticket set {column} = null")
    for person in ("na", "zhou"):
        with pytest.raises(NotPermitted):
            run(login(person), f"insert into ticket (id, {column}) values (gen_random_uuid(), null)")


def test_an_order_of_another_store_is_not_linked(login, superuser):
    na, bei = login("na"), login("bei")
    ticket = open_ticket(na)
    order = take_in(bei, *customer_with_device(superuser), store=known("store chaoyang")).orders[0].id
    with pytest.raises(NotPermitted):
        ticket_links.link(na, ticket.id, "work_order", order, new_id())
    with pytest.raises(NotPermitted):
        ticket_links.link(bei, ticket.id, "work_order", order, new_id())


def test_a_ticket_that_is_filed_is_linked_to_nothing_more(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    _customer, device = customer_with_device(superuser)
    tickets.move(na, ticket, "cancel", {"comment": "打错了"}, new_id())
    with pytest.raises(NotPermitted):
        ticket_links.link(na, ticket.id, "device", device, new_id())


def test_a_link_that_was_taken_away_stays_away(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    ticket_links.link(na, ticket.id, "device", customer_with_device(superuser)[1], new_id())
    (link,) = ticket_links.of_ticket(na, ticket.id)
    ticket_links.unlink(na, link.id, new_id())
    assert run(na, "update ticket_link set until = null where id = :id", id=link.id).rowcount == 0
    for person in ("tang", "bei", "cai"):
        with pytest.raises(NotPermitted):
            ticket_links.unlink(login(person), link.id, new_id())
    for statement in ("delete from ticket_link", "update ticket_link set device_id = device_id"):
        with pytest.raises(NotPermitted):
            run(na, statement)


@pytest.mark.parametrize("action", ["accept", "decline"])
def test_only_the_one_who_is_asked_answers_a_handover(login, action):
    na = login("na")
    ticket = open_ticket(na)
    values = {"owner_id": known("tang"), "comment": "请接手"}
    tickets.move(na, ticket, "hand_over", values, new_id())
    for person in ("na", "zhou", "wu"):
        with pytest.raises(NotPermitted):
            tickets.move(login(person), tickets.get(na, ticket.id), action, {"comment": "x"}, new_id())
    with pytest.raises(ServiceError, match="gone_record"):
        tickets.move(login("bei"), tickets.get(na, ticket.id), action, {"comment": "x"}, new_id())


def test_somebody_without_a_role_at_the_desk_is_handed_nothing(login):
    na = login("na")
    for person in ("cai", "shen", "admin"):
        with pytest.raises(ServiceError, match="owner_cannot_work"):
            tickets.move(na, open_ticket(na), "hand_over", {"owner_id": known(person), "comment": "请接手"}, new_id())


def test_whoever_is_asked_reads_a_ticket_elsewhere_and_changes_it_only_when_it_is_his(login):
    na, bei = login("na"), login("bei")
    ticket = open_ticket(na)
    tickets.move(na, ticket, "hand_over", {"owner_id": known("bei"), "comment": "请接手"}, new_id())
    assert tickets.get(bei, ticket.id).subject == ticket.subject
    assert run(bei, "update ticket set solution = 'x' where id = :id", id=ticket.id).rowcount == 0
    with pytest.raises(ServiceError, match="gone_record"):
        tickets.add_note(bei, ticket.id, "让我写", new_id())
    tickets.move(bei, tickets.get(bei, ticket.id), "accept", {}, new_id())
    assert run(bei, "update ticket set solution = 'x' where id = :id", id=ticket.id).rowcount == 1

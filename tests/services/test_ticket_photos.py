"""Photos of a fault report: they wait until somebody looked them through (CSD-08)."""

import pytest
from sqlalchemy import text

from services import attachments, ticket_photos, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import open_ticket
from tests.people import known

PICTURE = b"\xff\xd8 a picture"


def add(db, ticket, **how):
    return attachments.add_to_ticket(db, ticket.id, PICTURE, request=new_id(), name="a.jpg", thumbnail=b"t", **how)


def state(db, ticket):
    return tickets.get(db, ticket.id).photos_state


def waiting(db):
    return [row.id for row in tickets.page(db, tickets.Wanted(view="photos")).rows]


def test_photos_wait_until_somebody_looked_them_through(login):
    na, zhou = login("na"), login("zhou")
    ticket = open_ticket(na)
    assert state(na, ticket) == "" and waiting(na) == []
    added = add(na, ticket)
    assert state(na, ticket) == "waiting" and waiting(na) == [ticket.id]
    assert attachments.data(zhou, added) == PICTURE
    request = new_id()
    seen = tickets.get(zhou, ticket.id)
    ticket_photos.check(zhou, seen, False, "请拍铭牌", request)
    ticket_photos.check(zhou, seen, False, "请拍铭牌", request)
    after = tickets.get(na, ticket.id)
    assert (after.photos_state, after.photos_checked_by, after.photos_note) == ("more", "周敏", "请拍铭牌")
    add(na, ticket)
    assert state(na, ticket) == "waiting"
    ticket_photos.check(na, tickets.get(na, ticket.id), True, "", new_id())
    assert state(na, ticket) == "accepted" and waiting(na) == []
    add(na, ticket)
    assert state(na, ticket) == "accepted"
    assert [entry.action for entry in tickets.history(na, ticket.id)][:2] == ["photos_accepted", "photos_more"]


def test_photos_taken_back_leave_nothing_to_check(login):
    na = login("na")
    ticket = open_ticket(na)
    add(na, ticket)
    (one,) = attachments.of_ticket(na, ticket.id)
    attachments.withdraw(na, one, request=new_id())
    assert state(na, ticket) == "" and attachments.of_ticket(na, ticket.id) == []


def test_what_speaks_against_a_check_is_said(login):
    na = login("na")
    fault, question = open_ticket(na), open_ticket(na, kind="inquiry")
    with pytest.raises(ServiceError, match="photos_none"):
        ticket_photos.check(na, fault, True, "", new_id())
    with pytest.raises(ServiceError, match="reason_missing"):
        ticket_photos.check(na, fault, False, " \u3000", new_id())
    with pytest.raises(ServiceError, match="photos_of_fault_only"):
        ticket_photos.check(na, question, False, "请拍铭牌", new_id())
    with pytest.raises(ServiceError, match="too_long"):
        ticket_photos.check(na, fault, False, "长" * 1001, new_id())
    add(na, fault)
    with pytest.raises(ServiceError, match="conflict"):
        ticket_photos.check(na, fault, True, "", new_id())


@pytest.mark.parametrize("person", ["bei", "shen", "cai", "admin", "tang"])
def test_others_neither_add_nor_check(login, person):
    na = login("na")
    ticket = open_ticket(na)
    with pytest.raises(ServiceError):
        add(login(person), ticket)
    add(na, ticket)
    with pytest.raises(ServiceError):
        ticket_photos.check(login(person), tickets.get(na, ticket.id), True, "", new_id())


def test_a_photo_of_an_own_order_is_no_way_into_a_foreign_ticket(login, superuser):
    from tests.work_order_samples import customer_with_device, take_in

    na, bei = login("na"), login("bei")
    ticket = open_ticket(na)
    order = take_in(bei, *customer_with_device(superuser), store=known("store chaoyang")).orders[0].id
    statement = text("""insert into attachment (id, work_order_id, ticket_id, kind, media_type, size, sha256)
        values (gen_random_uuid(), :order, :ticket, 'photo_in', 'image/jpeg', 1, repeat('a', 64))""")
    with pytest.raises(NotPermitted), bei.transaction() as connection:
        connection.execute(statement, {"order": order, "ticket": ticket.id})
    add(na, ticket)
    assert attachments.of_ticket(bei, ticket.id) == []


@pytest.mark.parametrize("column", ["photos_state", "photos_checked_at", "photos_checked_by_id", "photos_note"])
def test_the_result_is_written_by_the_function_only(login, column):
    open_ticket(login("na"))
    for person in ("na", "zhou", "admin", "tang"):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(f"update ticket set {column} = null"))


def test_photos_of_a_merged_ticket_go_on_with_the_other(login):
    na = login("na")
    stays, goes = open_ticket(na), open_ticket(na, "同一台空调")
    add(na, goes)
    tickets.move(na, tickets.get(na, goes.id), "merge", {"into_id": stays.id, "comment": "同一件事"}, new_id())
    assert len(attachments.of_ticket(na, stays.id)) == 1 and state(na, stays) == "waiting"
    ticket_photos.check(na, tickets.get(na, stays.id), True, "", new_id())


def test_photos_of_a_filed_ticket_stay_as_they_are(login):
    na = login("na")
    ticket = open_ticket(na)
    add(na, ticket)
    (one,) = attachments.of_ticket(na, ticket.id)
    tickets.move(na, tickets.get(na, ticket.id), "cancel", {"comment": "x"}, new_id())
    with pytest.raises(NotPermitted):
        add(na, ticket)
    with pytest.raises(NotPermitted):
        attachments.withdraw(na, one, request=new_id())

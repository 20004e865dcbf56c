"""One occasion told to many: what goes, what is held back and why, and nothing written twice."""

import pytest
from sqlalchemy import text

from services import message_templates, messages, messages_many
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.messages_many import Ids
from tests.message_samples import of, order_of, send, tell, template
from tests.work_order_samples import bring_to


def ready_orders(login, superuser, *customers):
    """Orders that are ready for collection, one for each of these customers."""
    found = []
    for values in customers:
        customer, order = order_of(login, superuser, **values)
        bring_to(login, order, "completed")
        found.append((customer, order))
    return found


def choice(db, occasion):
    return next(one for one in messages_many.choices(message_templates.every(db)) if one.occasion == occasion)


def new_ids(orders):
    return {one: Ids(new_id(), new_id()) for one in orders}


def outlook(db, templates, orders):
    return {one.order_id: one for one in messages_many.look(db, templates, orders)}


def refuse(superuser, customer):
    superuser.execute(
        text("insert into customer_consent (id, customer_id, purpose, given) values (:i, :c, 'service', false)"),
        {"i": new_id(), "c": customer},
    )


def test_each_goes_the_way_its_customer_wishes_and_what_is_held_back_says_why(login, superuser):
    mail, sms, bare, refused, silent = ready_orders(
        login,
        superuser,
        {},
        {"notify_by": "sms", "phone": "13900000001"},
        {"email": "", "phone": "", "no_phone_reason": "has none"},
        {},
        {"notify_by": "none"},
    )
    _customer, early = order_of(login, superuser)
    refuse(superuser, refused[0])
    na = login("na")
    ready = choice(na, "ready")
    orders = [one[1] for one in (mail, sms, bare, refused, silent)] + [early]
    seen = outlook(na, ready.way, orders)
    assert list(seen) == orders
    assert [seen[one].hindrance for one in orders[:2]] == [None, None]
    assert [seen[one].channel for one in orders[:2]] == ["email", "sms"]
    assert seen[mail[1]].to_masked == "f***@example.com"
    assert [seen[one].hindrance for one in orders[2:]] == [
        "message_no_email", "message_consent_refused", "message_not_wanted", "message_not_timely"]  # fmt: skip
    written = messages_many.tell(na, ready.way, orders, "请带取机凭证", new_ids(orders))
    assert [one.state for one in written] == ["waiting", "waiting", "", "", "", ""]
    assert all(one.why for one in written[2:])
    assert [len(of(superuser, one)) for one in orders] == [1, 1, 0, 0, 0, 0]
    assert "请带取机凭证" in of(superuser, mail[1])[0].body


def test_what_is_repeated_is_written_once(login, superuser):
    orders = [order for _customer, order in ready_orders(login, superuser, {}, {})]
    na = login("na")
    ready = choice(na, "ready").way
    once = new_ids(orders)
    first = messages_many.tell(na, ready, orders, "", once)
    # the same people once more, as after a lost answer
    assert messages_many.tell(na, ready, orders, "", once) == first
    # and another list with the same orders in it, by somebody else
    again = messages_many.tell(login("zhou"), ready, orders, "", new_ids(orders))
    assert [one.message_id for one in again] == [None, None] and all(one.why for one in again)
    assert [len(of(superuser, order)) for order in orders] == [1, 1]


def test_who_was_told_already_is_held_back(login, superuser):
    (_c, by_phone), (_c, by_mail), (_c, came_back) = ready_orders(login, superuser, {}, {}, {})
    superuser.execute(text("update work_order set told_at = now() where id = :i"), {"i": by_phone})
    na = login("na")
    for order, what in ((by_mail, "sent"), (came_back, "refused")):
        send(superuser, tell(na, order, template(superuser, "ready")).id, what)
    seen = outlook(na, choice(na, "ready").way, [by_phone, by_mail, came_back])
    assert [one.hindrance for one in seen.values()] == ["message_already", "message_already", None]


def test_it_stops_where_it_is_told_to(login, superuser):
    orders = [order for _customer, order in ready_orders(login, superuser, {}, {}, {})]
    na = login("na")
    done = []
    written = messages_many.tell(
        na, choice(na, "ready").way, orders, "", new_ids(orders), done.append, lambda: len(done) == 1
    )
    assert len(written) == 1 and [len(of(superuser, order)) for order in orders] == [1, 0, 0]


def test_nobody_writes_more_than_one_may_within_an_hour(login, superuser):
    superuser.execute(text("update parameter set value = '1' where code = 'message_limit'"))
    orders = [order for _customer, order in ready_orders(login, superuser, {}, {})]
    na = login("na")
    ready = choice(na, "ready").way
    assert [one.hindrance for one in messages_many.look(na, ready, orders)] == [None, "message_many_limit"]
    assert [one.state for one in messages_many.tell(na, ready, orders, "", new_ids(orders))] == ["waiting", ""]


def test_those_without_an_address_get_letters_where_nothing_stands_against_it(login, superuser):
    bare, refused = ready_orders(login, superuser, {"email": "", "phone": "", "no_phone_reason": "—"}, {})
    refuse(superuser, refused[0])
    na = login("na")
    letter = template(superuser, "ready", "letter")
    ready = choice(na, "ready")
    assert [one.id for one in ready.letters] == [letter]
    orders = [bare[1], refused[1]]
    written = messages_many.tell(na, [letter], orders, "", new_ids(orders))
    assert [one.state for one in written] == ["waiting", ""]
    (one,) = messages.page(na, messages.Wanted(view="letters")).rows
    assert one.id == written[0].message_id


@pytest.mark.parametrize(("person", "refusal"), [("bei", ServiceError), ("qian", ServiceError), ("pei", NotPermitted),
                                                 ("cai", NotPermitted), ("shen", NotPermitted)])  # fmt: skip
def test_nobody_tells_the_customers_of_orders_that_are_not_his_to_work_on(login, superuser, person, refusal):
    ((_customer, order),) = ready_orders(login, superuser, {})
    db = login(person)
    ready = choice(login("na"), "ready").way
    with db.read() as connection:
        rows = connection.execute(
            text("select hindrance from message_many_draft(:t, :o)"), {"t": list(ready), "o": [order]}
        ).all()
    assert all(row.hindrance == "message_not_yours" for row in rows)
    with pytest.raises(refusal), db.transaction() as connection:
        connection.execute(
            text("select message_tell_order(gen_random_uuid(), :t, :o, '', gen_random_uuid())"),
            {"t": list(ready), "o": order},
        )
    assert of(superuser, order) == []


def test_a_list_is_never_longer_than_the_database_looks_at(login):
    na = login("na")
    with pytest.raises(ServiceError, match="message_many_most"):
        messages_many.look(na, choice(na, "ready").way, [new_id() for _ in range(messages_many.MOST + 1)])

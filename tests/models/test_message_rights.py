"""Messages by raw SQL as each role: nobody writes, changes or addresses one but through the doors."""

import pytest
from sqlalchemy import text

from services import customer_parts, messages
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.message_samples import MAIL, order_of, send, tell, template
from tests.people import known
from tests.work_order_samples import step

EVERYBODY = ("admin", "zhou", "qian", "na", "min", "bei", "tang", "wu", "depot", "pei", "xiao", "cai", "shen")
SENDERS_DOORS = (
    "message_claim(gen_random_uuid(), array['email'])",
    "message_hand_over(gen_random_uuid(), gen_random_uuid())",
    "message_result(gen_random_uuid(), gen_random_uuid(), 'sent', '', '')",
    "message_sender()",
    "message_address(gen_random_uuid(), null, 'email')",
    "message_hindrance(gen_random_uuid(), 'service')",
    "messages_left_behind()",
    "messages_of_due_work()",
)


def run(db, statement, **values):
    with db.transaction() as connection:
        return connection.execute(text(statement), values)


def sees(db, message):
    with db.read() as connection:
        return bool(connection.execute(text("select count(*) from message where id = :i"), {"i": message}).scalar())


@pytest.fixture
def told(login, superuser):
    """(customer, order, message) of the Xihu store."""
    customer, order = order_of(login, superuser)
    return customer, order, tell(login("na"), order, template(superuser, "ready")).id


def test_a_message_is_seen_where_its_order_is(login, told):
    _customer, order, message = told
    step(login("na"), order, "assign", technician_id=known("tang"))
    assert {name for name in EVERYBODY if sees(login(name), message)} == {"admin", "zhou", "na", "tang", "shen"}


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_writes_changes_or_deletes_a_message(login, told, person):
    _customer, _order, message = told
    for statement in (
        "update message set body = 'x' where id = :i",
        "update message set state = 'waiting' where id = :i",
        "update message set to_masked = 'a@b.c' where id = :i",
        "delete from message where id = :i",
        """insert into message (id, template_id, occasion, channel, purpose, store_id, customer_id, lang, body)
           select gen_random_uuid(), template_id, occasion, channel, purpose, store_id, customer_id, lang, 'x'
           from message where id = :i""",
        "select claimed_by from message where id = :i",
    ):
        with pytest.raises(NotPermitted):
            run(login(person), statement, i=message)


@pytest.mark.parametrize("door", SENDERS_DOORS)
@pytest.mark.parametrize("person", ["admin", "zhou", "na", "shen"])
def test_nobody_is_given_an_address_or_says_that_something_was_sent(login, told, person, door):
    with pytest.raises(NotPermitted):
        run(login(person), f"select * from {door}")


@pytest.mark.parametrize("person", EVERYBODY)
def test_no_address_stands_in_what_people_read(login, told, person):
    with login(person).read() as connection:
        rows = connection.execute(text("select to_masked, subject, body, fault_detail from message")).all()
        moments = connection.execute(text("select details::text, comment from work_order_event")).all()
    assert MAIL not in str(rows) and MAIL not in str(moments)


@pytest.mark.parametrize(("person", "refusal"), [("bei", ServiceError), ("qian", ServiceError), ("pei", NotPermitted),
                                                 ("cai", NotPermitted), ("shen", NotPermitted)])  # fmt: skip
def test_nobody_tells_a_customer_of_an_order_that_is_not_his_to_work_on(login, superuser, told, person, refusal):
    _customer, order, _message = told
    with pytest.raises(refusal):
        tell(login(person), order, template(superuser, "ready"))


def test_a_message_goes_to_the_customer_of_the_record_or_his_contact_alone(login, superuser, told):
    customer, order, _message = told
    na = login("na")
    other, _order = order_of(login, superuser, email="other@example.com")
    stranger, own = (
        customer_parts.add(na, "contact", who, {"name": "李四", "email": "contact@example.com"}, new_id())
        for who in (other, customer)
    )
    ready = template(superuser, "ready")
    with pytest.raises(ServiceError, match="gone_record"):
        messages.tell(na, new_id(), ready, "work_order", order, contact_id=stranger, request=new_id())
    sent = messages.tell(na, new_id(), ready, "work_order", order, contact_id=own, request=new_id())
    assert messages.get(na, sent.id).to_masked == "c***@example.com"


def test_a_text_is_used_for_what_it_is_meant_only(login, superuser, told):
    with pytest.raises(ServiceError, match="message_template_wrong"):
        tell(login("na"), told[1], template(superuser, "complaint_answered"))
    superuser.execute(
        text("update message_template set archived_at = now() where id = :i"), {"i": template(superuser, "ready")}
    )
    with pytest.raises(ServiceError, match="message_template_wrong"):
        tell(login("na"), told[1], template(superuser, "ready"))


@pytest.mark.parametrize("person", ["tang", "pei", "xiao", "cai", "shen"])
def test_only_who_works_there_acts_on_a_message(login, superuser, told, person):
    seen = messages.get(login("na"), told[2])
    with pytest.raises(NotPermitted):
        messages.move(login(person), seen.id, seen.version, "cancel", new_id())


@pytest.mark.parametrize("person", ["bei", "qian"])
def test_another_store_s_message_is_refused_as_if_there_were_none(login, told, person):
    seen = messages.get(login("na"), told[2])
    with pytest.raises(ServiceError, match="gone_record"):
        messages.move(login(person), seen.id, seen.version, "cancel", new_id())


def test_what_was_sent_stays_as_it_was_sent(login, superuser, told):
    send(superuser, told[2])
    na = login("na")
    seen = messages.get(na, told[2])
    for action in ("again", "cancel", "sent"):
        with pytest.raises(ServiceError, match="message_step"):
            messages.move(na, seen.id, seen.version, action, new_id())


def test_what_answers_a_complaint_is_hidden_from_the_one_it_is_about(login, superuser, told):
    customer = told[0]
    zhou = login("zhou")
    complaint = record_complaint(login("min"), customer_id=customer, store_id=known("store binjiang"))
    about = messages.tell(
        zhou, new_id(), template(superuser, "complaint_received"), "complaint", complaint.id, request=new_id()
    )
    assert sees(login("min"), about.id) and sees(zhou, about.id)
    superuser.execute(
        text("update complaint set about_staff_id = :w where id = :i"), {"w": known("min"), "i": complaint.id}
    )
    assert not sees(login("min"), about.id) and sees(zhou, about.id)
    with pytest.raises(NotPermitted):
        messages.move(login("min"), about.id, about.version, "cancel", new_id())

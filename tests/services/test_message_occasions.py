"""Every occasion writes its own message, in its own words, and takes back what is no longer true."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import text

from services import complaints, order_lines, quotes, work_orders
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.message_samples import order_of, switch_on
from tests.people import known
from tests.visit_samples import at, open_visit, plan
from tests.visit_samples import step as visit_step
from tests.work_order_samples import bring_to


def told(superuser, **about):
    ((column, value),) = about.items()
    rows = superuser.execute(
        text(f"select occasion, state, subject, body from message where {column} = :v order by created_at, id"),
        {"v": value},
    )
    return list(rows.all())


def test_a_quote_says_what_it_costs_and_another_one_takes_its_place(login, superuser):
    switch_on(superuser, "quote")
    _customer, order = order_of(login, superuser)
    na = login("na")
    for price in ("120.00", "80.00"):
        line = {"kind": "labour", "name": "清洁", "unit_price": Decimal(price), "quantity": Decimal(1)}
        order_lines.add(na, new_id(), order, line, new_id())
        quotes.offer(na, new_id(), order, request=new_id())
    first, second = told(superuser, work_order_id=order)
    assert (first.state, second.state) == ("cancelled", "waiting")
    assert "¥120.00" in first.subject and "¥200.00" in second.subject


def test_a_later_promise_is_told_and_an_earlier_one_is_not(login, superuser):
    switch_on(superuser, "delay")
    _customer, order = order_of(login, superuser)
    na = login("na")
    for days in (5, -2):
        seen = work_orders.get(na, order)
        work_orders.promise(na, seen, seen.promised_at + timedelta(days=days), "缺件", request=new_id())
    (one,) = told(superuser, work_order_id=order)
    assert one.occasion == "delay" and "敬请谅解" in one.body


def test_hand_over_takes_back_what_waits_and_says_thank_you(login, superuser):
    switch_on(superuser, "ready", "delivered", "follow_up")
    _customer, order = order_of(login, superuser)
    bring_to(login, order, "delivered")
    assert [(one.occasion, one.state) for one in told(superuser, work_order_id=order)] == [
        ("ready", "cancelled"), ("delivered", "waiting"),
    ]  # fmt: skip
    superuser.execute(text("update work_order set delivered_on = store_date(null) - 3 where id = :i"), {"i": order})
    for _ in range(2):
        superuser.execute(text("select messages_of_due_work()"))
    assert [one.occasion for one in told(superuser, work_order_id=order)] == ["ready", "delivered", "follow_up"]


def test_a_visit_says_when_who_comes_and_again_when_that_changes(login, superuser):
    switch_on(superuser, "visit")
    customer, _order = order_of(login, superuser)
    na = login("na")
    visit = open_visit(na, customer_id=customer)
    assert told(superuser, visit_id=visit.id) == []
    plan(na, visit.id, hour=9)
    plan(na, visit.id, hour=14)
    first, second = told(superuser, visit_id=visit.id)
    assert (first.state, second.state) == ("cancelled", "waiting")
    assert "唐卫" in second.body and "14:00" in second.body and "15:00" in second.body
    assert f"{at(14):%Y}年" in second.body
    visit_step(na, visit.id, "cancel", comment="客户改约")
    assert {one.state for one in told(superuser, visit_id=visit.id)} == {"cancelled"}


def test_a_complaint_is_acknowledged_and_answered(login, superuser):
    switch_on(superuser, "complaint_received", "complaint_answered")
    customer, _order = order_of(login, superuser)
    zhou = login("zhou")
    complaint = record_complaint(login("na"), customer_id=customer)
    for action, payload in (
        ("acknowledge", {"comment": "已告知"}), ("assess", {"category": "quality"}),
        ("investigate", {"owner_id": known("zhou")}), ("answer", {"answer": "免费重修，\n并致歉。"}),
    ):  # fmt: skip
        complaints.move(zhou, complaints.get(zhou, complaint.id), action, payload, new_id())
    received, answered = told(superuser, complaint_id=complaint.id)
    assert complaints.get(zhou, complaint.id).number in received.subject
    assert (answered.occasion, answered.state) == ("complaint_answered", "waiting")
    assert "免费重修，\n并致歉。" in answered.body


def test_whom_is_to_be_called_is_not_written_to(login, superuser):
    switch_on(superuser, "taken_in", "ready")
    _customer, order = order_of(login, superuser, notify_by="phone")
    bring_to(login, order, "completed")
    assert told(superuser, work_order_id=order) == []

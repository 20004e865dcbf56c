"""Handing over: the balance and the step together, or nothing of it."""

from decimal import Decimal

import pytest

from services import order_lines, payments, work_orders
from services.errors import Conflict, NotPermitted, ServiceError
from services.hand_over import Settlement, hand_over
from services.ids import new_id
from services.order_errors import Incomplete
from services.payments import Part
from tests.people import known
from tests.work_order_samples import customer_with_device, diagnose, step, take_in


@pytest.fixture
def order(login, superuser):
    """A completed order with 380 CNY to pay."""
    na, tang = login("na"), login("tang")
    customer, device = customer_with_device(superuser)
    order_id = take_in(na, customer, device, estimate=Decimal("380.00")).orders[0].id
    step(na, order_id, "assign", technician_id=known("tang"))
    line = {"kind": "labour", "name": "更换显示屏", "unit_price": Decimal("380"), "state": "used"}
    order_lines.add(na, new_id(), order_id, line, new_id())
    for action in ("start", "repair", "test"):
        step(tang, order_id, action)
    diagnose(tang, order_id)
    step(tang, order_id, "complete", outcome="repaired")
    return work_orders.get(na, order_id)


def paid(order, *ways: tuple[str, str]) -> Settlement:
    return Settlement(order.balance, [Part(new_id(), method, Decimal(amount)) for method, amount in ways])


def collected(order):
    return {"collected_how": "code", "pickup_code": order.pickup_code, "workstation": "柜台 1"}


def test_money_and_device_change_hands_in_one_transaction(login, order):
    na = login("na")
    taken = hand_over(
        na, order, "deliver", paid(order, ("cash", "200"), ("wechat", "180")), collected(order), request=new_id()
    )
    now = work_orders.get(na, order.id)
    assert (now.work_state, now.money_state, now.custody_state) == ("delivered", "paid", "returned")
    entries = payments.of_order(na, order.id)
    assert [(one.method, one.amount, one.workstation) for one in entries] == [
        ("cash", Decimal("200.00"), "柜台 1"),
        ("wechat", Decimal("180.00"), "柜台 1"),
    ]
    assert (taken.id, taken.receipt_number) == (entries[0].id, entries[0].receipt_number)


def test_a_refused_hand_over_takes_no_money_and_no_number(login, order):
    na = login("na")
    money = paid(order, ("cash", "380"))
    with pytest.raises(Incomplete) as refused:
        hand_over(na, order, "deliver", money, {**collected(order), "pickup_code": "x"}, request=new_id())
    assert [lack.code for lack in refused.value.lacks] == ["pickup_code_wrong"]
    assert payments.of_order(na, order.id) == []
    taken = hand_over(na, order, "deliver", money, collected(order), request=new_id())
    assert taken.receipt_number.endswith("-001")


def test_a_refused_payment_leaves_the_device_where_it_is(login, order):
    na = login("na")
    with pytest.raises(ServiceError, match="parts_do_not_add_up"):
        hand_over(na, order, "deliver", paid(order, ("cash", "300")), collected(order), request=new_id())
    now = work_orders.get(na, order.id)
    assert (now.work_state, now.money_state, now.event_count) == ("completed", order.money_state, order.event_count)


def test_asked_twice_it_is_done_once(login, order):
    na, request, money = login("na"), new_id(), paid(order, ("cash", "380"))
    first = hand_over(na, order, "deliver", money, collected(order), request=request)
    assert hand_over(na, order, "deliver", money, collected(order), request=request) == first
    assert len(payments.of_order(na, order.id)) == 1


def test_what_was_prepaid_too_much_goes_back_with_the_device(login, superuser):
    na = login("na")
    customer, device = customer_with_device(superuser)
    order_id = take_in(na, customer, device).orders[0].id
    payments.take(na, new_id(), order_id, "cash", Decimal("50.00"), request=new_id())
    step(na, order_id, "cancel", reason_code="customer_changed_mind")
    order = work_orders.get(na, order_id)
    hand_over(na, order, "return_cancelled", paid(order, ("cash", "50")), collected(order), request=new_id())
    now = work_orders.get(na, order_id)
    assert (now.work_state, now.money_state) == ("delivered", "none")
    assert [(one.kind, one.amount) for one in payments.of_order(na, order_id)][1:] == [("refund", Decimal("-50.00"))]


def test_without_a_balance_no_receipt_is_made(login, order):
    na = login("na")
    payments.take(na, new_id(), order.id, "cash", Decimal("380.00"), request=new_id())
    now = work_orders.get(na, order.id)
    assert hand_over(na, now, "deliver", Settlement(now.balance, []), collected(order), request=new_id()) is None
    assert work_orders.get(na, order.id).work_state == "delivered"


def test_a_note_written_meanwhile_does_not_stop_it_but_a_step_does(login, order):
    na = login("na")
    work_orders.note(login("tang"), order.id, "屏幕已清洁", request=new_id())
    hand_over(na, order, "deliver", paid(order, ("cash", "380")), collected(order), request=new_id())
    with pytest.raises(Conflict) as moved:
        hand_over(login("zhou"), order, "deliver", paid(order, ("card", "380")), collected(order), request=new_id())
    assert (moved.value.theirs["work_state"], moved.value.by) == ("delivered", "李娜")
    assert len(payments.of_order(na, order.id)) == 1


def test_who_takes_no_money_hands_over_what_is_to_be_paid_neither(login, order):
    with pytest.raises(NotPermitted):
        hand_over(login("tang"), order, "deliver", paid(order, ("cash", "380")), collected(order), request=new_id())
    assert payments.of_order(login("na"), order.id) == []

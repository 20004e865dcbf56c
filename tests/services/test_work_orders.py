"""From intake to hand-over, and what the database refuses on the way."""

from decimal import Decimal

import pytest

from services import payments, work_orders
from services.errors import ServiceError
from services.ids import new_id
from services.order_errors import Incomplete
from tests.people import known
from tests.work_order_samples import customer_with_device, diagnose, step, take_in


@pytest.fixture
def order_id(login, superuser):
    customer, device = customer_with_device(superuser)
    return take_in(login("na"), customer, device, estimate=Decimal("300.00")).orders[0].id


def test_a_device_goes_from_intake_to_hand_over(login, order_id):
    na, tang = login("na"), login("tang")
    assert work_orders.get(na, order_id).work_state == "received"
    step(na, order_id, "assign", technician_id=known("tang"))
    step(tang, order_id, "start")
    step(tang, order_id, "repair")
    step(tang, order_id, "test")
    diagnose(tang, order_id)
    done = step(tang, order_id, "complete", outcome="repaired", shelf="A07")
    assert (done.work_state, done.custody_state) == ("completed", "ready_shelf")
    order = work_orders.get(na, order_id)
    assert (order.shelf, order.outcome) == ("A07", "repaired")
    gone = step(na, order_id, "deliver", collected_how="code", pickup_code=order.pickup_code)
    assert (gone.work_state, gone.custody_state) == ("delivered", "returned")
    assert [event.action for event in work_orders.trace(na, order_id)] == [
        "receive", "hand_in", "assign", "start", "give", "repair", "test", "complete", "shelve", "deliver", "collect",
    ]  # fmt: skip


def test_everything_lacking_is_listed_at_once(login, order_id):
    na, tang = login("na"), login("tang")
    step(na, order_id, "assign", technician_id=known("tang"))
    for action in ("start", "repair", "test"):
        step(tang, order_id, action)
    with pytest.raises(Incomplete) as refused:
        step(tang, order_id, "complete")
    assert {lack.code for lack in refused.value.lacks} == {
        "outcome_missing", "fault_missing", "cause_missing", "remedy_missing", "test_missing",
    }  # fmt: skip


def test_a_prepayment_is_settled_against_the_final_amount(login, order_id):
    na = login("na")
    taken = payments.take(na, new_id(), order_id, "wechat", Decimal("100.00"), request=new_id())
    assert taken.receipt_number.startswith("Rxihu-")
    assert work_orders.get(na, order_id).money_state == "prepaid"


def test_a_step_from_the_wrong_state_is_refused(login, order_id):
    with pytest.raises(ServiceError) as refused:
        step(login("na"), order_id, "deliver")
    assert refused.value.code == "order_step_not_possible"

"""Several workstations at once: one step wins, receipts have no gaps, a save is done once."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from services import payments, remedies, work_orders
from services.errors import ServiceError
from services.ids import new_id
from tests.at_once import at_once
from tests.desk_samples import record_complaint
from tests.people import known
from tests.work_order_samples import customer_with_device, step, take_in


@pytest.fixture
def open_order(sign_in, fresh_database) -> Callable[[], Any]:
    na = sign_in("na")

    def make():
        with fresh_database.begin() as connection:
            customer, device = customer_with_device(connection)
        return take_in(na, customer, device).orders[0].id

    return make


def test_of_two_steps_at_once_one_wins_and_the_other_is_told(sign_in, open_order):
    na, tang, order_id = sign_in("na"), sign_in("tang"), open_order()
    before = work_orders.seen(work_orders.get(na, order_id))
    wu = {"technician_id": known("wu")}
    answers = at_once(
        lambda: work_orders.move(na, before, "assign", wu, request=new_id()),
        lambda: work_orders.move(tang, before, "take", request=new_id()),
    )
    lost = [answer for answer in answers if isinstance(answer, ServiceError)]
    assert len(lost) == 1 and lost[0].code in ("conflict", "gone_record")
    trace = [event.action for event in work_orders.trace(na, order_id) if event.axis == "work"]
    assert len(trace) == 2


def test_one_save_sent_twice_at_once_is_one_step(sign_in, open_order):
    na, again, order_id, request = sign_in("na"), sign_in("na"), open_order(), new_id()
    before = work_orders.seen(work_orders.get(na, order_id))
    tang = {"technician_id": known("tang")}
    answers = at_once(
        lambda: work_orders.move(na, before, "assign", tang, request=request),
        lambda: work_orders.move(again, before, "assign", tang, request=request),
    )
    assert answers[0] == answers[1] and answers[0].work_state == "assigned"
    assert [event.action for event in work_orders.trace(na, order_id)].count("assign") == 1


def test_receipts_of_several_tills_have_no_gaps(sign_in, open_order):
    tills = [(sign_in("na"), open_order()) for _ in range(4)]

    def pay(db, order_id):
        return lambda: [
            payments.take(db, new_id(), order_id, "cash", Decimal("1.00"), request=new_id()).receipt_number
            for _ in range(5)
        ]

    numbers = [number for answer in at_once(*(pay(*till) for till in tills)) for number in answer]
    assert sorted(int(number.rsplit("-", 1)[1]) for number in numbers) == list(range(1, 21))


def test_words_and_steps_at_once_both_stay(sign_in, open_order):
    na, zhou, order_id = sign_in("na"), sign_in("zhou"), open_order()
    order = work_orders.get(na, order_id)
    answers = at_once(
        lambda: work_orders.change(na, order, {"instructions": "先备份"}, new_id()),
        lambda: step(zhou, order_id, "assign", technician_id=known("tang")),
    )
    assert not [answer for answer in answers if isinstance(answer, ServiceError)]
    after = work_orders.get(na, order_id)
    assert (after.work_state, after.instructions) == ("assigned", "先备份")


def test_of_two_tills_one_takes_a_voucher(sign_in, open_order):
    na, zhou = sign_in("na"), sign_in("zhou")
    complaint, remedy = record_complaint(na), new_id()
    remedies.propose(na, remedy, complaint.id, "voucher", new_id(), amount=Decimal("100.00"))
    remedies.finish(na, remedies.of_complaint(na, complaint.id)[0], new_id(), document=new_id())
    number = remedies.of_complaint(na, complaint.id)[0].document
    orders = [open_order(), open_order()]
    answers = at_once(
        *(
            lambda db=db, order=order: payments.take(
                db, new_id(), order, "voucher", Decimal("80.00"), request=new_id(), reference=number
            )
            for db, order in zip((na, zhou), orders, strict=True)
        )
    )
    assert [answer.code for answer in answers if isinstance(answer, ServiceError)] == ["voucher_redeemed"]
    assert sum(len(payments.of_order(na, order)) for order in orders) == 1

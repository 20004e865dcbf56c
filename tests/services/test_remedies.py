"""What is done for customers who complained: limits, the second signature, the document that proves it."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from services import complaints, payments, remedies, work_orders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in

HUNDRED = Decimal("100.00")


def offer(db, complaint, kind="voucher", amount=HUNDRED, note="为等待致歉"):
    remedies.propose(db, new_id(), complaint.id, kind, new_id(), amount=amount, note=note)
    return remedies.of_complaint(db, complaint.id)[-1]


def again(db, remedy):
    return next(one for one in remedies.of_complaint(db, remedy.complaint_id) if one.id == remedy.id)


@pytest.fixture
def paid_order(login, superuser):
    """An order of the Xihu store with a prepayment of 300."""
    customer, device = customer_with_device(superuser)
    order = take_in(login("na"), customer, device).orders[0]
    payments.take(login("na"), new_id(), order.id, "cash", Decimal("300.00"), request=new_id())
    return work_orders.get(login("na"), order.id)


# -- how serious it is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("harm", "repeated", "exposed", "least"),
    [("none", False, False, 1), ("time", True, False, 2), ("money", True, True, 4), ("data", False, False, 3),
     ("health", False, False, 4), ("health", True, True, 5)],
)  # fmt: skip
def test_nobody_makes_a_complaint_smaller_than_its_facts(login, harm, repeated, exposed, least):
    complaint = record_complaint(login("na"), severity=1, harm=harm, repeated=repeated, exposed=exposed)
    kept = complaints.get(login("zhou"), complaint.id)
    assert kept.severity == least
    assert complaints.change(login("zhou"), kept, {"severity": 1}, new_id()).severity == least
    kept = complaints.get(login("zhou"), complaint.id)
    assert complaints.change(login("zhou"), kept, {"severity": 5}, new_id()).severity == 5


# -- limits and the second signature -------------------------------------------------------------------------


def test_within_his_limit_a_clerk_offers_alone_above_it_a_manager_signs(login):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na)
    assert (offer(na, complaint).state, offer(na, complaint, amount=Decimal("200.00")).state) == (
        "approved",
        "approved",
    )
    large = offer(na, complaint, amount=Decimal("200.01"))
    assert (large.state, large.second, large.offered_by) == ("proposed", True, "李娜")
    assert complaint.id in [row.id for row in complaints.page(zhou, complaints.Wanted(view="to_sign")).rows]
    assert complaint.id not in [row.id for row in complaints.page(na, complaints.Wanted(view="to_sign")).rows]
    remedies.decide(zhou, large, True, new_id(), "同意")
    assert (again(na, large).state, again(na, large).decided_by) == ("approved", "周敏")


def test_a_manager_signs_nothing_that_he_offered_himself(login):
    zhou = login("zhou")
    complaint = record_complaint(login("na"))
    large = offer(zhou, complaint, amount=Decimal("1000.01"))
    with pytest.raises(ServiceError, match="remedy_own"):
        remedies.decide(zhou, large, True, new_id())
    remedies.decide(login("admin"), large, False, new_id(), "太高")
    assert again(zhou, large).state == "refused"
    assert offer(zhou, complaint, amount=Decimal("1000.00")).state == "approved"


def test_a_refusal_says_why(login):
    large = offer(login("na"), record_complaint(login("na")), amount=Decimal("500.00"))
    with pytest.raises(ServiceError, match="step_lacks"):
        remedies.decide(login("zhou"), large, False, new_id(), " ")


def test_a_clerk_does_not_sign(login):
    complaint = record_complaint(login("na"))
    large = offer(login("zhou"), complaint, amount=Decimal("5000.00"))
    with pytest.raises(NotPermitted):
        remedies.decide(login("na"), large, True, new_id())


@pytest.mark.parametrize("person", ["tang", "pei", "min", "qian", "shen"])
def test_who_has_no_part_in_a_complaint_offers_nothing_and_sees_nothing(login, person):
    complaint = record_complaint(login("na"))
    offer(login("na"), complaint)
    with pytest.raises(ServiceError):
        offer(login(person), complaint)


def test_the_person_complained_about_sees_no_remedy(login):
    complaint = record_complaint(login("zhou"), about_staff_id=known("na"))
    one = offer(login("zhou"), complaint)
    assert remedies.of_complaint(login("na"), complaint.id) == []
    with pytest.raises(ServiceError, match="gone_record"):
        remedies.withdraw(login("na"), one, new_id())


def test_nobody_writes_a_remedy_past_its_functions(login):
    one = offer(login("na"), record_complaint(login("na")), amount=Decimal("900.00"))
    for name in ("na", "zhou", "admin"):
        for statement in (
            "update complaint_remedy set state = 'approved' where id = :id",
            "delete from complaint_remedy where id = :id",
            "insert into complaint_remedy (id, complaint_id, kind, state) select gen_random_uuid(), complaint_id, "
            "'apology', 'done' from complaint_remedy where id = :id",
        ):
            with pytest.raises(NotPermitted), login(name).transaction() as connection:
                connection.execute(text(statement), {"id": one.id})


# -- documents ------------------------------------------------------------------------------------------------


def test_a_refund_is_done_when_exactly_its_money_went_out(login, paid_order):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na, work_order_id=paid_order.id, customer_id=paid_order.customer_id)
    one = offer(na, complaint, "part_refund", HUNDRED)
    with pytest.raises(ServiceError, match="remedy_document_missing"):
        remedies.finish(na, one, new_id())
    for amount in ("50.00", "100.00"):
        payments.take(
            na, new_id(), paid_order.id, "cash", Decimal(amount), request=new_id(), kind="refund", comment="投诉退款"
        )
    (paper,) = remedies.documents(na, one.id)
    remedies.finish(na, one, new_id(), document=paper.id)
    done = again(zhou, one)
    assert (done.state, done.document, done.work_order_id) == ("done", paper.number, paid_order.id)
    other = offer(na, complaint, "part_refund", HUNDRED)
    assert remedies.documents(na, other.id) == []


def test_a_rework_is_done_when_the_device_was_taken_in_again(login, paid_order):
    na = login("na")
    complaint = record_complaint(na, work_order_id=paid_order.id)
    one = offer(na, complaint, "rework", None)
    assert remedies.documents(na, one.id) == []
    new = take_in(na, paid_order.customer_id, paid_order.device_id, rework_of=paid_order.id).orders[0]
    (paper,) = remedies.documents(na, one.id)
    assert paper.id == new.id
    remedies.finish(na, one, new_id(), document=new.id)
    assert again(na, one).document == new.number


def test_money_goes_back_on_an_order_only(login):
    with pytest.raises(ServiceError, match="remedy_without_order"):
        offer(login("na"), record_complaint(login("na")), "refund")
    with pytest.raises(ServiceError, match="remedy_amount_missing"):
        offer(login("na"), record_complaint(login("na")), "voucher", None)


def test_a_case_is_not_closed_while_a_promise_is_open(login):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na)
    one = offer(na, complaint)
    for action, payload in (
        ("acknowledge", {"comment": "电话"}), ("assess", {"category": "delay"}),
        ("investigate", {"owner_id": str(known("zhou"))}), ("answer", {"answer": "致歉"}), ("accept", {}),
    ):  # fmt: skip
        complaints.move(zhou, complaints.get(zhou, complaint.id), action, payload, new_id())
    with pytest.raises(ServiceError, match="remedies_open"):
        complaints.move(zhou, complaints.get(zhou, complaint.id), "close", {"root_cause": "method"}, new_id())
    remedies.finish(na, one, new_id(), note="已寄出代金券")
    complaints.move(zhou, complaints.get(zhou, complaint.id), "close", {"root_cause": "method"}, new_id())
    with pytest.raises(ServiceError, match="complaint_closed"):
        offer(na, complaint)
    said = [event.action for event in complaints.history(zhou, complaint.id)]
    assert {"remedy_approved", "remedy_done"} <= set(said)


def test_the_same_offer_sent_twice_is_one(login):
    na = login("na")
    complaint = record_complaint(na)
    remedy, request = new_id(), new_id()
    for _again in range(2):
        remedies.propose(na, remedy, complaint.id, "apology", request, note="当面致歉")
    assert len(remedies.of_complaint(na, complaint.id)) == 1


def test_two_people_do_not_both_decide(login):
    na, zhou = login("na"), login("zhou")
    large = offer(na, record_complaint(na), amount=Decimal("900.00"))
    remedies.decide(zhou, large, True, new_id())
    with pytest.raises(ServiceError):
        remedies.decide(login("admin"), large, False, new_id(), "晚了")
    assert again(na, large).state == "approved"

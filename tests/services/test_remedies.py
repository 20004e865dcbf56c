"""What is done for customers who complained: limits, the second signature, the document that proves it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import complaints, device_overview, devices, payments, remedies, work_orders
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
    assert offer(na, record_complaint(na), amount=Decimal("200.00")).state == "approved"
    large = offer(na, complaint, amount=Decimal("200.01"))
    assert (large.state, large.second, large.offered_by) == ("proposed", True, "李娜")
    assert complaint.id in [row.id for row in complaints.page(zhou, complaints.Wanted(view="to_sign")).rows]
    assert complaint.id not in [row.id for row in complaints.page(na, complaints.Wanted(view="to_sign")).rows]
    remedies.decide(zhou, large, True, new_id(), "同意")
    assert (again(na, large).state, again(na, large).decided_by) == ("approved", "周敏")


def test_several_small_offers_are_no_way_around_the_limit(login):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na)
    first, second, third = (offer(na, complaint, amount=Decimal("80.00")) for _n in range(3))
    assert [one.state for one in (first, second, third)] == ["approved", "approved", "proposed"]
    remedies.withdraw(na, again(na, second), new_id())
    assert offer(na, complaint, amount=Decimal("120.00")).state == "approved"
    assert offer(zhou, complaint, amount=Decimal("800.01")).state == "proposed"
    remedies.decide(zhou, again(zhou, third), True, new_id())
    assert offer(zhou, complaint, amount=Decimal("800.00")).state == "approved"


def test_several_complaints_of_one_customer_are_no_way_around_the_limit_either(login, superuser, paid_order):
    na = login("na")
    first = record_complaint(na, work_order_id=paid_order.id, customer_id=paid_order.customer_id)
    assert offer(na, first, amount=Decimal("150.00")).state == "approved"
    for same in ({"customer_id": paid_order.customer_id}, {"work_order_id": paid_order.id}):
        assert offer(na, record_complaint(na, **same), amount=HUNDRED).state == "proposed", same
    assert offer(na, record_complaint(na), amount=HUNDRED).state == "approved"
    superuser.execute(text("set local session_replication_role = replica"))
    superuser.execute(text("update complaint_remedy set created_at = created_at - interval '31 days'"))
    superuser.execute(text("set local session_replication_role = origin"))
    later = record_complaint(na, customer_id=paid_order.customer_id)
    assert offer(na, later, amount=HUNDRED).state == "approved"


def test_the_day_of_the_authority_is_the_latest_at_which_a_customer_is_answered(login, superuser):
    na, zhou = login("na"), login("zhou")
    day = superuser.execute(text("select store_date(:store) + 1"), {"store": known("store xihu")}).scalar_one()
    complaint = complaints.get(zhou, record_complaint(na).id)
    seen = complaints.change(zhou, complaint, {"regulator_no": "12315-1", "regulator_due_on": day}, new_id())
    local = text("select (:at at time zone 'Asia/Shanghai')::date - 1, :at < :was")
    assert tuple(superuser.execute(local, {"at": seen.answer_due_at, "was": complaint.answer_due_at}).one()) == (
        day,
        True,
    )
    due = text("select due_at from sla_target where subject_id = :id and target = 'resolution'")
    assert superuser.execute(due, {"id": complaint.id}).scalars().all() == [seen.answer_due_at]
    later = complaints.change(zhou, seen, {"answer_due_at": seen.answer_due_at + timedelta(days=9)}, new_id())
    assert later.answer_due_at == seen.answer_due_at


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
    remedies.finish(na, one, new_id(), document=new_id(), note="已寄出代金券")
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


# -- vouchers --------------------------------------------------------------------------------------------------


def issue(db, complaint, amount=HUNDRED):
    one = offer(db, complaint, amount=amount)
    remedies.finish(db, one, new_id(), document=new_id())
    return again(db, one)


def pay_with(db, order, number, amount="80.00", **values):
    payments.take(db, new_id(), order.id, "voucher", Decimal(amount), request=new_id(), reference=number, **values)


def test_a_voucher_pays_once_also_for_less_than_it_is_worth(login, paid_order):
    na = login("na")
    one = issue(na, record_complaint(na))
    assert (one.state, one.voucher_state, one.document[0]) == ("done", "issued", "G")
    with pytest.raises(ServiceError, match="voucher_too_small"):
        pay_with(na, paid_order, one.document, "100.01")
    pay_with(na, paid_order, f" {one.document.lower()} ")
    assert again(na, one).voucher_state == "redeemed"
    with pytest.raises(ServiceError, match="voucher_redeemed"):
        pay_with(na, paid_order, one.document)
    assert [(p.method, p.amount) for p in payments.of_order(na, paid_order.id)][-1] == ("voucher", Decimal("80.00"))


def test_one_voucher_does_not_pay_two_parts_of_a_sum(login, paid_order):
    na = login("na")
    one = issue(na, record_complaint(na))
    parts = [payments.Part(new_id(), "voucher", Decimal("50.00"), one.document) for _part in range(2)]
    with pytest.raises(ServiceError, match="voucher_redeemed"):
        payments.take_parts(na, paid_order.id, parts, HUNDRED, request=new_id())
    assert again(na, one).voucher_state == "issued"


def test_a_payment_taken_back_makes_its_voucher_valid_again(login, paid_order):
    na, zhou = login("na"), login("zhou")
    one = issue(na, record_complaint(na))
    pay_with(na, paid_order, one.document)
    paid = payments.of_order(na, paid_order.id)[-1]
    payments.reverse(zhou, new_id(), paid.id, "记错工单", request=new_id())
    assert again(na, one).voucher_state == "issued"
    pay_with(na, paid_order, one.document)


def test_a_voucher_that_is_over_void_unknown_or_a_refund_is_not_taken(login, superuser, paid_order):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na)
    old, lost = issue(na, complaint), issue(na, complaint)
    superuser.execute(text("update voucher set valid_until = '2020-01-31' where id = :id"), {"id": old.voucher_id})
    with pytest.raises(ServiceError, match="voucher_expired"):
        pay_with(na, paid_order, old.document)
    with pytest.raises(ServiceError):
        remedies.void_voucher(na, lost, "丢失", new_id())  # the manager's
    remedies.void_voucher(zhou, lost, "客户丢失，已重发", new_id())
    with pytest.raises(ServiceError, match="voucher_void"):
        pay_with(na, paid_order, lost.document)
    with pytest.raises(ServiceError, match="voucher_unknown"):
        pay_with(na, paid_order, f"{old.document[:-6]}000000")
    with pytest.raises(ServiceError, match="voucher_no_refund"):
        pay_with(na, paid_order, old.document, kind="refund", comment="退")


def test_nobody_pays_with_a_voucher_past_its_functions(login, paid_order):
    na = login("na")
    one = issue(na, record_complaint(na))
    for name in ("na", "zhou", "cai", "admin"):
        for statement in (
            "update voucher set amount = 9999 where id = :id",
            "update voucher set state = 'issued', payment_id = null where id = :id",
            "delete from voucher where id = :id",
            "select voucher_redeem((select number from voucher where id = :id), null)",
            "select voucher_give_back(:id)",
        ):
            with pytest.raises(NotPermitted), login(name).transaction() as connection:
                connection.execute(text(statement), {"id": one.voucher_id})


# -- exchanges -------------------------------------------------------------------------------------------------


def swap(db, one, old, serial="NEW-0001", **values):
    return remedies.exchange(db, one, new_id(), old, new_id(), serial, new_id(), **values)


def test_an_exchange_gives_the_customer_the_new_device_and_the_company_the_old_one(login, paid_order):
    na = login("na")
    complaint = record_complaint(na, work_order_id=paid_order.id, customer_id=paid_order.customer_id)
    one = offer(na, complaint, "exchange", None)
    with pytest.raises(ServiceError, match="remedy_exchange_first"):
        remedies.finish(na, one, new_id(), document=new_id(), note="换了")
    made = swap(na, one, paid_order.device_id)
    done = again(na, one)
    assert (done.state, done.document, done.exchange_id) == ("done", made.number, made.id)
    mine = devices.page(na, devices.Wanted(customer_id=paid_order.customer_id)).rows
    assert [device.serial_no for device in mine] == ["NEW-0001"]
    new, old = devices.get(na, mine[0].id), devices.get(na, paid_order.device_id)
    assert (new.warranty_from, new.product_model_id, old.customer_id) == (new.sold_on, old.product_model_id, None)
    (was,) = devices.owners(na, old.id)
    assert was.until is not None and was.customer_id == paid_order.customer_id
    assert [owner.until for owner in devices.owners(na, new.id)] == [None]
    assert {"exchanged_in"} <= {moment.action for moment in device_overview.get(na, new.id).moments}
    assert {"exchanged_out"} <= {moment.action for moment in device_overview.get(na, old.id).moments}


def test_an_exchange_takes_a_device_of_the_stock_and_none_of_somebody_else(login, superuser, paid_order):
    na = login("na")
    complaint = record_complaint(na, work_order_id=paid_order.id, customer_id=paid_order.customer_id)
    one = offer(na, complaint, "exchange", None)
    old = devices.get(na, paid_order.device_id)
    _other, foreign = customer_with_device(superuser)
    theirs = devices.get(na, foreign)
    with pytest.raises(ServiceError, match="exchange_owned"):
        swap(na, one, old.id, theirs.serial_no, model=theirs.product_model_id)
    with pytest.raises(ServiceError, match="exchange_not_his"):
        swap(na, one, foreign)
    with pytest.raises(ServiceError, match="exchange_same"):
        swap(na, one, old.id, old.serial_no)
    with pytest.raises(ServiceError, match="serial_missing"):
        swap(na, one, old.id, " ")
    kept = devices.create(na, {"product_model_id": old.product_model_id, "serial_no": "STOCK-7"}, new_id())
    swap(na, one, old.id, "STOCK-7")
    assert devices.get(na, kept).customer_id == paid_order.customer_id

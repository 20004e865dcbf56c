"""Lines, quotes, consent, payments: nothing is done or handed over that was not agreed or paid."""

from decimal import Decimal

import pytest

from services import order_lines, payments, price_list, quotes, work_orders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.order_errors import Incomplete
from tests.people import known
from tests.work_order_samples import bring_to, customer_with_device, diagnose, step, take_in


@pytest.fixture
def order_id(login, superuser):
    customer, device = customer_with_device(superuser)
    return take_in(login("na"), customer, device, inspection_fee=Decimal("30.00")).orders[0].id


def add_line(db, order_id, name="换屏幕总成", price: str | None = "380.00", **values):
    given = {"name": name, "kind": "part", **values}
    if price is not None:
        given |= {"unit_price": Decimal(price), "state": "planned"}
    return order_lines.add(db, new_id(), order_id, given, new_id())


def offer(login, order_id):
    na = login("na")
    quote_id = new_id()
    quotes.offer(na, quote_id, order_id, request=new_id())
    step(na, order_id, "quote")
    return quote_id


def test_a_dearer_repair_waits_for_recorded_consent(login, order_id):
    na, tang = login("na"), login("tang")
    bring_to(login, order_id, "diagnosing")
    add_line(na, order_id)
    with pytest.raises(Incomplete) as refused:
        step(tang, order_id, "repair")
    assert [lack.code for lack in refused.value.lacks] == ["over_agreed"]
    quote_id = offer(login, order_id)
    assert work_orders.get(na, order_id).money_state == "quoted"
    with pytest.raises(Incomplete):
        step(na, order_id, "repair")
    quotes.record_consent(
        na,
        new_id(),
        order_id,
        "yes",
        "张三",
        "phone",
        quote_id=quote_id,
        contact_masked="138****5678",
        request=new_id(),
    )
    assert step(na, order_id, "repair").work_state == "repairing"
    consent = quotes.consents(na, order_id)[0]
    assert (consent.amount, consent.how, consent.who, consent.by_login) == (Decimal("380.00"), "phone", "张三", "na")


def test_a_declined_quote_leaves_the_inspection_fee(login, order_id):
    na = login("na")
    bring_to(login, order_id, "diagnosing")
    add_line(na, order_id)
    quote_id = offer(login, order_id)
    quotes.record_consent(na, new_id(), order_id, "no", "张三", "counter", quote_id=quote_id, request=new_id())
    with pytest.raises(Incomplete, match="order_missing") as refused:
        step(na, order_id, "refuse")
    assert {lack.code for lack in refused.value.lacks} == {"parts_open"}
    line = order_lines.of_order(na, order_id)[0]
    order_lines.change(na, line, {"state": "dropped"}, new_id())
    step(na, order_id, "refuse")
    order = work_orders.get(na, order_id)
    assert (order.outcome, order.due) == ("refused", Decimal("30.00"))


def test_a_new_version_supersedes_the_open_quote(login, order_id):
    na = login("na")
    add_line(na, order_id)
    quotes.offer(na, new_id(), order_id, request=new_id())
    add_line(na, order_id, "工时", "100.00", kind="labour")
    quotes.offer(na, new_id(), order_id, request=new_id())
    assert [(q.version_no, q.state, q.amount) for q in quotes.of_order(na, order_id)] == [
        (2, "open", Decimal("480.00")),
        (1, "superseded", Decimal("380.00")),
    ]


def test_a_quote_above_the_limit_needs_a_manager(login, order_id):
    na = login("na")
    bring_to(login, order_id, "diagnosing")
    add_line(na, order_id, price="6000.00")
    quote_id = new_id()
    quotes.offer(na, quote_id, order_id, request=new_id())
    with pytest.raises(Incomplete) as refused:
        step(na, order_id, "quote")
    assert refused.value.lacks[0].code == "quote_needs_manager"
    quotes.approve(login("zhou"), quote_id, request=new_id())
    assert step(na, order_id, "quote").work_state == "quoted"


def test_a_technician_proposes_lines_without_a_price(login, order_id):
    tang = login("tang")
    bring_to(login, order_id, "diagnosing")
    line_id = add_line(tang, order_id, price=None, quantity=Decimal("2"))
    with pytest.raises(NotPermitted):
        add_line(tang, order_id)
    line = order_lines.of_order(tang, order_id)[0]
    assert (line.id, line.state, line.unit_price) == (line_id, "proposed", None)
    with pytest.raises(NotPermitted):
        order_lines.change(tang, line, {"unit_price": Decimal("1")}, new_id())
    with pytest.raises(Incomplete, match="order_missing"):
        quotes.offer(login("na"), new_id(), order_id, request=new_id())
    order_lines.change(login("na"), line, {"unit_price": Decimal("12.3456"), "state": "planned"}, new_id())
    assert order_lines.of_order(tang, order_id)[0].amount == Decimal("24.69")


def test_the_price_list_gives_price_tax_and_minutes(login, order_id):
    item = price_list.create(
        login("zhou"),
        new_id(),
        {"code": "SCREEN", "name": "换屏工时", "unit_price": Decimal("113.00"), "labour_minutes": 40},
        new_id(),
    )
    assert [entry.code for entry in price_list.fitting(login("na"), None)] == ["SCREEN"]
    order_lines.add(login("na"), new_id(), order_id, {"price_item_id": item, "name": "换屏工时"}, new_id())
    line = order_lines.of_order(login("na"), order_id)[0]
    assert (line.amount, line.tax_amount, line.labour_minutes) == (Decimal("113.00"), Decimal("13.00"), 40)
    with pytest.raises(NotPermitted):
        price_list.create(login("na"), new_id(), {"code": "X", "name": "x", "unit_price": Decimal()}, new_id())


def finished(login, order_id):
    """Repaired for 380, prepaid 100."""
    na, tang = login("na"), login("tang")
    bring_to(login, order_id, "diagnosing")
    add_line(na, order_id)
    payments.take(na, new_id(), order_id, "wechat", Decimal("100.00"), request=new_id())
    quote_id = offer(login, order_id)
    quotes.record_consent(na, new_id(), order_id, "yes", "张三", "counter", quote_id=quote_id, request=new_id())
    step(tang, order_id, "repair")
    step(tang, order_id, "test")
    diagnose(tang, order_id)
    assert work_orders.get(na, order_id).due == Decimal("380.00")
    step(tang, order_id, "complete", outcome="repaired")
    return work_orders.get(na, order_id)


def test_money_states_follow_from_what_was_paid(login, order_id):
    na = login("na")
    order = finished(login, order_id)
    assert (order.money_state, order.balance) == ("part_paid", Decimal("280.00"))
    with pytest.raises(Incomplete) as refused:
        step(na, order_id, "deliver", collected_how="code", pickup_code=order.pickup_code)
    assert refused.value.lacks[0].code == "balance_open"
    with pytest.raises(ServiceError, match="payment_too_high"):
        payments.take(na, new_id(), order_id, "cash", Decimal("280.01"), request=new_id())
    payments.take(na, new_id(), order_id, "cash", Decimal("280.00"), request=new_id())
    assert work_orders.get(na, order_id).money_state == "paid"
    assert step(na, order_id, "deliver", collected_how="code", pickup_code=order.pickup_code).money_state == "paid"


def test_a_wrong_payment_is_balanced_by_a_counter_entry(login, order_id):
    na, cai = login("na"), login("cai")
    order = finished(login, order_id)
    wrong = new_id()
    payments.take(na, wrong, order_id, "cash", Decimal("200.00"), request=new_id())
    with pytest.raises(NotPermitted):
        payments.reverse(na, new_id(), wrong, "金额输错", request=new_id())
    payments.reverse(cai, new_id(), wrong, "金额输错", request=new_id())
    assert work_orders.get(na, order_id).balance == order.balance
    with pytest.raises(ServiceError, match="payment_reversed_already"):
        payments.reverse(cai, new_id(), wrong, "再来一次", request=new_id())


def test_the_balance_is_written_off_by_manager_or_finance(login, order_id):
    na = login("na")
    order = finished(login, order_id)
    with pytest.raises(NotPermitted):
        step(na, order_id, "write_off", axis="money", comment="老客户")
    moved = step(login("zhou"), order_id, "write_off", axis="money", comment="老客户")
    assert moved.money_state == "written_off"
    assert step(na, order_id, "deliver", collected_how="code", pickup_code=order.pickup_code).work_state == "delivered"


def test_a_prepayment_goes_back_when_the_order_is_cancelled(login, order_id):
    na = login("na")
    payments.take(na, new_id(), order_id, "cash", Decimal("50.00"), request=new_id())
    step(na, order_id, "cancel", reason_code="customer_changed_mind")
    order = work_orders.get(na, order_id)
    with pytest.raises(Incomplete) as refused:
        step(na, order_id, "return_cancelled", collected_how="code", pickup_code=order.pickup_code)
    assert [lack.code for lack in refused.value.lacks] == ["refund_open"]
    payments.take(na, new_id(), order_id, "cash", Decimal("50.00"), kind="refund", request=new_id())
    done = step(na, order_id, "return_cancelled", collected_how="code", pickup_code=order.pickup_code)
    assert (done.work_state, done.money_state) == ("delivered", "none")
    assert work_orders.get(na, order_id).outcome is None


def test_receipts_have_no_gaps_and_takings_add_up_by_method(login, superuser, order_id):
    from sqlalchemy import text

    na, xihu = login("na"), known("store xihu")
    numbers = []
    for method, amount in (("cash", "10.00"), ("wechat", "20.00"), ("cash", "5.00")):
        taken = payments.take(na, new_id(), order_id, method, Decimal(amount), request=new_id())
        numbers.append(taken.receipt_number)
        with pytest.raises(ServiceError):
            payments.take(na, new_id(), order_id, method, Decimal("-1"), request=new_id())
    payments.take(na, new_id(), order_id, "cash", Decimal("5.00"), kind="refund", request=new_id())
    assert [int(number.rsplit("-", 1)[1]) for number in numbers] == [1, 2, 3]
    day = superuser.execute(text("select store_date(:s)"), {"s": xihu}).scalar_one()
    sums = {line.method: (line.taken, line.given_back, line.net) for line in payments.takings(na, [xihu], day)}
    assert sums == {
        "cash": (Decimal("15.00"), Decimal("-5.00"), Decimal("10.00")),
        "wechat": (Decimal("20.00"), Decimal("0"), Decimal("20.00")),
    }
    assert payments.takings(login("min"), [xihu], day) == []
    assert len(payments.of_day(na, [xihu], day)) == 4


def test_a_repeated_payment_is_taken_once(login, order_id):
    na, request, payment = login("na"), new_id(), new_id()
    first = payments.take(na, payment, order_id, "cash", Decimal("10.00"), request=request)
    assert payments.take(na, payment, order_id, "cash", Decimal("10.00"), request=request) == first
    assert len(payments.of_order(na, order_id)) == 1


def test_a_prepayment_can_be_taken_with_the_device(login, superuser):
    from services import intakes
    from services.intakes import NewIntake, NewOrder, Prepayment

    na = login("na")
    customer, device = customer_with_device(superuser)
    order = NewOrder(new_id(), device, "不开机", prepayment=Prepayment(new_id(), "cash", Decimal("100.00")))
    opened = intakes.open_intake(na, NewIntake(new_id(), known("store xihu"), customer), [order], new_id())
    assert opened.orders[0].receipt.startswith("Rxihu-")
    assert work_orders.get(na, order.id).money_state == "prepaid"


def parts(*ways: tuple[str, str]) -> list[payments.Part]:
    return [payments.Part(new_id(), method, Decimal(amount)) for method, amount in ways]


def test_several_ways_of_paying_stand_on_one_receipt_and_add_up(login, order_id):
    finished(login, order_id)
    na = login("na")
    due = work_orders.get(na, order_id).balance
    rest = due - Decimal("100.00")
    taken = payments.take_parts(
        na, order_id, parts(("cash", "60.00"), ("wechat", "40.00"), ("card", str(rest))), due, request=new_id()
    )
    entries = payments.of_order(na, order_id)
    assert sum(one.amount for one in entries[1:]) == due
    assert [one.receipt_number for one in payments.together(na, entries[-1])] == [
        taken.receipt_number,
        f"{taken.receipt_number}/2",
        f"{taken.receipt_number}/3",
    ]
    assert work_orders.get(na, order_id).money_state == "paid"
    # The next receipt follows without a gap.
    again = payments.take(na, new_id(), order_id, "cash", Decimal("1.00"), request=new_id(), kind="refund")
    assert int(again.receipt_number[-3:]) == int(taken.receipt_number[-3:]) + 1


@pytest.mark.parametrize(
    ("ways", "total", "code"),
    [
        ((("cash", "10.00"), ("wechat", "5.00")), "16.00", "parts_do_not_add_up"),
        ((("cash", "10.00"), ("wechat", "-5.00")), "5.00", "amount_not_positive"),
        ((("cash", "10.00"), ("wechat", "0.005")), "10.005", "amount_not_positive"),
        ((("cash", "9000.00"), ("wechat", "9000.00")), "18000.00", "payment_too_high"),
        ((), "0.00", "value_refused"),
    ],
)
def test_parts_that_are_wrong_take_nothing(login, order_id, ways, total, code):
    finished(login, order_id)
    na = login("na")
    with pytest.raises(ServiceError) as refused:
        payments.take_parts(na, order_id, parts(*ways), Decimal(total), request=new_id())
    assert refused.value.code == code
    assert len(payments.of_order(na, order_id)) == 1


def test_one_part_of_a_receipt_is_reversed_alone(login, order_id):
    finished(login, order_id)
    due = work_orders.get(login("na"), order_id).balance
    both = parts(("cash", "60.00"), ("wechat", str(due - 60)))
    payments.take_parts(login("na"), order_id, both, due, request=new_id())
    payments.reverse(login("zhou"), new_id(), both[1].id, "wrong code scanned", request=new_id())
    order = work_orders.get(login("na"), order_id)
    assert (order.money_state, order.paid) == ("part_paid", Decimal("160.00"))

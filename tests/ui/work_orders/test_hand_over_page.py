"""Handing over at the counter: found by four digits or a scan, paid, checked, collected; and the day's takings."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from services import order_lines, payments, work_orders
from services.documents import from_rows
from services.ids import new_id
from tests.hostile.strings import HOSTILE
from tests.people import known
from tests.ui.conftest import settled
from tests.ui.work_orders.keys import Hands
from tests.work_order_samples import bring_to, customer_with_device, diagnose, step, take_in
from ui.work_orders.hand_over_page import HandOverPage
from ui.work_orders.takings_page import TakingsPage

# Those that fit into the shortest of the fields.
WORDS = [typed for typed in HOSTILE if typed.isprintable() and typed.strip() == typed and len(typed) <= 80][::9]


@pytest.fixture
def ready(committed, people):
    """A completed order with 480 CNY to pay, 100 of them prepaid."""
    na, tang = people("na"), people("tang")
    customer, device = customer_with_device(committed, name="张思远", phone="13800001234")
    order_id = (
        take_in(na, customer, device, estimate=Decimal("480.00"), shelf="A07", accessories=["sim", "case"]).orders[0].id
    )
    step(na, order_id, "assign", technician_id=known("tang"))
    step(tang, order_id, "start")
    line = {"kind": "labour", "name": "更换显示屏", "unit_price": Decimal("480"), "state": "used"}
    order_lines.add(na, new_id(), order_id, line, new_id())
    for action in ("repair", "test"):
        step(tang, order_id, action)
    diagnose(tang, order_id)
    step(tang, order_id, "complete", outcome="repaired", shelf="R01")
    payments.take(na, new_id(), order_id, "wechat", Decimal("100.00"), request=new_id())
    return order_id


@pytest.fixture
def page(desk_of, show):
    return show(HandOverPage(desk_of("na")), 1364, 791)


@pytest.fixture
def hands(qtbot, page):
    page.focus_start()
    return Hands(qtbot, page)


def test_four_digits_find_it_and_keys_hand_it_over(page, hands, ready, people):
    code = work_orders.get(people("na"), ready).pickup_code
    hands.keys("1234")
    hands.enter()
    assert page.order.id == ready
    assert page.form.value("due") == Decimal("380.00")
    hands.keys("12")
    page.form.jump_to("given")
    hands.keys("400")
    assert page.form.value("change") == Decimal("20.00")
    page.form.jump_to("collected_how")
    hands.keys("2")
    page.form.jump_to("pickup_code")
    hands.keys(code)
    hands.press(Qt.Key.Key_F9)
    order = work_orders.get(people("na"), ready)
    assert (order.work_state, order.custody_state, order.money_state) == ("delivered", "returned", "paid")
    assert order.hand_over == {"device_shown": True, "accessories_back": True}
    assert page.order is None


@pytest.mark.parametrize("way", ["typed", "typed and waited", "scanned"])
def test_what_is_not_found_is_said_at_its_field(page, hands, ready, qtbot, way):
    if way == "scanned":
        hands.scan("W2611-99999")
    else:
        hands.keys("0007")
        if way == "typed and waited":
            qtbot.waitUntil(lambda: not page.code.is_looking)
        hands.enter()
    cell = page.form.cells["code"]
    qtbot.waitUntil(lambda: page.code.error)
    assert ("W2611-99999" if way == "scanned" else "0007") in cell.error
    assert page.code.line.hasFocus() and page.order is None


def test_part_is_paid_in_cash_and_the_rest_another_way(page, hands, ready, people):
    page.choose(ready)
    hands.wait()
    assert page.form.value("amount") == Decimal("380.00")
    assert page.form.cells["amount_2"].isHidden()
    page.form.set_value("amount", Decimal("200"))
    page.form.jump_to("given")
    hands.keys("250")
    assert page.form.value("change") == Decimal("50.00")
    assert page.form.value("amount_2") == Decimal("180.00")
    page.form.set_value("method_2", "wechat")
    page.form.editor("reference_2").type_text("0417")
    page.form.jump_to("collected_how")
    hands.keys("1")
    hands.press(Qt.Key.Key_F9)
    order = work_orders.get(people("na"), ready)
    assert (order.work_state, order.money_state) == ("delivered", "paid")
    taken = payments.of_order(people("na"), ready)[1:]
    assert [(p.method, p.amount, p.reference) for p in taken] == [
        ("cash", Decimal("200.00"), ""),
        ("wechat", Decimal("180.00"), "0417"),
    ]
    assert taken[1].receipt_number == f"{taken[0].receipt_number}/2"
    paper = from_rows.receipt(people("na"), taken[1].id)
    assert (paper.number, paper.paid, paper.balance) == (taken[0].receipt_number, Decimal("380.00"), Decimal("0.00"))
    assert [p.amount for p in paper.earlier] == [Decimal("100.00")]


def test_a_third_way_takes_what_the_second_leaves(page, hands, ready):
    page.choose(ready)
    hands.wait()
    page.form.set_value("amount", Decimal("100"))
    page.form.set_value("amount_2", Decimal("80"))
    assert page.form.value("amount_3") == Decimal("200.00")
    page.form.set_value("amount", Decimal("380"))
    assert page.form.cells["amount_2"].isHidden() and page.form.cells["amount_3"].isHidden()
    page.form.set_value("amount", Decimal("400"))
    page.form.jump_to("collected_how")
    hands.keys("1")
    hands.press(Qt.Key.Key_F9)
    assert page.form.editor("amount").error


def test_a_wrong_pick_up_code_is_said_at_its_field_and_no_money_is_taken(page, qtbot, hands, ready, people):
    page.choose(ready)
    hands.wait()
    page.form.jump_to("collected_how")
    hands.keys("2")
    page.form.jump_to("pickup_code")
    hands.keys("000000x")
    hands.press(Qt.Key.Key_F9)
    assert page.form.editor("pickup_code").error
    assert len(payments.of_order(people("na"), ready)) == 1
    page.form.jump_to("collected_how")
    hands.keys("1")
    hands.press(Qt.Key.Key_F9)
    assert work_orders.get(people("na"), ready).work_state == "delivered"
    assert len(payments.of_order(people("na"), ready)) == 2


def test_what_was_paid_meanwhile_is_not_taken_again(page, hands, ready, people):
    page.choose(ready)
    hands.wait()
    payments.take(people("zhou"), new_id(), ready, "card", Decimal("300.00"), request=new_id())
    page.form.jump_to("collected_how")
    hands.keys("1")
    hands.press(Qt.Key.Key_F9)
    assert page.messages.worst()[0] == "meanwhile"
    assert (page.form.value("due"), page.form.value("amount")) == (Decimal("80.00"), Decimal("80.00"))
    page.form.jump_to("collected_how")
    hands.press(Qt.Key.Key_F9)
    assert work_orders.get(people("na"), ready).work_state == "delivered"
    assert [one.amount for one in payments.of_order(people("na"), ready)][2:] == [Decimal("80.00")]


def test_somebody_else_collects_with_an_id_that_was_looked_at(page, hands, ready, people):
    assert page.take_scan(work_orders.get(people("na"), ready).number)
    hands.wait()
    page.form.jump_to("by_other")
    hands.keys("y")
    hands.press(Qt.Key.Key_F9)
    assert page.form.editor("id_note").error
    page.form.editor("collected_by").type_text("张思明")
    page.form.editor("id_note").type_text("身份证尾号 2316")
    hands.press(Qt.Key.Key_F9)
    order = work_orders.get(people("na"), ready)
    assert (order.collected_by, order.id_note) == ("张思明", "身份证尾号 2316")


@pytest.mark.parametrize("typed", WORDS, ids=range(len(WORDS)))
def test_words_of_a_hand_over_are_kept_to_the_letter(page, hands, ready, people, typed):
    page.choose(ready)
    hands.wait()
    page.form.set_value("method", "card")
    page.form.jump_to("by_other")
    hands.keys("y")
    for column in ("reference", "collected_by", "id_note", "comment"):
        page.form.editor(column).type_text(typed)
    hands.press(Qt.Key.Key_F9)
    order = work_orders.get(people("na"), ready)
    assert (order.collected_by, order.id_note) == (typed, typed)
    assert payments.of_order(people("na"), ready)[-1].reference == typed
    assert typed in [event.comment for event in work_orders.trace(people("na"), ready)]


def test_an_order_that_is_not_ready_says_so(page, hands, committed, people):
    customer, device = customer_with_device(committed, name="邓超", phone="13800005678")
    order = take_in(people("na"), customer, device).orders[0]
    page.choose(order.id)
    hands.wait()
    assert page.messages.worst()[1].kind == "warning"
    page.form.jump_to("collected_how")
    hands.keys("1")
    hands.press(Qt.Key.Key_F9)
    assert work_orders.get(people("na"), order.id).work_state == "received"


def test_what_cannot_be_repaired_goes_back_unrepaired(page, hands, committed, people):
    customer, device = customer_with_device(committed, name="何佳", phone="13800004321")
    order_id = take_in(people("na"), customer, device).orders[0].id
    bring_to(people, order_id, "repairing")
    step(people("tang"), order_id, "fail", barrier_code="no_parts", shelf="R02")
    page.choose(order_id)
    hands.wait()
    page.form.jump_to("collected_how")
    hands.keys("1")
    hands.press(Qt.Key.Key_F9)
    order = work_orders.get(people("na"), order_id)
    assert (order.work_state, order.outcome) == ("delivered", "unrepairable")


def test_the_days_takings_stand_by_way_of_paying(desk_of, show, qtbot, ready, people, picture):
    payments.take(people("na"), new_id(), ready, "cash", Decimal("380.00"), request=new_id())
    page = show(TakingsPage(desk_of("na")), 1364, 791)
    qtbot.waitUntil(lambda: page.methods.model().rowCount() == 2)
    sums = {row.id: row.net for row in page.methods.model().rows()}
    assert sums == {"wechat": Decimal("100.00"), "cash": Decimal("380.00")}
    picture(page, "takings")
    page.go(-1)
    qtbot.waitUntil(lambda: page.methods.model().rowCount() == 0)


def test_it_can_be_painted(page, qtbot, hands, ready, picture):
    page.choose(ready)
    hands.wait()
    settled(qtbot, page)
    page.form.editor("checks").pick(page.form.editor("checks").choices[0])
    page.form.editor("given").type_text("400")
    page.form.jump_to("collected_how")
    picture(page, "hand-over")
    page.resize(1290, 659)
    picture(page, "hand-over-1366")


def test_several_ways_of_paying_can_be_painted(page, hands, ready, picture):
    page.choose(ready)
    hands.wait()
    page.form.set_value("amount", Decimal("200"))
    page.form.set_value("given", Decimal("250"))
    page.form.set_value("amount_2", Decimal("100"))
    page.form.set_value("method_2", "wechat")
    picture(page, "mixed")
    page.resize(1290, 659)
    picture(page, "mixed-1366")

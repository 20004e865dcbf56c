"""Somebody else brings a device than its owner on file: it is asked about, and owners stay in its history."""

import pytest
from PySide6.QtCore import Qt

from services import devices
from tests.customer_samples import make_customer
from tests.ui.work_orders.intake_filling import FAULT, newest

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def brought(page, hands, committed, known_device):
    """李四 stands at the counter with the telephone of 张思远."""
    make_customer(committed, "李四", "13800009999")
    hands.keys("9999")
    hands.enter()
    hands.scan("860461051258518")
    return known_device


def finish(page, hands):
    form = page.form
    form.editor("problem").type_text(FAULT)
    form.editor("symptoms").pick(form.editor("symptoms").choices[0])
    form.editor("accessories").pick(form.editor("accessories").choices[-1])
    form.editor("shelf").type_text("A07")
    hands.press(Qt.Key.Key_F9)
    return newest(page.desk.db)


def test_it_is_asked_whose_it_is(page, brought, picture):
    card = page.side.owner
    assert page.known.customer.name == "李四" and card.isVisible()
    assert "张思远" in card.line.label.text() and "李四" in card.line.label.text()
    picture(page, "intake-owner")


def test_left_as_it_is_the_device_stays_its_owners(page, hands, brought):
    order = finish(page, hands)
    assert order.customer_name == "李四"
    assert devices.get(page.desk.db, brought).customer == "张思远"


def test_by_a_key_it_goes_over_with_the_intake_and_the_former_owner_stays_on_file(page, hands, brought):
    hands.press(Qt.Key.Key_E, CONTROL_SHIFT)
    order = finish(page, hands)
    assert order.customer_name == "李四"
    assert devices.get(page.desk.db, brought).customer == "李四"
    history = devices.owners(page.desk.db, brought)
    assert [(owner.name, owner.until is None) for owner in history] == [("李四", True), ("张思远", False)]
    assert not page.side.owner.isVisible()


def test_a_change_of_mind_leaves_it_with_its_owner(page, hands, brought):
    hands.press(Qt.Key.Key_E, CONTROL_SHIFT)
    hands.press(Qt.Key.Key_E, CONTROL_SHIFT)
    finish(page, hands)
    assert devices.get(page.desk.db, brought).customer == "张思远"


def test_by_a_key_the_order_is_the_owners_and_says_who_brought_it(page, hands, brought):
    hands.press(Qt.Key.Key_F, CONTROL_SHIFT)
    assert page.known.customer.name == "张思远" and not page.side.owner.isVisible()
    assert page.form.value("brought_by") == "李四"
    assert finish(page, hands).customer_name == "张思远"


def test_somebody_new_is_not_replaced_by_the_owner_of_what_he_brings(page, hands, known_device):
    hands.keys("13912345678")
    hands.enter()
    hands.words("单雄信")
    hands.scan("860461051258518")
    assert page.known.customer is None and page.form.value("name") == "单雄信"
    assert page.side.owner.isVisible()
    hands.press(Qt.Key.Key_E, CONTROL_SHIFT)
    finish(page, hands)
    assert devices.get(page.desk.db, known_device).customer == "单雄信"


def test_a_device_of_nobody_becomes_his_who_brings_it(page, hands, committed, known_device):
    from sqlalchemy import text

    committed.execute(text("update device set customer_id = null where id = :id"), {"id": known_device})
    hands.keys("1234")
    hands.enter()
    hands.scan("860461051258518")
    assert not page.side.owner.isVisible()
    finish(page, hands)
    assert devices.get(page.desk.db, known_device).customer == "张思远"

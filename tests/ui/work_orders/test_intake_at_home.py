"""Intake of a job at the customer's place: nothing is handed in, so nothing is asked that only applies to what was."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from services import devices, order_words, work_orders
from tests.customer_samples import make_device
from tests.ui.conftest import settled
from tests.ui.work_orders.intake_filling import FAULT, fill_in, newest
from ui.work_orders.intake_entry import HANDED_IN


def pick(page, column, value):
    """Choose as a person does."""
    page.form.set_value(column, value)


def shown(page):
    return {column for column, cell in page.form.cells.items() if not cell.isHidden()}


def fill_in_at_home(page, qtbot, device_id, kind="on_site"):
    page.known.choose_device(device_id)
    settled(qtbot, page)
    settled(qtbot, page)
    pick(page, "kind", kind)
    page.form.editor("problem").type_text(FAULT)
    page.form.editor("symptoms").pick(page.form.editor("symptoms").choices[0])


@pytest.mark.parametrize("kind", sorted(order_words.KINDS))
def test_only_what_applies_is_asked(page, kind):
    pick(page, "kind", kind)
    page.toggle_more()
    home = kind in order_words.AT_CUSTOMER
    counter = {*HANDED_IN, "brought_by"}
    assert shown(page) & counter == (set() if home else counter)
    assert ("device_here" in shown(page)) is home
    assert page.label_button.isHidden() is home
    # what is true of a device wherever it is goes on being asked
    assert shown(page) >= {
        "liquid",
        "dropped",
        "opened_before",
        "backup_choice",
        "promised_at",
        "estimate",
        "old_parts",
    }
    if home:
        pick(page, "device_here", True)
        assert shown(page) >= counter and not page.label_button.isHidden()


def test_a_job_at_home_is_taken_in_without_a_shelf(page, qtbot, hands, known_device, picture):
    fill_in_at_home(page, qtbot, known_device)
    picture(page, "intake-at-home")
    hands.press(Qt.Key.Key_F9)
    settled(qtbot, page)
    order = newest(page.desk.db)
    assert (order.kind, order.custody_state, order.shelf) == ("on_site", "with_customer", "")


def test_what_was_typed_before_the_kind_changed_waits_and_is_not_kept_of_a_job_at_home(
    page, qtbot, hands, known_device, committed
):
    fill_in(page, qtbot, known_device)
    page.form.editor("accessories_note").type_text("保护壳")
    page.form.editor("condition_note").type_text("边框磕痕")
    page.form.editor("unlock_code").type_text("123456")
    page.form.editor("brought_by").type_text("她弟弟")
    pick(page, "kind", "installation")
    pick(page, "kind", "repair")
    assert page.form.value("shelf") == "A07" and page.form.value("accessories_note") == "保护壳"
    pick(page, "kind", "installation")
    hands.press(Qt.Key.Key_F9)
    settled(qtbot, page)
    order = newest(page.desk.db)
    assert (order.shelf, order.accessories_note, order.condition_note) == ("", "", "") and not order.accessories
    assert committed.scalar(text("select count(*) from unlock_code where work_order_id = :id"), {"id": order.id}) == 0
    assert committed.scalar(text("select brought_by from intake where id = :id"), {"id": order.intake_id}) == ""


def test_a_device_brought_all_the_same_has_its_shelf(page, qtbot, hands, known_device, committed):
    fill_in(page, qtbot, known_device)
    pick(page, "kind", "maintenance")
    pick(page, "device_here", True)
    hands.press(Qt.Key.Key_F9)
    settled(qtbot, page)
    order = newest(page.desk.db)
    assert (order.kind, order.custody_state, order.shelf) == ("maintenance", "at_store", "A07")


def test_one_handed_in_and_one_at_home_are_one_visit(page, qtbot, hands, known_device, committed, phone_model):
    owner = devices.get(page.desk.db, known_device).customer_id
    second = make_device(committed, owner, phone_model, serial_no="356938035643809")
    fill_in(page, qtbot, known_device)
    page.form.editor("brought_by").type_text("她弟弟")
    page.devices.add()
    fill_in_at_home(page, qtbot, second)
    # the label of the other one is still printed, and who brought it still asked
    assert not page.label_button.isHidden() and "brought_by" in shown(page) and "shelf" not in shown(page)
    page.devices.go_to(0)
    assert "shelf" in shown(page) and page.form.value("shelf") == "A07"
    page.devices.go_to(1)
    assert "shelf" not in shown(page)
    hands.press(Qt.Key.Key_F9)
    settled(qtbot, page)
    order = newest(page.desk.db)
    rows = committed.execute(
        text("select kind, custody_state, shelf from work_order where intake_id = :id order by number"),
        {"id": order.intake_id},
    ).all()
    assert [tuple(row) for row in rows] == [("repair", "at_store", "A07"), ("on_site", "with_customer", "")]
    assert committed.scalar(text("select brought_by from intake where id = :id"), {"id": order.intake_id}) == "她弟弟"
    assert work_orders.get(page.desk.db, order.id).intake_id == order.intake_id


def test_a_scan_is_no_shelf_of_a_job_at_home(page, qtbot, known_device):
    fill_in_at_home(page, qtbot, known_device)
    assert not page.take_scan("A07")
    assert not page.form.value("shelf")

"""Devices and models on the screen, with a real database."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from services import customers, devices, products
from ui.kit.buttons import Button
from ui.kit.form import Option
from ui.kit.page import Page
from ui.kit.words import data
from ui.products.device import DevicePage
from ui.products.devices import DevicesPage
from ui.products.new_device import NewDevicePage
from ui.products.product import ProductPage
from ui.products.products import ProductsPage


def until(qtbot, page: Page, condition: Callable[[], object] = lambda: True) -> None:
    """Wait for something, and until nothing runs in the background any more."""
    qtbot.waitUntil(lambda: not page.desk.background._tasks and bool(condition()), timeout=10_000)


def labels(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def dialogs(page: QWidget, name: str) -> list[QDialog]:
    """The open ones: a dialog that was closed may be gone already, so ask the page, not the dialog."""
    return [one for one in page.findChildren(QDialog, f"dialog_{name}") if one.isVisible()]


def dialog_of(page: QWidget, name: str) -> QDialog:
    return dialogs(page, name)[0]


@pytest.fixture
def desk(desk_of):
    return desk_of("na")


@pytest.fixture
def shop(desk):
    wang = customers.create(desk.db, {"name": "王芳", "phone": "13812345678"}, uuid4())
    li = customers.create(desk.db, {"name": "李四", "phone": "13700001111"}, uuid4())
    model = products.create(desk.db, {"brand": "小米", "name": "小米 14", "model_no": "23127"}, uuid4())
    values = {"product_model_id": model, "customer_id": wang, "serial_no": "SN-1", "sold_on": date(2020, 1, 1)}
    return {"wang": wang, "li": li, "model": model, "device": devices.create(desk.db, values, uuid4())}


@pytest.fixture
def page(desk, show, shop):
    made = DevicePage(desk)
    made.record_id = shop["device"]
    return show(made)


def test_the_list_finds_a_device_by_the_end_of_its_number(desk, show, shop, opened, qtbot):
    devices.create(desk.db, {"product_model_id": shop["model"], "serial_no": "XYZ-99O1"}, uuid4())
    page = show(DevicesPage(desk))
    until(qtbot, page, lambda: page.pane.model.rowCount() == 2)
    qtbot.keyClicks(page.pane.filter, "9901")
    until(qtbot, page, lambda: page.pane.model.rowCount() == 1)
    page.pane.opened.emit(page.pane.model.row(0))
    assert opened[-1][0] == "device"


def test_the_file_says_whose_it_is_and_that_the_warranty_goes_by_date_only(page):
    assert {"小米 14", "SN-1", "保外，2021-01-01 到期", "受理时核对"} <= labels(page)
    assert page.trace.entries()


def test_another_owner_is_chosen_and_the_former_one_stays_on_file(page, desk, qtbot, shop):
    page.transfer.click()
    dialog = dialog_of(page, "owner")
    assert [say_of(one) for one in page.form.find_customer("李四")] == ["李四"]
    dialog.form.editor("customer_id").set_value(Option(shop["li"], data("李四")))
    dialog.confirm.click()
    until(qtbot, page, lambda: [owner.name for owner in devices.owners(desk.db, shop["device"])] == ["李四", "王芳"])


def say_of(option: Option) -> str:
    return option.label() if callable(option.label) else option.label


def test_further_numbers_are_added_and_taken_off(page, desk, qtbot, shop):
    page.side.number_wanted.emit()
    dialog = dialog_of(page, "number")
    dialog.form.set_value("value", "860461051258526")
    dialog.confirm.click()
    until(qtbot, page, lambda: [one.value for one in devices.numbers(desk.db, shop["device"])] == ["860461051258526"])
    until(qtbot, page)
    page.side.number_dropped.emit(devices.numbers(desk.db, shop["device"])[0].id)
    until(qtbot, page, lambda: devices.numbers(desk.db, shop["device"]) == [])


def test_the_form_of_a_device_saves_changes_and_asks_on_conflict(page, desk_of, qtbot, shop):
    page.start_editing()
    until(qtbot, page)
    other = desk_of("zhou").db
    devices.change(other, devices.get(other, shop["device"]), {"colour": "白"}, uuid4())
    page.form.form.set_value("colour", "黑")
    page.save_button.click()
    until(qtbot, page, lambda: dialogs(page, "conflict"))
    dialog = dialog_of(page, "conflict")
    dialog.findChild(Button, "action_all_mine").click()
    dialog.findChild(Button, "action_take_over").click()
    until(qtbot, page, lambda: devices.get(other, shop["device"]).colour == "黑")


def test_a_device_is_removed(page, desk, qtbot):
    page.ask_remove()
    dialog_of(page, "remove_device").findChild(Button, "action_confirm").click()
    until(qtbot, page, lambda: page.messages.worst() is not None)
    assert not devices.page(desk.db).rows


def test_a_new_device_with_a_model_added_on_the_spot(desk, show, opened, qtbot, shop):
    page = show(NewDevicePage(desk), customer_id=shop["wang"], customer_name="王芳", serial_no="NEW-1")
    page.save_button.click()
    assert page.form.form.editor("product_model_id").error
    page.form.form.editor("product_model_id")._choose(page.form._find_model("熊猫 收音机")[-1])
    dialog = dialog_of(page, "model")
    assert (dialog.form.value("brand"), dialog.form.value("name")) == ("熊猫", "收音机")
    dialog.confirm.click()
    until(qtbot, page, lambda: not page._running and not dialogs(page, "model"))
    page.save_button.click()
    until(qtbot, page, lambda: bool(opened))
    seen = devices.get(desk.db, opened[-1][1]["id"])
    assert (seen.model, seen.customer, seen.serial_no) == ("收音机", "王芳", "NEW-1")
    assert products.count(desk.db, products.Wanted(review=True)) == 2


def test_a_serial_that_is_on_file_is_refused_at_the_serial(desk, show, qtbot, shop):
    page = show(NewDevicePage(desk), serial_no="SN-1")
    page.form.form.editor("product_model_id").set_value(Option(shop["model"], data("小米 14")))
    page.save_button.click()
    until(qtbot, page, lambda: page.form.form.editor("serial_no").error)


def test_managers_review_and_merge_models(desk_of, show, qtbot, shop):
    desk = desk_of("zhou")
    kept = products.create(desk.db, {"brand": "小米", "name": "小米 14 256G", "model_no": "M14"}, uuid4())
    page = show(ProductsPage(desk))
    until(qtbot, page, lambda: page.pane.model.rowCount() == 2)
    page.pane.view_chosen.emit("review")
    until(qtbot, page, lambda: page.pane.model.rowCount() == 1)
    page.pane.model.tick(0, True)
    page.pane.actions_by_name["review"].click()
    until(qtbot, page, lambda: products.count(desk.db, products.Wanted(review=True)) == 0)
    page.pane.view_chosen.emit("all")
    until(qtbot, page, lambda: page.pane.model.rowCount() == 2)
    for number in (0, 1):
        page.pane.model.tick(number, True)
    page.pane.actions_by_name["merge_models"].click()
    place = [row.id for row in page.pane.model.ticked_rows()].index(kept)
    dialog_of(page, "merge_models").findChild(Button, f"action_keep_{place}").click()
    until(qtbot, page, lambda: products.count(desk.db, products.Wanted()) == 1)
    assert devices.get(desk.db, shop["device"]).product_model_id == kept


@pytest.mark.parametrize(("person", "locked"), [("zhou", False), ("na", True)])
def test_only_managers_and_administrators_edit_a_model(desk_of, show, qtbot, shop, person, locked):
    desk = desk_of(person)
    made = ProductPage(desk)
    made.record_id = shop["model"]
    page = show(made)
    until(qtbot, page, lambda: bool(page.form.editor("name").locked) is locked and not page._running)
    assert page.save_button.isVisible() is not locked
    if not locked:
        page.form.set_value("warranty_months", 24)
        page.save()
        until(qtbot, page, lambda: products.get(desk.db, shop["model"]).warranty_months == 24)


def test_pictures_in_both_languages_and_themes(page, desk, show, picture, qtbot):
    assert all(path.stat().st_size > 10_000 for path in picture(page, "device"))
    assert picture(show(DevicesPage(desk)), "devices") and picture(show(ProductsPage(desk)), "products")
    until(qtbot, page)

"""Pages whose fields come a turn after another: no key is lost meanwhile, and no focus is taken from elsewhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui import tickets, work_orders

ALL = (*work_orders.SPECS, *tickets.SPECS)


def type_on(window, *keys):
    """Press keys where the focus is, as the keyboard does: letters, or one of Qt's keys."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(window.focusWidget(), key)
        else:
            QTest.keyClick(window.focusWidget(), key)


def test_what_is_typed_from_the_first_moment_of_an_intake_is_in_its_fields(qtbot, enter, settle):
    window = enter("na")
    page = window.open_page("intake")
    assert not page.whole
    type_on(window, "139", Qt.Key.Key_Tab, "Li")
    qtbot.waitUntil(lambda: page.whole)
    assert page.form.editor("phone").line.text().replace(" ", "") == "139"
    assert page.form.editor("name").line.text() == "Li"
    type_on(window, " Na")
    assert page.form.editor("name").line.text() == "Li Na"
    assert page.form.touched
    settle(window)


@pytest.mark.parametrize(("name", "column"), [("hand_over", "code"), ("new_ticket", "customer_id")])
def test_what_is_typed_before_the_first_field_is_there_is_typed_into_it(qtbot, enter, settle, name, column):
    window = enter("na")
    page = window.open_page(name)
    assert not page.whole
    type_on(window, "x", "7")
    qtbot.waitUntil(lambda: page.whole)
    field = page.form.editor(column).focus_widget
    assert field.hasFocus() and field.text().upper() == "X7"
    settle(window)


def test_tab_before_the_fields_are_there_goes_on_in_the_page(qtbot, enter, settle):
    window = enter("na")
    page = window.open_page("intake")
    type_on(window, Qt.Key.Key_Tab, "Wang")
    qtbot.waitUntil(lambda: page.whole)
    assert page.form.editor("phone").line.text() == ""
    assert page.form.editor("name").line.text() == "Wang"
    settle(window)


def test_a_page_that_becomes_whole_behind_another_leaves_the_focus_there(qtbot, enter, settle):
    window = enter("na")
    orders = window.open_page("orders")
    settle(window)
    page = window.open_page("intake")
    window.open_page("orders")
    type_on(window, "5")
    qtbot.waitUntil(lambda: page.whole)
    assert orders.isAncestorOf(window.focusWidget())
    assert page.form.editor("phone").line.text() == ""
    window.open_page("intake")
    assert page.form.editor("phone").line.hasFocus()
    settle(window)


def test_a_page_that_is_closed_before_it_is_whole_takes_no_keys_any_more(qtbot, enter, settle):
    window = enter("na")
    orders = window.open_page("orders")
    settle(window)
    page = window.open_page("intake")
    window.pages.drop(window.pages.key_of(page))
    settle(window)
    window.top.search.setFocus()
    type_on(window, "W26")
    assert window.top.search.text() == "W26" and window.current_page() is orders


def test_whoever_asks_for_a_part_of_a_page_has_all_of_it(qtbot, enter, settle):
    window = enter("na")
    page = window.open_page("intake", phone="13800001234")
    assert not page.whole
    assert page.form.editor("phone").line.text().replace(" ", "") == "13800001234"
    assert page.whole
    qtbot.waitUntil(page.form.isVisible)
    assert page.form.editor("phone").line.hasFocus()
    with pytest.raises(AttributeError):
        page.no_such_part
    settle(window)

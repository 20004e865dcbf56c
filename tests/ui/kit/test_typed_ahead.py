"""What is typed before the first page is there ends up in its first field."""

import pytest
from PySide6.QtCore import Qt

from ui.frame_ahead import TypedAhead


@pytest.fixture
def ahead(window):
    window.setFocus()
    return TypedAhead(window)


def test_letters_typed_before_the_page_is_there_are_typed_into_it(window, qtbot, ahead):
    qtbot.keyClicks(window, "-13x")
    qtbot.keyClick(window, Qt.Key.Key_Backspace)
    window.pages.prepare("intake")
    page = window.open_page("intake")
    line = page.form.editor("name").line
    line.clear()
    line.setFocus()
    ahead.hand_on(page)
    assert line.text() == "-13"
    qtbot.keyClicks(window, "9")
    assert line.text() == "-13"


def test_who_clicked_elsewhere_types_there(window, qtbot, ahead):
    window.top.search.setFocus()
    qtbot.keyClicks(window.top.search, "W26")
    assert window.top.search.text() == "W26"
    qtbot.keyClicks(window, "abc")
    page = window.open_page("intake")
    before = page.form.editor("name").line.text()
    window.top.search.setFocus()
    ahead.hand_on(page)
    assert page.form.editor("name").line.text() == before
    assert window.top.search.text() == "W26"
    window.top.search.clear()


def test_shortcuts_are_nobodys_letters(window, qtbot, ahead):
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page().name == "orders"
    ahead.hand_on(None)
    qtbot.waitUntil(lambda: window.desk.background.idle)


def test_a_prepared_page_is_the_one_that_opens(window):
    window.pages.prepare("intake")
    assert window.page("intake") is None
    page = window.open_page("intake")
    window.pages.prepare("intake")
    assert window.open_page("intake") is page

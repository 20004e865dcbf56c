"""Lists under fields: found in the background, taken with the keyboard, never guessed."""

import pytest
from PySide6.QtCore import Qt

from ui.kit.form import Field, Form, Option
from ui.kit.words import data

MODELS = {1: "Xiaomi 14", 2: "Xiaomi 14 Pro", 3: "Huawei P60"}


@pytest.fixture
def asked():
    return []


@pytest.fixture
def form(qtbot, background, asked):
    def search(text):
        asked.append(text)
        return [Option(key, data(name)) for key, name in MODELS.items() if text.lower() in name.lower()]

    made = Form([Field("model", data("Model"), "lookup", search=search, required=True), Field("priority", data("Priority"), "combo", options=[
        Option("low", data("Low")), Option("high", data("High"))]), Field("place", data("Place"), "lookup", search=search, free=True),
        Field("bought", data("Bought"), "date")], background)  # fmt: skip
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.activateWindow()
    made.jump_to("model")
    return made


def test_typing_searches_once_it_pauses_and_enter_takes_and_goes_on(form, qtbot, asked):
    editor = form.editor("model")
    qtbot.keyClicks(editor.line, "xia")
    qtbot.waitUntil(lambda: editor.popup().isVisible())
    assert asked == ["xia"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert form.value("model") == 2
    assert editor.line.text() == "Xiaomi 14 Pro"
    assert form.editor("priority").line.hasFocus()
    assert form.touched


def test_enter_before_the_answer_takes_what_the_whole_text_finds(form, qtbot, asked):
    editor = form.editor("model")
    qtbot.keyClicks(editor.line, "i")
    qtbot.waitUntil(lambda: editor.popup().isVisible())
    assert asked == ["i"]
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "14 pro")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.editor("priority").line.hasFocus())
    assert form.value("model") == 2 and asked[-1] == "14 pro"


def test_enter_before_an_answer_that_finds_nothing_goes_on_all_the_same(form, qtbot):
    form.jump_to("place")
    qtbot.keyClicks(form.editor("place").line, "behind the door")
    qtbot.keyClick(form.editor("place").line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.editor("bought").focus_widget.hasFocus())
    assert form.value("place") == "behind the door"


def test_what_was_not_chosen_is_refused_unless_the_field_is_free(form, qtbot):
    qtbot.keyClicks(form.editor("model").line, "nothing of the kind")
    qtbot.keyClicks(form.editor("place").line, "behind the door")
    assert "model" in form.problems()
    assert form.value("place") == "behind the door"


def test_escape_closes_the_list_and_keeps_the_text(form, qtbot):
    editor = form.editor("model")
    qtbot.keyClicks(editor.line, "hua")
    qtbot.waitUntil(lambda: editor.popup().isVisible())
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert not editor.popup().isVisible()
    assert editor.line.text() == "hua"


def test_a_shown_option_keeps_its_id(form):
    form.set_values({"model": Option(3, data("Huawei P60")), "priority": "high"})
    assert form.values()["model"] == 3
    assert form.values()["priority"] == "high"
    assert form.changed() == {}


def test_a_combo_narrows_by_typing_and_opens_by_down(form, qtbot):
    editor = form.editor("priority")
    form.jump_to("priority")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    assert len(editor.popup().model.options) == 2
    qtbot.keyClicks(editor.line, "hi")
    assert len(editor.popup().model.options) == 1
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert form.value("priority") == "high"


def test_a_click_takes_an_option(form, qtbot):
    editor = form.editor("priority")
    form.jump_to("priority")
    editor.open_list()
    view = editor.popup().view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0)).center())
    assert form.value("priority") == "low"


def test_a_day_is_picked_from_the_calendar(form, qtbot):
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QCalendarWidget

    editor = form.editor("bought")
    qtbot.keyClick(editor.line, Qt.Key.Key_F4)
    editor.findChild(QCalendarWidget).clicked.emit(QDate(2026, 11, 24))
    assert editor.line.text() == "2026-11-24"
    assert form.touched

"""What is typed into a field of a list and is not in it: nothing on the page stumbles, and saving says so."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QAbstractButton

from services.ids import new_id
from services.visit_reports import Part
from tests.hostile.walk import settle
from tests.workplace import at_work, conninfo, remembered
from ui.dispatch.report_cards import PartsCard
from ui.kit.form import Field, Form
from ui.kit.form_dialog import FormDialog
from ui.kit.page import Page
from ui.kit.photos import from_mime

__all__ = ["at_work", "conninfo", "remembered"]
TYPED = "<b>never closed"


@pytest.mark.parametrize(
    ("page", "column"),
    [("new_training", "course_id"), ("new_training", "starts_at"), ("message_texts", "occasion"), ("new_complaint", "customer_id")],
)  # fmt: skip
def test_a_page_whose_fields_follow_each_other_goes_on(qtbot, at_work, page, column):
    window = at_work("zhou").window
    window.show()
    shown = window.open_page(page)
    settle(qtbot, window)
    if page == "message_texts":
        shown.start_new()
    shown.form.editor(column).line.insert(TYPED)
    settle(qtbot, window)
    assert shown.form.legible(column) is None
    shown.form.check()
    assert shown.form.editor(column).error
    shown.focus_start()
    shown.form.forget_edits()


def test_a_field_that_cannot_be_read_is_nothing_as_long_as_nobody_saves(qtbot):
    form = Form([Field("day", "Day", "date"), Field("name", "Name")])
    qtbot.addWidget(form)
    form.editor("day").line.insert(TYPED)
    form.editor("name").line.insert(TYPED)
    assert form.legible("day") is None and form.legible("name") == TYPED
    with pytest.raises(ValueError, match="never closed"):
        form.values()


def test_an_answer_for_a_dialog_that_closed_meanwhile_is_dropped(qtbot, at_work):
    window = at_work("zhou").window
    window.show()
    page: Page = window.open_page("customers")
    settle(qtbot, window)
    dialog = FormDialog(page, "closes", "Closes", [Field("name", "Name")], lambda one: None)
    page.run(lambda: None, dialog.done_saving, dialog.refused)
    dialog.deleteLater()
    dialog.hide()
    settle(qtbot, window)
    assert page.desk.background.idle


def test_an_empty_clipboard_holds_no_photos():
    assert from_mime(None) == []


def test_a_part_is_corrected_by_its_button(qtbot):
    card = PartsCard()
    qtbot.addWidget(card)
    chosen: list[object] = []
    card.chosen.connect(chosen.append)
    part = Part(new_id(), 1, "", TYPED, Decimal(1), "", "", "", "", "")
    card.tell([part], True)
    card.findChild(QAbstractButton, f"action_part_{part.id}").click()
    assert chosen == [part]

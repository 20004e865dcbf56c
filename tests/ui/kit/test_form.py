"""Forms: what they give back, how they are walked through, what they say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.kit.form import Field, Form, Group, Option
from ui.kit.form_dialog import FormDialog
from ui.kit.words import data


@dataclass(frozen=True)
class Record:
    phone: str
    name: str
    notify: int
    price: Decimal
    bought: date


RECORD = Record("13800001234", "张思远", 2, Decimal("300"), date(2025, 11, 22))
CHOICES = [Option(1, "SMS"), Option(2, "WeChat"), Option(3, "Phone")]


@pytest.fixture
def form(qtbot):
    made = Form(
        [
            Group(
                "Customer",
                [
                    Field("phone", data("Number"), "phone", required=True),
                    Field("name", data("Person"), required=True),
                    Field("notify", "Notify by", "choice", options=CHOICES),
                    Field("price", "Price", "money"),
                    Field("bought", "Bought on", "date"),
                    Field("note", "Note", "multiline", span=12),
                ],
            )
        ]
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def line(form, column):
    return form.editor(column).focus_widget


def test_a_shown_record_has_no_changes(form):
    form.set_values(RECORD)
    assert form.changed() == {}
    assert form.values()["phone"] == "13800001234"
    assert not form.touched


def test_only_changed_columns_are_handed_on(form, qtbot):
    form.set_values(RECORD)
    qtbot.keyClicks(line(form, "note"), "rattles")
    qtbot.keyClick(form.editor("notify"), Qt.Key.Key_3)
    assert form.changed() == {"note": "rattles", "notify": 3}
    assert form.touched


def test_enter_walks_forward_and_shift_enter_back(form, qtbot):
    form.jump_to("phone")
    qtbot.keyClick(line(form, "phone"), Qt.Key.Key_Return)
    assert line(form, "name").hasFocus()
    qtbot.keyClick(line(form, "name"), Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
    assert line(form, "phone").hasFocus()


def test_enter_makes_a_line_and_control_enter_leaves_the_last_field(form, qtbot):
    form.jump_to("note")
    qtbot.keyClicks(line(form, "note"), "a")
    qtbot.keyClick(line(form, "note"), Qt.Key.Key_Return)
    qtbot.keyClicks(line(form, "note"), "b")
    assert form.value("note") == "a\nb"
    with qtbot.waitSignal(form.finished):
        qtbot.keyClick(line(form, "note"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_control_enter_commits_a_dialog_from_several_lines_too(qtbot):
    said = []
    fields = [Field("note", data("Note"), "multiline"), Field("name", data("Name"))]
    page = QWidget()
    qtbot.addWidget(page)
    dialog = FormDialog(page, "try", data("Try"), fields, lambda dialog: said.append(dialog.form.values()))
    dialog.show()
    dialog.form.jump_to("note")
    qtbot.keyClicks(line(dialog.form, "note"), "a")
    qtbot.keyClick(line(dialog.form, "note"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == [{"note": "a", "name": None}]


def test_enter_goes_past_a_group_that_is_hidden(qtbot):
    form = Form([Group("One", [Field("name", data("Name"))]), Group("Rare", [Field("rare", data("Rare"))])])
    qtbot.addWidget(form)
    form.show_group(1, False)
    form.show()
    form.activateWindow()
    form.jump_to("name")
    with qtbot.waitSignal(form.finished):
        qtbot.keyClick(line(form, "name"), Qt.Key.Key_Return)
    assert not line(form, "rare").hasFocus()


def test_walking_through_changes_nothing(form, qtbot):
    form.set_values(RECORD)
    form.jump_to("phone")
    for column in ("phone", "name", "notify", "price", "bought"):
        qtbot.keyClick(line(form, column), Qt.Key.Key_Return)
    assert form.changed() == {}


def test_a_proposal_is_green_until_typed_over_and_control_z_brings_it_back(form, qtbot):
    form.propose("name", "李娜")
    assert form.editor("name").kind() == "proposed"
    qtbot.keyClicks(line(form, "name"), "x")
    assert form.editor("name").kind() == "required"
    qtbot.keyClick(line(form, "name"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (form.value("name"), form.editor("name").kind()) == ("李娜", "proposed")


def test_a_proposal_never_replaces_what_was_typed(form, qtbot):
    qtbot.keyClicks(line(form, "name"), "Zhou")
    form.propose("name", "Li")
    assert form.value("name") == "Zhou"


def test_what_is_missing_is_named_all_at_once(form):
    assert form.check() is False
    assert set(form.problems()) == {"phone", "name"}
    assert [link.text() for link in form.fix_bar.links] == ["Number", "Person"]
    assert line(form, "phone").hasFocus()


def test_a_link_under_the_form_jumps_to_its_field_and_typing_clears_the_error(form, qtbot):
    form.show_errors({"name": "Somebody else has this name."})
    line(form, "phone").setFocus()
    form.fix_bar.links[0].click()
    assert line(form, "name").hasFocus()
    qtbot.keyClicks(line(form, "name"), "x")
    assert not form.editor("name").error
    assert form.fix_bar.isHidden()


def test_what_cannot_be_read_is_refused_but_kept(form, qtbot):
    form.set_values(RECORD)
    qtbot.keyClicks(line(form, "price"), "abc")
    assert "price" in form.problems()
    assert "abc" in line(form, "price").text()


def test_locked_fields_are_passed_over_but_can_be_copied(form, qtbot):
    form.set_values(RECORD)
    form.set_locked({"name": "only managers change this"})
    form.jump_to("phone")
    qtbot.keyClick(line(form, "phone"), Qt.Key.Key_Return)
    assert form.editor("notify").hasFocus()
    assert line(form, "name").isReadOnly()
    assert line(form, "name").focusPolicy() != Qt.FocusPolicy.NoFocus
    assert line(form, "name").toolTip() == "only managers change this"


@pytest.mark.parametrize("kind", ["phone", "scan", "money", "date"])
def test_the_input_method_stays_out_of_fields_that_are_scanned(qtbot, kind):
    form = Form([Field("code", "Code", kind), Field("name", "Name")])
    qtbot.addWidget(form)
    assert line(form, "code").inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert line(form, "name").inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True


def test_several_choices_are_ticked_by_their_digits_and_none_excludes_the_others(qtbot):
    options = [Option("sim", "SIM"), Option("case", "Case"), Option("none", "None", key="0", exclusive=True)]
    form = Form([Field("accessories", "Accessories", "choices", options=options)])
    qtbot.addWidget(form)
    editor = form.editor("accessories")
    qtbot.keyClicks(editor, "12")
    assert form.value("accessories") == ("sim", "case")
    qtbot.keyClicks(editor, "0")
    assert form.value("accessories") == ("none",)


def test_yes_and_no_are_picked_by_their_letters(qtbot):
    form = Form([Field("liquid", "Liquid", "yesno", required=True)])
    qtbot.addWidget(form)
    assert form.value("liquid") is None
    qtbot.keyClicks(form.editor("liquid"), "n")
    assert form.value("liquid") is False
    assert form.problems() == {}


def test_a_newer_record_is_taken_over_except_for_what_was_typed(form, qtbot):
    form.set_values(RECORD)
    qtbot.keyClicks(line(form, "note"), "mine")
    form.merge({"name": "王", "note": "theirs"})
    assert (form.value("name"), form.value("note")) == ("王", "mine")
    assert form.changed() == {"note": "mine"}


def in_area(qtbot, form, later=False):
    """The form in a scroll area in a window that is shown."""
    area = form.scroller(later)
    qtbot.addWidget(area)
    area.resize(900, 400)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    return area


def test_a_form_that_comes_later_keeps_the_focus_it_was_given_before(form, qtbot):
    area = in_area(qtbot, form, later=True)
    form.focus_first()
    assert not form.isVisible()
    qtbot.keyClicks(area.window().focusWidget(), "139")
    form.come()
    assert area.widget() is form
    assert form.isVisible()
    assert line(form, "phone").hasFocus()
    assert form.touched_columns == {"phone"}


def test_a_form_that_came_before_it_was_seen_comes_with_its_page(form, qtbot):
    area = form.scroller(later=True)
    qtbot.addWidget(area)
    form.come()
    assert area.widget() is None
    area.show()
    assert area.widget() is form
    assert form.isVisible()


def test_a_form_in_a_scroll_area_gets_lower_where_the_height_is_short_and_high_again(form, qtbot):
    area = in_area(qtbot, form)
    assert (form.compact, form.tight) == (False, False)
    for height, width in ((60, 900), (400, 900), (60, 400), (400, 400), (60, 900)):
        area.resize(width, height)
        assert form.compact is (height == 60)
    form.show_group(0, False)
    area.resize(900, 61)
    assert (form.compact, form.tight) == (False, False)

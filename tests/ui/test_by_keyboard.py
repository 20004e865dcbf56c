"""Nothing needs the mouse: what has no key of its own is typed behind '>', walked to with F6 or chosen by a digit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from services import tickets, visit_reports, visits
from services.ids import new_id
from tests.desk_samples import open_ticket
from tests.ui.windows import dialog_of
from tests.visit_samples import at_work, open_visit
from ui import complaints as ui_complaints
from ui import dispatch, knowledge, work_orders
from ui import tickets as ui_tickets
from ui.kit.form_dialog import FormDialog
from ui.kit.steps_bar import StepDialog
from ui.kit.words import say

ALL = (*work_orders.SPECS, *ui_tickets.SPECS, *ui_complaints.SPECS, *dispatch.SPECS, *knowledge.SPECS)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def typed_behind_the_sign(qtbot, window, words):
    """Type into the search box; returns what it offers: (words, detail)."""
    qtbot.keyClick(window, Qt.Key.Key_F8)
    box = window.top.search
    assert box.hasFocus()
    box.setText(f">{words}")
    box.textEdited.emit(box.text())
    return [(say(one.label), say(one.detail)) for one in box.popup.model.options]


def enter_key(qtbot, settle, window):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(window)


def test_a_link_of_a_card_is_pressed_by_its_words(qtbot, enter, settle, sign_in):
    ticket = open_ticket(sign_in("na"))
    window = enter("na")
    window.open_record("ticket", ticket.id)
    settle(window)
    assert [words for words, _card in typed_behind_the_sign(qtbot, window, "登记投诉")] == ["登记投诉"]
    enter_key(qtbot, settle, window)
    assert window.current_page().name == "new_complaint"
    assert window.current_page().form.value("subject") == ticket.subject


def test_of_two_open_tickets_the_one_in_front_is_meant(qtbot, enter, settle, sign_in):
    first, second = open_ticket(sign_in("na"), "空调不制冷"), open_ticket(sign_in("na"), "冰箱漏水")
    window = enter("na")
    for one in (first, second):
        window.open_record("ticket", one.id)
        settle(window)
    assert len(typed_behind_the_sign(qtbot, window, "转为工单")) == 1
    enter_key(qtbot, settle, window)
    page = window.current_page()
    assert page.name == "intake" and page.form.value("problem") == "冰箱漏水"
    # nothing of the tickets behind is offered here
    assert typed_behind_the_sign(qtbot, window, "转为工单") == []


def test_every_page_opens_by_its_title_also_without_a_key(qtbot, enter, settle):
    window = enter("zhou")
    assert ("派工单完成情况", "") in typed_behind_the_sign(qtbot, window, "派工单完成")
    enter_key(qtbot, settle, window)
    assert window.current_page().name == "visit_figures"


def test_two_cards_with_an_add_are_told_apart(qtbot, enter, settle, sign_in):
    visit = at_work(sign_in("na"), sign_in("tang"))
    window = enter("tang")
    window.open_record("visit", visit.id)
    settle(window)
    assert ("添加", "更换的配件") in typed_behind_the_sign(qtbot, window, "添加")
    assert typed_behind_the_sign(qtbot, window, "更换的配件") == [("添加", "更换的配件")]
    enter_key(qtbot, settle, window)
    assert "name" in dialog_of(qtbot, window, FormDialog).form.cells


def test_values_to_be_measured_are_told_apart(qtbot, enter, settle, sign_in):
    visit, tang = at_work(sign_in("na"), sign_in("tang")), sign_in("tang")
    items = visit_reports.check_items(tang)[:2]
    visit_reports.add_checks(tang, visit.id, [one.id for one in items], new_id())
    window = enter("tang")
    window.open_record("visit", visit.id)
    settle(window)
    assert [words for words, _card in typed_behind_the_sign(qtbot, window, "测量: ")] == [
        f"测量: {one.title}" for one in items
    ]


def test_the_technician_begins_in_the_first_field_he_may_fill_in(qtbot, enter, settle, sign_in):
    """The job above it was written by the desk."""
    visit = at_work(sign_in("na"), sign_in("tang"))
    window = enter("tang")
    page = window.open_record("visit", visit.id)
    settle(window)
    qtbot.waitUntil(lambda: page.form.editor("findings").isAncestorOf(QApplication.focusWidget()), timeout=20_000)


def test_any_step_is_taken_by_a_digit(qtbot, enter, settle, sign_in):
    ticket = open_ticket(sign_in("na"))
    window = enter("na")
    page = window.open_record("ticket", ticket.id)
    settle(window)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_G, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=20_000)
    menu = QApplication.activePopupWidget()
    steps = [one.text() for one in menu.actions() if not one.isSeparator()]
    assert len(steps) == len(page.steps.offered())
    digit = 1 + page.steps.offered().index("escalate")
    assert steps[digit - 1].startswith(f"&{digit}  ")
    qtbot.keyClick(menu, Qt.Key(Qt.Key.Key_0 + digit))
    settle(window)
    assert dialog_of(qtbot, window, StepDialog).form.cells.keys() >= {"escalated_to_id"}
    assert tickets.get(sign_in("na"), ticket.id).state == "open"


def test_f6_comes_to_the_trace_and_to_the_cards_at_the_right(qtbot, enter, settle, sign_in):
    visit = open_visit(sign_in("na"))
    window = enter("na")
    page = window.open_record("visit", visit.id)
    settle(window)
    panes = page.panes()
    reached = set()
    for _press in range(len(panes) + 2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        reached |= {pane for pane in panes if pane is focus or pane.isAncestorOf(focus)}
    assert {page.trace, page._side, page.form} <= reached


def test_a_manager_puts_a_stamp_right_without_the_mouse(qtbot, enter, settle, sign_in):
    visit = at_work(sign_in("na"), sign_in("tang"))
    window = enter("zhou")
    page = window.open_record("visit", visit.id)
    settle(window)
    page.trace.setFocus()
    entries = page.trace.entries()
    place = next(n for n, one in enumerate(entries) if say(one.headline) == "已到达")
    for _down in range(place):
        qtbot.keyClick(page.trace, Qt.Key.Key_Down)
    qtbot.keyClick(page.trace, Qt.Key.Key_Return)
    dialog = dialog_of(qtbot, window, FormDialog)
    assert dialog.objectName().endswith("correct_stamp")
    assert dialog.form.value("at") == visits.get(sign_in("na"), visit.id).arrived_at.replace(second=0, microsecond=0)

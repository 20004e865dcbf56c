"""A dialog whose record was changed while it was open: it goes on, or asks and keeps what was typed."""

from datetime import timedelta

from services import complaints, corrective_actions, technicians
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.people import known
from ui import complaints as ui_complaints
from ui.dispatch.technician_dialog import TechnicianDialog
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.dialogs import ConflictDialog
from ui.kit.form_dialog import FormDialog
from ui.kit.page import Page
from ui.kit.stale import StaleLine

ALL = ui_complaints.SPECS


def press(page, name):
    next(one for one in page.findChildren(Button) if one.objectName().endswith(name) and not one.isHidden()).click()


def dialogs(window):
    return [one for one in window.findChildren(FormDialog) if one.isVisible()]


def opened_page(qtbot, enter, settle, complaint):
    window = enter("zhou")
    window.resize(1366, 768)
    page = window.open_record("complaint", complaint)
    settle(window)
    qtbot.waitUntil(lambda: page.seen is not None and page.measures.isVisible() and bool(page.measures.rows))
    return window, page


def planned(sign_in, **how):
    made = record_complaint(sign_in("na"), **how)
    corrective_actions.plan(
        sign_in("zhou"), new_id(), made.id, "收件时逐项拍照", known("na"), formats.today(), new_id()
    )
    return made


def test_a_change_beside_what_the_dialog_writes_lets_the_save_go_on(qtbot, enter, settle, sign_in):
    made = planned(sign_in, channel="regulator", regulator_due_on=formats.today())
    window, page = opened_page(qtbot, enter, settle, made.id)
    press(page, "authority_answered")
    (dialog,) = dialogs(window)
    dialog.form.set_value("reference", "复〔2026〕18 号")
    manager = sign_in("zhou")
    seen = complaints.get(manager, made.id)
    complaints.change(manager, seen, {"subject": "快递破损"}, new_id())
    dialog.confirm.click()
    qtbot.waitUntil(lambda: complaints.get(manager, made.id).regulator_answer_no == "复〔2026〕18 号")
    qtbot.waitUntil(lambda: dialogs(window) == [])


def test_a_change_of_what_it_writes_is_asked_about_and_nothing_typed_is_lost(qtbot, enter, settle, sign_in, picture):
    made = planned(sign_in)
    window, page = opened_page(qtbot, enter, settle, made.id)
    press(page, "change_measure")
    (dialog,) = dialogs(window)
    dialog.form.set_value("note", "小王休假")
    manager, other = sign_in("zhou"), formats.today() + timedelta(days=9)
    (one,) = corrective_actions.of_complaint(manager, made.id)
    corrective_actions.change(manager, one, one.owner_id, other, new_id())
    dialog.confirm.click()
    line = dialog.findChild(StaleLine)
    qtbot.waitUntil(line.isVisible)
    assert not dialog.confirm.isEnabled()
    assert picture(dialog, "dialog-stale")
    line.button.click()
    qtbot.waitUntil(dialog.confirm.isEnabled)
    assert dialog.form.value("due_on") == other
    assert dialog.form.value("note") == "小王休假"
    assert picture(dialog, "dialog-refreshed")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: dialogs(window) == [])
    assert corrective_actions.of_complaint(manager, made.id)[0].due_on == other


def test_where_both_changed_the_same_field_the_two_stand_side_by_side(qtbot, enter, settle, sign_in):
    made = planned(sign_in)
    window, page = opened_page(qtbot, enter, settle, made.id)
    press(page, "change_measure")
    (dialog,) = dialogs(window)
    mine, theirs = formats.today() + timedelta(days=3), formats.today() + timedelta(days=9)
    dialog.form.set_value("due_on", mine)
    manager = sign_in("zhou")
    (one,) = corrective_actions.of_complaint(manager, made.id)
    corrective_actions.change(manager, one, one.owner_id, theirs, new_id())
    dialog.confirm.click()
    line = dialog.findChild(StaleLine)
    qtbot.waitUntil(line.isVisible)
    line.button.click()
    qtbot.waitUntil(lambda: window.findChildren(ConflictDialog) != [])
    (asked,) = window.findChildren(ConflictDialog)
    assert asked.parent() is not None
    asked._all(2)
    asked.take_over.click()
    qtbot.waitUntil(lambda: dialogs(window) == [])
    assert corrective_actions.of_complaint(manager, made.id)[0].due_on == mine


def test_what_is_read_in_one_snapshot_is_of_one_moment(sign_in):
    made = planned(sign_in)
    reader, writer = sign_in("zhou"), sign_in("zhou")
    with reader.snapshot():
        before = complaints.get(reader, made.id).version
        (one,) = corrective_actions.of_complaint(writer, made.id)
        corrective_actions.withdraw(writer, one, "改为其他措施", new_id())
        assert corrective_actions.of_complaint(reader, made.id)[0].state == "open"
        assert complaints.get(reader, made.id).version == before
    assert corrective_actions.of_complaint(reader, made.id)[0].state == "withdrawn"


def test_two_dispatchers_at_one_technician_see_each_others_changes(qtbot, desk_of, sign_in):
    zhou, tang = sign_in("zhou"), known("tang")
    desk = desk_of("zhou")
    page = Page(desk, "stale", "stale", "visit")
    qtbot.addWidget(page)
    dialog = TechnicianDialog(page, tang)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.held is not None)
    technicians.keep(zhou, technicians.profile(zhou, tang), ["network"], [], None, new_id())
    dialog.form.set_value("minutes_a_day", 300)
    dialog.confirm.click()
    line = dialog.findChild(StaleLine)
    qtbot.waitUntil(line.isVisible)
    line.button.click()
    qtbot.waitUntil(lambda: "network" in dialog.form.value("skills") and dialog.confirm.isEnabled())
    dialog.confirm.click()
    qtbot.waitUntil(lambda: technicians.profile(zhou, tang).minutes_a_day == 300)
    assert technicians.profile(zhou, tang).skills == ("network",)

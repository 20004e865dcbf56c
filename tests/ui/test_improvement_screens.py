"""Improvement suggestions on the screen: filed from a complaint, adopted with an owner and a day, carried out."""

from services import improvements
from services.ids import new_id
from tests.naughty import OWN
from tests.people import known
from ui import improvements as ui_improvements
from ui.kit import formats
from ui.kit.steps_bar import StepDialog

ALL = ui_improvements.SPECS


def dialog_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChildren(StepDialog) != [])
    return window.findChildren(StepDialog)[0]


def test_a_technician_files_one_and_finds_it_among_his_own(qtbot, enter, settle, sign_in, picture):
    window = enter("tang")
    window.resize(1366, 768)
    page = window.open_page("new_improvement")
    settle(window)
    page.form.set_value("subject", OWN[0])
    page.form.set_value("what", "扳手挂到墙上，用完放回。")
    assert picture(window, "new-improvement")
    page.save()
    qtbot.waitUntil(lambda: window.current_page().name == "improvement" and window.current_page().seen is not None)
    settle(window)
    (row,) = improvements.page(sign_in("tang"), improvements.Wanted(view="by_me")).rows
    assert (row.subject, row.state) == (OWN[0], "filed")
    listed = window.open_page("improvements")
    settle(window)
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 1)
    assert listed.view == "by_me"


def test_a_manager_adopts_it_and_sees_it_overdue_or_done(qtbot, enter, settle, sign_in, picture):
    tang, zhou = sign_in("tang"), sign_in("zhou")
    values = {"store_id": known("store xihu"), "area": "tools", "subject": "工具上墙", "what": "扳手挂到墙上。"}
    made = improvements.file(tang, new_id(), values, new_id())
    window = enter("zhou")
    window.resize(1366, 768)
    page = window.open_record("improvement", made)
    qtbot.waitUntil(lambda: page.seen is not None)
    settle(window)
    page.take_step("adopt")
    dialog = dialog_of(qtbot, window)
    settle(window)
    dialog.form.set_value("owner_id", known("tang"))
    dialog.form.set_value("due_on", formats.today())
    dialog.form.set_value("comment", "好办法")
    assert picture(dialog, "adopt")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.state == "adopted")
    settle(window)
    assert improvements.get(zhou, made).owner_name == "唐卫"
    assert picture(window, "improvement")
    listed = window.open_page("improvements", view="adopted")
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 1)
    settle(window)
    assert picture(window, "improvements")

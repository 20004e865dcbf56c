"""The case at an authority on the page of a complaint, and what a customer is told of a corrective action."""

from datetime import timedelta

from services import complaints, corrective_actions
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.naughty import OWN
from tests.people import known
from tests.ui.windows import dialog_of
from ui import complaints as ui_complaints
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.form_dialog import FormDialog

ALL = ui_complaints.SPECS


def press(page, name):
    next(one for one in page.findChildren(Button) if one.objectName().endswith(name) and not one.isHidden()).click()


def test_the_manager_enters_the_answer_and_the_wait_is_over(qtbot, enter, settle, sign_in, picture):
    wanted = formats.today() + timedelta(days=4)
    made = record_complaint(sign_in("na"), channel="regulator", regulator_no="12315-2026-88", regulator_due_on=wanted)
    corrective_actions.plan(sign_in("zhou"), new_id(), made.id, "内部措施", known("na"), formats.today(), new_id())
    window = enter("zhou")
    window.resize(1366, 768)
    listed = window.open_page("complaints", view="authority")
    settle(window)
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 1)
    assert picture(window, "complaints-authority")
    page = window.open_record("complaint", made.id)
    settle(window)
    qtbot.waitUntil(lambda: page.seen is not None and page.authority.isVisible())
    press(page, "tell_measure")
    dialog = dialog_of(qtbot, window)
    dialog.form.editor("words_zh").set_value(OWN[0])
    dialog.confirm.click()
    qtbot.waitUntil(lambda: [one.tell_zh for one in page.measures.rows] == [OWN[0]])
    qtbot.waitUntil(lambda: window.findChildren(FormDialog) == [])
    manager = sign_in("zhou")
    qtbot.waitUntil(lambda: page.seen.version == complaints.get(manager, made.id).version)  # it has read it again
    settle(window)
    press(page, "authority_answered")
    dialog = dialog_of(qtbot, window)
    dialog.form.editor("regulator_answered_on").set_value(formats.today() + timedelta(days=1))
    dialog.confirm.click()
    qtbot.waitUntil(lambda: dialog.form.editor("regulator_answered_on").error)  # tomorrow has not been yet
    assert picture(dialog, "complaint-authority-answered")
    dialog.form.editor("regulator_answered_on").set_value(formats.today())
    dialog.form.editor("reference").set_value("复〔2026〕18 号")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.regulator_answered_on == formats.today())
    settle(window)
    assert picture(window, "complaint-authority")
    assert complaints.get(manager, made.id).regulator_answer_no == "复〔2026〕18 号"


def test_a_clerk_sees_the_case_and_enters_nothing(qtbot, enter, settle, sign_in):
    made = record_complaint(sign_in("na"), channel="regulator", regulator_due_on=formats.today())
    window = enter("na")
    page = window.open_record("complaint", made.id)
    settle(window)
    qtbot.waitUntil(lambda: page.seen is not None and page.authority.isVisible())
    assert page.authority.verbs(page.seen) == []

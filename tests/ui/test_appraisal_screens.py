"""Appraisals on the screen: planned, marked by the manager, acknowledged by the person, counted, their items kept."""

from datetime import UTC, datetime, timedelta

from services import appraisal_rules, appraisals
from services.ids import new_id
from tests.people import known
from ui import training as ui_training
from ui.admin.appraisal_rules import AppraisalRulesPage
from ui.kit.form_dialog import FormDialog
from ui.kit.steps_bar import StepDialog

ALL = ui_training.SPECS
SOON = datetime.now(UTC).date() + timedelta(days=2)


def planned(db, whom="na"):
    return appraisals.plan(db, new_id(), {"staff_id": known(whom), "due_on": SOON}, new_id())


def dialog_of(qtbot, window, kind=FormDialog):
    qtbot.waitUntil(lambda: window.findChildren(kind) != [])
    return window.findChildren(kind)[0]


def gone(qtbot, window, kind=FormDialog):
    qtbot.waitUntil(lambda: window.findChildren(kind) == [])


def test_a_manager_marks_and_the_points_say_what_follows(qtbot, enter, settle, sign_in, picture):
    zhou = sign_in("zhou")
    made = planned(zhou)
    window = enter("zhou")
    window.resize(1366, 768)
    page = window.open_record("appraisal", made)
    qtbot.waitUntil(lambda: page.seen is not None and len(page.marks.table.shown_rows()) == 5)
    settle(window)
    page.marks.ask()
    dialog = dialog_of(qtbot, window)
    picture(window, "appraisal-marks")
    for item in page.marks.items:
        dialog.form.set_value(f"mark:{item.id}", 92)
    dialog.form.set_value("strengths", "对客户耐心。")
    dialog.confirm.click()
    gone(qtbot, window)
    qtbot.waitUntil(lambda: page.seen.state == "held")
    assert (page.seen.score, page.seen.band, page.seen.strengths) == (92, "优秀", "对客户耐心。")
    settle(window)
    picture(window, "appraisal-held")


def test_the_person_reads_it_and_answers_but_never_marks(qtbot, enter, settle, sign_in, picture):
    zhou = sign_in("zhou")
    made = planned(zhou)
    items = appraisals.items_of(appraisals.scheme_now(zhou), {})
    appraisals.mark(zhou, appraisals.get(zhou, made), {f"mark:{one.id}": 70 for one in items}, new_id())
    window = enter("na")
    listed = window.open_page("appraisals")
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 1)
    page = window.open_record("appraisal", made)
    qtbot.waitUntil(lambda: page.seen is not None)
    settle(window)
    assert page.marks.mark.isHidden() and list(page.steps.offered()) == ["acknowledge", "answer"]
    page.take_step("answer")
    dialog = dialog_of(qtbot, window, StepDialog)
    dialog.form.set_value("reply", "会继续努力。")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.state == "acknowledged")
    assert page.seen.reply == "会继续努力。"


def test_one_is_planned_by_hand_and_counted(qtbot, enter, settle, sign_in, picture):
    window = enter("zhou")
    form = window.open_page("new_appraisal")
    settle(window)
    form.form.set_value("staff_id", known("tang"))
    form.form.set_value("due_on", SOON)
    settle(window)
    form.save()
    qtbot.waitUntil(lambda: window.current_page().name == "appraisal" and window.current_page().seen is not None)
    assert window.current_page().seen.staff_name == "唐卫"
    figures = window.open_page("appraisal_figures")
    figures.day = SOON
    figures.refresh()
    qtbot.waitUntil(lambda: figures.figures is not None and figures.figures.all.planned == 1)
    settle(window)
    picture(window, "appraisal-figures")
    listed = window.open_page("appraisals")
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 1)
    settle(window)
    picture(window, "appraisals")


def test_the_day_of_hiring_brings_the_first_years_appraisals(qtbot, enter, settle, sign_in):
    window = enter("zhou")
    page = window.open_page("appraisals", view="planned")
    settle(window)
    page.ask_hired()
    dialog = dialog_of(qtbot, window)
    dialog.form.set_value("staff_id", known("wu"))
    dialog.form.set_value("hired_on", SOON - timedelta(days=10))
    dialog.confirm.click()
    gone(qtbot, window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 6)


def test_items_and_rewards_are_kept_by_a_manager(qtbot, desk_of, show, settle, sign_in):
    page = show(AppraisalRulesPage(desk_of("zhou")))
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 9)
    page.start_new()
    for column, value in (("name", "团队协作"), ("value", 10)):
        page.form.set_value(column, value)
    page.store()
    qtbot.waitUntil(lambda: page.seen is not None and page.seen.name == "团队协作")
    assert len([row for row in appraisal_rules.page(sign_in("zhou")).rows if row.kind == "item"]) == 6


def test_a_refused_step_brings_what_another_changed_and_keeps_what_is_typed(qtbot, desk_of, show, sign_in):
    page = show(AppraisalRulesPage(desk_of("zhou")))
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 9)
    zhou = sign_in("zhou")
    rule = next(row for row in appraisal_rules.page(zhou).rows if row.name == "工作效率")
    page.show_record(rule)
    page.form.set_value("words", "按时完成，不拖延")
    appraisal_rules.change(zhou, rule, {"value": 35}, new_id())
    page._close(True)
    qtbot.waitUntil(lambda: page.seen.value == 35)
    assert (page.form.value("value"), page.form.value("words")) == (35, "按时完成，不拖延")
    page.store()
    qtbot.waitUntil(lambda: not page.form.touched)
    assert appraisal_rules.get(zhou, rule.id).words == "按时完成，不拖延"


def test_a_planned_one_is_put_off_beside_the_marks_and_never_by_the_usual_next_step(qtbot, enter, settle, sign_in):
    made = planned(sign_in("zhou"))
    window = enter("zhou")
    page = window.open_record("appraisal", made)
    qtbot.waitUntil(lambda: page.seen is not None)
    settle(window)
    assert list(page.steps.offered()) == [] and not page.marks.otherwise["postpone"].isHidden()
    page.marks.otherwise["postpone"].click()
    dialog = dialog_of(qtbot, window, StepDialog)
    dialog.form.set_value("due_on", SOON + timedelta(days=7))
    dialog.form.set_value("comment", "出差")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.due_on == SOON + timedelta(days=7))

"""The screens of follow-ups: the queue, a call answered by keyboard, attempts, rules, questionnaires, figures."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from services import follow_up_rules, follow_ups, improvements, questionnaires
from services.ids import new_id
from tests.follow_up_samples import RULES, STANDARD, answer, good_answers, in_queue, move
from tests.people import known
from ui import follow_ups as ui_follow_ups
from ui import improvements as ui_improvements
from ui import tickets as ui_tickets
from ui.admin.follow_up_rules import FollowUpRulesPage, narrowed
from ui.admin.questionnaires import QuestionDialog, QuestionnairesPage
from ui.follow_ups.page import AssignDialog
from ui.frame_pages import PageSpec
from ui.kit import formats
from ui.kit.steps_bar import StepDialog
from ui.kit.words import use_language

ALL = (
    *ui_follow_ups.SPECS,
    *ui_tickets.SPECS,
    *ui_improvements.SPECS,
    PageSpec("follow_up_rules", "回访规则", "follow_up", FollowUpRulesPage, rail=False),
    PageSpec("questionnaires", "问卷", "survey", QuestionnairesPage, rail=False),
)


@pytest.fixture
def wanted(committed):
    """A follow-up of a hand-over at the Xihu store."""
    return in_queue(committed)


def dialog_of(window, kind=StepDialog):
    return next(one for one in window.findChildren(kind) if one.isVisible())


def rows(page):
    return page.pane.model.rows()


def test_a_call_is_answered_by_the_keyboard_alone(qtbot, enter, settle, wanted, sign_in):
    window = enter("na")
    page = window.open_record("follow_up", wanted)
    settle(window)
    assert "13800138001" not in page.phone.phone.value.text() and "您好" in page.script.words.text()
    for keys in ("5", "4", "y", "y", "y", "n", "10"):
        editor = page.focusWidget()
        qtbot.keyClicks(editor, keys)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    page.focusWidget().insertPlainText("都好")
    assert page.unsaved()
    page.save()
    settle(window)
    seen = follow_ups.get(sign_in("na"), wanted)
    assert (seen.state, seen.score, seen.nps, seen.owner_name) == ("done", 5, 10, "李娜")
    assert [one.score for one in questionnaires.answers(sign_in("na"), wanted)] == [5, 4, 1, 1, 1, 0, 10, None]
    qtbot.waitUntil(lambda: page.seen.state == "done")
    assert page.steps.offered() == () and not page.unsaved() and page.result.isVisibleTo(page)
    assert page.form.editor(next(iter(page.form.cells))).locked


def test_a_missing_answer_is_said_at_its_question_and_what_was_answered_stays(enter, settle, wanted):
    window = enter("na")
    page = window.open_record("follow_up", wanted)
    settle(window)
    first, second = list(page.form.cells)[:2]
    page.form.set_value(first, 4)
    page.save()
    settle(window)
    assert page.form.editor(second).error and page.form.value(first) == 4
    assert page.form.problems()[second] == "第 2 题还没有回答。"
    assert page.seen.state == "open"


def test_a_bad_answer_leads_to_the_task_and_the_task_back(qtbot, enter, settle, wanted, sign_in):
    window = enter("na")
    page = window.open_record("follow_up", wanted)
    settle(window)
    given = good_answers(sign_in("na"), page.seen, p1=1)
    for question, value in given.items():
        page.form.set_value(f"question:{question}", {"yes": True, "no": False}.get(value, value))
    page.save()
    settle(window)
    qtbot.waitUntil(lambda: page.seen.task_id is not None)
    assert page.result.task.isVisibleTo(page)
    task = window.open_record("ticket", page.seen.task_id)
    settle(window)
    assert task.seen.owner_name == "周敏"
    qtbot.waitUntil(lambda: task.origin is not None and task.origin[0] == wanted)


def test_attempts_are_noted_whatever_was_typed_and_the_answers_stay(enter, settle, wanted, sign_in):
    window = enter("na")
    page = window.open_record("follow_up", wanted)
    settle(window)
    first = next(iter(page.form.cells))
    page.form.set_value(first, 3)
    page.phone.buttons["no_answer"].click()
    settle(window)
    assert page.seen.state == "retry" and page.seen.attempts == 1 and page.form.value(first) == 3
    page.phone.buttons["call_back"].click()
    dialog = dialog_of(window)
    dialog.form.set_value("next_at", formats.now() + timedelta(days=1))
    dialog.confirm.click()
    settle(window)
    assert page.seen.attempts == 2 and page.seen.reached_at is not None
    page.phone.buttons["refuse"].click()
    dialog = dialog_of(window)
    dialog.form.set_value("no_more", "true")
    dialog.confirm.click()
    settle(window)
    assert page.seen.state == "refused"
    assert not [name for name, button in page.phone.buttons.items() if button.isVisibleTo(page)]


def test_whoever_did_the_work_is_offered_nothing(enter, settle, committed):
    own = in_queue(committed, assigned_to=known("na"))
    window = enter("na")
    page = window.open_record("follow_up", own)
    settle(window)
    assert page.steps.offered() == ("release",) or page.steps.offered() == ()
    assert page.form.editor(next(iter(page.form.cells))).locked


def test_the_queue_shows_its_views_and_calls_are_taken_and_given(qtbot, enter, settle, committed, wanted):
    other = in_queue(committed, "李四", "13900139002")
    window = enter("na")
    page = window.open_page("follow_ups")
    settle(window)
    assert {row.id for row in rows(page)} == {wanted, other}
    page.take(rows(page))
    settle(window)
    qtbot.waitUntil(lambda: {row.owner_name for row in rows(page)} == {"李娜"})
    manager = enter("zhou")
    theirs = manager.open_page("follow_ups")
    settle(manager)
    theirs.assign(rows(theirs))
    settle(manager)
    dialog = dialog_of(manager, AssignDialog)
    dialog.form.set_value("owner_id", known("zhou"))
    dialog.confirm.click()
    settle(manager)
    qtbot.waitUntil(lambda: {row.owner_name for row in rows(theirs)} == {"周敏"})


def test_a_follow_up_is_planned_by_hand(enter, settle, committed):
    from tests.customer_samples import make_customer

    customer = make_customer(committed, "赵六", "13700137000")
    window = enter("na")
    page = window.open_page("new_follow_up", customer_id=customer, customer_name="赵六")
    settle(window)
    page.form.set_value("subject", "问问上次的建议")
    page.save()
    settle(window)
    call = window.current_page()
    assert (
        call.seen.customer_name == "赵六" and call.seen.occasion == "manual" and call.seen.subject == "问问上次的建议"
    )


def test_a_manager_writes_the_script_of_a_rule_of_his_store(enter, settle, sign_in):
    window = enter("zhou")
    page = window.open_page("follow_up_rules")
    settle(window)
    page.start_new()
    page.form.set_value("name", "西湖店加访")
    page.form.set_value("store_id", known("store xihu"))
    page.form.set_value("questionnaire_id", STANDARD)
    page.form.set_value("script", "您好，西湖店。")
    page.form.set_value("cover", "paid")
    page.form.set_value("least_amount", Decimal(500))
    page.form.set_value("technician_id", known("tang"))
    page.store()
    settle(window)
    made = next(one for one in follow_up_rules.rules(sign_in("zhou")) if one.name == "西湖店加访")
    assert (made.cover, made.least_amount, made.technician_name) == ("paid", Decimal(500), "唐卫")
    assert narrowed(made) == "客户付费 · 500.00 元起 · 唐卫"
    assert (made.script, made.percent, made.store_id) == ("您好，西湖店。", 100, known("store xihu"))
    page.run(lambda: page.load(RULES["visit"]), page.show_record)
    settle(window)
    assert page.form.editor("script").locked  # the company's own are the administrator's


def test_questions_are_written_and_saved_as_a_new_revision(enter, settle, sign_in):
    window = enter("zhou")
    page = window.open_page("questionnaires")
    settle(window)
    page.run(lambda: page.load(STANDARD), page.show_record)
    settle(window)
    page.edit(None)
    dialog = dialog_of(window, QuestionDialog)
    dialog.form.set_value("kind", "choice")
    dialog.form.set_value("words", "哪一点最好？")
    dialog.form.set_value("options", "速度\n价格")
    dialog.confirm.click()
    page.save_questions()
    settle(window)
    zhou = sign_in("zhou")
    assert questionnaires.get(zhou, STANDARD).revision == 2
    last = questionnaires.questions(zhou, STANDARD, 2)[-1]
    assert (last.words, list(last.options)) == ("哪一点最好？", ["速度", "价格"])


def test_figures_open_the_rows_they_count(qtbot, enter, settle, committed, wanted, sign_in):
    zhou = sign_in("zhou")
    answer(zhou, wanted)
    window = enter("zhou")
    page = window.open_page("follow_up_figures")
    settle(window)
    assert page.figures.all.done == 1 and page.figures.all.satisfied == 1
    assert page.figures.weeks[-1].closed == 1 and [one.name for one in page.figures.people] == ["周敏"]
    page.chart.plot.activated.emit(("done", len(page.figures.weeks) - 1))
    settle(window)
    queue = window.current_page()
    qtbot.waitUntil(lambda: [row.id for row in rows(queue)] == [wanted])
    page.open_row(known("na"))
    settle(window)
    qtbot.waitUntil(lambda: rows(queue) == [])


def test_an_improvement_is_planned_from_the_figures_it_starts_from(qtbot, enter, settle, committed, wanted, sign_in):
    """DEP-03 提升客户满意度的策略: what gets better, by whom and until when, with the survey's figures of the moment."""
    zhou = sign_in("zhou")
    answer(zhou, wanted)
    window = enter("zhou")
    page = window.open_page("follow_up_figures")
    settle(window)
    page.improve.click()
    settle(window)
    form = window.current_page()
    assert form.name == "new_improvement" and form.form.value("subject") == "改进计划：客户满意度"
    assert "已结束 1，已联系上 100 %，回访成功 100 %" in form.form.value("why")
    form.save_button.click()
    qtbot.waitUntil(lambda: window.current_page().name == "improvement", timeout=20000)
    settle(window)
    (filed,) = improvements.page(zhou, improvements.Wanted(view="filed")).rows
    assert filed.subject == "改进计划：客户满意度"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(1366, 768), (1440, 900)])
def test_who_and_where_fits_without_scrolling_sideways(qtbot, enter, settle, size, language):
    window = enter("zhou")
    use_language(language)
    window.resize(*size)
    page = window.open_page("follow_up_figures")
    settle(window)
    many = page.figures.all._replace(
        id=new_id(), name="Aleksandra Konstantinopolska", closed=1234, reached=1200, done=1100, scored=500, satisfied=440,
        bad=123,
    )  # fmt: skip
    page.show_figures(replace(page.figures, people=[many]))
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)
    page.table.fit()
    assert page.table.horizontalScrollBar().maximum() == 0, page.table.width()
    assert not any(page.table.isColumnHidden(n) for n in range(page.table.model().columnCount()))


def test_the_screens_of_follow_ups_have_their_pictures(qtbot, enter, settle, committed, picture):
    many = [
        in_queue(committed, name, f"1380013{n:04}")
        for n, name in enumerate(("王小明", "李四", "赵六", "孙倩", "周建国", "吴敏"))
    ]
    window = enter("zhou")
    page = window.open_record("follow_up", many[0])
    settle(window)
    first = next(iter(page.form.cells))
    page.form.set_value(first, 4)
    assert picture(window, "follow-up-call")
    db = window.desk.db
    answer(db, many[1], "修得很快")
    answer(db, many[2], "修了两次", p1=1)
    answer(db, many[3], "修得很快")
    move(db, many[4], "no_answer")
    done = window.open_record("follow_up", many[2])
    settle(window)
    assert picture(window, "follow-up-done") and done.seen.bad
    for name, how in (
        ("follow_ups", {"view": "all"}),
        ("follow_up_figures", {}),
        ("follow_up_rules", {}),
        ("questionnaires", {}),
        ("new_follow_up", {}),
    ):
        opened = window.open_page(name, **how)
        settle(window)
        if name in ("follow_up_rules", "questionnaires"):
            wanted = {"follow_up_rules": RULES["hand_over"], "questionnaires": STANDARD}[name]
            opened.run(lambda opened=opened, wanted=wanted: opened.load(wanted), opened.show_record)
            settle(window)
        assert picture(window, name.replace("_", "-"))

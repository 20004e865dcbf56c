"""The service desk's screens with real widgets on a real database."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from services import articles, complaints, texts, tickets
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket, publish, record_complaint, solved_ticket
from tests.naughty import OWN
from tests.people import known
from tests.ui.windows import dialog_of
from ui import complaints as ui_complaints
from ui import knowledge
from ui import tickets as ui_tickets
from ui.kit.buttons import Button
from ui.kit.dialogs import ConflictDialog
from ui.kit.steps_bar import StepDialog
from ui.kit.words import use_language

ALL = (*ui_tickets.SPECS, *ui_complaints.SPECS, *knowledge.SPECS)


def opened(page, settle, window):
    settle(window)
    return page


def in_list(page):
    return [row.subject for row in page.pane.model.rows()]


def test_a_ticket_is_written_with_live_suggestions_inserted_by_a_key_and_saved_as_solved(qtbot, enter, settle, sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    article = publish(na, zhou, question="空调不制冷怎么办", answer="先清洗滤网。", answer_en="Clean the filter first.")
    window = enter("na")
    page = opened(window.open_page("new_ticket"), settle, window)
    page.form.jump_to("subject")
    page.form.editor("subject").type_text("空调")
    qtbot.waitUntil(lambda: page.suggestions.shown() != [])
    assert page.suggestions.shown()[0].value.number == article.number
    assert window.focusWidget() is page.form.editor("subject").focus_widget
    qtbot.keyClick(page.form.editor("subject").focus_widget, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert page.form.value("solution") == "先清洗滤网。"
    page.solve_button.click()
    qtbot.waitUntil(lambda: window.current_page().name == "ticket")
    shown = window.current_page()
    settle(window)
    assert (shown.seen.state, shown.seen.solution, shown.seen.owner_name) == ("resolved", "先清洗滤网。", "李娜")
    assert [used.number for used in tickets.used_articles(na, shown.seen.id)] == [article.number]
    assert window.page("new_ticket") is None
    shown.used.voted.emit(article.id, True)
    settle(window)
    assert articles.get(na, article.id).worked == 1


def test_enter_on_a_suggestion_inserts_it_and_ctrl_enter_opens_it(qtbot, enter, settle, sign_in):
    article = publish(sign_in("na"), sign_in("zhou"))
    window = enter("na")
    page = opened(window.open_page("new_ticket"), settle, window)
    page.form.editor("description").type_text("空调不制冷")
    qtbot.waitUntil(lambda: page.suggestions.shown() != [])
    row = page.suggestions.findChild(object, "suggestion_1")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert page.form.value("solution") == article.answer
    qtbot.keyClick(row, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current_page().name == "article")


def test_a_new_ticket_without_a_subject_is_not_saved_and_nothing_is_lost(enter, settle):
    window = enter("na")
    page = opened(window.open_page("new_ticket"), settle, window)
    page.form.editor("description").type_text("没有主题")
    page.save_button.click()
    settle(window)
    assert page.form.problems().keys() == {"subject"} and page.form.value("description") == "没有主题"


def test_a_step_that_needs_something_asks_for_it_and_stays_while_it_is_refused(qtbot, enter, settle, sign_in):
    ticket = open_ticket(sign_in("na"))
    window = enter("na")
    page = opened(window.open_record("ticket", ticket.id), settle, window)
    assert page.steps.offered()[:2] == ("start", "resolve")
    page.take_step("promise")
    dialog = dialog_of(qtbot, window, StepDialog)
    dialog.confirm.click()
    assert dialog.form.editor("promised_at").error
    dialog.form.editor("promised_at").type_text("2020-01-01 10:00")
    dialog.confirm.click()
    settle(window)
    assert dialog.isVisible() and dialog.form.editor("promised_at").error
    dialog.form.editor("promised_at").type_text("+1 10:00")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.state == "promised")
    settle(window)
    assert page.trace.entries()[0].icon == "promise"


def test_how_long_a_customer_is_waited_for_is_asked_and_shown(qtbot, enter, settle, sign_in):
    ticket = open_ticket(sign_in("na"))
    window = enter("na")
    page = opened(window.open_record("ticket", ticket.id), settle, window)
    page.take_step("wait")
    dialog = dialog_of(qtbot, window, StepDialog)
    dialog.form.editor("comment").type_text("请发发票照片")
    dialog.form.editor("wake_at").type_text("2020-01-01 10:00")
    dialog.confirm.click()
    settle(window)
    assert dialog.isVisible() and dialog.form.editor("wake_at").error
    dialog.form.editor("wake_at").type_text("+2 18:00")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.state == "waiting_customer")
    settle(window)
    assert page.facts(page.seen).startswith("最晚等到") and page.seen.wake_at.astimezone().minute == 0


def test_what_is_typed_is_saved_before_a_step_is_taken(qtbot, enter, settle, sign_in):
    ticket = open_ticket(sign_in("na"))
    window = enter("na")
    page = opened(window.open_record("ticket", ticket.id), settle, window)
    page.form.editor("solution").type_text("更换温控器")
    page.take_step("resolve")
    dialog = dialog_of(qtbot, window, StepDialog)
    assert dialog.form.value("solution") == "更换温控器"
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.state == "resolved")
    settle(window)
    assert not page.knowledge.isHidden()
    page.knowledge.write.click()
    settle(window)
    draft = window.current_page()
    assert (draft.name, draft.form.value("answer")) == ("new_article", "更换温控器")


def test_two_people_change_the_same_field_and_choose_side_by_side(qtbot, enter, settle, sign_in):
    zhou = sign_in("zhou")
    ticket = open_ticket(zhou)
    window = enter("na")
    page = opened(window.open_record("ticket", ticket.id), settle, window)
    page.form.editor("subject").type_text("空调漏水")
    tickets.change(zhou, ticket, {"subject": "空调很吵", "urgency": "high"}, new_id())
    page.save_button.click()
    dialog = dialog_of(qtbot, window, ConflictDialog)
    assert page.form.value("subject") == "空调漏水"
    dialog.findChild(object, "mine_subject").click()
    dialog.findChild(object, "action_take_over").click()
    settle(window)
    qtbot.waitUntil(lambda: not page.form.touched)
    saved = tickets.get(zhou, ticket.id)
    assert (saved.subject, saved.urgency) == ("空调漏水", "high")


def test_a_note_reaches_the_trace_of_another_window(qtbot, enter, settle, sign_in):
    ticket = open_ticket(sign_in("na"))
    here, there = enter("na"), enter("zhou")
    page = opened(here.open_record("ticket", ticket.id), settle, here)
    other = opened(there.open_record("ticket", ticket.id), settle, there)
    there.desk.changes.ask()
    settle(there)
    page.note.line.setText("客户又来电")
    page.note.button.click()
    settle(here)
    assert page.note.line.text() == ""
    there.desk.changes.ask()
    qtbot.waitUntil(lambda: len(other.trace.entries()) == 2)


def test_the_list_shows_views_filters_and_opens_rows(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    open_ticket(na, "空调不制冷")
    open_ticket(na, "洗衣机漏水")
    solved_ticket(na, "冰箱不制冷", "更换温控器")
    window = enter("na")
    page = opened(window.open_page("tickets"), settle, window)
    assert set(in_list(page)) == {"空调不制冷", "洗衣机漏水"}
    page.pane.filter.setText("制冷")
    page.pane.filter.textEdited.emit("制冷")
    qtbot.waitUntil(lambda: in_list(page) == ["空调不制冷"])
    page.pane.views.chosen.emit("resolved")
    qtbot.waitUntil(lambda: in_list(page) == ["冰箱不制冷"])
    qtbot.keyClick(page.pane.view, Qt.Key.Key_Home)
    qtbot.keyClick(page.pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_page().name == "ticket")


def test_tickets_are_opened_from_the_customer(enter, settle, sign_in, fresh_database):
    with fresh_database.begin() as connection:
        customer = make_customer(connection, "张思远", "13800001234")
    na = sign_in("na")
    open_ticket(na, "别人的")
    open_ticket(na, "他的", customer_id=customer)
    window = enter("na")
    page = opened(window.open_page("tickets", customer_id=customer, customer_name="张思远"), settle, window)
    assert in_list(page) == ["他的"] and page.only.text() == "张思远"
    page.new.click()
    settle(window)
    assert window.current_page().form.value("customer_id") == customer
    page.only.click()
    settle(window)
    assert len(in_list(page)) == 2


def test_a_complaint_is_recorded_and_handled_by_the_manager(qtbot, enter, settle):
    window = enter("na")
    page = opened(window.open_page("new_complaint"), settle, window)
    page.form.editor("subject").type_text("等了三周")
    page.form.editor("description").type_text("没人打电话")
    page.save_button.click()
    qtbot.waitUntil(lambda: window.current_page().name == "complaint")
    settle(window)
    shown = window.current_page()
    assert shown.seen.number.startswith("C") and shown.steps.offered() == ()
    assert shown.form.editor("answer").locked and not shown.form.editor("subject").locked

    manager = enter("zhou")
    page = opened(manager.open_record("complaint", shown.seen.id), settle, manager)
    assert page.steps.offered()[:2] == ("acknowledge", "assess")
    page.take_step("assess")
    dialog = dialog_of(qtbot, manager, StepDialog)
    settle(manager)
    dialog.form.set_value("category", "delay")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.state == "assessed")
    settle(manager)
    page.take_step("investigate")
    dialog = next(one for one in manager.findChildren(StepDialog) if one.objectName() == "dialog_step_investigate")
    settle(manager)
    dialog.form.set_value("owner_id", known("zhou"))
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.state == "investigating")
    assert page.seen.owner_name == "周敏"


def test_a_desk_that_is_complained_about_learns_the_number_and_no_more(qtbot, enter, settle):
    window = enter("na")
    page = opened(window.open_page("new_complaint"), settle, window)
    page.form.editor("subject").type_text("态度不好")
    page.form.editor("description").type_text("前台不理人")
    page.form.set_value("about_staff_id", known("na"))
    page.save_button.click()
    qtbot.waitUntil(lambda: page.messages.worst() is not None)
    assert "C" in page.messages.worst()[1].sentence()
    assert window.current_page() is page
    listed = opened(window.open_page("complaints"), settle, window)
    assert in_list(listed) == []


def test_an_article_is_written_published_found_and_read(qtbot, enter, settle, sign_in):
    window = enter("na")
    page = opened(window.open_page("new_article"), settle, window)
    page.form.editor("question").type_text("怎样清洗滤网")
    page.form.editor("answer").type_text("断电，用温水冲洗，晾干。")
    page.save_button.click()
    qtbot.waitUntil(lambda: window.current_page().name == "article")
    settle(window)
    draft = window.current_page()
    assert draft.steps.offered() == ("submit", "archive")
    manager = enter("zhou")
    page = opened(manager.open_record("article", draft.seen.id), settle, manager)
    page.take_step("publish")
    qtbot.waitUntil(lambda: page.seen.state == "published")
    technician = enter("tang")
    base = opened(technician.open_page("knowledge"), settle, technician)
    assert base.new.isHidden() and base.reading.edit.isHidden() and base.pane.views.isHidden()
    base.pane.filter.setText("滤网")
    base.pane.filter.textEdited.emit("滤网")
    qtbot.waitUntil(lambda: base.reading.article is not None)
    settle(technician)
    assert base.reading.answer.text() == "断电，用温水冲洗，晾干。"
    base.reading.copy.click()
    assert QApplication.clipboard().text() == "断电，用温水冲洗，晾干。"
    base.reading.voted.emit(True)
    settle(technician)
    assert articles.get(sign_in("na"), draft.seen.id).worked == 1


def test_who_may_not_write_sees_no_button_for_it(enter, settle):
    window = enter("shen")
    page = opened(window.open_page("tickets"), settle, window)
    assert page.new.isHidden()
    assert window.open_page("new_ticket") is None and window.open_page("new_complaint") is None
    assert opened(window.open_page("complaints"), settle, window).new.isHidden()


def test_hostile_texts_are_shown_as_text_and_saved_unchanged(enter, settle, sign_in):
    na = sign_in("na")
    hostile = next(text for text in OWN if text.startswith("<script>"))
    ticket = open_ticket(na, hostile, description=hostile, solution=hostile)
    window = enter("na")
    page = opened(window.open_record("ticket", ticket.id), settle, window)
    assert page.form.changed() == {} and page._subject.text() == hostile
    assert page._subject.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_screen_speaks_both_languages_and_changes_while_it_is_open(enter, settle, sign_in, language):
    na = sign_in("na")
    ticket, complaint = open_ticket(na), complaints.get(na, record_complaint(na).id)
    article = publish(na, sign_in("zhou"))
    use_language("en" if language == "zh_CN" else "zh_CN")
    window = enter("zhou")
    pages = [opened(window.open_page(name), settle, window) for name in ("tickets", "complaints", "knowledge")]
    pages += [
        opened(window.open_record(kind, one.id), settle, window)
        for kind, one in (("ticket", ticket), ("complaint", complaint), ("article", article))
    ]
    pages += [opened(window.open_page(name), settle, window) for name in ("new_ticket", "new_complaint")]
    window.set_language(language)
    assert texts.language() == language
    titles = [page.title() for page in pages]
    wanted = {
        "zh_CN": ["服务请求", "投诉", "知识库（FAQ经验库）"],
        "en": ["Tickets", "Complaints", "Knowledge base (FAQ)"],
    }[language]
    assert titles[:3] == wanted
    named = [
        button.accessibleName()
        for page in pages
        for button in page.findChildren(Button)
        if not button.isHidden() and not button.parentWidget().isHidden()
    ]
    assert all(named)

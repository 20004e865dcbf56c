"""The screens of tickets and calls: handed over, merged, linked, rung up, reminded; nothing takes the focus."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from sqlalchemy import text

from services import calls, house_texts, ticket_links, tickets
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket, solved_ticket
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in
from ui import complaints as ui_complaints
from ui import knowledge
from ui import tickets as ui_tickets
from ui.kit.corner import Corner
from ui.kit.form_dialog import FormDialog
from ui.kit.lookups import named
from ui.kit.photos import Photo
from ui.kit.steps_bar import StepDialog
from ui.kit.words import Label, say
from ui.tickets.call_desk import CallDesk
from ui.tickets.many import AssignDialog
from ui.tickets.reminders import ReminderWatch

ALL = (*ui_tickets.SPECS, *ui_complaints.SPECS, *knowledge.SPECS)
PHONE = "13800001234"


def pick(editor, value):
    editor.pick(next(one for one in editor.choices if one.option.value == value))


def dialog_of(window, kind=StepDialog):
    return next(one for one in window.findChildren(kind) if one.isVisible())


def test_a_ticket_is_handed_over_in_writing_and_accepted_by_the_other(qtbot, enter, settle, sign_in):
    ticket = open_ticket(sign_in("na"))
    window = enter("na")
    page = window.open_record("ticket", ticket.id)
    settle(window)
    page.take_step("hand_over")
    settle(window)
    dialog = dialog_of(window)
    dialog.form.set_value("owner_id", known("tang"))
    dialog.form.set_value("comment", "请上门看一下")
    dialog.confirm.click()
    settle(window)
    assert page.seen.offered_to_name == "唐卫" and "已移交唐卫，待接受" in page.facts(page.seen)
    other = enter("tang")
    theirs = other.open_record("ticket", ticket.id)
    settle(other)
    assert theirs.steps.offered() == ("accept", "decline")
    theirs.take_step("accept")
    settle(other)
    assert theirs.seen.owner_name == "唐卫"


def test_a_merged_ticket_leads_to_the_one_that_goes_on(enter, settle, sign_in):
    na = sign_in("na")
    stays, goes = open_ticket(na, "空调不制冷"), open_ticket(na, "还是那台空调")
    tickets.move(na, goes, "merge", {"into_id": stays.id, "comment": "同一件事"}, new_id())
    window = enter("na")
    page = window.open_record("ticket", goes.id)
    settle(window)
    assert stays.number in page.messages.said("merged")
    page.messages.worst()[1].act()
    settle(window)
    assert window.current_page().record_id == stays.id
    assert any(goes.number in entry.meta() for entry in map(window.current_page().entry, tickets.history(na, stays.id)))


def test_several_devices_and_orders_are_linked_and_taken_away(enter, settle, sign_in, committed):
    na = sign_in("na")
    customer, device = customer_with_device(committed)
    order = take_in(na, customer, device).orders[0]
    ticket = open_ticket(na, customer_id=customer)
    window = enter("na")
    page = window.open_record("ticket", ticket.id)
    settle(window)
    page._ask_link("work_order")
    dialog = dialog_of(window)
    dialog.form.set_value("work_order_id", order.id)
    dialog.confirm.click()
    settle(window)
    (link,) = ticket_links.of_ticket(na, ticket.id)
    assert link.target == order.id
    page._unlink(link.id)
    settle(window)
    assert ticket_links.of_ticket(na, ticket.id) == []


def test_a_draft_begun_from_an_order_keeps_its_order(qtbot, enter, settle, sign_in):
    window = enter("na")
    page = window.open_page("new_ticket", work_order_id=known("an order"), work_order_number="W2611-00042")
    settle(window)
    kept = page.kept_beside()
    assert not page.behind.isHidden()
    page.start()
    assert page.behind.isHidden() and "work_order_id" not in page.entered()
    page.bring_back(kept)
    assert page.entered()["work_order_id"] == known("an order") and not page.behind.isHidden()


def test_somebody_without_a_store_reads_one_clear_sentence(enter, settle):
    window = enter("na")
    window.desk.person.store_id = None
    page = window.open_page("new_ticket")
    settle(window)
    page.form.editor("subject").type_text("空调不制冷")
    page.save_button.click()
    settle(window)
    assert page.messages.said("error:ticket_without_store").startswith("您不属于任何门店")
    assert page.form.value("subject") == "空调不制冷"


def test_chosen_tickets_are_assigned_at_once(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    made = [open_ticket(na, f"第 {n} 个") for n in range(3)]
    window = enter("zhou")
    page = window.open_page("tickets")
    settle(window)
    page.assign([row for row in page.pane.model.rows() if row.subject != "第 0 个"])
    settle(window)
    dialog = dialog_of(window, AssignDialog)
    dialog.form.set_value("owner_id", known("tang"))
    dialog.form.set_value("comment", "请统一处理")
    dialog.confirm.click()
    settle(window)
    assert [tickets.get(na, one.id).owner_name for one in made] == ["李娜", "唐卫", "唐卫"]


# -- calls -----------------------------------------------------------------------------------------------


def test_a_call_shows_who_it_is_and_takes_no_focus_and_one_key_opens_the_form(qtbot, enter, settle, sign_in, committed):
    make_customer(committed, "张思远", PHONE)
    window = enter("na")
    desk = CallDesk(window.desk, window, Corner(window.content))
    page = window.open_page("tickets")
    settle(window)
    page.pane.filter.setFocus()
    before = window.focusWidget()
    desk.take(PHONE)
    settle(window)
    (card,) = desk.cards()
    assert card.isVisible() and window.focusWidget() is before
    assert card._who() == "张思远" and "138****1234" in card._number()
    qtbot.keyClick(before, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window)
    form = window.current_page()
    assert form.name == "new_ticket" and form.form.editor("customer_id").line.text() == "张思远"
    assert desk.cards() == []
    form.form.editor("subject").type_text("问保修")
    form.save_button.click()
    qtbot.waitUntil(lambda: window.current_page().name == "ticket", timeout=20000)
    settle(window)
    (line,) = calls.page(sign_in("na"), calls.Wanted(view="mine")).rows
    assert line.ticket_number == window.current_page().seen.number


def test_a_call_that_a_colleague_takes_goes_from_the_other_windows(qtbot, enter, settle, sign_in):
    window, zhou = enter("na"), sign_in("zhou")
    desk = CallDesk(window.desk, window, Corner(window.content))
    for number in ("02088886666", "02088887777"):
        desk.take(number)
        settle(window)
    taken, waits = desk.cards()
    for card in desk.cards():
        card.folding.stop()  # by itself none goes
    window.desk.changes.start()
    calls.mark(zhou, taken.found.call.id, "handled", new_id())
    qtbot.waitUntil(lambda: desk.cards() == [waits])
    calls.mark_caller(zhou, "推销", new_id(), call_id=waits.found.call.id)
    settle(window)
    assert desk.cards() == [waits]


def test_an_unknown_number_offers_a_new_customer_and_a_marked_one_says_why(enter, settle, sign_in):
    na = sign_in("na")
    window = enter("na")
    desk = CallDesk(window.desk, window, Corner(window.content))
    desk.take("02088886666")
    settle(window)
    (card,) = desk.cards()
    assert card._who() == "陌生号码" and card.findChild(object, "action_call_new_customer") is not None
    calls.mark_caller(na, "推销", new_id(), call_id=card.found.call.id)
    desk.take("020-8888 6666")
    settle(window)
    assert [one.found.mark.reason for one in desk.cards()] == ["推销"]


def test_who_takes_a_call_reads_the_manners_and_the_words_that_ask_for_a_minute(qtbot, enter, settle):
    """ASH-05 to ASH-07: beside the form, for as long as the contact is of that kind."""
    window = enter("na")
    desk = CallDesk(window.desk, window, Corner(window.content))
    desk.take("02088887777")
    settle(window)
    (card,) = desk.cards()
    assert "2-3声应拿起电话，先确认来电人身份。" in [one.text() for one in card.findChildren(Label)]
    form = window.open_page("new_ticket")
    settle(window)
    qtbot.waitUntil(lambda: [one.id for one in form.house.texts] == [house_texts.PHONE])
    words = [one.text() for one in form.house.findChildren(Label)]
    assert any("可否请您稍等一分钟，我即刻帮您查询" in one for one in words)
    pick(form.form.editor("mood"), "angry")
    qtbot.waitUntil(lambda: [one.id for one in form.house.texts] == [house_texts.DEMANDS, house_texts.PHONE])
    pick(form.form.editor("channel"), "mail")
    qtbot.waitUntil(lambda: [one.id for one in form.house.texts] == [house_texts.DEMANDS, house_texts.MAIL])
    pick(form.form.editor("mood"), "calm")
    pick(form.form.editor("channel"), "counter")
    qtbot.waitUntil(form.house.isHidden)


def test_how_satisfied_a_customer_says_he_is_is_kept_with_his_feedback(qtbot, enter, settle, picture):
    """ASM-06: chosen on the form of a new ticket, shown and changed on the ticket."""
    window = enter("na")
    page = window.open_page("new_ticket", kind="feedback", subject="上门很准时", description="师傅很耐心")
    settle(window)
    page.form.set_value("satisfaction", 4)
    assert picture(window, "new-ticket")
    page.save_button.click()
    qtbot.waitUntil(lambda: window.current_page().name == "ticket", timeout=20000)
    settle(window)
    ticket = window.current_page()
    assert ticket.seen.satisfaction == 4 and ticket.form.value("satisfaction") == 4
    assert picture(window, "ticket-feedback")


def test_what_is_no_number_is_said_in_the_banner(enter, settle):
    window = enter("na")
    desk = CallDesk(window.desk, window, Corner(window.content))
    desk.take("anonymous")
    settle(window)
    assert desk.cards() == [] and window.desk.messages.said("error:phone_not_a_number")


def test_calls_are_listed_and_taken(enter, settle, sign_in):
    na = sign_in("na")
    calls.come_in(na, PHONE, known("store xihu"), new_id())
    window = enter("na")
    page = window.open_page("calls")
    settle(window)
    (row,) = page.pane.model.rows()
    page.take([row])
    settle(window)
    assert page.pane.model.rows() == []
    assert [one.state for one in calls.page(na, calls.Wanted(view="all")).rows] == ["handled"]


def test_inquiries_by_telephone_are_found_among_all_and_each_says_whether_it_is_finished(enter, settle, sign_in):
    """CSS-20 and YZ-25."""
    na = sign_in("na")
    asked = open_ticket(na, "问保修", kind="inquiry", channel="phone")
    done = solved_ticket(na, "问营业时间", "九点到十八点", kind="inquiry", channel="phone")
    open_ticket(na, "网上问价", kind="inquiry", channel="web")
    window = enter("na")
    page = window.open_page("tickets")
    settle(window)
    page.find_called()
    settle(window)
    columns = {say(column.title): column for column in page.pane.model.columns}
    assert {"问题编号", "是否结束"} <= set(columns)
    over = columns["是否结束"].read
    assert over is not None
    told = {row.id: over(row) for row in page.pane.model.rows()}
    assert told == {asked.id: "否", done.id: "是"}


# -- reminders -------------------------------------------------------------------------------------------


def test_a_due_call_back_is_reminded_of_and_put_off(enter, settle, sign_in, committed):
    na = sign_in("na")
    ticket = open_ticket(na)
    tickets.move(na, ticket, "promise", {"promised_at": datetime.now(UTC) + timedelta(hours=1)}, new_id())
    committed.execute(text("update ticket set promised_at = clock_timestamp() - interval '1 minute'"))
    window = enter("na")
    watch = ReminderWatch(window.desk, window, Corner(window.content))
    window.open_page("tickets")
    settle(window)
    before = window.focusWidget()
    watch.look()
    settle(window)
    (card,) = watch.cards()
    assert card.one.number == ticket.number and window.focusWidget() is before
    watch.snooze(card, 10)
    settle(window)
    watch.look()
    settle(window)
    assert watch.cards() == []
    assert tickets.get(na, ticket.id).snoozed_until is not None


def test_figures_of_requests_open_the_requests_they_count(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    open_ticket(na, "不开机", category="fault_power")
    open_ticket(na, "怎么用", kind="inquiry", category="use")
    window = enter("zhou")
    page = window.open_page("ticket_figures")
    settle(window)
    assert (page.figures.all.n, page.figures.all.called, page.figures.weeks[-1].pending) == (2, 1, 2)
    for open_it, subjects in (
        (lambda: page.open_tile("called"), {"怎么用"}),
        (lambda: page.chart.plot.activated.emit(("pending", len(page.figures.weeks) - 1)), {"不开机", "怎么用"}),
        (lambda: page.open_row("fault"), {"不开机"}),
    ):
        window.open_page("ticket_figures")
        settle(window)
        open_it()
        settle(window)
        shown = window.current_page()
        assert {shown.pane.model.row(n).subject for n in range(shown.pane.model.rowCount())} == subjects


def test_what_was_reported_earlier_is_said_and_kept(qtbot, enter, settle, sign_in):
    window = enter("na")
    page = window.open_page("new_ticket")
    settle(window)
    early = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=5)
    page.form.set_value("subject", "不开机")
    page.form.set_value("reported_at", early)
    page.save_button.click()
    settle(window)
    shown = window.current_page()
    assert shown.seen.reported_at == early and "反映时间：" in shown.facts(shown.seen)
    assert "reported_at" not in shown.form.cells


def test_a_message_for_a_colleague_asks_at_once_for_whom_it_is(qtbot, enter, settle, committed):
    customer = make_customer(committed, "王先生", "13812340009")
    window = enter("na")
    page = window.open_page("new_ticket")
    settle(window)
    page.form.set_value("kind", "message")
    page.form.set_value("subject", "请回电")
    page.save_button.click()
    settle(window)
    assert window.current_page() is page
    assert page.form.problems().keys() == {"customer_id"}
    page.form.set_value("customer_id", named(customer, "王先生"))
    page.save_button.click()
    settle(window)
    assert window.current_page().seen.kind == "message" and dialog_of(window).form.value("owner_id") is None


def test_a_caller_is_taken_over_as_a_customer_in_one_step(enter, settle, sign_in, committed, picture):
    make_customer(committed, "韩家", PHONE)
    ticket = open_ticket(sign_in("na"), reporter="韩雪", phone=PHONE)
    window = enter("na")
    page = window.open_record("ticket", ticket.id)
    settle(window)
    asker = page.customer
    assert asker.number.value.text() == "138****1234" and asker.take.isVisibleTo(page)
    assert picture(window, "ticket-caller")
    asker.take.click()
    settle(window)
    dialog = dialog_of(window, FormDialog)
    dialog.form.set_value("who", "new")
    dialog.confirm.click()
    settle(window)
    assert page.seen.customer_name == "韩雪" and page.seen.customer_phone == "138****1234"
    assert not asker.take.isVisibleTo(page)


def test_photos_of_a_fault_report_are_sent_and_looked_through(enter, settle, sign_in, picture):
    ticket = open_ticket(sign_in("na"))
    window = enter("na")
    page = window.open_record("ticket", ticket.id)
    settle(window)
    drawn = QImage(640, 480, QImage.Format.Format_RGB32)
    drawn.fill(QColor("steelblue"))
    page.photo_keeper.pictures.send("photo_in", [Photo("铭牌.png", drawn)])
    settle(window)
    assert page.seen.photos_state == "waiting" and not page.photos.accept.isHidden()
    page.photos.more.click()
    settle(window)
    dialog = dialog_of(window, FormDialog)
    dialog.form.set_value("note", "请拍铭牌")
    dialog.confirm.click()
    settle(window)
    assert page.seen.photos_state == "more" and "请拍铭牌" in page.photos.stands.label.text()
    assert picture(window, "ticket-photos")
    page.photos.accept.click()
    settle(window)
    assert page.seen.photos_state == "accepted"
    assert not page.photos.accept.isVisibleTo(page.photos)


def test_a_caller_who_is_no_customer_is_marked_as_a_nuisance_on_his_ticket(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    ticket = open_ticket(na, subject="推销", reporter="不知名", phone="13700137001")
    window = enter("na")
    page = window.open_record("ticket", ticket.id)
    settle(window)
    qtbot.waitUntil(lambda: page.seen is not None and page.customer.disturbs.isVisible())
    page.customer.disturbs.click()
    qtbot.waitUntil(lambda: window.findChildren(StepDialog) != [])
    (dialog,) = window.findChildren(StepDialog)
    dialog.form.set_value("reason", "推销，一天五次")
    dialog.confirm.click()
    qtbot.waitUntil(page.customer.nuisance.isVisible)
    assert calls.mark_of_ticket(na, ticket.id).reason == "推销，一天五次"
    assert not page.customer.disturbs.isVisible()

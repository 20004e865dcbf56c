"""What was written to a customer came back: said on the ticket and on the order, and the deadlines show it again."""

from services import service_clock, tellings, tickets, work_orders
from services.ids import new_id
from tests.clock_samples import every
from tests.desk_samples import open_ticket
from tests.message_samples import order_of
from tests.work_order_samples import bring_to
from ui import service_levels as ui_service_levels
from ui import tickets as ui_tickets
from ui import work_orders as ui_work_orders
from ui.kit.form_dialog import FormDialog
from ui.tickets.labels import HAPPENED

ALL = (*ui_work_orders.SPECS, *ui_tickets.SPECS, *ui_service_levels.SPECS)


def dialog_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChildren(FormDialog) != [])
    return window.findChildren(FormDialog)[0]


def gone(qtbot, window):
    qtbot.waitUntil(lambda: window.findChildren(FormDialog) == [])


def trigger(page, name):
    """Take an action of the page as its menu does."""
    next(one for one in page.actions() if one.objectName() == f"action_{name}").trigger()


def test_a_letter_of_a_ticket_came_back_and_the_customer_is_owed_again(qtbot, enter, settle, sign_in, picture):
    every(sign_in("admin"), "ticket")
    na = sign_in("na")
    ticket = open_ticket(na)
    tickets.told(na, ticket.id, True, "letter", "配件明天到", new_id())
    tickets.told(na, ticket.id, True, "sms", "后天修好", new_id())
    window = enter("na")
    page = window.open_record("ticket", ticket.id)
    qtbot.waitUntil(lambda: page.seen is not None)
    settle(window)
    trigger(page, "came_back")
    dialog = dialog_of(qtbot, window)
    settle(window)
    picture(window, "came-back-ticket")
    newest = tellings.standing(na, "ticket", ticket.id)[0]
    assert dialog.form.value("telling") == newest.id and newest.method == "sms"
    dialog.form.set_value("comment", "短信平台退回：号码已停用")
    dialog.confirm.click()
    gone(qtbot, window)
    happened = tickets.history(na, ticket.id)[0]
    assert (happened.action, happened.comment) == ("came_back", "短信平台退回：号码已停用")
    assert happened.action in HAPPENED
    (owed,) = [one for one in service_clock.clocks(na, "ticket", ticket.id) if one.target == "update" and one.running]
    letter = tellings.standing(na, "ticket", ticket.id)[0]
    assert letter.method == "letter" and owed.started_at == letter.at
    settle(window)
    picture(window, "came-back-ticket-after")


def test_a_letter_of_an_order_came_back_beside_the_tries(qtbot, enter, settle, sign_in, committed, picture):
    na = sign_in("na")
    _customer, order = order_of(sign_in, committed)
    bring_to(sign_in, order, "completed")
    window = enter("na")
    window.resize(1366, 768)
    page = window.open_record("work_order", order)
    qtbot.waitUntil(lambda: page.file is not None)
    settle(window)
    page.show_leaf("told")
    leaf = page.leaves.leaf("told")
    # a call cannot come back
    assert leaf.back.isHidden()
    leaf.form.set_value("method", "letter")
    leaf.form.set_value("comment", "可取机通知书")
    leaf.told.click()
    qtbot.waitUntil(lambda: not leaf.back.isHidden())
    settle(window)
    leaf.back.click()
    dialog = dialog_of(qtbot, window)
    dialog.form.set_value("comment", "邮局退回：查无此人")
    dialog.confirm.click()
    gone(qtbot, window)
    qtbot.waitUntil(lambda: leaf.back.isHidden())
    settle(window)
    assert work_orders.get(na, order).told_at is None
    assert page.file.order.told_at is None
    assert [row.action for row in leaf.table.shown_rows()] == ["came_back", "told"]
    picture(window, "came-back-order")


def test_where_nothing_was_written_nothing_can_come_back(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    ticket = open_ticket(na)
    tickets.told(na, ticket.id, True, "phone", "", new_id())
    window = enter("na")
    page = window.open_record("ticket", ticket.id)
    qtbot.waitUntil(lambda: page.seen is not None)
    settle(window)
    trigger(page, "came_back")
    settle(window)
    assert window.findChildren(FormDialog) == []

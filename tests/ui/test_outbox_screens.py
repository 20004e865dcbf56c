"""Telling customers on the screen: from an order, in the outbox, and the texts that managers write."""

import pytest
from sqlalchemy import text

from services import customer_parts, message_templates, messages
from services.ids import new_id
from tests.message_samples import order_of, switch_on, tell, template
from tests.naughty import OWN
from ui import complaints, dispatch, outbox, work_orders
from ui.frame_pages import PageSpec, later
from ui.kit.buttons import Button
from ui.kit.options import Option
from ui.kit.tell import TellDialog

CUSTOMER = PageSpec("customer", "Customer", "customer", later("ui.customers.detail", "CustomerPage"), kind="customer")
ALL = (*work_orders.SPECS, CUSTOMER, *complaints.SPECS, *dispatch.SPECS, *outbox.SPECS)


@pytest.fixture
def told(sign_in, committed):
    """An order of a customer with an address, and its messages: sent, perhaps sent, refused, waiting."""
    na = sign_in("na")
    customer, order = order_of(sign_in, committed)
    ids = [tell(na, order, template(committed, "ready"), OWN[0]).id for _ in range(4)]
    for message, result, fault in zip(
        ids, ("sent", "perhaps", "refused"), ("", "mail_no_answer", "mail_address_refused"), strict=False
    ):
        worker = new_id()
        committed.execute(
            text("update message set state = 'sending', claimed_at = now(), claimed_by = :w, next_try_at = null,"
                 " attempts = 1 where id = :i"), {"w": worker, "i": message},
        )  # fmt: skip
        committed.execute(
            text("select message_result(:i, :w, :r, :f, 'said')"), {"i": message, "w": worker, "r": result, "f": fault}
        )
    return customer, order, ids


def press(page, name):
    next(
        one for one in page.findChildren(Button) if one.objectName() == f"action_{name}" and not one.isHidden()
    ).click()


def dialog_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChildren(TellDialog) != [])
    return window.findChildren(TellDialog)[0]


def test_a_clerk_tells_a_customer_from_his_order(qtbot, enter, settle, sign_in, committed):
    na = sign_in("na")
    _customer, order = order_of(sign_in, committed)
    window = enter("na")
    page = window.open_record("work_order", order)
    settle(window)
    page.show_leaf("told")
    press(page, "tell_customer")
    dialog = dialog_of(qtbot, window)
    settle(window)
    qtbot.waitUntil(lambda: dialog.confirm.isEnabled())
    dialog.form.editor("note").set_value("请带上充电器")
    dialog.form.editor("note").edited.emit()
    qtbot.waitUntil(lambda: "请带上充电器" in dialog.text.text())
    assert "f***@example.com" in dialog.goes_to.label.text() and "王芳" in dialog.text.text()
    dialog.confirm.click()
    settle(window)
    qtbot.waitUntil(lambda: page.file is not None and len(page.file.messages) == 1)
    assert messages.of_order(na, order)[0].state == "waiting"


def test_a_clerk_writes_to_a_contact_of_the_customer(qtbot, enter, settle, sign_in, committed):
    na = sign_in("na")
    customer, order = order_of(sign_in, committed)
    values = {"name": "李四", "role": "owner", "email": "li@example.com"}
    contact = customer_parts.add(na, "contact", customer, values, new_id())
    window = enter("na")
    page = window.open_record("work_order", order)
    settle(window)
    page.show_leaf("told")
    press(page, "tell_customer")
    dialog = dialog_of(qtbot, window)
    qtbot.waitUntil(lambda: dialog.confirm.isEnabled())
    assert "f***@example.com" in dialog.goes_to.label.text() and not dialog.consent.isHidden()
    editor = dialog.form.editor("contact_id")
    assert not editor.isHidden()
    editor.set_value(contact)
    editor.edited.emit()
    qtbot.waitUntil(lambda: "l***@example.com" in dialog.goes_to.label.text())
    dialog.confirm.click()
    settle(window)
    qtbot.waitUntil(lambda: page.file is not None and len(page.file.messages) == 1)
    assert messages.of_order(na, order)[0].to_masked == "l***@example.com"
    assert messages.get(na, messages.of_order(na, order)[0].id).contact_name == "李四"


def test_what_is_against_telling_is_said_before_anything_is_written(qtbot, enter, settle, sign_in, committed):
    customer, order = order_of(sign_in, committed)
    committed.execute(text("update customer set notify_by = 'none' where id = :i"), {"i": customer})
    window = enter("na")
    page = window.open_record("work_order", order)
    settle(window)
    page.show_leaf("told")
    press(page, "tell_customer")
    dialog = dialog_of(qtbot, window)
    qtbot.waitUntil(lambda: "does not want" in dialog.goes_to.label.text() or "不希望" in dialog.goes_to.label.text())
    assert not dialog.confirm.isEnabled()


def test_the_outbox_shows_what_was_not_sent_and_sends_it_again(qtbot, enter, settle, sign_in, told):
    _customer, _order, ids = told
    window = enter("na")
    page = window.open_page("messages_out")
    settle(window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 2)
    page._do("again", [row for row in messages.page(sign_in("na")).rows if row.state == "given_up"],
             {one: new_id() for one in ids})  # fmt: skip
    settle(window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)
    assert messages.get(sign_in("na"), ids[2]).state == "waiting"


def test_a_person_decides_on_the_page_of_a_message(qtbot, enter, settle, sign_in, told):
    window = enter("na")
    page = window.open_record("message", told[2][1])
    settle(window)
    qtbot.waitUntil(lambda: page.seen is not None)
    assert OWN[0] in page.text.text() and not page.hint.isHidden()
    press(page, "message_sent")
    settle(window)
    qtbot.waitUntil(lambda: page.seen.state == "sent")
    page.open_about()
    settle(window)
    assert window.current_page().name == "work_order"


def test_a_manager_writes_a_text_and_is_told_of_an_unknown_variable(qtbot, enter, settle, sign_in, told):
    window = enter("zhou")
    page = window.open_page("message_texts")
    settle(window)
    zhou = sign_in("zhou")
    page.show_record(next(one for one in message_templates.every(zhou) if one.occasion == "ready"))
    editor = page.form.editor("body_zh")
    editor.set_value("{customer}，{visit_day} 可取")
    editor.edited.emit()
    page.store()
    settle(window)
    qtbot.waitUntil(lambda: bool(page.form.editor("body_zh").error))
    editor.set_value("{customer}，可取了：{order}")
    editor.edited.emit()
    page.trial.set_values({"record_id": Option(told[1], lambda: "W")})
    page.try_out()
    qtbot.waitUntil(lambda: "王芳，可取了：W" in page.tried.text())
    page.store()
    settle(window)
    qtbot.waitUntil(lambda: any("可取了" in one.body_zh for one in message_templates.every(zhou)))


def test_the_screens_of_messages_have_their_pictures(qtbot, enter, settle, sign_in, committed, told, picture):
    switch_on(committed, "ready", "taken_in")
    values = {"name": "李四", "role": "owner", "email": "li@example.com"}
    customer_parts.add(sign_in("na"), "contact", told[0], values, new_id())
    window = enter("zhou")
    window.resize(1366, 768)
    page = window.open_page("messages_out")
    settle(window)
    page.own.choose("all")
    page.refresh()
    settle(window)
    picture(window, "messages-out")
    page = window.open_record("message", told[2][1])
    settle(window)
    picture(window, "message")
    page = window.open_page("message_texts")
    settle(window)
    page.show_record(next(one for one in message_templates.every(sign_in("zhou")) if one.occasion == "ready"))
    page.trial.set_values({"record_id": Option(told[1], lambda: "W2611-00001")})
    picture(window, "message-texts")
    page.looks.show_current("try")
    page._turn("try")
    settle(window)
    picture(window, "message-texts-tried")
    page = window.open_record("work_order", told[1])
    settle(window)
    page.show_leaf("told")
    settle(window)
    picture(window, "order-messages")
    press(page, "tell_customer")
    settle(window)
    picture(dialog_of(qtbot, window), "tell-customer")
    window.open_record("customer", told[0])
    settle(window)
    picture(window, "customer-messages")

"""One customer on the screen: what stands there, what is changed, and what others did meanwhile."""

from uuid import uuid4

from PySide6.QtWidgets import QDialog, QMenu

from services import customer_parts, customers, devices, person_requests, products
from tests.ui.customers.screens import add, card_shown, click, dialog_of, labels, until
from ui.customers.detail import CustomerPage
from ui.customers.page import CustomersPage
from ui.kit.printing import Printing
from ui.kit.words import say


def test_the_page_shows_all_there_is(page, desk, qtbot, wang):
    customer_parts.add(desk.db, "customer_note", wang, {"level": "stop", "body": "欠款未清"}, uuid4())
    model = products.create(desk.db, {"brand": "小米", "name": "小米 14"}, uuid4())
    devices.create(desk.db, {"product_model_id": model, "customer_id": wang, "serial_no": "SN1"}, uuid4())
    page.refresh()
    until(qtbot, page)
    until(qtbot, page, lambda: page.devices.model.rowCount() == 1)
    assert {"王芳", "138****5678", "浙江省杭州市****", "欧阳敏"} & labels(page) >= {"王芳", "138****5678"}
    kind, banner = page.messages.worst()
    assert kind == "note" and banner.kind == "danger"
    assert page.trace.entries()
    page.kinds.chosen.emit("order")
    assert not page.trace.entries()


def test_the_eye_shows_the_number_for_ten_seconds_and_leaves_an_entry(page, desk_of, qtbot, wang):
    line = page.top.phone
    assert line.value.text() == "138****5678"
    line.eye.click()
    until(qtbot, page, lambda: line.value.text() == "138 1234 5678")
    assert line._timer.interval() == 10_000 and line._timer.isActive()
    line._timer.timeout.emit()
    assert line.value.text() == "138****5678"
    from services import personal_data

    assert [(one.login, one.kind) for one in personal_data.volume(desk_of("admin").db)] == [("na", "reveal")]


def test_an_auditor_changes_nothing_and_is_refused_the_full_number(desk_of, show, qtbot, wang):
    made = CustomerPage(desk_of("shen"))
    made.record_id = wang
    page = show(made)
    assert not page.top.edit.isVisible() and not page.top.order.isVisible()
    page.top.phone.eye.click()
    until(qtbot, page, lambda: page.messages.worst() is not None)
    assert page.top.phone.value.text() == "138****5678"


def test_the_form_saves_what_was_changed_and_turns_back(page, desk, qtbot, wang):
    page.start_editing()
    until(qtbot, page)
    page.form.main.set_value("source", "展会")
    page.form.file.set_value("hobbies", "钓鱼")
    assert page.unsaved()
    page.save_button.click()
    until(qtbot, page, lambda: not page.editing and not page.unsaved())
    after = customers.get(desk.db, wang)
    assert (after.source, after.file["hobbies"], after.phone_masked) == ("展会", "钓鱼", "138****5678")


def test_an_empty_name_is_said_at_the_name(page, qtbot):
    page.start_editing()
    until(qtbot, page)
    page.form.show_leaf("file")
    page.form.main.set_value("name", None)
    page.save_button.click()
    assert page.form.main.editor("name").error
    assert page.form.leaves.current() == "main"
    page.form.main.set_value("name", "\u200b")
    page.save_button.click()
    until(qtbot, page, lambda: "客户必须有名称，最多 120 个字符。" in labels(page))


def test_a_reason_for_having_no_number_takes_the_number_away(page, desk, qtbot, wang):
    page.start_editing()
    until(qtbot, page)
    page.form.main.set_value("no_phone_reason", "号码已停用")
    page.save_button.click()
    until(qtbot, page, lambda: customers.get(desk.db, wang).phone_masked == "")


def test_two_people_who_saved_the_same_field_are_asked_and_nothing_typed_is_lost(page, desk_of, qtbot, wang):
    page.start_editing()
    until(qtbot, page)
    other = desk_of("zhou").db
    customers.change(other, customers.get(other, wang), {"name": "王芬"}, uuid4())
    page.form.main.set_value("name", "汪芳")
    page.save_button.click()
    until(qtbot, page, lambda: any(one.isVisible() for one in page.findChildren(QDialog, "dialog_conflict")))
    dialog = dialog_of(page, "conflict")
    assert page.form.main.value("name") == "汪芳"
    click(dialog, "action_all_mine")
    click(dialog, "action_take_over")
    until(qtbot, page, lambda: customers.get(other, wang).name == "汪芳")


def test_a_region_that_is_not_on_file_is_added_on_the_spot(page, desk, qtbot, wang):
    page.start_editing()
    until(qtbot, page)
    editor = page.form.main.editor("region_id")
    found = page.form._find_region("拱墅区")
    editor._choose(found[-1])
    until(qtbot, page, lambda: not page._running and editor.option is not None and editor.option.value != "拱墅区")
    page.save_button.click()
    until(qtbot, page, lambda: customers.get(desk.db, wang).region == "拱墅区")


def test_notes_contacts_and_addresses_are_added_in_dialogs(page, desk, qtbot, wang):
    page.side.notes.add_note.click()
    dialog = dialog_of(page, "customer_note")
    dialog.confirm.click()
    assert dialog.form.editor("body").error
    dialog.form.set_value("body", "小心狗")
    dialog.form.set_value("level", "warning")
    dialog.confirm.click()
    until(qtbot, page, lambda: [note.body for note in customer_parts.notes(desk.db, wang)] == ["小心狗"])
    page.people.edit_contact.emit(None)
    dialog = dialog_of(page, "contact")
    dialog.form.set_value("name", "单雄")
    dialog.form.set_value("birth_year", "abc")
    dialog.confirm.click()
    assert dialog.form.editor("birth_year").error
    dialog.form.set_value("birth_year", "1970")
    dialog.confirm.click()
    until(qtbot, page, lambda: [one.birth_year for one in customer_parts.contacts(desk.db, wang)] == [1970])
    page.people.edit_address.emit(None)
    dialog = dialog_of(page, "customer_address")
    dialog.form.set_value("address", "杭州市某路 1 号")
    dialog.confirm.click()
    until(qtbot, page, lambda: len(customer_parts.addresses(desk.db, wang)) == 1)


def test_classes_and_consents_are_chosen_beside(page, desk, qtbot, wang):
    page.side.classes.chosen.emit("volume", "volume.key")
    until(qtbot, page, lambda: "主力客户" in {one.name for one in customer_parts.classes(desk.db, wang) if one.open_id})
    until(qtbot, page)
    page.side.consents.said.emit("marketing", False)
    until(
        qtbot, page, lambda: {c.purpose: c.given for c in customer_parts.consents(desk.db, wang)}["marketing"] is False
    )


def test_a_customer_is_removed_or_archived_and_restored(page, desk, qtbot, wang):
    model = products.create(desk.db, {"brand": "小米", "name": "小米 14"}, uuid4())
    devices.create(desk.db, {"product_model_id": model, "customer_id": wang}, uuid4())
    page.ask_remove()
    click(dialog_of(page, "remove_customer"), "action_confirm")
    until(qtbot, page, lambda: page.loaded.customer.archived_at is not None)
    assert not page.top.edit.isEnabled()
    page.messages.worst()[1].act()
    until(qtbot, page, lambda: page.loaded.customer.archived_at is None)


def test_a_customer_removed_elsewhere_leaves_one_sentence_and_the_way_to_the_list(page, desk, opened, qtbot, wang):
    customers.remove(desk.db, customers.get(desk.db, wang), uuid4())
    page.changed("customer", [wang])
    until(qtbot, page, lambda: page.messages.worst() is not None)
    assert not page.stack.isVisible() and page.loaded is None
    page.messages.worst()[1].act()
    assert opened[-1] == ("customers", {})


def test_what_is_typed_stays_when_the_customer_is_removed_elsewhere(page, desk, qtbot, wang):
    page.start_editing()
    until(qtbot, page)
    page.form.main.set_value("name", "汪芳")
    customers.remove(desk.db, customers.get(desk.db, wang), uuid4())
    page.save_button.click()
    until(qtbot, page, lambda: page.messages.worst() is not None)
    page.refresh()
    until(qtbot, page)
    assert page.form.isVisible() and page.form.main.value("name") == "汪芳"


def test_a_merged_customer_leads_to_the_one_that_stayed(page, desk_of, opened, qtbot, wang):
    zhou = desk_of("zhou").db
    stays = add(zhou, "王芳", "13900001111")
    customers.merge(zhou, customers.get(zhou, stays), customers.get(zhou, wang), uuid4())
    page.changed("customer", [wang])
    until(qtbot, page, lambda: page.messages.worst() is not None)
    assert not page.edit.isEnabled() and not page.order.isEnabled()
    page.messages.worst()[1].act()
    assert opened[-1] == ("customer", {"id": stays})


def test_an_erased_customer_says_so_and_offers_no_way_back(page, desk_of, qtbot, wang):
    zhou = desk_of("zhou").db
    person_requests.erase(zhou, customers.get(zhou, wang), "本人申请", uuid4())
    page.changed("customer", [wang])
    until(qtbot, page, lambda: page.messages.worst() is not None)
    banner = page.messages.worst()[1]
    assert say(banner.sentence) == "此人的个人资料已清除，工单和金额保留。" and not say(banner.link)


def test_what_somebody_else_saved_shows_up_unless_the_form_is_in_use(page, desk_of, qtbot, wang):
    other = desk_of("zhou").db
    customers.change(other, customers.get(other, wang), {"source": "展会"}, uuid4())
    page.take_changes("customer", [wang])
    until(qtbot, page, lambda: page.loaded.customer.source == "展会")


def test_a_ticket_an_order_and_a_complaint_open_for_the_customer(page, opened, wang):
    page.top.ticket.click()
    page.top.order.click()
    page.more.click()
    menu = page.more.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == "登记投诉").trigger()
    wanted = [("new_ticket", wang), ("intake", wang), ("new_complaint", wang)]
    assert [(name, how["customer_id"]) for name, how in opened] == wanted


def test_the_card_is_printed_filled_in_from_the_page_and_empty_from_the_list(page, desk, show, qtbot, monkeypatch):
    monkeypatch.setattr("services.printing.printers", list)
    desk.printing = Printing(desk.background, lambda paper: None, lambda job: None)
    page.print_card()
    qtbot.waitUntil(lambda: "王芳" in card_shown(page), timeout=15_000)
    customers_page = show(CustomersPage(desk))
    customers_page.blank.click()
    qtbot.waitUntil(lambda: "客户资料卡" in card_shown(customers_page), timeout=15_000)
    assert "王芳" not in card_shown(customers_page)

"""One order on screen: its steps, what they lack, lines and consent, notes, photos, conflicts."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from services import attachments, complaints, order_lines, payments, quotes, work_orders
from services.ids import new_id
from tests.people import known
from tests.ui.conftest import settled
from tests.work_order_samples import customer_with_device, diagnose, step, take_in
from ui.work_orders.order_page import OrderPage


@pytest.fixture
def order_id(committed, people):
    customer, device = customer_with_device(committed, name="张思远", phone="13800001234")
    return take_in(
        people("na"), customer, device, estimate=Decimal("300.00"), shelf="A07", problem="洗碗时掉进水里，屏幕黑了",
        symptoms=["no_display"], accessories=["sim", "case"],
        marks=[{"number": 1, "side": "front", "x": 0.85, "y": 0.12, "text": "右上角磕碰"}],
        answers={"liquid": "yes", "dropped": "no"},
    ).orders[0].id  # fmt: skip


@pytest.fixture
def page_of(desk_of, show, order_id):
    def make(login, **how):
        return show(OrderPage(desk_of(login)), 1364, 791, record_id=order_id, **how)

    return make


def choose(page, action):
    """Take the step of this name as a person does: by its button or in the menu."""
    step = next(one for one in page.top.steps if one.action == action)
    page.top.wanted.emit(step)


def dialog_of(qtbot, page):
    """The dialog that the page opened."""
    from ui.kit.dialogs import Dialog

    qtbot.waitUntil(lambda: bool(page.window().findChildren(Dialog)), timeout=5000)
    return page.window().findChildren(Dialog)[-1]


def test_an_order_is_assigned_in_its_dialog_and_shown_as_it_is_then(page_of, qtbot):
    page = page_of("na")
    assert page.top.buttons[0].text() == "派工"
    page.top.buttons[0].click()
    dialog = dialog_of(qtbot, page)
    dialog.commit()
    assert dialog.form.editor("technician_id").error
    dialog.form.editor("technician_id").set_value(known("tang"))
    dialog.commit()
    qtbot.waitUntil(lambda: page.file.order.work_state == "assigned")
    settled(qtbot, page)
    assert page.file.order.technician_name == "唐卫"
    assert page.trace.trace.entries()[0].headline() == "已派工"


def test_a_note_that_was_not_added_is_not_lost(page_of):
    page = page_of("na")
    assert not page.unsaved()
    page.trace.note.setText("客户说周五来取")
    assert page.unsaved()


def test_the_first_focus_lies_on_the_next_step_and_follows_it(page_of, qtbot):
    page = page_of("na")
    page.activateWindow()
    page.focus_start()
    qtbot.waitUntil(lambda: page.focusWidget() is page.top.buttons[0])
    page.top.buttons[0].click()
    dialog = dialog_of(qtbot, page)
    dialog.form.editor("technician_id").set_value(known("tang"))
    dialog.commit()
    qtbot.waitUntil(lambda: page.file.order.work_state == "assigned")
    settled(qtbot, page)
    assert page.focusWidget() in (page.top.buttons[0], page.top.more)


def test_the_focus_waits_for_a_page_that_is_still_read(desk_of, show, order_id, qtbot):
    page = OrderPage(desk_of("na"))
    show(page, 1364, 791, record_id=order_id)
    assert page.top.buttons, "shown with its order"
    page.top.show_steps([])
    page.top._file = None
    page.top.focus_next()
    assert page.focusWidget() is page.top.more
    page.refresh()
    settled(qtbot, page)
    assert page.focusWidget() is page.top.buttons[0]


def test_the_desk_changes_what_came_along_without_a_manager(page_of, qtbot, order_id):
    page = page_of("na", leaf="facts")
    page.facts.edit.click()
    dialog = dialog_of(qtbot, page)
    dialog.form.set_value("accessories", ("sim",))
    dialog.form.set_value("loan_unit", "L-03")
    dialog.commit()
    qtbot.waitUntil(lambda: page.file.order.loan_unit == "L-03")
    assert (page.file.order.accessories, page.file.order.problem) == (["sim"], "洗碗时掉进水里，屏幕黑了")


def test_shelf_and_promise_are_changed_by_one_click_where_they_stand(page_of, qtbot):
    page = page_of("na")
    page.top.shelf.click()
    dialog = dialog_of(qtbot, page)
    dialog.form.editor("shelf").type_text("B12")
    dialog.commit()
    qtbot.waitUntil(lambda: page.file.order.shelf == "B12")
    settled(qtbot, page)
    page.top.promise.click()
    assert dialog_of(qtbot, page).objectName() == "dialog_promise"


def test_what_a_step_lacks_is_said_all_at_once_with_the_way_there(page_of, qtbot, people, order_id):
    na, tang = people("na"), people("tang")
    step(na, order_id, "assign", technician_id=known("tang"))
    for action in ("start", "repair", "test"):
        step(tang, order_id, action)
    page = page_of("tang")
    choose(page, "complete")
    _key, banner = page.messages.worst()
    assert all(words in banner.detail() for words in ("故障代码", "原因代码", "处理方法代码", "完工检验"))
    banner.act()
    assert page.tabs.current() == "diagnosis"


def test_the_technician_codes_the_diagnosis_and_completes(page_of, qtbot, people, order_id):
    na, tang = people("na"), people("tang")
    step(na, order_id, "assign", technician_id=known("tang"))
    for action in ("start", "repair", "test"):
        step(tang, order_id, action)
    page = page_of("tang", leaf="diagnosis")
    form = page.diagnosis.form
    for column, value in (("fault_code", "no_display"), ("cause_code", "wear"), ("remedy_code", "replaced")):
        form.editor(column).open_list()
        options = form.editor(column).options
        form.set_value(column, options[0].value if value not in [o.value for o in options] else value)
    form.editor("findings").type_text("屏幕排线断裂")
    form.editor("test_passed").pick(form.editor("test_passed").choices[0])
    page.diagnosis.button.click()
    qtbot.waitUntil(lambda: page.file.order.findings == "屏幕排线断裂")
    settled(qtbot, page)
    assert not page.unsaved()
    choose(page, "complete")
    dialog = dialog_of(qtbot, page)
    dialog.form.editor("shelf").type_text("R01")
    dialog.commit()
    qtbot.waitUntil(lambda: page.file.order.work_state == "completed")
    assert (page.file.order.outcome, page.file.order.shelf) == ("repaired", "R01")


def test_two_who_write_the_same_finding_see_both_versions(page_of, qtbot, people, order_id):
    page = page_of("na", leaf="diagnosis")
    mine = page.diagnosis.form
    mine.editor("findings").type_text("我的结论")
    zhou = people("zhou")
    work_orders.change(zhou, work_orders.get(zhou, order_id), {"findings": "主管的结论"}, new_id())
    page.diagnosis.button.click()
    dialog = dialog_of(qtbot, page)
    assert dialog.objectName() == "dialog_conflict"
    assert mine.value("findings") == "我的结论"
    dialog._all(2)
    dialog._take()
    qtbot.waitUntil(lambda: page.file.order.findings == "我的结论")


def test_lines_make_a_quote_and_the_consent_is_put_on_record(page_of, qtbot, order_id):
    page = page_of("na", leaf="quote")
    page.quote.add.click()
    dialog = dialog_of(qtbot, page)
    form = dialog.form
    form.editor("kind").pick(form.editor("kind").choices[1])
    form.editor("name").type_text("显示屏")
    form.editor("unit_price").type_text("480")
    dialog.commit()
    qtbot.waitUntil(lambda: len(page.file.lines) == 1)
    assert page.quote.banner.isVisible()
    page.quote.offer_button.click()
    qtbot.waitUntil(lambda: page.file.open_quote is not None)
    settled(qtbot, page)
    assert page.quote.form.value("amount") == Decimal("480.00")
    page.quote.yes.click()
    qtbot.waitUntil(lambda: len(page.file.consents) == 1)
    settled(qtbot, page)
    assert page.file.consents[0].who == "张思远"
    assert not page.quote.banner.isVisible()


def test_a_note_is_added_with_the_keyboard(page_of, qtbot):
    page = page_of("na")
    page.trace.note.setFocus()
    qtbot.keyClicks(page.trace.note, "called twice")
    qtbot.keyClick(page.trace.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.file.events[-1].comment == "called twice")
    assert page.trace.note.text() == ""


def test_the_last_step_can_be_taken_back(page_of, qtbot, people, order_id):
    step(people("na"), order_id, "assign", technician_id=known("tang"))
    page = page_of("na")
    assert page.file.undoable == "assign"
    page.undo()
    qtbot.waitUntil(lambda: page.file.order.work_state == "received")


def test_somebody_elses_step_in_between_is_said(page_of, qtbot, people, order_id):
    page = page_of("na")
    zhou = people("zhou")
    step(zhou, order_id, "assign", technician_id=known("wu"))
    page.taker.move(
        page.file.order, next(one for one in page.top.steps if one.action == "assign"), {"technician_id": known("tang")}
    )
    qtbot.waitUntil(lambda: page.messages.worst() is not None)
    assert page.messages.worst()[0] == "conflict"


def test_photos_are_made_small_and_sent_each_by_itself(page_of, qtbot, order_id, tmp_path):
    from PySide6.QtGui import QColor, QImage

    from ui.kit.photos import Photo

    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(tmp_path / "one.jpg"))
    (tmp_path / "two.jpg").write_bytes(b"no picture")
    page = page_of("na", leaf="photos")
    page.work.add_photos([Photo("one.jpg", tmp_path / "one.jpg"), Photo("two.jpg", tmp_path / "two.jpg")])
    qtbot.waitUntil(lambda: len(page.file.photos) == 1, timeout=10_000)
    qtbot.waitUntil(page.photos.retry.isVisible)
    held = page.file.photos[0]
    sent = QImage.fromData(attachments.data(page.desk.db, held.id))
    assert max(sent.width(), sent.height()) == 1600 and held.size <= 400_000


def test_the_customers_number_is_shown_for_a_moment_only(page_of, qtbot):
    page = page_of("na")
    card = page.side.customer
    card.eye.click()
    qtbot.waitUntil(lambda: card._full == "13800001234")
    card._timer.timeout.emit()
    assert card._full == "" and card.eye.isVisible()


def test_money_is_taken_with_its_way(page_of, qtbot, order_id):
    page = page_of("na", leaf="payments")
    page.payments.take_button.click()
    dialog = dialog_of(qtbot, page)
    dialog.form.editor("amount").type_text("100")
    dialog.commit()
    qtbot.waitUntil(lambda: page.file.order.paid == Decimal("100.00"))
    assert page.file.order.money_state == "prepaid"


def test_it_can_be_painted(page_of, qtbot, people, order_id, picture):
    na, tang = people("na"), people("tang")
    step(na, order_id, "assign", technician_id=known("tang"))
    step(tang, order_id, "start")
    payments.take(na, new_id(), order_id, "cash", Decimal("100.00"), request=new_id())
    for values in (
        {
            "kind": "part",
            "name": "小米 14 显示屏",
            "part_no": "SCR-MI14",
            "unit_price": Decimal("380"),
            "state": "planned",
        },
        {"kind": "part", "name": "密封圈", "unit_price": Decimal("0"), "payer": "goodwill", "state": "planned"},
        {"kind": "labour", "name": "二级维修工时", "unit_price": Decimal("100"), "state": "planned"},
    ):
        order_lines.add(na, new_id(), order_id, values, new_id())
    quotes.offer(na, new_id(), order_id, request=new_id())
    step(na, order_id, "quote")
    page = page_of("na")
    page.resize(1364, 791)
    picture(page, "order-quote")
    for leaf in ("diagnosis", "facts", "photos", "told", "payments"):
        page.show_leaf(leaf)
        picture(page, f"order-{leaf}")
    page.resize(1290, 659)
    page.show_leaf("quote")
    picture(page, "order-1366")


def test_a_complaint_about_the_order_is_begun_here_and_then_listed(page_of, qtbot, opened, people, order_id):
    page = page_of("na")
    page.side.cases.new["complaint"].click()
    name, how = opened[-1]
    assert (name, how["work_order_id"], how["customer_name"]) == ("new_complaint", order_id, "张思远")
    complaint = complaints.record(
        people("na"),
        new_id(),
        {
            "store_id": known("store xihu"), "work_order_id": order_id, "subject": "修了两次还是黑屏",
            "description": "要求退款", "channel": "counter", "severity": 3, "complainant": "张思远",
        },
        new_id(),
    )  # fmt: skip
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.file.cases), timeout=10_000)
    [case] = page.file.cases
    assert (case.kind, case.id, case.subject) == ("complaint", complaint.id, "修了两次还是黑屏")
    link = page.side.cases.findChild(QWidget, f"action_open_{case.number}")
    qtbot.waitUntil(lambda: link.isVisibleTo(page.side.cases))


def test_a_technician_sees_neither_complaints_nor_a_way_to_record_one(page_of, people, order_id):
    step(people("na"), order_id, "assign", technician_id=known("tang"))
    page = page_of("tang")
    assert "complaint" not in page.side.cases.new


def test_planned_parts_are_ticked_as_used_when_the_repair_is_completed(page_of, qtbot, people, order_id, picture):
    na, tang = people("na"), people("tang")
    for name in ("显示屏总成", "电池"):
        line = {"kind": "part", "name": name, "unit_price": Decimal("100.00"), "state": "planned"}
        order_lines.add(na, new_id(), order_id, line, new_id())
    step(na, order_id, "assign", technician_id=known("tang"))
    for action in ("start", "repair", "test"):
        step(tang, order_id, action)
    diagnose(tang, order_id)
    page = page_of("tang")
    choose(page, "complete")
    dialog = dialog_of(qtbot, page)
    assert len(dialog.form.value("used_lines")) == 2
    picture(dialog, "complete")
    dialog.form.set_value("used_lines", dialog.form.value("used_lines")[:1])
    dialog.form.editor("shelf").type_text("A01")
    dialog.commit()
    qtbot.waitUntil(lambda: page.file.order.work_state == "completed", timeout=10_000)
    settled(qtbot, page)
    assert {line.name: line.state for line in order_lines.of_order(na, order_id, dropped=True)} == {
        "显示屏总成": "used",
        "电池": "dropped",
    }

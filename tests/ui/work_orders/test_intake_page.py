"""Intake by keyboard alone, through the widgets a person uses, on a real database."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from services import attachments, counter, devices, order_lists, print_routes, products, work_orders
from services.errors import OutcomeUnknown
from services.printing import Target
from tests.customer_samples import make_customer, make_device, make_model
from tests.ui.conftest import settled
from tests.ui.work_orders.keys import Hands
from ui.kit.draft_store import DraftStore
from ui.kit.drafts import Drafts
from ui.kit.form_scroll import FormScroll
from ui.kit.print_preview import PreviewDialog
from ui.kit.printing import Printing, Route
from ui.kit.words import say, use_language
from ui.work_orders import photos
from ui.work_orders.intake_page import IntakePage

FAULT = "洗碗时掉进水里，捞起来还能亮，过了半小时屏幕就黑了"


@pytest.fixture
def phone_model(committed):
    category = committed.execute(text("select id from product_category where code = 'phone'")).scalar()
    return make_model(committed, category_id=category)


@pytest.fixture
def known_device(committed, phone_model):
    customer = make_customer(committed, "张思远", "13800001234", salutation="mr", notify_by="wechat")
    return make_device(committed, customer, phone_model, serial_no="860461051258518", sold_on="2026-01-22")


@pytest.fixture
def page(desk_of, show):
    return show(IntakePage(desk_of("na")), 1364, 791)


@pytest.fixture
def hands(qtbot, page):
    page.focus_start()
    return Hands(qtbot, page)


def newest(db):
    """The newest order as everybody may see it."""
    line = order_lists.page(db, limit=1).rows[0]
    return work_orders.get(db, line.id)


def test_a_known_customer_with_a_known_device_takes_at_most_thirty_keys(page, hands, known_device, desk_of):
    hands.presses = 1  # F7 opened the page
    hands.keys("1234")
    hands.enter()  # the customer that was found
    hands.scan("860461051258518")
    assert page.form.editor("problem").focus_widget.hasFocus()
    hands.words(FAULT)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.keys("1")
    hands.enter()
    hands.keys("12")
    hands.enter(3)  # other accessories, the sketch
    hands.keys("y")
    hands.enter()
    hands.keys("y")
    hands.enter()
    hands.keys("n")
    hands.enter()
    hands.keys("2")
    hands.press(Qt.Key.Key_F9)  # says that the shelf is missing and goes there
    assert page.form.editor("shelf").line.hasFocus() and page.form.cells["shelf"].sentence.isVisible()
    hands.scan("A-07-3")
    hands.press(Qt.Key.Key_F9)
    order = newest(page.desk.db)
    assert (order.customer_name, order.serial_no, order.problem) == ("张思远", "860461051258518", FAULT)
    assert (order.shelf, order.answers["liquid"], order.backup_choice) == ("A-07-3", "yes", "do_it")
    assert hands.presses <= 30, f"{hands.presses} keys from F7 to the slip"


def test_a_new_customer_with_a_new_device_takes_at_most_thirty_five_keys(page, hands):
    hands.presses = 1  # F7 opened the page
    hands.keys("13912345678")
    hands.enter()
    hands.words("单雄信")
    hands.enter()
    hands.keys("1")  # Mr
    hands.scan("SN77889900")  # nobody has it: the model is asked for
    assert page.form.editor("model").line.hasFocus()
    hands.words("红米 Note 99")
    hands.press(Qt.Key.Key_F9)  # goes on to what is missing
    assert page.form.editor("problem").focus_widget.hasFocus()
    hands.words("无法开机")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.keys("1")
    hands.enter()
    hands.keys("0")
    hands.press(Qt.Key.Key_F9)
    hands.scan("B-02-1")
    hands.press(Qt.Key.Key_F9)
    order = newest(page.desk.db)
    assert (order.customer_name, order.serial_no, order.device_title) == ("单雄信", "SN77889900", "红米 Note 99")
    assert hands.presses <= 35, f"{hands.presses} keys from F7 to the slip"


def test_everything_can_be_entered_without_a_mouse(page, hands, known_device):
    """By Enter from field to field, each one filled by keys alone."""
    typed = {
        "colour": "black", "proof": "1", "unlock_code": "2580", "symptoms": "1", "accessories": "12",
        "accessories_note": "box", "liquid": "y", "dropped": "n", "opened_before": "n", "backup_choice": "2",
        "wish": "2", "sale_stage": "1", "estimate": "300", "prepayment": "100", "method": "微信", "shelf": "A07",
    }  # fmt: skip
    hands.keys("1234")
    hands.enter()
    hands.scan("860461051258518")
    page.form.jump_to("colour")
    seen = []
    while not page.save_button.hasFocus():
        column = next(name for name, cell in page.form.cells.items() if cell.editor.focus_widget.hasFocus())
        seen.append(column)
        if column == "problem":
            hands.words(FAULT)
            hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            continue
        if column == "marks":
            hands.keys("92")
        elif column == "method":
            hands.words(typed[column])
        else:
            hands.keys(typed.get(column, ""))
        hands.enter()
    assert {"promised_at", "priority"} <= set(seen)
    hands.press(Qt.Key.Key_Space)
    order = newest(page.desk.db)
    assert (order.wish, order.estimate, order.paid) == ("exchange", Decimal("300.00"), Decimal("100.00"))
    assert (order.accessories_note, order.shelf, order.backup_choice) == ("box", "A07", "do_it")
    assert order.marks[0]["text"] == "磕碰" and order.unlock_code_kept


def test_a_new_customer_with_an_unknown_model_is_taken_in_with_it(page, hands):
    form = page.form
    hands.keys("13912345678")
    hands.enter()
    hands.words("单雄信")
    form.jump_to("serial_no")
    hands.keys("SN778899")
    hands.enter()
    form.jump_to("model")
    hands.words("红米 Note 99")
    form.editor("problem").type_text("无法开机")
    form.jump_to("symptoms")
    hands.keys("1")
    form.jump_to("accessories")
    hands.keys("0")
    form.jump_to("estimate")
    hands.keys("300")
    form.jump_to("shelf")
    hands.keys("B02")
    hands.press(Qt.Key.Key_F9)
    order = newest(page.desk.db)
    assert (order.customer_name, order.phone_masked, order.device_title) == ("单雄信", "139****5678", "红米 Note 99")
    assert (order.estimate, order.shelf, order.accessories) == (Decimal("300.00"), "B02", [])
    assert products.get(page.desk.db, order.product_model_id).needs_review


def test_what_is_missing_is_said_at_once_and_nothing_typed_is_lost(page, hands):
    hands.keys("13912345678")
    hands.press(Qt.Key.Key_F9)
    wrong = {column for column, cell in page.form.cells.items() if cell.editor.error}
    assert wrong == {"name", "serial_no", "model", "problem", "symptoms", "accessories", "shelf"}
    assert page.form.value("phone") == "13912345678"
    assert page.form.fix_bar.isVisible()


def test_no_phone_and_no_serial_number_need_a_reason(page, hands):
    form = page.form
    hands.keys("-")
    assert form.editor("no_phone_reason").line.hasFocus()
    form.jump_to("serial_no")
    hands.keys("-")
    assert form.editor("no_serial_reason").line.hasFocus()
    hands.press(Qt.Key.Key_F9)
    assert form.editor("no_phone_reason").error and form.editor("no_serial_reason").error
    assert not form.editor("phone").error


def test_a_prepayment_without_its_method_is_asked_about(page, hands, known_device, qtbot):
    fill_in(page, qtbot, known_device)
    page.form.jump_to("prepayment")
    hands.keys("100")
    hands.press(Qt.Key.Key_F9)
    assert page.form.editor("method").error
    page.form.editor("method").set_value("wechat")
    hands.press(Qt.Key.Key_F9)
    order = newest(page.desk.db)
    assert (order.money_state, order.paid) == ("prepaid", Decimal("100.00"))


def fill_in(page, qtbot, device_id, shelf="A07"):
    """Everything that has to be entered about a device that is known."""
    page.known.choose_device(device_id)
    settled(qtbot, page)
    settled(qtbot, page)
    form = page.form
    form.editor("problem").type_text(FAULT)
    form.editor("symptoms").pick(form.editor("symptoms").choices[0])
    form.editor("accessories").pick(form.editor("accessories").choices[-1])
    form.editor("shelf").type_text(shelf)


def test_several_devices_of_one_visit_are_one_intake(page, qtbot, committed, known_device, phone_model, hands):
    owner = devices.get(page.desk.db, known_device).customer_id
    second = make_device(committed, owner, phone_model, serial_no="356938035643809")
    fill_in(page, qtbot, known_device)
    page.form.editor("liquid").pick(page.form.editor("liquid").choices[0])
    page.devices.add()
    assert page.form.value("liquid") is None
    assert page.known.customer is not None and page.known.device is None
    fill_in(page, qtbot, second, "A08")
    page.devices.go_to(0)
    assert page.form.value("liquid") is True and page.form.value("shelf") == "A07"
    hands.press(Qt.Key.Key_F9)
    lines = order_lists.page(page.desk.db).rows
    assert {line.shelf for line in lines} == {"A07", "A08"}
    assert len({work_orders.get(page.desk.db, line.id).intake_id for line in lines}) == 1


def test_the_column_at_the_right_warns_without_taking_the_focus(page, qtbot, known_device, hands):
    fill_in(page, qtbot, known_device)
    hands.press(Qt.Key.Key_F9)
    page.known.choose_device(known_device)
    settled(qtbot, page)
    settled(qtbot, page)
    banner = page.side.banner.banner
    assert banner is not None and banner.kind == "danger"
    focused = QApplication.focusWidget()
    assert focused is None or page.form.isAncestorOf(focused)


def test_marks_on_the_sketch_are_put_and_named_by_keys(page, hands):
    page.form.jump_to("marks")
    hands.keys("9")
    hands.keys("2")  # dent
    hands.keys("01")
    hands.words("很深的划痕")
    hands.enter()
    marks = page.form.value("marks")
    assert [(mark["number"], mark["side"], mark["text"]) for mark in marks] == [
        (1, "front", "磕碰"),
        (2, "back", "很深的划痕"),
    ]


def test_a_pre_sale_defect_has_the_store_in_the_customers_place(page, qtbot, hands, phone_model, known_device):
    form = page.form
    form.jump_to("sale_stage")
    hands.keys("2")
    assert form.value("name") == page.desk.person.store_name
    form.editor("model").set_value(None)
    form.jump_to("model")
    hands.words("小米14")
    hands.press(Qt.Key.Key_Down)
    hands.enter()
    form.jump_to("serial_no")
    hands.keys("DEFECT01")
    form.editor("problem").type_text("外壳开裂")
    form.editor("symptoms").pick(form.editor("symptoms").choices[0])
    form.editor("accessories").pick(form.editor("accessories").choices[-1])
    form.editor("shelf").type_text("C01")
    hands.press(Qt.Key.Key_F9)
    order = newest(page.desk.db)
    assert (order.sale_stage, order.customer_id) == ("pre_sale", None)


def test_it_can_be_painted(page, qtbot, known_device, picture):
    fill_in(page, qtbot, known_device)
    page.form.editor("shelf").set_value(None)
    page.save()
    page.form.jump_to("problem")
    picture(page, "intake")
    for size in ((1290, 659), (1844, 971)):
        page.resize(*size)
        picture(page, f"intake-{size[0] + 76}")


@pytest.mark.parametrize("size", [(1290, 659), (1364, 791), (1844, 971)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_one_device_needs_no_scrolling(page, qtbot, known_device, size, language):
    """The work area of windows of 1366x768, 1440x900 and 1920x1080."""
    use_language(language)
    page.resize(*size)
    fill_in(page, qtbot, known_device)
    area = page.findChild(FormScroll)
    qtbot.waitUntil(lambda: page.form.height() <= area.viewport().height(), timeout=3000)
    page.form.editor("shelf").set_value(None)
    page.save()  # the sentence under the last field has room too
    QApplication.processEvents()
    qtbot.waitUntil(lambda: page.form.height() <= area.viewport().height(), timeout=3000)
    use_language("zh_CN")


def test_what_leads_to_more_codes_stands_behind_the_last_one(page, qtbot):
    more, editor = page.more_symptoms, page.form.editor("symptoms")
    for width in (1364, 1290, 1844):
        page.resize(width, 791)
        qtbot.waitUntil(lambda: more.isVisible() and more.x() > editor.choices[-1].geometry().right())


def test_tab_goes_through_the_fields_as_they_are_read(page, qtbot, hands):
    shown = [column for column, cell in page.form.cells.items() if not cell.isHidden() and cell.isVisible()]
    seen = []
    page.form.jump_to("phone")
    for _time in range(3 * len(shown)):
        focused = QApplication.focusWidget()
        column = next((name for name in shown if page.form.editor(name).focus_widget is focused), None)
        if column == shown[-1]:
            break
        if column is not None:
            seen.append(column)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert [*seen, shown[-1]] == shown


def test_in_a_low_window_the_sketch_unfolds_while_it_has_the_focus(page, qtbot, hands):
    page.resize(1290, 659)
    editor = page.form.editor("marks")
    qtbot.waitUntil(lambda: editor.sketch.folded)
    page.form.jump_to("marks")
    qtbot.waitUntil(editor.unfolded.isVisible)
    hands.keys("92")
    assert editor.unfolded.isVisible() and editor.value()[0]["text"] == "磕碰"
    hands.enter()
    qtbot.waitUntil(lambda: not editor.unfolded.isVisible())
    assert page.form.editor("liquid").focus_widget.hasFocus()


def test_photos_follow_the_saved_order_and_the_devices_are_told_apart(page, qtbot, hands, known_device, tmp_path):
    image = QImage(2400, 1800, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(tmp_path / "dent.png"))
    fill_in(page, qtbot, known_device)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "dent.png"))])
    page.photos.add(photos.from_mime(mime))
    assert page.form.editor("marks").photo_count == 1
    hands.press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not page.photos.sender.busy)
    held = attachments.of_order(page.desk.db, newest(page.desk.db).id)
    assert [one.kind for one in held] == ["photo_in"]
    assert held[0].size <= 400_000 and held[0].thumbnail


@pytest.fixture
def printed(page, tmp_path, qtbot):
    """Slips go to a receipt printer that is a file, labels to another one; receipts have no route."""
    targets = {"intake": ("80mm", tmp_path / "slip"), "label": ("60x40", tmp_path / "label")}

    def routes(paper):
        if paper not in targets:
            return None
        media, path = targets[paper]
        return Route(Target("file", str(path), dots=576 if media == "80mm" else 479), media, "zh")

    def log(job):
        job.make.printed(job)

    page.desk.printing = Printing(page.desk.background, routes, log)
    for _media, path in targets.values():
        path.write_bytes(b"")
    yield {paper: path for paper, (_media, path) in targets.items()}
    page.desk.printing.close()


def test_the_slip_and_the_label_are_printed_silently_and_logged(page, qtbot, hands, known_device, printed):
    fill_in(page, qtbot, known_device)
    hands.press(Qt.Key.Key_F9)
    jobs = page.desk.printing.jobs
    qtbot.waitUntil(lambda: len(jobs) == 2 and all(job.state == "done" for job in jobs), timeout=20_000)
    assert all(path.stat().st_size > 1000 for path in printed.values())
    order = newest(page.desk.db)
    qtbot.waitUntil(lambda: len(print_routes.history(page.desk.db, order.id)) == 2, timeout=10_000)
    assert {one.document for one in print_routes.history(page.desk.db, order.id)} == {"intake", "label"}


def test_several_devices_get_one_slip_and_a_label_each(
    page, qtbot, hands, committed, known_device, phone_model, printed
):
    owner = devices.get(page.desk.db, known_device).customer_id
    second = make_device(committed, owner, phone_model, serial_no="356938035643809")
    fill_in(page, qtbot, known_device)
    page.devices.add()
    fill_in(page, qtbot, second, "A08")
    hands.press(Qt.Key.Key_F9)
    jobs = page.desk.printing.jobs
    qtbot.waitUntil(lambda: len(jobs) == 3 and all(job.state == "done" for job in jobs), timeout=60_000)
    assert sorted(job.paper for job in jobs) == ["intake", "label", "label"]
    orders = [line.id for line in order_lists.page(page.desk.db).rows]
    qtbot.waitUntil(lambda: all(len(print_routes.history(page.desk.db, one)) == 2 for one in orders), timeout=60_000)
    assert [print_routes.printed_before(page.desk.db, one, "intake") for one in orders] == [1, 1]


def test_without_a_printer_the_slip_is_shown(page, qtbot, hands, known_device, monkeypatch):
    monkeypatch.setattr("services.printing.printers", list)
    page.desk.printing = Printing(page.desk.background, lambda paper: None, lambda job: None)
    fill_in(page, qtbot, known_device)
    hands.press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(page.window().findChildren(PreviewDialog)), timeout=20_000)
    dialog = page.window().findChildren(PreviewDialog)[0]
    qtbot.waitUntil(lambda: bool(dialog.pages), timeout=20_000)
    dialog.reject()
    page.desk.printing.close()


def test_what_was_typed_comes_back_after_a_crash(desk_of, show, qtbot, tmp_path, known_device):
    desk = desk_of("na")
    desk.drafts = Drafts(DraftStore(tmp_path, "na", "test", "open the shop 9"), desk.background)
    first = show(IntakePage(desk), 1364, 791)
    fill_in(first, qtbot, known_device)
    first.devices.add()
    first.form.editor("problem").type_text("第二台的故障")
    with qtbot.waitSignal(first.draft.keeper.kept):
        first.draft.keeper.keep()
    second = show(IntakePage(desk), 1364, 791)
    qtbot.waitUntil(lambda: second.form.value("problem") == "第二台的故障", timeout=5000)
    settled(qtbot, second)
    second.devices.go_to(0)
    settled(qtbot, second)
    assert second.form.value("problem") == FAULT
    assert second.known.customer is not None and second.known.customer.name == "张思远"


def test_after_saving_the_page_is_fresh_everywhere(page, qtbot, hands, known_device):
    fresh = state_of(page)
    fill_in(page, qtbot, known_device)
    for column in ("phone", "serial_no"):
        assert page.form.cells[column].note.text()
    page.form.editor("estimate").type_text("300")
    hands.press(Qt.Key.Key_F9)
    assert state_of(page) == fresh
    assert page.form.editor("phone").line.hasFocus()
    assert page.saved_link.isVisible() and not page.unsaved()


def state_of(page):
    """What is entered, noted, locked and shown beside."""
    cells = {
        column: (cell.note.text(), cell.sentence.words.text(), cell.editor.locked, cell.editor.raw(), cell.isHidden())
        for column, cell in page.form.cells.items()
    }
    side = page.side
    cards = [card.isVisible() for card in (side.empty, side.customer, side.warranty, side.similar)]
    return cells, cards, side.banner.banner, page.form.touched, len(page.devices.entries)


def test_an_answer_that_comes_after_saving_is_dropped(page, qtbot, hands, known_device):
    fill_in(page, qtbot, known_device)
    owner = page.known.customer.id
    hands.press(Qt.Key.Key_F9)
    fresh = state_of(page)
    page.known.choose_customer(owner)
    page.known.choose_device(known_device)
    page.start_anew()
    settled(qtbot, page)
    assert state_of(page) == fresh


def test_saving_waits_for_a_look_up_on_its_way(page, qtbot, hands, known_device):
    fill_in(page, qtbot, known_device)
    page.known.serial.line.clear()
    page.known.serial.look_up("860461051258518")
    assert page.known.device is None
    page.save()
    hands.wait()
    assert newest(page.desk.db).device_id == known_device


def test_the_owner_of_a_device_goes_with_it_unless_he_was_chosen(page, qtbot, hands, known_device):
    hands.scan("860461051258518")
    assert page.known.customer is not None
    page.form.jump_to("serial_no")
    hands.scan("SN77889900")
    assert page.known.customer is None and page.form.editor("phone").line.text() == ""
    page.form.jump_to("phone")
    hands.keys("1234")
    hands.enter()
    hands.scan("860461051258518")
    page.form.jump_to("serial_no")
    hands.scan("SN77889900")
    assert page.known.customer is not None


def test_a_device_of_somebody_else_is_pointed_out(page, qtbot, hands, committed, known_device):
    make_customer(committed, "李四", "13800009999")
    hands.keys("9999")
    hands.enter()
    hands.scan("860461051258518")
    assert page.known.customer.name == "李四"
    assert "张思远" in say(page.side.banner.banner.sentence)


def test_a_text_that_is_too_long_is_kept_and_said_at_its_field(page, qtbot, hands, known_device):
    fill_in(page, qtbot, known_device)
    page.form.editor("problem").type_text("屏" * 10_000)
    hands.press(Qt.Key.Key_F9)
    assert "6000" in page.form.cells["problem"].sentence.words.text()
    assert page.form.editor("problem").focus_widget.hasFocus()
    assert len(page.form.value("problem")) == 10_000


def test_f9_twice_saves_once(page, qtbot, hands, known_device):
    fill_in(page, qtbot, known_device)
    page.save()
    page.save()
    hands.wait()
    assert len(order_lists.page(page.desk.db).rows) == 1


def test_a_save_whose_answer_was_lost_is_never_done_twice(page, qtbot, hands, known_device, monkeypatch):
    real, lost = counter.take_in, []

    def take_in(db, visit, request):
        opened = real(db, visit, request)
        if not lost:
            lost.append(opened)
            raise OutcomeUnknown
        return opened

    monkeypatch.setattr(counter, "take_in", take_in)
    fill_in(page, qtbot, known_device)
    hands.press(Qt.Key.Key_F9)
    assert page.unsaved() and page.messages.worst()[1].kind == "danger"
    page.form.editor("problem").type_text("充电也没有反应")
    hands.press(Qt.Key.Key_F9)
    assert len(order_lists.page(page.desk.db).rows) == 1
    assert newest(page.desk.db).problem == FAULT
    assert page.messages.worst()[0] == "changed_since"  # the change since then is not in it, and that is said


def test_what_is_typed_while_saving_is_said_to_be_missing(page, qtbot, hands, known_device):
    fill_in(page, qtbot, known_device)
    page.save()
    page.form.editor("problem").type_text("充电也没有反应")
    hands.wait()
    assert newest(page.desk.db).problem == FAULT
    assert page.messages.worst()[0] == "changed_since"


@pytest.mark.parametrize(("key", "left"), [("7", "7"), (Qt.Key.Key_Backspace, "")])
def test_typing_over_a_masked_number_begins_a_new_one(page, hands, known_device, key, left):
    hands.keys("1234")
    hands.enter()
    page.form.jump_to("phone")
    page.form.editor("phone").line.end(False)
    hands.keys(key) if isinstance(key, str) else hands.press(key)
    assert page.known.customer is None
    assert page.form.editor("phone").line.text() == left


def test_a_draft_that_is_given_up_leaves_nothing_on_the_page(desk_of, show, qtbot, tmp_path, known_device):
    desk = desk_of("na")
    desk.drafts = Drafts(DraftStore(tmp_path, "na", "test", "open the shop 9"), desk.background)
    page = show(IntakePage(desk), 1364, 791)
    fresh = state_of(page)
    fill_in(page, qtbot, known_device)
    page.draft.keeper.drop()
    settled(qtbot, page)
    assert state_of(page) == fresh


def test_another_order_begins_like_the_last_one(page, qtbot, hands, known_device):
    fill_in(page, qtbot, known_device)
    hands.press(Qt.Key.Key_F9)
    hands.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.form.value("problem") == FAULT
    assert page.known.customer is not None and page.known.device is None


def test_a_scan_goes_to_the_serial_number_from_wherever_the_focus_is(page, hands, known_device):
    page.form.jump_to("phone")
    hands.scan("860461051258518")
    assert page.known.device is not None and page.known.customer is not None
    assert page.form.editor("problem").focus_widget.hasFocus()
    assert not page.take_scan("W2611-00001")

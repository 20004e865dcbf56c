"""Intake by keyboard alone: looking up, filling in, what follows; through the widgets a person uses."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services import products
from services.texts import N_
from tests.ui.conftest import settled
from tests.ui.work_orders.intake_filling import FAULT, fill_in, newest
from ui.kit.form_scroll import FormScroll
from ui.kit.words import use_language


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
    assert page.form.editor("shelf").line.hasFocus() and page.form.cells["shelf"].error
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
    qtbot.waitUntil(lambda: not page.form.tight, timeout=3000)
    page.form.editor("shelf").set_value(None)
    page.save()  # the sentence under the last field has room too
    QApplication.processEvents()
    qtbot.waitUntil(lambda: page.form.height() <= area.viewport().height(), timeout=3000)
    use_language("zh_CN")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_banner_does_not_make_the_form_scroll(page, qtbot, known_device, language):
    """On the smallest screen, where the connection is lost or an update waits."""
    use_language(language)
    page.resize(1290, 659)
    fill_in(page, qtbot, known_device)
    page.messages.show("warning", N_("Somebody else changed it meanwhile."), N_("With these"), key="sample")
    area = page.findChild(FormScroll)
    qtbot.waitUntil(lambda: page.form.height() <= area.viewport().height(), timeout=3000)
    assert page.form.tight
    page.messages.clear("sample")
    qtbot.waitUntil(lambda: not page.form.tight and page.form.compact, timeout=3000)
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


@pytest.mark.parametrize(("key", "left"), [("7", "7"), (Qt.Key.Key_Backspace, "")])
def test_typing_over_a_masked_number_begins_a_new_one(page, hands, known_device, key, left):
    hands.keys("1234")
    hands.enter()
    page.form.jump_to("phone")
    page.form.editor("phone").line.end(False)
    hands.keys(key) if isinstance(key, str) else hands.press(key)
    assert page.known.customer is None
    assert page.form.editor("phone").line.text() == left


def test_a_scan_goes_to_the_serial_number_from_wherever_the_focus_is(page, hands, known_device):
    page.form.jump_to("phone")
    hands.scan("860461051258518")
    assert page.known.device is not None and page.known.customer is not None
    assert page.form.editor("problem").focus_widget.hasFocus()
    assert not page.take_scan("W2611-00001")

"""Intake saved once whatever happens on the way, and what follows: papers, photos, drafts, an empty page."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from sqlalchemy import text

from services import attachments, counter, devices, order_lists, print_routes, work_orders
from services.errors import OutcomeUnknown
from services.printing import Target
from tests.customer_samples import make_device
from tests.hostile.strings import HOSTILE
from tests.ui.conftest import settled
from tests.ui.work_orders.intake_filling import FAULT, fill_in, newest, state_of
from ui.kit import photos
from ui.kit.draft_store import DraftStore
from ui.kit.drafts import Drafts
from ui.kit.print_preview import PreviewDialog
from ui.kit.printing import Printing, Route
from ui.work_orders.intake_page import IntakePage

# Those that fit into the shortest of the fields.
WORDS = [typed for typed in HOSTILE if typed.isprintable() and typed.strip() == typed and len(typed) <= 80][::9]


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


@pytest.mark.parametrize("typed", WORDS, ids=range(len(WORDS)))
def test_words_among_the_further_fields_are_kept_to_the_letter(page, qtbot, hands, known_device, committed, typed):
    fill_in(page, qtbot, known_device)
    page.toggle_more()
    further = ("loan_unit", "condition_note", "instructions")
    for column in (*further, "brought_by"):
        page.form.editor(column).type_text(typed)
    hands.press(Qt.Key.Key_F9)
    order = newest(page.desk.db)
    assert [getattr(order, column) for column in further] == [typed] * 3
    assert committed.scalar(text("select brought_by from intake where id = :id"), {"id": order.intake_id}) == typed


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
        assert page.form.cells[column].note
    page.form.editor("estimate").type_text("300")
    hands.press(Qt.Key.Key_F9)
    assert state_of(page) == fresh
    assert page.form.editor("phone").line.hasFocus()
    assert page.saved_link.isVisible() and not page.unsaved()


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


def test_a_text_that_is_too_long_is_kept_and_said_at_its_field(page, qtbot, hands, known_device):
    fill_in(page, qtbot, known_device)
    page.form.editor("problem").type_text("屏" * 10_000)
    hands.press(Qt.Key.Key_F9)
    assert "6000" in page.form.cells["problem"].error
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

"""The leaves of an order's page come when somebody looks at them, and none of them misses anything by that."""

from decimal import Decimal

import pytest
from PySide6.QtGui import QColor, QImage

from services import attachments, order_lines, work_orders
from services.ids import new_id
from tests.people import known
from tests.ui.conftest import settled
from tests.work_order_samples import customer_with_device, step, take_in
from ui.kit.draft_store import DraftStore
from ui.kit.drafts import Drafts
from ui.kit.leaf_tabs import LeafTabs
from ui.kit.photos import Photo
from ui.kit.words import use_language
from ui.work_orders.diagnosis_leaf import DiagnosisLeaf
from ui.work_orders.order_page import LEAVES, OrderPage
from ui.work_orders.quote_leaf import QuoteLeaf


@pytest.fixture
def order_id(committed, people):
    customer, device = customer_with_device(committed, name="张思远", phone="13800001234")
    return take_in(people("na"), customer, device, estimate=Decimal("300.00"), problem="屏幕黑了").orders[0].id


@pytest.fixture
def page_of(desk_of, show, order_id):
    def make(login="na", **how):
        return show(OrderPage(desk_of(login)), 1364, 791, record_id=order_id, **how)

    return make


def choose(page, name):
    """Pick a leaf as a person does."""
    page.findChild(LeafTabs)._leaves[name].click()


def test_an_order_opens_with_the_one_leaf_that_is_shown(page_of):
    page = page_of()
    assert page.tabs.current() == page.leaves.current() == "facts"
    assert page.leaves.made() == ["facts"]
    assert not page.findChildren(QuoteLeaf) and not page.findChildren(DiagnosisLeaf)
    assert not page.unsaved()


def test_every_leaf_comes_when_it_is_chosen_and_shows_the_order(page_of, qtbot, people, order_id):
    na = people("na")
    order_lines.add(
        na, new_id(), order_id, {"kind": "labour", "name": "清洗", "unit_price": Decimal("80.00")}, new_id()
    )
    page = page_of()
    for name, _text in LEAVES[:-1]:
        choose(page, name)
        settled(qtbot, page)
        assert page.leaves.current() == name and page.leaves.leaf(name).isVisible()
    assert page.quote.table.model().rowCount() == 1
    assert page.diagnosis.order.id == order_id
    assert page.told.form.value("about") == "delay"


def test_what_others_did_before_a_leaf_was_looked_at_is_in_it(page_of, qtbot, people, order_id):
    page = page_of()
    zhou = people("zhou")
    work_orders.change(zhou, work_orders.get(zhou, order_id), {"findings": "主板进水"}, new_id())
    page.changed("work_order", [order_id])
    settled(qtbot, page)
    choose(page, "diagnosis")
    assert page.diagnosis.form.value("findings") == "主板进水"
    page.diagnosis.form.editor("advice").type_text("请勿充电")
    page.diagnosis.button.click()
    qtbot.waitUntil(lambda: work_orders.get(zhou, order_id).advice == "请勿充电", timeout=10_000)
    assert work_orders.get(zhou, order_id).findings == "主板进水"


def test_a_finding_typed_before_the_program_ended_comes_up_by_itself(
    desk_of, show, qtbot, order_id, tmp_path, background
):
    def start():
        desk = desk_of("na")
        desk.drafts = Drafts(DraftStore(tmp_path, "na", "here", "open the shop 9"), background)
        return show(OrderPage(desk), 1364, 791, record_id=order_id)

    page = start()
    choose(page, "diagnosis")
    with qtbot.waitSignal(page.keeper.kept, timeout=20_000):
        page.diagnosis.form.editor("findings").type_text("排线断裂")
    again = start()
    qtbot.waitUntil(lambda: again.leaves.current() == "diagnosis", timeout=10_000)
    qtbot.waitUntil(lambda: again.diagnosis.form.touched, timeout=10_000)
    assert again.diagnosis.form.value("findings") == "排线断裂" and again.unsaved()


def test_a_finished_orders_diagnosis_is_locked_when_it_is_first_looked_at(page_of, people, order_id):
    step(people("na"), order_id, "cancel", reason_code="customer_changed_mind")
    page = page_of()
    choose(page, "diagnosis")
    assert page.diagnosis.form.editor("findings").locked and not page.diagnosis.button.isVisible()


def test_a_photo_is_sent_while_another_leaf_is_in_front(page_of, qtbot, people, order_id, tmp_path):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(tmp_path / "one.jpg"))
    page = page_of()
    page.work.add_photos([Photo("one.jpg", tmp_path / "one.jpg")])
    qtbot.waitUntil(lambda: len(attachments.of_order(people("na"), order_id)) == 1, timeout=10_000)
    settled(qtbot, page)
    assert page.leaves.current() == "facts"
    choose(page, "photos")
    qtbot.waitUntil(lambda: page.photos.list.count() == 1)


def test_saving_the_diagnosis_where_nobody_looked_at_it_does_nothing(page_of, people, order_id):
    page = page_of()
    before = work_orders.get(people("na"), order_id).version
    page.findChild(type(page.actions()[0]), "action_save").trigger()
    assert "diagnosis" not in page.leaves.made()
    assert work_orders.get(people("na"), order_id).version == before


def test_a_leaf_made_after_the_language_was_switched_speaks_it(page_of):
    page = page_of()
    use_language("en")
    try:
        choose(page, "quote")
        assert page.quote.offer_button.text() == "Make a quote of these lines"
    finally:
        use_language("zh_CN")
    assert page.quote.offer_button.text() != "Make a quote of these lines"


def test_assigned_technicians_begin_at_the_diagnosis(page_of, people, order_id):
    step(people("na"), order_id, "assign", technician_id=known("tang"))
    page = page_of("tang")
    assert page.leaves.made() == ["diagnosis"]
    assert page.diagnosis.form.editor("fault_code").options

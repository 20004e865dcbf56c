"""A person's own views on the list of orders and on the board."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from services import saved_views
from services.ids import new_id
from tests.people import known
from tests.ui.conftest import settled
from tests.ui.work_orders.test_order_page import dialog_of
from tests.work_order_samples import bring_to, customer_with_device, take_in
from ui.work_orders.list_page import OrdersPage


@pytest.fixture
def orders(committed, people):
    made = []
    for place, (name, state) in enumerate((("钱多多", None), ("单雄信", "assigned"), ("欧阳敏", "repairing"))):
        customer, device = customer_with_device(committed, name=name, phone=f"1380000{place + 1000}")
        made.append(take_in(people("na"), customer, device).orders[0].id)
        if state is not None:
            bring_to(people, made[-1], state)
    return made


@pytest.fixture
def page(desk_of, show, orders):
    return show(OrdersPage(desk_of("na")), 1364, 791)


def keep(qtbot, page, name):
    page.own.keep.click()
    dialog = dialog_of(qtbot, page)
    dialog.form.set_value("name", name)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.own.current() is not None and page.own.current().name == name, timeout=10_000)


def shown(page):
    return {row.customer_name for row in page.pane.model.rows()}


def tabs(page):
    return [page.own.views[name].name for name in page.pane.views._tabs if name in page.own.views]


def is_off(page, column):
    model = page.pane.model
    return page.pane.view.isColumnHidden([one.name for one in model.columns].index(column))


def narrow(qtbot, page):
    page.filters.technician._choose(known("tang"))
    page.pane.view.show_column("serial_no", True)
    page.pane.model.sort_key, page.pane.model.descending = "promised", True
    qtbot.waitUntil(lambda: shown(page) == {"单雄信", "欧阳敏"}, timeout=10_000)


def test_filters_columns_and_sorting_come_back_with_the_view(page, qtbot, desk_of, show):
    narrow(qtbot, page)
    keep(qtbot, page, "唐师傅的单")
    page.show_view("open")
    qtbot.waitUntil(lambda: len(shown(page)) == 3, timeout=10_000)
    assert page.filters.technician.value is None
    assert is_off(page, "serial_no")
    assert not page.own.more.isVisible()
    # Another workstation: nothing is kept on this PC.
    other = show(OrdersPage(desk_of("na")), 1364, 791)
    qtbot.waitUntil(lambda: bool(other.own.views), timeout=10_000)
    other.own.choose(next(iter(other.own.views)))
    qtbot.waitUntil(lambda: shown(other) == {"单雄信", "欧阳敏"}, timeout=10_000)
    assert not is_off(other, "serial_no")
    assert (other.pane.model.sort_key, other.pane.model.descending) == ("promised", True)
    assert other.filters.technician.value == known("tang")
    settled(qtbot, other)
    assert other.pane.views._tabs[other.pane.views.current()].count == 2


def test_a_view_of_the_board_opens_the_board(page, qtbot):
    page.show_board(True)
    keep(qtbot, page, "看板")
    page.show_view("open")
    page.show_board(False)
    page.own.choose(next(iter(page.own.views)))
    assert page.stack.currentWidget() is page.board
    qtbot.waitUntil(lambda: bool(page.board.lists["repairing"].cards.rows), timeout=10_000)


def act(qtbot, page, entry):
    """Choose an entry of the menu behind '…'."""
    page.own.more.click()
    menu = next(menu for menu in page.findChildren(QMenu, "menu_view") if menu.isVisible())
    menu.findChild(QAction, f"action_view_{entry}").trigger()
    menu.close()
    settled(qtbot, page)


def test_views_are_renamed_moved_changed_and_deleted(page, qtbot):
    keep(qtbot, page, "早班")
    narrow(qtbot, page)
    keep(qtbot, page, "晚班")
    assert tabs(page) == ["早班", "晚班"]
    act(qtbot, page, "left")
    assert tabs(page) == ["晚班", "早班"]
    act(qtbot, page, "rename")
    dialog = dialog_of(qtbot, page)
    dialog.form.set_value("name", "夜班")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: tabs(page) == ["夜班", "早班"], timeout=10_000)
    page.clear_filters()
    act(qtbot, page, "redefine")
    assert "technician_id" not in page.own.current().definition["filters"]
    act(qtbot, page, "share")
    assert page.own.current().shared
    act(qtbot, page, "delete")
    qtbot.waitUntil(lambda: tabs(page) == ["早班"], timeout=10_000)
    assert page.pane.views.current() == "open"


def test_a_shared_view_that_holds_nonsense_shows_what_it_can(page, qtbot, people):
    nonsense = {
        "filters": {"view": "nowhere", "states": ["flying"], "stores": ["x"], "opened_from": 7, "priority": [1]},
        "columns": {"hidden": [1], "widths": {"number": "wide"}},
        "sort": "random()",
    }
    saved_views.save(people("zhou"), "orders", "怪", nonsense, new_id(), shared=True)
    page.own.load()
    qtbot.waitUntil(lambda: bool(page.own.views), timeout=10_000)
    [name] = page.own.views
    page.own.choose(name)
    qtbot.waitUntil(lambda: len(shown(page)) == 3, timeout=10_000)
    assert page.own.filters_of(page.own.views[name])["view"] == "open"
    page.own._open_menu(name, QPoint())
    assert not page.own.more.isVisible()


def test_own_views_can_be_painted(page, qtbot, picture):
    narrow(qtbot, page)
    for name in ("唐师傅", "杭州西湖门店所有已过保并且客户还没有回复的工单"):
        keep(qtbot, page, name)
    settled(qtbot, page)
    picture(page, "own-views")
    page.own.keep.click()
    picture(dialog_of(qtbot, page), "own-views-name")

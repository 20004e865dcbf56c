"""The list of orders and the board: views, filters, live rows, steps by key and by dropping a card."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from services import order_steps_many, payments, work_orders
from services.ids import new_id
from services.order_lists import BOARD_STATES, Column, Wanted
from tests.people import known
from tests.ui.conftest import settled
from tests.ui.work_orders.test_order_page import dialog_of
from tests.work_order_samples import bring_to, customer_with_device, step, take_in
from ui.kit.words import use_language
from ui.work_orders.list_page import OrdersPage

NAMES = ("钱多多", "单雄信", "欧阳敏", "李晓雯", "吴美玲", "邓超", "陈静", "马超")
FAULTS = (
    "键盘三个键失灵",
    "卡纸，搓纸轮磨损",
    "门缝漏水",
    "闪屏，二十分钟后出现",
    "不制冷，风扇响",
    "无图像有声音",
    "扬声器破音",
    "排水报 E03",
)


@pytest.fixture
def orders(committed, people):
    """Eight orders of the Xihu store in different states."""
    na = people("na")
    made = []
    for place, (name, fault) in enumerate(zip(NAMES, FAULTS, strict=True)):
        customer, device = customer_with_device(committed, name=name, phone=f"1380000{place + 1000}")
        opened = take_in(na, customer, device, problem=fault, estimate=Decimal("300.00"), shelf=f"A{place:02d}")
        made.append(opened.orders[0].id)
    states = (None, "assigned", "diagnosing", "repairing", "testing", "completed", None, "delivered")
    for order_id, state in zip(made, states, strict=True):
        if state is not None:
            bring_to(people, order_id, state)
    return made


@pytest.fixture
def page(desk_of, show, orders):
    return show(OrdersPage(desk_of("na")), 1364, 791)


def numbers(page):
    return {row.customer_name for row in page.pane.model.rows()}


def test_a_view_shows_what_its_count_says(page, qtbot):
    assert numbers(page) == set(NAMES) - {"马超", "邓超"}
    page.show_view("not_told")
    qtbot.waitUntil(lambda: numbers(page) == {"邓超"})
    page.show_view("unassigned")
    qtbot.waitUntil(lambda: len(page.pane.model.rows()) == 2)
    settled(qtbot, page)
    assert page.pane.views._tabs["unassigned"].count == 2


def test_a_filter_narrows_the_list_and_can_be_cleared(page, qtbot):
    page.filters.technician.set_value(known("tang"))
    page._filtered()
    qtbot.waitUntil(lambda: len(page.pane.model.rows()) == 4)
    page.filters.clear.click()
    qtbot.waitUntil(lambda: len(page.pane.model.rows()) == 6)


def test_the_quick_filter_finds_by_name(page, qtbot):
    page.pane.focus_filter()
    qtbot.keyClicks(page.pane.filter, "1002")
    qtbot.waitUntil(lambda: numbers(page) == {"欧阳敏"}, timeout=5000)


def test_several_orders_are_given_to_one_technician(page, qtbot, orders):
    page.show_view("unassigned")
    qtbot.waitUntil(lambda: len(page.pane.model.rows()) == 2)
    for row in (0, 1):
        page.pane.model.tick(row)
    page.assign(page.chosen())
    dialog = dialog_of(qtbot, page)
    dialog.form.editor("technician_id").set_value(known("wu"))
    dialog.commit()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 0, timeout=10_000)
    assert work_orders.get(page.desk.db, orders[0]).technician_name == "吴敏"


def offered(page, name):
    menu = next(menu for menu in page.findChildren(QMenu, "menu_steps") if menu.isVisible())
    return menu, menu.findChild(QAction, f"action_step_{name}")


def test_a_step_is_taken_with_those_that_can_and_the_others_are_named(page, qtbot, orders):
    page.show_view("open")
    qtbot.waitUntil(lambda: len(page.pane.model.rows()) == 6)
    for row in range(6):
        page.pane.model.tick(row)
    page.next_step(page.chosen())
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in page.findChildren(QMenu, "menu_steps")), timeout=10_000)
    menu, action = offered(page, "reassign")
    assert action.text().endswith("4/6")
    assert menu.findChild(QAction, "action_step_deliver") is None
    action.trigger()
    menu.close()
    dialog = dialog_of(qtbot, page)
    qtbot.waitUntil(lambda: dialog.left_out.model().rowCount() == 2)
    assert {row.why for row in dialog.left_out.model().rows()} == {"当前为“已受理”，不能执行此步。"}
    qtbot.waitUntil(lambda: len(dialog.able.model().ticked_rows()) == 4)
    dialog.able.model().tick(0)
    unticked = dialog.able.model().row(0).id
    assert "3" in dialog.detail.text()
    dialog.form.editor("technician_id").set_value(known("wu"))
    dialog.commit()
    settled(qtbot, page)
    given = {one: work_orders.get(page.desk.db, one).technician_name for one in orders[1:5]}
    assert given == {one: "唐卫" if one == unticked else "吴敏" for one in orders[1:5]}
    assert page.pane.model.ticked_rows() == []


def test_an_order_that_moved_meanwhile_is_named_with_the_reason(page, qtbot, orders, people, picture):
    standing = order_steps_many.read(page.desk.db, orders[:2])
    choice = next(one for one in order_steps_many.choices(standing) if one.step.action == "cancel")
    step(people("na"), orders[0], "assign", technician_id=known("wu"))
    page.many.take(choice)
    dialog = dialog_of(qtbot, page)
    dialog.form.set_value("reason_code", dialog.form.editor("reason_code").options[0].value)
    dialog.commit()
    qtbot.waitUntil(lambda: dialog.left_out.model().rowCount() == 1, timeout=10_000)
    assert dialog.left_out.model().row(0).id == orders[0]
    assert dialog.do.isHidden()
    assert work_orders.get(page.desk.db, orders[1]).work_state == "cancelled"
    assert work_orders.get(page.desk.db, orders[0]).work_state == "assigned"
    picture(dialog, "many-outcome")


def test_a_row_changed_elsewhere_is_replaced_in_place(page, qtbot, orders, people):
    step(people("zhou"), orders[0], "assign", technician_id=known("tang"))
    page.changed("work_order", [orders[0]])
    qtbot.waitUntil(
        lambda: next(row for row in page.pane.model.rows() if row.id == orders[0]).technician_name == "唐卫"
    )


def test_a_new_order_waits_in_the_strip(page, qtbot, committed, people):
    customer, device = customer_with_device(committed, name="任晴")
    other, elsewhere = customer_with_device(committed, name="何佳")
    fresh = take_in(people("na"), customer, device).orders[0].id
    away = take_in(people("min"), other, elsewhere, store=known("store binjiang")).orders[0].id
    page.changed("work_order", [fresh, away])
    qtbot.waitUntil(page.pane.strip.isVisible)
    assert page.pane._newer == 1
    page.pane.reload()
    qtbot.waitUntil(lambda: "任晴" in numbers(page))


def test_a_card_dropped_on_another_column_takes_the_step_or_says_what_is_missing(page, qtbot, orders):
    page.show_board(True)
    qtbot.waitUntil(lambda: bool(page.board.lists["received"].cards.rows))
    page.board.drop(str(orders[0]), "completed")
    qtbot.waitUntil(lambda: page.messages.worst() is not None)
    page.messages.clear()
    page.board.drop(str(orders[0]), "assigned")
    dialog = dialog_of(qtbot, page)
    dialog.form.editor("technician_id").set_value(known("tang"))
    dialog.commit()
    qtbot.waitUntil(lambda: len(page.board.lists["assigned"].cards.rows) == 2)


def test_the_board_is_walked_by_keys(page, qtbot, opened):
    page.show_board(True)
    qtbot.waitUntil(lambda: bool(page.board.lists["received"].cards.rows))
    page.board.lists["received"].setFocus()
    qtbot.keyClick(page.board.lists["received"], Qt.Key.Key_Right)
    assert page.board.current_row().work_state == "assigned"
    qtbot.keyClick(page.board.lists["assigned"], Qt.Key.Key_Return)
    assert opened[-1][0] == "work_order"


def test_it_can_be_painted(page, qtbot, orders, people, committed, picture):
    payments.take(people("na"), new_id(), orders[3], "cash", Decimal("100.00"), request=new_id())
    from sqlalchemy import text

    for place, order_id in enumerate(orders):
        committed.execute(
            text("update work_order set opened_at = :opened, promised_at = :promised where id = :id"),
            {
                "id": order_id,
                "opened": page.desk.now() - timedelta(days=place + 1, hours=3),
                "promised": page.desk.now() + timedelta(hours=(place - 2) * 9),
            },
        )
    page.show_view("all")
    settled(qtbot, page)
    qtbot.waitUntil(lambda: len(page.pane.model.rows()) == 8)
    for row in (2, 4):
        page.pane.model.tick(row)
    page.pane.view.setCurrentIndex(page.pane.model.index(4, 1))
    page.pane.view.setFocus()
    picture(page, "list")
    page.show_board(True)
    qtbot.waitUntil(lambda: bool(page.board.lists["received"].cards.rows))
    picture(page, "board")
    rows = page.board.lists["received"].cards.rows
    page.board.tell([Column(state, rows, len(rows)) for state in BOARD_STATES], page.desk.now())
    page.resize(1290, 659)
    picture(page, "board-1366")
    page.show_board(False)
    picture(page, "list-1366")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nine_full_columns_fit_the_smallest_screen(page, qtbot, language):
    use_language(language)
    page.resize(1290, 659)
    page.show_board(True)
    qtbot.waitUntil(lambda: bool(page.board.lists["received"].cards.rows))
    rows = page.board.lists["received"].cards.rows
    page.board.tell([Column(state, rows, len(rows)) for state in BOARD_STATES], page.desk.now())
    qtbot.waitUntil(lambda: page.board.horizontalScrollBar().maximum() == 0)
    use_language("zh_CN")


def test_the_orders_behind_a_figure_are_shown_until_the_filter_is_cleared(page, qtbot):
    page.shown(wanted=Wanted(view="all", states=("repairing", "testing")))
    qtbot.waitUntil(lambda: len(page.pane.model.rows()) == 2)
    assert page.filters.clear.isVisible()
    page.filters.clear.click()
    qtbot.waitUntil(lambda: len(page.pane.model.rows()) == 8)

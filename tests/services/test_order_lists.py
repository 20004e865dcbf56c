"""Lists, views, the board and search show each person the orders of his own."""

from datetime import UTC, datetime, timedelta

import pytest

from services import order_lines, order_lists, search, work_orders
from services.ids import new_id
from services.order_lists import Wanted
from tests.customer_samples import make_device
from tests.people import known
from tests.work_order_samples import bring_to, customer_with_device, step, take_in

BINJIANG = known("store binjiang")


@pytest.fixture
def orders(login, superuser):
    """Three orders at Xihu (one assigned to Tang, one ready), one at Binjiang; by a name each."""
    customer, device = customer_with_device(superuser, name="欧阳小雨", phone="13912340417")
    second = make_device(superuser, customer, serial_no="IMEI8605180012")
    made = {
        "new": take_in(login("na"), customer, device, problem="听筒没有声音").orders[0],
        "assigned": take_in(login("na"), customer, second, problem="充电很慢").orders[0],
        "ready": take_in(login("na"), customer, device).orders[0],
        "binjiang": take_in(login("min"), customer, device, store=BINJIANG).orders[0],
    }
    step(login("na"), made["assigned"].id, "assign", technician_id=known("tang"))
    bring_to(login, made["ready"].id, "completed")
    return {name: order.id for name, order in made.items()}


def names(orders, lines):
    back = {order_id: name for name, order_id in orders.items()}
    return {back[line.id] for line in lines if line.id in back}


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("na", {"new", "assigned", "ready"}),
        ("zhou", {"new", "assigned", "ready", "binjiang"}),
        ("tang", {"new", "assigned", "ready"}),
        ("wu", {"new"}),
        ("min", {"binjiang"}),
        ("admin", {"new", "assigned", "ready", "binjiang"}),
        ("bei", set()),
    ],
)
def test_people_see_the_orders_they_work_on(login, orders, person, sees):
    assert names(orders, order_lists.page(login(person)).rows) == sees


@pytest.mark.parametrize(
    ("view", "shows"),
    [
        ("open", {"new", "assigned"}),
        ("unassigned", {"new"}),
        ("ready", {"ready"}),
        ("not_told", {"ready"}),
        ("ready_long", set()),
        ("waiting_parts", set()),
        ("overdue", set()),
        ("came_back", set()),
    ],
)
def test_views_show_what_they_say(login, orders, view, shows):
    na = login("na")
    wanted = Wanted(view=view, stores=[known("store xihu")])
    assert names(orders, order_lists.page(na, wanted).rows) == shows
    assert order_lists.counts(na, [view], wanted)[view] == len(shows)
    assert order_lists.totals(na, wanted).count == len(shows)


def test_a_technician_s_own_jobs_are_a_view(login, orders):
    assert names(orders, order_lists.page(login("tang"), Wanted(view="mine")).rows) == {"assigned"}


def test_overdue_and_due_today_go_by_the_promised_time(login, orders, superuser):
    from sqlalchemy import text

    late, soon = datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(seconds=1)
    for name, moment in (("new", late), ("assigned", soon)):
        superuser.execute(
            text("update work_order set promised_at = :at where id = :id"), {"at": moment, "id": orders[name]}
        )
    na = login("na")
    assert names(orders, order_lists.page(na, Wanted(view="overdue")).rows) == {"new"}
    lines = order_lists.page(na, Wanted(view="open"), sort="promised").rows
    assert [line.id for line in lines][:2] == [orders["new"], orders["assigned"]]


def test_pages_continue_in_both_directions(login, orders):
    na = login("na")
    first = order_lists.page(na, limit=2)
    second = order_lists.page(na, limit=2, place=first.after)
    assert len(first.rows) == 2 and first.before is None and second.after is None
    assert [line.id for line in order_lists.page(na, limit=2, place=second.before).rows] == [
        line.id for line in first.rows
    ]


def test_several_stores_are_merged_in_order(login, orders):
    stores = [known("store xihu"), BINJIANG]
    lines = order_lists.page(login("zhou"), Wanted(stores=stores)).rows
    assert names(orders, lines) == {"new", "assigned", "ready", "binjiang"}
    assert [line.opened_at for line in lines] == sorted((line.opened_at for line in lines), reverse=True)


def test_the_board_has_a_column_a_state(login, orders):
    columns = {column.state: column for column in order_lists.board(login("na"))}
    assert names(orders, columns["received"].rows) == {"new"} and columns["completed"].count == 1


@pytest.mark.parametrize("typed", ["没有声音", "欧阳", "小雨", "0417"])
def test_orders_are_found_by_words_name_and_last_four_digits(login, orders, typed):
    assert orders["new"] in search.orders(login("na"), typed).ids


def test_orders_are_found_by_serial_number_and_its_end(login, orders):
    na = login("na")
    number = work_orders.get(na, orders["assigned"]).number
    assert search.orders(na, "IMEI8605180012").ids == [orders["assigned"]]
    assert search.orders(na, number).hits[0].id == orders["assigned"]
    assert orders["assigned"] in search.orders(na, number[-5:]).ids
    assert names(orders, order_lists.page(na, Wanted(text="充电")).rows) == {"assigned"}


def test_search_keeps_to_the_stores_of_the_person(login, orders):
    assert orders["new"] not in search.orders(login("min"), "没有声音").ids
    assert search.orders(login("wu"), "充电很慢").ids == []


def test_rows_changed_elsewhere_are_read_by_id(login, orders):
    na = login("na")
    ids = list(orders.values())
    assert names(orders, order_lists.some(na, ids, Wanted(view="open"))) == {"new", "assigned"}
    order = work_orders.get(na, orders["new"])
    work_orders.move(na, work_orders.seen(order), "cancel", {"reason_code": "mistake"}, request=new_id())
    assert names(orders, order_lists.some(na, ids, Wanted(view="open"))) == {"assigned"}


def test_orders_are_found_by_their_customer_s_new_name(login, superuser, orders):
    from sqlalchemy import text

    superuser.execute(text("update customer set name = '诸葛小雨' where name = '欧阳小雨'"))
    assert orders["new"] in search.orders(login("na"), "诸葛").ids
    assert orders["new"] not in search.orders(login("na"), "欧阳").ids


def test_a_row_says_how_many_parts_are_in_and_which_is_waited_for(login, orders):
    na, order_id = login("na"), orders["assigned"]
    for name, state in (("显示屏总成", "used"), ("电池", "planned"), ("后盖", "dropped")):
        values = {"kind": "part", "name": name, "unit_price": 1, "state": state}
        order_lines.add(na, new_id(), order_id, values, new_id())
    order_lines.add(na, new_id(), order_id, {"kind": "labour", "name": "工时", "unit_price": 1}, new_id())
    [line] = order_lists.some(na, [order_id])
    assert (line.parts, line.parts_used, line.awaited) == (2, 1, "电池")

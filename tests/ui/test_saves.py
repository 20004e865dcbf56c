"""Whatever screen saves: the line breaks at COMMIT, the person presses again, and it is saved once."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from services import order_lines, products, work_orders
from services.database import Database, role_of
from services.ids import new_id
from services.setup import superuser_engine
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket
from tests.people import PASSWORD, known
from tests.ui.conftest import settled
from tests.work_order_samples import bring_to, customer_with_device, take_in
from ui.admin.stores import StoresPage
from ui.customers.detail import CustomerPage
from ui.customers.new import NewCustomerPage
from ui.products.product import ProductPage
from ui.tickets.detail import TicketPage
from ui.tickets.new import NewTicketPage
from ui.work_orders import order_asks
from ui.work_orders.hand_over_page import HandOverPage
from ui.work_orders.order_page import OrderPage

UI = Path(__file__).parents[2] / "ui"


# -- the line breaks


@pytest.fixture
def straight(fresh_database):
    """Signs people in past the line."""
    opened = {}

    def enter(name):
        if name not in opened:
            opened[name] = Database(fresh_database.dsn(role_of(name), PASSWORD), login=name)
        return opened[name]

    yield enter
    for db in opened.values():
        db.close()


@pytest.fixture
def sign_in(fresh_database, line):
    """Signs people in over the line; patience is short, so that a screen learns of a break at once."""
    opened = []
    name = conninfo_to_dict(fresh_database.dsn())["dbname"]

    def enter(login):
        dsn = f"host=127.0.0.1 port={line.port} dbname={name} user={role_of(login)} password='{PASSWORD}'"
        opened.append(Database(dsn, login=login, patience=0.05))
        return opened[-1]

    yield enter
    for db in opened:
        db.close()


@pytest.fixture
def count(fresh_database):
    engine = superuser_engine(fresh_database.dsn())

    def ask(statement):
        with engine.connect() as connection:
            connection.exec_driver_sql("set search_path = aftercare")
            return connection.exec_driver_sql(statement).scalar()

    yield ask
    engine.dispose()


class Shop:
    """What there is before a screen saves."""

    def __init__(self, straight, engine):
        self.login = straight
        with engine.begin() as connection:
            connection.exec_driver_sql("set local search_path = aftercare")
            self.customer, self.device = customer_with_device(connection, name="张思远")
            self.other = make_customer(connection, name="李四")

    def order(self, state="received"):
        order_id = take_in(self.login("na"), self.customer, self.device, estimate=Decimal("300.00")).orders[0].id
        bring_to(self.login, order_id, state)
        return order_id


@pytest.fixture
def shop(straight, fresh_database):
    engine = superuser_engine(fresh_database.dsn())
    yield Shop(straight, engine)
    engine.dispose()


def order_page(desk_of, show, shop, login="na", leaf="", state="received"):
    return show(OrderPage(desk_of(login)), record_id=shop.order(state), leaf=leaf)


def a_note(desk_of, show, shop):
    page = order_page(desk_of, show, shop)
    page.trace.note.setText("来电催问")
    return page, lambda: page.trace.noted.emit("来电催问", False)


def a_diagnosis(desk_of, show, shop):
    page = order_page(desk_of, show, shop, leaf="diagnosis")
    page.diagnosis.form.editor("findings").type_text("主板进水")
    return page, page.diagnosis.store


def money(desk_of, show, shop):
    page = order_page(desk_of, show, shop)
    dialog = order_asks.take_money(page)
    dialog.form.editor("amount").type_text("100")
    return page, dialog.commit


def a_step(desk_of, show, shop):
    page = order_page(desk_of, show, shop)
    step = next(one for one in page.top.steps if one.action == "assign")
    order = page.file.order
    return page, lambda: page.taker.move(order, step, {"technician_id": known("tang")})


def a_line(desk_of, show, shop):
    page = order_page(desk_of, show, shop)
    page.work.add_line()
    dialog = page.findChildren(order_asks.AskDialog)[-1]
    dialog.form.set_value("kind", "part")
    dialog.form.set_value("name", "显示屏")
    return page, dialog.commit


def a_customer(desk_of, show, shop):
    page = show(NewCustomerPage(desk_of("na")), name="王五", phone="13700001111")
    return page, page.save


def a_customers_words(desk_of, show, shop):
    page = CustomerPage(desk_of("na"))
    page.record_id = shop.customer
    show(page)
    page.start_editing()
    page.form.main.set_value("name", "张思源")
    return page, page.save


def a_ticket(desk_of, show, shop):
    page = show(NewTicketPage(desk_of("na")))
    page.form.editor("subject").type_text("空调不制冷")
    for column in ("description", "reporter"):
        page.form.editor(column).type_text("开机十分钟后停")
    return page, page.save


def a_tickets_note(desk_of, show, shop):
    ticket = open_ticket(shop.login("na"))
    page = show(TicketPage(desk_of("na")), record_id=ticket.id)
    return page, lambda: page.note.written.emit("已回电")


def a_model(desk_of, show, shop):
    model = products.create(shop.login("zhou"), {"brand": "小米", "name": "小米 15"}, new_id())
    page = ProductPage(desk_of("zhou"))
    page.record_id = model
    show(page)
    page.form.editor("model_no").type_text("24129PN74C")
    return page, page.save


def a_store(desk_of, show, shop):
    page = show(StoresPage(desk_of("admin")))
    page.start_new()
    for column, value in (("code", "gongshu"), ("name", "拱墅店")):
        page.form.editor(column).type_text(value)
    (region,) = page.find_regions("hangzhou")
    page.form.set_value("region_id", region)
    return page, page.store


def a_hand_over(desk_of, show, shop):
    order_id = shop.order("completed")
    line = {"kind": "labour", "name": "检测", "unit_price": Decimal("50"), "state": "used"}
    order_lines.add(shop.login("na"), new_id(), order_id, line, new_id())
    page = show(HandOverPage(desk_of("na")), order_id=order_id)
    form = page.form
    form.set_value("method", "cash")
    form.set_value("collected_how", "code")
    form.set_value("pickup_code", work_orders.get(shop.login("na"), order_id).pickup_code)
    return page, page.hand_over


EVENTS = "select count(*) from work_order_event where action = '{}'"
SAVES = {
    "a note": (a_note, "select count(*) from work_order_event where comment = '来电催问'"),
    "a diagnosis": (a_diagnosis, "select count(*) from audit_entry where new ->> 'findings' = '主板进水'"),
    "money": (money, "select count(*) from payment"),
    "a step": (a_step, EVENTS.format("assign")),
    "a line": (a_line, "select count(*) from work_order_line"),
    "a customer": (a_customer, "select count(*) from customer where name = '王五'"),
    "a customer's name": (
        a_customers_words,
        "select count(*) from audit_entry where table_name = 'customer' and operation = 'update'",
    ),
    "a ticket": (a_ticket, "select count(*) from ticket"),
    "a ticket's note": (a_tickets_note, "select count(*) from ticket_event where comment = '已回电'"),
    "a model": (a_model, "select count(*) from product_model where model_no = '24129PN74C'"),
    "a store": (a_store, "select count(*) from store where code = 'gongshu'"),
    "a hand-over": (a_hand_over, "select (select count(*) from payment) * (" + EVENTS.format("deliver") + ")"),
}


@pytest.mark.parametrize(
    ("what", "at_commit"),
    [
        *((one, "lose_answer") for one in SAVES),
        *((one, "lose_commit") for one in ("money", "a customer", "a hand-over")),
    ],
)
def test_a_save_whose_line_breaks_at_commit_is_done_once_however_often_it_is_pressed(
    desk_of, show, shop, line, qtbot, count, what, at_commit
):
    make, counted = SAVES[what]
    page, press = make(desk_of, show, shop)
    settled(qtbot, page)
    line.at_commit, line.when_cut = at_commit, line.down
    press()
    qtbot.waitUntil(lambda: bool(page.saves.unknown) and not page._running, timeout=15_000)
    assert line.cuts == 1
    assert (
        page.messages.worst()[1].sentence
        == "The connection broke while saving. The program checks whether it was saved."
    )
    press()
    page.saves.ask_again()
    qtbot.waitUntil(lambda: not page._running, timeout=15_000)
    assert page.saves.unknown, "the line is still down"
    line.up()
    page.saves.ask_again()
    qtbot.waitUntil(lambda: not page.saves.unknown and not page._running, timeout=15_000)
    assert count(counted) == 1
    assert page.isEnabled() and not page.saves._held


# -- every screen


def _works(node, known=None):
    """(function or lambda that runs on a worker, the call that takes it) of every x.run(work, …), x.write(work, …)."""
    known = dict(known or {})
    if isinstance(node, ast.FunctionDef):
        known |= {one.name: one for one in ast.walk(node) if isinstance(one, ast.FunctionDef) and one is not node}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("run", "write"):
        work = node.args[0] if node.args else None
        work = known.get(work.id) if isinstance(work, ast.Name) else work
        if isinstance(work, ast.Lambda | ast.FunctionDef):
            yield work, node
    for child in ast.iter_child_nodes(node):
        yield from _works(child, known)


# The intake asks after its saves itself: what was changed meanwhile is told with the order.
ITS_OWN = {"ui/work_orders/intake_saving.py"}


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.relative_to(UI).as_posix())
def test_a_save_brings_its_request_along_and_goes_through_write(path):
    tree = ast.parse(path.read_text("utf-8"))
    name = f"ui/{path.relative_to(UI).as_posix()}"
    for work, call in _works(tree):
        names = {node.id for node in ast.walk(work) if isinstance(node, ast.Name)}
        made = [node for node in ast.walk(work) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        assert not any(one.func.id == "new_id" for one in made), f"{name}:{call.lineno} makes its id anew when repeated"
        if names & {"request", "requests", "move_request"} and name not in ITS_OWN:
            assert call.func.attr == "write", f"{name}:{call.lineno} saves by run(): pressed twice it is saved twice"

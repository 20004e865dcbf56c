"""What is measured, and the plain SQL beside it.

The plain side is a superuser's psycopg connection, so without row security, with the statement one would write
by hand for exactly this answer: the limit, not a rival.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from services import customers, intakes, order_lists, search, work_orders
from services.database import Database
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from services.paging import Place
from services.statistics import orders as statistics
from tests.benchmarks.load import CUSTOMER, DEVICE, STORE, STORES, record_id
from tests.benchmarks.measure import Case, Work

_LINE = """
    select o.id, o.number, o.work_state, o.opened_at, o.promised_at, o.shelf, left(o.problem, 160), o.due, o.paid, s.name,
           t.name, c.name, c.phone_masked, m.brand, m.name, d.serial_no
    from ({rows}) o
    join aftercare.store s on s.id = o.store_id
    left join aftercare.staff t on t.id = o.assigned_to
    left join aftercare.customer c on c.id = o.customer_id
    left join aftercare.device d on d.id = o.device_id
    left join aftercare.product_model m on m.id = o.product_model_id
    order by {order}"""


class Plain:
    """Runs hand-written SQL and reads every row."""

    def __init__(self, raw: psycopg.Connection) -> None:
        raw.rollback()
        raw.autocommit = True
        self._raw = raw

    def __call__(self, statement: str, *values: Any) -> list[Any]:
        return self._raw.execute(statement.encode(), values).fetchall()

    def work(self, statement: str, *values: Any) -> Work:
        """The same statement in every round."""
        return lambda _round: self(statement, *values)

    def list(self, where: str, order: str, *values: Any, limit: int = 101) -> Work:
        """A page of orders with the names people see."""
        rows = f"select * from aftercare.work_order o where {where} order by {order} limit {limit}"
        return self.work(_LINE.format(rows=rows, order=order), *values)


def cases(people: Mapping[str, Database], raw: psycopg.Connection, rows: int) -> Iterator[Case]:
    """All cases in the order of the report."""
    plain = Plain(raw)
    yield from _lists(people, plain)
    yield from _searches(people, plain, rows)
    yield from _one_order(people, plain, rows)
    yield from _figures(people, plain)
    yield from _writes(people, plain, rows)


def _lists(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    newest = "o.opened_at desc, o.id desc"
    small, large = record_id(STORE, STORES), record_id(STORE, 1)
    for login, store in (("clerk_small", small), ("clerk_large", large)):
        db = people[login]
        yield Case(
            f"orders, first page, {login}",
            "read",
            lambda _n, db=db: order_lists.page(db),
            plain.list("o.store_id = %s and o.source <> 'ords'", newest, store),
        )
        yield Case(
            f"open orders by promise, {login}",
            "read",
            lambda _n, db=db: order_lists.page(db, order_lists.Wanted(view="open"), sort="promised"),
            plain.list(
                """o.store_id = %s and o.promised_at is not null and o.work_state not in
                       ('completed', 'failed', 'delivered', 'closed', 'cancelled')""",
                "o.promised_at, o.id",
                store,
            ),
        )
    deep = plain(
        "select opened_at, id from aftercare.work_order where store_id = %s order by 1 desc, 2 desc offset %s limit 1",
        large,
        4000,
    )
    if deep:
        place = Place(tuple(deep[0]))
        yield Case(
            "orders, 40 pages down, clerk_large",
            "read",
            lambda _n: order_lists.page(people["clerk_large"], place=place),
            plain.list("o.store_id = %s and (o.opened_at, o.id) < (%s, %s)", newest, large, *deep[0]),
        )
    middle = plain("select opened_at, id from aftercare.work_order order by 1 desc, 2 desc offset %s limit 1", 100_000)
    if middle:
        place_all = Place(tuple(middle[0]))
        yield Case(
            "orders, 1,000 pages down, admin_all",
            "read",
            lambda _n: order_lists.page(people["admin_all"], place=place_all),
            plain.list("(o.opened_at, o.id) < (%s, %s)", newest, *middle[0]),
        )
    stores = [
        row[0]
        for row in plain(
            "select id from aftercare.store where region_id = (select region_id from aftercare.store where id = %s)",
            large,
        )
    ]
    yield Case(
        "orders, first page, manager of 50 stores",
        "read",
        lambda _n: order_lists.page(people["manager_one"]),
        plain.list("o.store_id = any(%s)", newest, _managed(people["manager_one"]) or stores),
    )
    views = ("open", "overdue", "due_today", "waiting_customer", "waiting_parts", "ready_long", "came_back")
    yield Case(
        "counts of seven views, clerk_large",
        "read",
        lambda _n: order_lists.counts(people["clerk_large"], views),
        plain.work(
            """
                   select count(*) filter (where o.work_state not in ('completed', 'failed', 'cancelled')),
                          count(*) filter (where o.promised_at < now()), count(*) filter (where o.work_state = 'quoted')
                   from aftercare.work_order o
                   where o.store_id = %s and o.work_state not in ('delivered', 'closed')""",
            large,
        ),
    )
    yield Case(
        "customers, first page",
        "read",
        lambda _n: customers.page(people["clerk_small"]),
        plain.work("""
        select c.id, c.number, c.name, c.phone_masked, c.created_at from aftercare.customer c
        where c.archived_at is null order by c.created_at desc, c.id desc limit 101"""),
    )


def _managed(db: Database) -> list[UUID]:
    from sqlalchemy import text

    with db.read() as connection:
        return list(connection.execute(text("select my_managed_store_ids()")).scalar_one())


def _searches(people: Mapping[str, Database], plain: Plain, rows: int) -> Iterator[Case]:
    db = people["clerk_small"]
    phones = [row[0] for row in plain("select phone from aftercare.customer order by id limit 64")]
    cap = search.LIST_CAP + 1
    customer = (
        "select c.id, c.name, c.phone_masked, c.number from aftercare.customer c where c.archived_at is null and "
    )
    yield Case(
        "customers by last four digits",
        "read",
        lambda n: search.customers(db, phones[n % 64][-4:]),
        lambda n: plain(customer + f"c.phone_last4 = %s order by c.updated_at desc limit {cap}", phones[n % 64][-4:]),
    )
    yield Case(
        "customers by pinyin initials",
        "read",
        lambda _n: search.customers(db, "zfm"),
        plain.work(customer + f"c.initials >= 'zfm' and c.initials < 'zfn' order by c.initials limit {cap}"),
    )
    yield Case(
        "customers by two Chinese characters",
        "read",
        lambda _n: search.customers(db, "芳娜"),
        plain.work(customer + f"c.search @@ $q$'芳娜'$q$::tsquery limit {cap}"),
    )
    yield Case(
        "customers by a whole name",
        "read",
        lambda _n: search.customers(db, "王芳娜"),
        plain.work(customer + f"c.search @@ $q$'王芳' & '芳娜'$q$::tsquery limit {cap}"),
    )
    numbers = [
        f"W{row[0][1:]}"
        for row in plain(
            "select number from aftercare.work_order where store_id = %s order by id limit 16", record_id(STORE, STORES)
        )
    ]
    numbers = numbers or ["W2611-00001"]
    yield Case(
        "an order by its number",
        "read",
        lambda n: search.orders(db, numbers[n % len(numbers)]),
        lambda n: plain(
            """
                   select o.id, o.number, m.name, c.name, c.phone_masked, o.problem from aftercare.work_order o
                   left join aftercare.product_model m on m.id = o.product_model_id
                   left join aftercare.customer c on c.id = o.customer_id where o.number = %s""",
            numbers[n % len(numbers)],
        ),
    )
    for word in ("漏水", "爆裂"):
        for login, store in (("clerk_small", STORES), ("clerk_large", 1)):
            query = f"'{word}' & '=store:{record_id(STORE, store)}'"
            yield Case(
                f"orders about {word}, {login}",
                "read",
                lambda _n, word=word, login=login: search.orders(people[login], word),
                plain.work(
                    f"""
                           select o.id, o.number, m.name, c.name, c.phone_masked, o.problem from
                             (select * from aftercare.work_order o where o.search @@ %s::tsquery limit {cap}) o
                           left join aftercare.product_model m on m.id = o.product_model_id
                           left join aftercare.customer c on c.id = o.customer_id order by o.opened_at desc""",
                    query,
                ),
            )
    serial = f"SN{10_000_000 + rows // 2}"
    yield Case(
        "a device by serial",
        "read",
        lambda _n: search.devices(db, serial),
        plain.work(
            """
        select d.id, m.brand, m.name, d.serial_no, c.name from aftercare.device d
        join aftercare.product_model m on m.id = d.product_model_id
        left join aftercare.customer c on c.id = d.customer_id where d.serial_key = aftercare.serial_key(%s)""",
            serial,
        ),
    )
    yield Case(
        "the search box: four digits in all kinds",
        "read",
        lambda n: search.everything(db, phones[n % 64][-4:]),
        lambda n: plain(customer + "c.phone_last4 = %s order by c.updated_at desc limit 9", phones[n % 64][-4:]),
    )
    yield Case(
        "the search box: two characters in all kinds",
        "read",
        lambda _n: search.everything(db, "漏水"),
        plain.work(customer + "c.search @@ $q$'漏水'$q$::tsquery limit 9"),
    )


def _one_order(people: Mapping[str, Database], plain: Plain, rows: int) -> Iterator[Case]:
    db = people["clerk_large"]
    own = [
        row[0] for row in plain("select id from aftercare.work_order where store_id = %s limit 64", record_id(STORE, 1))
    ]
    yield Case(
        "open an order with its trace and next steps",
        "read",
        lambda n: (
            work_orders.get(db, own[n % len(own)]),
            work_orders.trace(db, own[n % len(own)]),
            work_orders.next_steps(db, own[n % len(own)]),
        ),
        lambda n: (
            plain(
                """
                   select o.*, s.name, c.name, c.phone_masked, d.serial_no, m.name, t.name from aftercare.work_order o
                   join aftercare.store s on s.id = o.store_id left join aftercare.customer c on c.id = o.customer_id
                   left join aftercare.device d on d.id = o.device_id
                   left join aftercare.product_model m on m.id = o.product_model_id
                   left join aftercare.staff t on t.id = o.assigned_to where o.id = %s""",
                own[n % len(own)],
            ),
            plain(
                "select * from aftercare.work_order_event where work_order_id = %s order by seq desc", own[n % len(own)]
            ),
            plain(
                """
                   select distinct t.* from aftercare.work_order_transition t
                   join aftercare.work_order o on t.from_state = o.work_state where o.id = %s""",
                own[n % len(own)],
            ),
        ),
    )
    ids = [record_id(CUSTOMER, 1 + n * max(rows // 64, 1)) for n in range(64)]
    yield Case(
        "open a customer",
        "read",
        lambda n: customers.get(db, ids[n % 64]),
        lambda n: plain(
            """
                   select c.*, r.name, f.* from aftercare.customer c left join aftercare.region r on r.id = c.region_id
                   left join aftercare.customer_file f on f.id = c.id where c.id = %s""",
            ids[n % 64],
        ),
    )


def _figures(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    nil = UUID(int=0)
    for login, scopes in (("admin_all", [nil]), ("manager_one", _managed(people["manager_one"]))):
        yield Case(
            f"the manager's page, {login}",
            "read",
            lambda _n, login=login: statistics.board(people[login], date.today()),
            lambda _n, scopes=scopes: (
                plain(
                    """
                       select week, measure, bucket, sum(n) from aftercare.figure_week
                       where scope = any(%s) and week > now()::date - 182 group by 1, 2, 3""",
                    scopes,
                ),
                plain(
                    """
                       select work_state, least(now()::date - opened_on, 99), count(*) from aftercare.work_order
                       where work_state not in ('delivered', 'closed') and (%s or store_id = any(%s)) group by 1, 2""",
                    scopes == [nil],
                    scopes,
                ),
            ),
        )


def _writes(people: Mapping[str, Database], plain: Plain, rows: int) -> Iterator[Case]:
    db, store = people["clerk_large"], record_id(STORE, 1)
    phones = [row[0] for row in plain("select phone from aftercare.customer order by id desc limit 64")]

    def take_in(number: int) -> None:
        search.customers(db, phones[number % 64][-4:])
        n = 1 + (number + 7) % rows
        intakes.open_intake(
            db,
            NewIntake(new_id(), store, record_id(CUSTOMER, n)),
            [NewOrder(new_id(), record_id(DEVICE, n), "屏幕不亮", shelf="A01")],
            new_id(),
        )

    def take_in_plain(number: int) -> None:
        plain("select id from aftercare.customer where phone_last4 = %s limit 201", phones[number % 64][-4:])
        n = 1 + (number + 7) % rows
        order, intake = new_id(), new_id()
        with plain._raw.transaction():
            plain._raw.execute(
                """
                insert into aftercare.intake (id, number, customer_id, store_id, received_at, received_on)
                values (%s, %s, %s, %s, now(), now()::date)""",
                (intake, f"N-{intake}", record_id(CUSTOMER, n), store),
            )
            plain._raw.execute(
                """
                insert into aftercare.work_order (id, number, customer_id, device_id, intake_id, store_id, opened_at, opened_on,
                    promised_at, state_since, problem, shelf, event_count)
                values (%s, %s, %s, %s, %s, %s, now(), now()::date, now() + interval '3 days', now(), %s, 'A01', 1)""",
                (order, f"X-{order}", record_id(CUSTOMER, n), record_id(DEVICE, n), intake, store, "屏幕不亮"),
            )
            plain._raw.execute(
                """
                insert into aftercare.work_order_event (work_order_id, seq, axis, action, to_state, at, effective_at, happened_on,
                    by_login, store_id, kind, sale_stage, source, opened_on)
                values (%s, 1, 'work', 'receive', 'received', now(), now(), now()::date, 'x', %s, 'repair', 'after_sale',
                    'counter', now()::date)""",
                (order, store),
            )

    yield Case("take a device in, with customer look-up", "write", take_in, take_in_plain)

    waiting = [
        row[0]
        for row in plain(
            "select id from aftercare.work_order where store_id = %s and work_state = 'received' order by id limit 200",
            store,
        )
    ]
    technician = plain("select id from aftercare.staff where login = 'tech_large'")[0][0]
    if len(waiting) < 90:
        return

    def assign(number: int) -> None:
        order = work_orders.get(db, waiting[number + 2])
        work_orders.move(db, work_orders.seen(order), "assign", {"technician_id": str(technician)}, request=new_id())

    def assign_plain(number: int) -> None:
        chosen = waiting[-3 - number]
        with plain._raw.transaction():
            plain._raw.execute("select * from aftercare.work_order where id = %s for update", (chosen,)).fetchall()
            plain._raw.execute(
                """
                update aftercare.work_order set work_state = 'assigned', assigned_to = %s, state_since = now(),
                  event_count = event_count + 1 where id = %s""",
                (technician, chosen),
            )
            plain._raw.execute(
                """
                insert into aftercare.work_order_event (work_order_id, seq, axis, action, from_state, to_state, at, effective_at,
                    happened_on, by_login, store_id, kind, sale_stage, source, opened_on)
                values (%s, 900, 'work', 'assign', 'received', 'assigned', now(), now(), now()::date, 'x', %s, 'repair',
                    'after_sale', 'counter', now()::date)""",
                (chosen, store),
            )

    yield Case("assign an order", "write", assign, assign_plain)

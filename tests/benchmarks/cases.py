"""What is measured, and the plain SQL beside it.

The plain side is a superuser's psycopg connection, so without row security, with the statement one would write
by hand for exactly this answer: the limit, not a rival.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

import psycopg

from services import articles, customers, deadlines, order_lists, search, ticket_reminders, tickets, work_orders
from services.database import Database
from services.paging import Place
from services.statistics import base_data
from services.statistics import orders as statistics
from tests.benchmarks import (
    by_hand,
    by_hand_after,
    by_hand_more,
    follow_ups,
    inspections,
    kiosk,
    learning,
    managing,
    messages,
    parcels,
    visits,
    writes,
)
from tests.benchmarks.load import CUSTOMER, STORE, STORES, TICKET, record_id
from tests.benchmarks.measure import Case
from tests.benchmarks.plain import Plain

# The queues of a desk, as its list counts them.
_QUEUES = ("open", "mine", "asked", "unassigned", "store", "late", "due", "waiting", "resolved", "all")


def cases(people: Mapping[str, Database], raw: psycopg.Connection, rows: int) -> Iterator[Case]:
    """All cases in the order of the report."""
    plain = Plain(raw)
    yield from _lists(people, plain)
    yield from _searches(people, plain, rows)
    yield from _one_order(people, plain, rows)
    yield from _figures(people, plain)
    yield from _desk(people, plain)
    yield from visits.cases(people, plain)
    yield from follow_ups.cases(people, plain)
    yield from messages.cases(people, plain)
    yield from inspections.cases(people, plain)
    yield from parcels.cases(people, plain)
    yield from learning.cases(people, plain)
    yield from managing.cases(people, plain)
    yield from kiosk.cases(people, plain)
    yield from writes.cases(people, plain, rows)


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
        plain.work(by_hand.SEVEN_COUNTS, store=large),
    )
    yield Case(
        "customers, first page",
        "read",
        lambda _n: customers.page(people["clerk_small"]),
        plain.work(by_hand.CUSTOMER_PAGE),
    )


def _managed(db: Database) -> list[UUID]:
    from sqlalchemy import text

    with db.read() as connection:
        return list(connection.execute(text("select my_managed_store_ids()")).scalar_one())


def _searches(people: Mapping[str, Database], plain: Plain, rows: int) -> Iterator[Case]:
    db = people["clerk_small"]
    phones = [row[0] for row in plain("select phone from aftercare.customer order by id limit 64")]
    cap = search.LIST_CAP + 1
    yield Case(
        "customers by last four digits",
        "read",
        lambda n: search.customers(db, phones[n % 64][-4:]),
        lambda n: plain(by_hand.FOUR_DIGITS, typed=(typed := phones[n % 64][-4:]), words=f"'{typed}':*", cap=cap),
    )
    yield Case(
        "customers by a whole telephone number",
        "read",
        lambda n: search.customers(db, phones[n % 64]),
        lambda n: (
            plain.write(by_hand.LOOKED_UP, phones[n % 64]),
            plain(by_hand.WHOLE_NUMBER, typed=phones[n % 64], words=f"'{phones[n % 64]}':*", cap=cap),
        ),
    )
    yield Case(
        "customers by pinyin initials",
        "read",
        lambda _n: search.customers(db, "zfm"),
        plain.work(by_hand.INITIALS, typed="zfm", words="'zfm':*", cap=cap),
    )
    yield Case(
        "customers by two Chinese characters",
        "read",
        lambda _n: search.customers(db, "芳娜"),
        plain.work(by_hand.NAMES, typed="芳娜", words="'芳娜'", cap=cap),
    )
    yield Case(
        "customers by a whole name",
        "read",
        lambda _n: search.customers(db, "王芳娜"),
        plain.work(by_hand.NAMES, typed="王芳娜", words="'王芳' & '芳娜'", cap=cap),
    )
    small = record_id(STORE, STORES)
    numbers = [
        row[0]
        for row in plain("select number from aftercare.work_order where store_id = %s order by id limit 16", small)
    ]
    numbers = numbers or ["W2611-00001"]
    yield Case(
        "an order by its number",
        "read",
        lambda n: search.orders(db, numbers[n % len(numbers)]),
        lambda n: plain(by_hand.ORDER_BY_NUMBER, numbers[n % len(numbers)]),
    )
    yield Case(
        "an order by the end of its number",
        "read",
        lambda n: search.orders(db, numbers[n % len(numbers)][-5:]),
        lambda n: plain(
            by_hand.ORDER_BY_TAIL,
            typed=numbers[n % len(numbers)][-5:],
            words=f"'{numbers[n % len(numbers)][-5:]}':* & '=store:{small}'",
            store=small,
            cap=cap,
        ),
    )
    yield Case(
        "a model by its name",
        "read",
        lambda n: search.products(db, f"M{1 + n % 64}"),
        lambda n: plain(by_hand.MODELS, typed=f"M{1 + n % 64}", words=f"'m{1 + n % 64}':*", cap=cap),
    )
    for word in ("漏水", "爆裂"):
        for login, store in (("clerk_small", STORES), ("clerk_large", 1)):
            query = f"'{word}' & '=store:{record_id(STORE, store)}'"
            yield Case(
                f"orders about {word}, {login}",
                "read",
                lambda _n, word=word, login=login: search.orders(people[login], word),
                plain.work(by_hand.ORDERS_BY_WORDS, words=query, cap=cap),
            )
    serial = f"SN{10_000_000 + rows // 2}"
    yield Case(
        "a device by serial",
        "read",
        lambda _n: search.devices(db, serial),
        plain.work(by_hand.DEVICES, typed=serial, cap=cap),
    )
    yield Case(
        "the search box: four digits in all kinds",
        "read",
        lambda n: search.everything(db, phones[n % 64][-4:]),
        lambda n: plain(
            by_hand.BOX_DIGITS,
            typed=(typed := phones[n % 64][-4:]),
            words=f"'{typed}':*",
            in_store=f"'{typed}':* & '=store:{small}'",
            store=small,
            cap=9,
        ),
    )
    yield Case(
        "the search box: two characters in all kinds",
        "read",
        lambda _n: search.everything(db, "漏水"),
        plain.work(
            by_hand.BOX_WORDS, typed="漏水", words="'漏水'", in_store=f"'漏水' & '=store:{small}'", store=small, cap=9
        ),
    )


def _one_order(people: Mapping[str, Database], plain: Plain, rows: int) -> Iterator[Case]:
    db = people["clerk_large"]
    own = [
        row[0] for row in plain("select id from aftercare.work_order where store_id = %s limit 64", record_id(STORE, 1))
    ]
    yield Case(
        "open an order with its trace and next steps",
        "read",
        lambda n: work_orders.opened(db, own[n % len(own)]),
        lambda n: (
            plain(by_hand.ORDER, own[n % len(own)]),
            plain(by_hand.ORDER_TRACE, own[n % len(own)]),
            plain(by_hand.ORDER_STEPS, own[n % len(own)]),
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
                plain(by_hand.FIGURES, scopes=scopes, company=scopes == [nil]),
                plain(by_hand.OPEN_ORDERS, scopes=scopes, company=scopes == [nil]),
                plain(by_hand.UNCOLLECTED_ORDERS, scopes=scopes, company=scopes == [nil]),
            ),
        )
    today = date.today()
    days = {"first": today - timedelta(days=29), "until": today + timedelta(days=1)}
    yield Case(
        "master data in figures, admin_all",
        "read",
        lambda _n: base_data.figures(people["admin_all"], days["first"], today),
        lambda _n: [plain(statement, **days) for statement in by_hand_more.MASTER_DATA],
    )


def _deadlines(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """The queue of what falls due, and the share of promises kept."""
    large = record_id(STORE, 1)
    runs = "x.met_at is null and x.stopped_at is null"
    overdue = f"{runs} and (x.breached_at is not null or x.paused_since is null and x.due_at < now())"
    for login, where, values in (
        ("clerk_large", f"x.store_id = %s and {overdue}", (large,)),
        ("manager_one", f"x.store_id = any(%s) and {overdue}", (_managed(people["manager_one"]),)),
    ):
        yield Case(
            f"deadlines, overdue, {login}",
            "read",
            lambda _n, db=people[login]: deadlines.page(db, deadlines.Wanted(view="overdue")),
            plain.work(by_hand.DEADLINE_LINE.format(where=where), *values),
        )
    chief, today = people["chief_large"], date.today()
    yield Case(
        "promises kept in 13 weeks, chief_large",
        "read",
        lambda _n: deadlines.figures(chief, today),
        plain.work(
            """select date_trunc('week', counted_on), subject_kind, target, count(*),
                      count(*) filter (where breached_at is null)
               from aftercare.sla_target where store_id = %s and counted_on between %s - 91 and %s group by 1, 2, 3""",
            large,
            today,
            today,
        ),
    )


def _desk(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """Tickets, articles and what is suggested while one types."""
    db, large = people["clerk_large"], record_id(STORE, 1)
    line = by_hand.TICKET_LINE
    of_store = "select * from aftercare.ticket t where t.store_id = %s {where} order by t.opened_at desc, t.id desc"
    yield Case(
        "tickets, first page, clerk_large",
        "read",
        lambda _n: tickets.page(db, tickets.Wanted(view="all")),
        plain.work(line.format(rows=of_store.format(where="") + " limit 101"), large),
    )
    deep = plain(
        "select opened_at, id from aftercare.ticket where store_id = %s order by 1 desc, 2 desc offset 1000 limit 1",
        large,
    )
    if deep:
        place = Place(tuple(deep[0]))
        yield Case(
            "tickets, 10 pages down, clerk_large",
            "read",
            lambda _n: tickets.page(db, tickets.Wanted(view="all"), place=place),
            plain.work(
                line.format(rows=of_store.format(where="and (t.opened_at, t.id) < (%s, %s)") + " limit 101"),
                large,
                *deep[0],
            ),
        )
    me = "(select id from aftercare.staff where login = 'clerk_large')"
    pending = "t.state not in ('resolved', 'closed', 'cancelled')"
    yield Case(
        "tickets, my own pending, clerk_large",
        "read",
        lambda _n: tickets.page(db, tickets.Wanted(view="mine")),
        plain.work(
            line.format(
                rows=f"select * from aftercare.ticket t where t.owner_id = {me} and {pending} "
                "order by t.opened_at desc, t.id desc limit 101"
            )
        ),
    )
    yield from _deadlines(people, plain)
    yield Case(
        "counts of ten views of tickets, clerk_large",
        "read",
        lambda _n: tickets.counts(db, {view: tickets.Wanted(view=view) for view in _QUEUES}),
        plain.work(by_hand.TEN_COUNTS, store=large),
    )
    yield Case(
        "what a window is reminded of, clerk_large",
        "read",
        lambda _n: ticket_reminders.due(db),
        plain.work(by_hand_after.REMINDED),
    )
    own = [row[0] for row in plain("select id from aftercare.ticket where store_id = %s limit 64", large)]
    own = own or [record_id(TICKET, 1)]
    yield Case(
        "open a ticket with its trace and next steps",
        "read",
        lambda n: tickets.opened(db, own[n % len(own)]),
        lambda n: (
            plain(by_hand.TICKET, own[n % len(own)]),
            plain(by_hand.TICKET_TRACE, id=own[n % len(own)]),
            plain(by_hand.TICKET_STEPS, own[n % len(own)]),
        ),
    )
    store_word = f"'=store:{large}'"
    yield Case(
        "tickets about 漏水, clerk_large",
        "read",
        lambda _n: tickets.page(db, tickets.Wanted(view="all", text="漏水")),
        plain.work(
            line.format(rows="select * from aftercare.ticket t where t.search @@ %s::tsquery limit 201"),
            f"'漏水' & {store_word}",
        ),
    )
    words = ("屏幕不亮已经三天", "充电异常怎么处理", "不制冷了", "洗衣机漏水", "噪音大")
    yield Case(
        "articles, tickets and orders suggested while typing",
        "read",
        lambda n: articles.suggest(db, words[n % len(words)]),
        lambda n: _suggest_by_hand(plain, words[n % len(words)], store_word),
    )
    yield Case(
        "articles about 漏水",
        "read",
        lambda _n: articles.page(db, articles.Wanted(text="漏水")),
        plain.work(by_hand.ARTICLES),
    )


def _suggest_by_hand(plain: Plain, typed: str, store_word: str) -> None:
    pairs = [typed[at : at + 2] for at in range(len(typed) - 1)]
    either = " | ".join(f"'{pair}'" for pair in pairs)
    plain(by_hand.SUGGESTED_ARTICLES, words=pairs, any=either)
    plain(by_hand.SUGGESTED_TICKETS, words=pairs, any=f"({either}) & {store_word}")
    plain(by_hand.SUGGESTED_ORDERS, words=pairs, any=f"({either}) & {store_word}")

"""Lists of work orders: pages, saved views with capped counts, the board, search.

Every statement names its scope on an index, although the policies do too: with the policy alone the newest
fifty of a small store took 30 to 300 ms among a thousand stores.

Not declared as a `services.listing.Listing`: an order has two stores, so a page is merged from several branches, each
read in order from its own index (`_rows`), counts and sums are capped a branch, and each view has an order of its own.
Listing reads one source in one order; taught all that, it would be harder to read for the seven lists that need none
of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from services import model_names, search
from services.asking import Question, ask_on
from services.database import Database
from services.order_conditions import STORES, VIEWS, Scope, Wanted, conditions_among, conditions_of, scope_of
from services.paging import COUNT_LIMIT, PAGE, Page, Place, keyset, make_page
from services.rows import id_array, looked_up, records, sql
from services.service_clock import PRESSING, Pressing, joined, with_clock

OPEN_STATES = ("received", "assigned", "diagnosing", "quoted", "waiting_parts", "repairing", "testing")
READY_STATES = ("completed", "failed")
BOARD_STATES = (*OPEN_STATES, *READY_STATES)
SORTS = {
    "opened": ("o.opened_at", "o.id"),
    "promised": ("o.promised_at", "o.id"),
    "ready": ("o.ready_at", "o.id"),
}


class OrderLine(NamedTuple):
    """A row of the list. Amounts in CNY; balance negative where money is to be given back.

    parts: how many part lines, parts_used: how many of them are in; awaited, awaited_en: the first that is not.
    """

    id: UUID
    version: int
    number: str
    kind: str
    sale_stage: str
    priority: str
    work_state: str
    money_state: str
    custody_state: str
    outcome: str | None
    opened_at: datetime
    opened_on: date
    promised_at: datetime | None
    state_since: datetime
    ready_at: datetime | None
    told_at: datetime | None
    delivered_at: datetime | None
    shelf: str
    problem: str
    warranty_verdict: str
    due: Decimal
    paid: Decimal
    balance: Decimal
    came_back: bool
    store_id: UUID
    store_name: str
    store_name_en: str
    handling_store_id: UUID | None
    handling_store_name: str
    assigned_to: UUID | None
    technician_name: str
    customer_id: UUID | None
    customer_name: str
    phone_masked: str
    device_id: UUID | None
    brand: str
    model_name: str
    serial_no: str
    category_code: str
    parts: int
    parts_used: int
    awaited: str
    awaited_en: str
    clock: Pressing | None = None


_COLUMNS = """o.id, o.version, o.number, o.kind, o.sale_stage, o.priority, o.work_state, o.money_state, o.custody_state,
    o.outcome, o.opened_at, o.opened_on, o.promised_at, o.state_since, o.ready_at, o.told_at, o.delivered_at, o.shelf,
    left(o.problem, 160) as problem, o.warranty_verdict, o.due, o.paid,
    o.due - o.paid - coalesce(o.written_off, 0) as balance, o.rework_of is not null as came_back, o.store_id,
    o.handling_store_id, o.assigned_to, o.customer_id, o.device_id, o.product_model_id"""
_line = with_clock(OrderLine)
# Names are looked up for the page's rows only.
_NAMED = f"""
    select o.id, o.version, o.number, o.kind, o.sale_stage, o.priority, o.work_state, o.money_state, o.custody_state,
           o.outcome, o.opened_at, o.opened_on, o.promised_at, o.state_since, o.ready_at, o.told_at, o.delivered_at,
           o.shelf, o.problem, o.warranty_verdict, o.due, o.paid, o.balance, o.came_back, o.store_id,
           s.name as store_name, s.name_en as store_name_en, o.handling_store_id, coalesce(h.name, '') as handling_store_name, o.assigned_to,
           coalesce(t.name, '') as technician_name, o.customer_id, coalesce(c.name, '') as customer_name,
           coalesce(c.phone_masked, '') as phone_masked, o.device_id, {model_names.brand("m")} as brand,
           {model_names.name("m")} as model_name, coalesce(d.serial_no, '') as serial_no,
           coalesce(g.code, '') as category_code, coalesce(l.parts, 0) as parts, coalesce(l.used, 0) as parts_used,
           coalesce(l.awaited, '') as awaited, coalesce(l.awaited_en, '') as awaited_en, {PRESSING}
    from ({{rows}}) o
    {looked_up("store", "name, name_en", "o.store_id", "s")}
    {looked_up("store", "name", "o.handling_store_id", "h", always=False)}
    {looked_up("staff", "name", "o.assigned_to", "t", always=False)}
    {looked_up("customer", "name, phone_masked", "o.customer_id", "c", always=False)}
    {looked_up("device", "serial_no", "o.device_id", "d", always=False)}
    {looked_up("product_model", "brand, name, name_en, category_id", "o.product_model_id", "m", always=False)}
    {looked_up("product_category", "code", "m.category_id", "g", always=False)}
    left join lateral (
      select count(*) as parts, count(*) filter (where x.state = 'used') as used,
             (array_agg(x.name order by x.position, x.created_at) filter (where x.state <> 'used'))[1] as awaited,
             (array_agg(x.name_en order by x.position, x.created_at) filter (where x.state <> 'used'))[1] as awaited_en
      from work_order_line x where x.work_order_id = o.id and x.kind = 'part' and x.state <> 'dropped') l on true{joined("work_order", "o")}
    order by {{order}}"""


def _rows(scope: Scope, conditions: Sequence[str], order: str, limit: int) -> str:
    """The rows of all branches, each read in order from its own index, then merged. The limit is written out: with an
    unknown one the server makes a new plan for each page of some lists."""
    where = " and ".join(conditions)
    parts = []
    for branch in scope.branches:
        one = f"select {_COLUMNS} from work_order o where {branch} and {where} order by {order} limit {limit:d}"
        if scope.lateral:
            one = f"select o.* from unnest({STORES}) s(id) cross join lateral ({one}) o"
        parts.append(f"({one})")
    if len(parts) == 1 and not scope.lateral:
        return parts[0][1:-1]
    return f"select o.* from ({' union all '.join(parts)}) o order by {order} limit {limit:d}"


def page(
    db: Database,
    wanted: Wanted | None = None,
    *,
    sort: str = "",
    descending: bool | None = None,
    place: Place | None = None,
    limit: int = PAGE,
) -> Page[OrderLine]:
    """A page of orders. sort: opened (newest first), promised or ready (earliest first); empty: the view's own.

    promised suits lists of open orders, ready those of finished ones. With a text: what the search finds, the
    best first, at most 200 and no further page.
    """
    wanted = wanted or Wanted()
    if wanted.text.strip():
        return Page(_found(db, wanted))
    sort = sort or VIEWS[wanted.view][1]
    columns = SORTS[sort]
    descending = sort == "opened" if descending is None else descending
    condition, order, keys = keyset(columns, descending, place)
    conditions, values = conditions_of(wanted)
    if sort != "opened":
        conditions.append(f"{columns[0]} is not null")
    with db.read() as connection:
        scope = scope_of(db, connection, wanted)
        rows = _rows(scope, [*conditions, condition], order, limit + 1)
        lines = _lines(connection, rows, order, {**scope.values, **values, **keys})
    names = [column.removeprefix("o.") for column in columns]
    return make_page(lines, lambda line: tuple(getattr(line, name) for name in names), place, limit)


def _found(db: Database, wanted: Wanted) -> list[OrderLine]:
    asked = search.orders.asked(db, wanted.text)
    if asked is None:
        return []
    conditions, values = conditions_among(replace(wanted, text=""))
    rows = f"""select {_COLUMNS}, f._place from ({search.orders.places}) f join work_order o on o.id = f._id
               where {" and ".join(conditions)}"""
    with db.read() as connection:
        return _lines(connection, rows, "o._place", {**values, **asked})


def some(db: Database, ids: Sequence[UUID], wanted: Wanted | None = None) -> list[OrderLine]:
    """Those of these orders that (still) belong to the list."""
    conditions, values = conditions_among(replace(wanted or Wanted(imported=True), text=""))
    where = " and ".join(["o.id = any(cast(:ids as uuid[]))", *conditions])
    rows = f"select {_COLUMNS} from work_order o where {where}"
    with db.read() as connection:
        return _lines(connection, rows, "o.opened_at desc, o.id desc", {**values, "ids": id_array(ids)})


def _lines(connection: Connection, rows: str, order: str, values: Mapping[str, Any]) -> list[OrderLine]:
    return records(_line, ask_on(connection, Question(sql(_NAMED.format(rows=rows, order=order)), values))[0])


@dataclass(frozen=True)
class Totals:
    """Sums over a list, of its first 1,001 rows; count above 1,000 means there are more."""

    count: int
    due: Decimal
    paid: Decimal
    balance: Decimal


def totals(db: Database, wanted: Wanted | None = None) -> Totals:
    """Count and sums of a list, stopping at 1,001 rows."""
    wanted = wanted or Wanted()
    conditions, values = conditions_of(wanted)
    sums = ", ".join(f"coalesce(sum(o.{column}), 0)" for column in ("due", "paid", "balance"))
    with db.read() as connection:
        scope = scope_of(db, connection, wanted)
        rows = _capped(scope, conditions, "o.due, o.paid, o.due - o.paid - coalesce(o.written_off, 0) as balance")
        asked = Question(sql(f"select count(*), {sums} from ({rows}) o"), {**scope.values, **values})
        return Totals(*ask_on(connection, asked)[0].rows[0])


def counts(db: Database, views: Sequence[str], wanted: Wanted | None = None) -> dict[str, int]:
    """How many orders each view has, counted up to 1,001, in one statement."""
    wanted = wanted or Wanted()
    parts: list[str] = []
    with db.read() as connection:
        # all that a view adds to the filters is its own condition, the first one, and the scope of one's own orders
        (_, *filters), values = conditions_of(wanted)
        usual = scope_of(db, connection, replace(wanted, view="all"))
        values.update(usual.values)
        for name in views:
            scope = scope_of(db, connection, replace(wanted, view=name)) if name == "mine" else usual
            values.update(scope.values)
            parts.append(f"(select count(*) from ({_capped(scope, [VIEWS[name][0], *filters], '1')}) o) as {name}")
        (counted,) = ask_on(connection, Question(sql(f"select {', '.join(parts)}"), values))[0].rows
    return dict(zip(views, counted, strict=True))


def _capped(scope: Scope, conditions: Sequence[str], columns: str) -> str:
    where, branches = " and ".join(conditions), scope.branches
    # Unordered, so one condition over all branches may use whichever index suits it.
    if scope.lateral:
        handled = f"o.handling_store_id = any({STORES}) and o.store_id <> all({STORES})"
        branches = (f"o.store_id = any({STORES})", handled)
    parts = [f"(select {columns} from work_order o where {one} and {where} limit {COUNT_LIMIT})" for one in branches]
    return parts[0][1:-1] if len(parts) == 1 else f"select * from ({' union all '.join(parts)}) o limit {COUNT_LIMIT}"


@dataclass(frozen=True)
class Column:
    """A column of the board: the orders longest in it first, and how many there are, up to 1,001."""

    state: str
    rows: Sequence[OrderLine]
    count: int


def board(db: Database, wanted: Wanted | None = None, per_state: int = 30) -> list[Column]:
    """The board: open and ready orders by state, the oldest of each state first."""
    wanted = wanted or Wanted()
    states = wanted.states or BOARD_STATES
    order = "o.opened_at asc, o.id asc"
    by_state: dict[str, list[OrderLine]] = {state: [] for state in states}
    counted: dict[str, int] = {}
    with db.read() as connection:
        scope = scope_of(db, connection, wanted)
        conditions: dict[str, list[str]] = {}
        values: dict[str, Any] = {}
        for state in states:
            conditions[state], values = conditions_of(replace(wanted, states=(state,)))
        given = {**scope.values, **values}
        rows = " union all ".join(
            f"(select o.* from ({_rows(scope, conditions[state], order, per_state)}) o)" for state in states
        )
        for row in connection.execute(sql(_NAMED.format(rows=rows, order=order)), given):
            by_state[row.work_state].append(_line(*row))
        full = [state for state in states if len(by_state[state]) >= per_state]
        if full:
            parts = [f"(select count(*) from ({_capped(scope, conditions[state], '1')}) o)" for state in full]
            found = connection.execute(sql(f"select {', '.join(parts)}"), given).one()
            counted = dict(zip(full, found, strict=True))
    return [Column(state, tuple(by_state[state]), counted.get(state, len(by_state[state]))) for state in states]

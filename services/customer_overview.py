"""All there is about one customer: orders, tickets, complaints, money, and the time line of them.

What a person may not see is not in it; row security says so, nothing is restated here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import model_names
from services.database import Database
from services.rows import sql

SHOWN = 50
MOMENTS = 300


class OrderLine(NamedTuple):
    """An order of the customer; due is what was still to be paid of it."""

    id: UUID
    number: str
    kind: str
    work_state: str
    money_state: str
    custody_state: str
    outcome: str | None
    device: str
    problem: str
    opened_on: date
    promised_at: datetime | None
    due: Decimal


class CaseLine(NamedTuple):
    """A ticket or complaint; kind is 'ticket' or 'complaint'."""

    kind: str
    id: UUID
    number: str
    state: str
    subject: str
    opened_at: datetime


class Moment(NamedTuple):
    """Something that happened. kind and action say what; record_kind and record_id open it, number names it."""

    at: datetime
    kind: str
    action: str
    record_kind: str
    record_id: UUID
    number: str
    detail: str
    amount: Decimal | None
    by: str


@dataclass(frozen=True)
class Overview:
    """The newest orders and cases; paid and due sum the orders this person sees."""

    orders: Sequence[OrderLine]
    cases: Sequence[CaseLine]
    orders_more: bool
    paid: Decimal
    due: Decimal
    devices: int


_FAMILY = text("select customer_family(:id)")
_READABLE = text("""
    select t from unnest(cast(:tables as text[])) t
    where to_regclass('aftercare.' || t) is not null and has_any_column_privilege('aftercare.' || t, 'select')""")

_ORDERS = sql(f"""
    select o.id, o.number, o.kind, o.work_state, o.money_state, o.custody_state, o.outcome,
           {model_names.title("m")} as device, o.problem, o.opened_on, o.promised_at,
           greatest(o.due - o.paid - o.written_off, 0) as due
    from work_order o left join product_model m on m.id = o.product_model_id
    where o.customer_id = any(:family) order by o.opened_at desc, o.id desc limit {SHOWN + 1}""")
_MONEY = text("""
    select coalesce(sum(o.paid), 0) as paid,
           coalesce(sum(greatest(o.due - o.paid - o.written_off, 0))
                    filter (where o.work_state in ('completed', 'failed', 'delivered', 'closed')), 0) as due
    from work_order o where o.customer_id = any(:family)""")
_CASES = {
    "ticket": "select 'ticket' as kind, id, number, state, subject, opened_at from ticket",
    "complaint": "select 'complaint' as kind, id, number, state, subject, opened_at from complaint",
}

# The time line by table: each piece gives (at, kind, action, record_kind, record_id, number, detail, amount, by).
_MOMENTS = {
    "work_order_event": """
        select e.effective_at, 'order', e.axis || '.' || e.action, 'work_order', o.id, o.number,
               case when e.comment <> '' then e.comment when e.action = 'receive' then o.problem else '' end,
               null::numeric, e.by_login
        from work_order o join work_order_event e on e.work_order_id = o.id
        where o.customer_id = any(:family)
          and (e.axis, e.action) in (('work', 'receive'), ('work', 'quote'), ('work', 'complete'), ('work', 'fail'),
              ('work', 'refuse'), ('work', 'deliver'), ('work', 'return_unrepaired'), ('work', 'return_cancelled'),
              ('work', 'cancel'), ('work', 'reopen'))""",
    "payment": """
        select p.at, 'payment', p.kind, 'work_order', o.id, o.number, p.receipt_number, p.amount, p.by_login
        from work_order o join payment p on p.work_order_id = o.id where o.customer_id = any(:family)""",
    "ticket_event": """
        select e.effective_at, 'ticket', coalesce(e.to_state, e.action), 'ticket', t.id, t.number,
               case when e.comment <> '' then e.comment else t.subject end, null::numeric, e.by_login
        from ticket t join ticket_event e on e.ticket_id = t.id
        where t.customer_id = any(:family) and e.to_state is distinct from e.from_state""",
    "complaint_event": """
        select e.effective_at, 'complaint', coalesce(e.to_state, e.action), 'complaint', c.id, c.number,
               case when e.comment <> '' then e.comment else c.subject end, null::numeric, e.by_login
        from complaint c join complaint_event e on e.complaint_id = c.id
        where c.customer_id = any(:family) and e.to_state is distinct from e.from_state""",
    "follow_up_event": """
        select e.effective_at, 'follow_up', coalesce(e.to_state, e.action), 'follow_up', f.id, f.number,
               case when e.action = 'answer' and f.note <> '' then f.note else f.subject end, null::numeric, e.by_login
        from follow_up f join follow_up_event e on e.follow_up_id = f.id
        where f.customer_id = any(:family) and e.to_state is distinct from e.from_state""",
    "customer_note": """
        select n.created_at, 'note', n.level, 'customer', n.customer_id, '', n.body, null::numeric, n.created_by
        from customer_note n where n.customer_id = any(:family) and n.archived_at is null""",
    "customer_consent": """
        select k.created_at, 'consent', k.purpose || case when k.given then '.given' else '.refused' end, 'customer',
               k.customer_id, '', k.channel, null::numeric, k.created_by
        from customer_consent k where k.customer_id = any(:family)""",
    "message": """
        select coalesce(m.sent_at, m.created_at), 'message', m.state || '.' || m.occasion, 'message', m.id,
               coalesce(o.number, ''), case when m.subject <> '' then m.subject else left(m.body, 200) end, null::numeric,
               m.created_by
        from message m left join work_order o on o.id = m.work_order_id
        where m.customer_id = any(:family) and m.state <> 'cancelled'""",
    "device_owner": f"""
        select o.since, 'device', 'gained', 'device', o.device_id, coalesce(d.serial_no, ''),
               {model_names.title("m")}, null::numeric, o.created_by
        from device_owner o
        left join device d on d.id = o.device_id left join product_model m on m.id = d.product_model_id
        where o.customer_id = any(:family)
        union all
        select o.until, 'device', 'lost', 'device', o.device_id, coalesce(d.serial_no, ''),
               {model_names.title("m")}, null::numeric, o.updated_by
        from device_owner o
        left join device d on d.id = o.device_id left join product_model m on m.id = d.product_model_id
        where o.customer_id = any(:family) and o.until is not null""",
    "customer": """
        select c.created_at, 'customer', 'created', 'customer', c.id, c.number, '', null::numeric, c.created_by
        from customer c where c.id = any(:family)
        union all
        select c.updated_at, 'customer', 'merged', 'customer', c.id, c.number, c.name, null::numeric, c.updated_by
        from customer c where c.merged_into = :id""",
}


def get(db: Database, customer_id: UUID) -> Overview:
    """The customer's newest orders and cases, and the sums."""
    with db.read() as connection:
        family = connection.execute(_FAMILY, {"id": customer_id}).scalar() or [customer_id]
        orders = [OrderLine(*row) for row in connection.execute(_ORDERS, {"family": family})]
        money = connection.execute(_MONEY, {"family": family}).one()
        cases: list[CaseLine] = []
        for table in _readable(connection, list(_CASES)):
            statement = f"{_CASES[table]} where customer_id = any(:family) order by opened_at desc, id limit {SHOWN}"
            cases += [CaseLine(*row) for row in connection.execute(text(statement), {"family": family})]
        devices = connection.execute(
            text("select count(*) from device where customer_id = any(:family) and archived_at is null"),
            {"family": family},
        ).scalar_one()
    return Overview(
        orders=orders[:SHOWN],
        cases=sorted(cases, key=lambda case: case.opened_at, reverse=True),
        orders_more=len(orders) > SHOWN,
        paid=money.paid,
        due=money.due,
        devices=devices,
    )


def time_line(db: Database, customer_id: UUID) -> list[Moment]:
    """What happened with this customer, the newest first, at most 300 moments."""
    with db.read() as connection:
        family = connection.execute(_FAMILY, {"id": customer_id}).scalar() or [customer_id]
        pieces = " union all ".join(_MOMENTS[table] for table in _readable(connection, list(_MOMENTS)))
        rows = connection.execute(sql(named(pieces, MOMENTS)), {"family": family, "id": customer_id})
        return [Moment(*row) for row in rows]


def named(moments: str, limit: int) -> str:
    """The newest of these moments, each with the name of who did it; '' where nobody was signed in."""
    columns = "at, kind, action, record_kind, record_id, number, detail, amount, by"
    return f"""
        select {columns.removesuffix("by")} coalesce(s.name, '')
        from (select * from ({moments}) x ({columns}) order by at desc limit {limit}) m
        left join staff s on s.login = m.by order by at desc"""


def _readable(connection: Connection, tables: Sequence[str]) -> list[str]:
    found = set(connection.execute(_READABLE, {"tables": list(tables)}).scalars())
    return [table for table in tables if table in found]

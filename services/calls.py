"""Calls 来电: who it is, what was made of it, and callers who only disturb.

A number is looked up like any other (services.personal_data): the look leaves an entry, and only then the call is
recorded with the customer it belongs to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors, model_names, personal_data
from services.database import Database
from services.errors import ServiceError
from services.listing import Filters, Listing, Where
from services.personal_data import Caller
from services.rows import call_once, sql
from services.search import Found, Hit
from services.standing import standing
from services.texts import N_
from services.tickets import PENDING

STATE_NAMES = {"waiting": N_("Nobody took it yet"), "handled": N_("Call taken"), "missed": N_("Missed")}
SHOWN = 4

errors.sentences(
    call_without_store=N_("You belong to no store, so calls cannot be shown. Ask your administrator for one."),
    caller_without_number=N_("There is no telephone number to mark."),
    caller_reason_missing=N_("Say why this caller is marked; whoever answers next reads it."),
)
errors.constraints(
    {
        "caller_mark_reason_check": ("caller_reason_missing", "reason"),
        "caller_mark_phone_key_key": ("exists_already", None),
        "phone_call_waiting_key": ("exists_already", None),
        "phone_call_note_check": ("too_long", "note"),
    }
)


class Mark(NamedTuple):
    """Why a caller is marked as one who only disturbs, since when and by whom."""

    id: UUID
    reason: str
    marked_at: datetime
    marked_by: str


class Related(NamedTuple):
    """Something of the caller's: what is open for the customer, and tickets by the same number.

    kind: work_order or ticket; state: its code.
    """

    kind: str
    id: UUID
    number: str
    state: str
    words: str


@dataclass(frozen=True)
class Call:
    """One call with the names of the moment."""

    id: UUID
    came_at: datetime
    phone_masked: str
    customer_id: UUID | None
    customer_name: str
    contact_name: str
    state: str
    ticket_id: UUID | None


@dataclass(frozen=True)
class Card:
    """What the window shows of a call that comes in.

    callers: all who are known by the number; devices: names of the customer's, where there is one; calls: how often
    the number rang in thirty days, this time included.
    """

    call: Call
    callers: Sequence[Caller]
    devices: Sequence[str]
    related: Sequence[Related]
    mark: Mark | None
    calls: int


class CallLine(NamedTuple):
    """A row of the list."""

    id: UUID
    came_at: datetime
    phone_masked: str
    customer_id: UUID | None
    customer_name: str
    contact_name: str
    state: str
    taken_by_name: str
    ticket_id: UUID | None
    ticket_number: str
    store_name: str
    store_name_en: str
    note: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What the list shows; text: the last digits of a number."""

    view: str = "open"
    customer_id: UUID | None = None


VIEWS = {
    "open": "c.state in ('waiting', 'missed')",
    "mine": "c.taken_by_id = my_staff_id()",
    "handled": "c.state = 'handled'",
    "all": "true",
}
_GET = """
    select c.id, c.came_at, c.phone_masked, c.customer_id, coalesce(k.name, '') as customer_name, c.contact_name,
           c.state, c.ticket_id
    from phone_call c left join customer k on k.id = c.customer_id where c.id = :id"""
_LINE = """
    select c.id, c.came_at, c.phone_masked, c.customer_id, coalesce(k.name, '') as customer_name, c.contact_name,
           c.state, coalesce(s.name, '') as taken_by_name, c.ticket_id, coalesce(t.number, '') as ticket_number,
           coalesce(o.name, '') as store_name, coalesce(o.name_en, '') as store_name_en, c.note
    from ({rows}) c
    left join customer k on k.id = c.customer_id
    left join staff s on s.id = c.taken_by_id
    left join ticket t on t.id = c.ticket_id
    left join store o on o.id = c.store_id"""
_COLUMNS = (
    "c.id, c.came_at, c.phone_masked, c.customer_id, c.contact_name, c.state, c.taken_by_id, c.ticket_id, "
    "c.store_id, c.note"
)
_DEVICES = sql(f"""
    select concat_ws(' ', {model_names.title("m")}, nullif(d.serial_no, '')) from device d
    join product_model m on m.id = d.product_model_id
    where d.customer_id = :customer order by d.created_at desc limit :limit""")
_RELATED = text(f"""
    (select 'work_order' as kind, o.id, o.number, o.work_state as state, o.problem as words from work_order o
     where o.customer_id = :customer and o.work_state not in ('delivered', 'closed', 'cancelled')
     order by o.opened_at desc limit :limit)
    union all
    (select 'ticket', t.id, t.number, t.state, t.subject from ticket t
     where t.customer_id = :customer and {PENDING} order by t.opened_at desc limit :limit)""")
_CALLED_BEFORE = text("""
    select 'ticket', t.id, t.number, t.state, concat_ws(' · ', nullif(t.reporter, ''), t.subject)
    from tickets_of_caller(:call, :limit) t""")
_CAME = text("select call_came(:typed, :store, :request)")
_CALLER = text("select * from caller_of(:call, :customer)")


def come_in(db: Database, number: str, store_id: UUID | None, request: UUID) -> Card:
    """A call comes in: remember it and say who it is.

    Raises ServiceError 'phone_not_a_number' where there is none in it, 'lookup_limit' after too many in an hour.
    """
    if store_id is None:
        raise ServiceError("call_without_store")
    callers = personal_data.by_phone(db, number)
    answer = db.call(request, _CAME, {"typed": number, "store": store_id})
    return card(db, UUID(answer["id"]), callers)


def card(db: Database, call_id: UUID, callers: Sequence[Caller] = ()) -> Card:
    """A call as its card shows it."""
    with db.read() as connection:
        row = connection.execute(text(_GET), {"id": call_id}).first()
        if row is None:
            raise ServiceError("gone_record")
        call = Call(**row._mapping)
        devices, related = _known(connection, call.customer_id)
        seen = {one.id for one in related}
        before = connection.execute(_CALLED_BEFORE, {"call": call_id, "limit": SHOWN})
        related += [one for one in map(Related._make, before) if one.id not in seen]
        said = connection.execute(_CALLER, {"call": call_id, "customer": None}).first()
    return Card(call, tuple(callers), devices, related, _mark(said), said.calls if said else 1)


def _known(connection: Connection, customer_id: UUID | None) -> tuple[list[str], list[Related]]:
    if customer_id is None:
        return [], []
    values = {"customer": customer_id, "limit": SHOWN}
    devices = [name for (name,) in connection.execute(_DEVICES, values)]
    return devices, [Related(*row) for row in connection.execute(_RELATED, values)]


def mark(db: Database, call_id: UUID, state: str, request: UUID, ticket_id: UUID | None = None, note: str = "") -> None:
    """Somebody took the call ('handled'), with the ticket it became; or nobody did ('missed')."""
    call_once(db, request, "call_mark", id=call_id, state=state, ticket=ticket_id, note=note)


def mark_caller(
    db: Database, reason: str, request: UUID, call_id: UUID | None = None, customer_id: UUID | None = None
) -> None:
    """Mark the number of a call or of a customer as one that only disturbs; the next call shows the reason."""
    call_once(db, request, "caller_mark_set", call=call_id, customer=customer_id, reason=reason)


def mark_caller_of_ticket(db: Database, ticket_id: UUID, reason: str, request: UUID) -> None:
    """Mark the number a ticket came from, whether the caller is on file or not."""
    call_once(db, request, "caller_mark_ticket", ticket=ticket_id, reason=reason)


def lift_mark(db: Database, mark_id: UUID, request: UUID) -> None:
    """Take a mark back; it stays with its date."""
    call_once(db, request, "caller_mark_lift", id=mark_id)


def mark_of_ticket(db: Database, ticket_id: UUID) -> Mark | None:
    """Whether the number a ticket came from is marked."""
    query = text("select * from caller_of_ticket(:id)")
    with db.read() as connection:
        said = connection.execute(query, {"id": ticket_id}).first()
    return _mark(said)


def _mark(said: Any) -> Mark | None:
    if said is None or said.mark_id is None:
        return None
    return Mark(said.mark_id, said.reason, said.marked_at, said.marked_by)


def number_of(db: Database, call_id: UUID) -> str:
    """The caller's whole number; logged."""
    return personal_data.reveal(db, "phone_call", call_id, "phone")


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = Where([VIEWS[wanted.view]])
    where.equal("c", wanted, "customer_id")
    if wanted.view != "mine":
        stores = standing(db, connection).stores
        if len(stores) == 1:
            where.add("c.store_id = :_store", _store=stores[0])
        else:
            where.add("c.store_id = any(:_stores)", _stores=list(stores))
    return where


def _find(db: Database, typed: str, cap: int = 200) -> Found:
    """Calls by the last four digits, newest first."""
    digits = "".join(sign for sign in typed if sign.isdigit())[-4:]
    query = text("""
        select c.id from phone_call c where c.phone_last4 = :last4 and c.store_id = any(my_visible_store_ids())
        order by c.came_at desc limit :cap""")
    with db.read() as connection:
        ids = connection.execute(query, {"last4": digits, "cap": cap}).scalars().all() if len(digits) == 4 else []
    return Found([Hit("call", one, "", "", 0) for one in ids])


_LIST = Listing(
    CallLine,
    "phone_call c",
    _LINE,
    {"came_at": ("came_at", "id")},
    _narrow,
    _find,
    Wanted(),
    "came_at",
    own=_COLUMNS,
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts

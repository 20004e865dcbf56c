"""Contractors 外包服务商: companies that do work on site for an agreed price, and what they are paid for it (CSD-09).

A contractor is a customer of the class CLASS. He is paid for a visit that is done and shown on a photo.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, search
from services.asking import Question, ask
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import id_array, records
from services.standing import standing
from services.steps import Moved
from services.texts import N_
from services.visits import Visit

CLASS = "nature.contractor"

errors.sentences(
    visit_not_contractor=N_("This is no contractor: the customer file has the class “Contractor” for one."),
    visit_no_contractor=N_("No contractor makes this visit."),
    visit_not_done=N_("The visit is not done yet; a contractor is paid for finished work only."),
    visit_no_photo_after=N_(
        "There is no photo of the finished work yet; a contractor is paid only when it shows the work."
    ),
    visit_is_settled=N_("The visit is settled with the contractor. Take the settlement back first."),
    visit_not_settled=N_("The visit is not settled."),
    settlement_amount_wrong=N_("An amount has at most nine digits and two decimals and is not negative."),
    settlement_no_missing=N_("Enter the number of the invoice or voucher."),
    settlement_above_price=N_("This is more than was agreed: say why."),
)
errors.constraints(
    {
        "visit_agreed_price_check": ("settlement_amount_wrong", "agreed_price"),
        "visit_settled_amount_check": ("settlement_amount_wrong", "amount"),
        "visit_settlement_no_check": ("too_long", "reference"),
    }
)


class Contractor(NamedTuple):
    """A company that may be sent."""

    id: UUID
    number: str
    name: str


class WorkLine(NamedTuple):
    """A visit of a contractor in the list. photos: of the finished work; amounts in CNY, tax included."""

    id: UUID
    version: int
    number: str
    contractor_id: UUID
    contractor_name: str
    customer_name: str
    subject: str
    state: str
    outcome: str | None
    planned_from: datetime | None
    finished_at: datetime | None
    photos: int
    agreed_price: Decimal | None
    settled_amount: Decimal | None
    settled_at: datetime | None
    settled_by: str
    settlement_no: str
    store_name: str
    store_name_en: str
    opened_at: datetime


@dataclass(frozen=True)
class Wanted(Filters):
    """What the list shows. finished_from, finished_until: days of the store's calendar, the second not included."""

    view: str = "to_settle"
    contractor_id: UUID | None = None
    finished_from: date | None = None
    finished_until: date | None = None


# Work that is paid for; nobody was there, or the customer declined: none was done.
_DONE = "v.finished_at is not null and v.outcome in ('solved', 'again', 'parts')"
VIEWS = {
    "to_settle": f"v.contractor_id is not null and v.settled_at is null and {_DONE}",
    "settled": "v.contractor_id is not null and v.finished_at is not null and v.settled_at is not null",
    "ended": "v.contractor_id is not null and v.finished_at is not null",
    "under_way": "v.contractor_id is not null and v.state in ('planned', 'travelling', 'arrived', 'working')",
}
_LINE = """
    select v.id, v.version, v.number, v.contractor_id, coalesce(k.name, '') as contractor_name,
           coalesce(c.name, v.contact_name) as customer_name, v.subject, v.state, v.outcome, v.planned_from,
           v.finished_at,
           (select count(*) from attachment a
            where a.visit_id = v.id and a.kind = 'photo_out' and a.withdrawn_at is null) as photos,
           v.agreed_price, v.settled_amount, v.settled_at, coalesce(y.name, '') as settled_by, v.settlement_no,
           s.name as store_name, s.name_en as store_name_en, v.opened_at
    from ({rows}) v
    join store s on s.id = v.store_id
    left join customer k on k.id = v.contractor_id
    left join customer c on c.id = v.customer_id
    left join staff y on y.id = v.settled_by_id"""


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "v", VIEWS, wanted, "contractor_id")
    desk_lists.finished_within(where, wanted)
    return where


_LIST = Listing(
    WorkLine,
    "visit v",
    _LINE,
    {"opened_at": ("opened_at", "id"), "finished_at": ("finished_at", "id")},
    _narrow,
    search.finder("search_visits"),
    Wanted(),
    "opened_at",
    partial=frozenset({"finished_at"}),
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts

_ALL = text("""
    select c.id, c.number, c.name from customer_class k join customer c on c.id = k.customer_id
    where k.code = :code and k.until is null and c.archived_at is null order by c.name, c.number limit 500""")
_SETTLE = text("select visit_settle(:id, :version, cast(:amount as numeric), :reference, :comment, :request)")
_UNSETTLE = text("select visit_unsettle(:id, :version, :comment, :request)")


def contractors(db: Database) -> list[Contractor]:
    """Everybody who may be sent, by name."""
    with db.read() as connection:
        return [Contractor(*row) for row in connection.execute(_ALL, {"code": CLASS})]


def settle(db: Database, seen: Visit | WorkLine, amount: Decimal, reference: str, comment: str, request: UUID) -> Moved:
    """Pay the contractor for a visit, in CNY; reference: the invoice or voucher. Finance, and managers of the store.

    Raises ServiceError 'visit_not_done', 'visit_no_photo_after', 'visit_is_settled', 'settlement_no_missing',
    'settlement_above_price' at comment where it is more than was agreed, NotPermitted.
    """
    values = {"id": seen.id, "version": seen.version, "amount": amount, "reference": reference, "comment": comment}
    return _moved(seen, db.call(request, _SETTLE, values))


def unsettle(db: Database, seen: Visit | WorkLine, comment: str, request: UUID) -> Moved:
    """Take a settlement back, with the reason; the trace keeps both."""
    return _moved(seen, db.call(request, _UNSETTLE, {"id": seen.id, "version": seen.version, "comment": comment}))


def _moved(seen: Visit | WorkLine, answer: Mapping[str, Any]) -> Moved:
    return Moved(answer["version"], seen.state)


class Paid(NamedTuple):
    """One contractor's visits that ended in the span. id: None for the sum of all; amounts in CNY, tax included.

    to_settle: done and not paid yet; open_amount: what was agreed for those.
    """

    id: UUID | None
    name: str
    ended: int
    solved: int
    agreed: Decimal
    settled: Decimal
    to_settle: int
    open_amount: Decimal


@dataclass(frozen=True)
class Figures:
    """By contractor, the busiest first, and the sum of them."""

    rows: Sequence[Paid]
    all: Paid


_ROWS = text(f"""
    select v.contractor_id as id, coalesce(max(k.name), '') as name, count(*) as ended,
           count(*) filter (where v.outcome = 'solved') as solved,
           coalesce(sum(v.agreed_price), 0) as agreed, coalesce(sum(v.settled_amount), 0) as settled,
           count(*) filter (where v.settled_at is null and {_DONE}) as to_settle,
           coalesce(sum(v.agreed_price) filter (where v.settled_at is null and {_DONE}), 0) as open_amount
    from visit v left join customer k on k.id = v.contractor_id
    where v.store_id = any(cast(:stores as uuid[])) and v.contractor_id is not null
      and v.finished_at >= :from_at and v.finished_at < :until_at
    group by grouping sets ((v.contractor_id), ())
    order by ended desc, name""")
_NOTHING = Paid(None, "", 0, 0, Decimal(0), Decimal(0), 0, Decimal(0))


def figures(db: Database, first: date, last: date, zone: tzinfo) -> Figures:
    """Contractors' visits that ended on [first, last], of the stores this person sees."""
    span = {
        "from_at": datetime.combine(first, time(), zone),
        "until_at": datetime.combine(last + timedelta(days=1), time(), zone),
    }
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
    found = records(Paid, ask(db, Question(_ROWS, {**span, "stores": stores}))[0])
    whole = next((one for one in found if one.id is None), _NOTHING)
    return Figures(tuple(one for one in found if one.id is not None), whole)

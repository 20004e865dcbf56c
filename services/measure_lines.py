"""Corrective actions 纠正措施 of all complaints, as a list: which stand open, which were taken in time, which helped."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, search
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import id_array
from services.search import Found, Hit

_TAKEN = "a.state in ('done', 'verified', 'effective', 'ineffective')"
VIEWS = {
    "open": "a.state = 'open'",
    "overdue": "a.state = 'open' and a.due_on < store_date(a.store_id)",
    "to_verify": "a.state = 'done'",
    "effect_due": "a.state = 'verified' and a.effect_due_on <= store_date(a.store_id)",
    "in_time": f"{_TAKEN} and a.done_on <= a.due_on",
    "late": f"{_TAKEN} and a.done_on > a.due_on",
    "effective": "a.state = 'effective'",
    "ineffective": "a.state = 'ineffective'",
    # what a figure counts
    "counted": "a.state <> 'withdrawn'",
    "all": "true",
}
SORTS = {"due_on": ("due_on", "id")}


class MeasureLine(NamedTuple):
    """A row of the list. late: it should have been taken by now."""

    id: UUID
    complaint_id: UUID
    number: str
    subject: str
    what: str
    state: str
    owner_name: str
    due_on: date
    late: bool
    done_on: date | None
    effect_due_on: date | None
    store_name: str
    store_name_en: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text finds those of complaints that are found. due_until is not included."""

    view: str = "open"
    store_id: UUID | None = None
    owner_id: UUID | None = None
    due_from: date | None = None
    due_until: date | None = None


_LINE = """
    select a.id, a.complaint_id, c.number, c.subject, a.what, a.state, o.name as owner_name, a.due_on,
           a.state = 'open' and a.due_on < store_date(a.store_id) as late, a.done_on, a.effect_due_on,
           s.name as store_name, s.name_en as store_name_en
    from ({rows}) a
    join complaint c on c.id = a.complaint_id
    join staff o on o.id = a.owner_id
    join store s on s.id = a.store_id"""
_complaints = search.finder("search_complaints")
_FIND = text(
    "select a.id from corrective_action a where a.complaint_id = any(cast(:ids as uuid[])) order by a.due_on limit :cap"
)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "a", VIEWS, wanted, "store_id", "owner_id")
    if wanted.due_from is not None:
        where.add("a.due_on >= :due_from", due_from=wanted.due_from)
    if wanted.due_until is not None:
        where.add("a.due_on < :due_until", due_until=wanted.due_until)
    return where


def _find(db: Database, typed: str, cap: int = search.LIST_CAP) -> Found:
    found = id_array(_complaints(db, typed).ids)
    with db.read() as connection:
        ids = connection.execute(_FIND, {"ids": found, "cap": cap}).scalars().all()
    return Found([Hit("corrective_action", row_id, "", "", place) for place, row_id in enumerate(ids)])


_LIST = Listing(MeasureLine, "corrective_action a", _LINE, SORTS, _narrow, _find, Wanted(), "due_on", descending=False)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts

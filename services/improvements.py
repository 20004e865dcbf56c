"""Improvement suggestions 改进建议: filed by anybody, decided by a manager with a reason, carried out by somebody until a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, search, steps
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once, change_once, clean, get_row, insert_once, looked_up
from services.steps import Moved, Opened
from services.texts import N_

STATE_NAMES = {
    "filed": N_("To be decided"),
    "adopted": N_("Adopted"),
    "declined": N_("Not adopted"),
    "done": N_("Carried out"),
    "withdrawn": N_("Suggestion withdrawn"),
}
AREA_NAMES = {
    "process": N_("Way of working"),
    "service": N_("Service to customers"),
    "quality": N_("Quality of repairs"),
    "parts": N_("Parts and stock"),
    "training": N_("Training and knowledge"),
    "tools": N_("Tools and programs"),
    "safety": N_("Safety at work"),
    "other": N_("Anything else"),
}
# What may give rise to one: its column, and what opens it.
ORIGINS = {
    "ticket_id": "ticket",
    "complaint_id": "complaint",
    "visit_id": "visit",
    "recovery_plan_id": "recovery_plan",
}

errors.sentences(
    improvement_subject_missing=N_("Say in 1 to 200 characters what you suggest."),
    improvement_what_missing=N_("Say what would be done differently, in 2,000 characters at most."),
    improvement_owner_elsewhere=N_("This person does not work at this store."),
)
errors.constraints(
    {
        "improvement_subject_check": ("improvement_subject_missing", "subject"),
        "improvement_what_check": ("improvement_what_missing", "what"),
        "improvement_why_check": ("too_long", "why"),
        "improvement_result_check": ("too_long", "result"),
    }
)
steps.NEEDS.update({"due_on": N_("by when it is carried out"), "result": N_("what came of carrying it out")})

_LATE = f"i.state = 'adopted' and {desk_lists.come('i.due_on', 'i.store_id', -1)}"
VIEWS = {
    "filed": "i.state = 'filed'",
    "mine": "i.owner_id = :me and i.state = 'adopted'",
    "by_me": "i.filed_by_id = :me",
    "adopted": "i.state = 'adopted'",
    "late": _LATE,
    "done": "i.state = 'done'",
    "declined": "i.state = 'declined'",
    "all": "true",
}
SORTS = {"opened_at": ("opened_at", "id"), "due_on": ("due_on", "id")}


@dataclass(frozen=True)
class Improvement:
    """A suggestion as its page shows it. late: not carried out on the day it was due; about_number: what gave rise to it."""

    id: UUID
    version: int
    number: str
    state: str
    store_id: UUID
    store_name: str
    store_name_en: str
    area: str
    subject: str
    what: str
    why: str
    ticket_id: UUID | None
    complaint_id: UUID | None
    visit_id: UUID | None
    recovery_plan_id: UUID | None
    about_number: str
    filed_by_id: UUID
    filed_by: str
    opened_at: datetime
    opened_on: date
    decided_at: datetime | None
    decided_by: str
    decision_note: str
    owner_id: UUID | None
    owner_name: str
    due_on: date | None
    late: bool
    done_on: date | None
    result: str
    updated_at: datetime
    updated_by: str

    @property
    def origin(self) -> tuple[str, UUID] | None:
        """The kind and id of the record that gave rise to it."""
        return desk_lists.points_at(self, ORIGINS)


class Line(NamedTuple):
    """A row of the list."""

    id: UUID
    number: str
    state: str
    area: str
    subject: str
    why: str
    filed_by: str
    opened_at: datetime
    about_number: str
    decided_by: str
    decision_note: str
    owner_name: str
    due_on: date | None
    late: bool
    done_on: date | None
    result: str
    store_name: str
    store_name_en: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text is looked for in number, subject and what is suggested."""

    view: str = "all"
    area: str = ""
    ticket_id: UUID | None = None
    complaint_id: UUID | None = None
    visit_id: UUID | None = None
    recovery_plan_id: UUID | None = None


_GET = text(f"""
    select i.id, i.version, i.number, i.state, i.store_id, s.name as store_name, s.name_en as store_name_en, i.area,
           i.subject, i.what, i.why, i.ticket_id, i.complaint_id, i.visit_id, i.recovery_plan_id,
           i.about_number, i.filed_by_id,
           f.name as filed_by, i.opened_at, i.opened_on, i.decided_at, coalesce(d.name, i.decided_by) as decided_by,
           i.decision_note, i.owner_id, coalesce(o.name, '') as owner_name, i.due_on,
           {_LATE} as late, i.done_on, i.result, i.updated_at,
           i.updated_by
    from improvement i
    join store s on s.id = i.store_id
    join staff f on f.id = i.filed_by_id
    left join staff o on o.id = i.owner_id
    left join staff d on d.login = i.decided_by
    where i.id = :id""")
_LINE = f"""
    select i.id, i.number, i.state, i.area, i.subject, i.why, f.name as filed_by, i.opened_at, i.about_number,
           coalesce((select d.name from staff d where d.login = i.decided_by), i.decided_by) as decided_by, i.decision_note,
           coalesce(o.name, '') as owner_name, i.due_on, {_LATE} as late,
           i.done_on, i.result, s.name as store_name, s.name_en as store_name_en
    from ({{rows}}) i
    {looked_up("store", "name, name_en", "i.store_id", "s")}
    {looked_up("staff", "name", "i.filed_by_id", "f")}
    {looked_up("staff", "name", "i.owner_id", "o", always=False)}"""
_FIND = text("""
    select i.id from improvement i
    where i.number = upper(:typed) or position(lower(:typed) in lower(i.subject || ' ' || i.what)) > 0
    order by i.opened_at desc, i.id limit :cap""")


def get(db: Database, improvement_id: UUID) -> Improvement:
    """One suggestion; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Improvement(**get_row(db, _GET, id=improvement_id)._mapping)


def opened(db: Database, improvement_id: UUID) -> Opened[Improvement]:
    """One suggestion with its next steps and trace, in one trip."""
    return steps.opened(db, "improvement", improvement_id, _GET, Improvement)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "i", VIEWS, wanted, *ORIGINS)
    where.equal("i", wanted, "area")
    return where


_LIST = Listing(
    Line,
    "improvement i",
    _LINE,
    SORTS,
    _narrow,
    search.by_statement("improvement", _FIND),
    Wanted(),
    "opened_at",
    partial=frozenset({"due_on"}),
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts
_OPTIONAL = tuple(ORIGINS)


def file(db: Database, improvement_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """File a suggestion. Raises ServiceError at the field that is wrong, NotPermitted for a store of others."""
    insert_once(db, request, "improvement", {"id": improvement_id, **clean(values, _OPTIONAL)})
    return improvement_id


def change(db: Database, seen: Improvement, values: Mapping[str, Any], request: UUID) -> Improvement:
    """Change its words, which its author may until somebody has decided. Raises Conflict, NotPermitted."""
    stored = clean(values, _OPTIONAL)
    base = {name: getattr(seen, name) for name in stored}
    change_once(db, request, "improvement", seen.id, seen.version, stored, base)
    return get(db, seen.id)


def move(db: Database, seen: Improvement, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: adopt, decline, withdraw, finish, pass_on, consider, reopen; see steps.move."""
    return steps.move(db, "improvement", seen.id, seen.version, action, payload, request)


def add_note(db: Database, improvement_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    call_once(db, request, "improvement_note", id=improvement_id, comment=comment)


def snooze(db: Database, improvement_id: UUID, until: datetime, request: UUID) -> None:
    """Remind its owner later; the day it is due stays."""
    call_once(db, request, "improvement_snooze", id=improvement_id, until=until)

"""Service recovery plans 服务修整方案: what went wrong, the goal, the measures, the result, and which customers were told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, search, steps
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once, change_once, clean, get_row, insert_once, looked_up, records
from services.steps import Moved, Opened
from services.texts import N_

STATE_NAMES = {"open": N_("Under way"), "done": N_("Plan carried out"), "withdrawn": N_("Plan withdrawn")}
CAUSE_NAMES = {
    "complaint": N_("A complaint"),
    "score": N_("A bad score"),
    "breaches": N_("Time limits missed again and again"),
    "suggestion": N_("A suggestion"),
    "other": N_("Another reason"),
}
# What may give rise to one: its column, and what opens it.
ORIGINS = {"complaint_id": "complaint", "follow_up_id": "follow_up"}

errors.sentences(
    plan_subject_missing=N_("Say in 1 to 200 characters what is to be mended."),
    plan_what_missing=N_("Say what went wrong, in 2,000 characters at most."),
    plan_goal_missing=N_("Say what is to be reached, in 2,000 characters at most."),
    plan_not_open=N_("This plan is closed; open it again to add a measure."),
    plan_measures_open=N_("A plan is closed when all its measures are carried out or given up."),
    plan_measure_missing=N_("A plan is closed only after a measure was carried out."),
)
errors.constraints(
    {
        "recovery_plan_subject_check": ("plan_subject_missing", "subject"),
        "recovery_plan_what_check": ("plan_what_missing", "what"),
        "recovery_plan_goal_check": ("plan_goal_missing", "goal"),
        "recovery_plan_result_check": ("too_long", "result"),
        "recovery_plan_told_check": ("too_long", "told"),
    }
)
steps.NEEDS.update({"told": N_("which customers were told")})

_LATE = f"p.state = 'open' and {desk_lists.come('p.due_on', 'p.store_id', -1)}"
VIEWS = {
    "open": "p.state = 'open'",
    "mine": "p.owner_id = :me and p.state = 'open'",
    "late": _LATE,
    "done": "p.state = 'done'",
    "all": "true",
}
SORTS = {"opened_at": ("opened_at", "id"), "due_on": ("due_on", "id")}


@dataclass(frozen=True)
class Plan:
    """A plan as its page shows it. late: still open after the day it was due; about_number: what gave rise to it."""

    id: UUID
    version: int
    number: str
    state: str
    store_id: UUID
    store_name: str
    store_name_en: str
    cause: str
    subject: str
    what: str
    goal: str
    complaint_id: UUID | None
    follow_up_id: UUID | None
    about_number: str
    owner_id: UUID
    owner_name: str
    due_on: date
    late: bool
    opened_at: datetime
    opened_on: date
    created_by: str
    done_on: date | None
    result: str
    told: str
    updated_at: datetime
    updated_by: str

    @property
    def origin(self) -> tuple[str, UUID] | None:
        """The kind and id of the record that gave rise to it."""
        return desk_lists.points_at(self, ORIGINS)


class Line(NamedTuple):
    """A row of the list. measures: how many name it, waiting: of them not carried out yet, each up to 1,001."""

    id: UUID
    number: str
    state: str
    cause: str
    subject: str
    opened_at: datetime
    about_number: str
    owner_name: str
    due_on: date
    late: bool
    done_on: date | None
    measures: int
    waiting: int
    result: str
    store_name: str
    store_name_en: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text is looked for in number, subject and what went wrong."""

    view: str = "all"
    cause: str = ""
    complaint_id: UUID | None = None


class Figures(NamedTuple):
    """Plans made since a day that the person may read. in_time: closed by the day due; days: mean from made to closed."""

    made: int
    closed: int
    in_time: int
    late: int
    days: Decimal | None


_GET = text(f"""
    select p.id, p.version, p.number, p.state, p.store_id, s.name as store_name, s.name_en as store_name_en, p.cause,
           p.subject, p.what, p.goal, p.complaint_id, p.follow_up_id, p.about_number, p.owner_id, o.name as owner_name,
           p.due_on, {_LATE} as late, p.opened_at, p.opened_on, coalesce(c.name, p.created_by) as created_by, p.done_on,
           p.result, p.told, p.updated_at, p.updated_by
    from recovery_plan p
    join store s on s.id = p.store_id
    join staff o on o.id = p.owner_id
    left join staff c on c.login = p.created_by
    where p.id = :id""")
_LINE = f"""
    select p.id, p.number, p.state, p.cause, p.subject, p.opened_at, p.about_number, o.name as owner_name, p.due_on,
           {_LATE} as late, p.done_on,
           (select count(*) from improvement i where i.recovery_plan_id = p.id) as measures,
           (select count(*) from improvement i where i.recovery_plan_id = p.id and i.state in ('filed', 'adopted')) as waiting,
           p.result, s.name as store_name, s.name_en as store_name_en
    from ({{rows}}) p
    {looked_up("store", "name, name_en", "p.store_id", "s")}
    {looked_up("staff", "name", "p.owner_id", "o")}"""
_FIND = text("""
    select p.id from recovery_plan p
    where p.number = upper(:typed) or position(lower(:typed) in lower(p.subject || ' ' || p.what)) > 0
    order by p.opened_at desc, p.id limit :cap""")
_FIGURES = text(f"""
    select count(*) as made, count(*) filter (where p.state = 'done') as closed,
           count(*) filter (where p.state = 'done' and p.done_on <= p.due_on) as in_time,
           count(*) filter (where {_LATE}) as late,
           round(avg(p.done_on - p.opened_on) filter (where p.state = 'done'), 1) as days
    from recovery_plan p where p.opened_on >= :since""")


def get(db: Database, plan_id: UUID) -> Plan:
    """One plan; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Plan(**get_row(db, _GET, id=plan_id)._mapping)


def opened(db: Database, plan_id: UUID) -> Opened[Plan]:
    """One plan with its next steps and trace, in one trip."""
    return steps.opened(db, "recovery_plan", plan_id, _GET, Plan)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "p", VIEWS, wanted, *[name for name in ORIGINS if hasattr(wanted, name)])
    where.equal("p", wanted, "cause")
    return where


_LIST = Listing(
    Line, "recovery_plan p", _LINE, SORTS, _narrow, search.by_statement("recovery_plan", _FIND), Wanted(), "opened_at"
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts
_OPTIONAL = tuple(ORIGINS)


def make(db: Database, plan_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Make a plan; managers. Raises ServiceError at the field that is wrong, NotPermitted for a store of others."""
    insert_once(db, request, "recovery_plan", {"id": plan_id, **clean(values, _OPTIONAL)})
    return plan_id


def change(db: Database, seen: Plan, values: Mapping[str, Any], request: UUID) -> Plan:
    """Change its words while it is open. Raises Conflict, NotPermitted."""
    stored = clean(values, _OPTIONAL)
    base = {name: getattr(seen, name) for name in stored}
    change_once(db, request, "recovery_plan", seen.id, seen.version, stored, base)
    return get(db, seen.id)


def move(db: Database, seen: Plan, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: finish, pass_on, withdraw, reopen; see steps.move."""
    return steps.move(db, "recovery_plan", seen.id, seen.version, action, payload, request)


def add_note(db: Database, plan_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    call_once(db, request, "recovery_plan_note", id=plan_id, comment=comment)


def snooze(db: Database, plan_id: UUID, until: datetime, request: UUID) -> None:
    """Remind its owner later; the day it is due stays."""
    call_once(db, request, "recovery_plan_snooze", id=plan_id, until=until)


def figures(db: Database, since: date) -> Figures:
    """What became of the plans made since a day."""
    with db.read() as connection:
        (found,) = records(Figures, connection.execute(_FIGURES, {"since": since}))
    return found

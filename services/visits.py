"""Visits 上门服务/派工单: opened, planned, driven to, worked at, reported and filed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, model_names, search, steps, visit_conflicts
from services.database import Database
from services.errors import ServiceError
from services.listing import Filters, Listing, Where
from services.rows import call_once, change_row, clean, get_row, insert_row, looked_up, sql
from services.steps import Moved, NextStep, Opened, TraceEntry
from services.texts import N_

KIND_NAMES = {"on_site": N_("On-site maintenance"), "follow_up": N_("Follow-up visit")}
STATE_NAMES = {
    "open": N_("To be assigned"),
    "planned": N_("Visit planned"),
    "travelling": N_("On the way"),
    "arrived": N_("Arrived"),
    "working": N_("Working on site"),
    "finished": N_("Work finished"),
    "closed": N_("Filed"),
    "cancelled": N_("Visit cancelled"),
}
OUTCOME_NAMES = {
    "solved": N_("Solved"),
    "again": N_("Another visit needed"),
    "parts": N_("Parts needed"),
    "refused": N_("Customer declined"),
    "no_access": N_("Nobody was there"),
}
PRIORITY_NAMES = {"normal": N_("Normal"), "urgent": N_("Rush")}
ACCEPTED_HOW_NAMES = {
    "drawn": N_("Signed on the screen"),
    "typed": N_("Name typed under the statement"),
    "paper": N_("Signed on paper"),
}
# The outcomes a technician chooses from when he finishes; nobody there is a step of its own.
FINISHED_AS = ("solved", "again", "parts", "refused")

errors.sentences(
    visit_order_elsewhere=N_("The order belongs to another store; open the visit there."),
    visit_ticket_cancelled=N_("The ticket was cancelled; take that back before somebody is sent."),
    visit_address_of_another=N_("This address is not one of the customer's."),
    visit_not_technician=N_("Only technicians are sent on site; for a follow-up service agents too."),
    visit_ends_early=N_("The visit ends before it begins."),
    visit_too_long=N_("A visit is at most a day long. Plan several."),
    visit_time_impossible=N_("A visit is planned at most a day back and two years ahead."),
    visit_finished=N_("The visit is filed or cancelled; nothing is added to it any more."),
    visit_accepted_by_missing=N_("Enter who says so."),
    visit_subject_missing=N_("Say in 1 to 200 characters what is to be done."),
    visit_part_missing=N_("Enter which part was used."),
    visit_minutes_wrong=N_("A visit takes between 5 minutes and a day."),
    visit_odometer_wrong=N_("The kilometres are a number of at most seven digits."),
    visit_stamp_missing=N_("This step has not been taken yet."),
    visit_stamps_cross=N_("The times would not follow one another any more: on the way, arrived, begun, finished."),
    visit_check_exists=N_("This value is in the report already."),
)
errors.constraints(
    {
        "visit_subject_check": ("visit_subject_missing", "subject"),
        "visit_minutes_check": ("visit_minutes_wrong", "minutes"),
        "visit_odometer_check": ("visit_odometer_wrong", "odometer_back"),
        "visit_part_name_check": ("visit_part_missing", "name"),
        "visit_part_quantity_check": ("quantity_wrong", "quantity"),
        "visit_check_name_check": ("required_missing", "name"),
        "visit_check_once_key": ("visit_check_exists", "check_item_id"),
    }
)
steps.NEEDS.update(
    {
        "technician_id": N_("who goes there"),
        "contractor_id": N_("which contractor goes there"),
        "planned_from": N_("when he goes there"),
        "planned_until": N_("until when"),
        "outcome": N_("what came of it"),
        "work_done": N_("what was done"),
        "measured": N_("all values that are to be measured"),
        "photos": N_("photos of the finished work"),
        "within": N_("a note at each value beyond its limits"),
        "acceptance": N_("what the customer says to the work"),
    }
)

# Which rows a view of the list shows.
VIEWS = {
    "waiting": "v.state = 'open'",
    "mine": "v.technician_id = :me and v.state in ('planned', 'travelling', 'arrived', 'working')",
    "under_way": "v.state in ('planned', 'travelling', 'arrived', 'working')",
    "late": "v.state in ('open', 'planned', 'travelling') and v.due_at < clock_timestamp()",
    "finished": "v.state = 'finished'",
    "not_accepted": "v.accepted = false",
    "closed": "v.state = 'closed'",
    "all": "true",
    # what a figure counts
    "done": "v.finished_at is not null",
}
SORTS = {
    "opened_at": ("opened_at", "id"),
    "planned_from": ("planned_from", "id"),
    "due_at": ("due_at", "id"),
    "finished_at": ("finished_at", "id"),
}


@dataclass(frozen=True)
class Visit:
    """A visit as its page shows it; names are those of the moment, telephone and address masked.

    technician_name: the contractor's, where a company of his does the work.
    """

    id: UUID
    version: int
    number: str
    kind: str
    state: str
    outcome: str | None
    priority: str
    store_id: UUID
    store_name: str
    store_name_en: str
    time_zone: str
    work_order_id: UUID | None
    work_order_number: str
    ticket_id: UUID | None
    ticket_number: str
    customer_id: UUID | None
    customer_name: str
    customer_phone: str
    address_id: UUID | None
    address_masked: str
    device_id: UUID | None
    device_name: str
    region_id: UUID | None
    region_name: str
    region_name_en: str
    skill: str | None
    subject: str
    instructions: str
    contact_name: str
    wish: str
    minutes: int
    due_at: datetime | None
    planned_from: datetime | None
    planned_until: datetime | None
    technician_id: UUID | None
    technician_name: str
    contractor_id: UUID | None
    agreed_price: Decimal | None
    settled_at: datetime | None
    settled_by: str
    settled_amount: Decimal | None
    settlement_no: str
    override_reason: str
    previous_id: UUID | None
    previous_number: str
    next_id: UUID | None
    next_number: str
    opened_at: datetime
    travel_at: datetime | None
    arrived_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    findings: str
    work_done: str
    advice: str
    customer_note: str
    vehicle: str
    driver: str
    odometer_out: Decimal | None
    odometer_back: Decimal | None
    accepted: bool | None
    accepted_by: str
    accepted_how: str
    accepted_at: datetime | None
    created_by: str
    updated_at: datetime
    updated_by: str


class VisitLine(NamedTuple):
    """A row of the list."""

    id: UUID
    number: str
    kind: str
    state: str
    outcome: str | None
    priority: str
    subject: str
    customer_name: str
    customer_last4: str
    technician_name: str
    region_name: str
    region_name_en: str
    store_name: str
    store_name_en: str
    opened_at: datetime
    planned_from: datetime | None
    due_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list of visits shows; text finds number, subject, instructions and work done.

    finished_from, finished_until: days of the store's calendar, the second not included. model_id, fault_code,
    symptom, repair_level: of the order, the model of the device where there is none; without: the one of these, or
    the technician, that a visit has not.
    """

    view: str = "waiting"
    kind: str = ""
    outcome: str = ""
    technician_id: UUID | None = None
    customer_id: UUID | None = None
    device_id: UUID | None = None
    work_order_id: UUID | None = None
    store_id: UUID | None = None
    model_id: UUID | None = None
    fault_code: str = ""
    symptom: str = ""
    repair_level: str = ""
    without: str = ""
    finished_from: date | None = None
    finished_until: date | None = None


_GET = sql(f"""
    select v.id, v.version, v.number, v.kind, v.state, v.outcome, v.priority, v.store_id, s.name as store_name, s.name_en as store_name_en,
           s.time_zone, v.work_order_id, coalesce(w.number, '') as work_order_number,
           v.ticket_id, coalesce(t.number, '') as ticket_number,
           v.customer_id, coalesce(c.name, '') as customer_name, coalesce(c.phone_masked, '') as customer_phone,
           v.address_id, coalesce(a.address_masked, c.address_masked, '') as address_masked,
           v.device_id, {model_names.title("m")} as device_name,
           v.region_id, coalesce(r.name, '') as region_name, coalesce(r.name_en, '') as region_name_en, v.skill, v.subject, v.instructions, v.contact_name, v.wish,
           v.minutes, v.due_at, v.planned_from, v.planned_until, v.technician_id,
           coalesce(p.name, k.name, '') as technician_name, v.contractor_id, v.agreed_price, v.settled_at,
           coalesce(y.name, '') as settled_by, v.settled_amount, v.settlement_no, v.override_reason, v.previous_id, coalesce(b.number, '') as previous_number,
           n.id as next_id, coalesce(n.number, '') as next_number,
           v.opened_at, v.travel_at, v.arrived_at, v.started_at, v.finished_at, v.findings, v.work_done, v.advice,
           v.customer_note, v.vehicle, v.driver, v.odometer_out, v.odometer_back, v.accepted, v.accepted_by,
           v.accepted_how, v.accepted_at, v.created_by, v.updated_at, v.updated_by
    from visit v
    join store s on s.id = v.store_id
    left join work_order w on w.id = v.work_order_id
    left join ticket t on t.id = v.ticket_id
    left join customer c on c.id = v.customer_id
    left join customer_address a on a.id = v.address_id
    left join device d on d.id = v.device_id
    left join product_model m on m.id = d.product_model_id
    left join region r on r.id = v.region_id
    left join staff p on p.id = v.technician_id
    left join customer k on k.id = v.contractor_id
    left join staff y on y.id = v.settled_by_id
    left join visit b on b.id = v.previous_id
    left join lateral (select x.id, x.number from visit x where x.previous_id = v.id order by x.opened_at desc limit 1) n
      on true
    where v.id = :id""")
_LINE = f"""
    select v.id, v.number, v.kind, v.state, v.outcome, v.priority, v.subject,
           coalesce(c.name, v.contact_name) as customer_name, coalesce(c.phone_last4, '') as customer_last4,
           coalesce(p.name, k.name, '') as technician_name, coalesce(r.name, '') as region_name, coalesce(r.name_en, '') as region_name_en, s.name as store_name, s.name_en as store_name_en,
           v.opened_at, v.planned_from, v.due_at, v.finished_at
    from ({{rows}}) v
    {looked_up("store", "name, name_en", "v.store_id", "s")}
    left join customer c on c.id = v.customer_id
    {looked_up("region", "name, name_en", "v.region_id", "r", always=False)}
    {looked_up("staff", "name", "v.technician_id", "p", always=False)}
    left join customer k on k.id = v.contractor_id"""


def get(db: Database, visit_id: UUID) -> Visit:
    """One visit; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Visit(**get_row(db, _GET, id=visit_id)._mapping)


_ORDERED = "(select o.{} from work_order o where o.id = v.work_order_id)"
# What the figures count by, beside the visit's own columns.
_BEHIND = {
    "technician_id": "v.technician_id",
    "model_id": f"coalesce({_ORDERED.format('product_model_id')}, "
    "(select d.product_model_id from device d where d.id = v.device_id))",
    "fault_code": _ORDERED.format("fault_code"),
    "repair_level": _ORDERED.format("repair_level"),
    "symptom": f"nullif({_ORDERED.format('symptoms')}, '{{}}')",
}


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(
        db, connection, "v", VIEWS, wanted, "technician_id", "customer_id", "device_id", "work_order_id", "store_id"
    )
    where.equal("v", wanted, "kind", "outcome")
    for column in ("model_id", "fault_code", "repair_level"):
        if value := getattr(wanted, column):
            where.add(f"{_BEHIND[column]} = :{column}", **{column: value})
    if wanted.symptom:
        where.add(f":symptom = any({_BEHIND['symptom']})", symptom=wanted.symptom)
    if wanted.without:
        where.add(f"{_BEHIND[wanted.without]} is null")
    desk_lists.finished_within(where, wanted)
    return where


_LIST = Listing(
    VisitLine,
    "visit v",
    _LINE,
    SORTS,
    _narrow,
    search.finder("search_visits"),
    Wanted(),
    "opened_at",
    partial=frozenset({"planned_from", "due_at", "finished_at"}),
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts
_OPTIONAL = (
    "work_order_id",
    "ticket_id",
    "customer_id",
    "address_id",
    "device_id",
    "region_id",
    "skill",
    "due_at",
    "agreed_price",
    "odometer_out",
    "odometer_back",
)


def create(db: Database, visit_id: UUID, values: Mapping[str, Any], request: UUID) -> Visit:
    """Open a visit; it waits among the unassigned. What the order says (customer, device) comes from the order."""
    given = clean(values, _OPTIONAL)
    db.once(request, lambda connection: insert_row(connection, "visit", {"id": visit_id, **given}))
    return get(db, visit_id)


def change(db: Database, seen: Visit, values: Mapping[str, Any], request: UUID) -> Visit:
    """Change columns of a visit as it was seen; changes of others merge. Raises Conflict and NotPermitted."""
    stored = clean(values, _OPTIONAL)
    base = {name: getattr(seen, name) for name in stored}
    db.once(request, lambda connection: change_row(connection, "visit", seen.id, seen.version, stored, base))
    return get(db, seen.id)


def opened(db: Database, visit_id: UUID) -> Opened[Visit]:
    """One visit with its next steps and trace, in one trip; raises ServiceError 'gone_record' as `get` does."""
    return steps.opened(db, "visit", visit_id, _GET, Visit)


def next_steps(db: Database, visit_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next with the visit."""
    return steps.next_steps(db, "visit", visit_id)


def move(db: Database, seen: Visit, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: assign, take, contract, plan, depart, arrive, begin, finish, no_access, close, reopen, unassign, cancel.

    Raises what steps.move raises, and visit_conflicts.Conflicts with all that speaks against sending this person,
    unless payload has `override`, the reason to do it all the same.
    """
    try:
        return steps.move(db, "visit", seen.id, seen.version, action, payload, request)
    except ServiceError as error:
        raise visit_conflicts.explained(error) from error


# The steps that stamp a time, by the action of their event: the column that holds it.
STAMPS = {
    "depart": "travel_at",
    "arrive": "arrived_at",
    "begin": "started_at",
    "finish": "finished_at",
    "no_access": "finished_at",
}


def correct_time(db: Database, seen: Visit, action: str, at: datetime, reason: str, request: UUID) -> Moved:
    """A manager says when a step that was stamped late really was; the trace keeps both.

    action: of STAMPS. Raises ServiceError at field 'at' where the times would not follow one another.
    """
    given = {"id": seen.id, "version": seen.version, "at": at, "comment": reason}
    stamp = "finish" if action == "no_access" else action
    statement = text("select visit_correct_time(:id, :version, :stamp, :at, :comment, :request)")
    answer = db.call(request, statement, {**given, "stamp": stamp})
    return Moved(answer["version"], answer["state"])


def history(db: Database, visit_id: UUID) -> tuple[TraceEntry, ...]:
    """The visit's trace, newest first."""
    return steps.history(db, "visit", visit_id)


def add_note(db: Database, visit_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    call_once(db, request, "visit_note", id=visit_id, comment=comment)


def of_order(db: Database, order_id: UUID) -> Sequence[VisitLine]:
    """The visits of an order, the newest first."""
    return page(db, Wanted(view="all", work_order_id=order_id), limit=50).rows

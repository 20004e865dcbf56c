"""Complaints 投诉: recorded at every desk, handled by managers, hidden from the person they are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, search, service_clock, steps
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once, change_once, clean, get_row, insert_row, looked_up
from services.service_clock import Pressing
from services.steps import Moved, NextStep, Opened, TraceEntry
from services.texts import N_

STATE_NAMES = {
    "received": N_("Complaint received"),
    "acknowledged": N_("Acknowledged"),
    "assessed": N_("Assessed"),
    "investigating": N_("Under investigation"),
    "proposed": N_("Solution proposed"),
    "answered": N_("Answered"),
    "accepted": N_("Customer accepts"),
    "rejected": N_("Customer does not accept"),
    "closed": N_("Case closed"),
}
CHANNEL_NAMES = {
    "phone": N_("Telephone"),
    "counter": N_("In the store"),
    "mail": N_("By e-mail"),
    "message": N_("Chat message"),
    "web": N_("Website"),
    "regulator": N_("Regulator (12315)"),
    "media": N_("Media"),
}
HARM_NAMES = {
    "none": N_("No harm"),
    "time": N_("Time lost"),
    "money": N_("Money lost"),
    "data": N_("Data lost or known to others"),
    "health": N_("Health or safety"),
}
AUTHORITY_WAY_NAMES = {
    "portal": N_("On its platform"),
    "post": N_("By post"),
    "mail": N_("By e-mail"),
    "hand": N_("Handed over in person"),
    "phone": N_("By telephone"),
}
DEMAND_NAMES = {
    "none": N_("Nothing said"),
    "apology": N_("Apology"),
    "repair": N_("Have it repaired"),
    "exchange": N_("Have it exchanged"),
    "refund": N_("Money back"),
    "compensation": N_("Compensation"),
    "other": N_("Something else"),
}

errors.sentences(
    authority_none=N_(
        "No authority is part of this complaint. Enter its number or the day it wants an answer by first."
    ),
    authority_answered=N_("The authority was answered. If it asks again, say so on the card at the right."),
    authority_not_answered=N_("The authority has not been answered yet."),
    authority_waits=N_("The authority waits for an answer: enter when it was answered, then close the case."),
    authority_day_wrong=N_("The authority was answered on a day since the complaint was recorded, not after today."),
)
errors.constraints(
    {
        "complaint_regulator_answer_no_check": ("too_long", "reference"),
        "complaint_regulator_answered_how_check": ("required_missing", "regulator_answered_how"),
        "complaint_regulator_answered_on_check": ("authority_day_wrong", "regulator_answered_on"),
    }
)
steps.NEEDS.update(
    {
        "regulator_answered_on": N_("the day of the answer to the authority"),
        "regulator_answered_how": N_("how the authority was answered"),
    }
)

VIEWS = {
    "open": "c.state <> 'closed'",
    "mine": "c.owner_id = :me and c.state <> 'closed'",
    "due": "c.state not in ('answered', 'accepted', 'closed') and c.answer_due_at < clock_timestamp() + interval '1 day'",
    "overdue": service_clock.is_overdue("complaint", "c"),
    "due_today": service_clock.is_due_today("complaint", "c"),
    "escalated": "c.escalated_at is not null and c.state <> 'closed'",
    "regulator": "(c.channel = 'regulator' or c.regulator_no <> '') and c.state <> 'closed'",
    "authority": "c.regulator_due_on is not null and c.regulator_answered_on is null and c.state <> 'closed'",
    "authority_late": "c.regulator_answered_on > c.regulator_due_on",
    "to_sign": "c.state <> 'closed' and exists (select from complaint_remedy r where r.complaint_id = c.id "
    "and r.state = 'proposed' and r.created_by <> login_name())",
    "measures": "exists (select from corrective_action a where a.complaint_id = c.id and (a.state = 'done' "
    "or a.state = 'open' and a.due_on <= store_date(c.store_id)))",
    "effects": "exists (select from corrective_action a where a.complaint_id = c.id and a.state = 'verified' "
    "and a.effect_due_on <= store_date(c.store_id))",
    "unassigned": "c.owner_id is null and c.state <> 'closed'",
    "closed": "c.state = 'closed'",
    "all": "true",
}
SORTS = {"answer_due_at": ("answer_due_at", "id"), "opened_at": ("opened_at", "id")}


@dataclass(frozen=True)
class Complaint:
    """A complaint as a form shows it; names are those of the moment."""

    id: UUID
    version: int
    number: str
    state: str
    escalated_at: datetime | None
    channel: str
    store_id: UUID
    store_name: str
    store_name_en: str
    ticket_id: UUID | None
    ticket_number: str
    work_order_id: UUID | None
    customer_id: UUID | None
    customer_name: str
    customer_phone: str
    complainant: str
    severity: int
    harm: str
    repeated: bool
    exposed: bool
    regulator_no: str
    regulator_due_on: date | None
    regulator_answered_on: date | None
    regulator_answered_how: str
    regulator_answer_no: str
    category: str | None
    demand: str
    subject: str
    description: str
    owner_id: UUID | None
    owner_name: str
    about_staff_id: UUID | None
    about_name: str
    answer_due_at: datetime
    proposal: str
    answer: str
    answered_at: datetime | None
    root_cause: str | None
    cause_note: str
    opened_at: datetime
    opened_on: date
    # the store's day
    today: date
    created_by: str
    updated_at: datetime
    updated_by: str


class ComplaintLine(NamedTuple):
    """A row of the list."""

    id: UUID
    number: str
    state: str
    escalated: bool
    severity: int
    subject: str
    customer_name: str
    customer_last4: str
    owner_name: str
    store_name: str
    store_name_en: str
    opened_at: datetime
    answer_due_at: datetime
    answered: bool
    regulator_due_on: date | None
    regulator_answered_on: date | None
    today: date
    clock: Pressing | None = None


class Recorded(NamedTuple):
    """What the desk tells the customer at once; readable is False where it is about whoever recorded it."""

    id: UUID
    number: str
    readable: bool


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list of complaints shows; text finds number, subject, description and answer."""

    view: str = "open"
    customer_id: UUID | None = None
    ticket_id: UUID | None = None
    work_order_id: UUID | None = None


_GET = text("""
    select c.id, c.version, c.number, c.state, c.escalated_at, c.channel, c.store_id, s.name as store_name, s.name_en as store_name_en,
           c.ticket_id, coalesce(t.number, '') as ticket_number, c.work_order_id,
           c.customer_id, coalesce(k.name, '') as customer_name, coalesce(k.phone_masked, '') as customer_phone,
           c.complainant, c.severity, c.harm, c.repeated, c.exposed, c.regulator_no, c.regulator_due_on,
           c.regulator_answered_on, c.regulator_answered_how, c.regulator_answer_no, c.category, c.demand,
           c.subject, c.description,
           c.owner_id, coalesce(o.name, '') as owner_name, c.about_staff_id, coalesce(a.name, '') as about_name,
           c.answer_due_at, c.proposal, c.answer, c.answered_at, c.root_cause, c.cause_note,
           c.opened_at, c.opened_on, (clock_timestamp() at time zone s.time_zone)::date as today, c.created_by, c.updated_at, c.updated_by
    from complaint c
    join store s on s.id = c.store_id
    left join ticket t on t.id = c.ticket_id
    left join customer k on k.id = c.customer_id
    left join staff o on o.id = c.owner_id
    left join staff a on a.id = c.about_staff_id
    where c.id = :id""")
_LINE = f"""
    select c.id, c.number, c.state, c.escalated_at is not null as escalated, c.severity, c.subject,
           coalesce(k.name, c.complainant) as customer_name, coalesce(k.phone_last4, '') as customer_last4,
           coalesce(o.name, '') as owner_name, s.name as store_name, s.name_en as store_name_en, c.opened_at, c.answer_due_at,
           c.state in ('answered', 'accepted', 'closed') as answered, c.regulator_due_on, c.regulator_answered_on,
           (clock_timestamp() at time zone s.time_zone)::date as today, {service_clock.PRESSING}
    from ({{rows}}) c
    {looked_up("store", "name, name_en, time_zone", "c.store_id", "s")}
    left join customer k on k.id = c.customer_id
    {looked_up("staff", "name", "c.owner_id", "o", always=False)}{service_clock.joined("complaint", "c")}"""


def get(db: Database, complaint_id: UUID) -> Complaint:
    """One complaint; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Complaint(**get_row(db, _GET, id=complaint_id)._mapping)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    return desk_lists.narrow(db, connection, "c", VIEWS, wanted, "customer_id", "ticket_id", "work_order_id")


_LIST = Listing(
    service_clock.with_clock(ComplaintLine),
    "complaint c",
    _LINE,
    SORTS,
    _narrow,
    search.finder("search_complaints"),
    Wanted(),
    "answer_due_at",
    descending=False,
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


_OPTIONAL = (
    "ticket_id",
    "work_order_id",
    "customer_id",
    "category",
    "about_staff_id",
    "root_cause",
    "answer_due_at",
    "regulator_due_on",
)
_RECORDED = text("""
    select complaint_number(:id) as number, exists (select from complaint where id = :id) as readable""")


def record(db: Database, complaint_id: UUID, values: Mapping[str, Any], request: UUID) -> Recorded:
    """Record what a customer complains about; returns the number to tell him."""
    stored = clean(values, _OPTIONAL)

    def work(connection: Connection) -> dict[str, Any]:
        insert_row(connection, "complaint", {"id": complaint_id, **stored})
        return dict(connection.execute(_RECORDED, {"id": complaint_id}).mappings().one())

    return Recorded(complaint_id, **db.once(request, work))


def change(db: Database, seen: Complaint, values: Mapping[str, Any], request: UUID) -> Complaint:
    """Change columns of a complaint as it was seen; changes of others merge. Raises Conflict, NotPermitted."""
    stored = clean(values, _OPTIONAL)
    base = {name: getattr(seen, name) for name in stored}
    change_once(db, request, "complaint", seen.id, seen.version, stored, base)
    return get(db, seen.id)


def opened(db: Database, complaint_id: UUID) -> Opened[Complaint]:
    """One complaint with its next steps and trace, in one trip; raises ServiceError 'gone_record' as `get` does."""
    return steps.opened(db, "complaint", complaint_id, _GET, Complaint)


def next_steps(db: Database, complaint_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next with the complaint."""
    return steps.next_steps(db, "complaint", complaint_id)


def move(db: Database, seen: Complaint, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: acknowledge, assess, investigate, propose, answer, accept, reject, close, reopen, assign,
    escalate, settle; see steps.move."""
    return steps.move(db, "complaint", seen.id, seen.version, action, payload, request)


def authority_answered(
    db: Database, seen: Complaint, on: date, how: str, reference: str, request: UUID, note: str = ""
) -> Moved:
    """An authority was answered on a day of the store's calendar, or what was entered about it was wrong.

    how: one of AUTHORITY_WAY_NAMES. Raises ServiceError at the field that is wrong; Conflict, NotPermitted.
    """
    given = {"id": seen.id, "version": seen.version, "on": on, "how": how, "reference": reference, "note": note}
    return _of_authority(db, "answered(:id, :version, :on, :how, :reference, :note, :request)", given, request)


def authority_asks(db: Database, seen: Complaint, due_on: date, note: str, request: UUID) -> Moved:
    """After an answer an authority wants another one, until due_on."""
    given = {"id": seen.id, "version": seen.version, "due": due_on, "note": note}
    return _of_authority(db, "asks(:id, :version, :due, :note, :request)", given, request)


def _of_authority(db: Database, call: str, given: Mapping[str, Any], request: UUID) -> Moved:
    answer = db.call(request, text(f"select complaint_authority_{call}"), given)
    return Moved(answer["version"], answer["state"])


def history(db: Database, complaint_id: UUID) -> tuple[TraceEntry, ...]:
    """The complaint's trace, newest first."""
    return steps.history(db, "complaint", complaint_id)


def add_note(db: Database, complaint_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    call_once(db, request, "complaint_note", id=complaint_id, comment=comment)

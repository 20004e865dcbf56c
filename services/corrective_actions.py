"""What is changed so that a complaint does not come again: planned, done by its owner, seen by somebody else, and some
time later whether it helped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.database import Database
from services.rows import call_once
from services.steps import Moved
from services.texts import N_

KIND_NAMES = {"corrective": N_("Corrects the cause"), "preventive": N_("Prevents it elsewhere")}
STATE_NAMES = {
    "open": N_("Measure to be taken"),
    "done": N_("Taken, to be verified"),
    "verified": N_("Verified"),
    "effective": N_("It helped"),
    "ineffective": N_("It did not help"),
    "withdrawn": N_("Measure withdrawn"),
}

errors.sentences(
    owner_elsewhere=N_("This person does not work on complaints of this store."),
    due_past=N_("This day is over already."),
    due_missing=N_("Say until when."),
    measure_not_open=N_("This measure has been taken or withdrawn already."),
    measure_not_done=N_("This measure has not been taken yet."),
    measure_not_verified=N_("Whether it helped is seen after it was taken and verified."),
    effect_seen=N_("Whether this measure helped has been seen already, or it was withdrawn."),
    effect_early=N_("Whether it helped shows on {day}; say so then. That it did not help may be said today."),
    effect_day_early=N_("Whether it helped shows later than on the day it was taken."),
    measure_own=N_("You took this measure yourself: somebody else looks whether it works."),
    measure_not_told=N_("A measure that was withdrawn or did not help is not told to the customer."),
    measure_told_missing=N_("Write in Chinese too what the customer reads."),
    measure_text_missing=N_("Say what is changed, in 2,000 characters at most."),
    measures_open=N_("A complaint as serious as this is closed when its corrective actions are verified or withdrawn."),
    measure_missing=N_(
        "A complaint as serious as this is closed only after a corrective action was taken and verified."
    ),
)
errors.constraints(
    {
        "corrective_action_what_check": ("measure_text_missing", "what"),
        "corrective_action_done_note_check": ("too_long", "note"),
        "corrective_action_verified_note_check": ("too_long", "note"),
        "corrective_action_verified_check": ("measure_own", None),
        "corrective_action_effect_note_check": ("too_long", "note"),
        "corrective_action_tell_zh_check": ("too_long", "words_zh"),
        "corrective_action_tell_en_check": ("too_long", "words_en"),
        "corrective_action_told_check": ("measure_told_missing", "words_zh"),
        "corrective_action_effect_check": ("measure_own", None),
    }
)


@dataclass(frozen=True)
class Measure:
    """One corrective action. due_on, effect_due_on: in the store's calendar; done_by, verified_by, effect_by: names.

    effect_due: it is time to see whether it helped; effect_day: when that would be if it were done today. instead_of:
    what did not help before.
    """

    id: UUID
    version: int
    complaint_id: UUID
    kind: str
    what: str
    state: str
    owner_id: UUID
    owner_name: str
    due_on: date
    late: bool
    created_at: datetime
    created_by: str
    done_at: datetime | None
    done_login: str
    done_by: str
    done_note: str
    verified_at: datetime | None
    verified_by: str
    verified_note: str
    effect_due_on: date | None
    effect_due: bool
    effect_day: date
    effect_at: datetime | None
    effect_by: str
    effect_note: str
    instead_of: str
    tell_zh: str
    tell_en: str


def of_complaint(db: Database, complaint_id: UUID) -> list[Measure]:
    """The measures of a complaint by the day they are due; none where the complaint may not be seen."""
    query = text("""
        select a.id, a.version, a.complaint_id, a.kind, a.what, a.state, a.owner_id, o.name as owner_name, a.due_on,
               a.state = 'open' and a.due_on < store_date(c.store_id) as late, a.created_at, a.created_by,
               a.done_at, coalesce(a.done_by, '') as done_login, coalesce(d.name, a.done_by, '') as done_by, a.done_note,
               a.verified_at, coalesce(v.name, a.verified_by, '') as verified_by, a.verified_note,
               a.effect_due_on,
               a.state = 'verified' and coalesce(a.effect_due_on <= store_date(c.store_id), false) as effect_due,
               store_date(c.store_id) + (select parameter_value('measure_effect_days', '30'))::int as effect_day,
               a.effect_at, coalesce(e.name, a.effect_by, '') as effect_by, a.effect_note,
               coalesce(f.what, '') as instead_of, a.tell_zh, a.tell_en
        from corrective_action a
        join complaint c on c.id = a.complaint_id
        join staff o on o.id = a.owner_id
        left join staff d on d.login = a.done_by
        left join staff v on v.login = a.verified_by
        left join staff e on e.login = a.effect_by
        left join corrective_action f on f.id = a.follows_id
        where a.complaint_id = :id order by a.due_on, a.created_at, a.id""")
    with db.read() as connection:
        rows = connection.execute(query, {"id": complaint_id}).all()
    return [Measure(**row._mapping) for row in rows]


def plan(
    db: Database, measure_id: UUID, complaint_id: UUID, what: str, owner_id: UUID, due_on: date, request: UUID,
    kind: str = "corrective",
) -> Moved:  # fmt: skip
    """Somebody changes something until a day. Raises ServiceError at the field that is wrong."""
    given = {"id": measure_id, "complaint": complaint_id, "kind": kind, "what": what, "owner": owner_id, "due": due_on}
    return _call(db, "measure_plan(:id, :complaint, :kind, :what, :owner, :due, :request)", given, request)


def change(db: Database, seen: Measure, owner_id: UUID, due_on: date, request: UUID, note: str = "") -> Moved:
    """Somebody else does it, or it is done until another day."""
    given = {**_seen(seen), "owner": owner_id, "due": due_on, "note": note}
    return _call(db, "measure_change(:id, :version, :owner, :due, :note, :request)", given, request)


def finish(db: Database, seen: Measure, note: str, request: UUID, effect_due_on: date | None = None) -> Moved:
    """It is done; note says how. effect_due_on: when somebody looks whether it helped, None for the usual time."""
    given = {**_seen(seen), "note": note, "day": effect_due_on}
    return _call(db, "measure_finish(:id, :version, :note, :request, :day)", given, request)


def verify(db: Database, seen: Measure, works: bool, request: UUID, note: str = "") -> Moved:
    """A manager looked: it works, or it is open again, which needs a note."""
    given = {**_seen(seen), "works": works, "note": note}
    return _call(db, "measure_verify(:id, :version, :works, :note, :request)", given, request)


def helped(db: Database, seen: Measure, note: str, request: UUID) -> Moved:
    """Some time later: it helped; note says how that was seen. Refused before the day that was put down."""
    given = {**_seen(seen), "note": note}
    return _call(db, "measure_effect(:id, :version, true, :note, null, null, null, :request)", given, request)


def did_not_help(
    db: Database, seen: Measure, note: str, due_on: date, request: UUID, follow_id: UUID, instead: str = ""
) -> Moved:
    """Some time later: it did not help. It is to be taken again until due_on, or something else instead is planned."""
    given = {**_seen(seen), "note": note, "due": due_on, "follow": follow_id, "instead": instead}
    return _call(db, "measure_effect(:id, :version, false, :note, :due, :follow, :instead, :request)", given, request)


def withdraw(db: Database, seen: Measure, note: str, request: UUID) -> Moved:
    """It is not done after all; note says why."""
    return _call(db, "measure_withdraw(:id, :version, :note, :request)", {**_seen(seen), "note": note}, request)


def tell(db: Database, seen: Measure, words_zh: str, words_en: str, request: UUID) -> Moved:
    """What the customer reads of it in the answer to his complaint; nothing in Chinese takes it out of the letter."""
    given = {**_seen(seen), "zh": words_zh, "en": words_en}
    return _call(db, "measure_tell(:id, :version, :zh, :en, :request)", given, request)


def snooze(db: Database, measure_id: UUID, until: datetime, request: UUID) -> None:
    """Remind its owner later, or who sees whether it helped; the day it is due stays."""
    call_once(db, request, "measure_snooze", id=measure_id, until=until)


def _seen(measure: Measure) -> dict[str, Any]:
    return {"id": measure.id, "version": measure.version}


def _call(db: Database, function: str, given: Mapping[str, Any], request: UUID) -> Moved:
    answer = db.call(request, text(f"select {function}"), given)
    return Moved(answer["version"], answer["state"])

"""Trainings 培训: a course as it is held once, who is invited, and the steps until it is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, search, steps
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once, change_once, clean, get_row, id_array, insert_once, looked_up
from services.steps import Moved, Opened
from services.texts import N_, either

STATE_NAMES = {
    "planned": N_("Training planned"),
    "held": N_("Held, to be marked"),
    "closed": N_("Training closed"),
    "cancelled": N_("Training cancelled"),
}
# What a training may prepare: its column, and what opens it.
PREPARES = {"work_order_id": "work_order", "visit_id": "visit", "project_id": "project"}

errors.sentences(
    training_no_course=N_("Choose a course that is in use."),
    training_trainer_missing=N_("Choose who teaches, or write the name of somebody from outside."),
    training_span_wrong=N_("It ends after it starts, within 60 days."),
    training_hours_wrong=N_("A training takes half an hour to 500 hours."),
    training_not_begun=N_("It has not begun yet."),
    training_nobody=N_("Nobody is invited: invite those who came first."),
    training_unmarked=N_("{n} of those invited are not marked completely yet."),
    training_over=N_("This training has begun or is over: nobody is invited or taken back any more."),
    training_whom=N_("Choose who is invited."),
    training_whose=N_("Choose the customer or contractor this person comes from."),
    training_too_many=N_("At most 200 at once."),
    training_trainer=N_("Whoever teaches is not invited to his own training."),
    training_own=N_("Nobody marks himself."),
    training_not_held=N_("Marks are given once it is held, until it is closed."),
    training_mark_wrong=N_("A mark is 0 to 100, with one decimal at most."),
    training_times_wrong=N_("Between 0 and {most} times."),
)
errors.constraints(
    {
        "training_trainer_check": ("training_trainer_missing", "trainer_id"),
        "training_span_check": ("training_span_wrong", "ends_at"),
        "training_starts_at_check": ("training_span_wrong", "starts_at"),
        "training_hours_check": ("training_hours_wrong", "hours"),
        "training_subject_check": ("desk_subject_missing", "subject"),
        "training_place_check": ("too_long", "place"),
        "training_trainer_name_check": ("too_long", "trainer_name"),
        "training_note_check": ("too_long", "note"),
        "training_summary_check": ("too_long", "summary"),
        "training_record_person_name_check": ("too_long", "person_name"),
        "training_record_note_check": ("too_long", "note"),
    }
)
steps.NEEDS.update({"summary": N_("what came of the training"), "attendance": N_("whether he came")})

VIEWS = {
    "planned": "t.state = 'planned'",
    "to_hold": "t.state = 'planned' and t.starts_at <= clock_timestamp()",
    "to_mark": "t.state = 'held'",
    "mine": "t.state in ('planned', 'held') and (t.trainer_id = :me or exists (select from training_record r "
    "where r.training_id = t.id and r.staff_id = :me and r.withdrawn_at is null))",
    "closed": "t.state = 'closed'",
    "all": "true",
}
SORTS = {"starts_at": ("starts_at", "id")}


@dataclass(frozen=True)
class Training:
    """A training as its page shows it. about_number: the order, visit or project it prepares; scheme: how it is marked,
    empty before it was held; starts_on, ends_on: days of the store's calendar."""

    id: UUID
    version: int
    number: str
    state: str
    course_id: UUID
    course_name: str
    course_name_en: str
    course_kind: str
    audience: str
    store_id: UUID
    store_name: str
    store_name_en: str
    subject: str
    starts_at: datetime
    ends_at: datetime
    starts_on: date
    ends_on: date
    hours: Decimal
    place: str
    trainer_id: UUID | None
    trainer: str
    trainer_name: str
    work_order_id: UUID | None
    visit_id: UUID | None
    project_id: UUID | None
    about_number: str
    note: str
    summary: str
    scheme: Mapping[str, Any]
    updated_at: datetime
    updated_by: str

    @property
    def course(self) -> str:
        """The course's name in the language of the moment."""
        return either(self.course_name, self.course_name_en)

    @property
    def prepares(self) -> tuple[str, UUID] | None:
        """The kind and id of what it prepares."""
        return desk_lists.points_at(self, PREPARES)


class Line(NamedTuple):
    """A row of the list. invited, passed: how many of those this person may see."""

    id: UUID
    number: str
    state: str
    subject: str
    course_name: str
    course_name_en: str
    course_kind: str
    audience: str
    starts_at: datetime
    ends_at: datetime
    hours: Decimal
    place: str
    trainer: str
    invited: int
    passed: int
    store_name: str
    store_name_en: str

    @property
    def course(self) -> str:
        """The course's name in the language of the moment."""
        return either(self.course_name, self.course_name_en)


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text is looked for in number, subject, place and trainer."""

    view: str = "planned"
    course_id: UUID | None = None
    work_order_id: UUID | None = None
    visit_id: UUID | None = None
    project_id: UUID | None = None


_GET = text("""
    select t.id, t.version, t.number, t.state, t.course_id, c.name as course_name, c.name_en as course_name_en,
           c.kind as course_kind, c.audience, t.store_id, s.name as store_name, s.name_en as store_name_en, t.subject,
           t.starts_at, t.ends_at, (t.starts_at at time zone s.time_zone)::date as starts_on,
           (t.ends_at at time zone s.time_zone)::date as ends_on, t.hours, t.place, t.trainer_id,
           coalesce(p.name, t.trainer_name) as trainer, t.trainer_name, t.work_order_id, t.visit_id, t.project_id,
           coalesce(w.number, v.number, j.code, '') as about_number, t.note, t.summary, t.scheme, t.updated_at, t.updated_by
    from training t
    join course c on c.id = t.course_id
    join store s on s.id = t.store_id
    left join staff p on p.id = t.trainer_id
    left join work_order w on w.id = t.work_order_id
    left join visit v on v.id = t.visit_id
    left join project j on j.id = t.project_id
    where t.id = :id""")
_LINE = f"""
    select t.id, t.number, t.state, t.subject, c.name as course_name, c.name_en as course_name_en, c.kind as course_kind,
           c.audience, t.starts_at, t.ends_at, t.hours, t.place, coalesce(p.name, t.trainer_name) as trainer,
           r.invited, r.passed, s.name as store_name, s.name_en as store_name_en
    from ({{rows}}) t
    {looked_up("course", "name, name_en, kind, audience", "t.course_id", "c")}
    {looked_up("store", "name, name_en", "t.store_id", "s")}
    {looked_up("staff", "name", "t.trainer_id", "p", always=False)}
    cross join lateral (
      select count(*) as invited, count(*) filter (where x.outcome = 'passed') as passed
      from training_record x where x.training_id = t.id and x.withdrawn_at is null) r"""
_FIND = text("""
    select t.id from training t left join staff p on p.id = t.trainer_id
    where t.number = upper(:typed)
       or position(lower(:typed) in lower(t.subject || ' ' || t.place || ' ' || coalesce(p.name, t.trainer_name))) > 0
    order by t.starts_at desc, t.id limit :cap""")


def get(db: Database, training_id: UUID) -> Training:
    """One training; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Training(**get_row(db, _GET, id=training_id)._mapping)


def opened(db: Database, training_id: UUID) -> Opened[Training]:
    """One training with its next steps and trace, in one trip."""
    return steps.opened(db, "training", training_id, _GET, Training)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    return desk_lists.narrow(db, connection, "t", VIEWS, wanted, "course_id", *PREPARES)


_LIST = Listing(
    Line, "training t", _LINE, SORTS, _narrow, search.by_statement("training", _FIND), Wanted(), "starts_at"
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts
_OPTIONAL = ("trainer_id", *PREPARES)


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = clean(values, _OPTIONAL)
    if kept.get("hours") == "":
        kept["hours"] = None
    return kept


def plan(db: Database, training_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Plan a training; without subject or hours those of its course. Raises ServiceError at the field that is wrong."""
    insert_once(db, request, "training", {"id": training_id, **_stored(values)})
    return training_id


def change(db: Database, seen: Training, values: Mapping[str, Any], request: UUID) -> Training:
    """Change when, where and by whom it is held, until it is; changes of others merge."""
    stored = {name: value for name, value in _stored(values).items() if (name, value) != ("hours", None)}
    base = {name: getattr(seen, name) for name in stored}
    change_once(db, request, "training", seen.id, seen.version, stored, base)
    return get(db, seen.id)


def move(db: Database, seen: Training, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: hold, close, cancel, reopen, restore; see steps.move."""
    return steps.move(db, "training", seen.id, seen.version, action, payload, request)


def add_note(db: Database, training_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    call_once(db, request, "training_note", id=training_id, comment=comment)


def invite(
    db: Database, training_id: UUID, request: UUID, staff: Sequence[UUID] = (), customer_id: UUID | None = None,
    person_name: str = "",
) -> None:  # fmt: skip
    """Invite colleagues, or somebody of a customer or contractor; whoever is invited already is left as he is."""
    given = {"id": training_id, "people": id_array(staff), "customer": customer_id, "person": person_name}
    db.call(request, text("select training_invite(:id, cast(:people as uuid[]), :customer, :person, :request)"), given)

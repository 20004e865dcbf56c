"""Quality inspection 质检: managers look at what agents did with customers, talk it over, and only then draw consequences."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, search, steps
from services.asking import Question, ask
from services.database import Database
from services.desk_lists import Colleague
from services.listing import Filters, Listing, Where
from services.rows import id_array, records
from services.standing import standing
from services.texts import N_, either

CONTACT_NAMES = {"ticket": N_("Ticket"), "call": N_("Phone call"), "follow_up": N_("Follow-up")}
CONSEQUENCE_NAMES = {
    "praise": N_("Praise"),
    "coaching": N_("Coaching"),
    "warning": N_("Warning"),
    "deduction": N_("Points taken off the pay"),
}
# So many days back contacts are drawn from, so many are offered.
DAYS, OFFERED = 31, 8

errors.sentences(
    inspection_own=N_("Nobody inspects what he did himself."),
    inspection_contact=N_("This person has not handled such a contact in a store of yours."),
    inspection_points=N_("Give 0 to {most} points."),
    inspection_criteria=N_("Nothing is looked at: switch a criterion on first."),
    inspection_talk_day=N_("It was talked over on a day since the inspection, not after today."),
    inspection_not_talked=N_("Talk it over with the person first; then write down what follows from it."),
    inspection_over=N_("What follows from this inspection has been written down; nothing changes any more."),
    inspection_twice=N_("This contact of this person has been inspected already."),
)
errors.constraints(
    {
        "inspection_ticket_id_key": ("inspection_twice", "contact"),
        "inspection_phone_call_id_key": ("inspection_twice", "contact"),
        "inspection_follow_up_id_key": ("inspection_twice", "contact"),
        "inspection_talked_first_check": ("inspection_not_talked", "consequence"),
        "inspection_consequence_check": ("required_missing", "consequence"),
        "inspection_note_check": ("too_long", "note"),
        "inspection_talk_note_check": ("too_long", "note"),
        "inspection_own_words_check": ("too_long", "note"),
        "inspection_consequence_note_check": ("too_long", "note"),
    }
)
steps.NEEDS.update({"consequence": N_("what follows from it")})

VIEWS = {
    "to_talk": "i.talked_on is null and i.consequence is null",
    "talked": "i.talked_on is not null and i.consequence is null",
    "over": "i.consequence is not null",
    "mine": "i.staff_id = :me",
    "weak": "i.score < 60",
    "all": "true",
}
SORTS = {"inspected_on": ("inspected_on", "id"), "score": ("score", "id")}


class Score(NamedTuple):
    """What one criterion got, of at most how many points; names as they were."""

    code: str
    name: str
    name_en: str
    most: int
    points: int

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)


class InspectionLine(NamedTuple):
    """A row of the list. kind: a key of CONTACT_NAMES; contact_id: its record. score: 0 to 100 per cent."""

    id: UUID
    version: int
    kind: str
    contact_id: UUID
    contact_number: str
    staff_id: UUID
    staff_name: str
    by_name: str
    inspected_on: date
    score: Decimal
    scores: list[dict[str, Any]]
    note: str
    talked_on: date | None
    talk_note: str
    own_words: str
    consequence: str | None
    consequence_on: date | None
    consequence_note: str
    store_name: str
    store_name_en: str

    @property
    def points(self) -> list[Score]:
        """What each criterion got."""
        return [Score(**one) for one in self.scores]


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text finds inspections of people whose name contains it."""

    view: str = "to_talk"
    staff_id: UUID | None = None
    inspected_from: date | None = None
    inspected_until: date | None = None


_LINE = """
    select i.id, i.version, case when i.ticket_id is not null then 'ticket' when i.phone_call_id is not null then 'call'
             else 'follow_up' end as kind,
           coalesce(i.ticket_id, i.phone_call_id, i.follow_up_id) as contact_id,
           coalesce(t.number, f.number, '') as contact_number, i.staff_id, p.name as staff_name,
           coalesce(b.name, i.created_by) as by_name, i.inspected_on, i.score, i.scores, i.note, i.talked_on, i.talk_note,
           i.own_words, i.consequence, i.consequence_on, i.consequence_note, s.name as store_name, s.name_en as store_name_en
    from ({rows}) i
    join staff p on p.id = i.staff_id
    join store s on s.id = i.store_id
    left join staff b on b.login = i.created_by
    left join ticket t on t.id = i.ticket_id
    left join follow_up f on f.id = i.follow_up_id"""
_FIND = text("""
    select i.id from inspection i join staff p on p.id = i.staff_id
    where position(lower(:typed) in lower(p.name)) > 0 order by i.inspected_on desc, i.id limit :cap""")


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "i", VIEWS, wanted, "staff_id")
    if wanted.inspected_from is not None:
        where.add("i.inspected_on >= :inspected_from", inspected_from=wanted.inspected_from)
    if wanted.inspected_until is not None:
        where.add("i.inspected_on < :inspected_until", inspected_until=wanted.inspected_until)
    return where


_LIST = Listing(
    InspectionLine,
    "inspection i",
    _LINE,
    SORTS,
    _narrow,
    search.by_statement("inspection", _FIND),
    Wanted(),
    "inspected_on",
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


_PEOPLE = text("""
    select s.id, s.name, s.login from staff s
    where s.active and s.login <> login_name() and roles_of(s.login) && array['agent'] and exists (
      select from staff_store d where d.staff_id = s.id and d.store_id = any(cast(:stores as uuid[])) and d.until is null)
    order by s.name limit 500""")


def people(db: Database) -> list[Colleague]:
    """The agents of the stores this person sees, but not he himself."""
    with db.read() as connection:
        return records(Colleague, connection.execute(_PEOPLE, {"stores": id_array(standing(db, connection).stores)}))


class Contact(NamedTuple):
    """A contact that may be inspected."""

    kind: str
    id: UUID
    number: str
    subject: str
    at: datetime


_SAMPLE = text("select kind, id, number, subject, at from inspection_sample(:person, :days, :most) order by at desc")


def sample(db: Database, person: UUID, days: int = DAYS, most: int = OFFERED) -> list[Contact]:
    """Contacts of somebody drawn by chance of the last days, of those nobody has inspected; other ones each time."""
    (found,) = ask(db, Question(_SAMPLE, {"person": person, "days": days, "most": most}))
    return records(Contact, found)


def add(
    db: Database, inspection_id: UUID, person: UUID, contact: Contact, points: Mapping[str, int], note: str, request: UUID
) -> None:  # fmt: skip
    """What was seen of a contact; points by the code of each criterion that is looked at."""
    values = {"id": inspection_id, "person": person, "kind": contact.kind, "contact": contact.id, "note": note,
              "points": json.dumps(dict(points))}  # fmt: skip
    db.call(
        request,
        text("select inspection_add(:id, :person, :kind, :contact, cast(:points as jsonb), :note, :request)"),
        values,
    )


def talk(db: Database, seen: InspectionLine, on: date, note: str, request: UUID) -> None:
    """It was talked over with the person on a day; said again it corrects that."""
    values = {"id": seen.id, "version": seen.version, "on": on, "note": note}
    db.call(request, text("select inspection_talk(:id, :version, :on, :note, :request)"), values)


def end(db: Database, seen: InspectionLine, consequence: str, note: str, request: UUID) -> None:
    """What follows from it, one of CONSEQUENCE_NAMES. Raises ServiceError 'inspection_not_talked' before the talk."""
    values = {"id": seen.id, "version": seen.version, "what": consequence, "note": note}
    db.call(request, text("select inspection_end(:id, :version, :what, :note, :request)"), values)


def answer(db: Database, seen: InspectionLine, words: str, request: UUID) -> None:
    """What the person himself says to an inspection of his."""
    values = {"id": seen.id, "version": seen.version, "words": words}
    db.call(request, text("select inspection_answer(:id, :version, :words, :request)"), values)

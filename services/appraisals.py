"""Appraisals 考核: planned for each person, held by his manager, acknowledged by himself; see appraisal_rules for their items."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text

from services import desk_lists, errors, search, steps
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once, change_once, clean, get_row, insert_once, looked_up
from services.steps import Moved, Opened
from services.texts import N_, either

STATE_NAMES = {
    "planned": N_("Appraisal planned"),
    "held": N_("To be acknowledged"),
    "acknowledged": N_("Acknowledged by the person"),
    "missed": N_("Not held"),
}

errors.sentences(
    appraisal_no_store=N_("This person works at no store."),
    appraisal_own=N_("Nobody plans or holds his own appraisal."),
    appraisal_past=N_("This day is over already."),
    appraisal_over=N_("This appraisal is acknowledged or was not held: its marks stay."),
    appraisal_no_items=N_("There are no items to be marked yet: set them under Items and rewards."),
    appraisal_mark_missing=N_("Give a mark of 0 to 100."),
    appraisal_amount_wrong=N_("An amount of 99,999 at most, below zero for a penalty."),
    hired_wrong=N_("Nobody was hired on that day."),
)
errors.constraints(
    {
        "appraisal_due_on_check": ("appraisal_past", "due_on"),
        "appraisal_strengths_check": ("too_long", "strengths"),
        "appraisal_goals_check": ("too_long", "goals"),
        "appraisal_consequence_check": ("too_long", "consequence"),
        "appraisal_reply_check": ("too_long", "reply"),
    }
)
steps.NEEDS.update({"reply": N_("what you say to it")})

_LATE = f"a.state = 'planned' and {desk_lists.come('a.due_on', 'a.store_id', -1)}"
VIEWS = {
    "due": f"a.state = 'planned' and {desk_lists.come('a.due_on', 'a.store_id', 30)}",
    "late": _LATE,
    "planned": "a.state = 'planned'",
    "mine": "a.staff_id = :me",
    "by_me": "a.appraiser_id = :me",
    "held": "a.state = 'held'",
    "acknowledged": "a.state = 'acknowledged'",
    "missed": "a.state = 'missed'",
    "all": "true",
}
SORTS = {"due_on": ("due_on", "id")}


class Item(NamedTuple):
    """What is marked. mark: 0 to 100, None before; points: of 100, by the weights of all."""

    id: str
    name: str
    name_en: str
    words: str
    weight: int
    mark: Decimal | None
    points: Decimal | None

    @property
    def title(self) -> str:
        """Its name in the language of the moment."""
        return either(self.name, self.name_en)


@dataclass(frozen=True)
class Appraisal:
    """An appraisal as its page shows it. place: which of the first year's it is, None for one planned by hand; late: not
    held on the day it was due."""

    id: UUID
    version: int
    number: str
    state: str
    staff_id: UUID
    staff_name: str
    hired_on: date | None
    store_id: UUID
    store_name: str
    store_name_en: str
    place: int | None
    due_on: date
    late: bool
    held_on: date | None
    appraiser_id: UUID | None
    appraiser: str
    scheme: Mapping[str, Any]
    marks: Mapping[str, Any]
    score: Decimal | None
    band: str
    band_en: str
    amount: Decimal
    consequence: str
    strengths: str
    goals: str
    reply: str
    acknowledged_at: datetime | None
    updated_at: datetime
    updated_by: str

    @property
    def subject(self) -> str:
        """Whom it is about."""
        return self.staff_name

    @property
    def band_title(self) -> str:
        """The band reached, in the language of the moment."""
        return either(self.band, self.band_en)

    @property
    def items(self) -> list[Item]:
        """What is marked, with the marks."""
        return items_of(self.scheme, self.marks)


class Line(NamedTuple):
    """A row of the list."""

    id: UUID
    number: str
    state: str
    staff_id: UUID
    staff_name: str
    place: int | None
    due_on: date
    late: bool
    held_on: date | None
    appraiser: str
    score: Decimal | None
    band: str
    band_en: str
    amount: Decimal
    consequence: str
    goals: str
    reply: str
    store_name: str
    store_name_en: str

    @property
    def band_title(self) -> str:
        """The band reached, in the language of the moment."""
        return either(self.band, self.band_en)


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text is looked for in number and name. held_from, held_until: days, the second not included."""

    view: str = "due"
    staff_id: UUID | None = None
    held_from: date | None = None
    held_until: date | None = None


_GET = text(f"""
    select a.id, a.version, a.number, a.state, a.staff_id, p.name as staff_name, p.hired_on, a.store_id,
           s.name as store_name, s.name_en as store_name_en, a.place, a.due_on,
           {_LATE} as late, a.held_on, a.appraiser_id,
           coalesce(m.name, '') as appraiser, a.scheme, a.marks, a.score, a.band, a.band_en, a.amount, a.consequence,
           a.strengths, a.goals, a.reply, a.acknowledged_at, a.updated_at, a.updated_by
    from appraisal a
    join staff p on p.id = a.staff_id
    join store s on s.id = a.store_id
    left join staff m on m.id = a.appraiser_id
    where a.id = :id""")
_LINE = f"""
    select a.id, a.number, a.state, a.staff_id, p.name as staff_name, a.place, a.due_on,
           {_LATE} as late, a.held_on,
           coalesce(m.name, '') as appraiser, a.score, a.band, a.band_en, a.amount, a.consequence, a.goals, a.reply,
           s.name as store_name, s.name_en as store_name_en
    from ({{rows}}) a
    {looked_up("staff", "name", "a.staff_id", "p")}
    {looked_up("store", "name, name_en", "a.store_id", "s")}
    {looked_up("staff", "name", "a.appraiser_id", "m", always=False)}"""
_FIND = text("""
    select a.id from appraisal a join staff p on p.id = a.staff_id
    where a.number = upper(:typed) or position(lower(:typed) in lower(p.name)) > 0
    order by a.due_on desc, a.id limit :cap""")


def items_of(scheme: Mapping[str, Any], marks: Mapping[str, Any]) -> list[Item]:
    """The items of a scheme with the marks given for them."""
    rows = scheme.get("items", ())
    total = sum(row["weight"] for row in rows)
    made = []
    for row in rows:
        mark = None if marks.get(row["id"]) is None else Decimal(str(marks[row["id"]]))
        points = None if mark is None else round(mark * row["weight"] / total, 1)
        made.append(Item(row["id"], row["name"], row["name_en"], row["words"], row["weight"], mark, points))
    return made


def get(db: Database, appraisal_id: UUID) -> Appraisal:
    """One appraisal; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Appraisal(**get_row(db, _GET, id=appraisal_id)._mapping)


def opened(db: Database, appraisal_id: UUID) -> Opened[Appraisal]:
    """One appraisal with its next steps and trace, in one trip."""
    return steps.opened(db, "appraisal", appraisal_id, _GET, Appraisal)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "a", VIEWS, wanted, "staff_id")
    if wanted.held_from is not None:
        where.add("a.held_on >= :held_from", held_from=wanted.held_from)
    if wanted.held_until is not None:
        where.add("a.held_on < :held_until", held_until=wanted.held_until)
    return where


_LIST = Listing(Line, "appraisal a", _LINE, SORTS, _narrow, search.by_statement("appraisal", _FIND), Wanted(), "due_on")
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


def scheme_now(db: Database) -> Mapping[str, Any]:
    """Items and bands as an appraisal that is marked for the first time will keep them."""
    with db.read() as connection:
        return connection.execute(text("select appraisal_scheme()")).scalar_one()


def plan(db: Database, appraisal_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Plan one for somebody (staff_id, due_on). Raises ServiceError at the field that is wrong."""
    insert_once(db, request, "appraisal", {"id": appraisal_id, **clean(values, ("staff_id", "due_on"))})
    return appraisal_id


def change(db: Database, seen: Appraisal, values: Mapping[str, Any], request: UUID) -> Appraisal:
    """Put right what was said, until the person has acknowledged it; changes of others merge."""
    stored = clean(values)
    base = {name: getattr(seen, name) for name in stored}
    change_once(db, request, "appraisal", seen.id, seen.version, stored, base)
    return get(db, seen.id)


def mark(db: Database, seen: Appraisal, values: Mapping[str, Any], request: UUID) -> Moved:
    """Say how somebody did: 'mark:<item>' each 0 to 100, with strengths, goals, amount and consequence (None: the band's).

    Raises ServiceError at the field that is wrong, 'conflict' when somebody changed it meanwhile.
    """
    given = clean(values, ("amount", "consequence"))
    marks = {
        name[5:]: str(value) for name, value in given.items() if name.startswith("mark:") and value not in ("", None)
    }
    answer = db.call(
        request,
        text("select appraisal_mark(:id, :version, :marks, :amount, :consequence, :strengths, :goals, :request)"),
        {
            "id": seen.id,
            "version": seen.version,
            "marks": Jsonb(marks),
            "amount": given.get("amount"),
            "consequence": given.get("consequence") or None,
            "strengths": given.get("strengths", ""),
            "goals": given.get("goals", ""),
        },
    )
    return Moved(answer["version"], answer["state"])


def move(db: Database, seen: Appraisal, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: acknowledge, answer, postpone, miss, plan_again, reopen; see steps.move."""
    return steps.move(db, "appraisal", seen.id, seen.version, action, payload, request)


def add_note(db: Database, appraisal_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    call_once(db, request, "appraisal_note", id=appraisal_id, comment=comment)


def snooze(db: Database, appraisal_id: UUID, until: datetime, request: UUID) -> None:
    """Remind later; the day it is due stays."""
    call_once(db, request, "appraisal_snooze", id=appraisal_id, until=until)


def set_hired(db: Database, staff_id: UUID, hired_on: date | None, request: UUID) -> None:
    """Say when somebody was hired, from which the appraisals of his first year follow; by a manager or administrator."""
    values = {"id": staff_id, "hired_on": hired_on}
    db.call(request, text("select set_hired(:id, cast(:hired_on as date), :request)"), values)

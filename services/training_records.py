"""Training records 培训记录: who was invited to what, came, and passed; until when that is valid."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from models.training import MARKED
from services import desk_lists, search
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once, looked_up, records, sql
from services.texts import N_, either

ATTENDANCE_NAMES = {
    "invited": N_("Invited"),
    "attended": N_("Attended"),
    "late": N_("Came late"),
    "absent": N_("Absent"),
}
OUTCOME_NAMES = {"passed": N_("Passed"), "failed": N_("Failed")}

_LIVE = "r.withdrawn_at is null"
# Nobody passed the same course since.
_LAST = """not exists (select from training_record o where o.course_id = r.course_id and o.outcome = 'passed'
      and o.trained_on > r.trained_on
      and (o.staff_id = r.staff_id or o.customer_id = r.customer_id and o.person_name = r.person_name))"""
VIEWS = {
    "mine": f"r.staff_id = :me and {_LIVE}",
    "passed": f"r.outcome = 'passed' and {_LIVE}",
    "failed": f"r.outcome = 'failed' and {_LIVE}",
    "absent": f"r.attendance = 'absent' and {_LIVE}",
    "retrain": f"r.retrain_since is not null and {_LIVE} and {_LAST}",
    "guests": f"r.customer_id is not null and {_LIVE}",
    "all": _LIVE,
}
SORTS = {"trained_on": ("trained_on", "id")}


class Line(NamedTuple):
    """A record. who: a colleague, else the person of a customer or contractor and its name. Marks 0 to 100."""

    id: UUID
    version: int
    training_id: UUID
    training_number: str
    training_state: str
    subject: str
    course_name: str
    course_name_en: str
    course_kind: str
    trained_on: date
    staff_id: UUID | None
    staff_name: str
    customer_id: UUID | None
    customer_name: str
    person_name: str
    attendance: str
    absences: int
    latenesses: int
    speaking: Decimal | None
    homework: Decimal | None
    quiz: Decimal | None
    case_study: Decimal | None
    practice: Decimal | None
    exam: Decimal | None
    score: Decimal | None
    outcome: str | None
    hours: Decimal
    note: str
    valid_until: date | None
    retrain_since: date | None
    store_name: str
    store_name_en: str

    @property
    def course(self) -> str:
        """The course's name in the language of the moment."""
        return either(self.course_name, self.course_name_en)

    @property
    def who(self) -> str:
        """Whose record it is."""
        return self.staff_name or " · ".join(one for one in (self.person_name, self.customer_name) if one)


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text is looked for in the names of people. trained_from, trained_until: days, the second not
    included."""

    view: str = "all"
    course_id: UUID | None = None
    staff_id: UUID | None = None
    customer_id: UUID | None = None
    trained_from: date | None = None
    trained_until: date | None = None


_LINE = f"""
    select r.id, r.version, r.training_id, t.number as training_number, t.state as training_state, t.subject,
           c.name as course_name, c.name_en as course_name_en, c.kind as course_kind, r.trained_on, r.staff_id,
           coalesce(p.name, '') as staff_name, r.customer_id, coalesce(k.name, '') as customer_name, r.person_name,
           r.attendance, r.absences, r.latenesses, r.speaking, r.homework, r.quiz, r.case_study, r.practice, r.exam,
           r.score, r.outcome, r.hours, r.note, r.valid_until, r.retrain_since, s.name as store_name, s.name_en as store_name_en
    from ({{rows}}) r
    {looked_up("training", "number, state, subject", "r.training_id", "t")}
    {looked_up("course", "name, name_en, kind", "r.course_id", "c")}
    {looked_up("store", "name, name_en", "r.store_id", "s")}
    {looked_up("staff", "name", "r.staff_id", "p", always=False)}
    left join customer k on k.id = r.customer_id"""
_FIND = text("""
    select r.id from training_record r
    left join staff p on p.id = r.staff_id left join customer k on k.id = r.customer_id
    where position(lower(:typed) in lower(coalesce(p.name, '') || ' ' || r.person_name || ' ' || coalesce(k.name, ''))) > 0
    order by r.trained_on desc, r.id limit :cap""")


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "r", VIEWS, wanted, "course_id", "staff_id", "customer_id")
    if wanted.trained_from is not None:
        where.add("r.trained_on >= :trained_from", trained_from=wanted.trained_from)
    if wanted.trained_until is not None:
        where.add("r.trained_on < :trained_until", trained_until=wanted.trained_until)
    return where


_LIST = Listing(
    Line,
    "training_record r",
    _LINE,
    SORTS,
    _narrow,
    search.by_statement("training_record", _FIND),
    Wanted(),
    "trained_on",
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


def of_training(db: Database, training_id: UUID) -> list[Line]:
    """Everybody invited to a training, as far as this person may see, by name."""
    rows = f"select * from training_record r where r.training_id = :id and {_LIVE}"
    statement = sql(f"{_LINE.format(rows=rows)} order by staff_name, customer_name, r.person_name, r.id")
    with db.read() as connection:
        return records(Line, connection.execute(statement, {"id": training_id}))


def mark(db: Database, seen: Line, values: Mapping[str, Any], request: UUID) -> None:
    """How somebody did: attendance, absences, latenesses, note and the marks of models.training.MARKED.

    Score, result and validity follow in the database. Raises ServiceError at the field that is wrong.
    """
    marks = {part: str(values[part]) for part in MARKED if values.get(part) is not None}
    given = {
        "id": seen.id, "version": seen.version, "attendance": values.get("attendance"),
        "absences": values.get("absences"), "latenesses": values.get("latenesses"), "marks": json.dumps(marks),
        "note": values.get("note") or "",
    }  # fmt: skip
    db.call(
        request,
        text("""select training_mark(:id, :version, :attendance, :absences, :latenesses, cast(:marks as jsonb), :note,
                                     :request)"""),
        given,
    )


def uninvite(db: Database, seen: Line, request: UUID) -> None:
    """Somebody does not come after all; before it is held."""
    db.call(
        request, text("select training_uninvite(:id, :version, :request)"), {"id": seen.id, "version": seen.version}
    )


def snooze(db: Database, record_id: UUID, until: datetime, request: UUID) -> None:
    """Remind of one's own training that is to be repeated later; until when it is valid stays."""
    call_once(db, request, "retraining_snooze", id=record_id, until=until)

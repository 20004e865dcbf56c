"""Training in figures: by course and by person, who came and passed, and how many hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.asking import Question, ask_on
from services.database import Database
from services.rows import id_array, records
from services.standing import standing
from services.texts import either


class Taught(NamedTuple):
    """The records of a course or a person, or all (id None). marked: those with a result; passed: their share of them
    is the pass rate. hours: attended."""

    id: UUID | None
    what: str
    name: str
    name_en: str
    n: int
    marked: int
    passed: int
    absent: int
    score: float | None
    hours: float

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)

    @property
    def rate(self) -> float | None:
        """The share of those marked who passed, in per cent."""
        return 100 * self.passed / self.marked if self.marked else None


@dataclass(frozen=True)
class Figures:
    """Courses and people with the lowest pass rate first."""

    first: date
    last: date
    courses: Sequence[Taught]
    people: Sequence[Taught]
    all: Taught


# Names are looked up for the sums: joined, all of the staff was read.
_ROWS = text("""
    with r as materialized (
      select * from training_record x
      where x.store_id = any(cast(:_stores as uuid[])) and x.trained_on between :first and :last
        and x.withdrawn_at is null and x.attendance <> 'invited'
    )
    select g.id, g.what,
           coalesce((select c.name from course c where g.what = 'course' and c.id = g.id),
                    (select s.name from staff s where g.what = 'person' and s.id = g.id), '') as name,
           coalesce((select c.name_en from course c where g.what = 'course' and c.id = g.id), '') as name_en,
           g.n, g.marked, g.passed, g.absent, g.score, g.hours
    from (
      select case when grouping(r.course_id) = 0 then r.course_id when grouping(r.staff_id) = 0 then r.staff_id end as id,
             case when grouping(r.course_id) = 0 then 'course' when grouping(r.staff_id) = 0 then 'person' else 'all' end as what,
             count(*) as n, count(r.outcome) as marked, count(*) filter (where r.outcome = 'passed') as passed,
             count(*) filter (where r.attendance = 'absent') as absent, cast(avg(r.score) as float) as score,
             cast(coalesce(sum(r.hours), 0) as float) as hours
      from r
      group by grouping sets ((r.course_id), (r.staff_id), ())
    ) g""")
NOTHING = Taught(None, "all", "", "", 0, 0, 0, 0, None, 0.0)


def figures(db: Database, first: date, last: date) -> Figures:
    """Trainings of [first, last] in the stores this person sees, as far as he may read their records."""
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
        (rows,) = ask_on(connection, Question(_ROWS, {"_stores": stores, "first": first, "last": last}))
    found = sorted(records(Taught, rows), key=lambda one: (one.rate is None, one.rate or 0.0, one.name))
    whole = next((one for one in found if one.what == "all" and one.n), NOTHING)
    return Figures(
        first, last, [one for one in found if one.what == "course"],
        [one for one in found if one.what == "person" and one.id is not None], whole,
    )  # fmt: skip

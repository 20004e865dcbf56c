"""Training in figures: by course and by person, who came and passed, and how many hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.asking import Question, ask
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


_ROWS = text("""
    with r as materialized (
      select * from training_record x
      where x.store_id = any(cast(:stores as uuid[])) and x.trained_on between :first and :last
        and x.withdrawn_at is null and x.attendance <> 'invited'
    )
    select case when grouping(r.course_id) = 0 then r.course_id when grouping(r.staff_id) = 0 then r.staff_id end as id,
           case when grouping(r.course_id) = 0 then 'course' when grouping(r.staff_id) = 0 then 'person' else 'all' end as what,
           coalesce(case when grouping(r.course_id) = 0 then max(c.name) else max(s.name) end, '') as name,
           coalesce(case when grouping(r.course_id) = 0 then max(c.name_en) end, '') as name_en,
           count(*) as n, count(r.outcome) as marked, count(*) filter (where r.outcome = 'passed') as passed,
           count(*) filter (where r.attendance = 'absent') as absent, cast(avg(r.score) as float) as score,
           cast(coalesce(sum(r.hours), 0) as float) as hours
    from r
    left join course c on c.id = r.course_id
    left join staff s on s.id = r.staff_id
    group by grouping sets ((r.course_id), (r.staff_id), ())""")
NOTHING = Taught(None, "all", "", "", 0, 0, 0, 0, None, 0.0)


def figures(db: Database, first: date, last: date) -> Figures:
    """Trainings of [first, last] in the stores this person sees, as far as he may read their records."""
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
    (rows,) = ask(db, Question(_ROWS, {"stores": stores, "first": first, "last": last}))
    found = sorted(records(Taught, rows), key=lambda one: (one.rate is None, one.rate or 0.0, one.name))
    whole = next((one for one in found if one.what == "all" and one.n), NOTHING)
    return Figures(
        first, last, [one for one in found if one.what == "course"],
        [one for one in found if one.what == "person" and one.id is not None], whole,
    )  # fmt: skip

"""Appraisals in figures: by person, how many were held, acknowledged and missed, the mean, what was paid or taken off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text

from services.asking import Question, ask
from services.database import Database
from services.rows import id_array, records
from services.standing import standing


@dataclass(frozen=True)
class Judged:
    """One person, or everybody (id None). planned: due in the time and not held yet; score: mean points of 100;
    rewards, penalties: CNY, the second below zero."""

    id: UUID | None
    name: str
    held: int
    acknowledged: int
    planned: int
    missed: int
    score: float | None
    rewards: Decimal
    penalties: Decimal


@dataclass(frozen=True)
class Figures:
    """People with the lowest mean first."""

    first: date
    last: date
    people: Sequence[Judged]
    all: Judged


_ROWS = text("""
    select a.staff_id as id, coalesce(max(p.name), '') as name,
           count(*) filter (where a.state in ('held', 'acknowledged')) as held,
           count(*) filter (where a.state = 'acknowledged') as acknowledged,
           count(*) filter (where a.state = 'planned') as planned, count(*) filter (where a.state = 'missed') as missed,
           cast(avg(a.score) as float) as score,
           coalesce(sum(a.amount) filter (where a.amount > 0), 0) as rewards,
           coalesce(sum(a.amount) filter (where a.amount < 0), 0) as penalties
    from appraisal a join staff p on p.id = a.staff_id
    where a.store_id = any(cast(:stores as uuid[])) and coalesce(a.held_on, a.due_on) between :first and :last
    group by grouping sets ((a.staff_id), ())""")
NOTHING = Judged(None, "", 0, 0, 0, 0, None, Decimal(), Decimal())


def figures(db: Database, first: date, last: date) -> Figures:
    """Appraisals held in [first, last], or due then and not held, in the stores this person sees, as far as he may."""
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
    (rows,) = ask(db, Question(_ROWS, {"stores": stores, "first": first, "last": last}))
    found = sorted(records(Judged, rows), key=lambda one: (one.score is None, one.score or 0.0, one.name))
    whole = next((one for one in found if one.id is None), NOTHING)
    return Figures(first, last, [one for one in found if one.id is not None], whole)

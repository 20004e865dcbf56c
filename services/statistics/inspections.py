"""Quality inspections 质检 by person: how many, how good, what was lost where, what followed."""

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


class Inspected(NamedTuple):
    """The inspections of a person, or all (id None). score: their mean, 0 to 100. weakest: the criterion that lost the
    greatest share of its points, empty where none lost any."""

    id: UUID | None
    name: str
    n: int
    score: float | None
    below: int
    to_talk: int
    praised: int
    warned: int
    weakest: str
    weakest_en: str

    @property
    def weak_spot(self) -> str:
        """The name of that criterion in the language of the moment."""
        return either(self.weakest, self.weakest_en)


@dataclass(frozen=True)
class Figures:
    """people: the lowest mean first."""

    first: date
    last: date
    people: Sequence[Inspected]
    all: Inspected


_ROWS = text("""
    with i as materialized (
      select * from inspection x
      where x.store_id = any(cast(:stores as uuid[])) and x.inspected_on between :first and :last
    ), lost as (
      select distinct on (g.staff_id) g.staff_id, g.name, g.name_en from (
        select i.staff_id, (p ->> 'code') as code, max(p ->> 'name') as name, max(p ->> 'name_en') as name_en,
               sum((p ->> 'points')::numeric) / sum((p ->> 'most')::numeric) as share
        from i cross join lateral jsonb_array_elements(i.scores) p
        group by grouping sets ((i.staff_id, p ->> 'code'), (p ->> 'code'))
      ) g where g.share < 1 order by g.staff_id, g.share, g.code
    )
    select i.staff_id as id, coalesce(max(s.name), '') as name, count(*) as n, cast(avg(i.score) as float) as score,
           count(*) filter (where i.score < 60) as below,
           count(*) filter (where i.talked_on is null and i.consequence is null) as to_talk,
           count(*) filter (where i.consequence = 'praise') as praised,
           count(*) filter (where i.consequence in ('warning', 'deduction')) as warned,
           coalesce(max(l.name), '') as weakest, coalesce(max(l.name_en), '') as weakest_en
    from i
    join staff s on s.id = i.staff_id
    left join lost l on l.staff_id = i.staff_id
    group by grouping sets ((i.staff_id), ())
    order by score, name""")
NOTHING = Inspected(None, "", 0, None, 0, 0, 0, 0, "", "")


def figures(db: Database, first: date, last: date) -> Figures:
    """Inspections of [first, last] in the stores this person sees, as far as he may read them."""
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
    (rows,) = ask(db, Question(_ROWS, {"stores": stores, "first": first, "last": last}))
    found = records(Inspected, rows)
    whole = next((one for one in found if one.id is None and one.n), NOTHING)
    return Figures(first, last, [one for one in found if one.id is not None], whole)

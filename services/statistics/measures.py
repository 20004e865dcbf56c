"""What became of corrective actions 纠正措施: by the month they were due in and by store, in the stores' calendars.

Withdrawn ones count nowhere. In time: taken by the day they were due. Effective, ineffective: what somebody saw some
time later; the rest of those taken is still to be verified or seen.
"""

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


class Taken(NamedTuple):
    """Measures due in a month, of a store, or all. overdue is a part of open."""

    what: str
    month: date | None
    id: UUID | None
    name: str
    name_en: str
    n: int
    open: int
    overdue: int
    in_time: int
    late: int
    effective: int
    ineffective: int

    @property
    def in_time_percent(self) -> float | None:
        """Share of those taken, or overdue, that were taken in time."""
        decided = self.in_time + self.late + self.overdue
        return 100 * self.in_time / decided if decided else None

    @property
    def effective_percent(self) -> float | None:
        """Share of those seen that helped."""
        seen = self.effective + self.ineffective
        return 100 * self.effective / seen if seen else None


@dataclass(frozen=True)
class Figures:
    """months in their order, those without a measure left out; stores with most first."""

    first: date
    last: date
    months: Sequence[Taken]
    stores: Sequence[Taken]
    all: Taken


_ROWS = text("""
    select g.what, g.month, g.store_id as id, coalesce(s.name, '') as name, coalesce(s.name_en, '') as name_en, g.n, g.open,
           g.overdue, g.in_time, g.late, g.effective, g.ineffective
    from (
      select case when grouping(x.month) = 0 then 'month' when grouping(x.store_id) = 0 then 'store' else 'all' end as what,
             x.month, x.store_id, count(*) as n, count(*) filter (where x.state = 'open') as open,
             count(*) filter (where x.state = 'open' and x.due_on < store_date(x.store_id)) as overdue,
             count(*) filter (where x.state <> 'open' and x.done_on <= x.due_on) as in_time,
             count(*) filter (where x.state <> 'open' and x.done_on > x.due_on) as late,
             count(*) filter (where x.state = 'effective') as effective,
             count(*) filter (where x.state = 'ineffective') as ineffective
      from (select a.*, date_trunc('month', a.due_on::timestamp)::date as month from corrective_action a
            where a.store_id = any(cast(:stores as uuid[])) and a.due_on between :first and :last
              and a.state <> 'withdrawn') x
      group by grouping sets ((x.month), (x.store_id), ())
    ) g
    left join store s on s.id = g.store_id
    order by g.month, g.n desc, name""")
NOTHING = Taken("all", None, None, "", "", 0, 0, 0, 0, 0, 0, 0)


def figures(db: Database, first: date, last: date) -> Figures:
    """Measures due on [first, last] in the stores this person sees, of complaints he may read."""
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
    (rows,) = ask(db, Question(_ROWS, {"stores": stores, "first": first, "last": last}))
    found = records(Taken, rows)
    whole = next((one for one in found if one.what == "all"), NOTHING)
    months, by_store = ([one for one in found if one.what == what] for what in ("month", "store"))
    return Figures(first, last, months, by_store, whole)

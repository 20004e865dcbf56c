"""How follow-ups went 回访情况 (CSS-22): by week, store and person, over days of the stores' calendars.

Closed: over and not called off. Reached: of those, the customer was on the telephone or answered otherwise.
Successful 回访成功: of those, every required question was answered. Satisfied: of those that gave a score from 1 to 5,
a 4 or a 5 (CSAT). Customers who are to be won back are counted by `win_back`. NPS: share of 9 and 10 less share of 0 to 6, of those that gave a score from 0 to 10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.asking import Question, ask_on
from services.database import Database
from services.follow_ups import SATISFIED_FROM
from services.rows import id_array
from services.standing import standing

WEEKS = 12
# Below that many answers a person's score says nothing about him.
ENOUGH = 10


class Outcome(NamedTuple):
    """Closed follow-ups of a week, store or person; id and week are None in the sum of all."""

    week: date | None
    id: UUID | None
    name: str
    closed: int
    reached: int
    done: int
    refused: int
    unreached: int
    scored: int
    satisfied: int
    rated: int
    promoters: int
    detractors: int
    bad: int

    @property
    def reached_percent(self) -> float | None:
        return 100 * self.reached / self.closed if self.closed else None

    @property
    def done_percent(self) -> float | None:
        return 100 * self.done / self.closed if self.closed else None

    @property
    def satisfied_percent(self) -> float | None:
        return 100 * self.satisfied / self.scored if self.scored else None

    @property
    def nps(self) -> float | None:
        """From -100 to 100."""
        return 100 * (self.promoters - self.detractors) / self.rated if self.rated else None

    @property
    def margin(self) -> float | None:
        """Half of the 95 % interval of the satisfied share, in percentage points (Agresti and Coull)."""
        if not self.scored:
            return None
        n = self.scored + 4
        share = (self.satisfied + 2) / n
        return 196 * sqrt(share * (1 - share) / n)


@dataclass(frozen=True)
class Figures:
    """weeks: all Mondays of the span, also those without a follow-up; waiting and late: what stands open now."""

    first: date
    last: date
    weeks: Sequence[Outcome]
    stores: Sequence[Outcome]
    people: Sequence[Outcome]
    all: Outcome
    waiting: int
    late: int


# Names are looked up for the sums, a few dozen: joined, all stores and all of the staff were read.
_ROWS = text(f"""
    select g.week, coalesce(g.store_id, g.finished_by_id) as id,
           coalesce((select s.name from store s where s.id = g.store_id),
                    (select p.name from staff p where p.id = g.finished_by_id), '') as name, g.closed, g.reached,
           g.done, g.refused, g.unreached, g.scored, g.satisfied, g.rated, g.promoters, g.detractors, g.bad, g.what
    from (
      select x.week, x.store_id, x.finished_by_id,
             count(*) as closed, count(*) filter (where x.reached_at is not null) as reached,
             count(*) filter (where x.state = 'done') as done, count(*) filter (where x.state = 'refused') as refused,
             count(*) filter (where x.state = 'unreached') as unreached, count(x.score) as scored,
             count(*) filter (where x.score >= {SATISFIED_FROM}) as satisfied, count(x.nps) as rated,
             count(*) filter (where x.nps >= 9) as promoters, count(*) filter (where x.nps <= 6) as detractors,
             count(*) filter (where x.bad) as bad,
             case when grouping(x.week) = 0 then 'week' when grouping(x.store_id) = 0 then 'store'
                  when grouping(x.finished_by_id) = 0 then 'person' else 'all' end as what
      from (select f.*, date_trunc('week', f.finished_on::timestamp)::date as week from follow_up f
            where f.store_id = any(cast(:_stores as uuid[])) and f.finished_on >= :first and f.finished_on <= :last
              and f.state <> 'cancelled' and f.occasion not in ('lapsed', 'unhappy')) x
      group by grouping sets ((x.week), (x.store_id), (x.finished_by_id), ())
    ) g
    order by closed desc, name""")
_NOW = text("""
    select count(*) filter (where next_at <= statement_timestamp()) as waiting,
           count(*) filter (where call_by < statement_timestamp()) as late
    from follow_up where store_id = any(cast(:_stores as uuid[])) and state in ('open', 'retry')
      and occasion not in ('lapsed', 'unhappy')""")
NOTHING = Outcome(None, None, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def figures(db: Database, first: date, last: date) -> Figures:
    """Follow-ups that were closed on [first, last] in the stores this person sees; and what stands open now."""
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
        closed, open_ones = ask_on(
            connection,
            Question(_ROWS, {"_stores": stores, "first": first, "last": last}),
            Question(_NOW, {"_stores": stores}),
        )
    found: dict[str, list[Outcome]] = {"week": [], "store": [], "person": [], "all": []}
    for *numbers, what in closed.rows:
        found[what].append(Outcome(*numbers))
    waiting, late = open_ones.rows[0]
    by_week = {one.week: one for one in found["week"]}
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(days=7 * n) for n in range((last - monday).days // 7 + 1)]
    return Figures(
        first,
        last,
        [by_week.get(week, NOTHING._replace(week=week)) for week in weeks],
        found["store"],
        [one for one in found["person"] if one.id is not None],
        found["all"][0] if found["all"] else NOTHING,
        waiting,
        late,
    )

"""Customers to be won back 挽回流失客户 (SHP-03): how many were called, won and lost, why, and who came again.

Closed: over and not called off. Won: he comes again, as he said, or he came before he was called. Lost: he said that he
does not, and why. Came again: of those won, an order of his was opened since the call fell due.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.asking import Question, ask_on
from services.database import Database
from services.follow_ups import CAME_AGAIN
from services.rows import id_array
from services.standing import standing
from services.texts import either


class Called(NamedTuple):
    """Closed calls of a week, person, store, reason of loss or occasion, or all. key: the code of a reason or occasion."""

    week: date | None
    id: UUID | None
    key: str
    name: str
    name_en: str
    closed: int
    won: int
    lost: int
    refused: int
    unreached: int
    came_again: int

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)

    @property
    def won_percent(self) -> float | None:
        """The share of those that were won or lost."""
        return 100 * self.won / (self.won + self.lost) if self.won + self.lost else None


@dataclass(frozen=True)
class Figures:
    """weeks: all Mondays of the span; waiting and late: what stands open now."""

    first: date
    last: date
    weeks: Sequence[Called]
    people: Sequence[Called]
    stores: Sequence[Called]
    reasons: Sequence[Called]
    all: Called
    waiting: int
    late: int


# Names are looked up for the sums: joined, all stores and all of the staff were read.
_ROWS = text(f"""
    select g.week, coalesce(g.store_id, g.finished_by_id) as id, coalesce(g.lost_reason, '') as key,
           coalesce((select s.name from store s where s.id = g.store_id),
                    (select p.name from staff p where p.id = g.finished_by_id), k.name, g.lost_reason, '') as name,
           coalesce((select s.name_en from store s where s.id = g.store_id), k.name_en, '') as name_en,
           g.closed, g.won, g.lost, g.refused, g.unreached, g.came_again, g.what
    from (
      select x.week, x.store_id, x.finished_by_id, x.lost_reason, count(*) as closed,
             count(*) filter (where x.state = 'won') as won, count(*) filter (where x.state = 'lost') as lost,
             count(*) filter (where x.state = 'refused') as refused,
             count(*) filter (where x.state = 'unreached') as unreached,
             count(*) filter (where x.came_again) as came_again,
             case when grouping(x.week) = 0 then 'week' when grouping(x.store_id) = 0 then 'store'
                  when grouping(x.finished_by_id) = 0 then 'person' when grouping(x.lost_reason) = 0 then 'reason'
                  else 'all' end as what
      from (select f.*, date_trunc('week', f.finished_on::timestamp)::date as week, ({CAME_AGAIN}) as came_again
            from follow_up f
            where f.store_id = any(cast(:_stores as uuid[])) and f.finished_on >= :first and f.finished_on <= :last
              and f.state <> 'cancelled' and f.occasion in ('lapsed', 'unhappy')) x
      group by grouping sets ((x.week), (x.store_id), (x.finished_by_id), (x.lost_reason), ())
    ) g
    left join code_item k on k.list = 'lost_reason' and k.code = g.lost_reason
    order by closed desc, name""")
_NOW = text("""
    select count(*) filter (where next_at <= statement_timestamp()) as waiting,
           count(*) filter (where call_by < statement_timestamp()) as late
    from follow_up where store_id = any(cast(:_stores as uuid[])) and state in ('open', 'retry')
      and occasion in ('lapsed', 'unhappy')""")
NOTHING = Called(None, None, "", "", "", 0, 0, 0, 0, 0, 0)


def figures(db: Database, first: date, last: date) -> Figures:
    """Calls that were closed on [first, last] in the stores this person sees; and what stands open now."""
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
        closed, open_ones = ask_on(
            connection,
            Question(_ROWS, {"_stores": stores, "first": first, "last": last}),
            Question(_NOW, {"_stores": stores}),
        )
    found: dict[str, list[Called]] = {"week": [], "store": [], "person": [], "reason": [], "all": []}
    for *numbers, what in closed.rows:
        found[what].append(Called(*numbers))
    by_week = {one.week: one for one in found["week"]}
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(days=7 * n) for n in range((last - monday).days // 7 + 1)]
    waiting, late = open_ones.rows[0]
    return Figures(
        first,
        last,
        [by_week.get(week, NOTHING._replace(week=week)) for week in weeks],
        [one for one in found["person"] if one.id is not None],
        found["store"],
        [one for one in found["reason"] if one.key],
        found["all"][0] if found["all"] else NOTHING,
        waiting,
        late,
    )

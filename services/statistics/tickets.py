"""What was asked at the desk 客户咨询统计 (CSS-20, ASM-07): by week, kind, way, topic, person and store.

Counted by the day on which a request was written down. Solved at once: within an hour of that. Answer: median from what
the customer said to somebody taking it up, by the wall clock. What came from a file, or was merged into another, counts
nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database

WEEKS = 12
GROUPS = ("kind", "channel", "topic", "owner", "store")


class Asked(NamedTuple):
    """Requests of a week, or of one kind, way, topic (code), person or store (id); name: the topic's, person's or store's.

    rated: how many customers said how satisfied they are 满意度 (1 to 5); satisfied: 4 or 5; satisfaction: their mean.
    called: inquiries by telephone 来电咨询. Seconds are medians, None where there is nothing to take one of.
    """

    week: date | None
    code: str | None
    id: UUID | None
    n: int
    solved: int
    at_once: int
    pending: int
    called: int
    answer_seconds: float | None
    solve_seconds: float | None
    rated: int = 0
    satisfied: int = 0
    satisfaction: float | None = None
    name: str = ""
    name_en: str = ""

    @property
    def at_once_percent(self) -> float | None:
        """Share of all that were solved within an hour."""
        return 100 * self.at_once / self.n if self.n else None

    @property
    def satisfied_percent(self) -> float | None:
        """Share of those who said so that are satisfied or very satisfied."""
        return 100 * self.satisfied / self.rated if self.rated else None


@dataclass(frozen=True)
class Figures:
    """weeks: all Mondays of the span, also those in which nobody asked; groups: the others by GROUPS, most first."""

    first: date
    last: date
    weeks: Sequence[Asked]
    groups: dict[str, Sequence[Asked]]
    all: Asked


_ROWS = text("""
    select f.what, f.week, f.code, coalesce(f.owner_id, f.store_id), f.n, f.solved, f.at_once, f.pending, f.called, f.answer_seconds,
           f.solve_seconds, f.rated, f.satisfied, f.satisfaction, coalesce(s.name, p.name, c.name, '') as name,
           coalesce(s.name, p.name_en, c.name_en, '') as name_en
    from ticket_figures(:first, :last) f
    left join staff s on s.id = f.owner_id
    left join store p on p.id = f.store_id
    left join code_item c on f.what = 'topic' and c.list = 'problem_category' and c.code = f.code
    order by f.n desc, name, f.code""")
NOTHING = Asked(None, None, None, 0, 0, 0, 0, 0, None, None)


def figures(db: Database, first: date, last: date) -> Figures:
    """Requests written down on [first, last] in the stores this person sees; NotPermitted for roles without figures."""
    with db.read() as connection:
        rows = connection.execute(_ROWS, {"first": first, "last": last}).all()
    found: dict[str, list[Asked]] = {}
    for row in rows:
        found.setdefault(row.what, []).append(Asked(*row[1:]))
    by_week = {one.week: one for one in found.get("week", ())}
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(days=7 * n) for n in range((last - monday).days // 7 + 1)]
    return Figures(
        first,
        last,
        [by_week.get(week, NOTHING._replace(week=week)) for week in weeks],
        {group: found.get(group, []) for group in GROUPS},
        found["all"][0] if found.get("all") else NOTHING,
    )

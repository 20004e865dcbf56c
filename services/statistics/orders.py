"""Figures of orders for the manager's page: what is open, what came and went, how long it took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import text

from services.asking import Question, ask
from services.database import Database
from services.statistics.quantiles import median_of_histogram

WEEKS = 13
# Days since intake, each group with its last day; the last one is open-ended.
AGES = ((0, 1), (2, 3), (4, 7), (8, 14), (15, None))
# Whose turn it is, by state: ours, the customer's, the parts'.
TURNS: Mapping[str, str] = {
    "received": "ours",
    "assigned": "ours",
    "diagnosing": "ours",
    "quoted": "customer",
    "waiting_parts": "parts",
    "repairing": "ours",
    "testing": "ours",
    "completed": "customer",
    "failed": "customer",
    "cancelled": "customer",
}
UNCOLLECTED_DAYS = 7
_QUARTERS_A_DAY = 4


@dataclass(frozen=True)
class Week:
    """One week, Monday to Sunday, in the stores' own calendar."""

    begins: date
    received: int = 0
    finished: int = 0
    kept: int = 0
    # Median time from intake to completed or failed, in days; None where nothing was finished.
    median_days: float | None = None

    @property
    def ends(self) -> date:
        return self.begins + timedelta(days=6)


@dataclass(frozen=True)
class Period:
    """Sums over several weeks."""

    received: int
    finished: int
    kept: int
    median_days: float | None

    @property
    def kept_percent(self) -> float | None:
        return 100 * self.kept / self.finished if self.finished else None


@dataclass(frozen=True)
class Board:
    """Everything the manager's page shows, at one moment.

    open: (turn, age group index) -> orders; late of them past their promise; uncollected: finished and still
    here for more than UNCOLLECTED_DAYS. weeks are WEEKS long, the last one is the current week.
    """

    today: date
    open: Mapping[tuple[str, int], int]
    in_work: int
    late: int
    uncollected: int
    weeks: Sequence[Week]
    now: Period
    before: Period
    stores: Sequence[UUID] | None = field(default=None)


_FIGURES = text("select week, measure, bucket, n from order_figures(:since, :until, cast(:stores as uuid[]))")
_OPEN = text("select work_state, age, n, late from open_orders(:today, cast(:stores as uuid[]))")
_UNCOLLECTED = text("select uncollected_orders(:days, cast(:stores as uuid[]))")


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def age_group(days: int) -> int:
    """The index in AGES of an age in days."""
    return next(n for n, (_first, last) in enumerate(AGES) if last is None or days <= last)


_LAST_AGE = AGES[-1][0]
_GROUP_OF = [age_group(days) for days in range(_LAST_AGE + 1)]


def board(db: Database, today: date, stores: Sequence[UUID] | None = None) -> Board:
    """The manager's page for some stores, or for all this person sees.

    today: the store's date. Raises NotPermitted for roles without figures.
    """
    first = week_of(today) - timedelta(weeks=WEEKS - 1)
    earlier = first - timedelta(weeks=WEEKS)
    scope = list(stores) if stores is not None else None
    figures, open_rows, stayed = ask(
        db,
        Question(_FIGURES, {"since": earlier, "until": today, "stores": scope}),
        Question(_OPEN, {"today": today, "stores": scope}),
        Question(_UNCOLLECTED, {"days": UNCOLLECTED_DAYS, "stores": scope}),
    )
    (uncollected,) = stayed.rows[0]

    sums: dict[tuple[date, str], int] = {}
    times: dict[date, dict[int, int]] = {}
    for monday, measure, bucket, n in figures.rows:
        if measure == "finished":
            times.setdefault(monday, {})[bucket] = n
        else:
            sums[monday, measure] = n
    sums |= {(monday, "finished"): sum(histogram.values()) for monday, histogram in times.items()}
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    before = [earlier + timedelta(weeks=n) for n in range(WEEKS)]
    groups: dict[tuple[str, int], int] = {}
    late = 0
    for state, age, n, passed in open_rows.rows:
        key = (TURNS[state], _GROUP_OF[min(age, _LAST_AGE)])
        groups[key] = groups.get(key, 0) + n
        late += passed
    return Board(
        today,
        groups,
        sum(groups.values()),
        late,
        uncollected,
        [
            Week(
                monday,
                sums.get((monday, "received"), 0),
                sums.get((monday, "finished"), 0),
                sums.get((monday, "kept"), 0),
                _days(times.get(monday, {})),
            )
            for monday in mondays
        ],
        _period(mondays, sums, times),
        _period(before, sums, times),
        stores,
    )


def _period(
    mondays: Sequence[date], sums: Mapping[tuple[date, str], int], times: Mapping[date, Mapping[int, int]]
) -> Period:
    whole: dict[int, int] = {}
    for monday in mondays:
        for bucket, n in times.get(monday, {}).items():
            whole[bucket] = whole.get(bucket, 0) + n
    received, finished, kept = (
        sum(sums.get((monday, measure), 0) for monday in mondays) for measure in ("received", "finished", "kept")
    )
    return Period(received, finished, kept, _days(whole))


def _days(histogram: Mapping[int, int]) -> float | None:
    middle = median_of_histogram(histogram)
    return None if middle is None else middle / _QUARTERS_A_DAY

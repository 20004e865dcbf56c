"""How dispatch orders were completed 派工单完成情况 (CSS-21): by technician, over days of the stores' calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.asking import Question, ask
from services.database import Database
from services.rows import id_array, records
from services.standing import standing


class Completion(NamedTuple):
    """One technician's visits that ended in the span. id: the technician's, None for the sum of all.

    on_time: begun by the end of what was planned, of those with a plan. minutes: median from begin to finish.
    """

    id: UUID | None
    name: str
    finished: int
    solved: int
    again: int
    parts: int
    refused: int
    no_access: int
    on_time: int
    timed: int
    not_accepted: int
    minutes: float | None

    @property
    def solved_percent(self) -> float | None:
        """Share of those that ended solved."""
        return 100 * self.solved / self.finished if self.finished else None

    @property
    def on_time_percent(self) -> float | None:
        """Share of those that began within their planned time."""
        return 100 * self.on_time / self.timed if self.timed else None


@dataclass(frozen=True)
class Figures:
    """Everybody's, the sum of them, and what stands open now: waiting for somebody, planned, past its term."""

    first: date
    last: date
    rows: Sequence[Completion]
    all: Completion
    waiting: int
    planned: int
    late: int


_ROWS = text("""
    select v.technician_id as id, coalesce(max(s.name), '') as name, count(*) as finished,
           count(*) filter (where v.outcome = 'solved') as solved, count(*) filter (where v.outcome = 'again') as again,
           count(*) filter (where v.outcome = 'parts') as parts, count(*) filter (where v.outcome = 'refused') as refused,
           count(*) filter (where v.outcome = 'no_access') as no_access,
           count(*) filter (where coalesce(v.arrived_at, v.started_at) <= v.planned_until) as on_time,
           count(*) filter (where coalesce(v.arrived_at, v.started_at) is not null and v.planned_until is not null) as timed,
           count(*) filter (where v.accepted = false) as not_accepted,
           cast(extract(epoch from percentile_cont(0.5) within group (order by v.finished_at - v.started_at)
             filter (where v.started_at is not null)) as float) / 60 as minutes
    from visit v left join staff s on s.id = v.technician_id
    where v.store_id = any(cast(:stores as uuid[])) and v.finished_at >= :from_at and v.finished_at < :until_at
    group by grouping sets ((v.technician_id), ())
    order by finished desc, name""")
_NOW = text("""
    select count(*) filter (where state = 'open') as waiting,
           count(*) filter (where state in ('planned', 'travelling', 'arrived', 'working')) as planned,
           count(*) filter (where state in ('open', 'planned', 'travelling') and due_at < clock_timestamp()) as late
    from visit where store_id = any(cast(:stores as uuid[])) and state in ('open', 'planned', 'travelling', 'arrived', 'working')""")
_NOTHING = Completion(None, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, None)


def figures(db: Database, first: date, last: date, zone: tzinfo) -> Figures:
    """Visits that ended on [first, last], by technician, of the stores this person sees; and what is open now."""
    span = {
        "from_at": datetime.combine(first, time(), zone),
        "until_at": datetime.combine(last + timedelta(days=1), time(), zone),
    }
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
    completed, open_ones = ask(db, Question(_ROWS, {**span, "stores": stores}), Question(_NOW, {"stores": stores}))
    found = records(Completion, completed)
    waiting, planned, late = open_ones.rows[0]
    whole = next((one for one in found if one.id is None), _NOTHING)
    rows = tuple(one for one in found if one.id is not None)
    return Figures(first, last, rows, whole, waiting, planned, late)

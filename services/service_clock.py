"""The clocks of what is promised: those of one record, and the most pressing one of each row of a list.

They are moved by the database alone (models/sql/functions/46_service_clock.sql); here they are read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import text

from services.database import Database
from services.texts import N_, language

R = TypeVar("R")

TARGET_NAMES = {
    "response": N_("Response"),
    "call_back": N_("Call-back"),
    "on_site": N_("On site"),
    "resolution": N_("Resolution"),
    "authority": N_("Answer to the authority"),
    "update": N_("Customer told"),
}
# Where a record has its own word for a target.
OWN_NAMES = {
    ("complaint", "response"): N_("Acknowledgement"),
    ("complaint", "resolution"): N_("Reply"),
    ("work_order", "response"): N_("Taken up"),
    ("work_order", "resolution"): N_("Repair done"),
}
SUBJECT_NAMES = {
    "ticket": N_("Tickets"),
    "complaint": N_("Complaints"),
    "work_order": N_("Orders"),
    "visit": N_("Visits"),
}
TURN_NAMES = {"customer": N_("customer's turn"), "maker": N_("maker's turn")}


def target_name(subject_kind: str, target: str) -> str:
    """What a target is called, as an English source."""
    return OWN_NAMES.get((subject_kind, target), TARGET_NAMES[target])


@dataclass(frozen=True)
class Clock:
    """One target. paused_since: it stands, on whose turn says turn. breached_at: the moment it fell due unmet.

    worked and waited are seconds by the target's own clock, until now or its end: ours and the others' turn.
    """

    subject_kind: str
    target: str
    due_at: datetime
    warn_at: datetime
    met_at: datetime | None = None
    stopped_at: datetime | None = None
    breached_at: datetime | None = None
    paused_since: datetime | None = None
    turn: str | None = None
    started_at: datetime | None = None
    name: str = ""
    by_calendar: str = ""
    worked: Decimal = Decimal(0)
    waited: Decimal = Decimal(0)
    round: int = 1

    @property
    def running(self) -> bool:
        return self.met_at is None and self.stopped_at is None

    def state(self, now: datetime) -> str:
        """met, late (met after it was due), stopped, paused, overdue, soon or running."""
        if self.stopped_at is not None:
            return "stopped"
        if self.met_at is not None:
            return "met" if self.breached_at is None else "late"
        if self.breached_at is not None:
            return "overdue"
        if self.paused_since is not None:
            return "paused"
        if self.due_at <= now:
            return "overdue"
        return "soon" if self.warn_at <= now else "running"


_CLOCKS = text("""
    select k.subject_kind, k.target, k.due_at, k.warn_at, k.met_at, k.stopped_at, k.breached_at, k.paused_since,
           k.pause_turn as turn, k.started_at,
           coalesce(nullif(case when :english then k.policy ->> 'name_en' end, ''), k.policy ->> 'name') as name,
           coalesce(nullif(case when :english then c.name_en end, ''), c.name, '') as by_calendar,
           working_seconds(k.calendar_id, k.started_at, k.ended, k.zone) - k.waited as worked, k.waited, k.round
    from (
      select x.*, coalesce(x.met_at, x.stopped_at, clock_timestamp()) as ended,
             x.paused_seconds + coalesce(working_seconds(x.calendar_id, x.paused_since, clock_timestamp(), x.zone), 0)
               as waited
      from sla_target x
      where x.subject_id = :id and x.subject_kind = :kind
        -- of the many times the customer was told the last one
        and (x.target <> 'update' or x.met_at is null and x.stopped_at is null or x.id = (
          select y.id from sla_target y
          where y.subject_id = :id and y.subject_kind = :kind and y.target = 'update'
            and (y.met_at is not null or y.stopped_at is not null)
          order by y.started_at desc, y.round desc limit 1))
    ) k
    left join working_calendar c on c.id = k.calendar_id
    order by k.met_at is not null or k.stopped_at is not null, k.due_at limit 50""")


def clocks(db: Database, subject_kind: str, subject_id: UUID) -> tuple[Clock, ...]:
    """The targets of one record, those that run first, the most pressing one at the top.

    Of 'update', which begins anew whenever the customer is told, the running one and the one before.
    """
    values = {"kind": subject_kind, "id": subject_id, "english": language() == "en"}
    with db.read() as connection:
        return tuple(Clock(**row._mapping) for row in connection.execute(_CLOCKS, values))


class Pressing(NamedTuple):
    """The most pressing running clock of a row of a list, as the columns that `joined` brings along."""

    target: str
    due_at: datetime
    warn_at: datetime
    breached_at: datetime | None
    paused_since: datetime | None
    turn: str | None


# What a list selects last, for `with_clock`.
PRESSING = """w.target as clock_target, w.due_at as clock_due_at, w.warn_at as clock_warn_at,
           w.breached_at as clock_breached_at, w.paused_since as clock_paused_since, w.pause_turn as clock_turn"""


def joined(subject_kind: str, alias: str) -> str:
    """SQL that joins the most pressing running clock of each row of `alias` as w; PRESSING are its columns."""
    return f"""
    left join lateral (
      select x.target, x.due_at, x.warn_at, x.breached_at, x.paused_since, x.pause_turn
      from sla_target x
      where x.subject_id = {alias}.id and x.subject_kind = '{subject_kind}' and x.met_at is null and x.stopped_at is null
      order by x.paused_since is not null and x.breached_at is null, x.due_at limit 1
    ) w on true"""


def with_clock(line: Callable[..., R]) -> Callable[..., R]:
    """Makes a record, whose last field is a Pressing or None, of the columns of a row that ends with PRESSING."""
    own = -len(Pressing._fields)
    make = getattr(line, "_make", None) or (lambda columns: line(*columns))

    def made(*row: Any) -> R:
        return make((*row[:own], None if row[own] is None else Pressing._make(row[own:])))

    return made


def clock_of(subject_kind: str, found: Pressing | None) -> Clock | None:
    """The clock that a row brought along."""
    if found is None:
        return None
    target, due, warn, breached, paused, turn = found
    return Clock(subject_kind, target, due, warn, breached_at=breached, paused_since=paused, turn=turn)


# Conditions on sla_target x, for lists of targets.
OVERDUE = "(x.breached_at is not null or x.paused_since is null and x.due_at < statement_timestamp())"
# The date is the store's; the two days around it are what an index can look for.
TODAY = """x.paused_since is null and x.breached_at is null and x.due_at >= statement_timestamp()
    and x.due_at < statement_timestamp() + interval '26 hours'
    and x.due_on = (statement_timestamp() at time zone x.zone)::date"""


def is_overdue(subject_kind: str, alias: str) -> str:
    """The condition of a list's view: something promised is past due."""
    return f"{alias}.id in (select overdue_records('{subject_kind}'))"


def is_due_today(subject_kind: str, alias: str) -> str:
    """The condition of a list's view: something promised falls due later today, by the store's calendar."""
    return f"{alias}.id in (select records_due_today('{subject_kind}'))"

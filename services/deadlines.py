"""What is promised and when it falls due, over all kinds of records: the queue, and the rows behind the figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, search, service_clock
from services.asking import Question, ask
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import id_array, looked_up
from services.search import LIST_CAP, Found, Hit
from services.service_clock import Clock

_RUNS = "x.met_at is null and x.stopped_at is null"
# Mine: what I own, of whatever kind; each looked up by its own index.
_MINE = """x.subject_id in (
    select t.id from ticket t where t.owner_id = :me and t.state not in ('resolved', 'closed', 'cancelled')
    union all select c.id from complaint c where c.owner_id = :me and c.state <> 'closed'
    union all select o.id from work_order o where o.assigned_to = :me and o.work_state not in ('delivered', 'closed', 'cancelled')
    union all select v.id from visit v where v.technician_id = :me and v.state not in ('closed', 'cancelled'))"""
VIEWS = {
    "overdue": f"{_RUNS} and {service_clock.OVERDUE}",
    "due_today": f"{_RUNS} and {service_clock.TODAY}",
    "soon": f"{_RUNS} and x.paused_since is null and x.breached_at is null and x.warn_at <= statement_timestamp()"
    " and x.due_at > statement_timestamp()",
    "mine": f"{_RUNS} and {_MINE}",
    "escalated": f"{_RUNS} and x.escalated_at is not null and x.escalate_to = any(:_roles)",
    "paused": f"{_RUNS} and x.paused_since is not null",
    "running": _RUNS,
    "counted": "x.counted_on is not null",
}
# Without a week the decided ones of so many days are listed.
RECENT_DAYS = 31


class Deadline(NamedTuple):
    """A target with the record it is for."""

    id: UUID
    subject_kind: str
    subject_id: UUID
    target: str
    number: str
    subject: str
    owner_name: str
    store_name: str
    store_name_en: str
    due_at: datetime
    warn_at: datetime
    met_at: datetime | None
    stopped_at: datetime | None
    breached_at: datetime | None
    paused_since: datetime | None
    turn: str | None
    escalate_to: str
    escalated_at: datetime | None

    @property
    def clock(self) -> Clock:
        return Clock(
            self.subject_kind,
            self.target,
            self.due_at,
            self.warn_at,
            self.met_at,
            self.stopped_at,
            self.breached_at,
            self.paused_since,
            self.turn,
        )


@dataclass(frozen=True)
class Wanted(Filters):
    """What the queue shows. counted: (Monday, kind of record, target), the rows of one figure."""

    view: str = "overdue"
    subject_kind: str = ""
    target: str = ""
    counted: tuple[date, str, str] | None = None


# CASE and not COALESCE: under row security the latter would keep the index on people from being used.
_OWNER = """case x.subject_kind when 'ticket' then t.owner_id when 'complaint' then c.owner_id
                                when 'work_order' then o.assigned_to else v.technician_id end"""
# And in the keys: each row is looked up among the records of its kind only, not among all four.
_LINE = f"""
    select x.id, x.subject_kind, x.subject_id, x.target, coalesce(t.number, c.number, o.number, v.number, '') as number,
           coalesce(t.subject, c.subject, left(o.problem, 160), v.subject, '') as subject,
           coalesce(w.name, '') as owner_name, s.name as store_name, s.name_en as store_name_en, x.due_at, x.warn_at, x.met_at, x.stopped_at,
           x.breached_at, x.paused_since, x.pause_turn as turn, x.escalate_to, x.escalated_at
    from ({{rows}}) x
    {looked_up("store", "name, name_en", "x.store_id", "s")}
    left join ticket t on t.id = case x.subject_kind when 'ticket' then x.subject_id end
    left join complaint c on c.id = case x.subject_kind when 'complaint' then x.subject_id end
    left join work_order o on o.id = case x.subject_kind when 'work_order' then x.subject_id end
    left join visit v on v.id = case x.subject_kind when 'visit' then x.subject_id end
    {looked_up("staff", "name", _OWNER, "w", always=False)}"""


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "x", VIEWS, wanted)
    where.equal("x", wanted, "subject_kind", "target")
    if wanted.view == "escalated":
        where.values["_roles"] = list(connection.execute(_ROLES).scalar_one())
    if wanted.view == "counted":
        if wanted.counted is not None:
            monday, kind, target = wanted.counted
            where.add(
                "x.counted_on between :_monday and :_sunday and x.subject_kind = :_kind and x.target = :_target",
                _monday=monday,
                _sunday=monday + timedelta(days=6),
                _kind=kind,
                _target=target,
            )
        else:
            where.add(f"x.counted_on > cast(statement_timestamp() - interval '{RECENT_DAYS} days' as date)")
    return where


_ROLES = text("select roles_of(login_name())")
_TARGETS_OF = text("""
    select x.id, x.subject_kind from sla_target x where x.subject_id = any(:ids) order by x.due_at limit :cap""")
_SUBJECTS = [search.finder(f"search_{kind}") for kind in ("tickets", "complaints", "work_orders")]


def _find(db: Database, typed: str, cap: int = LIST_CAP) -> Found:
    """The targets of the records that a text finds."""
    ids = [one for find in _SUBJECTS for one in find(db, typed).ids]
    with db.read() as connection:
        rows = connection.execute(_TARGETS_OF, {"ids": ids, "cap": cap}).all()
    return Found(tuple(Hit(row.subject_kind, row.id, "", "", 0) for row in rows), len(rows) >= cap)


_LIST = Listing(
    Deadline,
    "sla_target x",
    _LINE,
    {"due_at": ("due_at", "id")},
    _narrow,
    _find,
    Wanted(),
    "due_at",
    descending=False,
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts

WEEKS = 13
_FIGURES = text("""
    select week, subject_kind, target, n, kept from service_figures(:since, :until, cast(:stores as uuid[]))""")


class Share(NamedTuple):
    """How many promises of a week were decided, and how many of these were kept."""

    n: int = 0
    kept: int = 0

    @property
    def percent(self) -> float | None:
        return 100 * self.kept / self.n if self.n else None


@dataclass(frozen=True)
class Figures:
    """Shares by kind of record, target and week; weeks are Mondays, the last one is the current week."""

    weeks: Sequence[date]
    shares: dict[tuple[str, str, date], Share]

    def share(self, subject_kind: str, target: str, week: date) -> Share:
        return self.shares.get((subject_kind, target, week), Share())

    def whole(self, subject_kind: str, target: str) -> Share:
        """All weeks together."""
        found = [self.share(subject_kind, target, week) for week in self.weeks]
        return Share(sum(one.n for one in found), sum(one.kept for one in found))


def figures(db: Database, today: date, stores: Sequence[UUID] | None = None) -> Figures:
    """Promises kept in the last weeks, of some stores or all this person sees; NotPermitted for roles without figures.

    A promise counts in the week in which it was met in time or fell due; what was called off before, nowhere.
    """
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    scope = id_array(stores) if stores is not None else None
    (found,) = ask(db, Question(_FIGURES, {"since": first, "until": today, "stores": scope}))
    return Figures(
        [first + timedelta(weeks=n) for n in range(WEEKS)],
        {(kind, target, week): Share(n, kept) for week, kind, target, n, kept in found.rows},
    )

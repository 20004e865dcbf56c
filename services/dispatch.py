"""Dispatching 派工: who is where and when, how full the days are, who is away, and whom to send best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services.asking import Answer, Question, ask, ask_on
from services.database import Database
from services.rows import id_array, looked_up, records, sql
from services.standing import standing
from services.texts import N_

ABSENCE_NAMES = {"leave": N_("Leave"), "sick": N_("Sick"), "training": N_("Training"), "other": N_("Away")}
# Beyond this a board is narrowed by store, region or skill.
MOST_TECHNICIANS = 200
MOST_VISITS = 5_000
MOST_WAITING = 200
MOST_CONTRACTORS = 60


class Technician(NamedTuple):
    """A row of the board. capacity: minutes of a day that may be planned; skills: codes; areas: names of regions.

    contractor: a company that is sent, with its customer's id and number; how full its days are nobody knows.
    """

    id: UUID
    name: str
    login: str
    capacity: int
    skills: tuple[str, ...]
    areas: tuple[str, ...]
    contractor: bool = False


class Placed(NamedTuple):
    """A visit on the board, or one that waits (no technician, no times)."""

    id: UUID
    version: int
    number: str
    kind: str
    state: str
    priority: str
    subject: str
    minutes: int
    technician_id: UUID | None
    planned_from: datetime | None
    planned_until: datetime | None
    due_at: datetime | None
    wish: str
    customer_name: str
    region_name: str
    region_name_en: str
    skill: str | None
    waits_for_parts: bool
    overridden: bool
    contractor_id: UUID | None = None

    @property
    def lane(self) -> UUID | None:
        """Whose row it lies in: a technician's or a contractor's."""
        return self.technician_id or self.contractor_id


class Away(NamedTuple):
    """When somebody is not to be sent."""

    id: UUID
    technician_id: UUID
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True)
class Board:
    """A span of days: [first, last] of the store's calendar."""

    first: date
    last: date
    zone: tzinfo
    opens: time
    shuts: time
    technicians: Sequence[Technician]
    visits: Sequence[Placed]
    away: Sequence[Away]
    waiting: Sequence[Placed]
    more: bool

    def of(self, technician_id: UUID, day: date) -> list[Placed]:
        """Whose visits begin on a day, in their order."""
        return [
            visit
            for visit in self.visits
            if visit.lane == technician_id
            and visit.planned_from is not None
            and visit.planned_from.astimezone(self.zone).date() == day
        ]


class Filled(NamedTuple):
    """How full a technician's or contractor's day or month is: minutes planned, and visits."""

    technician_id: UUID
    begins: date
    minutes: int
    visits: int


class Suggestion(NamedTuple):
    """Somebody to send, with his first free hour. distance: 0 in his region, 1 beside it, 2 further; None unknown."""

    technician_id: UUID
    name: str
    planned_from: datetime
    planned_until: datetime
    distance: int | None
    has_skill: bool
    load: int
    capacity: int


class Person(NamedTuple):
    """Somebody who may be sent."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Wanted:
    """Which part of the company the board shows; None and '' are all that the person sees."""

    store_id: UUID | None = None
    region_id: UUID | None = None
    skill: str = ""


# Its conditions are put together: with all of them in it the server made a new plan each time, 5 ms of it. Who is a
# technician is asked once for all: as EXISTS each person's role was looked up for every member of the group.
_TECHNICIANS = f"""
    select s.id, s.name, s.login,
           coalesce(c.minutes_a_day, cast((select parameter_value('visit_minutes_a_day', '420')) as int)) as capacity,
           array(select k.skill from staff_skill k where k.staff_id = s.id and k.until is null order by k.skill) as skills,
           array(select r.name from staff_area a join region r on r.id = a.region_id
                 where a.staff_id = s.id and a.until is null order by r.name) as areas
    from staff s left join staff_capacity c on c.id = s.id
    where s.active
      and s.id = any(array(select d.staff_id from staff_store d
                           where d.until is null and d.store_id = any(cast(:_stores as uuid[]))))
      and cast(to_regrole(quote_ident('s_' || s.login)) as oid) = any(array(
            select m.member from pg_auth_members m where m.roleid = to_regrole('aftercare_technician')))
      {{narrowed}}
    order by s.name, s.id limit {MOST_TECHNICIANS + 1}"""
_SKILLED = """and exists (
            select from staff_skill k where k.staff_id = s.id and k.until is null and k.skill = :skill)"""
_NEAR = """and exists (
            select from staff_area a where a.staff_id = s.id and a.until is null and a.region_id = :region)"""
_PLACED = f"""
    select v.id, v.version, v.number, v.kind, v.state, v.priority, v.subject, v.minutes, v.technician_id, v.planned_from,
           v.planned_until, v.due_at, v.wish, coalesce(c.name, v.contact_name) as customer_name,
           coalesce(r.name, '') as region_name, coalesce(r.name_en, '') as region_name_en, v.skill, coalesce(w.work_state = 'waiting_parts', false) as waits_for_parts,
           v.override_reason <> '' as overridden, v.contractor_id
    from ({{rows}}) v
    left join customer c on c.id = v.customer_id
    {looked_up("region", "name, name_en", "v.region_id", "r", always=False)}
    left join work_order w on w.id = v.work_order_id
    order by {{order}}"""
# Names are joined to the rows that are shown only. The technicians' own visits, then those of contractors.
_VISITS = _PLACED.format(
    rows=f"""
    (select * from visit x
     where x.technician_id = any(cast(:people as uuid[])) and x.planned_from >= :from_at and x.planned_from < :until_at
       and x.state <> 'cancelled'
     order by x.planned_from, x.id limit {MOST_VISITS + 1})
    union all
    (select * from visit v
     where v.store_id = any(cast(:_stores as uuid[])) and v.planned_from >= :from_at and v.planned_from < :until_at
       and v.contractor_id is not null and v.state <> 'cancelled' {{narrowed}}
     order by v.planned_from, v.id limit {MOST_VISITS + 1})""",
    order="v.contractor_id is not null, v.planned_from, v.id",
)
# Those who could be sent, and whoever was: his class may have ended since.
_CONTRACTORS = text(f"""
    select c.id, c.name, c.number from customer c
    where c.archived_at is null and c.id = any(array(
        select k.customer_id from customer_class k
        where k.code = 'nature.contractor' and k.until is null limit {MOST_CONTRACTORS}))""")
_SENT = text("select c.id, c.name, c.number from customer c where c.id = any(cast(:sent as uuid[]))")
# Chosen from the index alone: a large store has thousands of them.
_WAITING = _PLACED.format(
    rows=f"""
    select x.* from visit x
    where x.id = any(array(
      select v.id from visit v
      where v.store_id = any(cast(:_stores as uuid[])) and v.state = 'open' {{narrowed}}
      order by v.priority <> 'urgent', v.due_at, v.id limit {MOST_WAITING + 1}))""",
    order="v.priority <> 'urgent', v.due_at, v.id",
)
_NARROWED = {"skill": "skill", "region": "region_id"}
_AWAY = text("""
    select id, staff_id as technician_id, from_at, until_at from staff_absence
    where staff_id = any(cast(:people as uuid[])) and withdrawn_at is null and from_at < :until_at and until_at > :from_at
    order by from_at""")
_HOURS = text("""
    select parameter_value('visit_day_from', '08:30') as opens, parameter_value('visit_day_until', '18:00') as shuts""")
_FILLED = text("""
    select v.technician_id, cast(date_trunc(cast(:unit as text), v.planned_on) as date) as begins,
           cast(extract(epoch from sum(v.planned_until - v.planned_from)) / 60 as int) as minutes, count(*) as visits
    from visit v
    where v.technician_id = any(cast(:people as uuid[])) and v.planned_from >= :from_at and v.planned_from < :until_at
      and v.state <> 'cancelled'
    group by v.technician_id, begins""")
_FILLED_BY_CONTRACTORS = """
    select v.contractor_id as technician_id, cast(date_trunc(cast(:unit as text), v.planned_on) as date) as begins,
           cast(extract(epoch from sum(v.planned_until - v.planned_from)) / 60 as int) as minutes, count(*) as visits
    from visit v
    where v.store_id = any(cast(:_stores as uuid[])) and v.planned_from >= :from_at and v.planned_from < :until_at
      and v.contractor_id is not null and v.state <> 'cancelled' {narrowed}
    group by v.contractor_id, begins"""
_PEOPLE = text("""
    select s.id, s.name from staff s
    where s.active and exists (
        select from staff_store d where d.staff_id = s.id and d.until is null and d.store_id in (
            select v.store_id from visit v where v.id = :visit
            union all
            select o.handling_store_id from visit v join work_order o on o.id = v.work_order_id where v.id = :visit))
      and roles_of(s.login) && cast(:roles as text[])
    order by s.name limit 500""")
_SUGGEST = text("select * from visit_suggestions(:visit, :day, :cap)")


def _scope(db: Database, connection: Connection, wanted: Wanted) -> dict[str, Any]:
    stores = standing(db, connection).stores
    if wanted.store_id is not None:
        stores = [store for store in stores if store == wanted.store_id]
    return {"_stores": id_array(stores), "skill": wanted.skill, "region": wanted.region_id}


def _technicians(scope: Mapping[str, Any]) -> Question:
    narrowed = " ".join(part for name, part in (("skill", _SKILLED), ("region", _NEAR)) if scope[name])
    return Question(sql(_TECHNICIANS.format(narrowed=narrowed)), scope)


def _technician(
    staff_id: UUID, name: str, login: str, capacity: int, skills: Sequence[str], areas: Sequence[str]
) -> Technician:
    return Technician(staff_id, name, login, capacity, tuple(skills), tuple(areas))


def _contractors(
    connection: Connection, scope: Mapping[str, Any], offered: Answer, sent: set[UUID]
) -> list[Technician]:
    """Companies that may be sent, and those that are; narrowed by skill or region only the latter."""
    companies = {row[0]: row for row in offered.rows if row[0] in sent or not (scope["skill"] or scope["region"])}
    if others := sent - companies.keys():
        (found,) = ask_on(connection, Question(_SENT, {"sent": id_array(others)}))
        companies |= {row[0]: row for row in found.rows}
    by_name = sorted(companies.values(), key=lambda row: row[1:])
    return [Technician(one, name, number, 0, (), (), True) for one, name, number in by_name]


def _narrowed(scope: Mapping[str, Any]) -> str:
    return " ".join(f"and v.{column} = :{name}" for name, column in _NARROWED.items() if scope[name])


def _span(first: date, last: date, zone: tzinfo) -> dict[str, datetime]:
    return {
        "from_at": datetime.combine(first, time(), zone),
        "until_at": datetime.combine(last + timedelta(days=1), time(), zone),
    }


def board(db: Database, first: date, last: date, zone: tzinfo, wanted: Wanted | None = None) -> Board:
    """Technicians, then contractors, with their visits and absences from day to day, and the visits nobody has yet.

    Cut after MOST_TECHNICIANS people, MOST_VISITS visits and MOST_WAITING waiting ones, which `more` says.
    """
    with db.read() as connection:
        scope = _scope(db, connection, wanted or Wanted())
        narrowed = _narrowed(scope)
        working, open_ones, of_day, offered = ask_on(
            connection,
            _technicians(scope),
            Question(sql(_WAITING.format(narrowed=narrowed)), scope),
            Question(_HOURS, {}),
            Question(_CONTRACTORS, {}),
        )
        people = records(_technician, working)
        shown = people[:MOST_TECHNICIANS]
        span = {"people": id_array(one.id for one in shown), **_span(first, last, zone)}
        placed, absent = ask_on(
            connection,
            Question(sql(_VISITS.format(narrowed=narrowed)), {**scope, **span}),
            Question(_AWAY, span),
        )
        visits = records(Placed, placed)
        sent = {one.contractor_id for one in visits if one.contractor_id}
        companies = _contractors(connection, scope, offered, sent)
    away, waiting = records(Away, absent), records(Placed, open_ones)
    opens, shuts = of_day.rows[0]
    more = len(people) > MOST_TECHNICIANS or len(visits) > MOST_VISITS or len(waiting) > MOST_WAITING
    return Board(
        first, last, zone, _hour(opens, time(8, 30)), _hour(shuts, time(18)), [*shown, *companies], visits[:MOST_VISITS],
        away, waiting[:MOST_WAITING], more,
    )  # fmt: skip


def _hour(typed: str, otherwise: time) -> time:
    try:
        return time.fromisoformat(typed)
    except ValueError:
        return otherwise


def filled(
    db: Database, first: date, last: date, zone: tzinfo, unit: str, wanted: Wanted | None = None
) -> tuple[list[Technician], list[Filled]]:
    """How full each technician's and contractor's days (unit 'day') or months ('month') are, for month and year."""
    if unit not in ("day", "month"):
        raise ValueError(f"not a unit of the board: {unit!r}")
    with db.read() as connection:
        scope = _scope(db, connection, wanted or Wanted())
        working, offered = ask_on(connection, _technicians(scope), Question(_CONTRACTORS, {}))
        people = records(_technician, working)[:MOST_TECHNICIANS]
        span = {"people": id_array(one.id for one in people), **_span(first, last, zone), "unit": unit}
        by_companies = sql(_FILLED_BY_CONTRACTORS.format(narrowed=_narrowed(scope)))
        ours, theirs = ask_on(connection, Question(_FILLED, span), Question(by_companies, {**scope, **span}))
        elsewhere = records(Filled, theirs)
        companies = _contractors(connection, scope, offered, {one.technician_id for one in elsewhere})
    return [*people, *companies], records(Filled, ours) + elsewhere


def suggestions(db: Database, visit_id: UUID, day: date | None = None, cap: int = 3) -> list[Suggestion]:
    """The best to send, by skill, region, time and load, each with his first free hour from a day on."""
    return records(Suggestion, ask(db, Question(_SUGGEST, {"visit": visit_id, "day": day, "cap": cap}))[0])


def overlapping(visits: Sequence[Placed]) -> set[UUID]:
    """Those of one technician's visits that lie over another of his."""
    found: set[UUID] = set()
    running: list[Placed] = []
    for visit in sorted((v for v in visits if v.planned_from and v.planned_until), key=lambda v: v.planned_from or 0):
        assert visit.planned_from is not None
        running = [other for other in running if other.planned_until and other.planned_until > visit.planned_from]
        if running:
            found.add(visit.id)
            found.update(other.id for other in running)
        running.append(visit)
    return found


def minutes_of(visits: Sequence[Placed]) -> int:
    """Minutes that some visits take on the board."""
    return sum(
        int((visit.planned_until - visit.planned_from).total_seconds() // 60)
        for visit in visits
        if visit.planned_from and visit.planned_until
    )


def people(db: Database, visit_id: UUID, roles: Sequence[str] = ()) -> list[Person]:
    """Who may be sent: from the visit's store, or the one that handles its order; without roles for a follow-up."""
    wanted = list(roles) or ["technician", "agent", "manager"]
    with db.read() as connection:
        return [Person(*row) for row in connection.execute(_PEOPLE, {"visit": visit_id, "roles": wanted})]

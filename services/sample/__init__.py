"""Sample data of our own making: a small company with two years of orders, for trying the program out.

Written by the functions that serve the counter, under a clock of its own (`clock`), in one transaction: either
all of it is there or nothing. The same number of orders and the same day make the same company.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import psycopg
from sqlalchemy import Connection, text

from services import errors, setup
from services.errors import ServiceError
from services.sample import (
    appraisals,
    calendars,
    contractors,
    customers,
    desk,
    follow_ups,
    guests,
    inspections,
    organisation,
    outbox,
    projects,
    recovery,
    shipments,
    software,
    training,
    visits,
)
from services.sample.clock import Caller, introduce, past_clock, set_clock
from services.sample.material import Person, material
from services.sample.player import Script, play
from services.sample.stories import Teller
from services.sample.world import CHINA, World, at_work
from services.texts import N_

ORDERS, MOST_ORDERS = 400, 20_000
YEARS = 2
_SEED = 20
_CLOSE_DAYS = 7
_CLOSE = "select aftercare.close_delivered()"
# A promise the company made lately: whoever brought a device hears of it every two days.
_PROMISED_SINCE = timedelta(days=4)
_TOLD_EVERY = """
    insert into aftercare.service_level (id, name, name_en, subject_kind, target, minutes, clock, warn_percent, warn_minutes,
                                         escalate_to)
    values ('0192f000-5e4c-7a00-8001-0000000003e8', '每 48 小时告知客户维修进展', 'Customers hear of their repair every 48 hours',
            'work_order', 'update', 2880, 'elapsed', null, 240, 'manager')"""
# All at once: what fell due is dated at the moment it did.
_BREACH = "select aftercare.sla_breach('infinity') + aftercare.sla_warn('infinity')"

errors.sentences(
    sample_not_empty=N_("This database holds work already; sample data go into an empty one."),
    sample_codes_taken=N_("A store, region or user of the sample data exists already: {name}"),
    sample_login_taken=N_("{login} can sign in to another database of this server; sample people would be the same."),
    sample_orders=N_("Between {least} and {most} orders can be made."),
)


@dataclass(frozen=True)
class Filled:
    """How much there is now; steps: how many were played."""

    orders: int
    customers: int
    people: int
    tickets: int
    steps: int


def fill(
    conninfo: str,
    orders: int = ORDERS,
    *,
    password: str | None = None,
    today: datetime | None = None,
    report: Callable[[int, int], None] = lambda _done, _all: None,
) -> Filled:
    """Fill a database that holds no orders yet; conninfo is a superuser's.

    password: everybody's; without one nobody of the sample people can sign in. today: where history ends.
    report(done, all) is called while it is being written. Raises ServiceError where the database will not do.
    """
    if not 1 <= orders <= MOST_ORDERS:
        raise ServiceError("sample_orders", least=1, most=f"{MOST_ORDERS:,}")
    until = today or datetime.now(UTC) - timedelta(minutes=1)
    since = at_work(until - timedelta(days=365 * YEARS))
    script = Script(until)
    world = World(material(), random.Random(_SEED), since, until, script)
    engine = setup.superuser_engine(conninfo)
    try:
        with engine.begin() as connection:
            connection.execute(text("set local search_path = aftercare, pg_temp"))
            _check(connection, world, password)
            raw = connection.connection.driver_connection
            assert isinstance(raw, psycopg.Connection)
            with past_clock(raw):
                set_clock(raw, since - timedelta(days=40))
                organisation.found(world, connection, password)
                calendars.write(raw, since.year, until.year)
                introduce(raw, _callers(world))
                _write_history(world, orders)
                play(raw, script.steps, report)
            if password is not None:
                guests.let_in(world, connection, password)
            filled = _counted(connection, len(script.steps))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # History leaves many versions of each order behind, which every look-up would pass.
            connection.execute(text("vacuum (analyze)"))
    finally:
        engine.dispose()
    return filled


def _write_history(world: World, orders: int) -> None:
    articles = desk.write_articles(world)
    teller = Teller(world)
    teller.tell(orders)
    customers.prospects(world, max(3, orders // 25))
    desk.Desk(world, teller.cases, articles).serve(max(6, orders * 3 // 10), max(4, orders // 20))
    world.script.add(world.until - _PROMISED_SINCE, None, _TOLD_EVERY)
    dispatch = visits.Visits(world, teller.cases)
    dispatch.teach()
    dispatch.send(max(6, orders // 10))
    contractors.send(world)
    projects.put_on_file(world, teller.cases)
    software.put_on_file(world, teller.cases)
    recovery.put_on_file(world, teller.cases)
    follow_ups.call_customers(world)
    shipments.write(world)
    outbox.write(world)
    inspections.write(world)
    training.write(world)
    appraisals.write(world)
    # what the timer does every few minutes, in the evening of days on which it finds something
    for day in sorted(world.handed_over):
        world.script.add(datetime.combine(day + timedelta(days=_CLOSE_DAYS), time(23, 30), CHINA), None, _CLOSE)
    world.script.add(world.until, None, _BREACH)


def _callers(world: World) -> dict[str, Caller]:
    below = {region.code: region.parent for region in world.material.regions}

    def answers_for(person: Person, region: str) -> bool:
        return bool(region) and (region in person.regions or answers_for(person, below[region]))

    return {
        person.login: Caller(
            world.staff_ids[person.login],
            person.roles,
            [world.store_ids[code] for code in person.stores],
            [
                world.store_ids[store.code]
                for store in world.material.stores
                if store.code in person.stores or answers_for(person, store.region)
            ],
        )
        for person in world.material.people
    }


def _check(connection: Connection, world: World, password: str | None) -> None:
    if connection.execute(text("select exists (select from work_order)")).scalar():
        raise ServiceError("sample_not_empty")
    taken = connection.execute(
        text("""select s.code from store s where s.code = any (:stores) and s.archived_at is null
                union all select r.code from region r where r.code = any (:regions) and r.archived_at is null
                union all select p.login from staff p where p.login = any (:logins) limit 1"""),
        {
            "stores": [store.code for store in world.material.stores],
            "regions": [region.code for region in world.material.regions],
            "logins": [person.login for person in world.material.people],
        },
    ).scalar()
    if taken is not None:
        raise ServiceError("sample_codes_taken", name=taken)
    if password is None:
        login = connection.execute(
            text("select substr(rolname, 3) from pg_roles where rolcanlogin and rolname = any (:roles) limit 1"),
            {"roles": [f"s_{person.login}" for person in world.material.people]},
        ).scalar()
        if login is not None:
            raise ServiceError("sample_login_taken", login=login)


def _counted(connection: Connection, steps: int) -> Filled:
    row = connection.execute(
        text("""select (select count(*) from work_order), (select count(*) from customer),
                       (select count(*) from staff), (select count(*) from ticket)""")
    ).one()
    return Filled(row[0], row[1], row[2], row[3], steps)

"""A dispatch board of fifty technicians: their visits of two years, and what the board, its lists and its planning ask.

Every fifth of the rows is a visit; a tenth of them belong to the fifty of the largest store, the others to stores whose
technicians nobody looks at.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from services import accounts, dispatch, visit_conflicts, visits
from services.database import Database
from services.statistics import visits as statistics
from tests.benchmarks import by_hand_visits as by_hand
from tests.benchmarks.load import CUSTOMER, STAFF, STORE, STORES, record_id, uid
from tests.benchmarks.measure import Case
from tests.benchmarks.plain import Plain
from tests.people import PASSWORD

TECHNICIANS = 50
FIRST = 910_000
VISIT = 30
ZONE = ZoneInfo("Asia/Shanghai")


def people(connection: Connection) -> None:
    """The technicians of the largest store."""
    for number in range(TECHNICIANS):
        accounts.create(
            connection,
            record_id(STAFF, FIRST + number),
            f"van_{number}",
            f"外勤{number}",
            PASSWORD,
            roles=["technician"],
            stores=[record_id(STORE, 1)],
            must_change=False,
        )


def load(connection: Connection, rows: int) -> None:
    """Visits of two years and the coming week; one in forty of the largest store's waits for somebody."""
    count = max(rows // 5, 200)
    connection.execute(
        text(f"""
        insert into visit (id, number, kind, state, outcome, store_id, customer_id, subject, minutes, due_at, planned_from,
            planned_until, planned_on, technician_id, opened_at, opened_on, arrived_at, started_at, finished_at, created_by,
            search)
        select id, number, 'on_site', state, case when state = 'closed' then 'solved' end, store_id, {uid(CUSTOMER, "n")},
               '上门检查' || n % 300, 60, at + interval '48 hours',
               case when state <> 'open' then plan end, case when state <> 'open' then plan + interval '1 hour' end,
               case when state <> 'open' then (plan at time zone 'Asia/Shanghai')::date end,
               case when state <> 'open' then technician end, at, (at at time zone 'Asia/Shanghai')::date,
               case when state = 'closed' then plan end, case when state = 'closed' then plan end,
               case when state = 'closed' then plan + interval '50 minutes' end, 'load',
               search_tokens(number || ' 上门检查' || n % 300) || array_to_tsvector(array['=store:' || store_id])
        from (
          select n, {uid(VISIT, "n")} as id, 'V' || to_char(plan, 'YYMM') || '-' || lpad(n::text, 7, '0') as number,
                 {uid(STORE, "store")} as store_id, plan, plan - interval '30 hours' as at,
                 case when store = 1 then {uid(STAFF, f"{FIRST} + n / 10 % {TECHNICIANS}")}
                      else {uid(STAFF, "store")} end as technician,
                 case when n % 40 = 0 then 'open' when plan > now() then 'planned' else 'closed' end as state
          from (
            select n, case when n % 10 = 0 then 1 else 2 + n % {STORES - 1} end as store,
                   date_trunc('hour', now() + interval '7 days' - random() * interval '727 days') as plan
            from generate_series(1, {count}) n
          ) drawn
        ) made""")
    )


def cases(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """What a dispatcher waits for."""
    db, large = people["clerk_large"], record_id(STORE, 1)
    today = datetime.now(ZONE).date()
    of_store = "from aftercare.visit v where v.store_id = %s"
    for name, days in (("day", 1), ("week", 7)):
        last = today + timedelta(days=days - 1)
        yield Case(
            f"dispatch board, a {name} of fifty technicians",
            "read",
            lambda _n, last=last: dispatch.board(db, today, last, ZONE),
            lambda _n, last=last: _board_by_hand(plain, large, today, last + timedelta(days=1)),
        )
    first = today.replace(month=1, day=1)
    for unit, begins in (("day", today.replace(day=1)), ("month", first)):
        yield Case(
            f"dispatch board, how full each {unit} is",
            "read",
            lambda _n, begins=begins, unit=unit: dispatch.filled(db, begins, today, ZONE, unit),
            lambda _n, begins=begins, unit=unit: _filled_by_hand(plain, large, unit, begins, today + timedelta(days=1)),
        )
    yield Case(
        "visits, first page, clerk_large",
        "read",
        lambda _n: visits.page(db, visits.Wanted(view="all")),
        plain.work(by_hand.VISIT_LINE, large),
    )
    (waiting,) = plain(f"select v.id {of_store} and v.state = 'open' limit 1", large)[0]
    yield Case(
        "three suggestions among fifty technicians",
        "read",
        lambda _n: dispatch.suggestions(db, waiting),
        lambda _n: (
            plain(by_hand.SENDING, waiting),
            _planned_by_hand(plain, large, today, today + timedelta(days=7)),
        ),
    )
    begins = datetime.now(ZONE) + timedelta(hours=20)
    yield Case(
        "what speaks against a plan",
        "read",
        lambda _n: visit_conflicts.check(db, waiting, record_id(STAFF, FIRST), begins, begins + timedelta(hours=1)),
        plain.work(
            by_hand.PLAN_CHECKS,
            visit=waiting,
            who=record_id(STAFF, FIRST),
            begins=begins,
            until=begins + timedelta(hours=1),
        ),
    )
    yield Case(
        "completion of a year's visits in seven ways",
        "read",
        lambda _n: statistics.figures(people["chief_large"], first, today, ZONE),
        lambda _n: (plain(by_hand.COMPLETED_VISITS, large, first), plain(by_hand.OPEN_VISITS, large)),
    )


def _planned_by_hand(plain: Plain, store: UUID, first: date, after: date) -> None:
    """Who works there, with what is planned for them and when they are away."""
    people = [row[0] for row in plain(by_hand.TECHNICIANS, store)]
    plain(by_hand.PLANNED_VISITS, people, first, after)
    plain(by_hand.ABSENCES, people, first, after)


def _filled_by_hand(plain: Plain, store: UUID, unit: str, first: date, after: date) -> None:
    people = [row[0] for row in plain(by_hand.TECHNICIANS, store)]
    plain(by_hand.FILLED, unit, people, first, after)
    theirs = plain(by_hand.FILLED_BY_CONTRACTORS, unit, store, first, after)
    plain(by_hand.CONTRACTORS, [row[0] for row in theirs])


def _board_by_hand(plain: Plain, store: UUID, first: date, after: date) -> None:
    _planned_by_hand(plain, store, first, after)
    sent = {row[-1] for row in plain(by_hand.CONTRACTED_VISITS, store, first, after)}
    plain(by_hand.CONTRACTORS, list(sent))
    plain(by_hand.WAITING_VISITS, store)
    plain(by_hand.WORKING_HOURS)

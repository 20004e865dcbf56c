"""The sample company: everything agrees with everything, and the database is as it was."""

import os
import random
from dataclasses import replace
from datetime import UTC, date, datetime, time

import psycopg
import pytest
from psycopg import sql

from models import work_order
from services import sample
from services.errors import ServiceError
from services.sample.desk import Desk
from services.sample.material import material as shipped
from services.sample.player import Script
from services.sample.stories import Teller
from services.sample.world import CHINA, World, at_work
from tests import cluster

TODAY = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
PASSWORD = "sample people 1"
FUNCTIONS = """select p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.proacl::text, p.proowner
               from pg_proc p where p.pronamespace = 'aftercare'::regnamespace order by 1"""
DEFAULTS = """select c.relname, d.adnum, pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d
              join pg_class c on c.oid = d.adrelid where c.relnamespace = 'aftercare'::regnamespace order by 1, 2"""


CAST_TAIL = f"_{os.urandom(3).hex()}"


def renamed(tail: str):
    """The company with other user names."""
    known = shipped()
    return replace(known, people=tuple(replace(one, login=one.login + tail) for one in known.people))


def installation() -> str:
    """A new one without people; the name of its database."""
    name = f"test_sample_{os.urandom(4).hex()}"
    with psycopg.connect(cluster.server_dsn(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} template template0 encoding 'UTF8' locale 'C'").format(sql.Identifier(name))
        )
    cluster.install(cluster.server_dsn(name))
    return name


@pytest.fixture
def empty():
    name = installation()
    yield cluster.server_dsn(name)
    cluster.Clone(name).drop()


@pytest.fixture(scope="module")
def company():
    """The sample company with 120 orders; returns what was there before and a connection."""
    name = installation()
    dsn = cluster.server_dsn(name)
    # Roles belong to the server: other tests make the same company there, with a password of their own.
    patch = pytest.MonkeyPatch()
    patch.setattr(sample, "material", lambda: renamed(CAST_TAIL))
    with psycopg.connect(dsn) as connection:
        before = connection.execute(FUNCTIONS).fetchall(), connection.execute(DEFAULTS).fetchall()
    filled = sample.fill(dsn, 120, password=PASSWORD, today=TODAY)
    patch.undo()
    assert filled.orders == 120
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("set search_path = aftercare")
        yield before, connection
    cluster.Clone(name).drop()


def rows(company, query, *values):
    return company[1].execute(query, values).fetchall()


def one(company, query, *values):
    return rows(company, query, *values)[0][0]


@pytest.mark.parametrize(
    ("column", "states"),
    [
        ("work_state", work_order.WORK_STATES),
        ("money_state", work_order.MONEY_STATES),
        ("custody_state", work_order.CUSTODY_STATES),
        ("outcome", ("repaired", "no_fault", "unrepairable", "refused")),
        ("sale_stage", work_order.SALE_STAGES),
    ],
)
def test_orders_stand_in_every_state(company, column, states):
    assert {state for (state,) in rows(company, f"select distinct {column} from work_order")} >= set(states)


def test_tickets_complaints_and_articles_stand_in_many_states(company):
    assert one(company, "select count(distinct state) from ticket") >= 6
    assert one(company, "select count(distinct state) from complaint") >= 4
    assert one(company, "select count(distinct state) from article") == 4


@pytest.mark.parametrize("axis", ["work", "custody", "money"])
def test_every_trace_leads_from_state_to_state_and_ends_where_the_order_stands(company, axis):
    broken = rows(
        company,
        f"""select o.number from work_order o join lateral (
              select array_agg(coalesce(e.from_state, '') order by e.seq) as came,
                     array_agg(e.to_state order by e.seq) as went
              from work_order_event e where e.work_order_id = o.id and e.axis = %s) t on true
            where coalesce(t.went[cardinality(t.went)], o.{axis}_state) <> o.{axis}_state
               or t.came[2:] <> t.went[:cardinality(t.went) - 1]""",
        axis,
    )
    assert broken == []


def test_history_never_goes_back_and_ends_today(company):
    late = """select count(*) from (
                select at, lag(at) over (partition by work_order_id order by seq) as before from work_order_event) e
              where e.at < e.before or e.at > %s"""
    assert one(company, late, TODAY) == 0
    assert one(company, "select count(*) from work_order where opened_at > updated_at or created_at > %s", TODAY) == 0
    first, last = rows(company, "select min(at), max(at) from audit_entry where login <> 'postgres'")[0]
    assert first.year == 2024
    assert last <= TODAY


def test_numbers_follow_the_days(company):
    wrong = """select count(*) from work_order
               where substr(number, 2, 4) <> to_char(opened_on, 'YYMM')
                  or opened_on <> (opened_at at time zone 'Asia/Shanghai')::date"""
    assert one(company, wrong) == 0


def test_what_is_owed_and_paid_agrees_with_lines_and_payments(company):
    wrong = """select count(*) from work_order o, lateral money_of(o) m
               where (o.due, o.paid, o.money_state) is distinct from (m.due, m.paid, m.state)"""
    assert one(company, wrong) == 0
    owed = """select count(*) from work_order
              where work_state in ('delivered', 'closed') and custody_state <> 'abandoned'
                and due - paid - coalesce(written_off, 0) <> 0"""
    assert one(company, owed) == 0


def test_figures_count_the_same_orders(company):
    figures = """select sum(n) from (select measure, n from figure_delta
                 union all select measure, n from figure_week where scope = '00000000-0000-0000-0000-000000000000') f
                 where measure = %s"""
    assert one(company, figures, "received") == 120
    assert one(company, figures, "finished") == one(company, "select count(*) from finished_order")


def test_people_did_it_not_the_machine(company):
    logins = {login for (login,) in rows(company, "select distinct by_login from work_order_event")}
    assert {*(f"{name}{CAST_TAIL}" for name in ("li_na", "wang_qiang", "zheng_kai")), "jobs"} <= logins
    assert "postgres" not in logins


def test_the_functions_and_defaults_are_as_they_were(company):
    functions, defaults = company[0]
    assert company[1].execute(FUNCTIONS).fetchall() == functions
    assert company[1].execute(DEFAULTS).fetchall() == defaults


def test_a_contractor_is_paid_for_what_a_photo_shows(company):
    found = rows(
        company,
        """select v.state, v.settled_amount is not null, count(a.id) filter (where a.kind = 'photo_out') from visit v
           left join attachment a on a.visit_id = v.id where v.contractor_id is not null group by v.id order by 1, 2, 3""",
    )
    assert sorted(found) == [
        ("finished", False, 0),
        ("finished", False, 1),
        *[("finished", True, 1)] * 2,
        ("planned", False, 0),
    ]
    assert rows(company, "select 1 from attachment where ticket_id is not null") != []


def test_numbers_cannot_belong_to_anybody(company):
    strange = rows(
        company,
        r"""select phone from customer where phone <> '' and phone !~ '^(1540|0571-0000 1|\+44 7700 900)'
            union all select phone from contact where phone !~ '^1540'
            union all select phone from ticket where phone <> '' and phone !~ '^0571-0000 9'
            union all select telephone from store where telephone !~ '^0[0-9]{2,3}-0000 '""",
    )
    assert strange == []


def test_customers_who_complained_hold_vouchers(company):
    assert rows(company, "select count(*) > 0 from voucher where state = 'issued'") == [(True,)]


def test_rare_characters_and_surnames_are_there(company):
    names = dict(rows(company, "select name, initials from customer"))
    assert (names["单雄"], names["曾喆"], names["仇犇"]) == ("sx", "zz", "qb")
    assert {"陈𬭚", "刘䶮", "赵㛃"} <= set(names)


@pytest.mark.parametrize(
    ("values", "list_name"),
    [
        ("select fault_code from work_order", "fault"),
        ("select cause_code from work_order", "cause"),
        ("select remedy_code from work_order", "remedy"),
        ("select unnest(symptoms) from work_order", "symptom"),
        ("select unnest(accessories) from work_order", "accessory"),
        ("select x ->> 'question' from work_order, jsonb_array_elements(test_record) x", "test_question"),
        ("select jsonb_object_keys(answers) from work_order", "intake_question"),
        ("select category from ticket", "problem_category"),
        ("select category from complaint", "complaint_category"),
    ],
)
def test_codes_exist_in_their_lists(company, values, list_name):
    unknown = f"""select distinct v from ({values}) x (v)
                  where v is not null and v not in (select code from code_item where list = %s)"""
    assert rows(company, unknown, list_name) == []


def test_everybody_can_sign_in_with_the_password(company):
    dbname = company[1].info.dbname
    with psycopg.connect(cluster.server_dsn(dbname, f"s_li_na{CAST_TAIL}", PASSWORD)) as connection:
        assert connection.execute("select count(*) > 0 from aftercare.work_order").fetchone() == (True,)


def test_a_database_with_orders_is_left_alone(company):
    with pytest.raises(ServiceError) as refusal:
        sample.fill(cluster.server_dsn(company[1].info.dbname), 5, password=PASSWORD)
    assert refusal.value.code == "sample_not_empty"


def test_without_a_password_nobody_can_sign_in(empty, monkeypatch):
    others = renamed(f"_{os.urandom(3).hex()}")
    monkeypatch.setattr(sample, "material", lambda: others)
    sample.fill(empty, 4, today=TODAY)
    with psycopg.connect(empty) as connection:
        roles = connection.execute(
            "select rolcanlogin from pg_roles where rolname = any (%s)", [[f"s_{one.login}" for one in others.people]]
        ).fetchall()
    assert roles == [(False,)] * len(others.people)


def a_world(today):
    """Places and people known by name only: what is told needs no database."""
    world = World(shipped(), random.Random(1), at_work(today.replace(year=2024)), today, Script(today))
    for known, codes in (
        (world.store_ids, [store.code for store in world.material.stores]),
        (world.staff_ids, [person.login for person in world.material.people]),
        (world.region_ids, [region.code for region in world.material.regions]),
        (world.model_ids, [model.model_no for model in world.material.models]),
        (world.price_ids, [price.code for price in world.material.prices]),
    ):
        known.update((code, world.new_id(today)) for code in codes)
    return world


def test_the_same_day_makes_the_same_company():
    def told():
        world = a_world(TODAY)
        Teller(world).tell(60)
        return [(step.at, step.by, step.statement, step.values) for step in world.script.steps]

    assert told() == told()


@pytest.mark.parametrize("way", ["promised", "now"])
def test_a_promise_lies_ahead_however_late_in_the_day_it_is_given(way):
    world = a_world(TODAY)
    desk = Desk(world, [], {})
    for minute in range(0, 60, 2):
        desk.ticket(datetime.combine(TODAY.date(), time(15, minute), CHINA), way, "promised")
        desk.ticket(datetime.combine(date(2026, 3, 2), time(18, minute), CHINA), way, "promised")
    promises = [
        (step.at, step.values["payload"]["promised_at"])
        for step in world.script.steps
        if "promised_at" in step.values.get("payload", {})
    ]
    assert len(promises) > 30
    assert [at for at, promised in promises if promised <= at] == []


def test_visits_stand_on_the_board_and_nobody_is_at_two_places(company):
    _before, connection, *_rest = company
    states = dict(connection.execute("select state, count(*) from aftercare.visit group by 1").fetchall())
    assert {"open", "planned", "finished", "closed"} <= set(states)
    twice = connection.execute(
        """select count(*) from aftercare.visit a join aftercare.visit b on b.technician_id = a.technician_id and b.id > a.id
           where a.planned_from < b.planned_until and b.planned_from < a.planned_until"""
    ).fetchone()
    assert twice == (0,)
    assert connection.execute("select count(*) from aftercare.visit_check where within").fetchone()[0] > 0


def test_customers_were_asked_how_it_went_and_some_are_still_to_be_asked(company):
    states = {row[0] for row in rows(company, "select distinct state from follow_up")}
    assert {"open", "done"} <= states
    # nobody asked about his own work, and every bad answer has its task
    assert one(company, "select count(*) from follow_up where finished_by_id = worker_id") == 0
    assert one(company, "select count(*) from follow_up where bad and task_id is null") == 0


@pytest.mark.parametrize("hour", [16, 23])
def test_the_company_is_made_after_midnight_in_china_too(empty, monkeypatch, hour):
    """Its days are those of the stores, not of the clock in Greenwich."""
    others = renamed(f"_{os.urandom(3).hex()}")
    monkeypatch.setattr(sample, "material", lambda: others)
    assert sample.fill(empty, 4, today=datetime(2026, 11, 20, hour, 50, tzinfo=UTC)).orders == 4
    with psycopg.connect(empty) as connection:
        waiting = connection.execute("""
            select s.code from aftercare.corrective_action a join aftercare.complaint c on c.id = a.complaint_id
            join aftercare.store s on s.id = c.store_id where a.state = 'open'""").fetchall()
    assert ("HZ1",) in waiting


def test_what_the_guides_look_at_first_is_never_empty(company):
    """The first views of corrective actions and follow-ups, for whoever answers for the first store."""
    measures = """select count(*) from corrective_action a join complaint c on c.id = a.complaint_id
                  join store s on s.id = c.store_id where a.state = 'open' and s.code = 'HZ1'"""
    calls = """select count(*) from follow_up f join store s on s.id = f.store_id
               where f.state in ('open', 'retry') and f.next_at <= %s and f.occasion not in ('lapsed', 'unhappy')
                 and s.code = 'HZ1'"""
    assert one(company, measures) >= 1
    assert one(company, calls, TODAY) >= 3
    told = "select count(*) from sla_target where target = 'update' and met_at is null and stopped_at is null"
    assert one(company, told) >= 1

"""Fills a fresh database with as many customers and orders as one likes, in 1,000 unequal stores.

Rows are made in the server by set-based SQL with triggers off and secondary indexes built afterwards; what
triggers would fill is filled by the same functions they use. Everything is drawn from random() with a fixed
seed, so two runs measure the same data.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from services import accounts
from tests.people import PASSWORD

STORES = 1000
REGIONS = 20
FAULTS = ("屏幕不亮", "充电异常", "漏水", "爆裂", "噪音大", "不制冷", "无法开机", "按键失灵", "Wi-Fi 断线", "自动关机")


def uid(kind: int, number: str) -> str:
    """SQL for the id of the n-th record of a kind, so that rows refer to each other without look-ups."""
    return f"('00000000-0000-7{kind:03d}-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


def record_id(kind: int, number: int) -> UUID:
    """The id that `uid` gives."""
    return UUID(f"00000000-0000-7{kind:03d}-8000-{number:012x}")


REGION, STORE, CUSTOMER, DEVICE, ORDER, MODEL, STAFF, TICKET, ARTICLE = range(1, 10)
ARTICLES = 2000
# Logins of the many clients: a person's role opens only so many connections.
CROWD = 40

# Few large stores and many small ones: the n-th store has about 1 / (n + 20) of the orders.
_STORE_OF = f"(1 + floor(20 * (power({STORES + 20} / 20.0, random()) - 1)))::int"


_Make = Callable[[Connection, int], None]


def fill(engine: Engine, rows: int, say: Callable[[str], None]) -> None:
    """Load `rows` customers, devices, orders and tickets with their events and figures, two tables at a time."""
    # which take the ids from here
    from tests.benchmarks import kiosk, visits

    began = time.monotonic()

    def chain(makers: Mapping[str, _Make]) -> None:
        for table, make in makers.items():
            _load(engine, table, make, rows)
            say(f"{table}: {time.monotonic() - began:.0f} s")

    with engine.begin() as connection:
        _bare(connection)
        _organisation(connection)
    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(chain, makers) for makers in _makers()]:
            done.result()
    with engine.begin() as connection:
        _bare(connection)
        _figures(connection)
        connection.execute(text("select setval('work_order_number', :n)"), {"n": rows + 1})
    with engine.begin() as connection:
        connection.execute(text("set local search_path = aftercare, pg_temp"))
        _people(connection)
        visits.people(connection)
        kiosk.people(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    say(f"loaded and analysed in {time.monotonic() - began:.0f} s")


def complete(engine: Engine, rows: int, say: Callable[[str], None]) -> None:
    """Load into a database that was kept what the loader knows by now and it does not hold yet."""
    missing = []
    for makers in _makers():
        for table, make in makers.items():
            with engine.connect() as connection:
                held = connection.execute(text(f"select exists (select from aftercare.{table})")).scalar_one()
            if not held:
                _load(engine, table, make, rows)
                missing.append(table)
    if missing:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum analyze"))
        say(f"added: {', '.join(missing)}")


def _makers() -> tuple[Mapping[str, _Make], Mapping[str, _Make]]:
    """What fills which table, in two rows that know nothing of each other; what comes later refers to what came before."""
    from tests.benchmarks import follow_ups, inspections, learning, managing, messages, parcels, visits

    return {"work_order": _orders, "work_order_event": _events, "shipment": parcels.load}, {
        "customer": _customers,
        "device": _devices,
        "article": _articles,
        "ticket": _tickets,
        "ticket_event": _ticket_events,
        "sla_target": _targets,
        "visit": visits.load,
        "follow_up": follow_ups.load,
        "message": messages.load_messages,
        "complaint": messages.load_complaints,
        "inspection": inspections.load_inspections,
        "acceptance": inspections.load_acceptances,
        "improvement": learning.load_improvements,
        "course": learning.load_courses,
        "training": learning.load_trainings,
        "training_record": learning.load_records,
        "appraisal": managing.load_appraisals,
        "recovery_plan": managing.load_plans,
    }


def _load(engine: Engine, table: str, make: _Make, rows: int) -> None:
    with engine.begin() as connection:
        _bare(connection)
        with _indexes_later(connection, table):
            make(connection, rows)


def _bare(connection: Connection) -> None:
    """No triggers, no checks of references, the same random numbers each time."""
    connection.execute(text("set local search_path = aftercare, pg_temp"))
    connection.execute(text("set local session_replication_role = replica"))
    connection.execute(text("select setseed(0.42)"))


@contextmanager
def _indexes_later(connection: Connection, table: str) -> Iterator[None]:
    """Drop a table's secondary indexes and build them again over the loaded rows."""
    definitions = connection.execute(
        text("""
        select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as statement
        from pg_index i where i.indrelid = cast(:table as regclass) and not i.indisprimary"""),
        {"table": f"aftercare.{table}"},
    ).all()
    for name, _statement in definitions:
        connection.execute(text(f"drop index {name}"))
    yield
    connection.execute(text("set local maintenance_work_mem = '512MB'"))
    for _name, statement in definitions:
        connection.exec_driver_sql(statement)


def _organisation(connection: Connection) -> None:
    connection.execute(
        text(f"""
        insert into region (id, code, name) select {uid(REGION, "n")}, 'r' || n, '区域' || n
        from generate_series(1, {REGIONS}) n""")
    )
    connection.execute(
        text(f"""
        insert into store (id, code, name, region_id)
        select {uid(STORE, "n")}, 's' || n, '门店' || n, {uid(REGION, f"1 + n % {REGIONS}")}
        from generate_series(1, {STORES}) n""")
    )
    connection.execute(
        text(f"""
        insert into staff (id, login, name, store_id, must_change_password)
        select {uid(STAFF, "n")}, 'tech' || n, '技师' || n, {uid(STORE, f"1 + n % {STORES}")}, false
        from generate_series(1, {3 * STORES}) n""")
    )
    connection.execute(
        text(f"""
        insert into product_model (id, brand, model_no, name, initials, search)
        select {uid(MODEL, "n")}, 'B' || n % 40, 'M' || n, '型号' || n, 'xh' || n, search_tokens('B' || n % 40 || ' M' || n)
        from generate_series(1, 2000) n""")
    )


def _people(connection: Connection) -> None:
    """The clerk of a small store, the clerk of the largest, a manager of one region, an administrator."""
    small, large = record_id(STORE, STORES), record_id(STORE, 1)
    for number, (login, roles, stores, regions) in enumerate(
        (
            ("clerk_small", ["agent"], [small], []),
            ("clerk_large", ["agent"], [large], []),
            ("manager_one", ["manager"], [], [record_id(REGION, 1)]),
            ("admin_all", ["admin"], [], []),
            ("tech_large", ["technician"], [large], []),
            ("chief_large", ["manager"], [large], []),
            *((f"crowd_{n}", ["agent"], [large], []) for n in range(CROWD)),
        )
    ):
        accounts.create(
            connection,
            record_id(STAFF, 900_000 + number),
            login,
            login,
            PASSWORD,
            roles=roles,
            stores=stores,
            regions=regions,
            must_change=False,
        )


_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马"
_SURNAME_LETTERS = "zqslzwzwfczwjshyzqxhlszkcyhjwtjqxzybsdzyspgxfplwcm".replace(" ", "")
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕鹏飞鑫波斌宇浩凯健俊帆雪倩琳"
_GIVEN_LETTERS = "wfnmjlqljyyyjjtmcxxpggyhypheltffypfxbbyhkjjfxql"


def _customers(connection: Connection, rows: int) -> None:
    letters = (_SURNAME_LETTERS + "z" * len(_SURNAMES))[: len(_SURNAMES)]
    given = (_GIVEN_LETTERS + "z" * len(_GIVEN))[: len(_GIVEN)]
    connection.execute(
        text(f"""
        insert into customer (id, number, name, phone, phone_key, phone_masked, phone_last4, region_id, initials, pinyin,
                              search, created_at, updated_at, created_by)
        select {uid(CUSTOMER, "n")}, 'K' || 100000 + n, name, phone, phone, left(phone, 3) || '****' || right(phone, 4),
               right(phone, 4), {uid(REGION, f"1 + n % {REGIONS}")}, initials, initials, search_tokens(name), at, at, 'load'
        from (
          select n, substr(:surnames, a, 1) || substr(:given, b, 1) || substr(:given, c, 1) as name,
                 substr(:s_letters, a, 1) || substr(:g_letters, b, 1) || substr(:g_letters, c, 1) as initials,
                 '138' || lpad((floor(random() * 1e8))::int::text, 8, '0') as phone,
                 now() - random() * interval '730 days' as at
          from (select n, 1 + floor(random() * {len(_SURNAMES)})::int as a, 1 + floor(random() * {len(_GIVEN)})::int as b,
                       1 + floor(random() * {len(_GIVEN)})::int as c
                from generate_series(1, {rows}) n) drawn
        ) made"""),
        {"surnames": _SURNAMES, "given": _GIVEN, "s_letters": letters, "g_letters": given},
    )


def _devices(connection: Connection, rows: int) -> None:
    connection.execute(
        text(f"""
        insert into device (id, product_model_id, customer_id, serial_no, serial_key, sold_on, created_at)
        select {uid(DEVICE, "n")}, {uid(MODEL, "1 + n % 2000")}, {uid(CUSTOMER, "n")}, 'SN' || 10000000 + n,
               serial_key('SN' || 10000000 + n), current_date - (n % 900), now() - (n % 700) * interval '1 day'
        from generate_series(1, {rows}) n""")
    )


def _orders(connection: Connection, rows: int) -> None:
    """4 % are in our hands, of the last weeks mostly; the rest are closed."""
    faults = ", ".join(f"'{fault}'" for fault in FAULTS)
    connection.execute(
        text(f"""
        insert into work_order (id, number, work_state, custody_state, money_state, outcome, customer_id, device_id,
            product_model_id, store_id, assigned_to, opened_at, opened_on, promised_at, state_since, ready_at, told_at,
            delivered_at, delivered_on, closed_at, event_count, problem, pickup_code, created_at, updated_at, created_by,
            estimate, due, paid, shelf, work_done, search)
        select id, number, state, case when state = 'closed' then 'returned' when state in ('completed', 'failed')
                 then 'ready_shelf' else 'at_store' end, 'none',
               case when state in ('closed', 'completed') then 'repaired' when state = 'failed' then 'unrepairable' end,
               {uid(CUSTOMER, "n")}, {uid(DEVICE, "n")}, {uid(MODEL, "1 + n % 2000")}, {uid(STORE, "store")},
               case when state <> 'received' then {uid(STAFF, f"store + {STORES} * (n % 3)")} end, at,
               (at at time zone 'Asia/Shanghai')::date, at + interval '3 days', at, finished, finished, given, given::date,
               case when state = 'closed' then given + interval '7 days' end, case when state = 'closed' then 7 else 2 end,
               problem, '123456', at, at, 'load', 300, 300, case when state = 'closed' then 300 else 0 end,
               case when state = 'closed' then '' else 'A' || n % 90 end,
               case when state in ('closed', 'completed') then '更换' || (array['主板', '屏幕', '电容', '电机'])[1 + n % 4] else '' end,
               search_tokens(number || ' ' || problem || ' SN' || 10000000 + n)
                 || array_to_tsvector(array['=store:' || {uid(STORE, "store")}])
        from (
          select n, {uid(ORDER, "n")} as id, 'W' || to_char(at, 'YYMM') || '-'
                   || lpad(n::text, greatest(5, length(n::text)), '0') as number, store, at,
                 state, case when state in ('closed', 'completed', 'failed') then at + took end as finished,
                 case when state = 'closed' then at + took + interval '1 day' end as given,
                 (array[{faults}])[1 + floor(power(random(), 2) * {len(FAULTS)})::int]
                   || case when n % 1200 = 0 then ' 爆裂' else '' end || '，客户说已经持续' || n % 9 || '天' as problem
          from (
            select n, {_STORE_OF} as store, random() * interval '4 days' as took,
                   case when n % 25 = 0 then now() - random() * interval '20 days' else now() - interval '20 days' - random() * interval '700 days' end as at,
                   case when n % 25 <> 0 then 'closed' else
                     (array['received', 'assigned', 'diagnosing', 'quoted', 'waiting_parts', 'repairing', 'testing', 'completed', 'failed'])
                     [1 + floor(random() * 9)::int] end as state
            from generate_series(1, {rows}) n
          ) drawn
        ) made""")
    )


def _events(connection: Connection, rows: int) -> None:
    """Seven steps for a closed order, two for an open one."""
    del rows
    connection.execute(
        text("""
        insert into work_order_event (id, work_order_id, seq, axis, action, from_state, to_state, at, effective_at,
            happened_on, by_login, store_id, product_model_id, technician_id, kind, sale_stage, outcome, source, opened_on)
        select gen_random_uuid(), w.id, s.seq, 'work', s.action, s.from_state, s.to_state, x.at, x.at,
               (x.at at time zone 'Asia/Shanghai')::date, 'load', w.store_id, w.product_model_id, w.assigned_to, w.kind,
               w.sale_stage, w.outcome, w.source, w.opened_on
        from work_order w
        join (values (1, 'receive', null, 'received', 0.0), (2, 'assign', 'received', 'assigned', 0.1),
                     (3, 'start', 'assigned', 'diagnosing', 0.2), (4, 'repair', 'diagnosing', 'repairing', 0.4),
                     (5, 'test', 'repairing', 'testing', 0.8), (6, 'complete', 'testing', 'completed', 1.0),
                     (7, 'deliver', 'completed', 'delivered', 1.3)) s (seq, action, from_state, to_state, part)
          on s.seq <= w.event_count
        cross join lateral (select w.opened_at + coalesce(w.ready_at - w.opened_at, interval '1 hour') * s.part as at) x""")
    )


def _articles(connection: Connection, rows: int) -> None:
    del rows
    faults = ", ".join(f"'{fault}'" for fault in FAULTS)
    connection.execute(
        text(f"""
        insert into article (id, number, state, question, answer, published_at, published_by, search)
        select id, number, 'published', question, answer, now(), 'load',
               title_tokens(number || ' ' || question, answer) || array_to_tsvector(array['=state:published'])
        from (
          select {uid(ARTICLE, "n")} as id, 'K' || 1000 + n as number,
                 (array[{faults}])[1 + n % {len(FAULTS)}] || '怎么处理，型号' || n as question,
                 '先断电，再检查接口和电源；仍有问题请送修。第' || n || '条' as answer
          from generate_series(1, {ARTICLES}) n
        ) made""")
    )


def _tickets(connection: Connection, rows: int) -> None:
    """4 % are open; the others were solved with a solution that can be suggested."""
    faults = ", ".join(f"'{fault}'" for fault in FAULTS)
    connection.execute(
        text(f"""
        insert into ticket (id, number, kind, state, store_id, customer_id, device_id, owner_id, first_asked_id, subject,
            description, solution, opened_at, opened_on, resolved_at, created_at, updated_at, created_by, search)
        select id, number, 'fault', state, store_id, {uid(CUSTOMER, "n")}, {uid(DEVICE, "n")}, owner, owner, subject,
               body, solution, at, (at at time zone 'Asia/Shanghai')::date,
               case when state = 'closed' then at + interval '2 days' end, at, at, 'load',
               title_tokens(number || ' ' || subject, body || ' ' || solution)
                 || array_to_tsvector(array['=store:' || store_id, '=state:' || state])
        from (
          select n, {uid(TICKET, "n")} as id, 'T' || to_char(at, 'YYMM') || '-' || lpad(n::text, 7, '0') as number, at,
                 {uid(STORE, "store")} as store_id, {uid(STAFF, f"store + {STORES} * (n % 3)")} as owner,
                 case when n % 25 = 0 then 'open' else 'closed' end as state, fault as subject,
                 '客户来电：' || fault || '，已经' || n % 30 || '天' as body,
                 case when n % 25 = 0 then '' else '请客户断电重启；型号' || n % 2000 || '换过配件' end as solution
          from (
            select n, {_STORE_OF} as store, (array[{faults}])[1 + floor(random() * {len(FAULTS)})::int] as fault,
                   now() - random() * interval '720 days' as at
            from generate_series(1, {rows}) n
          ) drawn
        ) made""")
    )


def _ticket_events(connection: Connection, rows: int) -> None:
    del rows
    connection.execute(
        text("""
        insert into ticket_event (id, ticket_id, action, from_state, to_state, at, effective_at, happened_on, by_login,
                                  store_id, kind, owner_id)
        select gen_random_uuid(), t.id, s.action, s.from_state, s.to_state, t.opened_at + s.after,
               t.opened_at + s.after, (t.opened_at + s.after)::date, 'load', t.store_id, t.kind, t.owner_id
        from ticket t
        join (values ('record', null, 'open', interval '0'), ('resolve', 'open', 'resolved', interval '2 days'))
          s (action, from_state, to_state, after) on s.from_state is null or t.state = 'closed'""")
    )


def _targets(connection: Connection, rows: int) -> None:
    """A response and a solution for each ticket; a third of the decided ones came too late, as did all open ones."""
    del rows
    connection.execute(
        text("""
        insert into sla_target (id, subject_kind, subject_id, store_id, target, service_level_id, policy, zone, seconds,
            started_at, due_at, due_on, warn_at, warned_at, met_at, breached_at, escalate_to, escalated_at, counted_on)
        select gen_random_uuid(), 'ticket', t.id, t.store_id, l.target, l.id, '{"warn_percent": 75}', 'Asia/Shanghai',
               l.minutes * 60, t.opened_at, x.due, (x.due at time zone 'Asia/Shanghai')::date, t.opened_at, t.opened_at,
               case when t.state = 'closed' then x.due + x.late * interval '1 hour' end,
               case when x.late > 0 or t.state = 'open' and x.due < now() then x.due end, 'manager',
               case when t.state = 'open' and x.due < now() then x.due end,
               case when t.state = 'closed' or x.due < now() then (x.due at time zone 'Asia/Shanghai')::date end
        from ticket t
        join service_level l on l.subject_kind = 'ticket' and l.record_kind = '' and l.urgency = ''
          and l.minutes is not null
        cross join lateral (select t.opened_at + l.minutes * interval '1 minute' as due,
                                   case when t.state = 'closed' then (hashtext(t.number) % 3 = 0)::int * 2 - 1 end as late) x""")
    )


def _figures(connection: Connection) -> None:
    connection.execute(
        text("""
        with counted as (
          select store_id, opened_on as day, 'received' as measure, 0 as bucket from work_order
          union all
          select store_id, (ready_at at time zone 'Asia/Shanghai')::date, 'finished',
                 least(floor(extract(epoch from ready_at - opened_at) / 21600), 4000)::int
          from work_order where ready_at is not null
          union all
          select store_id, (ready_at at time zone 'Asia/Shanghai')::date, 'kept', 0
          from work_order where ready_at <= promised_at
        )
        insert into figure_week (scope, week, measure, bucket, n)
        select x.scope, week_of(c.day), c.measure, c.bucket, count(*)
        from counted c, lateral (values (c.store_id), ('00000000-0000-0000-0000-000000000000'::uuid)) x (scope)
        group by 1, 2, 3, 4""")
    )

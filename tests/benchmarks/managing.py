"""Appraisals of people and recovery plans of two years, one of each for every fiftieth row.

A tenth of both belong to the largest store.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from services import appraisals, recovery_plans
from services.database import Database
from tests.benchmarks import by_hand_more as by_hand
from tests.benchmarks.load import STAFF, STORE, STORES, record_id, uid
from tests.benchmarks.measure import Case
from tests.benchmarks.messages import COMPLAINT
from tests.benchmarks.plain import Plain

APPRAISAL, PLAN = 42, 43
_STORE = f"case when n % 10 = 0 then 1 else 2 + n % {STORES - 1} end"


def load_appraisals(connection: Connection, rows: int) -> None:
    """Of ten two are planned, one is to be acknowledged, one was not held; each with its trace."""
    connection.execute(
        text(f"""
        insert into appraisal (id, number, state, staff_id, store_id, due_on, held_on, appraiser_id, scheme, marks, score, band,
            band_en, strengths, goals, acknowledged_at, created_by)
        select {uid(APPRAISAL, "n")}, 'E' || to_char(due, 'YYMM') || '-' || lpad(n::text, 6, '0'), state,
               {uid(STAFF, f"store + {STORES} * (n % 3)")}, {uid(STORE, "store")}, due, case when marked then due end,
               case when marked then {uid(STAFF, f"store + {STORES} * ((n + 1) % 3)")} end,
               case when marked then s.scheme else '{{}}' end, case when marked then m.marks else '{{}}' end,
               case when marked then 60 + n % 40 end, case when marked then '合格' else '' end,
               case when marked then 'Good' else '' end, case when marked then '接待客户耐心' else '' end,
               case when marked then '学习新型号' else '' end, case when state = 'acknowledged' then due + interval '2 days' end,
               'load'
        from (select n, store, state, state in ('held', 'acknowledged') as marked,
                     current_date + case when state = 'planned' then n / 10 % 60 - 20 else -30 - (random() * 690)::int end as due
              from (select n, {_STORE} as store,
                           (array['planned', 'planned', 'held', 'missed'])[1 + n / 10 % 10] as early
                    from generate_series(1, {max(rows // 50, 200)}) n) drawn
              cross join lateral (select coalesce(early, 'acknowledged') as state) x) y
        cross join (select appraisal_scheme() as scheme offset 0) s
        cross join lateral (select jsonb_object_agg(i ->> 'id', 60 + n % 40) as marks
                            from jsonb_array_elements(s.scheme -> 'items') i) m""")
    )
    connection.execute(
        text("""
        insert into appraisal_event (appraisal_id, happened_on, store_id, owner_id, action, from_state, to_state, at,
                                     effective_at, by_login)
        select a.id, a.due_on, a.store_id, a.appraiser_id, s.action, s.from_state, s.to_state, a.due_on + s.after,
               a.due_on + s.after, 'tech' || 1
        from appraisal a
        join (values ('plan', null, 'planned', interval '-60 days', '{planned,held,missed,acknowledged}'::text[]),
                     ('hold', 'planned', 'held', interval '0', '{held,acknowledged}'),
                     ('acknowledge', 'held', 'acknowledged', interval '2 days', '{acknowledged}'),
                     ('miss', 'planned', 'missed', interval '30 days', '{missed}')) s (action, from_state, to_state, after, of)
          on a.state = any (s.of)""")
    )


def load_plans(connection: Connection, rows: int) -> None:
    """A third are under way; a fifth came of the complaint of the same number. A suggestion in two is a measure of one."""
    connection.execute(
        text(f"""
        insert into recovery_plan (id, number, state, store_id, cause, subject, what, goal, complaint_id, about_number, owner_id,
            due_on, opened_at, opened_on, done_on, result, told, created_by)
        select {uid(PLAN, "n")}, 'R' || to_char(at, 'YYMM') || '-' || lpad(n::text, 6, '0'), d.state, {uid(STORE, "store")},
               case when c.id is null then 'score' else 'complaint' end, '取机等待太久' || n % 300, '客户多次等待超过一小时',
               '两周内等待不超过十五分钟', c.id, coalesce(c.number, ''), {uid(STAFF, f"store + {STORES} * (n % 3)")}, at::date + 60,
               at, (at at time zone 'Asia/Shanghai')::date, case when d.state = 'done' then at::date + 50 end,
               case when d.state = 'done' then '等待缩短到十分钟' else '' end, case when d.state = 'done' then '已电话告知' else '' end,
               'load'
        from (select n, {_STORE} as store, now() - random() * interval '720 days' as at,
                     (array['open', 'done', 'done'])[1 + n / 10 % 3] as state
              from generate_series(1, {max(rows // 50, 200)}) n) d
        left join complaint c on c.id = {uid(COMPLAINT, "n")} and n / 10 % 5 = 0""")
    )
    connection.execute(
        text("""
        insert into recovery_plan_event (recovery_plan_id, owner_id, action, from_state, to_state, at, effective_at, by_login)
        select p.id, p.owner_id, s.action, s.from_state, s.to_state, p.opened_at + s.after, p.opened_at + s.after, 'tech1'
        from recovery_plan p
        join (values ('plan', null, 'open', interval '0'), ('finish', 'open', 'done', interval '50 days'))
          s (action, from_state, to_state, after) on s.from_state is null or p.state = 'done'""")
    )
    # a suggestion and the plan of the same number are of the same store
    connection.execute(
        text("""
        update improvement i set recovery_plan_id = p.id from recovery_plan p
        where right(i.number, 6) = right(p.number, 6) and right(i.number, 6)::int / 10 % 2 = 0""")
    )


def cases(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """What the manager of the largest store looks at."""
    chief, large = people["chief_large"], record_id(STORE, 1)
    yield Case(
        "appraisals, first page, chief_large",
        "read",
        lambda _n: appraisals.page(chief, appraisals.Wanted(view="all")),
        plain.work(by_hand.APPRAISAL_LINE, large),
    )
    yield Case(
        "counts of nine views of appraisals, chief_large",
        "read",
        lambda _n: appraisals.counts(chief, {view: appraisals.Wanted(view=view) for view in appraisals.VIEWS}),
        plain.work(by_hand.APPRAISAL_COUNTS, store=large),
    )
    marked = plain(
        "select id from aftercare.appraisal where store_id = %s and state in ('held', 'acknowledged') limit 64", large
    )
    yield Case(
        "open an appraisal with its trace and next steps",
        "read",
        lambda n: appraisals.opened(chief, marked[n % len(marked)][0]),
        lambda n: [plain(part, *marked[n % len(marked)]) for part in by_hand.APPRAISAL_OPENED],
    )
    yield Case(
        "recovery plans, first page, chief_large",
        "read",
        lambda _n: recovery_plans.page(chief),
        plain.work(by_hand.PLAN_LINE, large),
    )
    yield Case(
        "counts of five views of recovery plans, chief_large",
        "read",
        lambda _n: recovery_plans.counts(
            chief, {view: recovery_plans.Wanted(view=view) for view in recovery_plans.VIEWS}
        ),
        plain.work(by_hand.PLAN_COUNTS, store=large),
    )
    plans = plain("select id from aftercare.recovery_plan where store_id = %s limit 64", large)
    yield Case(
        "open a recovery plan with its trace and next steps",
        "read",
        lambda n: recovery_plans.opened(chief, plans[n % len(plans)][0]),
        lambda n: [plain(part, *plans[n % len(plans)]) for part in by_hand.PLAN_OPENED],
    )

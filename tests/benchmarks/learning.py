"""Improvement suggestions, one for every hundredth row, and trainings of forty courses, one for every two hundredth, with
eight people each. A tenth of both belong to the largest store."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection, text

from services import improvements, training_records, trainings
from services.database import Database
from services.statistics import training as statistics
from tests.benchmarks import by_hand_more as by_hand
from tests.benchmarks.load import CUSTOMER, STAFF, STORE, STORES, record_id, uid
from tests.benchmarks.measure import Case
from tests.benchmarks.plain import Plain

IMPROVEMENT, COURSE, TRAINING, TRAINED = 37, 38, 39, 40
COURSES = 40
INVITED = 8
_STORE = f"case when n % 10 = 0 then 1 else 2 + n % {STORES - 1} end"


def load_improvements(connection: Connection, rows: int) -> None:
    """Every fifth waits for a decision, every fifth is being carried out."""
    count = max(rows // 100, 200)
    connection.execute(
        text(f"""
        insert into improvement (id, number, state, store_id, area, subject, what, why, filed_by_id, opened_at, opened_on,
            decided_at, decided_by, decision_note, owner_id, due_on, done_on, result, created_by)
        select {uid(IMPROVEMENT, "n")}, 'I' || to_char(at, 'YYMM') || '-' || lpad(n::text, 6, '0'), state, {uid(STORE, "store")},
               'process', '取机前先清洁' || n % 300, '取机前由测试员清洁外壳并贴标签', '客户多次提到', {uid(STAFF, "author")}, at,
               (at at time zone 'Asia/Shanghai')::date, case when state <> 'filed' then at + interval '3 days' end,
               case when state <> 'filed' then 'chief_large' else '' end, case when state <> 'filed' then '同意试行' else '' end,
               case when state in ('adopted', 'done') then {uid(STAFF, "author")} end,
               case when state in ('adopted', 'done') then at::date + 60 end,
               case when state = 'done' then at::date + 50 end, case when state = 'done' then '返修减少' else '' end, 'load'
        from (select n, store, store + {STORES} * (n % 3) as author, now() - random() * interval '720 days' as at,
                     (array['filed', 'adopted', 'done', 'done', 'declined'])[1 + n / 10 % 5] as state
              from (select n, {_STORE} as store from generate_series(1, {count}) n) numbered) x""")
    )


def load_courses(connection: Connection, rows: int) -> None:
    """The same for any number of rows."""
    del rows
    connection.execute(
        text(f"""
        insert into course (id, store_id, name, name_en, plan, created_by)
        select {uid(COURSE, "n")}, {uid(STORE, "1")}, '空调安装规范' || n, 'Installation ' || n, '第一天：理论；第二天：实操', 'load'
        from generate_series(1, {COURSES}) n""")
    )


def load_trainings(connection: Connection, rows: int) -> None:
    """One in twenty is still to come."""
    connection.execute(
        text(f"""
        insert into training (id, number, state, course_id, store_id, subject, starts_at, ends_at, hours, place, trainer_id,
            summary, scheme, created_by)
        select {uid(TRAINING, "n")}, 'T' || to_char(at, 'YYMM') || '-' || lpad(n::text, 6, '0'), state,
               {uid(COURSE, f"1 + n % {COURSES}")}, {uid(STORE, "store")}, '空调安装规范' || 1 + n % {COURSES}, at,
               at + interval '3 hours', 3, '培训室', {uid(STAFF, f"store + {STORES} * (n % 3)")},
               case when state = 'closed' then '全部完成' else '' end,
               case when state = 'closed' then '{{"pass_mark": 60}}'::jsonb else '{{}}' end, 'load'
        from (select n, {_STORE} as store, case when n % 20 = 10 then now() + random() * interval '60 days'
                                                else now() - random() * interval '720 days' end as at,
                     case when n % 20 = 10 then 'planned' else 'closed' end as state
              from generate_series(1, {max(rows // 200, 200)}) n) x""")
    )


def load_records(connection: Connection, rows: int) -> None:
    """Colleagues of the store, of whom every tenth failed; one of the eight is a customer's man."""
    del rows
    connection.execute(
        text(f"""
        insert into training_record (id, training_id, course_id, store_id, trained_on, staff_id, customer_id, person_name,
            attendance, exam, score, outcome, hours, created_by)
        select {uid(TRAINED, f"t.n * {INVITED} + k")}, t.id, t.course_id, t.store_id, (t.ends_at at time zone 'Asia/Shanghai')::date,
               case when k < {INVITED} - 1 then {uid(STAFF, f"1 + (t.n * {INVITED} + k) % {3 * STORES}")} end,
               case when k = {INVITED} - 1 then {uid(CUSTOMER, "t.n")} end, case when k = {INVITED} - 1 then '李师傅' else '' end,
               case when t.state = 'planned' then 'invited' else 'attended' end, mark, mark,
               case when mark >= 60 then 'passed' when mark < 60 then 'failed' end,
               case when t.state = 'planned' then 0 else 3 end, 'load'
        from (select row_number() over (order by t.id) as n, t.* from training t) t
        cross join generate_series(0, {INVITED - 1}) k
        cross join lateral (select case when t.state <> 'planned' then 50 + (t.n * {INVITED} + k) % 50 end as mark) m""")
    )


def cases(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """What the manager of the largest store looks at, and the desk's list of trainings."""
    chief, large = people["chief_large"], record_id(STORE, 1)
    yield Case(
        "improvement suggestions, first page, chief_large",
        "read",
        lambda _n: improvements.page(chief, improvements.Wanted(view="all")),
        plain.work(by_hand.SUGGESTION_LINE, large),
    )
    desk = people["clerk_large"]
    yield Case(
        "trainings, first page, clerk_large",
        "read",
        lambda _n: trainings.page(desk, trainings.Wanted(view="all")),
        plain.work(by_hand.TRAINING_LINE, large),
    )
    yield Case(
        "trainings, first page, chief_large",
        "read",
        lambda _n: trainings.page(chief, trainings.Wanted(view="all")),
        plain.work(by_hand.TRAINING_LINE, large),
    )
    yield Case(
        "training records, first page, chief_large",
        "read",
        lambda _n: training_records.page(chief, training_records.Wanted(view="all")),
        plain.work(by_hand.TRAINED_LINE, large),
    )
    last = date.today()
    first = last - timedelta(weeks=12)
    yield Case(
        "twelve weeks of trainings by course and person",
        "read",
        lambda _n: statistics.figures(chief, first, last),
        plain.work(by_hand.TRAINED_FIGURES, large, first, last),
    )

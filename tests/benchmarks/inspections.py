"""Quality inspections and acceptances of two years: one contact in a hundred looked at, a paper for every fiftieth row.

A tenth of both belong to the largest store.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection, text

from services import acceptances, inspections
from services.database import Database
from services.statistics import inspections as statistics
from tests.benchmarks import by_hand_after as by_hand
from tests.benchmarks.load import CUSTOMER, STAFF, STORE, STORES, TICKET, record_id, uid
from tests.benchmarks.measure import Case
from tests.benchmarks.plain import Plain

INSPECTION, ACCEPTANCE = 34, 35
_STORE = f"case when n % 10 = 0 then 1 else 2 + n % {STORES - 1} end"
_AGENT = f"store + {STORES} * (n % 3)"


def load_inspections(connection: Connection, rows: int) -> None:
    """Of every fifth nothing was talked over yet."""
    count = max(rows // 100, 200)
    connection.execute(
        text(f"""
        insert into inspection (id, store_id, staff_id, ticket_id, inspected_on, scores, score, note, talked_on, talk_note,
            consequence, consequence_on, created_by)
        select {uid(INSPECTION, "n")}, {uid(STORE, "store")}, {uid(STAFF, _AGENT)}, {uid(TICKET, "n")}, day,
               (select jsonb_agg(jsonb_build_object('code', c.code, 'name', c.name, 'name_en', c.name_en, 'most', c.most,
                                                    'points', c.most - n % 5)) from inspection_criterion c where c.active),
               50 + n % 50, '记录不全', case when n % 5 > 0 then day end, case when n % 5 > 0 then '已面谈' else '' end,
               case when n % 5 > 1 then 'coaching' end, case when n % 5 > 1 then day end, 'chief_large'
        from (select n, {_STORE} as store, current_date - (random() * 720)::int as day from generate_series(1, {count}) n) x""")
    )


def load_acceptances(connection: Connection, rows: int) -> None:
    """Nine in ten are signed."""
    count = max(rows // 50, 200)
    connection.execute(
        text(f"""
        insert into acceptance (id, number, kind, store_id, customer_id, title, project, held_at, people, conclusion, result,
            signed_at, created_by)
        select {uid(ACCEPTANCE, "n")}, 'Y' || to_char(at, 'YYMM') || '-' || lpad(n::text, 6, '0'), 'hidden',
               {uid(STORE, "store")}, {uid(CUSTOMER, "n")}, '隐蔽工程验收' || n, '滨江花园', at,
               '[{{"party": "owner", "name": "王芳", "duty": "业主"}}]', '同意隐蔽', 'passed',
               case when n % 10 <> 3 then at + interval '1 hour' end, 'load'
        from (select n, {_STORE} as store, now() - random() * interval '720 days' as at from generate_series(1, {count}) n) x""")
    )


def cases(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """What the manager of the largest store looks at, and the desk's papers."""
    chief, large = people["chief_large"], record_id(STORE, 1)
    yield Case(
        "inspections, first page, chief_large",
        "read",
        lambda _n: inspections.page(chief, inspections.Wanted(view="all")),
        plain.work(by_hand.INSPECTION_LINE, large),
    )
    views = tuple(view for view in inspections.VIEWS if view != "mine")
    yield Case(
        "counts of five views of inspections, chief_large",
        "read",
        lambda _n: inspections.counts(chief, {view: inspections.Wanted(view=view) for view in views}),
        plain.work(by_hand.INSPECTION_COUNTS, store=large),
    )
    yield Case(
        "contacts of an agent drawn by chance",
        "read",
        lambda _n: inspections.sample(chief, record_id(STAFF, 1 + STORES)),
        plain.work(by_hand.INSPECTION_DRAWN, person=record_id(STAFF, 1 + STORES)),
    )
    last = date.today()
    first = last - timedelta(weeks=12)
    yield Case(
        "twelve weeks of inspections by person",
        "read",
        lambda _n: statistics.figures(chief, first, last),
        plain.work(by_hand.INSPECTION_FIGURES, large, first),
    )
    db = people["clerk_large"]
    yield Case(
        "acceptances, first page, clerk_large",
        "read",
        lambda _n: acceptances.page(db),
        plain.work(by_hand.ACCEPTANCE_LINE, large),
    )

"""The queue of follow-ups: as many as a fifth of the rows over two years, every twentieth still to be called; and one
customer to be won back for each fiftieth row."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from services import follow_ups
from services.database import Database
from services.statistics import follow_ups as statistics
from services.statistics import win_back
from tests.benchmarks import by_hand_after as by_hand
from tests.benchmarks import by_hand_more
from tests.benchmarks.load import CUSTOMER, STAFF, STORE, STORES, record_id, uid
from tests.benchmarks.measure import Case
from tests.benchmarks.plain import Plain
from tests.follow_up_samples import RULES, STANDARD

FOLLOW_UP, WIN_BACK = 31, 41
ZONE = ZoneInfo("Asia/Shanghai")


def load(connection: Connection, rows: int) -> None:
    """A tenth of them belong to the largest store."""
    count = max(rows // 5, 200)
    connection.execute(
        text(f"""
        insert into follow_up (id, number, state, occasion, rule_id, questionnaire_id, revision, store_id, customer_id,
            source_id, subject, owner_id, due_at, due_on, call_by, next_at, attempts, reached_at, finished_at, finished_on,
            finished_by_id, channel, score, nps, created_by, search)
        select id, number, state, 'manual', '{RULES["manual"]}', '{STANDARD}', 1, store_id, {uid(CUSTOMER, "n")}, id,
               '取机后回访' || n % 300, case when state <> 'open' then owner end, at, (at at time zone 'Asia/Shanghai')::date,
               at + interval '7 days', at, case when state = 'open' then 0 else 1 end,
               case when state = 'done' then at end, case when state <> 'open' then at end,
               case when state <> 'open' then (at at time zone 'Asia/Shanghai')::date end,
               case when state <> 'open' then owner end, case when state = 'done' then 'phone' end,
               case when state = 'done' then 1 + n % 5 end, case when state = 'done' then n % 11 end, 'load',
               search_tokens(number || ' 取机后回访' || n % 300) || array_to_tsvector(array['=store:' || store_id])
        from (
          select n, {uid(FOLLOW_UP, "n")} as id, 'F' || to_char(at, 'YYMM') || '-' || lpad(n::text, 7, '0') as number, at,
                 {uid(STORE, "store")} as store_id, {uid(STAFF, f"store + {STORES} * (n % 3)")} as owner,
                 case when n % 20 = 0 then 'open' when n % 4 = 0 then 'unreached' else 'done' end as state
          from (
            select n, case when n % 10 = 0 then 1 else 2 + n % {STORES - 1} end as store,
                   now() - random() * interval '720 days' as at
            from generate_series(1, {count}) n
          ) drawn
        ) made""")
    )
    load_win_back(connection, rows)


def load_win_back(connection: Connection, rows: int) -> None:
    """A tenth of them belong to the largest store; of ten four are to be called, two won, two lost."""
    count = max(rows // 50, 200)
    connection.execute(
        text(f"""
        insert into follow_up (id, number, state, occasion, rule_id, questionnaire_id, revision, store_id, customer_id,
            source_id, subject, owner_id, due_at, due_on, call_by, next_at, attempts, reached_at, finished_at, finished_on,
            finished_by_id, channel, lost_reason, created_by, search)
        select id, number, state, occasion, case occasion when 'lapsed' then uuid '{RULES["lapsed"]}' else '{RULES["unhappy"]}' end,
               '{STANDARD}', 1, store_id, {uid(CUSTOMER, "n * 7 % rows + 1")}, id, '一年未再来' || n % 300,
               case when state <> 'open' then owner end, at, (at at time zone 'Asia/Shanghai')::date, at + interval '14 days',
               at, case when state = 'open' then 0 else 1 end, case when state in ('won', 'lost', 'refused') then at end,
               case when state <> 'open' then at end, case when state <> 'open' then (at at time zone 'Asia/Shanghai')::date end,
               case when state <> 'open' then owner end, case when state in ('won', 'lost', 'refused') then 'phone' end,
               case when state = 'lost' then 'price' end, 'load',
               search_tokens(number || ' 一年未再来' || n % 300) || array_to_tsvector(array['=store:' || store_id])
        from (
          select n, {rows} as rows, {uid(WIN_BACK, "n")} as id, 'F' || to_char(at, 'YYMM') || '-B' || lpad(n::text, 6, '0') as number,
                 at, {uid(STORE, "store")} as store_id, {uid(STAFF, f"store + {STORES} * (n % 3)")} as owner,
                 (array['lapsed', 'unhappy'])[1 + n % 2] as occasion,
                 (array['open', 'open', 'open', 'open', 'won', 'won', 'lost', 'lost', 'refused', 'unreached'])[1 + n / 10 % 10]
                   as state
          from (
            select n, case when n % 10 = 0 then 1 else 2 + n % {STORES - 1} end as store,
                   now() - random() * interval '720 days' as at
            from generate_series(1, {count}) n
          ) drawn
        ) made""")
    )


def cases(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """What whoever calls waits for, and the manager's figures."""
    db, large = people["clerk_large"], record_id(STORE, 1)
    yield Case(
        "follow-ups to be called now, clerk_large",
        "read",
        lambda _n: follow_ups.page(db),
        plain.work(by_hand.FOLLOW_UP_LINE, large),
    )
    views = ("now", "mine", "due_today", "late", "retry", "free", "bad", "done", "over", "all")
    yield Case(
        "counts of ten views of follow-ups, clerk_large",
        "read",
        lambda _n: follow_ups.counts(db, {view: follow_ups.Wanted(view=view) for view in views}),
        plain.work(by_hand.FOLLOW_UP_COUNTS, store=large),
    )
    last = datetime.now(ZONE).date()
    first = last - timedelta(weeks=12)
    yield Case(
        "twelve weeks of follow-ups, by week, store and person",
        "read",
        lambda _n: statistics.figures(people["chief_large"], first, last),
        lambda _n: (plain(by_hand.FOLLOW_UP_FIGURES, large, first, last), plain(by_hand.FOLLOW_UPS_OPEN, large)),
    )
    yield Case(
        "customers to win back, to be called now, clerk_large",
        "read",
        lambda _n: follow_ups.page(db, follow_ups.Wanted(view="now", win_back=True)),
        plain.work(by_hand_more.WIN_BACK_LINE, large),
    )
    yield Case(
        "twelve weeks of customers to win back",
        "read",
        lambda _n: win_back.figures(people["chief_large"], first, last),
        lambda _n: (
            plain(by_hand_more.WIN_BACK_FIGURES, large, first, last),
            plain(by_hand_more.WIN_BACK_OPEN, large),
        ),
    )

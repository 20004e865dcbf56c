"""The outbox and the complaints: as many messages as a fifth of the rows over two years, a complaint for every fiftieth.

A tenth of both belong to the largest store; one message in forty did not go or waits, one complaint in ten is open.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from services import complaints, messages
from services.database import Database
from tests.benchmarks import by_hand_after as by_hand
from tests.benchmarks.load import CUSTOMER, ORDER, STAFF, STORE, STORES, record_id, uid
from tests.benchmarks.measure import Case
from tests.benchmarks.plain import Plain

MESSAGE, COMPLAINT = 32, 33
_STORE = f"case when n % 10 = 0 then 1 else 2 + n % {STORES - 1} end"


def load_messages(connection: Connection, rows: int) -> None:
    """Of the ready orders mostly, sent within a minute."""
    count = max(rows // 5, 200)
    connection.execute(
        text(f"""
        insert into message (id, template_id, occasion, channel, purpose, automatic, store_id, customer_id, work_order_id,
            to_masked, lang, subject, body, state, attempts, next_try_at, wanted_at, sent_at, fault, created_at, created_by,
            updated_at)
        select {uid(MESSAGE, "n")}, (select id from message_template where occasion = 'ready' and channel = 'email'), 'ready',
               'email', 'service', true, {uid(STORE, "store")}, {uid(CUSTOMER, "n")}, {uid(ORDER, "n")}, 'k****@example.org',
               'zh', '您的设备已修好 ' || n, '您好，您送修的设备已修好，请凭取机码到店取机。', state,
               case when state = 'waiting' then 0 when state = 'sent' then 1 else 4 end,
               case when state in ('waiting', 'failed') then now() + interval '1 hour' end, at,
               case when state = 'sent' then at + interval '40 seconds' end,
               case when state in ('failed', 'given_up') then 'refused' else '' end, at, 'load', at
        from (
          select n, {_STORE} as store, now() - random() * interval '720 days' as at,
                 case when n % 160 = 0 then 'waiting' when n % 160 = 40 then 'failed' when n % 160 = 80 then 'given_up'
                      when n % 160 = 120 then 'perhaps' else 'sent' end as state
          from generate_series(1, {count}) n
        ) drawn""")
    )


def load_complaints(connection: Connection, rows: int) -> None:
    """With a customer, an owner and a term for the answer each."""
    count = max(rows // 50, 200)
    connection.execute(
        text(f"""
        insert into complaint (id, number, state, channel, store_id, customer_id, severity, subject, description, owner_id,
            answer_due_at, answer, answered_at, opened_at, opened_on, created_at, created_by, updated_at, search)
        select id, number, state, 'phone', store_id, {uid(CUSTOMER, "n")}, 1 + n % 5, subject, subject || '，请尽快处理',
               {uid(STAFF, f"store + {STORES} * (n % 3)")}, at + interval '7 days',
               case when state = 'closed' then '已向客户道歉并重新修理' else '' end,
               case when state = 'closed' then at + interval '3 days' end, at, (at at time zone 'Asia/Shanghai')::date, at,
               'load', at, search_tokens(number || ' ' || subject) || array_to_tsvector(array['=store:' || store_id])
        from (
          select n, store, {uid(COMPLAINT, "n")} as id, 'C' || to_char(at, 'YYMM') || '-' || lpad(n::text, 6, '0') as number,
                 {uid(STORE, "store")} as store_id, at,
                 (array['维修太慢', '收费不清楚', '修好又坏', '态度不好'])[1 + n % 4] || n % 100 as subject,
                 case when n % 100 in (0, 30) then 'received' when n % 100 in (10, 40) then 'investigating'
                      when n % 20 in (5, 11, 17) then 'acknowledged' else 'closed' end as state
          from (
            select n, {_STORE} as store, now() - random() * interval '720 days' as at from generate_series(1, {count}) n
          ) drawn
        ) made""")
    )


def cases(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """What a desk looks at each morning."""
    db, large = people["clerk_large"], record_id(STORE, 1)
    for view, condition in (("not_sent", "m.state in ('failed', 'given_up', 'perhaps')"), ("all", "true")):
        yield Case(
            f"messages, first page of {view.replace('_', ' ')}, clerk_large",
            "read",
            lambda _n, view=view: messages.page(db, messages.Wanted(view=view)),
            plain.work(by_hand.MESSAGE_LINE.format(condition=condition), large),
        )
    outbox = tuple(view for view in messages.VIEWS if view != "mine")
    yield Case(
        "counts of seven views of messages, clerk_large",
        "read",
        lambda _n: messages.counts(db, {view: messages.Wanted(view=view) for view in outbox}),
        plain.work(by_hand.MESSAGE_COUNTS, store=large),
    )
    for view, condition in (("open", "c.state <> 'closed'"), ("all", "true")):
        yield Case(
            f"complaints, first page of {view}, clerk_large",
            "read",
            lambda _n, view=view: complaints.page(db, complaints.Wanted(view=view)),
            plain.work(by_hand.COMPLAINT_LINE.format(condition=condition), large),
        )
    views = ("open", "mine", "due", "escalated", "regulator", "unassigned", "closed", "all")
    yield Case(
        "counts of eight views of complaints, clerk_large",
        "read",
        lambda _n: complaints.counts(db, {view: complaints.Wanted(view=view) for view in views}),
        plain.work(by_hand.COMPLAINT_COUNTS, store=large),
    )

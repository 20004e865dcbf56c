"""Whether money and events of a database add up: what a restore is looked through for beside its audit trail."""

import psycopg

from services.audit_check import Finding

# What an order says was paid is the sum of its payments.
_PAID = """
    select count(*), count(*) filter (where o.paid <> coalesce(p.paid, 0))
    from aftercare.work_order o
    left join (select work_order_id, sum(amount) as paid from aftercare.payment group by 1) p on p.work_order_id = o.id"""
# A store's day has as many receipts as its counter has given out.
_RECEIPTS = """
    select count(*), count(*) filter (where c.last is distinct from p.receipts)
    from aftercare.receipt_counter c
    full join (
      select store_id, paid_on as day, count(*) as receipts from aftercare.payment where part_of is null group by 1, 2
    ) p using (store_id, day)"""
# An order has every event it has counted, numbered without a gap.
_EVENTS = """
    select count(*), count(*) filter (where o.event_count <> coalesce(e.events, 0) or e.last <> e.events)
    from aftercare.work_order o
    left join (select work_order_id, count(*) as events, max(seq) as last from aftercare.work_order_event group by 1) e
      on e.work_order_id = o.id"""


def findings(connection: psycopg.Connection) -> list[Finding]:
    """All checks, in one snapshot; connection is a superuser's and in no transaction."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read read only")
        found = []
        for check, question in (("paid", _PAID), ("receipts", _RECEIPTS), ("events", _EVENTS)):
            row = connection.execute(question.encode()).fetchone()
            assert row is not None
            found.append(Finding(check, int(row[0]), int(row[1])))
    return found

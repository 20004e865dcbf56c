"""Whether money and events of a database add up: what a restore is looked through for beside its audit trail."""

import psycopg
from psycopg import sql

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
# What the trail, which is sealed, has last recorded of each sum stands in its row. Rows without such an entry are
# a matter of audit_check; tables are few because each takes a walk through the trail.
_AS_RECORDED = """
    select count(*), count(*) filter (where r.{column} is distinct from t.value)
    from aftercare.{table} r
    join (
      select distinct on (a.row_id) a.row_id, (a.new ->> {name})::numeric as value from aftercare.audit_entry a
      where a.table_name = {of} and a.operation <> 'delete' and a.new ? {name} order by a.row_id, a.id desc) t
      on t.row_id = r.id"""
_SUMS = (
    ("work_order", "due"), ("work_order", "paid"), ("work_order_line", "unit_price"), ("work_order_line", "amount"),
    ("voucher", "amount"),
)  # fmt: skip


def findings(connection: psycopg.Connection) -> list[Finding]:
    """All checks, in one snapshot; connection is a superuser's and in no transaction."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read read only")
        found = []
        for check, question in (("paid", _PAID), ("receipts", _RECEIPTS), ("events", _EVENTS)):
            row = connection.execute(question.encode()).fetchone()
            assert row is not None
            found.append(Finding(check, int(row[0]), int(row[1])))
        sums = [_as_recorded(connection, table, column) for table, column in _SUMS]
    return [*found, Finding("sums", sum(looked_at for looked_at, _ in sums), sum(wrong for _, wrong in sums))]


def _as_recorded(connection: psycopg.Connection, table: str, column: str) -> tuple[int, int]:
    """How many sums of that column the trail knows, and how many differ from it."""
    question = sql.SQL(_AS_RECORDED).format(
        column=sql.Identifier(column), table=sql.Identifier(table), name=sql.Literal(column), of=sql.Literal(table)
    )
    row = connection.execute(question).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])

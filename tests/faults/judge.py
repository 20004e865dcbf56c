"""What must hold after any fault: nothing acknowledged lost, nothing doubled, nothing half written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.faults import bill_saves, case_saves, desk_saves, house_saves, staff_saves
from tests.faults.client import KINDS
from tests.faults.journal import Entry

# Each finds rows that only half a save, or the same save twice, could have left behind.
HALVES: Mapping[str, str] = {
    "an order without its intake": """
        select o.number from work_order o left join intake i on i.id = o.intake_id where i.id is null""",
    "an intake without orders": """
        select i.number from intake i where not exists (select from work_order o where o.intake_id = i.id)""",
    "a customer without the device he came with": """
        select c.number from customer c where c.kind = 'person' and c.name <> '韩雪'
          and not exists (select from device d where d.customer_id = c.id)""",
    "an order whose events are not numbered through": """
        select o.number from work_order o left join work_order_event e on e.work_order_id = o.id
        group by o.id having count(e) <> o.event_count or max(e.seq) <> o.event_count or min(e.seq) <> 1""",
    "an order whose state is not that of its last step": """
        select o.number from work_order o
        where o.work_state is distinct from (
          select e.to_state from work_order_event e
          where e.work_order_id = o.id and e.axis = 'work' order by e.seq desc limit 1)""",
    "a step that was taken twice": """
        select o.number from work_order_event e join work_order o on o.id = e.work_order_id
        where e.axis = 'work' group by o.number, e.action having count(*) > 1""",
    "a note that was written twice": """
        select e.comment from work_order_event e where e.action = 'note' group by e.comment having count(*) > 1""",
    "money that is not what the payments say": """
        select o.number from work_order o
        where o.paid <> coalesce((select sum(p.amount) from payment p where p.work_order_id = o.id), 0)
          or (select count(*) from payment p where p.work_order_id = o.id)
             <> (select count(*) from work_order_event e where e.work_order_id = o.id and e.action in
                 ('pay', 'prepay', 'payment', 'prepayment'))""",
    "receipts that are not numbered through": """
        select store_id::text from payment group by store_id, paid_on
        having count(distinct split_part(receipt_number, '/', 1))
            <> max(substring(split_part(receipt_number, '/', 1) from '[0-9]+$')::int)""",
    "a record that the audit does not know, or knows twice": """
        select t.name || ' ' || t.id from (
          select 'customer' as name, id from customer union all select 'device', id from device
          union all select 'intake', id from intake union all select 'work_order', id from work_order) t
        where (select count(*) from audit_entry a where a.table_name = t.name and a.row_id = t.id
                 and a.operation = 'insert') <> 1""",
    "a figure that counts more or fewer than were taken in": """
        select 'received' where (select count(*) from work_order)
          <> (select coalesce(sum(n), 0) from figure_delta where measure = 'received')
           + (select coalesce(sum(n), 0) from figure_week where measure = 'received'
                and scope <> '00000000-0000-0000-0000-000000000000')""",
}


@dataclass
class Verdict:
    """What a fault did. told: the codes of the sentences people read; begun: saves tried."""

    begun: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.halves)

    def add(self, other: "Verdict") -> None:
        self.begun += other.begun
        self.acknowledged += other.acknowledged
        for name in ("lost", "doubled", "halves", "told"):
            getattr(self, name).extend(getattr(other, name))


def judge(connection: psycopg.Connection, entries: Mapping[int, Entry]) -> Verdict:
    """Hold the database against what the client was told; connection is a superuser's.

    What a killed client had asked for may still be under way in the server: all questions are of one moment.
    """
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        connection.execute("set local search_path = aftercare")
        return _judged(connection, entries)


def _judged(connection: psycopg.Connection, entries: Mapping[int, Entry]) -> Verdict:
    verdict = Verdict(begun=len(entries))
    kept: dict[str, Any] = {
        str(request): result for request, result in connection.execute("select id, result from request").fetchall()
    }
    done = dict.fromkeys(KINDS, 0)
    for entry in entries.values():
        verdict.told.extend(entry.told)
        found = entry.request in kept
        done[entry.kind] += found
        if entry.acknowledged:
            verdict.acknowledged += 1
            if not found or not _agrees(entry.result, kept[entry.request]):
                verdict.lost.append(f"{entry.kind} {entry.index}: {entry.result}")
    unknown = set(kept) - {entry.request for entry in entries.values()}
    verdict.doubled.extend(f"a request nobody made: {request}" for request in unknown)
    for kind, statement in {
        "intake": "select count(*) from work_order",
        "note": "select count(*) from work_order_event where action = 'note'",
        "payment": "select count(*) - (select count(*) from work_order) from payment where method = 'cash'",
        "assign": "select count(*) from work_order_event where action = 'assign'",
        "start": "select count(*) from work_order_event where action = 'start'",
        **desk_saves.KINDS,
        **case_saves.KINDS,
        **house_saves.KINDS,
        **staff_saves.KINDS,
        **bill_saves.KINDS,
    }.items():
        row = connection.execute(statement).fetchone()
        assert row is not None
        if row[0] > done[kind]:
            verdict.doubled.append(f"{row[0]} of {kind}, {done[kind]} were asked for")
        elif row[0] < done[kind]:
            verdict.lost.append(f"{row[0]} of {kind}, {done[kind]} were kept")
    for what, statement in {
        **HALVES,
        **desk_saves.HALVES,
        **case_saves.HALVES,
        **house_saves.HALVES,
        **staff_saves.HALVES,
        **bill_saves.HALVES,
    }.items():
        verdict.halves.extend(f"{what}: {row[0]}" for row in connection.execute(statement).fetchall())
    return verdict


def _agrees(told: Any, kept: Any) -> bool:
    """Whether the client was told what is kept: every value of the answer stands there too."""
    if isinstance(told, Mapping) and isinstance(kept, Mapping):
        return all(value is None or (name in kept and _agrees(value, kept[name])) for name, value in told.items())
    if isinstance(told, list) and isinstance(kept, list | Mapping):
        values = list(kept.values()) if isinstance(kept, Mapping) else kept
        return len(told) <= len(values) and (isinstance(kept, Mapping) or all(map(_agrees, told, values)))
    return told is None or str(told) == str(kept)

"""A large backup with a real audit trail, restored and judged: installer/test.py --faults --restore ORDERS.

Rows are written through the doors people use, so that every trigger leaves its entry, and due work seals the trail on
the way. Then the backup is made, read back, restored beside, looked through and put into service. At last single rows
are altered as only a superuser can, triggers off, each time in a database that was whole: what finds it out?
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from app.commands.programs import for_server
from services import audit_check, audit_seals, backup, installation, ledger_check, restored
from services.audit_check import Finding
from services.database import role_of
from services.errors import ServiceError
from services.pg_programs import Programs
from tests.faults.world import World
from tests.people import known

BATCH = 1_000
# Batches between two seals: due work seals every few minutes.
SEALED_AFTER = 10

_CUSTOMERS = """
    insert into customer (id, name, phone)
    select uuid_of('c', n), '王芳' || n, '138' || lpad(n::text, 8, '0') from generate_series(%(first)s::int, %(last)s::int) n"""
_DEVICES = """
    insert into device (id, customer_id, product_model_id, serial_no)
    select uuid_of('d', n), uuid_of('c', n), %(model)s, 'SN' || 10000000 + n
    from generate_series(%(first)s::int, %(last)s::int) n"""
_INTAKES = """
    select intake_open(
      jsonb_build_object('id', uuid_of('i', n), 'store_id', %(store)s::uuid, 'customer_id', uuid_of('c', n)),
      jsonb_build_array(jsonb_build_object('id', uuid_of('o', n), 'device_id', uuid_of('d', n), 'problem', '屏幕不亮')),
      gen_random_uuid())
    from generate_series(%(first)s::int, %(last)s::int) n"""
_PAYMENTS = """
    select payment_take(uuid_of('p', n), uuid_of('o', n), 'prepayment', 'cash', 30, '', '', '', gen_random_uuid())
    from generate_series(%(first)s::int, %(last)s::int) n"""
# Rows know each other without being looked up.
_IDS = """
    create function uuid_of(kind text, n bigint) returns uuid language sql immutable as
    $$ select (rpad(to_hex(ascii(kind)), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
    grant execute on function uuid_of(text, bigint) to aftercare_staff"""

# What is altered -> as what; each by the names of the checks that must notice.
ALTERATIONS: Mapping[str, tuple[str, frozenset[str]]] = {
    "an entry of the trail": (
        """update audit_entry set new = new || '{"problem": "别的"}'
           where table_name = 'work_order' and operation = 'insert' and row_id = uuid_of('o', 1)""",
        frozenset({"seals"}),
    ),
    "an entry of the trail, removed": (
        "delete from audit_entry where table_name = 'device' and row_id = uuid_of('d', 1)",
        frozenset({"made", "seals"}),
    ),
    "a payment": (
        "update payment set amount = amount + 1 where id = uuid_of('p', 1)",
        frozenset({"paid"}),
    ),
    "a payment and its order": (
        """with p as (update payment set amount = amount + 1 where id = uuid_of('p', 1))
           update work_order set paid = paid + 1 where id = uuid_of('o', 1)""",
        frozenset({"sums"}),
    ),
    "a payment, its order and the trail": (
        """with p as (update payment set amount = amount + 1 where id = uuid_of('p', 1)),
                o as (update work_order set paid = paid + 1 where id = uuid_of('o', 1))
           update audit_entry set new = jsonb_set(new, '{paid}', '31.00')
           where table_name = 'work_order' and row_id = uuid_of('o', 1) and new @> '{"paid": 30.00}'""",
        frozenset({"seals"}),
    ),
    "a payment, removed": (
        """with p as (delete from payment where id = uuid_of('p', 1))
           update work_order set paid = 0 where id = uuid_of('o', 1)""",
        frozenset({"receipts", "sums"}),
    ),
}  # fmt: skip


# Of each table, the rows that are altered: kept before, put back afterwards.
_ALTERED = {
    "audit_entry": "row_id in (uuid_of('o', 1), uuid_of('d', 1))",
    "payment": "id = uuid_of('p', 1)",
    "work_order": "id = uuid_of('o', 1)",
}


@dataclass
class Outcome:
    """seconds of each step; rows in the backup, entries in the trail; unnoticed: what no check found, or found wrong."""

    seconds: dict[str, float] = field(default_factory=dict)
    rows: int = 0
    entries: int = 0
    megabytes: float = 0.0
    findings: dict[str, tuple[int, int]] = field(default_factory=dict)
    unnoticed: list[str] = field(default_factory=list)


def restore_big(world: World, folder: Path, orders: int, say: Callable[[str], None]) -> Outcome:
    """Load, save, check, restore, look through, swap; then alter and look again."""
    name, outcome = world.database(), Outcome()

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        outcome.seconds[step] = round(time.monotonic() - began, 1)
        say(f"{step}: {outcome.seconds[step]} s")

    dsn, file = world.dsn(name), folder / "big.backup"
    with psycopg.connect(dsn) as server:
        programs = for_server(server.info.server_version // 10000, encrypted=False)
    with timed("load"):
        _load(dsn, orders)
    with timed("save, read back and count"):
        outcome.rows = sum(one.total for one in backup.save(dsn, file, programs))
    outcome.megabytes = round(file.stat().st_size / 1e6, 1)
    with timed("check the file"):
        backup.check(file, programs)
    beside = f"{name}_beside"
    with timed("restore beside and look through"):
        found = restored.beside(dsn, beside, file, programs)
    outcome.findings = {one.check: (one.looked_at, one.wrong) for one in found.findings}
    outcome.entries = outcome.findings["entries"][0]
    with timed("look through alone"):
        _compare(outcome, "nothing", restored.look_beside(dsn, beside), frozenset())
    with timed("verify-audit"):
        _verify(world.dsn(name))
    with timed("swap"):
        old = restored.swap(dsn, beside)
    _alter_each(world, name, programs, folder, outcome, say)
    for each in (old, name):
        world.drop(each)
    return outcome


def _load(dsn: str, orders: int) -> None:
    with psycopg.connect(dsn, autocommit=True) as server:
        server.execute("set search_path = aftercare, pg_temp")
        server.execute(_IDS.encode())
        server.execute(
            "insert into product_model (id, brand, name, model_no, initials) values (%s, '小米', '小米 14', 'X', 'xm')",
            [known("model")],
        )
        for batch, first in enumerate(range(1, orders + 1, BATCH)):
            values = {
                "first": first, "last": min(first + BATCH - 1, orders), "model": known("model"),
                "store": known("store xihu"),
            }  # fmt: skip
            with server.transaction():
                server.execute(_CUSTOMERS.encode(), values)
                server.execute(_DEVICES.encode(), values)
                server.execute(sql.SQL("set local session authorization {}").format(sql.Identifier(role_of("na"))))
                server.execute(_INTAKES.encode(), values)
                server.execute(_PAYMENTS.encode(), values)
            if batch % SEALED_AFTER == SEALED_AFTER - 1:
                _seal(server)
        _seal(server)
        server.execute("analyze")


def _seal(server: psycopg.Connection) -> None:
    server.execute("select due_seal_audit()")
    while server.execute("select due_seal_audit()").fetchone() != (0,):
        continue


def _verify(dsn: str) -> None:
    """What verify-audit asks; raises where it does not fit."""
    with closing(installation.connect(dsn)) as connection:
        found = [*audit_check.findings(connection), *ledger_check.findings(connection)]
        sealed = audit_seals.check(connection, None)
    seals = Finding("seals", sealed.seals, len({*sealed.wrong_seals, *sealed.wrong_clock}) + sealed.late)
    restored.check_fits((*found, seals))


def _alter_each(
    world: World, name: str, programs: Programs, folder: Path, outcome: Outcome, say: Callable[[str], None]
) -> None:
    """Each alteration by itself, looked through in place; the first one saved and restored too."""
    file = folder / "altered.backup"
    with psycopg.connect(world.dsn(name), autocommit=True) as server:
        server.execute("set search_path = aftercare, pg_temp")
        server.execute("set session_replication_role = replica")  # no triggers
        for table, which in _ALTERED.items():
            server.execute(f"create temporary table kept_{table} as select * from {table} where {which}".encode())
        for number, (what, (statement, expected)) in enumerate(ALTERATIONS.items()):
            server.execute(statement.encode())
            _compare(outcome, what, restored.look_through(world.dsn(name)), expected)
            if _fits(lambda: _verify(world.dsn(name))):
                outcome.unnoticed.append(f"verify-audit lets pass: {what}")
            if number == 0:
                backup.save(world.dsn(name), file, programs)
                if _fits(lambda: restored.drill(world.dsn(name), file, programs)):
                    outcome.unnoticed.append(f"a drill lets pass: {what}")
            for table, which in _ALTERED.items():
                server.execute(f"delete from {table} where {which}".encode())
                server.execute(f"insert into {table} overriding system value select * from kept_{table}".encode())
            say(f"altered and found out: {what}")
    _compare(outcome, "nothing, all put back", restored.look_through(world.dsn(name)), frozenset())


def _compare(outcome: Outcome, what: str, found: Sequence[Finding], expected: frozenset[str]) -> None:
    """expected: the checks that must notice; where there are none, none may."""
    wrong = {one.check for one in found if one.wrong}
    if not expected <= wrong or (not expected and wrong):
        outcome.unnoticed.append(f"{what}: wrong are {sorted(wrong)}, not {sorted(expected)}")


def _fits(look: Callable[[], object]) -> bool:
    try:
        look()
    except ServiceError as refused:
        if refused.code != "audit_does_not_fit":
            raise
        return False
    return True

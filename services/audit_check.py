"""What can be told about the audit trail without seals: whether it fits the tables, the rights and the clock."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from services import errors
from services.texts import N_

errors.sentences(audit_does_not_fit=N_("The audit trail does not fit (wrong / checked): {what}"))


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, how much of it, and how many do not fit."""

    check: str
    looked_at: int
    wrong: int


def findings(connection: psycopg.Connection) -> list[Finding]:
    """All checks, in one snapshot; connection is a superuser's and in no transaction."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read read only")
        return [
            _ask(connection, "entries", _ENTRIES),
            _ask(connection, "epochs", _EPOCHS),
            _ask(connection, "transactions", _TRANSACTIONS),
            _ask(connection, "clear_values", _CLEAR_VALUES),
            _ask(connection, "rights", _RIGHTS),
            _triggers(connection),
            *[_rows(connection, name) for name in _audited()],
        ]


# number, time and kind of every entry
_ENTRIES = """
    select count(*), count(*) filter (
      where id <= 0 or at > clock_timestamp() + interval '1 minute' or login = ''
        or operation not in ('insert', 'update', 'delete')
        or (operation = 'insert') <> (old is null) or (operation = 'delete') <> (new is null))
    from aftercare.audit_entry"""
# epochs count up from 1 without a gap; an entry belongs to a known one, and none to an earlier one than the entry before
_EPOCHS = """
    select (select count(*) from aftercare.audit_epoch),
      (select count(*) from (select number, row_number() over (order by number) as nth from aftercare.audit_epoch) e
        where number <> nth)
      + (select count(*) from aftercare.audit_entry a
          where not exists (select from aftercare.audit_epoch e where e.number = a.epoch))
      + (select count(*) from (select epoch, lag(epoch) over (order by id) as before from aftercare.audit_entry) o
          where epoch < before)"""
# an entry of this epoch cannot come from a transaction the server has not begun yet
_TRANSACTIONS = """
    select count(*), count(*) filter (where xid >= pg_snapshot_xmax(pg_current_snapshot()))
    from aftercare.audit_entry where epoch = (select max(number) from aftercare.audit_epoch)"""
# the clear value of a personal column gives the hash in its entry
_CLEAR_VALUES = """
    select count(*), count(*) filter (where a.id is null or
      (case v.side when 'old' then a.old else a.new end) ->> v.column_name
        is distinct from encode(sha256(convert_to(v.salt || v.value, 'UTF8')), 'hex'))
    from aftercare.audit_value v left join aftercare.audit_entry a on a.id = v.audit_id"""
# nobody but the trigger's owner may write; nobody at all but a superuser may change or remove
_RIGHTS = """
    select count(*), count(*) filter (where
      has_any_column_privilege(r.oid, 'aftercare.audit_entry', 'update')
      or has_table_privilege(r.oid, 'aftercare.audit_entry', 'delete, truncate, trigger')
      or (r.rolname <> 'aftercare_history' and has_any_column_privilege(r.oid, 'aftercare.audit_entry', 'insert')))
    from pg_roles r
    where not r.rolsuper and r.rolname <> 'aftercare_owner' and r.rolname !~ '^pg_'"""


def _ask(connection: psycopg.Connection, check: str, question: str) -> Finding:
    row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return Finding(check, int(row[0]), int(row[1]))


def _audited() -> list[str]:
    from models import catalogue  # noqa: F401  all tables; a window that offers the check does without them
    from models.base import Base, Record

    return sorted(
        str(mapper.class_.__dict__["__tablename__"])
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Record)
    )


def _triggers(connection: psycopg.Connection) -> Finding:
    """Every business table has its audit trigger, and it is switched on."""
    on = {
        name
        for (name,) in connection.execute(
            """select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
               where c.relnamespace = 'aftercare'::regnamespace and t.tgname = 'zz_audit' and t.tgenabled in ('O', 'A')
                 and t.tgfoid = 'aftercare.audit'::regproc"""
        ).fetchall()
    }
    tables = _audited()
    return Finding("triggers", len(tables), len([name for name in tables if name not in on]))


def _rows(connection: psycopg.Connection, table: str) -> Finding:
    """Every row of a table has exactly one entry of its making."""
    from models.catalogue import metadata

    assert table in {each.name for each in metadata.sorted_tables}
    row = connection.execute(
        sql.SQL(
            """select count(*), count(*) filter (where coalesce(made.entries, 0) <> 1)
               from {table} t left join (
                 select a.row_id, count(*) as entries from aftercare.audit_entry a
                 where a.table_name = {name} and a.operation = 'insert' group by a.row_id) made on made.row_id = t.id"""
        ).format(table=sql.Identifier("aftercare", table), name=sql.Literal(table))
    ).fetchone()
    assert row is not None
    return Finding(f"rows {table}", int(row[0]), int(row[1]))

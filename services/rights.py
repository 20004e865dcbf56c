"""What this person may do, asked of the database, never restated."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import text

from services.database import Database
from services.errors import NotPermitted, ServiceError

_CATALOGUE = text("""
    select c.relname as "table", a.attname as "column",
           has_column_privilege(c.oid, a.attnum, 'select') as may_read,
           has_column_privilege(c.oid, a.attnum, 'insert') as may_insert,
           has_column_privilege(c.oid, a.attnum, 'update') as may_update
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'aftercare'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and has_any_column_privilege(c.oid, 'select')""")
_FUNCTIONS = text("""
    select p.proname from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'aftercare'
    where has_function_privilege(p.oid, 'execute')""")


@dataclass(frozen=True)
class Rights:
    """Columns by table that may be read, inserted, updated; functions that may be called."""

    read: frozenset[tuple[str, str]]
    insert: frozenset[tuple[str, str]]
    update: frozenset[tuple[str, str]]
    functions: frozenset[str]

    @cached_property
    def _tables(self) -> dict[str, frozenset[str]]:
        return {
            "read": frozenset(t for t, _ in self.read),
            "insert": frozenset(t for t, _ in self.insert),
            "update": frozenset(t for t, _ in self.update),
        }

    def may_see(self, table: str) -> bool:
        return table in self._tables["read"]

    def may_add(self, table: str) -> bool:
        return table in self._tables["insert"]

    def may_change(self, table: str, column: str | None = None) -> bool:
        return table in self._tables["update"] if column is None else (table, column) in self.update

    def may_call(self, function: str) -> bool:
        return function in self.functions


def catalogue(db: Database) -> Rights:
    """All rights of this person in one look at the catalogue."""
    with db.read() as connection:
        rows = connection.execute(_CATALOGUE).all()
        functions = connection.execute(_FUNCTIONS).scalars().all()
    return Rights(
        frozenset((r.table, r.column) for r in rows if r.may_read),
        frozenset((r.table, r.column) for r in rows if r.may_insert),
        frozenset((r.table, r.column) for r in rows if r.may_update),
        frozenset(functions),
    )


def may_change_row(db: Database, table: str, row_id: UUID) -> bool:
    """Whether this person may change this very row now; asked when editing starts.

    A row lock is granted exactly where the UPDATE policy lets the row through; rolled back at once. On a
    standby, where everything is read-only, and for roles without UPDATE the answer is no.
    """
    if not table.replace("_", "").isalpha():
        raise ValueError(f"not a table: {table!r}")
    try:
        with db.transaction() as connection:
            found = connection.execute(
                text(f"select 1 from {table} where id = :id for key share"), {"id": row_id}
            ).first()
            connection.rollback()
        return found is not None
    except NotPermitted:
        return False
    except ServiceError as error:
        if error.code == "read_only":
            return False
        raise

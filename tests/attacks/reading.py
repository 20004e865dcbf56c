"""Everything a person can read: every granted column of every table, the answer of every function he may call."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from services.database import role_of
from tests.attacks.scene import Scene

_COLUMNS = """
    select c.relname, array_agg(a.attname::text order by a.attnum)
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'aftercare'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and has_column_privilege(%s, c.oid, a.attnum, 'select')
    group by c.relname order by c.relname"""
_FUNCTIONS = """
    select p.oid::regprocedure::text, p.proname, coalesce(p.proargnames, '{}'),
           array(select format_type(t, null) from unnest(p.proargtypes) t)
    from pg_proc p
    where p.pronamespace = 'aftercare'::regnamespace and p.prorettype <> 'trigger'::regtype
      and has_function_privilege(%s, p.oid, 'execute')
    order by p.proname"""


def readable_columns(scene: Scene, login: str) -> dict[str, list[str]]:
    """table -> the columns this person may select."""
    return dict(scene.superuser().execute(_COLUMNS, [role_of(login)]).fetchall())


def rows_of(scene: Scene, login: str) -> Iterator[tuple[str, str]]:
    """(table, a row as text) of everything the person reads directly."""
    raw = scene.psql(login)
    for table, columns in readable_columns(scene, login).items():
        # bytea would be hexadecimal digits, in which no text is found
        parts = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
        for row in raw.execute(sql.SQL("select {} from {}").format(parts, sql.Identifier(table))).fetchall():
            yield table, "\x1f".join(as_text(value) for value in row)


def as_text(value: Any) -> str:
    """A value so that what stands in it is found."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


@dataclass(frozen=True)
class Function:
    """A function that a person may call; names and types of its arguments."""

    signature: str
    name: str
    names: tuple[str, ...]
    types: tuple[str, ...]

    def call(self, connection: psycopg.Connection, arguments: list[Any]) -> str:
        """The whole answer as text."""
        marks = sql.SQL(", ").join(
            sql.SQL("%s::{}").format(sql.SQL(kind))
            for kind in self.types  # type: ignore[arg-type]
        )
        if self.name == "i_am":
            marks = sql.SQL("variadic ") + marks
        asked = sql.SQL("select * from {}({})").format(sql.Identifier(self.name), marks)
        rows = connection.execute(asked, arguments).fetchall()
        return "\n".join("\x1f".join(as_text(value) for value in row) for row in rows)


def functions_of(scene: Scene, login: str) -> list[Function]:
    """Every function of ours this person may call."""
    return [
        Function(signature, name, tuple(names[: len(types)]), tuple(types))
        for signature, name, names, types in scene.superuser().execute(_FUNCTIONS, [role_of(login)]).fetchall()
    ]


_VERSIONED = """
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'version'
    join pg_attribute i on i.attrelid = c.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype
    where c.relnamespace = 'aftercare'::regnamespace and c.relkind = 'r'"""


def versions(scene: Scene) -> dict[UUID, int]:
    """The version of every record, so that an attack does not fail for being stale."""
    found: dict[UUID, int] = {}
    root = scene.superuser()
    for (table,) in root.execute(_VERSIONED).fetchall():
        asked = sql.SQL("select id, version from {}").format(sql.Identifier(table))
        found.update(root.execute(asked).fetchall())
    return found

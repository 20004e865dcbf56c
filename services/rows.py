"""Inserting and changing single rows: the first save wins, the second is merged or asked about."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol, TypeVar
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import Boolean, Connection, TextClause, bindparam, text

from services.database import Database
from services.errors import Conflict, NotPermitted, ServiceError
from services.ids import new_id
from services.names import name_of
from services.texts import language

R = TypeVar("R")

_ENGLISH = bindparam("english", callable_=lambda: language() == "en", type_=Boolean())


@lru_cache(maxsize=512)
def sql(statement: str) -> TextClause:
    """The statement as it is executed; one that is put together anew each time is parsed once.

    Its :english, whether texts are English at the moment it is executed, needs no value.
    """
    made = text(statement)
    return made.bindparams(_ENGLISH) if ":english" in statement else made


class Rows(Protocol):
    """What a statement or a question was answered with."""

    def keys(self) -> Iterable[str]:
        """The columns' names in their order."""

    def all(self) -> Sequence[Any]:
        """All rows."""


def records(line: Callable[..., R], found: Rows) -> list[R]:
    """A record of each row; a function gets the columns in their order. Records whose fields stand in the same
    order get theirs so too: by name it takes several times as long."""
    fields = getattr(line, "_fields", None) or tuple(getattr(line, "__dataclass_fields__", ()))
    if fields and fields == tuple(found.keys()) and hasattr(line, "_make"):
        return list(map(line._make, found.all()))
    if not fields or fields == tuple(found.keys()):
        return [line(*row) for row in found.all()]
    names = tuple(found.keys())
    return [line(**dict(zip(names, row, strict=True))) for row in found.all()]


def looked_up(table: str, columns: str, key: str, alias: str, *, always: bool = True) -> str:
    """SQL that joins the row of `table` whose id is `key` as `alias`, for the rows of a page.

    One look-up a row: the planner cannot tell how many rows a policy leaves, and joined directly it reads a thousand
    stores, all of the staff or all customers that a technician may see for a hundred names. always: a row without it
    is left out.
    """
    kind, condition = ("cross join", "") if always else ("left join", " on true")
    return f"{kind} lateral (select {columns} from {table} where id = {key} offset 0) {alias}{condition}"


def id_array(ids: Iterable[UUID]) -> str:
    """Ids as the text of a PostgreSQL array, for cast(:ids as uuid[]): the driver takes 2 ms for 200 of them."""
    return "{" + ",".join(map(str, ids)) + "}"


def clean(
    values: Mapping[str, Any], optional: Sequence[str] = (), columns: Sequence[str] | None = None
) -> dict[str, Any]:
    """Values as the columns keep them: no text is '', only `optional` columns hold nothing.

    columns: leave all others out. Raises ServiceError 'character_refused' for what PostgreSQL cannot store.
    """
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if columns is not None and name not in columns:
            continue
        if isinstance(value, str) and ("\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
            raise ServiceError("character_refused", name)
        kept[name] = "" if value is None and name not in optional else value
    return kept


def get_row(db: Database, statement: TextClause, **values: Any) -> Any:
    """The one row of a record; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    with db.read() as connection:
        row = connection.execute(statement, values).first()
    if row is None:
        raise ServiceError("gone_record")
    return row


def add_once(db: Database, request: UUID, insert: Callable[[Connection, UUID], Any]) -> UUID:
    """Insert a new row once, however often it is asked for; returns its id. insert(connection, id) does it."""
    row_id = new_id()

    def work(connection: Connection) -> str:
        insert(connection, row_id)
        return str(row_id)

    return UUID(db.once(request, work))


def insert_once(db: Database, request: UUID, table: str, values: Mapping[str, Any]) -> None:
    """insert_row exactly once, however often it is asked for, in one trip to the server instead of four."""
    db.call(
        request,
        sql(f"""with made as ({_insert(table, values)})
                insert into request (id, login) values (:request, login_name()) returning id"""),
        values,
    )


def change_once(
    db: Database,
    request: UUID,
    table: str,
    row_id: UUID,
    seen_version: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any],
    *,
    unreadable: Sequence[str] = (),
) -> int:
    """change_row exactly once; in one trip to the server instead of four where nobody saved in between."""
    if not values:
        return seen_version
    done = db.call(
        request,
        sql(f"""with done as ({_update(table, values)}),
                     kept as (insert into request (id, login, result)
                              select :request, login_name(), to_jsonb(version) from done)
                select (select version from done)"""),
        {**values, "_id": row_id, "_version": seen_version},
    )
    if done is not None:
        return done
    return db.once(
        request,
        lambda connection: change_row(connection, table, row_id, seen_version, values, base, unreadable=unreadable),
    )


def call_once(db: Database, request: UUID, function: str, **values: Any) -> Any:
    """Call a function of the database once, in one trip; its arguments are the values in their order."""
    marks = ", ".join(f":{name}" for name in values)
    done = sql(f"""insert into request (id, login, result) select :request, login_name(), to_jsonb({function}({marks}))
                   returning result""")
    return db.call(request, done, values)


def close_row(connection: Connection, table: str, row_id: UUID, seen_version: int, closed: bool) -> int:
    """Archive a row as it was seen, or bring it back; returns the new version. ServiceError 'conflict' else."""
    at = "clock_timestamp()" if closed else "null"
    done = sql(f"update {table} set archived_at = {at} where id = :id and version = :version returning version")
    version = connection.execute(done, {"id": row_id, "version": seen_version}).scalar()
    if version is None:
        raise ServiceError("conflict")
    return int(version)


def insert_row(connection: Connection, table: str, values: Mapping[str, Any]) -> None:
    """Insert the given columns; never asks for defaults back, their columns may be unreadable."""
    connection.execute(sql(_insert(table, values)), dict(values))


def _insert(table: str, values: Mapping[str, Any]) -> str:
    return f"insert into {table} ({', '.join(values)}) values ({', '.join(f':{name}' for name in values)})"


def _update(table: str, values: Mapping[str, Any]) -> str:
    sets = ", ".join(f"{name} = :{name}" for name in values)
    return f"update {table} set {sets} where id = :_id and version = :_version returning version"


def change_row(
    connection: Connection,
    table: str,
    row_id: UUID,
    seen_version: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any],
    *,
    unreadable: Sequence[str] = (),
) -> int:
    """Change some columns of the row as it was seen; returns the new version.

    values: the columns the person changed; base: what they held when the form was loaded; unreadable:
    columns nobody may read back (full phone …), which the later save simply wins. JSON comes as psycopg's Jsonb.
    Where somebody saved in between, changes of other columns merge; raises Conflict when both changed the
    same column to different values, NotPermitted where the rights refuse the row.
    """
    if not values:
        return seen_version
    update = sql(_update(table, values))
    mine = {name: value.obj if isinstance(value, Jsonb) else value for name, value in values.items()}
    version = seen_version
    for _attempt in range(5):
        done = connection.execute(update, {**values, "_id": row_id, "_version": version}).scalar()
        if done is not None:
            return done
        names = [name for name in values if name not in unreadable]
        by = f"{name_of(f'{table}.updated_by')} as by"
        now = (
            connection.execute(
                text(f"select {', '.join(['version', by, *names])} from {table} where id = :id"),
                {"id": row_id},
            )
            .mappings()
            .first()
        )
        if now is None:
            raise ServiceError("gone_record")
        if now["version"] == version:
            # changed by somebody meanwhile, and not to be changed any more: filed, cancelled, given to another
            raise NotPermitted if version == seen_version else NotPermitted("closed_meanwhile", by=now["by"])
        differing = [name for name in names if not same(now[name], base.get(name)) and not same(now[name], mine[name])]
        if differing:
            raise Conflict(
                {n: base.get(n) for n in differing},
                {n: mine[n] for n in differing},
                {n: now[n] for n in differing},
                now["version"],
                now["by"],
            )
        version = now["version"]
    raise ServiceError("busy")


def same(one: Any, other: Any) -> bool:
    """Whether two values of a column mean the same; empty text and None do."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return abs((one - other).total_seconds()) < 1e-3
    return (one if one is not None else "") == (other if other is not None else "")

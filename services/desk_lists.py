"""What the lists of the service desk share: scope by store, capped counts, filter by text."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import search
from services.database import Database
from services.paging import COUNT_LIMIT

FOUND_LIMIT = 500


def me(connection: Connection) -> UUID | None:
    """The staff id of the person here."""
    return connection.execute(text("select my_staff_id()")).scalar()


def in_my_stores(connection: Connection, alias: str) -> tuple[str, dict[str, Any]]:
    """The list's own scope beside the policy's: with the policy alone a small store waits for the large ones."""
    stores = connection.execute(text("select my_visible_store_ids()")).scalar_one()
    if len(stores) == 1:
        return f"{alias}.store_id = :_store", {"_store": stores[0]}
    return f"{alias}.store_id = any(:_stores)", {"_stores": list(stores)}


def counts(
    connection: Connection, table: str, views: Mapping[str, str], wanted: Sequence[str], scoped: bool = True
) -> dict[str, int]:
    """Rows of each view, counted up to 1,001, in one statement."""
    alias = table.split()[-1]
    scope, values = in_my_stores(connection, alias) if scoped else ("true", {})
    if any(":me" in views[name] for name in wanted):
        values["me"] = me(connection)
    columns = ", ".join(
        f"(select count(*) from (select 1 from {table} where {views[name]}"
        f"{'' if ':me' in views[name] else f' and {scope}'} limit {COUNT_LIMIT}) x) as {name}"
        for name in wanted
    )
    return dict(connection.execute(text(f"select {columns}"), values).mappings().one())


def without_none(values: Mapping[str, Any], optional: Sequence[str]) -> dict[str, Any]:
    """The values as the columns take them: an empty text field is '', only `optional` columns hold nothing."""
    return {name: "" if value is None and name not in optional else value for name, value in values.items()}


class Colleague(NamedTuple):
    """Somebody who may own a ticket or a complaint."""

    id: UUID
    name: str
    login: str


_COLLEAGUES = text("""
    select s.id, s.name, s.login from staff s
    where s.active and exists (
        select from staff_store d where d.staff_id = s.id and d.store_id = :store and d.until is null)
      and (cardinality(cast(:roles as text[])) = 0 or roles_of(s.login) && cast(:roles as text[]))
    order by s.name limit 500""")


def colleagues(db: Database, store_id: UUID, roles: Sequence[str] = ()) -> list[Colleague]:
    """Who works at a store, in one of the roles if some are named."""
    with db.read() as connection:
        rows = connection.execute(_COLLEAGUES, {"store": store_id, "roles": list(roles)}).all()
    return [Colleague(*row) for row in rows]


def found(connection: Connection, kind: str, typed: str) -> list[UUID]:
    """The ids of what the search function of a kind finds, best first; at most 500."""
    typed = typed.strip()[:100]
    query = f"""
        select id, min(rank) as rank from search_{kind}(:typed, cast(:words as tsquery), :cap)
        group by id order by 2"""
    rows = connection.execute(text(query), {"typed": typed, "words": search.words(typed), "cap": FOUND_LIMIT})
    return [row.id for row in rows]

"""Saved views of lists: filters, sorting and columns under a name, a person's own or shared with all."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import errors
from services.database import Database
from services.rows import add_once
from services.texts import N_

errors.sentences(
    view_name_missing=N_("A view has a name of 1 to 80 characters."),
    view_exists=N_("You already have a view with this name on this list."),
    view_too_large=N_("This view holds too much; choose fewer filters."),
)
errors.constraints(
    {
        "saved_view_name_check": ("view_name_missing", "name"),
        "saved_view_page_name_key": ("view_exists", "name"),
        "saved_view_definition_check": ("view_too_large", "name"),
    }
)


class View(NamedTuple):
    """A saved view; own is true for the person's own, which he may change and drop."""

    id: UUID
    name: str
    shared: bool
    own: bool
    definition: Mapping[str, Any]


def of_page(db: Database, page: str) -> list[View]:
    """The views of a list: the person's own in his order, then what others share; 40 at most."""
    with db.read() as connection:
        rows = connection.execute(
            text("""select id, name, shared, login = login_name() as own, definition from saved_view
                    where page = :page and archived_at is null and jsonb_typeof(definition) = 'object'
                    order by login <> login_name(), position, created_at, id limit 40"""),
            {"page": page},
        )
        return [View(*row) for row in rows]


_ADD = text("""insert into saved_view (id, login, page, name, shared, position, definition)
               values (:id, login_name(), :page, :name, :shared,
                       (select coalesce(max(v.position), 0) + 1 from saved_view v
                        where v.page = :page and v.login = login_name()), :definition)""").bindparams(
    bindparam("definition", type_=JSONB)
)


def save(
    db: Database, page: str, name: str, definition: Mapping[str, Any], request: UUID, *, shared: bool = False
) -> UUID:
    """Keep a view under a name, behind the others; raises ServiceError at field 'name'."""
    values = {"page": page, "name": name.strip(), "shared": shared, "definition": dict(definition)}
    return add_once(db, request, lambda connection, view_id: connection.execute(_ADD, {"id": view_id, **values}))


def rename(db: Database, view_id: UUID, name: str, request: UUID) -> None:
    """Another name; raises ServiceError at field 'name'."""
    _change(db, request, "name = :name", {"id": view_id, "name": name.strip()})


def redefine(db: Database, view_id: UUID, definition: Mapping[str, Any], request: UUID) -> None:
    """Keep other filters, sorting and columns under the same name."""
    _change(db, request, "definition = :definition", {"id": view_id, "definition": dict(definition)})


def share(db: Database, view_id: UUID, shared: bool, request: UUID) -> None:
    """Let everybody use a view, or only its owner again."""
    _change(db, request, "shared = :shared", {"id": view_id, "shared": shared})


def drop(db: Database, view_id: UUID, request: UUID) -> None:
    """Take a view of one's own away."""
    _change(db, request, "archived_at = clock_timestamp()", {"id": view_id})


def bring_back(db: Database, view_id: UUID, request: UUID) -> None:
    """Have a view back that was taken away; raises ServiceError where its name is in use again."""
    _change(db, request, "archived_at = null", {"id": view_id})


def _change(db: Database, request: UUID, what: str, values: Mapping[str, Any]) -> None:
    statement = text(f"update saved_view set {what} where id = :id and login = login_name()")
    if "definition" in values:
        statement = statement.bindparams(bindparam("definition", type_=JSONB))

    def work(connection: Connection) -> None:
        if not connection.execute(statement, values).rowcount:
            raise errors.NotPermitted

    db.once(request, work)


def arrange(db: Database, views: Sequence[UUID], request: UUID) -> None:
    """Put one's own views of a list into this order."""

    def work(connection: Connection) -> None:
        connection.execute(
            text("""update saved_view v set position = o.place
                    from unnest(cast(:ids as uuid[])) with ordinality o(id, place)
                    where v.id = o.id and v.login = login_name() and v.position <> o.place"""),
            {"ids": list(views)},
        )

    db.once(request, work)

"""Saved views of lists: filters under a name, a person's own or shared with all."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import errors
from services.database import Database
from services.ids import new_id
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
    """The views of a list: the person's own first, then what others share."""
    with db.read() as connection:
        rows = connection.execute(
            text("""select id, name, shared, login = login_name() as own, definition from saved_view
                    where page = :page and archived_at is null order by login <> login_name(), name limit 40"""),
            {"page": page},
        )
        return [View(*row) for row in rows]


_ADD = text("""insert into saved_view (id, login, page, name, shared, definition)
               values (:id, login_name(), :page, :name, :shared, :definition)""").bindparams(
    bindparam("definition", type_=JSONB)
)


def save(
    db: Database, page: str, name: str, definition: Mapping[str, Any], request: UUID, *, shared: bool = False
) -> UUID:
    """Keep filters under a name; raises ServiceError at field 'name'."""
    view_id = new_id()

    def work(connection: Connection) -> str:
        connection.execute(
            _ADD,
            {"id": view_id, "page": page, "name": name.strip(), "shared": shared, "definition": dict(definition)},
        )
        return str(view_id)

    return UUID(db.once(request, work))


def drop(db: Database, view_id: UUID, request: UUID) -> None:
    """Take a view of one's own away."""

    def work(connection: Connection) -> None:
        done = connection.execute(
            text("update saved_view set archived_at = clock_timestamp() where id = :id"), {"id": view_id}
        )
        if not done.rowcount:
            raise errors.NotPermitted

    db.once(request, work)

"""Which paper comes out of which printer at which workstation, and the log of what was printed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services.database import Database
from services.ids import new_id
from services.names import name_of
from services.rows import change_row, insert_row

WRITTEN = ("printer", "media", "lang", "copies", "silent")


class Route(NamedTuple):
    """One kind of paper at one workstation. printer empty: the system's standard printer; copies 0: not printed."""

    id: UUID
    version: int
    workstation_id: UUID
    document: str
    printer: str
    media: str
    lang: str
    copies: int
    silent: bool


class Printed(NamedTuple):
    """A paper that was printed or saved. reprint: 0 for the first, n for the n-th repetition; by_name: see names."""

    id: UUID
    at: datetime
    by_name: str
    number: str
    document: str
    media: str
    lang: str
    printer: str
    copies: int
    reprint: int
    workstation: str


_ROUTES = text(f"select {', '.join(Route._fields)} from print_route where workstation_id = :id order by document")
_LOG = text(f"""
    select id, at, {name_of("print_log.by_login")}, {", ".join(Printed._fields[3:])}
    from print_log where row_id = :id order by at desc limit 200""")
_ADD = text("""select print_add(:id, :record, cast(:store as uuid), :number, :document, :media, :lang, :printer,
                                :copies, :workstation)""")
_BEFORE = text("select count(*) from print_log where row_id = :id and document = :document")


def of_workstation(db: Database, workstation_id: UUID) -> dict[str, Route]:
    """The routes of a workstation by document; documents without one use the system's standard printer."""
    with db.read() as connection:
        rows = [Route(*row) for row in connection.execute(_ROUTES, {"id": workstation_id})]
    return {route.document: route for route in rows}


def save(
    db: Database,
    workstation_id: UUID,
    document: str,
    values: Mapping[str, Any],
    *,
    request: UUID,
    before: Route | None = None,
) -> UUID:
    """Set the route of a document; before: the one that was there."""
    unknown = [name for name in values if name not in WRITTEN]
    if unknown:
        raise ValueError(f"not columns of a route: {unknown}")

    def work(connection: Connection) -> str:
        if before is None:
            route_id = new_id()
            insert_row(
                connection,
                "print_route",
                {"id": route_id, "workstation_id": workstation_id, "document": document, **values},
            )
            return str(route_id)
        base = {name: getattr(before, name) for name in values}
        change_row(connection, "print_route", before.id, before.version, values, base)
        return str(before.id)

    return UUID(db.once(request, work))


def printed_before(db: Database, record_id: UUID, document: str) -> int:
    """How often this paper of this record left a printer; from the second time on it says 'reprint n'."""
    with db.read() as connection:
        return connection.execute(_BEFORE, {"id": record_id, "document": document}).scalar_one()


def log(
    db: Database,
    record_id: UUID,
    document: str,
    media: str,
    *,
    request: UUID,
    store_id: UUID | None = None,
    number: str = "",
    lang: str = "zh",
    printer: str = "",
    copies: int = 1,
    workstation: str = "",
) -> int:
    """Log a print and say which reprint it is: 0 for the first."""
    values = {
        "id": new_id(),
        "record": record_id,
        "store": store_id,
        "number": number,
        "document": document,
        "media": media,
        "lang": lang,
        "printer": printer,
        "copies": copies,
        "workstation": workstation,
    }
    return db.once(request, lambda connection: connection.execute(_ADD, values).scalar_one())


def history(db: Database, record_id: UUID) -> list[Printed]:
    """What was printed of a record, the latest first."""
    with db.read() as connection:
        return [Printed(*row) for row in connection.execute(_LOG, {"id": record_id})]

"""Looking back at imports: the batches there were, and the rows they refused."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database
from services.errors import ServiceError
from services.names import name_of
from services.paging import Page, Place, keyset, make_page
from services.texts import _
from services.transfer.exporting import Column, Written, write
from services.transfer.running import Refused


class Batch(NamedTuple):
    """A line of the list of imports; by whom is said by name."""

    id: UUID
    kind: str
    state: str
    file_name: str
    rows_added: int
    rows_kept: int
    rows_failed: int
    created_at: datetime
    created_by: str
    finished_at: datetime | None
    undone_at: datetime | None
    undone_by: str


_BATCH = ", ".join(
    f"{name_of(f'import_batch.{name}')} as {name}" if name.endswith("_by") else name for name in Batch._fields
)


def batches(db: Database, place: Place | None = None, *, limit: int = 100) -> Page[Batch]:
    """The imports this person may see, the newest first."""
    where, order, values = keyset(("created_at", "id"), True, place)
    with db.read() as connection:
        rows = connection.execute(
            text(f"select {_BATCH} from import_batch where {where} order by {order} limit {limit + 1}"), values
        ).all()
    return make_page([Batch(*row) for row in rows], lambda row: (row.created_at, row.id), place, limit)


def rejected(db: Database, batch: UUID) -> list[Refused]:
    """The rows of a batch that were refused, with their cells; given to whoever imported them, and logged."""
    with db.transaction() as connection:
        connection.execute(text("select import_open_rejected(:batch)"), {"batch": batch})
    with db.transaction() as connection:
        rows = connection.execute(text("select * from import_rejected(:batch)"), {"batch": batch}).all()
    return [
        Refused(row.line, ServiceError(row.code, row.field, **(row.details or {})), row.cells or ()) for row in rows
    ]


def headers_of(db: Database, batch: UUID) -> Sequence[str]:
    """The headers of the file a batch was read from."""
    with db.read() as connection:
        found = connection.execute(text("select mapping from import_batch where id = :id"), {"id": batch}).scalar()
    if found is None:
        raise ServiceError("gone_record")
    return found.get("headers", [])


def _cell(place: int, row: Refused) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def write_rejected(path: Path, headers: Sequence[str], rows: Sequence[Refused]) -> Written:
    """The refused rows as a file: line and reason before the columns they came with, to be mended and imported."""
    columns: list[Column[Refused]] = [
        Column(_("Line"), lambda row: row.line, 8),
        Column(_("Reason"), lambda row: row.sentence(), 60),
    ]
    for place, header in enumerate(headers):
        columns.append(Column(header, partial(_cell, place)))
    return write(path, columns, rows, title=_("Refused rows"))

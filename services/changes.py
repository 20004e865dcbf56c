"""What changed elsewhere since the last question."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from services.database import Database


@dataclass(frozen=True)
class Change:
    """A row that was written; own is true for what this window's standing connection wrote itself."""

    table: str
    row_id: UUID
    own: bool


@dataclass(frozen=True)
class Changes:
    """horizon goes into the next question; nothing between two questions is missed, some comes twice."""

    horizon: str | None
    rows: tuple[Change, ...]


_POLL = text("select next_horizon::text, table_name, row_id, own from changes_since(cast(:horizon as xid8))")


def poll(db: Database, horizon: str | None) -> Changes:
    """Changes in the stores this person sees; horizon None only learns where to begin."""
    with db.read() as connection:
        rows = connection.execute(_POLL, {"horizon": horizon}).all()
        db.note_as_of(connection)
    if not rows:
        return Changes(horizon, ())
    return Changes(
        rows[0].next_horizon,
        tuple(Change(row.table_name, row.row_id, row.own) for row in rows if row.table_name is not None),
    )

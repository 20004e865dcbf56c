"""Unlock codes of devices: kept apart, looked at by the assigned technician or a manager only, always logged."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database


class Code(NamedTuple):
    """kind: digits, pattern (points 1 to 9 in their order) or text."""

    kind: str
    code: str


def reveal(db: Database, order_id: UUID) -> Code | None:
    """The code, None where there is none (any more). The look is logged in a transaction of its own before.

    Raises NotPermitted for anybody but the assigned technician and the managers of the store.
    """
    with db.transaction() as connection:
        entry = connection.execute(text("select unlock_code_open(:id)"), {"id": order_id}).scalar_one()
    with db.transaction() as connection:
        row = connection.execute(text("select * from unlock_code_read(:entry)"), {"entry": entry}).first()
    return Code(*row) if row is not None else None


def keep(db: Database, order_id: UUID, kind: str, code: str, *, request: UUID) -> None:
    """Keep or replace the code; an empty one removes it. Gone by itself at hand-over."""
    db.once(
        request,
        lambda connection: (
            connection.execute(
                text("select unlock_code_set(:id, :kind, :code)"), {"id": order_id, "kind": kind, "code": code}
            ).scalar()
            and None
        ),
    )

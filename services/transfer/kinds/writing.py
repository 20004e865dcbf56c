"""What the kinds share when they write: rows as one JSON document, names of codes looked up."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.transfer.fields import folded, jsonable

_NAMED = {"region", "product_category"}


def records(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows for jsonb_to_recordset: one parameter and one statement for a whole chunk."""
    return json.dumps([{name: jsonable(value) for name, value in row.items()} for row in rows], ensure_ascii=False)


def look_up(connection: Connection, table: str) -> dict[str, UUID]:
    """The ids of a short list by code, name and English name as they are compared; codes win."""
    if table not in _NAMED:
        raise ValueError(f"not a list of names: {table!r}")
    rows = connection.execute(text(f"select id, code, name, name_en from {table} where archived_at is null")).all()
    found: dict[str, UUID] = {}
    for names in (("code",), ("name",), ("name_en",)):
        for row in rows:
            for name in names:
                key = folded(getattr(row, name))
                if key:
                    found.setdefault(key, row.id)
    return found

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
    for name in ("code", "name", "name_en"):
        for row in rows:
            if key := folded(getattr(row, name)):
                found.setdefault(key, row.id)
    return found


def look_up_codes(connection: Connection, code_list: str) -> dict[str, str]:
    """The codes of a list by code, name and English name as they are compared."""
    rows = connection.execute(
        text("select code, name, name_en from code_item where list = :list and active"), {"list": code_list}
    ).all()
    found: dict[str, str] = {}
    for place in range(3):
        for row in rows:
            if key := folded(row[place]):
                found.setdefault(key, row.code)
    return found

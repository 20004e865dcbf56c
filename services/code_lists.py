"""Code lists 代码表: what people choose from. Codes are never renamed or removed, only switched off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.rows import add_once, change_row, insert_row
from services.texts import N_

errors.sentences(
    code_exists=N_("This list has an entry with this code already; it may be switched off."),
    code_wrong=N_("A code has 1 to 40 letters, digits, dots, _ or -."),
    code_name_missing=N_("An entry has a name of 1 to 120 characters."),
)
errors.constraints(
    {
        "code_item_list_code_key": ("code_exists", "code"),
        "code_item_code_check": ("code_wrong", "code"),
        "code_item_name_check": ("code_name_missing", "name"),
    }
)

# Lists by the code that stands in their rows, with the words people see; features add theirs with `name_list`.
_names: dict[str, str] = {
    "customer_dimension": N_("Customer classes: dimensions"),
    "customer_class": N_("Customer classes"),
    "barrier": N_("Why a repair was impossible"),
    "problem_category": N_("What a request is about"),
    "complaint_category": N_("What a complaint is about"),
    "root_cause": N_("Causes of complaints"),
    "lost_reason": N_("Why customers are lost"),
}


class List(NamedTuple):
    """A list with the number of its entries in use."""

    code: str
    name: str
    entries: int


@dataclass(frozen=True)
class Item:
    """One entry. origin: 'shipped' with the program or the company's own."""

    id: UUID
    version: int
    list: str
    code: str
    name: str
    name_en: str
    parent_code: str | None
    position: int
    active: bool
    origin: str
    updated_by: str


_LISTS = text("select list, count(*) filter (where active) from code_item group by list order by list")
_ITEMS = text("""
    select id, version, list, code, name, name_en, parent_code, position, active, origin, updated_by
    from code_item where list = :list order by active desc, position, code""")
_FIELDS = ("name", "name_en", "parent_code", "position", "active")


def name_list(code: str, name: str) -> None:
    """Give a list its words, an English source that N_ marked."""
    _names[code] = name


def lists(db: Database) -> list[List]:
    """All lists that have entries."""
    with db.read() as connection:
        return [List(code, _names.get(code, code), count) for code, count in connection.execute(_LISTS)]


def items(db: Database, wanted: str) -> list[Item]:
    """The entries of a list, those switched off last."""
    with db.read() as connection:
        return [Item(*row) for row in connection.execute(_ITEMS, {"list": wanted})]


def add(db: Database, request: UUID, wanted: str, values: Mapping[str, Any]) -> UUID:
    """Add an entry (code, name, name_en, parent_code, position) of the company's own."""
    given = {name: values[name] for name in ("code", "name", "parent_code", "position") if values.get(name) is not None}
    given["name_en"] = values.get("name_en") or ""
    given["list"] = wanted
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "code_item", {"id": row_id, **given})
    )


def change(db: Database, request: UUID, seen: Item, values: Mapping[str, Any]) -> int:
    """Change what was edited, or switch an entry off and on; returns the new version."""
    empty = {"name_en": "", "position": 0}
    given = {name: value or empty.get(name, value) for name, value in values.items() if name in _FIELDS}
    base = {name: getattr(seen, name) for name in given}

    def work(connection: Connection) -> int:
        return change_row(connection, "code_item", seen.id, seen.version, given, base)

    return int(db.once(request, work))

"""What people choose from: the entries of code lists as forms offer them, by product category."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import text

from services.database import Database
from services.texts import either


class Item(NamedTuple):
    """An entry. categories: codes of the product categories it fits; empty fits all."""

    list: str
    code: str
    name: str
    name_en: str
    categories: tuple[str, ...]
    active: bool

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)


_ITEMS = text("""
    select list, code, name, name_en, coalesce(parent_code, '') as parent_code, active
    from code_item where list = any(:lists) order by list, position, code""")


def items(db: Database, *lists: str) -> dict[str, list[Item]]:
    """The entries of some lists in their order, also those switched off: old records still show them."""
    found: dict[str, list[Item]] = {name: [] for name in lists}
    with db.read() as connection:
        for row in connection.execute(_ITEMS, {"lists": list(lists)}):
            found[row.list].append(
                Item(row.list, row.code, row.name, row.name_en, tuple(row.parent_code.split()), row.active)
            )
    return found


def offered(entries: Sequence[Item], category: str | None) -> list[Item]:
    """What is offered for a product category: entries of that category first, then those for all."""
    fitting = [item for item in entries if item.active and (not item.categories or category in item.categories)]
    return sorted(fitting, key=lambda item: not item.categories)


def title(entries: Mapping[str, Sequence[Item]], list_name: str, code: str | None) -> str:
    """The name of a code; a code that is in no list stands for itself."""
    return next((item.title for item in entries.get(list_name, ()) if item.code == code), code or "")

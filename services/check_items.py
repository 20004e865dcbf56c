"""Values that are measured on site, with their limits: what managers keep, by model, category or skill."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from services import errors, model_names
from services.database import Database
from services.rows import add_once, change_row, insert_row, sql
from services.texts import N_, either

errors.sentences(
    check_code_exists=N_("There is a value with this code already; it may be switched off."),
    check_limits=N_("The lower limit lies above the upper one."),
)
errors.constraints(
    {
        "check_item_code_key": ("check_code_exists", "code"),
        "check_item_code_check": ("code_wrong", "code"),
        "check_item_name_check": ("code_name_missing", "name"),
        "check_item_limits_check": ("check_limits", "high"),
    }
)


@dataclass(frozen=True)
class Item:
    """A value to measure. topic: the skill whose visits offer it first. Without a model and a category it is offered
    everywhere. yes_no: only yes is right; then there are no limits."""

    id: UUID
    version: int
    code: str
    topic: str
    category_id: UUID | None
    category: str
    category_en: str
    product_model_id: UUID | None
    model: str
    name: str
    name_en: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    yes_no: bool
    position: int
    active: bool
    origin: str

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)

    @property
    def place(self) -> str:
        """For which devices: a model, a category, or nothing where it is for all."""
        return self.model or either(self.category, self.category_en)


_ALL = sql(f"""
    select i.id, i.version, i.code, i.topic, i.category_id, coalesce(c.name, '') as category,
           coalesce(c.name_en, '') as category_en, i.product_model_id, {model_names.title("m")} as model,
           i.name, i.name_en, i.unit, i.low, i.high, i.yes_no, i.position, i.active, i.origin
    from check_item i
    left join product_category c on c.id = i.category_id
    left join product_model m on m.id = i.product_model_id
    order by i.active desc, i.position, i.code""")
_OPTIONAL = ("category_id", "product_model_id", "low", "high")
_WRITTEN = ("topic", "category_id", "product_model_id", "name", "name_en", "unit", "low", "high", "position", "active")


def every(db: Database) -> list[Item]:
    """All of them, those switched off last."""
    with db.read() as connection:
        return [Item(*row) for row in connection.execute(_ALL)]


def add(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Add a value of the company's own. Raises ServiceError at the field that is wrong."""
    given = _stored(values, (*_WRITTEN, "code", "yes_no"))
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "check_item", {"id": row_id, **given})
    )


def change(db: Database, request: UUID, seen: Item, values: Mapping[str, Any]) -> int:
    """Change what was edited, or switch it off and on; reports written before keep their limits."""
    given = _stored(values, _WRITTEN)
    base = {name: getattr(seen, name) for name in given}
    return int(
        db.once(request, lambda connection: change_row(connection, "check_item", seen.id, seen.version, given, base))
    )


def _stored(values: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    empty = {"position": 0, "yes_no": False, "active": True}
    return {
        name: value if value is not None or name in _OPTIONAL else empty.get(name, "")
        for name, value in values.items()
        if name in columns
    }

"""The price list of usual work, per category or model."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from services import model_names
from services.database import Database
from services.initials import initials_of
from services.rows import change_row, get_row, insert_row, sql

WRITTEN = (
    "code",
    "kind",
    "name",
    "name_en",
    "category_id",
    "product_model_id",
    "unit",
    "unit_price",
    "tax_rate",
    "labour_minutes",
    "part_no",
    "archived_at",
)


class Item(NamedTuple):
    """An entry; without category and model it fits everything. unit_price in CNY, tax included."""

    id: UUID
    version: int
    code: str
    kind: str
    name: str
    name_en: str
    category_id: UUID | None
    product_model_id: UUID | None
    unit: str
    unit_price: Decimal
    tax_rate: Decimal
    labour_minutes: int | None
    part_no: str
    initials: str
    category_name: str
    model_name: str
    archived: bool


_SELECT = f"""
    select i.id, i.version, i.code, i.kind, i.name, i.name_en, i.category_id, i.product_model_id, i.unit, i.unit_price,
           i.tax_rate, i.labour_minutes, i.part_no, i.initials, coalesce(g.name, '') as category_name,
           {model_names.title("m")} as model_name, i.archived_at is not null
    from price_item i
    left join product_category g on g.id = i.category_id
    left join product_model m on m.id = i.product_model_id"""
_ALL = sql(f"{_SELECT} where :archived or i.archived_at is null order by i.code limit 5000")
# The narrower an entry fits, the earlier it is offered.
_FITTING = sql(f"""{_SELECT}
    where i.archived_at is null
      and (i.product_model_id = :model
           or i.product_model_id is null and (i.category_id is null
              or i.category_id = (select p.category_id from product_model p where p.id = :model)))
    order by i.product_model_id is null, i.category_id is null, i.code limit 500""")


def everything(db: Database, *, archived: bool = False) -> list[Item]:
    """The whole list by code, at most 5,000 entries."""
    with db.read() as connection:
        return [Item(*row) for row in connection.execute(_ALL, {"archived": archived})]


def fitting(db: Database, product_model_id: UUID | None) -> list[Item]:
    """What suits a model: its own entries, then its category's, then those for all."""
    with db.read() as connection:
        return [Item(*row) for row in connection.execute(_FITTING, {"model": product_model_id})]


def get(db: Database, item_id: UUID) -> Item:
    """One entry; raises ServiceError 'gone_record'."""
    return Item(*get_row(db, sql(f"{_SELECT} where i.id = :id"), id=item_id))


def create(db: Database, item_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Add an entry; managers and administrators."""
    _check(values)

    def work(connection: Connection) -> str:
        insert_row(connection, "price_item", {"id": item_id, **_with_initials(values)})
        return str(item_id)

    return UUID(db.once(request, work))


def change(db: Database, before: Item, values: Mapping[str, Any], request: UUID) -> int:
    """Change an entry, or archive it with archived_at; prices of existing lines stay. Returns the new version."""
    _check(values)
    base = {name: getattr(before, name, None) for name in values}
    return db.once(
        request,
        lambda connection: change_row(
            connection, "price_item", before.id, before.version, _with_initials(values), base, unreadable=("initials",)
        ),
    )


def _with_initials(values: Mapping[str, Any]) -> dict[str, Any]:
    if "name" not in values:
        return dict(values)
    return {**values, "initials": initials_of(values["name"], person=False)}


def _check(values: Mapping[str, Any]) -> None:
    unknown = [name for name in values if name not in WRITTEN]
    if unknown:
        raise ValueError(f"not columns of the price list: {unknown}")

"""Product models and categories: the catalogue that devices refer to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors, search
from services.database import Database
from services.initials import initials_of
from services.listing import Filters, Listing, Where
from services.names import name_of
from services.paging import COUNT_LIMIT
from services.rows import add_once, call_once, change_once, clean, get_row, insert_row
from services.texts import N_

SERIAL_KIND_NAMES = {
    "serial": N_("Serial number"),
    "imei": N_("IMEI"),
    "vin": N_("VIN"),
    "plate": N_("Plate"),
    "other": N_("Other number"),
}
COLUMNS = (
    "brand",
    "model_no",
    "name",
    "name_en",
    "category_id",
    "serial_kind",
    "warranty_months",
    "software",
    "note",
    "shown",
    "pitch",
    "pitch_en",
    "retail_price",
)

errors.sentences(
    model_name_missing=N_("A model has a name of at most 120 characters."),
    model_exists=N_("There is already a model of this brand with this number."),
    warranty_months_wrong=N_("The warranty is between 0 and 600 months."),
    price_negative=N_("A price is not negative."),
    category_exists=N_("There is already a category with this code."),
)
errors.constraints(
    {
        "product_model_name_check": ("model_name_missing", "name"),
        "product_model_brand_model_no_key": ("model_exists", "model_no"),
        "product_model_warranty_months_check": ("warranty_months_wrong", "warranty_months"),
        "product_model_pitch_check": ("too_long", "pitch"),
        "product_model_pitch_en_check": ("too_long", "pitch_en"),
        "product_model_retail_price_check": ("price_negative", "retail_price"),
        "product_category_code_key": ("category_exists", "code"),
    }
)


class Category(NamedTuple):
    """A kind of product; icon is a concept of the icon font."""

    id: UUID
    code: str
    name: str
    name_en: str
    parent_id: UUID | None
    serial_kind: str


class ModelLine(NamedTuple):
    """A row of the catalogue; devices is counted up to 1,001."""

    id: UUID
    brand: str
    model_no: str
    name: str
    name_en: str
    category: str
    category_en: str
    serial_kind: str
    warranty_months: int
    software: bool
    shown: bool
    retail_price: Decimal | None
    needs_review: bool
    created_at: datetime
    created_by: str
    archived_at: datetime | None
    devices: int


@dataclass(frozen=True)
class Model:
    """One product model; created_by: the name of who added it. shown, pitch, retail_price: what customers see of it."""

    id: UUID
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    brand: str
    model_no: str
    name: str
    name_en: str
    category_id: UUID | None
    category: str
    category_en: str
    serial_kind: str
    warranty_months: int
    software: bool
    note: str
    shown: bool
    pitch: str
    pitch_en: str
    retail_price: Decimal | None
    needs_review: bool
    archived_at: datetime | None

    def values(self) -> dict[str, Any]:
        """What a form shows, by column."""
        return {name: getattr(self, name) for name in COLUMNS}


@dataclass(frozen=True)
class Wanted(Filters):
    """Which models a list shows."""

    category_id: UUID | None = None
    review: bool = False
    shown: bool = False
    software: bool = False
    archived: bool = False


SORTS = {"brand": ("brand", "name", "id"), "created": ("created_at", "id")}
_OWN = """id, brand, model_no, name, name_en, category_id, serial_kind, warranty_months, software, shown,
    retail_price, needs_review, created_at, created_by, archived_at"""
_LINE = f"""
    select m.id, m.brand, m.model_no, m.name, m.name_en, coalesce(c.name, '') as category,
           coalesce(nullif(c.name_en, ''), c.name, '') as category_en, m.serial_kind, m.warranty_months,
           m.software, m.shown, m.retail_price, m.needs_review, m.created_at, coalesce(s.name, '') as created_by, m.archived_at,
           (select count(*) from (select 1 from device d where d.product_model_id = m.id
                                  and d.archived_at is null limit {COUNT_LIMIT}) n) as devices
    from ({{rows}}) m
    left join product_category c on c.id = m.category_id
    left join staff s on s.login = m.created_by"""


def _narrow(_db: Database, _connection: Connection, wanted: Wanted) -> Where:
    where = Where(["m.archived_at is not null" if wanted.archived else "m.archived_at is null"])
    if wanted.review:
        where.add("m.needs_review")
    if wanted.shown:
        where.add("m.shown")
    if wanted.software:
        where.add("m.software")
    where.equal("m", wanted, "category_id")
    return where


_LIST = Listing(
    ModelLine,
    "product_model m",
    _LINE,
    SORTS,
    _narrow,
    search.products,
    Wanted(),
    "brand",
    descending=False,
    own=_OWN,
)
page, some, counts, count = _LIST.page, _LIST.some, _LIST.counts, _LIST.count


_GET = text(f"""
    select m.id, m.version, m.created_at, {name_of("m.created_by")}, m.updated_at, m.updated_by, m.brand, m.model_no, m.name,
           m.name_en, m.category_id, coalesce(c.name, '') as category,
           coalesce(nullif(c.name_en, ''), c.name, '') as category_en, m.serial_kind, m.warranty_months, m.software,
           m.note, m.shown, m.pitch, m.pitch_en, m.retail_price, m.needs_review, m.archived_at
    from product_model m left join product_category c on c.id = m.category_id
    where m.id = :id""")


def get(db: Database, model_id: UUID) -> Model:
    """One model; raises ServiceError 'gone_record'."""
    return Model(*get_row(db, _GET, id=model_id))


def categories(db: Database) -> list[Category]:
    """All categories in their order."""
    with db.read() as connection:
        rows = connection.execute(
            text("""select id, code, name, coalesce(nullif(name_en, ''), name) as name_en, parent_id, serial_kind
                    from product_category where archived_at is null order by position, code""")
        )
        return [Category(*row) for row in rows]


def brands(db: Database) -> list[str]:
    """Brands in use, for a field that proposes them."""
    with db.read() as connection:
        # walks the index from brand to brand: distinct would read every model
        rows = connection.execute(
            text("""
            with recursive walk as (
              (select brand from product_model where archived_at is null order by brand limit 1)
              union all
              select (select m.brand from product_model m where m.archived_at is null and m.brand > w.brand
                      order by m.brand limit 1) from walk w where w.brand is not null
            ) select brand from walk where brand <> '' limit 500""")
        )
        return list(rows.scalars())


def _values(values: Mapping[str, Any], brand: str = "", name: str = "") -> dict[str, Any]:
    kept = clean(values, ("category_id", "retail_price"), COLUMNS)
    if "warranty_months" in kept and kept["warranty_months"] == "":
        del kept["warranty_months"]
    if "name" in kept or "brand" in kept:
        kept["initials"] = initials_of(f"{kept.get('brand', brand)}{kept.get('name', name)}", person=False)
    return kept


def insert(connection: Connection, model_id: UUID, values: Mapping[str, Any]) -> None:
    """Insert a model in somebody else's transaction (on the spot at intake); it waits for review then."""
    insert_row(connection, "product_model", {"id": model_id, **_values(values)})


def create(db: Database, values: Mapping[str, Any], request: UUID) -> UUID:
    """Add a model; from anybody but managers and administrators it waits for review."""
    return add_once(db, request, lambda connection, model_id: insert(connection, model_id, values))


def change(db: Database, seen: Model, values: Mapping[str, Any], request: UUID) -> Model:
    """Save changed columns; raises Conflict where somebody saved the same ones in between."""
    kept = _values(values, seen.brand, seen.name)
    change_once(db, request, "product_model", seen.id, seen.version, kept, seen.values(), unreadable=("initials",))
    return get(db, seen.id)


def mark_reviewed(db: Database, model_id: UUID, request: UUID) -> None:
    """A manager looked at a model that was added on the spot."""

    def work(connection: Connection) -> None:
        connection.execute(
            text("update product_model set needs_review = false where id = :id and needs_review"), {"id": model_id}
        )

    db.once(request, work)


def remove(db: Database, seen: Model, request: UUID) -> str:
    """Remove a model no device is of ('removed'), else archive it ('archived')."""
    return call_once(db, request, "remove_product_model", id=seen.id, version=seen.version)


def restore(db: Database, model_id: UUID, request: UUID) -> None:
    """Bring an archived model back."""

    def work(connection: Connection) -> None:
        connection.execute(text("update product_model set archived_at = null where id = :id"), {"id": model_id})

    db.once(request, work)


def merge(db: Database, kept: UUID, gone: UUID, request: UUID) -> str:
    """Two entries for one model: the devices of `gone` become devices of `kept`."""
    return call_once(db, request, "merge_product_models", kept=kept, gone=gone)

"""Versions of software products (CSS-06): when they came out, until when they are looked after, how many run them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.paging import COUNT_LIMIT
from services.rows import add_once, change_once, clean, insert_row, records
from services.texts import N_

WRITTEN = ("name", "released_on", "supported_until", "note")
OPTIONAL = ("released_on", "supported_until")

errors.sentences(
    version_name_missing=N_("A version has a name of at most 40 characters."),
    version_exists=N_("This product already has a version of this name."),
    version_days=N_("It is looked after until a day after it came out."),
    version_of_other_model=N_("This version belongs to another product."),
)
errors.constraints(
    {
        "product_version_name_check": ("version_name_missing", "name"),
        "product_version_name_key": ("version_exists", "name"),
        "product_version_note_check": ("too_long", "note"),
        "product_version_days_check": ("version_days", "supported_until"),
        "product_version_released_on_check": ("date_out_of_range", "released_on"),
        "product_version_supported_until_check": ("date_out_of_range", "supported_until"),
    }
)


class Version(NamedTuple):
    """A version. devices: the installations that run it, counted up to 1,001; over: it is looked after no more."""

    id: UUID
    version: int
    name: str
    released_on: date | None
    supported_until: date | None
    note: str
    over: bool
    devices: int


_OF_MODEL = text(f"""
    select v.id, v.version, v.name, v.released_on, v.supported_until, v.note,
           coalesce(v.supported_until < clock_timestamp()::date, false) as over,
           (select count(*) from (select 1 from device d where d.product_version_id = v.id and d.archived_at is null
                                  limit {COUNT_LIMIT}) n) as devices
    from product_version v
    where v.product_model_id = :id and v.archived_at is null
    order by v.released_on desc nulls last, v.name desc, v.id""")


def of_model(db: Database, model_id: UUID) -> list[Version]:
    """The versions of a product, the newest first."""
    with db.read() as connection:
        return records(Version, connection.execute(_OF_MODEL, {"id": model_id}))


def create(db: Database, model_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Add a version; administrators and managers."""
    kept = {"product_model_id": model_id, **clean(values, OPTIONAL, WRITTEN)}
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "product_version", {"id": row_id, **kept})
    )


def change(db: Database, seen: Version, values: Mapping[str, Any], request: UUID) -> None:
    """Change a version; raises Conflict where somebody saved the same columns in between."""
    kept = clean(values, OPTIONAL, WRITTEN)
    base = {name: getattr(seen, name) for name in kept}
    change_once(db, request, "product_version", seen.id, seen.version, kept, base)


def archive(db: Database, seen: Version, request: UUID) -> None:
    """Take a version off the list; installations that run it keep it."""

    def work(connection: Connection) -> None:
        done = connection.execute(
            text("update product_version set archived_at = clock_timestamp() where id = :id and archived_at is null"),
            {"id": seen.id},
        )
        if not done.rowcount:
            raise errors.NotPermitted

    db.once(request, work)

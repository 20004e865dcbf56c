"""Regions 区域: the tree, adding one while entering a customer, removing one without customers."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.errors import ServiceError
from services.initials import initials_of
from services.rows import add_once, call_once, insert_row
from services.texts import N_

errors.sentences(
    region_has_customers=N_("There are customers in this region; it cannot be removed."),
    region_in_use=N_("Stores or further regions belong to this region; it cannot be removed."),
    region_exists=N_("There is already a region with this code."),
    region_code_wrong=N_("A code has 1 to 20 letters, digits, _ or -."),
    region_name_missing=N_("A region has a name of 1 to 80 characters."),
)
errors.constraints(
    {
        "region_code_key": ("region_exists", "code"),
        "region_code_check": ("region_code_wrong", "code"),
        "region_name_check": ("region_name_missing", "name"),
    }
)


class Region(NamedTuple):
    """A region with its path from the top; depth 0 is a top one."""

    id: UUID
    version: int
    code: str
    name: str
    name_en: str
    parent_id: UUID | None
    depth: int
    path: str
    path_en: str


_TREE = text("""
    with recursive tree as (
      select r.id, r.version, r.code, r.name, coalesce(nullif(r.name_en, ''), r.name) as name_en, r.parent_id,
             0 as depth, r.name as path, coalesce(nullif(r.name_en, ''), r.name) as path_en, array[r.code] as codes
      from region r where r.parent_id is null and r.archived_at is null
      union all
      select r.id, r.version, r.code, r.name, coalesce(nullif(r.name_en, ''), r.name), r.parent_id, t.depth + 1,
             t.path || ' / ' || r.name, t.path_en || ' / ' || coalesce(nullif(r.name_en, ''), r.name),
             t.codes || r.code
      from region r join tree t on t.id = r.parent_id where r.archived_at is null and t.depth < 12
    )
    select id, version, code, name, name_en, parent_id, depth, path, path_en from tree order by codes""")


def tree(db: Database) -> list[Region]:
    """All regions, each below its parent."""
    with db.read() as connection:
        return [Region(*row) for row in connection.execute(_TREE)]


def add(db: Database, name: str, request: UUID, *, code: str = "", parent_id: UUID | None = None) -> UUID:
    """Add a region, also from within a customer's form; without a code one is made of the initials."""
    if not name.strip():
        raise ServiceError("region_name_missing", "name")

    def insert(connection: Connection, region_id: UUID) -> None:
        wanted = code.strip() or f"{initials_of(name, person=False) or 'r'}-{region_id.hex[-4:]}"
        row = {"id": region_id, "code": wanted[:20], "name": name.strip(), "parent_id": parent_id}
        insert_row(connection, "region", row)

    return add_once(db, request, insert)


def remove(db: Database, seen: Region, request: UUID) -> str:
    """Remove a region; raises ServiceError 'region_has_customers' while customers are in it or below it."""
    return call_once(db, request, "remove_region", id=seen.id, version=seen.version)

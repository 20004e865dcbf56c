"""Stores, workstations and the editing of regions: what the administrator keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.paging import PAGE, Page, Place, keyset, make_page
from services.rows import add_once, change_row, close_row, get_row, insert_row, sql
from services.texts import N_, language

errors.sentences(
    store_exists=N_("There is already a store with this code."),
    store_code_wrong=N_("A code has 1 to 20 letters, digits, _ or -."),
    store_name_missing=N_("A store has a name of 1 to 80 characters."),
    time_zone_unknown=N_("The database knows no such time zone; Asia/Shanghai is one."),
    region_below_itself=N_("A region cannot stand below itself."),
    workstation_exists=N_("There is already a workstation of this name."),
    workstation_name_missing=N_("A workstation has a name of 1 to 80 characters."),
)
errors.constraints(
    {
        "store_code_key": ("store_exists", "code"),
        "store_code_check": ("store_code_wrong", "code"),
        "store_name_check": ("store_name_missing", "name"),
        "workstation_name_key": ("workstation_exists", "name"),
        "workstation_name_check": ("workstation_name_missing", "name"),
    }
)

STORE_KINDS = {"store": N_("Store"), "depot": N_("Depot")}
STORE_FIELDS = (
    "code",
    "name",
    "name_en",
    "kind",
    "region_id",
    "time_zone",
    "legal_name",
    "tax_no",
    "street",
    "telephone",
    "complaint_telephone",
    "hours",
)
_WORKSTATION_FIELDS = ("name", "store_id", "place")
_REGION_FIELDS = ("code", "name", "name_en", "parent_id")
# columns that may be empty but not NULL
_TEXTS = frozenset(
    ("name_en", "legal_name", "tax_no", "street", "telephone", "complaint_telephone", "hours", "place", "code", "name")
)


class StoreLine(NamedTuple):
    """A row of the list of stores; people counts those whose desk is there."""

    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    region: str
    people: int
    archived: bool


@dataclass(frozen=True)
class Store:
    """A store as the form holds it."""

    id: UUID
    version: int
    code: str
    name: str
    name_en: str
    kind: str
    region_id: UUID | None
    time_zone: str
    legal_name: str
    tax_no: str
    street: str
    telephone: str
    complaint_telephone: str
    hours: str
    archived: bool
    updated_by: str


_STORE_LINES = """
    select s.id, s.code, s.name, s.name_en, s.kind,
           coalesce(nullif(case when :english then r.name_en end, ''), r.name, '') as region,
           (select count(*) from staff_store d join staff p on p.id = d.staff_id and p.active
            where d.store_id = s.id and d.until is null) as people,
           s.archived_at is not null as archived
    from store s left join region r on r.id = s.region_id
    where {condition} and (:archived or s.archived_at is null)
      and (cast(:ids as uuid[]) is null or s.id = any (:ids))
      and (:wanted = '' or s.code ilike :pattern or strpos(s.name, :wanted) > 0 or s.name_en ilike :pattern)
    order by {order} limit :limit"""
_STORE = text(
    f"select id, version, {', '.join(STORE_FIELDS)}, archived_at is not null, updated_by from store where id = :id"
)


def stores(
    db: Database,
    place: Place | None = None,
    *,
    wanted: str = "",
    archived: bool = False,
    ids: Sequence[UUID] | None = None,
    descending: bool = False,
    limit: int = PAGE,
) -> Page[StoreLine]:
    """Stores by code; closed ones only if asked for. ids: only these."""
    condition, order, keys = keyset(("s.code", "s.id"), descending, place)
    wanted_ids = list(ids) if ids is not None else None
    values = {**keys, "archived": archived, "ids": wanted_ids, "limit": limit + 1, **pattern(wanted)}
    values["english"] = language() == "en"
    with db.read() as connection:
        rows = connection.execute(text(_STORE_LINES.format(condition=condition, order=order)), values).all()
    return make_page([StoreLine(*row) for row in rows], lambda line: (line.code, line.id), place, limit)


def stores_of(db: Database, ids: Sequence[UUID]) -> Sequence[StoreLine]:
    """The lines of some stores, closed ones too."""
    return stores(db, archived=True, ids=ids, limit=max(len(ids), 1)).rows


def store(db: Database, store_id: UUID) -> Store:
    """One store; raises ServiceError where there is none to be seen."""
    return Store(*get_row(db, _STORE, id=store_id))


def add_store(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Open a store."""
    return _add(db, request, "store", STORE_FIELDS, values)


def change_store(db: Database, request: UUID, seen: Store, values: Mapping[str, Any]) -> int:
    """Change a store; returns the new version."""
    return _change(db, request, "store", STORE_FIELDS, seen, values)


def close_store(db: Database, request: UUID, seen: Store, *, closed: bool = True) -> int:
    """Close a store (its history stays, nobody chooses it any more), or open it again."""
    return _archive(db, request, "store", seen, closed)


@dataclass(frozen=True)
class Workstation:
    """A PC at a counter or bench."""

    id: UUID
    version: int
    name: str
    store_id: UUID
    store: str
    place: str
    archived: bool
    updated_by: str


_WORKSTATIONS = sql("""
    select w.id, w.version, w.name, w.store_id,
           s.code || ' ' || coalesce(nullif(case when :english then s.name_en end, ''), s.name) as store, w.place,
           w.archived_at is not null as archived, w.updated_by
    from workstation w join store s on s.id = w.store_id
    where (:archived or w.archived_at is null)
      and (:wanted = '' or w.name ilike :pattern or strpos(s.name, :wanted) > 0 or s.code ilike :pattern)
    order by s.code, w.name limit 5000""")


def workstations(db: Database, *, wanted: str = "", archived: bool = False) -> list[Workstation]:
    """Workstations by store and name."""
    with db.read() as connection:
        rows = connection.execute(_WORKSTATIONS, {"archived": archived, **pattern(wanted)})
        return [Workstation(*row) for row in rows]


def add_workstation(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Add a workstation."""
    return _add(db, request, "workstation", _WORKSTATION_FIELDS, values)


def change_workstation(db: Database, request: UUID, seen: Workstation, values: Mapping[str, Any]) -> int:
    """Change a workstation; returns the new version."""
    return _change(db, request, "workstation", _WORKSTATION_FIELDS, seen, values)


def close_workstation(db: Database, request: UUID, seen: Workstation, *, closed: bool = True) -> int:
    """Take a workstation out of use, or back."""
    return _archive(db, request, "workstation", seen, closed)


def add_region(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Add a region with all it has; a counter adds one by services.regions.add."""
    return _add(db, request, "region", _REGION_FIELDS, values)


def change_region(db: Database, request: UUID, seen: Any, values: Mapping[str, Any]) -> int:
    """Change a region (services.regions.Region); returns the new version."""
    return _change(db, request, "region", _REGION_FIELDS, seen, values)


def pattern(wanted: str) -> dict[str, str]:
    """Values for 'wanted' and 'pattern': the beginning of a code or name, with nothing in it being a wildcard."""
    wanted = wanted.strip()
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {"wanted": wanted, "pattern": f"{escaped}%"}


def _given(fields: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "" if values[name] is None and name in _TEXTS else values[name] for name in fields if name in values}


def _add(db: Database, request: UUID, table: str, fields: tuple[str, ...], values: Mapping[str, Any]) -> UUID:
    given = {name: value for name, value in _given(fields, values).items() if value is not None}
    return add_once(db, request, lambda connection, row_id: insert_row(connection, table, {"id": row_id, **given}))


def _change(
    db: Database, request: UUID, table: str, fields: tuple[str, ...], seen: Any, values: Mapping[str, Any]
) -> int:
    given = _given(fields, values)
    base = {name: getattr(seen, name) for name in given}

    def work(connection: Connection) -> int:
        return change_row(connection, table, seen.id, seen.version, given, base)

    return int(db.once(request, work))


def _archive(db: Database, request: UUID, table: str, seen: Any, closed: bool) -> int:
    return int(db.once(request, lambda connection: close_row(connection, table, seen.id, seen.version, closed)))

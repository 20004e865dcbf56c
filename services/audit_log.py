"""The audit trail for people: who changed what, from which value to which, and who looked at full numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database
from services.paging import PAGE, Page, Place, keyset, make_page
from services.rows import get_row
from services.texts import N_

# What the administrator looks at first: accounts and rights, settings, and whatever was removed.
DANGEROUS_TABLES = ("staff", "staff_store", "staff_region", "parameter")
# Ways to full values; export_<kind> is a list of them.
LOOK_KINDS = {
    "reveal": N_("Full value shown"),
    "lookup": N_("Looked up by number"),
    "export": N_("Everything about a person"),
    "export_customers": N_("List of customers exported"),
    "erase": N_("Person erased"),
    "unlock_code": N_("Unlock code shown"),
    "limit": N_("Hourly limit met"),
}
OPERATIONS = {"insert": N_("added"), "update": N_("changed"), "delete": N_("removed")}


class Entry(NamedTuple):
    """A row of the audit list. columns: what was changed; notable: accounts, settings, removals."""

    id: int
    at: datetime
    login: str
    name: str
    table_name: str
    operation: str
    columns: tuple[str, ...]
    store: str
    row_id: UUID | None
    notable: bool


@dataclass(frozen=True)
class Detail:
    """One entry in full; old and new hold the changed columns only, personal ones as hashes."""

    id: int
    epoch: int
    at: datetime
    login: str
    name: str
    application: str
    address: str
    table_name: str
    operation: str
    row_id: UUID | None
    old: Mapping[str, Any]
    new: Mapping[str, Any]

    def rows(self) -> list[tuple[str, str, str]]:
        """(column, old, new) as texts."""
        names = sorted({*self.old, *self.new})
        return [(name, _shown(self.old.get(name)), _shown(self.new.get(name))) for name in names]


@dataclass(frozen=True)
class Wanted:
    """Which entries a list shows; empty is all. until is the first moment no longer wanted."""

    login: str = ""
    table: str = ""
    row_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    notable: bool = False


_ENTRIES = """
    select a.id, a.at, a.login, coalesce(s.name, '') as name, a.table_name, a.operation,
           array(select k from jsonb_object_keys(coalesce(a.new, a.old)) k order by k) as columns,
           coalesce(t.code, '') as store, a.row_id,
           a.operation = 'delete' or a.table_name = any (:dangerous) as notable
    from audit_entry a
    left join staff s on s.login = a.login
    left join store t on t.id = a.store_id
    where {condition}{filters}
    order by {order} limit :limit"""
_FILTERS = {
    "login": "a.login = :login",
    "table": "a.table_name = :table",
    "row_id": "a.row_id = :row_id",
    "since": "a.at >= :since",
    "until": "a.at < :until",
}


def page(db: Database, wanted: Wanted, place: Place | None = None, *, limit: int = PAGE) -> Page[Entry]:
    """Entries, the newest first."""
    condition, order, values = keyset(("a.at", "a.id"), True, place)
    filters = ""
    for name, clause in _FILTERS.items():
        value = getattr(wanted, name)
        if value:
            filters += f" and {clause}"
            values[name] = value
    if wanted.notable:
        filters += " and (a.operation = 'delete' or a.table_name = any (:dangerous))"
    statement = text(_ENTRIES.format(condition=condition, filters=filters, order=order))
    values |= {"dangerous": list(DANGEROUS_TABLES), "limit": limit + 1}
    with db.read() as connection:
        rows = connection.execute(statement, values).all()
    entries = [Entry._make((*row[:6], tuple(row.columns), *row[7:])) for row in rows]
    return make_page(entries, lambda entry: (entry.at, entry.id), place, limit)


_DETAIL = text("""
    select a.id, a.epoch, a.at, a.login, coalesce(s.name, '') as name, a.application,
           coalesce(host(a.address), '') as address, a.table_name, a.operation, a.row_id,
           coalesce(a.old, '{}') as old, coalesce(a.new, '{}') as new
    from audit_entry a left join staff s on s.login = a.login where a.id = :id""")


def detail(db: Database, entry_id: int) -> Detail:
    """One entry in full."""
    return Detail(*get_row(db, _DETAIL, id=entry_id))


def tables(db: Database) -> list[str]:
    """Tables whose changes are recorded, for the filter."""
    with db.read() as connection:
        return list(
            connection.execute(
                text("""select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                        where c.relnamespace = to_regnamespace('aftercare') and t.tgname = 'zz_audit' order by 1""")
            ).scalars()
        )


class Look(NamedTuple):
    """A look at full personal values, or an export: how many and why."""

    id: int
    at: datetime
    login: str
    name: str
    kind: str
    table_name: str
    count: int  # type: ignore[assignment]
    store: str
    reason: str
    row_id: UUID | None


_LOOKS = """
    select r.id, r.at, r.login, coalesce(s.name, '') as name, r.kind, r.table_name, r.count,
           coalesce(t.code, '') as store, r.reason, r.row_id
    from reveal r left join staff s on s.login = r.login left join store t on t.id = r.store_id
    where {condition} and (:login = '' or r.login = :login)
    order by {order} limit :limit"""


def looks(db: Database, login: str = "", place: Place | None = None, *, limit: int = PAGE) -> Page[Look]:
    """Looks at full numbers and exports, the newest first."""
    condition, order, values = keyset(("r.id",), True, place)
    statement = text(_LOOKS.format(condition=condition, order=order))
    with db.read() as connection:
        rows = connection.execute(statement, {**values, "login": login, "limit": limit + 1}).all()
    return make_page([Look(*row) for row in rows], lambda look: (look.id,), place, limit)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(_shown(each) for each in value)
    return str(value)

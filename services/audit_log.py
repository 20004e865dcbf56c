"""The audit trail for people: who changed what, from which value to which, and who looked at full numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    store_en: str
    row_id: UUID | None
    notable: bool


@dataclass(frozen=True)
class Detail:
    """One entry in full; old and new hold the changed columns only, personal ones as hashes.

    names: what ids and codes in them stand for, in Chinese and English, by (column or '' or 'login', value).
    """

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
    names: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def rows(self) -> list[tuple[str, Any, Any]]:
        """(column, old, new) as they were written."""
        return [(name, self.old.get(name), self.new.get(name)) for name in sorted({*self.old, *self.new})]


@dataclass(frozen=True)
class Wanted:
    """Which entries a list shows; empty is all. login: user name or name; until: the first moment no longer wanted."""

    login: str = ""
    table: str = ""
    row_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    notable: bool = False


_STORE = "coalesce(t.name, '') as store, coalesce(nullif(t.name_en, ''), t.name, '') as store_en"
# People are looked for by user name or by name.
_BY = """{row}.login = any (array(select lower(:login) union
    select s.login from staff s where lower(s.name) = lower(:login)))"""
_ENTRIES = """
    select a.id, a.at, a.login, coalesce(s.name, '') as name, a.table_name, a.operation,
           array(select k from jsonb_object_keys(coalesce(a.new, a.old)) k order by k) as columns,
           {store}, a.row_id,
           a.operation = 'delete' or a.table_name = any (:dangerous) as notable
    from audit_entry a
    left join staff s on s.login = a.login
    left join store t on t.id = a.store_id
    where {condition}{filters}
    order by {order} limit :limit"""
_FILTERS = {
    "login": _BY.format(row="a"),
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
    statement = text(_ENTRIES.format(condition=condition, filters=filters, order=order, store=_STORE))
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
    found = Detail(*get_row(db, _DETAIL, id=entry_id))
    return replace(found, names=_names(db, found))


# Columns that hold entries of a code list, by table.
_LISTS = {
    ("complaint", "category"): "complaint_category",
    ("complaint", "root_cause"): "root_cause",
    ("customer_class", "code"): "customer_class",
    ("follow_up", "lost_reason"): "lost_reason",
    ("customer_class", "dimension"): "customer_dimension",
    ("ticket", "category"): "problem_category",
    ("work_order", "accessories"): "accessory",
    ("work_order", "barrier_code"): "barrier",
    ("work_order", "cause_code"): "cause",
    ("work_order", "fault_code"): "fault",
    ("work_order", "remedy_code"): "remedy",
    ("work_order", "symptoms"): "symptom",
}
# Columns that hold a user name.
LOGINS = frozenset({"approved_by", "created_by", "login", "published_by", "undone_by", "updated_by"})
_NAMED = text("""
    select '' as list, id::text as key, name, name as name_en from staff where id = any (cast(:ids as uuid[]))
    union all select '', id::text, name, coalesce(nullif(name_en, ''), name) from store
      where id = any (cast(:ids as uuid[]))
    union all select '', id::text, name, coalesce(nullif(name_en, ''), name) from region
      where id = any (cast(:ids as uuid[]))
    union all select 'login', login, name, name from staff where login = any (:logins)
    union all select list, code, name, coalesce(nullif(name_en, ''), name) from code_item
      where list = any (:lists) and code = any (:codes)""")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _names(db: Database, entry: Detail) -> dict[tuple[str, str], tuple[str, str]]:
    """What staff, stores, regions and entries of code lists that an entry names are called."""
    lists = {column: code for (table, column), code in _LISTS.items() if table == entry.table_name}
    ids, codes, logins = set(), set(), set()
    for column, *values in entry.rows():
        for value in values:
            each = {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)}
            ids |= {one for one in each if _ID.fullmatch(one)}
            codes |= each if column in lists else set()
            logins |= each if column in LOGINS else set()
    wanted = {
        "ids": sorted(ids),
        "lists": sorted(set(lists.values())),
        "codes": sorted(codes),
        "logins": sorted(logins),
    }
    with db.read() as connection:
        rows = connection.execute(_NAMED, wanted).all()
    columns = {code: column for column, code in lists.items()} | {"": "", "login": "login"}
    return {(columns[row.list], row.key): (row.name, row.name_en) for row in rows}


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
    store_en: str
    reason: str
    row_id: UUID | None


_LOOKS = """
    select r.id, r.at, r.login, coalesce(s.name, '') as name, r.kind, r.table_name, r.count,
           {store}, r.reason, r.row_id
    from reveal r left join staff s on s.login = r.login left join store t on t.id = r.store_id
    where {condition}{filters}
    order by {order} limit :limit"""


def looks(db: Database, login: str = "", place: Place | None = None, *, limit: int = PAGE) -> Page[Look]:
    """Looks at full numbers and exports, the newest first."""
    condition, order, values = keyset(("r.id",), True, place)
    filters = f" and {_BY.format(row='r')}" if login else ""
    statement = text(_LOOKS.format(condition=condition, filters=filters, order=order, store=_STORE))
    values |= {"login": login, "limit": limit + 1}
    with db.read() as connection:
        rows = connection.execute(statement, values).all()
    return make_page([Look(*row) for row in rows], lambda look: (look.id,), place, limit)

"""Customers: lists, one customer with the four-part file, saving, merging, removing.

Full numbers and addresses are not here: see personal_data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from models.customer import FILE_COLUMNS
from services import errors, search
from services.asking import Question, ask
from services.database import Database
from services.errors import ServiceError
from services.initials import initials_of, pinyin_of
from services.listing import Filters, Listing, Where
from services.rows import add_once, call_once, change_once, change_row, clean, insert_row, looked_up
from services.standing import begins_with_jobs, standing
from services.texts import N_

# Codes with the words that people see.
KIND_NAMES = {"person": N_("Person"), "company": N_("Company")}
STAGE_NAMES = {"formal": N_("Customer"), "prospect": N_("Prospect")}
SALUTATION_NAMES = {"mr": N_("Mr"), "ms": N_("Ms")}
NOTIFY_NAMES = {
    "phone": N_("Phone call"),
    "sms": N_("Text message"),
    "wechat": N_("WeChat"),
    "email": N_("E-mail"),
    "none": N_("Do not notify"),
}
LANGUAGE_NAMES = {"zh": N_("Chinese"), "en": N_("English")}

# Columns a person fills in, by table; the personal ones are written and never read back.
COLUMNS = (
    "kind",
    "stage",
    "name",
    "salutation",
    "phone",
    "no_phone_reason",
    "email",
    "address",
    "wechat",
    "notify_by",
    "language",
    "region_id",
    "sales_rep_id",
    "birthday",
    "anniversary",
    "tax_no",
    "source",
)
PERSONAL = ("phone", "email", "address", "wechat")
OPTIONAL = ("region_id", "sales_rep_id", "birthday", "anniversary")

errors.sentences(
    customer_name_missing=N_("A customer has a name of at most 120 characters."),
    phone_not_a_number=N_("This is not a telephone number."),
    customer_has_work=N_("Customers with a repair in progress or waiting cannot be removed."),
    customer_was_merged=N_("This customer was merged into another one. Open that one."),
    merge_with_itself=N_("Choose another record to merge with."),
    class_unknown=N_("This class does not exist in its dimension."),
)
errors.constraints(
    {
        "customer_name_check": ("customer_name_missing", "name"),
        "customer_class_open_key": ("busy", None),
    }
)


class CustomerLine(NamedTuple):
    """A row of the list. notes: how many notes of level warning or stop are shown at intake."""

    id: UUID
    number: str
    name: str
    kind: str
    stage: str
    phone_masked: str
    region: str
    region_en: str
    sales_rep: str
    classes: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    pinyin: str
    notes: int
    archived_at: datetime | None


@dataclass(frozen=True)
class Customer:
    """One customer as everybody may see him, with the file; `file_version` is 0 while there is none."""

    id: UUID
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    number: str
    kind: str
    stage: str
    name: str
    salutation: str
    phone_masked: str
    no_phone_reason: str
    email_masked: str
    address_masked: str
    wechat_masked: str
    notify_by: str
    language: str
    region_id: UUID | None
    region: str
    region_en: str
    sales_rep_id: UUID | None
    sales_rep: str
    birthday: date | None
    anniversary: date | None
    tax_no: str
    source: str
    merged_into: UUID | None
    archived_at: datetime | None
    file_version: int = 0
    file: Mapping[str, str] = field(default_factory=dict)

    @property
    def erased(self) -> bool:
        """Whether the person was forgotten: the name is the number then."""
        return self.name == f"#{self.number}"

    def values(self) -> dict[str, Any]:
        """What a form shows, by column; personal columns are not in it."""
        own = {name: getattr(self, name) for name in COLUMNS if name not in PERSONAL}
        return own | {name: self.file.get(name, "") for name in FILE_COLUMNS}


@dataclass(frozen=True)
class Wanted(Filters):
    """Which customers a list shows; region means the regions below it too."""

    kind: str = ""
    stage: str = ""
    region_id: UUID | None = None
    sales_rep_id: UUID | None = None
    class_code: str = ""
    archived: bool = False


# -- reading ---------------------------------------------------------------------------------------------

_LINE = f"""
    select c.id, c.number, c.name, c.kind, c.stage, c.phone_masked, coalesce(r.name, '') as region,
           coalesce(nullif(r.name_en, ''), r.name, '') as region_en, coalesce(s.name, '') as sales_rep,
           array(select k.code from customer_class k where k.customer_id = c.id and k.until is null
                 order by k.dimension) as classes,
           c.created_at, c.updated_at, c.pinyin,
           (select count(*) from customer_note n where n.customer_id = c.id and n.archived_at is null
              and n.at_intake and n.level <> 'info') as notes, c.archived_at
    from ({{rows}}) c
    {looked_up("region", "name, name_en", "c.region_id", "r", always=False)}
    {looked_up("staff", "name", "c.sales_rep_id", "s", always=False)}"""
_READABLE = """id, version, created_at, created_by, updated_at, updated_by, number, kind, stage, name, salutation,
    phone_masked, no_phone_reason, email_masked, address_masked, wechat_masked, notify_by, language, region_id, sales_rep_id,
    birthday, anniversary, tax_no, source, pinyin, merged_into, archived_at"""
SORTS = {"created": ("created_at", "id"), "name": ("pinyin", "id"), "number": ("number", "id")}


def _narrow(_db: Database, _connection: Connection, wanted: Wanted) -> Where:
    where = Where(["c.archived_at is not null" if wanted.archived else "c.archived_at is null"])
    where.equal("c", wanted, "kind", "stage", "sales_rep_id")
    if wanted.region_id is not None:
        where.add(_IN_REGION, region_id=wanted.region_id)
    if wanted.class_code:
        where.add(_IN_CLASS, class_code=wanted.class_code)
    return where


_IN_REGION = """c.region_id in (
    with recursive below as (
      select cast(:region_id as uuid) as id
      union select x.id from region x join below b on x.parent_id = b.id)
    select id from below)"""
_IN_CLASS = "c.id in (select k.customer_id from customer_class k where k.code = :class_code and k.until is null)"


def _line(*columns: Any) -> CustomerLine:
    return CustomerLine._make((*columns[:9], tuple(columns[9]), *columns[10:]))


def _scope(db: Database, connection: Connection) -> list[str]:
    if begins_with_jobs(standing(db, connection)):
        return ["c.id = any(cast((select my_job_customer_ids()) as uuid[]))"]
    return []


_LIST = Listing(
    _line, "customer c", _LINE, SORTS, _narrow, search.customers, Wanted(), "created", own=_READABLE, scope=_scope
)
page, some, counts, count = _LIST.page, _LIST.some, _LIST.counts, _LIST.count


_GET = text(f"""
    select {", ".join(f"c.{name.strip()}" for name in _READABLE.split(",") if "pinyin" not in name)},
           coalesce(r.name, '') as region,
           coalesce(nullif(r.name_en, ''), r.name, '') as region_en, coalesce(s.name, '') as sales_rep,
           coalesce(f.version, 0) as file_version, {", ".join(f"f.{name} as file_{name}" for name in FILE_COLUMNS)}
    from customer c
    left join region r on r.id = c.region_id
    left join staff s on s.id = c.sales_rep_id
    left join customer_file f on f.id = c.id
    where c.id = :id""")


def get(db: Database, customer_id: UUID) -> Customer:
    """One customer; raises ServiceError 'gone_record' where this person may not see him."""
    (found,) = ask(db, Question(_GET, {"id": customer_id}))
    if not found.rows:
        raise ServiceError("gone_record")
    row = dict(zip(found.names, found.rows[0], strict=True))
    own = {name: value for name, value in row.items() if not name.startswith("file_")}
    return Customer(
        **own,
        file_version=row["file_version"],
        file={name: row[f"file_{name}"] or "" for name in FILE_COLUMNS},
    )


# -- writing ---------------------------------------------------------------------------------------------


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = clean(values, OPTIONAL, COLUMNS)
    if "name" in kept:
        kind = values.get("kind", "person")
        kept["initials"] = initials_of(kept["name"], kind == "person")
        kept["pinyin"] = pinyin_of(kept["name"], kind == "person")
    return kept


def insert(connection: Connection, customer_id: UUID, values: Mapping[str, Any]) -> None:
    """Insert a customer in somebody else's transaction (intake); values by column, phone in full."""
    own = _own(values)
    insert_row(connection, "customer", {"id": customer_id, **own})
    file = {name: value for name, value in clean(values, columns=FILE_COLUMNS).items() if value}
    if file:
        insert_row(connection, "customer_file", {"id": customer_id, **file})


def create(db: Database, values: Mapping[str, Any], request: UUID) -> UUID:
    """Add a customer; returns the id. Raises ServiceError at the field that is wrong."""
    return add_once(db, request, lambda connection, customer_id: insert(connection, customer_id, values))


_BEGIN_FILE = text("insert into customer_file (id) values (:id) on conflict (id) do nothing")


def change(db: Database, seen: Customer, values: Mapping[str, Any], request: UUID) -> Customer:
    """Save changed columns of a customer and of the file; returns what is stored now.

    Raises Conflict where somebody saved the same columns in between.
    """
    own = _own({"kind": seen.kind, **values} if "name" in values else values)
    if "kind" in own and "kind" not in values:
        del own["kind"]
    file = clean(values, columns=FILE_COLUMNS)
    unreadable = [*PERSONAL, "initials", "pinyin"]

    def work(connection: Connection) -> None:
        if own:
            change_row(connection, "customer", seen.id, seen.version, own, seen.values(), unreadable=unreadable)
        # begun empty, so that two who both begin it merge like two who change it
        connection.execute(_BEGIN_FILE, {"id": seen.id})
        change_row(connection, "customer_file", seen.id, seen.file_version or 1, file, seen.file)

    if file:
        db.once(request, work)
    else:
        change_once(db, request, "customer", seen.id, seen.version, own, seen.values(), unreadable=unreadable)
    return get(db, seen.id)


def remove(db: Database, seen: Customer, request: UUID) -> str:
    """Remove a customer nothing refers to ('removed'), else archive him ('archived').

    Raises ServiceError 'customer_has_work' while a repair is waiting or in progress.
    """
    return call_once(db, request, "remove_customer", id=seen.id, version=seen.version)


def restore(db: Database, customer_id: UUID, request: UUID) -> None:
    """Bring an archived customer back."""
    call_once(db, request, "restore_customer", id=customer_id)


def merge(db: Database, kept: Customer, gone: Customer, request: UUID) -> Customer:
    """Make one customer out of two; everything of `gone` moves to `kept`. Cannot be undone."""
    versions = {"kept_version": kept.version, "gone_version": gone.version}
    call_once(db, request, "merge_customers", kept=kept.id, gone=gone.id, **versions)
    return get(db, kept.id)


_NEW_REP = text("""update customer set sales_rep_id = cast(:rep as uuid)
                   where id = any(cast(:ids as uuid[])) and sales_rep_id is distinct from cast(:rep as uuid)""")


def change_sales_rep(db: Database, ids: Sequence[UUID], sales_rep_id: UUID | None, request: UUID) -> int:
    """Give customers to another sales representative (更换); returns how many changed."""

    def work(connection: Connection) -> int:
        return connection.execute(_NEW_REP, {"rep": sales_rep_id, "ids": list(ids)}).rowcount

    return db.once(request, work)


class Rep(NamedTuple):
    """A sales representative to choose from."""

    id: UUID
    name: str


def sales_reps(db: Database) -> list[Rep]:
    """Everybody active who sells, by name."""
    with db.read() as connection:
        rows = connection.execute(
            text("select id, name from staff where active and 'sales' = any(roles_of(login)) order by initials, name")
        )
        return [Rep(*row) for row in rows]

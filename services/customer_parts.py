"""What hangs on a customer: contacts, addresses, notes, classes, consents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.errors import ServiceError
from services.ids import new_id
from services.initials import initials_of
from services.names import name_of
from services.rows import add_once, change_once, clean, insert_row
from services.texts import N_

CONTACT_ROLE_NAMES = {
    "contact": N_("Contact"),
    "owner": N_("Owner"),
    "manager": N_("Managing executive"),
    "legal": N_("Legal representative"),
    "guardian": N_("Guardian"),
}
ADDRESS_KIND_NAMES = {
    "home": N_("Home"),
    "work": N_("Workplace"),
    "site": N_("Place of the device"),
    "shipping": N_("Shipping"),
    "billing": N_("Billing"),
}
NOTE_LEVEL_NAMES = {"info": N_("Note"), "warning": N_("Take care"), "stop": N_("Ask a manager first")}
CONSENT_NAMES = {
    "service": N_("Contact about repairs"),
    "marketing": N_("Advertising"),
    "follow_up": N_("Surveys and follow-up calls"),
    "sharing": N_("Passing data to makers"),
}

errors.sentences(
    birth_year_wrong=N_("A year of birth has four digits."),
    contact_name_missing=N_("A contact has a name of at most 120 characters."),
    address_missing=N_("An address has 1 to 400 characters."),
    note_missing=N_("A note has 1 to 4,000 characters."),
)
errors.constraints(
    {
        "contact_name_check": ("contact_name_missing", "name"),
        "contact_birth_year_check": ("birth_year_wrong", "birth_year"),
        "customer_address_address_check": ("address_missing", "address"),
        "customer_note_body_check": ("note_missing", "body"),
    }
)


@dataclass(frozen=True)
class Contact:
    """A person at the customer's; phone and e-mail masked."""

    id: UUID
    version: int
    role: str
    name: str
    salutation: str
    title: str
    phone_masked: str
    email_masked: str
    birthday: date | None
    birth_year: int | None
    character: str
    hobbies: str
    family: str
    education: str
    note: str


@dataclass(frozen=True)
class Address:
    """A further address, masked."""

    id: UUID
    version: int
    kind: str
    label: str
    recipient: str
    address_masked: str
    region_id: UUID | None


@dataclass(frozen=True)
class Note:
    """A flagged note; at_intake: shown before anything is asked; created_by: the name of who wrote it."""

    id: UUID
    version: int
    level: str
    body: str
    at_intake: bool
    created_at: datetime
    created_by: str


class Consent(NamedTuple):
    """The newest word on a purpose; given is None where nobody asked yet."""

    purpose: str
    given: bool | None
    at: datetime | None
    by: str
    channel: str


class Class(NamedTuple):
    """An entry of a dimension; open_id is the row that says so of this customer, None where it is not his."""

    dimension: str
    dimension_name: str
    dimension_name_en: str
    code: str
    name: str
    name_en: str
    open_id: UUID | None


CONTACT_COLUMNS = (
    "role",
    "name",
    "salutation",
    "title",
    "phone",
    "email",
    "birthday",
    "birth_year",
    "character",
    "hobbies",
    "family",
    "education",
    "note",
)
ADDRESS_COLUMNS = ("kind", "label", "recipient", "address", "region_id")
NOTE_COLUMNS = ("level", "body", "at_intake")
_EMPTY = ("birthday", "birth_year", "region_id")
_TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "contact": (CONTACT_COLUMNS, ("phone", "email", "initials")),
    "customer_address": (ADDRESS_COLUMNS, ("address",)),
    "customer_note": (NOTE_COLUMNS, ()),
}


def contacts(db: Database, customer_id: UUID) -> list[Contact]:
    """The contacts of a customer, owners and managers first."""
    rows = _rows(
        db,
        """select id, version, role, name, salutation, title, phone_masked, email_masked, birthday, birth_year,
                  character, hobbies, family, education, note
           from contact where customer_id = :id and archived_at is null
           order by role = 'contact', created_at""",
        id=customer_id,
    )
    return [Contact(**row) for row in rows]


def addresses(db: Database, customer_id: UUID) -> list[Address]:
    """The further addresses of a customer."""
    rows = _rows(
        db,
        """select id, version, kind, label, recipient, address_masked, region_id
           from customer_address where customer_id = :id and archived_at is null order by created_at""",
        id=customer_id,
    )
    return [Address(**row) for row in rows]


def notes(db: Database, customer_id: UUID) -> list[Note]:
    """The notes on a customer, the gravest first."""
    rows = _rows(
        db,
        f"""select id, version, level, body, at_intake, created_at, {name_of("customer_note.created_by")} as created_by
           from customer_note where customer_id = :id and archived_at is null
           order by array_position(array['stop', 'warning', 'info'], level), created_at desc""",
        id=customer_id,
    )
    return [Note(**row) for row in rows]


def one(db: Database, table: str, customer_id: UUID, row_id: UUID) -> Contact | Address | Note:
    """A contact, address or note as it is now; raises ServiceError 'gone_record' where it is gone or hidden."""
    of: dict[str, Callable[[Database, UUID], Sequence[Contact | Address | Note]]]
    of = {"contact": contacts, "customer_address": addresses, "customer_note": notes}
    for row in of[table](db, customer_id):
        if row.id == row_id:
            return row
    raise ServiceError("gone_record")


def consents(db: Database, customer_id: UUID) -> list[Consent]:
    """The newest word on every purpose, in a fixed order."""
    rows = _rows(
        db,
        f"""select distinct on (purpose) purpose, given, created_at as at,
                    {name_of("customer_consent.created_by")} as by, channel
           from customer_consent where customer_id = :id order by purpose, created_at desc, id desc""",
        id=customer_id,
    )
    known = {row["purpose"]: Consent(**row) for row in rows}
    return [known.get(purpose, Consent(purpose, None, None, "", "")) for purpose in CONSENT_NAMES]


def classes(db: Database, customer_id: UUID) -> list[Class]:
    """All classes there are, with those of this customer marked."""
    rows = _rows(
        db,
        """select d.code as dimension, d.name as dimension_name, coalesce(nullif(d.name_en, ''), d.name)
                    as dimension_name_en,
                  i.code, i.name, coalesce(nullif(i.name_en, ''), i.name) as name_en, k.id as open_id
           from code_item d
           join code_item i on i.list = 'customer_class' and i.parent_code = d.code
           left join customer_class k on k.customer_id = :id and k.code = i.code and k.until is null
           where d.list = 'customer_dimension' and (d.active and i.active or k.id is not null)
           order by d.position, d.code, i.position, i.code""",
        id=customer_id,
    )
    return [Class(**row) for row in rows]


def class_names(db: Database) -> dict[str, tuple[str, str]]:
    """Names of all classes by code, in Chinese and English, for lists and filters."""
    rows = _rows(
        db,
        """select code, name, coalesce(nullif(name_en, ''), name) as name_en from code_item
           where list = 'customer_class' order by position""",
    )
    return {row["code"]: (row["name"], row["name_en"]) for row in rows}


def _rows(db: Database, statement: str, **values: Any) -> list[dict[str, Any]]:
    with db.read() as connection:
        return [dict(row) for row in connection.execute(text(statement), values).mappings()]


def add(db: Database, table: str, customer_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Add a contact, customer_address or customer_note; returns its id."""
    kept = {"customer_id": customer_id, **_kept(table, values)}
    return add_once(db, request, lambda connection, row_id: insert_row(connection, table, {"id": row_id, **kept}))


def change(db: Database, table: str, seen: Contact | Address | Note, values: Mapping[str, Any], request: UUID) -> None:
    """Save changed columns of a contact, customer_address or customer_note; raises Conflict."""
    kept = _kept(table, values)
    base = {name: getattr(seen, name, None) for name in _TABLES[table][0]}
    change_once(db, request, table, seen.id, seen.version, kept, base, unreadable=_TABLES[table][1])


def archive(db: Database, table: str, row_id: UUID, request: UUID, *, back: bool = False) -> None:
    """Hide a contact, customer_address or customer_note, or bring it back."""
    if table not in _TABLES:
        raise ValueError(f"not a part of a customer: {table!r}")

    def work(connection: Connection) -> None:
        moment = "null" if back else "clock_timestamp()"
        done = connection.execute(text(f"update {table} set archived_at = {moment} where id = :id"), {"id": row_id})
        if not done.rowcount:
            raise errors.NotPermitted

    db.once(request, work)


def _kept(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    kept = clean(values, _EMPTY, _TABLES[table][0])
    if table == "contact" and "name" in kept:
        kept["initials"] = initials_of(kept["name"])
    return kept


_CLOSE_CLASS = text("""update customer_class set until = clock_timestamp()
                       where customer_id = :customer and dimension = :dimension and until is null""")


def set_class(db: Database, customer_id: UUID, dimension: str, code: str | None, request: UUID) -> None:
    """Put a customer into a class of a dimension; code None takes him out of it."""

    def work(connection: Connection) -> None:
        connection.execute(_CLOSE_CLASS, {"customer": customer_id, "dimension": dimension})
        if code is not None:
            insert_row(
                connection,
                "customer_class",
                {"id": new_id(), "customer_id": customer_id, "dimension": dimension, "code": code},
            )

    db.once(request, work)


def say_consent(
    db: Database, customer_id: UUID, purpose: str, given: bool, request: UUID, channel: str = "", wording: str = ""
) -> None:
    """Record that a customer agreed or took it back; earlier words stay."""

    def work(connection: Connection) -> None:
        insert_row(
            connection,
            "customer_consent",
            {
                "id": new_id(),
                "customer_id": customer_id,
                "purpose": purpose,
                "given": given,
                "channel": channel,
                "wording": wording,
            },
        )

    db.once(request, work)

"""Full numbers, addresses and who looked at them.

A look takes two transactions: the first leaves the entry, the second reads. An entry that is rolled back
gives nothing, so nobody looks without a trace (models/sql/functions/07_personal_data.sql).
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.asking import Question, ask_on
from services.database import Database
from services.errors import ServiceError
from services.names import name_of
from services.texts import N_

# What can be looked at, by table.
COLUMNS = {
    "customer": ("phone", "email", "address", "wechat"),
    "contact": ("phone", "email"),
    "customer_address": ("address",),
    "ticket": ("phone",),
}

errors.sentences(
    reveal_limit=N_(
        "You have looked at {limit} full values within the hour, which is the limit. Ask your administrator."
    ),
    lookup_limit=N_("You have searched by number {limit} times within the hour, which is the limit."),
    reveal_over=N_("The look at this value is over. Ask for it again."),
)


class Alike(NamedTuple):
    """A customer who may be the same as the one being entered."""

    id: UUID
    number: str
    name: str
    phone_masked: str
    same_phone: bool
    same_name: bool


class Caller(NamedTuple):
    """A customer behind a number; contact_name where it is one of his contacts'."""

    id: UUID
    number: str
    name: str
    phone_masked: str
    contact_name: str


class Volume(NamedTuple):
    """How much a person looked at; kind is reveal, lookup, export, erase or limit (the hourly limit was met)."""

    login: str
    kind: str
    looks: int
    last_at: datetime
    name: str


_OPEN = text("select open_reveal(:table, :row, :column, :why)")
_READ = text("select read_reveal(:entry)")
_LOOKUP = text("select open_lookup(:typed)")


def reveal(db: Database, table: str, row_id: UUID, column: str, why: str = "") -> str:
    """The full value of a personal column, '' where there is none; logged.

    Raises ServiceError 'reveal_limit' after too many in an hour, NotPermitted for roles that do not look.
    """
    with db.transaction() as connection:
        entry = connection.execute(_OPEN, {"table": table, "row": row_id, "column": column, "why": why}).scalar_one()
    with db.read() as connection:
        return connection.execute(_READ, {"entry": entry}).scalar() or ""


def open_lookup(db: Database, typed: str) -> None:
    """Leave the entry that a search by seven or more digits needs; a standby cannot, and finds nothing then."""
    try:
        with db.statement() as connection:
            ask_on(connection, Question(_LOOKUP, {"typed": typed}))
    except ServiceError as error:
        if error.code != "read_only":
            raise


def by_phone(db: Database, phone: str) -> list[Caller]:
    """Customers with this number, or with a contact who has it; logged."""
    open_lookup(db, phone)
    with db.read() as connection:
        rows = connection.execute(text("select * from customers_by_phone(:phone)"), {"phone": phone}).all()
    return [Caller(*row) for row in rows]


def alike(db: Database, name: str, phone: str = "", but: UUID | None = None) -> list[Alike]:
    """Customers with the same number or the same name; families share numbers, so this only warns."""
    if phone:
        open_lookup(db, phone)
    with db.read() as connection:
        rows = connection.execute(
            text("select * from customers_alike(:name, :phone, :but)"), {"name": name, "phone": phone, "but": but}
        ).all()
    return [Alike(*row) for row in rows]


def volume(db: Database, hours: int = 24) -> list[Volume]:
    """Who looked at how much lately, the most first; for administrators and auditors."""
    with db.read() as connection:
        rows = connection.execute(
            text(f"select v.*, {name_of('v.login')} as name from look_volume(:hours) v"), {"hours": hours}
        ).all()
    return [Volume(*row) for row in rows]

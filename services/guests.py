"""Sign-ins of stores' kiosks and of customers: made, given a password, closed; by the accounts functions."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import accounts, errors
from services.database import Database
from services.errors import ServiceError
from services.ids import new_id
from services.rows import records
from services.texts import N_, language

KINDS = ("kiosk", "customer")
KIND_NAMES = {"kiosk": N_("Kiosk"), "customer": N_("Customer")}

errors.sentences(
    guest_without_record=N_("The store is closed, or the customer was merged or removed; nobody signs in for them."),
    kiosk_there=N_("This store has a kiosk sign-in already."),
    customer_unknown=N_("There is no customer {wanted}."),
    store_wanted=N_("A kiosk's sign-in needs exactly one store."),
    guest_role_alone=N_("A kiosk's or a customer's sign-in has no other role."),
    person_without_store=N_("A person works in at least one store."),
    customer_wanted=N_("A customer's sign-in needs the customer's number."),
)
errors.constraints(
    {
        "guest_login_kiosk_key": ("kiosk_there", "login"),
        "guest_login_login_key": ("person_exists", "login"),
        "guest_login_login_check": ("login_not_allowed", "login"),
    }
)


class Guest(NamedTuple):
    """A sign-in of a kiosk or a customer. online: a window of it is connected now."""

    id: UUID
    login: str
    kind: str
    store_id: UUID | None
    customer_id: UUID | None
    name: str
    active: bool
    must_change_password: bool
    password_at: datetime | None
    online: bool


_LIST = text("""
    select g.id, g.login, g.kind, g.store_id, g.customer_id,
           coalesce(case when :english then nullif(t.name_en, '') end, t.name, c.name, '') as name,
           g.active, g.must_change_password, g.password_at,
           exists (select from pg_stat_activity a
                   where a.usename = 's_' || g.login and a.datname = current_database()) as online
    from guest_login g left join store t on t.id = g.store_id left join customer c on c.id = g.customer_id
    where g.kind = :kind and (cast(:store as uuid) is null or g.store_id = :store)
      and (cast(:customer as uuid) is null or g.customer_id = :customer)
    order by g.active desc, g.login""")
_CREATE = text("select create_guest(:id, :kind, :login, :verifier, :store, :customer)")


def of_store(db: Database, store_id: UUID | None = None) -> list[Guest]:
    """The kiosk sign-ins of a store, closed ones last; without a store those of all."""
    return _list(db, "kiosk", store_id, None)


def of_customer(db: Database, customer_id: UUID) -> list[Guest]:
    """The sign-ins of a customer, closed ones last."""
    return _list(db, "customer", None, customer_id)


def count_by_kind(db: Database) -> dict[str, int]:
    """How many open sign-ins there are of each kind; of those this person may know."""
    with db.read() as connection:
        rows = connection.execute(text("select kind, count(*) from guest_login where active group by kind"))
        return {row[0]: row[1] for row in rows}


def _list(db: Database, kind: str, store: UUID | None, customer: UUID | None) -> list[Guest]:
    with db.read() as connection:
        found = connection.execute(
            _LIST, {"kind": kind, "store": store, "customer": customer, "english": language() == "en"}
        )
        return records(Guest, found)


def add(
    db: Database,
    request: UUID,
    login: str,
    password: str,
    *,
    store_id: UUID | None = None,
    customer_id: UUID | None = None,
) -> UUID:
    """A sign-in for the kiosk of a store or for a customer, who replaces the password at the first sign-in.

    Raises ServiceError at 'login' or 'password'.
    """
    accounts.check_password(login, password)
    guest_id = new_id()

    def work(connection: Connection) -> str:
        _create(connection, guest_id, login, password, store_id, customer_id)
        return str(guest_id)

    return UUID(db.once(request, work))


def _create(
    connection: Connection, guest_id: UUID, login: str, password: str, store_id: UUID | None, customer_id: UUID | None
) -> None:
    connection.execute(
        _CREATE,
        {
            "id": guest_id,
            "kind": "kiosk" if store_id is not None else "customer",
            "login": login,
            "verifier": accounts.verifier(connection, login, password),
            "store": store_id,
            "customer": customer_id,
        },
    )


def reset_password(db: Database, request: UUID, guest: Guest, password: str) -> None:
    """A new password, which a customer has to replace at the next sign-in; opens a closed sign-in again."""
    accounts.check_password(guest.login, password)
    db.once(request, lambda c: accounts.give_password(c, "reset_guest_password", guest.id, guest.login, password))


def disable(db: Database, guest_id: UUID) -> int:
    """Close a sign-in; returns how many open connections were ended. Doing it twice does no harm."""
    with db.transaction() as connection:
        return int(connection.execute(text("select disable_guest(:id)"), {"id": guest_id}).scalar_one())


def enable(db: Database, guest_id: UUID) -> None:
    """Open it again with the password it had."""
    with db.transaction() as connection:
        connection.execute(text("select enable_guest(:id)"), {"id": guest_id})


# -- by codes, for commands --------------------------------------------------------------------------


def by_login(db: Database, login: str) -> Guest | None:
    """The sign-in of that login, None where it is nobody's or a person's."""
    for kind in KINDS:
        for guest in _list(db, kind, None, None):
            if guest.login == login:
                return guest
    return None


def create_by_codes(
    db: Database, kind: str, login: str, password: str, *, stores: Sequence[str], customer: str = ""
) -> None:
    """A sign-in whose store or customer is given by code or number."""
    if kind == "kiosk" and len(stores) != 1:
        raise ServiceError("store_wanted", "store")
    if kind == "customer" and not customer:
        raise ServiceError("customer_wanted", "customer")
    accounts.check_password(login, password)
    with db.transaction() as connection:
        store_id = customer_id = None
        if kind == "kiosk":
            store_id = accounts.ids_of(connection, "store", stores)[0]
        else:
            found = connection.execute(
                text("select id from customer where number = :number"), {"number": customer.strip().upper()}
            )
            customer_id = found.scalar()
            if customer_id is None:
                raise ServiceError("customer_unknown", "customer", wanted=customer)
        _create(connection, new_id(), login, password, store_id, customer_id)

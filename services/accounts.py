"""Accounts: made for the window, for commands and for the first administrator; passwords and what they must be."""

import secrets
from collections.abc import Sequence
from uuid import UUID

import psycopg
from sqlalchemy import Connection, text

from services import errors
from services.database import Database, role_of
from services.errors import ServiceError
from services.ids import new_id
from services.initials import initials_of
from services.rows import insert_row
from services.texts import N_

PASSWORD_LENGTH = 10

errors.sentences(
    person_not_found=N_("There is no user {login}."),
    store_unknown=N_("There is no store {wanted}; known stores: {known}"),
    region_unknown=N_("There is no region {wanted}; known regions: {known}"),
    password_not_a_verifier=N_("The password could not be sent safely. Please pass on the report."),
    password_short=N_("A password has at least {length} characters."),
    password_is_login=N_("The password must not contain the user name."),
    password_same=N_("The new password is the same as the old one."),
)


def check_password(login: str, password: str) -> None:
    """Raises ServiceError at field 'password' where a password is too weak to be guessed at 80 a second."""
    if len(password) < PASSWORD_LENGTH:
        raise ServiceError("password_short", "password", length=PASSWORD_LENGTH)
    if is_in(login, password):
        raise ServiceError("password_is_login", "password")


def verifier(connection: Connection, login: str, password: str) -> str:
    """The SCRAM verifier of a password; the password itself never leaves this machine."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    return raw.pgconn.encrypt_password(password.encode(), role_of(login).encode(), b"scram-sha-256").decode()


_CREATE = text("""select create_person(:id, :login, :name, :verifier, :roles, cast(:stores as uuid[]),
                  cast(:regions as uuid[]), :home, :must_change, :initials)""")


def create(
    connection: Connection,
    staff_id: UUID,
    login: str,
    name: str,
    password: str | None,
    *,
    roles: Sequence[str],
    stores: Sequence[UUID],
    regions: Sequence[UUID] = (),
    home: UUID | None = None,
    must_change: bool = True,
) -> None:
    """Create a person; password None makes one who cannot sign in."""
    if password is not None:
        check_password(login, password)
    secret = verifier(connection, login, password) if password is not None else None
    connection.execute(
        _CREATE,
        {
            "id": staff_id,
            "login": login,
            "name": name,
            "verifier": secret,
            "roles": list(roles),
            "stores": list(stores),
            "regions": list(regions),
            "home": home,
            "must_change": must_change,
            "initials": initials_of(name),
        },
    )


def by_login(db: Database, login: str) -> UUID:
    """The id of the person of that login."""
    with db.read() as connection:
        found = connection.execute(text("select id from staff where login = :login"), {"login": login}).scalar()
    if found is None:
        raise ServiceError("person_not_found", "login", login=login)
    return found


def create_by_codes(
    db: Database,
    login: str,
    name: str,
    password: str | None,
    *,
    roles: Sequence[str],
    stores: Sequence[str],
    regions: Sequence[str] = (),
    must_change: bool = True,
) -> bool:
    """Create a person whose stores and regions are given by code; tells whether his database role existed.

    Where the company has no store at all yet the first one is made with the code as its name: the first
    administrator has to work somewhere.
    """
    with db.transaction() as connection:
        if not connection.execute(text("select exists (select from store)")).scalar():
            for code in stores:
                insert_row(connection, "store", {"id": new_id(), "code": code, "name": code})
        existed = connection.execute(
            text("select exists (select from pg_roles where rolname = :role)"), {"role": role_of(login)}
        ).scalar()
        create(
            connection,
            new_id(),
            login,
            name,
            password,
            roles=roles,
            stores=ids_of(connection, "store", stores),
            regions=ids_of(connection, "region", regions),
            must_change=must_change,
        )
    return bool(existed)


def create_first(db: Database, *, store_code: str, store_name: str, login: str, name: str, password: str) -> None:
    """The first store and the first administrator of a new database; db is a superuser's."""
    with db.transaction() as connection:
        store_id = new_id()
        insert_row(connection, "store", {"id": store_id, "code": store_code, "name": store_name})
        create(connection, new_id(), login, name, password, roles=["admin"], stores=[store_id], must_change=False)


def any_there(db: Database) -> bool:
    """Whether anybody has been made yet."""
    with db.read() as connection:
        return bool(connection.execute(text("select exists (select from staff)")).scalar())


def give_password(connection: Connection, function: str, owner_id: UUID, login: str, password: str) -> None:
    """Call reset_password or reset_guest_password, which want the verifier of a password and never see it."""
    values = {"id": owner_id, "verifier": verifier(connection, login, password)}
    connection.execute(text(f"select {function}(:id, :verifier)"), values)


def set_password(db: Database, login: str, password: str, *, must_change: bool) -> None:
    """A new password by login. must_change False is for whoever runs the server; an administrator's always is."""
    check_password(login, password)
    staff_id = by_login(db, login)
    with db.transaction() as connection:
        give_password(connection, "reset_password", staff_id, login, password)
        superuser = connection.execute(text("select rolsuper from pg_roles where rolname = session_user")).scalar()
        if superuser and not must_change:
            connection.execute(text("update staff set must_change_password = false where id = :id"), {"id": staff_id})


def ids_of(connection: Connection, table: str, codes: Sequence[str]) -> list[UUID]:
    """Ids of stores or regions by their codes; raises ServiceError for an unknown one."""
    found = {
        row.code: row.id for row in connection.execute(text(f"select code, id from {table} where archived_at is null"))
    }
    for code in codes:
        if code not in found:
            raise ServiceError(f"{table}_unknown", table, wanted=code, known=", ".join(sorted(found)[:20]) or "-")
    return [found[code] for code in codes]


def propose_password(login: str = "") -> str:
    """A password to hand to somebody: easy to read out, far too many to guess (about 62 bits).

    It never contains the login: one of two letters stands in every sixth otherwise, and would be refused.
    """
    consonants, vowels, digits = "bdfghkmnprstvz", "aeu", "23456789"
    while True:
        words = ["".join(secrets.choice(part) for part in (consonants, vowels, consonants, vowels)) for _ in range(4)]
        password = "-".join([*words, "".join(secrets.choice(digits) for _ in range(3))])
        if not is_in(login, password):
            return password


def is_in(login: str, password: str) -> bool:
    """Whether a password contains the login, which makes it easy to guess."""
    return bool(login) and login.lower() in password.lower()

"""Staff accounts: created, changed, disabled, through the accounts functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg
from sqlalchemy import Connection, text

from services import errors
from services.database import Database, role_of
from services.errors import ServiceError
from services.initials import initials_of
from services.texts import N_

PASSWORD_LENGTH = 10

# Roles as codes with the words that people see.
ROLE_NAMES = {
    "admin": N_("Administrator"),
    "manager": N_("Manager"),
    "agent": N_("Service agent"),
    "technician": N_("Technician"),
    "parts": N_("Parts clerk"),
    "sales": N_("Sales representative"),
    "finance": N_("Finance"),
    "auditor": N_("Auditor"),
}

errors.sentences(
    person_exists=N_("The user {login} already exists."),
    person_unknown=N_("This user no longer exists."),
    person_without_role=N_("Choose at least one role."),
    role_unknown=N_("There is no role {role}."),
    login_not_allowed=N_("A user name is 2 to 40 lower-case letters, digits or _, and begins with a letter."),
    last_admin=N_("This is the last administrator; appoint another one first."),
    own_rights=N_("Nobody changes his own rights; ask another administrator."),
    own_account=N_("Nobody disables his own account; ask another administrator."),
    own_password_elsewhere=N_("Change your own password in the menu under your name."),
    password_not_a_verifier=N_("The password could not be sent safely. Please pass on the report."),
    password_short=N_("A password has at least {length} characters."),
    password_is_login=N_("The password must not contain the user name."),
    password_same=N_("The new password is the same as the old one."),
)
errors.constraints(
    {
        "staff_login_key": ("person_exists", "login"),
        "staff_login_check": ("login_not_allowed", "login"),
        "staff_name_check": ("name_missing", "name"),
    }
)
errors.sentences(name_missing=N_("A name has 1 to 80 characters."))


@dataclass(frozen=True)
class Person:
    """Who is signed in."""

    id: UUID
    login: str
    name: str
    roles: tuple[str, ...]
    store_id: UUID | None
    must_change_password: bool

    def is_a(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)


def me(db: Database) -> Person:
    """The person behind this connection; raises NotSignedIn where the login is nobody employed here."""
    with db.read() as connection:
        row = connection.execute(text("select * from who_am_i()")).first()
    if row is None:
        raise errors.NotSignedIn("sign_in_failed")
    return Person(row.staff_id, row.login, row.name, tuple(row.roles), row.store_id, row.must_change_password)


def check_password(login: str, password: str) -> None:
    """Raises ServiceError at field 'password' where a password is too weak to be guessed at 80 a second."""
    if len(password) < PASSWORD_LENGTH:
        raise ServiceError("password_short", "password", length=PASSWORD_LENGTH)
    if login.lower() in password.lower():
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

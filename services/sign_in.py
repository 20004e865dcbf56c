"""Signing in and out: who it is, whether program and database go together, the own password."""

from dataclasses import dataclass, replace
from datetime import datetime

from psycopg.conninfo import make_conninfo
from sqlalchemy import text

from services import errors, parameters, people
from services.database import Database, role_of
from services.errors import NotSignedIn, ServiceError
from services.installation import check_versions
from services.people import Person
from services.texts import N_, language

IDLE_MINUTES = 20

errors.sentences(
    old_password_wrong=N_("The old password is wrong."),
    login_missing=N_("Type your user name."),
    password_missing=N_("Type your password."),
)


@dataclass(frozen=True)
class Session:
    """A person at work.

    newer: the database is ahead of this program but still works with it. valid_until: when the password ends,
    None for never. While person.must_change_password nothing but changing it is possible.
    """

    db: Database
    person: Person
    store_name: str
    idle_minutes: int
    newer: bool
    valid_until: datetime | None


_HERE = text("select to_regclass('aftercare.schema_version') is not null")
_VERSION = text("select version, oldest_client from schema_version")
_MORE = text("""
    select (select rolvaliduntil from pg_roles where rolname = session_user) as valid_until,
           (select coalesce(nullif(case when :english then s.name_en end, ''), s.name)
            from store s where s.id = :store) as store""")


def enter(conninfo: str, login: str, password: str, application: str = "aftercare") -> Session:
    """Sign somebody in.

    Raises NotSignedIn (wrong name or password, account closed), Unavailable, or ServiceError where there is no
    schema or the versions do not go together; nothing stays open then.
    """
    login = login.strip().lower()
    if not login:
        raise ServiceError("login_missing", "login")
    if not password:
        raise ServiceError("password_missing", "password")
    whole = make_conninfo(conninfo, user=role_of(login), password=password)
    db = Database(whole, login=login, application=application)
    try:
        return _session(db)
    except BaseException:
        db.close()
        raise


def _session(db: Database) -> Session:
    with db.read() as connection:
        if not connection.execute(_HERE).scalar():
            raise ServiceError("no_schema")
        row = connection.execute(_VERSION).first()
    if row is None:
        raise NotSignedIn("sign_in_failed")
    newer = check_versions(row.version, row.oldest_client)
    person = people.me(db)
    with db.read() as connection:
        more = connection.execute(_MORE, {"store": person.store_id, "english": language() == "en"}).one()
    idle = parameters.number(db, "idle_minutes", IDLE_MINUTES)
    return Session(db, person, more.store or "", idle, newer, more.valid_until)


def change_password(session: Session, conninfo: str, old: str, new: str) -> Session:
    """Replace the own password; the old one is proved by signing in with it once more.

    Returns the session as it is afterwards: somebody who had to change it may now work. Raises ServiceError at
    'old' or 'new'.
    """
    login = session.person.login
    if new == old:
        raise ServiceError("password_same", "new")
    try:
        people.check_password(login, new)
    except ServiceError as error:
        raise ServiceError(error.code, "new", **error.values) from error
    again = Database(make_conninfo(conninfo, user=role_of(login), password=old), login=login)
    try:
        with again.read() as connection:
            connection.execute(text("select 1"))
    except NotSignedIn as error:
        raise ServiceError("old_password_wrong", "old") from error
    finally:
        again.close()
    with session.db.transaction() as connection:
        secret = people.verifier(connection, login, new)
        connection.execute(text("select change_own_password(:verifier)"), {"verifier": secret})
    session.db.use_password(new)
    if not session.person.must_change_password:
        return replace(session, person=people.me(session.db))
    return _session(session.db)

"""Signing in and out: who it is, whether program and database go together, the own password."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy import text

from services import accounts, errors, parameters, people
from services.database import Database, role_of
from services.errors import NotSignedIn, ServiceError
from services.installation import check_versions
from services.people import Person
from services.texts import N_

IDLE_MINUTES = 20

errors.sentences(
    old_password_wrong=N_("The old password is wrong."),
    login_missing=N_("Type your user name."),
    password_missing=N_("Type your password."),
)


@dataclass(frozen=True)
class Session:
    """A person at work.

    store_name_en may be empty. newer: the database is ahead of this program but still works with it.
    valid_until: when the password ends, None for never. server_now: the server's clock at this moment, time_zone
    the store's. While person.must_change_password nothing but changing it is possible.
    """

    db: Database
    person: Person
    store_name: str
    store_name_en: str
    time_zone: str
    server_now: datetime
    idle_minutes: float
    newer: bool
    valid_until: datetime | None


# Kiosks and customers hold no right on any table: what they are told comes from a function of their own.
_HERE = text("""
    select to_regclass('aftercare.schema_version') is not null as schema, exists (
      select from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member
      where r.rolname = session_user and g.rolname in ('aftercare_kiosk', 'aftercare_customer')) as guest""")
_GUEST = text("select * from guest_who()")
_VERSION = text("select version, oldest_client from schema_version")
_MORE = text("""
    select r.rolvaliduntil as valid_until, clock_timestamp() as now, coalesce(s.time_zone, 'Asia/Shanghai') as zone,
           coalesce(s.name, '') as store, coalesce(s.name_en, '') as store_en
    from pg_roles r left join store s on s.id = :store where r.rolname = session_user""")


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
        here = connection.execute(_HERE).one()
        if not here.schema:
            raise ServiceError("no_schema")
        if here.guest:
            return _guest_session(db, connection.execute(_GUEST).first())
        row = connection.execute(_VERSION).first()
    if row is None:
        raise NotSignedIn("sign_in_failed")
    newer = check_versions(row.version, row.oldest_client)
    person = people.me(db)
    with db.read() as connection:
        more = connection.execute(_MORE, {"store": person.store_id}).one()
    idle = parameters.number(db, "idle_minutes", IDLE_MINUTES)
    return Session(db, person, more.store, more.store_en, more.zone, more.now, idle, newer, more.valid_until)


def _guest_session(db: Database, row: Any) -> Session:
    """The session of a kiosk or a customer: a person whose only role is that."""
    if row is None:
        raise NotSignedIn("sign_in_failed")
    newer = check_versions(row.version, row.oldest_client)
    person = Person(row.id, row.login, row.name, (row.kind,), row.store_id, row.must_change_password)
    idle = row.idle_seconds / 60
    return Session(db, person, row.name, row.name_en, row.time_zone, row.server_now, idle, newer, row.valid_until)


def change_password(session: Session, conninfo: str, old: str, new: str) -> Session:
    """Replace the own password; the old one is proved by signing in with it once more.

    Returns the session as it is afterwards. Raises ServiceError at 'old' or 'new', OutcomeUnknown where the
    server stays away; asked again it says whether it was done.
    """
    login = session.person.login
    if new == old:
        raise ServiceError("password_same", "new")
    _check_new(login, new)
    if opens(conninfo, login, old):
        return _replace(session, new)
    if not opens(conninfo, login, new):
        raise ServiceError("old_password_wrong", "old")
    # It was done before, by a COMMIT that got no answer.
    session.db.use_password(new)
    return _session(session.db)


def opens(conninfo: str, login: str, password: str) -> bool:
    """Whether the database lets a person in with this password."""
    again = Database(make_conninfo(conninfo, user=role_of(login), password=password), login=login)
    try:
        with again.read() as connection:
            connection.execute(text("select 1"))
    except NotSignedIn:
        return False
    finally:
        again.close()
    return True


def replace_given_password(session: Session, new: str) -> Session:
    """Replace the password somebody else gave, with which this session was opened just now.

    Returns the session of a person who may work. Raises ServiceError at 'new'.
    """
    if session.db.opened_with(new):
        raise ServiceError("password_same", "new")
    _check_new(session.person.login, new)
    return _replace(session, new)


def _check_new(login: str, new: str) -> None:
    try:
        accounts.check_password(login, new)
    except ServiceError as error:
        raise ServiceError(error.code, "new", **error.values) from error


def _replace(session: Session, new: str) -> Session:
    db = session.db
    change = "change_guest_password" if session.person.roles == ("customer",) else "change_own_password"

    def attempt(count: int) -> Session:
        try:
            with db.transaction() as connection:
                secret = accounts.verifier(connection, session.person.login, new)
                connection.execute(text(f"select {change}(:verifier)"), {"verifier": secret})
        except NotSignedIn:
            if count == 1:
                raise
            # The old one opens no more: the COMMIT that got no answer was done.
        db.use_password(new)
        return _session(db)

    return db.persist(attempt)

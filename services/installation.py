"""Makes a PostgreSQL database ours, brings it up to date and says what it is."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy.exc import DBAPIError

from services import errors
from services.answering import KEEPALIVES, keep_asking
from services.errors import ServiceError
from services.texts import N_
from services.version import OLDEST_CLIENT, SCHEMA_VERSION

Report = Callable[[str], None]
OLDEST_SERVER = 150000

errors.sentences(
    superuser_needed=N_("This needs a superuser of the PostgreSQL server; {user} is none."),
    database_name_missing=N_("Say which database: the last part of AFTERCARE_DSN, as in postgresql://…/aftercare."),
    server_too_old=N_("PostgreSQL {version} is too old; 15 or newer is needed."),
    not_utf8=N_("The database {name} is not in UTF-8; name one that does not exist yet and it will be made."),
    somebody_else_s=N_(
        "The database {name} holds tables of another program; name one that is empty or does not exist yet."
    ),
    database_missing=N_("There is no database {name} on that server; aftercare-admin init makes it."),
    no_database_here=N_(
        "This computer has no database of its own yet: run aftercare-admin init, or name a server in AFTERCARE_DSN."
    ),
    password_not_given=N_("No password came on standard input."),
    programs_missing=N_(
        "This needs pg_dump and pg_restore {version} or newer; install PostgreSQL's client programs on this computer."
    ),
    passwords_differ=N_("The two passwords differ."),
    unreachable=N_("The database server cannot be reached: {reason}"),
)


@dataclass(frozen=True)
class Installation:
    """What stands in a database; version None where no schema of ours is in it."""

    server: str
    database: str
    encrypted: bool
    version: int | None
    oldest_client: int | None
    installation: UUID | None
    upgraded_at: datetime | None

    def check_usable(self) -> None:
        """Raises ServiceError where this program and the database do not go together."""
        if self.version is None or self.oldest_client is None:
            raise ServiceError("no_schema")
        check_versions(self.version, self.oldest_client)


def check_versions(version: int, oldest_client: int) -> bool:
    """Whether the database is newer than this program yet usable; raises ServiceError where it is not."""
    if oldest_client > SCHEMA_VERSION:
        raise ServiceError("program_too_old")
    if version < SCHEMA_VERSION:
        raise ServiceError("schema_too_old")
    return version > SCHEMA_VERSION


@contextmanager
def reaching() -> Iterator[None]:
    """What the driver raises in here comes as a ServiceError: the server went away meanwhile, or refused."""
    try:
        yield
    except (psycopg.Error, DBAPIError) as raised:
        error = raised.orig if isinstance(raised, DBAPIError) else raised
        if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
            raise unreachable(error) from raised
        if not isinstance(error, psycopg.Error):
            raise
        refusal = errors.from_driver(error)
        if refusal.code == "unexpected":  # a fault of ours, which the report is to show
            raise
        raise refusal from raised


def unreachable(error: psycopg.Error) -> ServiceError:
    """The refusal for a connection that could not be made; libpq's reason in one line, without the password."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    # 'connection to server at "…", port … failed: ' stands before the reason, advice sometimes in a line behind it.
    why = [line for line in lines if "failed: " in line] or lines
    return ServiceError("unreachable", reason=why[-1].rpartition("failed: ")[2])


@reaching()
def prepare(conninfo: str, report: Report = lambda _line: None) -> bool:
    """Build the schema in a database that is empty or does not exist yet; tells whether it was new.

    One that holds an older schema of ours is upgraded. Raises ServiceError where the server, the person or
    the database will not do.
    """
    parts = conninfo_to_dict(conninfo)
    name = str(parts.get("dbname") or "")
    if not name:
        raise ServiceError("database_name_missing")
    with closing(connect(reachable(conninfo))) as connection:
        check_server(connection)
        found = connection.execute("select from pg_database where datname = %s", [name]).fetchone()
        if found is None:
            connection.execute(
                sql.SQL("create database {} template template0 encoding 'UTF8' locale 'C'").format(sql.Identifier(name))
            )
            report(name)
    with closing(connect(conninfo)) as connection:
        row = connection.execute(
            """select pg_encoding_to_char(d.encoding), to_regnamespace('aftercare') is null,
                      exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                              where c.relkind in ('r', 'p') and n.nspname <> 'aftercare'
                                and n.nspname !~ '^(pg_|information_schema)')
               from pg_database d where d.datname = current_database()"""
        ).fetchone()
        assert row is not None
        encoding, fresh, occupied = row
    if encoding != "UTF8":
        raise ServiceError("not_utf8", name=name)
    if occupied and fresh:
        raise ServiceError("somebody_else_s", name=name)
    _apply_schema(conninfo, report)
    return bool(fresh)


@reaching()
def upgrade(conninfo: str, report: Report = lambda _line: None) -> None:
    """Bring an existing schema to this program's; may be repeated. Raises ServiceError where there is none."""
    with closing(connect(conninfo)) as connection:
        check_server(connection)
        here = look(connection)
    if here.version is None or here.oldest_client is None:
        raise ServiceError("no_schema")
    if here.version > SCHEMA_VERSION and here.oldest_client > OLDEST_CLIENT:
        raise ServiceError("program_too_old")
    if here.version <= SCHEMA_VERSION:
        _apply_schema(conninfo, report)


def _apply_schema(conninfo: str, report: Report) -> None:
    from services import setup  # brings Alembic, which signing in does without

    setup.apply_schema(conninfo, report)


@reaching()
def is_current(conninfo: str) -> bool:
    """Whether tables, functions and policies are those of this very program; False where there is no schema."""
    from models import (
        catalogue,  # noqa: F401  fills the metadata that objects.tables() reads
        objects,
    )

    with closing(connect(conninfo)) as connection:
        if look(connection).version != SCHEMA_VERSION:
            return False
        known: dict[str, str] = dict(connection.execute("select name, hash from aftercare.schema_object").fetchall())
        at = connection.execute("select version_num from aftercare.alembic_version").fetchone()
    pieces = (*objects.functions(), *objects.tables(), *objects.shipped())
    return at is not None and at[0] == newest_revision() and all(known.get(one.name) == one.hash for one in pieces)


def newest_revision() -> str:
    """The last change of tables this program knows, as '0012'."""
    from models import objects

    return max(path.stem for path in (objects.FOLDER.parent / "migrations" / "versions").glob("0*.py"))[:4]


def look(connection: psycopg.Connection) -> Installation:
    """What this database is, for whoever may read it."""
    info = connection.info
    here = (
        f"{info.server_version // 10000}.{info.server_version % 10000}",
        info.dbname,
        bool(connection.pgconn.ssl_in_use),
    )
    known = connection.execute(
        """select n.oid is not null and has_schema_privilege(n.oid, 'usage')
                  and to_regclass('aftercare.schema_version') is not null
           from (select to_regnamespace('aftercare') as oid) n"""
    ).fetchone()
    row = None
    if known and known[0]:
        row = connection.execute(
            "select version, oldest_client, installation, upgraded_at from aftercare.schema_version"
        ).fetchone()
    return Installation(*here, *(row or (None, None, None, None)))


def connect(conninfo: str, **options: str) -> psycopg.Connection:
    """A connection for set-up work, each statement for itself; raises ServiceError where there is none.

    Statements take as long as they need, but where the server stops answering they raise psycopg's OperationalError.
    """
    settings = {"connect_timeout": "10", "application_name": "aftercare-admin", **options}
    try:
        whole = make_conninfo("", **{**KEEPALIVES, **conninfo_to_dict(conninfo), **settings})
        connection = psycopg.connect(whole, autocommit=True)
    except psycopg.OperationalError as error:
        name = str(conninfo_to_dict(conninfo).get("dbname") or "")
        if f'database "{name}" does not exist' in str(error):
            raise ServiceError("database_missing", name=name) from error
        raise unreachable(error) from error
    except psycopg.Error as error:
        raise unreachable(error) from error
    keep_asking(connection, whole)
    return connection


def reachable(conninfo: str) -> str:
    """Conninfo of a database that lets us in: CREATE DATABASE needs a connection to another one."""
    for name in ("postgres", "template1"):
        other = make_conninfo(conninfo, dbname=name)
        try:
            connect(other).close()
        except ServiceError:
            continue
        return other
    return conninfo


def check_server(connection: psycopg.Connection) -> None:
    """Raises ServiceError unless the server is new enough and we are its superuser."""
    if connection.info.server_version < OLDEST_SERVER:
        raise ServiceError("server_too_old", version=connection.info.server_version // 10000)
    row = connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    if row is None or not row[0]:
        raise ServiceError("superuser_needed", user=connection.info.user)

"""The PostgreSQL of a test run: one cluster, one template database, clones of it.

The cluster is thrown away afterwards, unless AFTERCARE_TEST_DSN (a superuser's libpq URL)
names a server to test against; there only the databases of this run are removed.
The processes of a parallel run find each other by RUN_FOLDER, which the first one sets.
"""

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, text

from app import embedded, throwaway
from app.locks import locked
from services.setup import apply_schema, superuser_engine

RUN_FOLDER = "AFTERCARE_TEST_RUN"

_cluster: embedded.Cluster | None = None
_begun: embedded.Cluster | None = None


def build_template(dsn: str) -> None:
    """Make the database of a new installation, with the tests' cast, in that superuser's database."""
    from tests.people import cast

    apply_schema(dsn)
    engine = superuser_engine(dsn)
    with engine.begin() as connection:
        cast(connection)
    engine.dispose()


@dataclass(frozen=True)
class Clone:
    """A database of our own, made from the template."""

    name: str

    def dsn(self, user: str | None = None, password: str | None = None) -> str:
        """A libpq URL: the superuser's, or a person's."""
        return server_dsn(self.name, user, password)

    def connect(self, user: str | None = None, password: str | None = None) -> psycopg.Connection:
        return psycopg.connect(self.dsn(user, password))

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction of the superuser; what it writes is there for everybody afterwards."""
        with superuser_engine(self.dsn()).begin() as connection:
            connection.execute(text("set local search_path = aftercare, pg_temp"))
            yield connection

    def drop(self) -> None:
        with psycopg.connect(server_dsn(), autocommit=True) as connection:
            identifier = sql.Identifier(self.name)
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(identifier))


def begin_run() -> None:
    """Called once, by the process that starts the others. Sweeps up what killed runs left behind."""
    global _begun
    if os.environ.get("AFTERCARE_TEST_DSN"):
        folder = Path(tempfile.mkdtemp(prefix="aftercare-run-"))
    else:
        folder = throwaway.new_folder()
        _begun = embedded.Cluster(folder, throwaway=True)
        _begun.join()
    os.environ[RUN_FOLDER] = str(folder)


def leave_run() -> None:
    """Called by every process when its tests are done."""
    global _cluster
    if _cluster is not None:
        _cluster.stop()
        _cluster = None


def end_run() -> None:
    """Called once, at the very end: removes the cluster, or the databases we made on somebody's server."""
    folder = _run_folder()
    if os.environ.get("AFTERCARE_TEST_DSN"):
        with psycopg.connect(server_dsn(), autocommit=True) as connection:
            ours = connection.execute(
                "select datname from pg_database where starts_with(datname, %s)", [_prefix()]
            ).fetchall()
            for (name,) in ours:
                identifier = sql.Identifier(name)
                connection.execute(sql.SQL("alter database {} with is_template false").format(identifier))
                connection.execute(sql.SQL("drop database {} with (force)").format(identifier))
        shutil.rmtree(folder, ignore_errors=True)
    else:
        assert _begun is not None
        _begun.remove()
    del os.environ[RUN_FOLDER]


def _run_folder() -> Path:
    return Path(os.environ[RUN_FOLDER])


def _prefix() -> str:
    return "test_" + re.sub(r"[^a-z0-9]", "_", _run_folder().name.rsplit("-", 1)[-1].lower()) + "_"


def server_dsn(dbname: str = "postgres", user: str | None = None, password: str | None = None) -> str:
    """A libpq URL for a database of the run's server; starts the server when it is first asked for."""
    global _cluster
    given = os.environ.get("AFTERCARE_TEST_DSN")
    if given:
        return _with(given, dbname, user, password)
    if _cluster is None:
        cluster = embedded.Cluster(_run_folder(), throwaway=True)
        cluster.start()
        _cluster = cluster
    return _cluster.dsn(dbname, user or embedded.SUPERUSER, password)


def _with(dsn: str, dbname: str, user: str | None, password: str | None) -> str:
    parts = conninfo_to_dict(dsn)
    parts["dbname"] = dbname
    if user is not None:
        parts["user"] = user
        parts["password"] = password
    given = {name: str(value) for name, value in parts.items() if value is not None}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items())
    return f"postgresql://?{query}"


def template() -> str:
    """The template's name; built by whichever process asks first."""
    name = _prefix() + "template"
    with (
        locked(_run_folder() / "template.lock", timeout_seconds=240),
        psycopg.connect(server_dsn(), autocommit=True) as connection,
    ):
        ask = "select datistemplate from pg_database where datname = %s"
        ready = connection.execute(ask, [name]).fetchone()
        if ready is None or not ready[0]:
            identifier = sql.Identifier(name)
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(identifier))
            connection.execute(
                sql.SQL("create database {} template template0 encoding 'UTF8' locale 'C'").format(identifier)
            )
            build_template(server_dsn(name))
            connection.execute(sql.SQL("alter database {} with is_template true").format(identifier))
    return name


def install(dsn: str) -> None:
    """Build the schema in a database of the run's server; one at a time, since roles belong to all of them."""
    from services.setup import apply_schema

    template()
    with locked(_run_folder() / "template.lock", timeout_seconds=240):
        apply_schema(dsn)


def clone(purpose: str = "own") -> Clone:
    """A fresh database with everything of the template, its rights and settings too; about 50 ms."""
    source = template()
    name = f"{_prefix()}{purpose}_{secrets.token_hex(4)}"
    with psycopg.connect(server_dsn(), autocommit=True) as connection:
        # Two copies at once disturb each other; a file lock waits instead of failing.
        with locked(_run_folder() / "template.lock", timeout_seconds=240):
            connection.execute(
                sql.SQL("create database {} template {} strategy file_copy").format(
                    sql.Identifier(name), sql.Identifier(source)
                )
            )
        _copy_rights(connection, source, name)
    return Clone(name)


def _copy_rights(connection: psycopg.Connection, source: str, name: str) -> None:
    """Who may connect and the settings of a database, which CREATE DATABASE does not copy."""
    connection.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
    granted = connection.execute(
        """select case when a.grantee = 0 then null else pg_get_userbyid(a.grantee) end,
                  a.privilege_type, a.is_grantable
             from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
            where d.datname = %s and a.grantee <> d.datdba""",
        [source],
    ).fetchall()
    for grantee, privilege, grantable in granted:
        connection.execute(
            sql.SQL("grant {} on database {} to {}{}").format(
                sql.SQL(privilege),
                sql.Identifier(name),
                sql.SQL("public") if grantee is None else sql.Identifier(grantee),
                sql.SQL(" with grant option" if grantable else ""),
            )
        )
    configured = connection.execute(
        """select unnest(s.setconfig) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
            where d.datname = %s and s.setrole = 0""",
        [source],
    ).fetchall()
    for (setting,) in configured:
        key, value = setting.split("=", 1)
        # a list of names: as a text it would be one name with a comma in it
        new = sql.SQL(value) if key == "search_path" else sql.Literal(value)
        with suppress(psycopg.errors.CantChangeRuntimeParam):
            connection.execute(
                sql.SQL("alter database {} set {} to {}").format(sql.Identifier(name), sql.Identifier(key), new)
            )

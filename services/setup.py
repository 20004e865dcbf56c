"""Builds and upgrades the schema in a PostgreSQL database; may be repeated at any time.

Runs as a superuser of the server. Tables come from Alembic, functions, triggers and policies from
`models/sql`, applied where their hash changed: one table a transaction with a short lock timeout, since
applying all of them at once under load died of deadlocks every time it was tried.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from models import objects
from models.objects import SchemaObject
from services.answering import KEEPALIVES, keep_asking
from services.version import OLDEST_CLIENT, SCHEMA_VERSION

Report = Callable[[str], None]
_ROOT = Path(__file__).resolve().parent.parent
LOCK_TIMEOUT = "300ms"
RETRIES = 60


def superuser_engine(conninfo: str) -> Engine:
    """An engine for set-up work on a superuser's libpq conninfo or URL."""
    whole = make_conninfo("", **{**KEEPALIVES, **conninfo_to_dict(conninfo), "application_name": "aftercare-admin"})

    def connect() -> psycopg.Connection:
        connection = psycopg.connect(whole)
        keep_asking(connection, whole)
        return connection

    return create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool)


def apply_schema(conninfo: str, report: Report = lambda _line: None) -> None:
    """Bring a database to this program's schema, from empty or from any older release."""
    engine = superuser_engine(conninfo)
    with engine.begin() as connection:
        for name in ("roles.sql", "database.sql"):
            _run(connection, (objects.FOLDER / name).read_text("utf-8"))
    with engine.connect() as connection:
        command.upgrade(alembic_config(connection), "head")
    report("tables")
    for piece in (*objects.functions(), *objects.tables(), *objects.shipped()):
        if _apply(engine, piece):
            report(piece.name)
    with engine.begin() as connection:
        connection.execute(
            text("""
            insert into aftercare.schema_version (version, oldest_client) values (:version, :oldest)
            on conflict (one) do update set version = excluded.version, oldest_client = excluded.oldest_client,
              upgraded_at = now()
              where schema_version.version <> excluded.version"""),
            {"version": SCHEMA_VERSION, "oldest": OLDEST_CLIENT},
        )
    engine.dispose()


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(_ROOT / "models" / "migrations"))
    config.attributes["connection"] = connection
    return config


def _apply(engine: Engine, piece: SchemaObject) -> bool:
    """Apply one object where its text changed; tells whether it did."""
    for attempt in range(RETRIES):
        try:
            with engine.begin() as connection:
                known = connection.execute(
                    text("select hash from aftercare.schema_object where name = :name"), {"name": piece.name}
                ).scalar()
                if known == piece.hash:
                    return False
                connection.execute(text(f"set local lock_timeout = '{LOCK_TIMEOUT}'"))
                connection.execute(text("set local check_function_bodies = off"))
                connection.execute(text(f"set local role {piece.owner}"))
                _run(connection, piece.text)
                connection.execute(text("reset role"))
                connection.execute(
                    text("""
                    insert into aftercare.schema_object (name, hash) values (:name, :hash)
                    on conflict (name) do update set hash = excluded.hash, applied_at = now()"""),
                    {"name": piece.name, "hash": piece.hash},
                )
            return True
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") not in ("55P03", "40P01") or attempt + 1 == RETRIES:
                raise
            time.sleep(random.uniform(0.05, 0.3))
    raise AssertionError("unreachable")


def _run(connection: Connection, script: str) -> None:
    """Run a script of several statements as it stands: no parameters, so % and : mean themselves."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    try:
        raw.execute(script.encode())
    except psycopg.OperationalError as error:
        raise OperationalError(None, None, error) from error

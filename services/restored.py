"""What becomes of a restored database: tried and removed again, or put into service."""

import secrets
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from services import audit_check, audit_seals, backup, errors, installation
from services.errors import ServiceError
from services.texts import N_

DRILL = "restore_drill"
_EMPTY_SECONDS = 15.0

errors.sentences(
    swap_same=N_("{name} is in service already."),
    swap_of_another=N_("The database {name} belongs to another installation. Nothing was changed."),
    swap_in_use=N_("Somebody keeps connecting to the database; nothing was changed. Try again."),
    drill_no_backup=N_("There is no backup in {folder}."),
)


def newest(folder: Path) -> tuple[Path, Path | None]:
    """The newest data backup in a folder, and that of the attachments made with it; raises ServiceError."""
    found: list[tuple[str, Path]] = []
    attachments: dict[str, Path] = {}
    for path in folder.iterdir():
        if not path.is_file():
            continue
        try:
            manifest = backup.read_manifest(path)
        except ServiceError:
            continue  # another file, or one that is being written
        if manifest.kind == "data":
            found.append((manifest.made_at, path))
        else:
            attachments[manifest.made_at] = path
    if not found:
        raise ServiceError("drill_no_backup", folder=folder)
    made_at, path = max(found)
    return path, attachments.get(made_at)


def drill(
    conninfo: str,
    file: Path,
    programs: backup.Programs,
    attachments: Path | None = None,
    report: Callable[[str], None] = lambda _line: None,
) -> backup.Manifest:
    """Restore a backup for trial beside what runs, look through it, remove it again.

    conninfo: a superuser's, to the database in service, where the outcome is noted among due work. Raises
    ServiceError where the backup would not do.
    """
    name = f"aftercare_drill_{secrets.token_hex(4)}"
    began = datetime.now(UTC)
    try:
        manifest = backup.restore(conninfo, name, file, programs, attachments, report)
        try:
            examine(make_conninfo(conninfo, dbname=name))
        finally:
            with closing(installation.connect(conninfo)) as connection:
                connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    except ServiceError as error:
        _note(conninfo, began, 0, error.sentence())
        raise
    _note(conninfo, began, manifest.total, None)
    return manifest


def examine(conninfo: str) -> int:
    """Whether a restored database is one this program can use and its audit trail fits; the number of checks."""
    with closing(installation.connect(conninfo)) as connection:
        here = installation.look(connection)
        if here.version is None:
            raise ServiceError("no_schema")
        found = audit_check.findings(connection)
        # Against no seals kept outside: those made since the backup are rightly missing here.
        sealed = audit_seals.check(connection, None)
    wrong = [f"{each.wrong} / {each.looked_at} {each.check}" for each in found if each.wrong]
    if sealed.wrong_seals:
        wrong.append(f"{len(sealed.wrong_seals)} / {sealed.seals} seals")
    if wrong:
        raise ServiceError("audit_does_not_fit", what="; ".join(wrong))
    return len(found)


def _note(conninfo: str, began: datetime, rows: int, error: str | None) -> None:
    with closing(installation.connect(conninfo)) as connection:
        if installation.look(connection).version is None:
            return
        connection.execute(
            """insert into aftercare.job_run (name, started_at, finished_at, rows, error) values (%s, %s, now(), %s, %s)
               on conflict (name) do update set started_at = excluded.started_at, finished_at = excluded.finished_at,
                 rows = excluded.rows, error = excluded.error""",
            [DRILL, began, rows, error],
        )


def last_drill(conninfo: str) -> datetime | None:
    """When a drill last went well."""
    with closing(installation.connect(conninfo)) as connection:
        row = connection.execute(
            "select finished_at from aftercare.job_run where name = %s and error is null", [DRILL]
        ).fetchone()
    return row[0] if row else None


def swap(conninfo: str, name: str) -> str:
    """Put the database `name` into the place of the one conninfo names; returns the name the old one has now.

    Open connections to both end; programs connect again by themselves. Both renamings happen or none.
    """
    current = str(conninfo_to_dict(conninfo)["dbname"])
    if name == current:
        raise ServiceError("swap_same", name=name)
    _check_belongs(conninfo, name)
    old = f"{current[:40]}_until_{datetime.now(UTC):%Y%m%d_%H%M%S}"
    with closing(installation.connect(installation.reachable(conninfo))) as connection:
        installation.check_server(connection)
        try:
            for each in (current, name):
                _let_in(connection, each, False)
            _empty(connection, [current, name])
            with connection.transaction():
                _rename(connection, current, old)
                _rename(connection, name, current)
        except BaseException:
            for each in (current, name):
                _let_in(connection, each, True)
            raise
        for each in (current, old):
            _let_in(connection, each, True)
    return old


def _check_belongs(conninfo: str, name: str) -> None:
    with closing(installation.connect(conninfo)) as connection:
        here = installation.look(connection)
    with closing(installation.connect(make_conninfo(conninfo, dbname=name))) as connection:
        there = installation.look(connection)
    there.check_usable()
    if there.installation != here.installation:
        raise ServiceError("swap_of_another", name=name)


def _let_in(connection: psycopg.Connection, name: str, allowed: bool) -> None:
    connection.execute(
        sql.SQL("alter database {} with allow_connections {}").format(sql.Identifier(name), sql.Literal(allowed))
    )


def _empty(connection: psycopg.Connection, names: list[str]) -> None:
    """End whoever is in the databases, which let nobody in any more."""
    deadline = time.monotonic() + _EMPTY_SECONDS
    while connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = any (%s)", [names]
    ).fetchall():
        if time.monotonic() > deadline:
            raise ServiceError("swap_in_use")
        time.sleep(0.05)


def _rename(connection: psycopg.Connection, name: str, new: str) -> None:
    connection.execute(sql.SQL("alter database {} rename to {}").format(sql.Identifier(name), sql.Identifier(new)))

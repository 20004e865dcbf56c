"""A backup comes back: into a new database beside what runs, whole or not at all.

It is filled under a name of its own (`aftercare_part_…`) and gets the wanted one once every row was counted, so that a
database with a name somebody chose is never half of one. What a program that was killed left behind is swept away by
the next.
"""

import re
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from models import objects
from services import errors, installation
from services.backup import Manifest, check, count
from services.errors import ServiceError
from services.pg_programs import Programs, Watch, connection_of
from services.safety import DRILLS, PARTS, RESTORING
from services.texts import N_, _

Report = Callable[[str], None]

errors.sentences(
    backup_kinds_differ=N_("{file} is the wrong kind of backup: data and attachments are two files."),
    backup_of_another=N_("The two files belong to different installations. Nothing was changed."),
    backup_newer_server=N_("The backup comes from PostgreSQL {theirs}; this server is {ours} and cannot take it."),
    database_exists=N_("There is a database {name} already; name one that does not exist."),
    database_name_wrong=N_("A database is named here by lower-case letters, digits and _, up to 63 of them."),
    database_name_ours=N_("Names that begin with {name} are the program's own; choose another."),
    backup_rows_differ=N_("The restored database is not complete ({what}); it was removed again."),
)


def restore(
    conninfo: str,
    name: str,
    file: Path,
    programs: Programs,
    attachments: Path | None = None,
    report: Report = lambda _line: None,
    watch: Watch | None = None,
) -> Manifest:
    """Restore into a new database of that name on the same server; what runs there is not touched.

    conninfo: a superuser's, to any database of the server. People whose roles the server lacks are made again
    (with their passwords where the backup holds them) and everybody gets CONNECT; the audit trail begins a new
    epoch. What fails half way is removed. Raises ServiceError.
    """
    watch = watch or Watch()
    manifest = check(file, programs, watch)
    photos = check(attachments, programs, watch) if attachments is not None else None
    for each, wanted, path in ((manifest, "data", file), (photos, "attachments", attachments)):
        if each is not None and path is not None and each.kind != wanted:
            raise ServiceError("backup_kinds_differ", file=path.name)
    if photos is not None and photos.installation != manifest.installation:
        raise ServiceError("backup_of_another")
    _check_name(name)
    part = f"{PARTS}{secrets.token_hex(4)}"
    with closing(installation.connect(conninfo, application_name=f"{RESTORING}{part}")) as connection:
        installation.check_server(connection)
        sweep(connection)
        ours = connection.info.server_version // 10000
        if manifest.server_major > ours:
            raise ServiceError("backup_newer_server", theirs=manifest.server_major, ours=ours)
        if connection.execute("select from pg_database where datname = %s", [name]).fetchone() is not None:
            raise ServiceError("database_exists", name=name)
        connection.execute(_script("roles.sql"))
        made = _make_people(connection, manifest)
        report(
            _("people: {made} made, {kept} were there").format(made=len(made), kept=len(manifest.people) - len(made))
        )
        try:
            connection.execute(
                sql.SQL("create database {} template template0 encoding 'UTF8' locale 'C'").format(sql.Identifier(part))
            )
            inside = make_conninfo(conninfo, dbname=part)
            _fill(connection, inside, file, attachments, programs, (manifest, photos), report, watch)
            _finish(inside, part, manifest, photos, watch)
            watch.check()
            connection.execute(
                sql.SQL("alter database {} rename to {}").format(sql.Identifier(part), sql.Identifier(name))
            )
        except BaseException as error:
            drop(connection, part)
            _unmake_people(connection, made)
            if isinstance(error, psycopg.errors.DuplicateDatabase):
                raise ServiceError("database_exists", name=name) from error
            raise
    return manifest


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name):
        raise ServiceError("database_name_wrong", field="name")
    if name.startswith(PARTS):
        raise ServiceError("database_name_ours", field="name", name=PARTS)


def drop(connection: psycopg.Connection, name: str) -> None:
    """Remove a database, whoever is in it."""
    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def sweep(connection: psycopg.Connection) -> int:
    """Remove what restores and drills left that were broken off; connection is a superuser's. How many."""
    left = connection.execute(
        """select d.datname from pg_database d
           where (starts_with(d.datname, %(parts)s) or starts_with(d.datname, %(drills)s)) and not exists (
             select from pg_stat_activity a join pg_roles u on u.oid = a.usesysid
             where u.rolsuper and a.application_name = %(restoring)s || d.datname)""",
        {"parts": PARTS, "drills": DRILLS, "restoring": RESTORING},
    ).fetchall()
    for (name,) in left:
        drop(connection, name)
    return len(left)


def _make_people(connection: psycopg.Connection, manifest: Manifest) -> list[str]:
    """Roles the server lacks, made by the accounts functions' owner: from 16 on nobody else's can be changed."""
    there = {name for (name,) in connection.execute("select rolname from pg_roles").fetchall()}
    missing = [member for member in manifest.people if member.role not in there]
    with connection.transaction():
        connection.execute("set local role aftercare_accounts")
        for member in missing:
            role = sql.Identifier(member.role)
            limit, settings = _bounds(member.groups)
            connection.execute(
                sql.SQL(
                    "create role {} nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls "
                    "connection limit {}"
                ).format(role, sql.Literal(limit))
            )
            if member.verifier is not None:
                connection.execute(sql.SQL("alter role {} password {}").format(role, sql.Literal(member.verifier)))
            if member.can_login:
                connection.execute(sql.SQL("alter role {} login").format(role))
            for setting, value in settings.items():
                connection.execute(
                    sql.SQL("alter role {} set {} = {}").format(role, sql.Identifier(setting), sql.Literal(value))
                )
            for group in member.groups:
                connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(f"aftercare_{group}"), role))
    return [member.role for member in missing]


def _unmake_people(connection: psycopg.Connection, roles: list[str]) -> None:
    """Nobody is left who can sign in for a database that was not restored; one another restore uses by now stays."""
    for role in roles:
        with suppress(psycopg.errors.DependentObjectsStillExist), connection.transaction():
            connection.execute("set local role aftercare_accounts")
            connection.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(role)))


def _bounds(groups: tuple[str, ...]) -> tuple[int, dict[str, str]]:
    """Connections and times as the accounts functions give them to a person, a kiosk and a customer."""
    if groups in (("kiosk",), ("customer",)):
        times = ("10s", "3s", "10s")
        limit = 8 if groups == ("kiosk",) else 4
    else:
        times, limit = ("30s", "5s", "60s"), 12
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    return limit, dict(zip(names, times, strict=True))


def _fill(
    connection: psycopg.Connection,
    conninfo: str,
    file: Path,
    attachments: Path | None,
    programs: Programs,
    manifests: tuple[Manifest, Manifest | None],
    report: Report,
    watch: Watch,
) -> None:
    data, photos = manifests
    with connection_of(connection, conninfo, programs) as (dsn, environment):
        base = [str(programs.pg_restore), "--exit-on-error", f"--dbname={dsn}"]
        watch.run([*base, str(file)], environment, "restore", len(data.rows), conninfo)
        report(file.name)
        if attachments is not None and photos is not None:
            command = [*base, "--data-only", "--disable-triggers", str(attachments)]
            watch.run(command, environment, "attachments", len(photos.rows), conninfo)
            report(attachments.name)


def _finish(conninfo: str, name: str, manifest: Manifest, photos: Manifest | None, watch: Watch) -> None:
    expected = {**manifest.rows, **(photos.rows if photos else {})}
    with closing(installation.connect(conninfo)) as connection, watch.over(connection), connection.transaction():
        found = {}
        for place, table in enumerate(expected):
            watch.tell("count", place, len(expected))
            found[table] = count(connection, table)
        wrong = [f"{table}: {found[table]}/{count}" for table, count in expected.items() if found[table] != count]
        if wrong:
            raise ServiceError("backup_rows_differ", what=", ".join(wrong[:5]))
        connection.execute(_script("database.sql"))
        for member in manifest.people:
            connection.execute(
                sql.SQL("grant connect on database {} to {}").format(sql.Identifier(name), sql.Identifier(member.role))
            )
        # Transaction ids start over in another cluster: entries after this moment are told apart by the epoch.
        connection.execute(
            "insert into aftercare.audit_epoch (number) select max(number) + 1 from aftercare.audit_epoch"
        )
    with closing(installation.connect(conninfo)) as connection, watch.over(connection):
        watch.tell("analyze")
        connection.execute("analyze")


def _script(name: str) -> bytes:
    return (objects.FOLDER / name).read_bytes()

"""Backups that can be trusted: made from one moment, read back whole, restored beside what runs.

A backup file is what `pg_dump -Fc` writes, with a manifest behind it: SHA-256 and row counts of that same moment,
the people and their roles. `pg_restore` reads the file as it is; our restore refuses one that was cut or altered.
Photos and other attachments (`attachment_data`) go into a file of their own, which is large and changes little.

Whoever holds such a file holds the data and, where a superuser made it, the password verifiers: it is readable
for its owner only. Restoring runs what is in it, so a backup is to be trusted like a program.
"""

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import psycopg
from psycopg import IsolationLevel, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from models import objects
from services import errors, installation
from services.errors import ServiceError
from services.texts import N_, _
from services.version import SCHEMA_VERSION

Report = Callable[[str], None]

FORMAT = 1
_MAGIC = b"\nAFTERCAREBACKUP"
_FOOTER_BYTES = len(_MAGIC) + 8 + 32
BYTES = "attachment_data"

errors.sentences(
    backup_damaged=N_("{file} is not a whole backup: it was cut or altered ({what}). Nothing was changed."),
    backup_not_ours=N_("{file} is no backup of Aftercare. Nothing was changed."),
    backup_kinds_differ=N_("{file} is the wrong kind of backup: data and attachments are two files."),
    backup_of_another=N_("The two files belong to different installations. Nothing was changed."),
    backup_newer_server=N_("The backup comes from PostgreSQL {theirs}; this server is {ours} and cannot take it."),
    backup_role_needed=N_("A backup needs the role aftercare_backup or a superuser; {user} would see a part only."),
    backup_no_attachments=N_("This database has no attachments to save."),
    backup_failed=N_("{program} failed: {reason}"),
    database_exists=N_("There is a database {name} already; name one that does not exist."),
    backup_rows_differ=N_("The restored database is not complete ({what}); it was removed again."),
)


@dataclass(frozen=True)
class Programs:
    """pg_dump and pg_restore of one PostgreSQL, and the environment they run in."""

    pg_dump: Path
    pg_restore: Path
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Member:
    """A person's database role: group codes, whether he may sign in, SCRAM verifier if we were let see it."""

    role: str
    groups: tuple[str, ...]
    can_login: bool
    verifier: str | None


@dataclass(frozen=True)
class Manifest:
    """What stands behind the dump; kind is 'data' or 'attachments', rows counts each table."""

    format: int
    kind: str
    made_at: str
    server_major: int
    schema_version: int
    installation: str
    dump_bytes: int
    dump_sha256: str
    rows: dict[str, int]
    people: tuple[Member, ...]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


# -- saving ------------------------------------------------------------------------------------------


def save(conninfo: str, file: Path, programs: Programs, attachments: Path | None = None) -> list[Manifest]:
    """Write a backup and read it back; a file appears whole or not at all.

    attachments: also write their bytes, to this file. Returns a manifest for each file. The role has to pass row
    security (aftercare_backup, or a superuser). Raises ServiceError.
    """
    with closing(installation.connect(conninfo)) as connection:
        here = installation.look(connection)
        if here.version is None:
            raise ServiceError("no_schema")
        connection.autocommit = False
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        _check_sees_all(connection)
        stored = connection.execute("select to_regclass(%s) is not null", [f"aftercare.{BYTES}"]).fetchone()
        has_bytes = bool(stored and stored[0])
        if attachments is not None and not has_bytes:
            raise ServiceError("backup_no_attachments")
        snapshot = _one(connection, "select pg_export_snapshot()")
        counts = _counts(connection)
        common = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "server_major": connection.info.server_version // 10000,
            "schema_version": here.version,
            "installation": str(here.installation),
        }
        made = []
        with _connection_of(connection, conninfo, programs) as (dsn, environment):
            base = [str(programs.pg_dump), f"--dbname={dsn}", f"--snapshot={snapshot}", "--format=custom"]
            data = [*base, "--schema=aftercare", f"--exclude-table-data=aftercare.{BYTES}"]
            rows = {table: count for table, count in counts.items() if table != BYTES}
            made.append(_write(data, file, programs, environment, rows, _people(connection), "data", common))
            if attachments is not None:
                photos = [*base, "--data-only", f"--table=aftercare.{BYTES}"]
                rows = {BYTES: counts[BYTES]}
                made.append(_write(photos, attachments, programs, environment, rows, (), "attachments", common))
    return made


def _write(
    command: list[str],
    file: Path,
    programs: Programs,
    environment: Mapping[str, str],
    rows: dict[str, int],
    people: tuple[Member, ...],
    kind: str,
    common: dict,
) -> Manifest:
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        _run([*command, f"--file={part}"], environment, "pg_dump")
        manifest = Manifest(
            kind=kind, dump_bytes=part.stat().st_size, dump_sha256=_sha256(part), rows=rows, people=people, **common
        )
        content = json.dumps(asdict(manifest), ensure_ascii=False).encode()
        with part.open("ab") as out:
            out.write(content + _MAGIC + len(content).to_bytes(8, "big") + hashlib.sha256(content).digest())
            out.flush()
            os.fsync(out.fileno())
        check(part, programs)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _check_sees_all(connection: psycopg.Connection) -> None:
    # pg_dump itself would stop at the first table with row security, but only after minutes of work.
    if not _one(connection, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"):
        raise ServiceError("backup_role_needed", user=connection.info.user)


def _counts(connection: psycopg.Connection) -> dict[str, int]:
    names = connection.execute(
        """select c.relname from pg_class c
           where c.relnamespace = 'aftercare'::regnamespace and c.relkind in ('r', 'p') order by 1"""
    ).fetchall()
    return {name: _count(connection, name) for (name,) in names}


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier("aftercare", table))).fetchone()
    return int(row[0]) if row else 0


def _people(connection: psycopg.Connection) -> tuple[Member, ...]:
    superuser = _one(connection, "select rolsuper from pg_roles where rolname = current_user")
    roles = sql.SQL("pg_authid" if superuser else "pg_roles")
    verifier = sql.SQL("p.rolpassword" if superuser else "null")
    rows = connection.execute(
        sql.SQL(
            """select p.rolname, array(select substr(g.rolname, 11) from pg_auth_members m
                                       join pg_roles g on g.oid = m.roleid
                                       where m.member = p.oid and g.rolname like 'aftercare\\_%%' order by 1),
                      p.rolcanlogin, {}
               from aftercare.staff s join {} p on p.rolname = 's_' || s.login order by s.login"""
        ).format(verifier, roles),
        [],
    ).fetchall()
    return tuple(Member(role, tuple(groups), can, secret) for role, groups, can, secret in rows)


# -- checking ----------------------------------------------------------------------------------------


def check(file: Path, programs: Programs) -> Manifest:
    """Read a backup from the first byte to the last; raises ServiceError where it is not whole.

    A listing of the contents would not do: pg_restore -l accepts files that were cut.
    """
    manifest = read_manifest(file)
    if _sha256(file, manifest.dump_bytes) != manifest.dump_sha256:
        raise ServiceError("backup_damaged", file=file.name, what="SHA-256")
    try:
        _run([str(programs.pg_restore), f"--file={os.devnull}", str(file)], programs.environment, "pg_restore")
    except ServiceError as error:
        raise ServiceError("backup_damaged", file=file.name, what=error.values.get("reason", "pg_restore")) from error
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What stands behind a backup, without reading all of it; raises ServiceError where that is not whole."""
    size = file.stat().st_size
    with file.open("rb") as source:
        if source.read(5) != b"PGDMP":
            raise ServiceError("backup_not_ours", file=file.name)
        source.seek(max(size - _FOOTER_BYTES, 0))
        footer = source.read()
        if not footer.startswith(_MAGIC):
            raise ServiceError("backup_damaged", file=file.name, what=_("its end is missing"))
        length = int.from_bytes(footer[len(_MAGIC) : len(_MAGIC) + 8], "big")
        begin = size - _FOOTER_BYTES - length
        if begin < 0:
            raise ServiceError("backup_damaged", file=file.name, what=_("its end is missing"))
        source.seek(begin)
        content = source.read(length)
    if hashlib.sha256(content).digest() != footer[len(_MAGIC) + 8 :]:
        raise ServiceError("backup_damaged", file=file.name, what=_("its manifest"))
    values = json.loads(content)
    if values["format"] > FORMAT:
        raise ServiceError("program_too_old")
    people = tuple(Member(**{**each, "groups": tuple(each["groups"])}) for each in values.pop("people"))
    manifest = Manifest(people=people, **values)
    if manifest.dump_bytes != begin:
        raise ServiceError("backup_damaged", file=file.name, what=_("its length"))
    return manifest


def _sha256(file: Path, length: int | None = None) -> str:
    digest = hashlib.sha256()
    left = file.stat().st_size if length is None else length
    with file.open("rb") as source:
        while left and (piece := source.read(min(left, 1 << 20))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


# -- restoring ---------------------------------------------------------------------------------------


def restore(
    conninfo: str,
    name: str,
    file: Path,
    programs: Programs,
    attachments: Path | None = None,
    report: Report = lambda _line: None,
) -> Manifest:
    """Restore into a new database of that name on the same server; what runs there is not touched.

    conninfo: a superuser's, to any database of the server. People whose roles the server lacks are made again
    (with their passwords where the backup holds them) and everybody gets CONNECT; the audit trail begins a new
    epoch. What fails half way is removed. Raises ServiceError.
    """
    manifest = check(file, programs)
    photos = check(attachments, programs) if attachments is not None else None
    for each, wanted, path in ((manifest, "data", file), (photos, "attachments", attachments)):
        if each is not None and path is not None and each.kind != wanted:
            raise ServiceError("backup_kinds_differ", file=path.name)
    if photos is not None and photos.installation != manifest.installation:
        raise ServiceError("backup_of_another")
    if manifest.schema_version > SCHEMA_VERSION:
        raise ServiceError("program_too_old")
    with closing(installation.connect(conninfo)) as connection:
        installation.check_server(connection)
        ours = connection.info.server_version // 10000
        if manifest.server_major > ours:
            raise ServiceError("backup_newer_server", theirs=manifest.server_major, ours=ours)
        if connection.execute("select from pg_database where datname = %s", [name]).fetchone() is not None:
            raise ServiceError("database_exists", name=name)
        connection.execute(_script("roles.sql"))
        made = _make_people(connection, manifest)
        report(_("people: {made} made, {kept} were there").format(made=made, kept=len(manifest.people) - made))
        identifier = sql.Identifier(name)
        connection.execute(
            sql.SQL("create database {} template template0 encoding 'UTF8' locale 'C'").format(identifier)
        )
        try:
            _fill(connection, make_conninfo(conninfo, dbname=name), file, attachments, programs, report)
            _finish(make_conninfo(conninfo, dbname=name), name, manifest, photos)
        except BaseException:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(identifier))
            raise
    return manifest


def _make_people(connection: psycopg.Connection, manifest: Manifest) -> int:
    """Roles the server lacks, made by the accounts functions' owner: from 16 on nobody else's can be changed."""
    there = {name for (name,) in connection.execute("select rolname from pg_roles").fetchall()}
    missing = [member for member in manifest.people if member.role not in there]
    with connection.transaction():
        connection.execute("set local role aftercare_accounts")
        for member in missing:
            role = sql.Identifier(member.role)
            connection.execute(
                sql.SQL(
                    "create role {} nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls "
                    "connection limit 12"
                ).format(role)
            )
            if member.verifier is not None:
                connection.execute(sql.SQL("alter role {} password {}").format(role, sql.Literal(member.verifier)))
            if member.can_login:
                connection.execute(sql.SQL("alter role {} login").format(role))
            for setting, value in (
                ("statement_timeout", "30s"),
                ("lock_timeout", "5s"),
                ("idle_in_transaction_session_timeout", "60s"),
            ):
                connection.execute(
                    sql.SQL("alter role {} set {} = {}").format(role, sql.Identifier(setting), sql.Literal(value))
                )
            for group in member.groups:
                connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(f"aftercare_{group}"), role))
    return len(missing)


def _fill(
    connection: psycopg.Connection,
    conninfo: str,
    file: Path,
    attachments: Path | None,
    programs: Programs,
    report: Report,
) -> None:
    with _connection_of(connection, conninfo, programs) as (dsn, environment):
        base = [str(programs.pg_restore), "--exit-on-error", f"--dbname={dsn}"]
        _run([*base, str(file)], environment, "pg_restore")
        report(file.name)
        if attachments is not None:
            _run([*base, "--data-only", "--disable-triggers", str(attachments)], environment, "pg_restore")
            report(attachments.name)


def _finish(conninfo: str, name: str, manifest: Manifest, photos: Manifest | None) -> None:
    expected = {**manifest.rows, **(photos.rows if photos else {})}
    with closing(installation.connect(conninfo)) as connection, connection.transaction():
        found = {table: _count(connection, table) for table in expected}
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
    with closing(installation.connect(conninfo)) as connection:
        connection.execute("analyze")


def _script(name: str) -> bytes:
    return (objects.FOLDER / name).read_bytes()


# -- running PostgreSQL's programs -----------------------------------------------------------------------


@contextmanager
def _connection_of(
    connection: psycopg.Connection, conninfo: str, programs: Programs
) -> Iterator[tuple[str, dict[str, str]]]:
    """Conninfo without the password and an environment whose PGPASSFILE holds it: argv is read by everybody."""
    info = connection.info
    parts = conninfo_to_dict(conninfo)
    for name in ("password", "passfile", "hostaddr", "target_session_attrs", "options"):
        parts.pop(name, None)
    parts |= {"host": info.host, "port": str(info.port), "user": info.user}
    with tempfile.TemporaryDirectory(prefix="aftercare-") as folder:
        environment = dict(programs.environment)
        if info.password:
            secret = info.password.replace("\\", "\\\\").replace(":", "\\:")
            passfile = Path(folder) / "pgpass"
            with _private(passfile) as out:
                out.write(f"*:*:*:*:{secret}\n")
            environment["PGPASSFILE"] = str(passfile)
        yield make_conninfo("", **parts), environment


def _private(path: Path) -> IO[str]:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8")


_running: set[subprocess.Popen[bytes]] = set()


def cancel() -> None:
    """End what is being saved or restored: the program closes. Nothing half-written stays."""
    for process in list(_running):
        process.kill()


def _run(command: list[str], environment: Mapping[str, str], program: str) -> None:
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=dict(environment),
        # On Windows a console would flash up over the window.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        _running.add(process)
        try:
            _out, complaints = process.communicate()
        finally:
            _running.discard(process)
    if process.returncode != 0:
        lines = [line for line in complaints.decode("utf-8", "replace").splitlines() if line.strip()]
        said = next((line for line in lines if "error" in line.lower()), lines[0] if lines else _("it was ended"))
        raise ServiceError("backup_failed", program=program, reason=said.removeprefix(f"{program}: error: "))


def _one(connection: psycopg.Connection, question: str) -> object:
    row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None

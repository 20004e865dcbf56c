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
import secrets
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import IsolationLevel, sql

from services import errors, installation, safety
from services.errors import ServiceError
from services.pg_programs import Programs, Watch, connection_of
from services.texts import N_, _
from services.version import SCHEMA_VERSION

FORMAT = 1
_MAGIC = b"\nAFTERCAREBACKUP"
_FOOTER_BYTES = len(_MAGIC) + 8 + 32
BYTES = "attachment_data"

errors.sentences(
    backup_damaged=N_("{file} is not a whole backup: it was cut or altered ({what}). Nothing was changed."),
    backup_not_read=N_("{file} could not be read: {reason}"),
    backup_too_new=N_("{file} was made by a newer version of the program; update this one first. Nothing was changed."),
    backup_not_ours=N_("{file} is no backup of Aftercare. Nothing was changed."),
    backup_role_needed=N_("A backup needs the role aftercare_backup or a superuser; {user} would see a part only."),
    backup_not_written=N_("{file} could not be written: {reason}"),
    backup_no_attachments=N_("This database has no attachments to save."),
)


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
    # the newest change of tables that was in it; '' in files of before this was written
    revision: str = ""

    @property
    def total(self) -> int:
        return sum(self.rows.values())


# -- saving ------------------------------------------------------------------------------------------


def save(
    conninfo: str,
    file: Path,
    programs: Programs,
    attachments: Path | None = None,
    watch: Watch | None = None,
) -> list[Manifest]:
    """Write a backup and read it back; a file appears whole or not at all. How it went is noted in the database.

    attachments: also write their bytes, to this file. Returns a manifest for each file. The role has to pass row
    security (aftercare_backup, or a superuser). Raises ServiceError.
    """
    began = datetime.now(UTC)
    try:
        with installation.reaching():
            made = _save(conninfo, file, programs, attachments, watch or Watch())
    except ServiceError as error:
        if error.code in ("backup_failed", "backup_damaged", "backup_not_written", "server_silent"):
            safety.note_backup(conninfo, began, 0, error.sentence())
        raise
    safety.note_backup(conninfo, began, sum(one.total for one in made), None)
    return made


def _save(conninfo: str, file: Path, programs: Programs, attachments: Path | None, watch: Watch) -> list[Manifest]:
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
        with watch.over(connection):
            counts = _counts(connection, watch)
        common = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "server_major": connection.info.server_version // 10000,
            "schema_version": here.version,
            "installation": str(here.installation),
            "revision": str(_one(connection, "select version_num from aftercare.alembic_version")),
        }
        made = []
        with connection_of(connection, conninfo, programs) as (dsn, environment):
            base = [str(programs.pg_dump), f"--dbname={dsn}", f"--snapshot={snapshot}", "--format=custom"]
            data = [*base, "--schema=aftercare", f"--exclude-table-data=aftercare.{BYTES}"]
            rows = {table: count for table, count in counts.items() if table != BYTES}
            made.append(
                _write(data, file, programs, environment, rows, _people(connection), "data", common, watch, conninfo)
            )
            if attachments is not None:
                photos = [*base, "--data-only", f"--table=aftercare.{BYTES}"]
                rows = {BYTES: counts[BYTES]}
                made.append(
                    _write(photos, attachments, programs, environment, rows, (), "attachments", common, watch, conninfo)
                )
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
    watch: Watch,
    server: str,
) -> Manifest:
    # two windows, or two threads of one, may save to the same file at once
    part = file.with_name(f".{file.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        watch.run([*command, f"--file={part}"], environment, "save", len(rows), server)
        manifest = Manifest(
            kind=kind,
            dump_bytes=part.stat().st_size,
            dump_sha256=_sha256(part, part.stat().st_size, watch),
            rows=rows,
            people=people,
            **common,
        )
        content = json.dumps(asdict(manifest), ensure_ascii=False).encode()
        with part.open("ab") as out:
            out.write(content + _MAGIC + len(content).to_bytes(8, "big") + hashlib.sha256(content).digest())
            out.flush()
            os.fsync(out.fileno())
        check(part, programs, watch)
        part.replace(file)
        _keep_name(file.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ServiceError("backup_not_written", file=file.name, reason=reason) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _keep_name(folder: Path) -> None:
    """Bring a file's new name to the disk too: only then it is there after a power cut. Windows does so itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _check_sees_all(connection: psycopg.Connection) -> None:
    # pg_dump itself would stop at the first table with row security, but only after minutes of work.
    if not _one(connection, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"):
        raise ServiceError("backup_role_needed", user=connection.info.user)


def _counts(connection: psycopg.Connection, watch: Watch) -> dict[str, int]:
    names = connection.execute(
        """select c.relname from pg_class c
           where c.relnamespace = 'aftercare'::regnamespace and c.relkind in ('r', 'p') order by 1"""
    ).fetchall()
    found = {}
    for place, (name,) in enumerate(names):
        watch.tell("count", place, len(names))
        found[name] = count(connection, name)
    return found


def count(connection: psycopg.Connection, table: str) -> int:
    """How many rows a table of ours has."""
    row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier("aftercare", table))).fetchone()
    return int(row[0]) if row else 0


_KNOWS_GUESTS = "select to_regclass('aftercare.guest_login') is not null"


def _people(connection: psycopg.Connection) -> tuple[Member, ...]:
    superuser = _one(connection, "select rolsuper from pg_roles where rolname = current_user")
    roles = sql.SQL("pg_authid" if superuser else "pg_roles")
    verifier = sql.SQL("p.rolpassword" if superuser else "null")
    # a database that is about to be upgraded may not know kiosks and customers yet
    guests = "select login from aftercare.guest_login" if _one(connection, _KNOWS_GUESTS) else "select null::text"
    rows = connection.execute(
        sql.SQL(
            """select p.rolname, array(select substr(g.rolname, 11) from pg_auth_members m
                                       join pg_roles g on g.oid = m.roleid
                                       where m.member = p.oid and g.rolname like 'aftercare\\_%%' order by 1),
                      p.rolcanlogin, {}
               from (select login from aftercare.staff union all {}) s
               join {} p on p.rolname = 's_' || s.login order by s.login"""
        ).format(verifier, sql.SQL(guests), roles),
        [],
    ).fetchall()
    return tuple(Member(role, tuple(groups), can, secret) for role, groups, can, secret in rows)


# -- checking ----------------------------------------------------------------------------------------


def check(file: Path, programs: Programs, watch: Watch | None = None) -> Manifest:
    """Read a backup from the first byte to the last; raises ServiceError where it is not whole.

    A listing of the contents would not do: pg_restore -l accepts files that were cut.
    """
    watch = watch or Watch()
    manifest = read_manifest(file)
    try:
        digest = _sha256(file, manifest.dump_bytes, watch)
    except OSError as error:
        raise ServiceError("backup_not_read", file=file, reason=error.strerror or str(error)) from error
    if digest != manifest.dump_sha256:
        raise ServiceError("backup_damaged", file=file.name, what="SHA-256")
    try:
        command = [str(programs.pg_restore), f"--file={os.devnull}", str(file)]
        watch.run(command, programs.environment, "read_back", len(manifest.rows))
    except ServiceError as error:
        if error.code == "broken_off":
            raise
        raise ServiceError("backup_damaged", file=file.name, what=error.values.get("reason", "pg_restore")) from error
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What stands behind a backup, without reading all of it; raises ServiceError where that is not whole."""
    try:
        content, begin = _behind_the_dump(file)
    except OSError as error:
        raise ServiceError("backup_not_read", file=file, reason=error.strerror or str(error)) from error
    try:
        values = json.loads(content)
        if values["format"] > FORMAT:
            raise ServiceError("backup_too_new", file=file.name)
        people = tuple(Member(**{**each, "groups": tuple(each["groups"])}) for each in values.pop("people"))
        manifest = Manifest(people=people, **values)
        datetime.fromisoformat(manifest.made_at)
    except (ValueError, KeyError, TypeError) as error:
        raise ServiceError("backup_damaged", file=file.name, what=_("its manifest")) from error
    if manifest.dump_bytes != begin:
        raise ServiceError("backup_damaged", file=file.name, what=_("its length"))
    if manifest.schema_version > SCHEMA_VERSION or manifest.revision > installation.newest_revision():
        raise ServiceError("backup_too_new", file=file.name)
    return manifest


def _behind_the_dump(file: Path) -> tuple[bytes, int]:
    """The manifest's text, and where the dump before it ends."""
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
    return content, begin


def _sha256(file: Path, length: int, watch: Watch) -> str:
    digest = hashlib.sha256()
    left = length
    with file.open("rb") as source:
        while left and (piece := source.read(min(left, 1 << 20))):
            digest.update(piece)
            left -= len(piece)
            watch.tell("read_back", length - left, length)
    return digest.hexdigest()


def _one(connection: psycopg.Connection, question: str) -> object:
    row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None

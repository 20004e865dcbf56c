"""What becomes of a backup that is restored: looked through, put into service, or only tried and removed again."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from services import audit_check, audit_seals, backup, errors, installation, ledger_check, safety
from services.audit_check import Finding
from services.errors import ServiceError
from services.pg_programs import Programs, Watch
from services.restoring import drop, restore, sweep
from services.safety import DRILLS, PARTS, RESTORING
from services.texts import N_
from services.version import WHOLE_DATABASE

# What was in service keeps its name with this and the moment behind it.
UNTIL = "_until_"

errors.sentences(
    swap_same=N_("{name} is in service already."),
    swap_of_another=N_("The database {name} belongs to another installation. Nothing was changed."),
    swap_in_use=N_("Somebody keeps connecting to the database; nothing was changed. Try again."),
    drill_no_backup=N_("There is no backup in {folder}."),
    database_name_ours=N_("Names that begin with {name} are the program's own; choose another."),
    backup_of_others=N_("{file} is a backup of another installation of Aftercare. Nothing was changed."),
    not_beside=N_("{name} is no restored database of this installation. Nothing was changed."),
)


@dataclass(frozen=True)
class Restored:
    """A backup that stands in a database of its own, and what was found in it."""

    name: str
    made_at: datetime
    rows: int
    tables: int
    with_passwords: bool
    findings: tuple[Finding, ...]

    @property
    def fits(self) -> bool:
        """Whether everything that was looked at is as it should be."""
        return not any(each.wrong for each in self.findings)


@dataclass(frozen=True)
class Beside:
    """A database of this installation that is not in service.

    backup_at: of the backup it was restored from; None for one that was in service until another took its place.
    """

    name: str
    backup_at: datetime | None
    restored_at: datetime | None
    size_bytes: int


def beside(
    conninfo: str,
    name: str,
    file: Path,
    programs: Programs,
    attachments: Path | None = None,
    report: Callable[[str], None] = lambda _line: None,
    watch: Watch | None = None,
    own: bool = True,
) -> Restored:
    """Restore a backup into a new database beside what runs, bring it up to date, and look through it.

    conninfo: a superuser's. own: refuse a backup of another installation, unless nothing was ever entered in the one
    conninfo names. What does not fit is found in the outcome; only what is not whole raises ServiceError.
    """
    watch = watch or Watch()
    for ours in (PARTS, DRILLS):
        if name.startswith(ours):
            raise ServiceError("database_name_ours", field="name", name=ours)
    manifest = backup.read_manifest(file)
    if own:
        with closing(installation.connect(conninfo)) as connection:
            here = installation.look(connection)
            if str(here.installation) != manifest.installation and not _is_empty(connection):
                raise ServiceError("backup_of_others", file=file.name)
    return _restore_and_look(conninfo, name, file, programs, attachments, report, watch)


def _restore_and_look(
    conninfo: str,
    name: str,
    file: Path,
    programs: Programs,
    attachments: Path | None,
    report: Callable[[str], None],
    watch: Watch,
) -> Restored:
    manifest = restore(conninfo, name, file, programs, attachments, report, watch)
    try:
        found = _settle(make_conninfo(conninfo, dbname=name), manifest.made_at, watch)
    except BaseException:
        with closing(installation.connect(conninfo)) as connection:
            drop(connection, name)
        raise
    return Restored(
        name,
        datetime.fromisoformat(manifest.made_at),
        manifest.total,
        len(manifest.rows),
        all(member.verifier is not None for member in manifest.people),
        found,
    )


def _settle(conninfo: str, made_at: str, watch: Watch) -> tuple[Finding, ...]:
    """Bring a restored database up to date, write down what it goes on from, and look through it."""
    if not installation.is_current(conninfo):
        watch.tell("upgrade")
        installation.upgrade(conninfo)
    with closing(installation.connect(conninfo)) as connection:
        connection.execute(
            """update aftercare.audit_epoch
               set backup_at = %s, after_seal = (select coalesce(max(number), 0) from aftercare.audit_seal)
               where number = (select max(number) from aftercare.audit_epoch)""",
            [made_at],
        )
    return look_through(conninfo, watch)


def look_through(conninfo: str, watch: Watch | None = None) -> tuple[Finding, ...]:
    """What there is to find in a restored database: its audit trail, seals, money and events."""
    watch = watch or Watch()
    with closing(installation.connect(conninfo)) as connection, watch.over(connection):
        installation.look(connection).check_usable()
        watch.tell("audit")
        found = audit_check.findings(connection)
        # Against no seals kept outside: those made since the backup are rightly missing here.
        sealed = audit_seals.check(connection, None)
        watch.tell("ledger")
        ledger = ledger_check.findings(connection)
    rows = [each for each in found if each.check.startswith("rows ")]
    made = Finding("made", sum(each.looked_at for each in rows), sum(each.wrong for each in rows))
    seals = Finding("seals", sealed.seals, len({*sealed.wrong_seals, *sealed.wrong_clock}) + sealed.late)
    return (*[each for each in found if each not in rows], made, seals, *ledger)


def check_fits(findings: tuple[Finding, ...]) -> None:
    """Raises ServiceError where something was found that should not be."""
    wrong = [f"{each.wrong} / {each.looked_at} {each.check}" for each in findings if each.wrong]
    if wrong:
        raise ServiceError("audit_does_not_fit", what="; ".join(wrong))


def _is_empty(connection: psycopg.Connection) -> bool:
    """Whether nothing was ever entered: a computer that was set up to take a backup of a lost one."""
    row = connection.execute(
        "select not exists (select from aftercare.customer) and not exists (select from aftercare.work_order)"
    ).fetchone()
    return bool(row and row[0])


def newest(folder: Path) -> tuple[Path, Path | None]:
    """The newest data backup in a folder, and that of the attachments made with it; raises ServiceError."""
    found: list[tuple[str, Path]] = []
    attachments: dict[str, Path] = {}
    for path in folder.iterdir():
        if not path.is_file() or path.name.startswith("."):
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


def attachments_of(file: Path) -> Path | None:
    """The backup of the attachments that was made with this one, in the same folder; raises ServiceError."""
    made_at = backup.read_manifest(file).made_at
    for path in file.parent.glob("*.backup"):
        try:
            manifest = backup.read_manifest(path)
        except ServiceError:
            continue
        if manifest.kind == "attachments" and manifest.made_at == made_at:
            return path
    return None


def drill(
    conninfo: str,
    file: Path,
    programs: Programs,
    attachments: Path | None = None,
    report: Callable[[str], None] = lambda _line: None,
    watch: Watch | None = None,
) -> Restored:
    """Restore a backup for trial beside what runs, look through it, remove it again.

    conninfo: a superuser's, to the database in service, where the outcome is noted among due work. One that is broken
    off is noted as begun and no more. Raises ServiceError where the backup would not do.
    """
    name = f"{DRILLS}{secrets.token_hex(4)}"
    began = datetime.now(UTC)
    try:
        with closing(installation.connect(conninfo, application_name=f"{RESTORING}{name}")) as connection:
            installation.check_server(connection)
            safety.note_drill(conninfo, began, None)
            sweep(connection)
            try:
                found = _restore_and_look(conninfo, name, file, programs, attachments, report, watch or Watch())
                check_fits(found.findings)
            finally:
                drop(connection, name)
    except ServiceError as error:
        if error.code not in ("broken_off", "superuser_needed", "unreachable"):
            safety.note_drill(conninfo, began, None, error.sentence())
        raise
    safety.note_drill(conninfo, began, found.rows)
    return found


def sweep_up(conninfo: str) -> int:
    """Remove what restores and drills left that were broken off; returns how many databases."""
    with closing(installation.connect(conninfo)) as connection:
        installation.check_server(connection)
        return sweep(connection)


def list_beside(conninfo: str) -> list[Beside]:
    """The databases of this installation that are not in service, the newest first; conninfo is a superuser's."""
    with closing(installation.connect(conninfo)) as connection:
        installation.check_server(connection)
        ours = installation.look(connection).installation
        names = connection.execute(
            """select datname, pg_database_size(oid) from pg_database
               where datallowconn and not datistemplate and datname <> current_database()
                 and not starts_with(datname, %s) and not starts_with(datname, %s) order by datname desc""",
            [PARTS, DRILLS],
        ).fetchall()
        fresh = _is_empty(connection)
    found = []
    for name, size in names:
        try:
            with closing(installation.connect(make_conninfo(conninfo, dbname=name))) as connection:
                there = installation.look(connection)
                if there.version is None or (there.installation != ours and not fresh):
                    continue
                found.append(Beside(name, *_mark(connection, name), size))
        except ServiceError:
            continue  # it was removed meanwhile, or lets nobody in
    return found


def _mark(connection: psycopg.Connection, name: str) -> tuple[datetime | None, datetime | None]:
    """When its backup was made and restored; nothing for one that was in service, or of before this was written."""
    known = connection.execute(
        "select from pg_attribute where attrelid = 'aftercare.audit_epoch'::regclass and attname = 'backup_at'"
    ).fetchone()
    if known is None or UNTIL in name:
        return None, None
    row = connection.execute(
        "select backup_at, began from aftercare.audit_epoch order by number desc limit 1"
    ).fetchone()
    return (row[0], row[1]) if row is not None and row[0] is not None else (None, None)


def look_beside(conninfo: str, name: str, watch: Watch | None = None) -> tuple[Finding, ...]:
    """Look through one of list_beside, as before it is put into service; raises ServiceError where it is none."""
    if name not in {one.name for one in list_beside(conninfo)}:
        raise ServiceError("not_beside", name=name)
    return look_through(make_conninfo(conninfo, dbname=name), watch)


def remove_beside(conninfo: str, name: str) -> None:
    """Remove one of list_beside for good; raises ServiceError where it is none of those."""
    if name not in {one.name for one in list_beside(conninfo)}:
        raise ServiceError("not_beside", name=name)
    with closing(installation.connect(conninfo)) as connection:
        drop(connection, name)


def swap(conninfo: str, name: str) -> str:
    """Put the database `name` into the place of the one conninfo names; returns the name the old one has now.

    Open connections to both end; programs connect again by themselves, and the change feed tells their windows to load
    everything anew. Both renamings happen or none, whenever the program or the server is killed.
    """
    current = str(conninfo_to_dict(conninfo)["dbname"])
    if name == current:
        raise ServiceError("swap_same", name=name)
    _check_belongs(conninfo, name)
    old = f"{current[:40]}{UNTIL}{datetime.now(UTC):%Y%m%d_%H%M%S}"
    outside = installation.reachable(conninfo)
    with closing(installation.connect(outside)) as connection:
        installation.check_server(connection)
        try:
            # Renaming locks the database, so that whoever connects waits for the end of this transaction.
            with _emptied(outside, [current, name]), connection.transaction():
                _rename(connection, current, old)
                _rename(connection, name, current)
        except psycopg.errors.ObjectInUse as error:
            raise ServiceError("swap_in_use") from error
    with closing(installation.connect(conninfo)) as connection:
        connection.execute(
            "insert into aftercare.change (table_name, row_id) values (%s, gen_random_uuid())", [WHOLE_DATABASE]
        )
    return old


def _check_belongs(conninfo: str, name: str) -> None:
    with closing(installation.connect(conninfo)) as connection:
        here = installation.look(connection)
        fresh = here.version is not None and _is_empty(connection)
    with closing(installation.connect(make_conninfo(conninfo, dbname=name))) as connection:
        there = installation.look(connection)
    there.check_usable()
    if there.installation != here.installation and not fresh:
        raise ServiceError("swap_of_another", name=name)


@contextmanager
def _emptied(conninfo: str, names: list[str]) -> Iterator[None]:
    """End whoever is in the databases, again and again: a renaming waits five seconds for the last to leave."""
    over = threading.Event()

    def keep_empty() -> None:
        while not over.wait(0.05):
            with suppress(psycopg.Error):  # the server is gone: the renaming says so
                ender.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = any (%s)", [names]
                )

    with closing(installation.connect(conninfo)) as ender:
        thread = threading.Thread(target=keep_empty, name="swap-empties", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _rename(connection: psycopg.Connection, name: str, new: str) -> None:
    connection.execute(sql.SQL("alter database {} rename to {}").format(sql.Identifier(name), sql.Identifier(new)))

"""Whether all is well: people, stores, due work, connections, versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import psycopg
from sqlalchemy import text

from services import safety
from services.database import Database
from services.punctuation import sequenced
from services.texts import _, ngettext

# Due work (backups and drills stand in job_run too) that has not run for this long is a fault: its timer has stopped.
JOBS_WITHIN_MINUTES = 10


def lines(connection: psycopg.Connection) -> Iterator[tuple[str, str]]:
    """Label and value for `aftercare-admin status`, as far as this person may read them."""
    if _may_read(connection, "staff"):
        row = connection.execute(
            """select count(*), count(*) filter (where 'admin' = any (aftercare.roles_of(login))),
                      (select count(*) from aftercare.store where archived_at is null)
               from aftercare.staff where active"""
        ).fetchone()
        assert row is not None
        yield _("people"), str(row[0])
        yield _("administrators"), str(row[1])
        yield _("stores"), str(row[2])
    if _may_read(connection, "audit_epoch"):
        row = connection.execute("select max(number) from aftercare.audit_epoch").fetchone()
        if row and row[0]:
            yield _("audit epoch"), str(row[0])
    if _may_read(connection, "job_run"):
        row = connection.execute(
            """select max(finished_at), count(*) filter (where error is not null) from aftercare.job_run
               where starts_with(name, 'due_')"""
        ).fetchone()
        assert row is not None
        yield _("due work"), _due_work(*row)
        kept = safety.of(connection)
        yield _("last backup"), _kept(kept.backup, kept.backup_late)
        yield _("last restore drill"), _kept(kept.drill, kept.drill_late)


def _due_work(newest: datetime | None, failed: int) -> str:
    if newest is None:
        return _("has never run (aftercare-admin jobs)")
    last = _("last run {at}").format(at=f"{newest:%Y-%m-%d %H:%M:%S}")
    if not failed:
        return last
    return sequenced([last, ngettext("{count} piece failed", "{count} pieces failed", failed).format(count=failed)])


def _kept(run: safety.Run | None, late: bool) -> str:
    good = run.good_at if run is not None else None
    said = [f"{good.astimezone():%Y-%m-%d %H:%M}" if good is not None else _("never")]
    if run is not None and run.error:
        said.append(_("the last attempt failed: {reason}").format(reason=run.error))
    elif run is not None and run.state == "broken_off":
        said.append(_("the last attempt was broken off"))
    elif late:
        said.append(_("too long ago"))
    return sequenced(said)


def _may_read(connection: psycopg.Connection, table: str) -> bool:
    row = connection.execute("select has_table_privilege(%s, 'select')", [f"aftercare.{table}"]).fetchone()
    return bool(row and row[0])


@dataclass(frozen=True)
class Job:
    """A piece of due work as it last ran."""

    name: str
    started_at: datetime
    finished_at: datetime | None
    rows: int
    error: str | None


@dataclass(frozen=True)
class Session:
    """A window that is connected now."""

    login: str
    name: str
    application: str
    address: str
    since: datetime
    connections: int


@dataclass(frozen=True)
class Report:
    """What the administrator's health page shows."""

    server: str
    database: str
    size_bytes: int
    encrypted: bool
    local: bool
    schema_version: int
    upgraded_at: datetime
    now: datetime
    people: int
    passwords_to_change: int
    jobs: tuple[Job, ...]
    sessions: tuple[Session, ...]
    kept: safety.Safety

    def jobs_late(self) -> bool:
        """Whether the timer of due work has stopped."""
        runs = [job.finished_at for job in self.jobs if job.finished_at is not None and job.name.startswith("due_")]
        return not runs or (self.now - max(runs)).total_seconds() > JOBS_WITHIN_MINUTES * 60


_NEWEST = text("""
    select extract(epoch from clock_timestamp() - max(finished_at)) / 60 from job_run where starts_with(name, 'due_')""")
_FACTS = text("""
    select current_setting('server_version') as server, current_database() as database,
           pg_database_size(current_database()) as size_bytes, v.version, v.upgraded_at, clock_timestamp() as now,
           (select count(*) from staff where active) as people,
           (select count(*) from staff where active and must_change_password) as to_change
    from schema_version v""")
_JOBS = text("select name, started_at, finished_at, rows, error from job_run order by name")
# What other people's sessions run is nobody's business; that they are there is the catalogue's common knowledge.
_SESSIONS = text("""
    select s.login, s.name, max(a.application_name) as application, coalesce(max(host(a.client_addr)), '') as address,
           min(a.backend_start) as since, count(*) as connections
    from pg_stat_activity a join staff s on a.usename = 's_' || s.login
    where a.datname = current_database()
    group by s.login, s.name, a.client_addr order by s.login limit 1000""")


def report(db: Database) -> Report:
    """The state of the database for an administrator."""
    with db.read() as connection:
        facts = connection.execute(_FACTS).one()
        jobs = connection.execute(_JOBS).all()
        sessions = connection.execute(_SESSIONS).all()
    return Report(
        facts.server.split()[0],
        facts.database,
        facts.size_bytes,
        db.encrypted,
        db.local,
        facts.version,
        facts.upgraded_at,
        facts.now,
        facts.people,
        facts.to_change,
        tuple(Job(*row) for row in jobs),
        tuple(Session(*row) for row in sessions),
        safety.safety(db),
    )


def jobs_late_since(db: Database) -> int | None:
    """Minutes since due work last ran, None where that is soon enough; for everybody's lamp."""
    with db.read() as connection:
        minutes = connection.execute(_NEWEST).scalar()
    if minutes is not None and minutes <= JOBS_WITHIN_MINUTES:
        return None
    return int(minutes) if minutes is not None else 0


@dataclass(frozen=True)
class Server:
    """What everybody may know about the database he works with."""

    version: str
    database: str
    schema_version: int
    encrypted: bool
    local: bool


_SERVER = text("""
    select current_setting('server_version') as server, current_database() as database, version from schema_version""")


def server(db: Database) -> Server:
    """The server's version and the like, for the page about the program."""
    with db.read() as connection:
        row = connection.execute(_SERVER).one()
    return Server(row.server.split()[0], row.database, row.version, db.encrypted, db.local)

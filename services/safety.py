"""When the database was last saved, when a backup was last restored for trial, and whether that is too long ago.

Both stand among due work (`job_run`): started_at and error are those of the last attempt, finished_at and rows those
of the last one that went well. An attempt without either that nobody works on any more was broken off.
"""

import contextlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import text

from services import installation
from services.database import Database
from services.errors import ServiceError

BACKUP, DRILL = "backup", "restore_drill"
# application_name of whoever restores: this and the database's name. What nobody restores any more is swept away.
RESTORING = "aftercare restoring "
DRILLS = "aftercare_drill_"
PARTS = "aftercare_part_"


@dataclass(frozen=True)
class Run:
    """Of backups or of drills: the last attempt, and the last that went well.

    good_at: None where none ever did. rows: how many were in that one. alive: one is under way.
    """

    began_at: datetime
    good_at: datetime | None
    rows: int
    error: str | None
    alive: bool = False

    @property
    def state(self) -> str:
        """good, failed, running or broken_off: the outcome of the last attempt."""
        if self.error:
            return "failed"
        if self.good_at is not None and self.good_at >= self.began_at:
            return "good"
        return "running" if self.alive else "broken_off"


@dataclass(frozen=True)
class Safety:
    """backup_days, drill_days: after so many days the last one is too old; 0 = nobody minds."""

    now: datetime
    backup: Run | None
    drill: Run | None
    backup_days: int
    drill_days: int

    @property
    def backup_late(self) -> bool:
        """Whether the last backup is too old, or there is none."""
        return _late(self.backup, self.backup_days, self.now)

    @property
    def drill_late(self) -> bool:
        """Whether the last drill that went well is too old, or there is none."""
        return _late(self.drill, self.drill_days, self.now)

    @property
    def next_drill(self) -> datetime | None:
        """When a drill is due again; None where nobody minds, now where it is overdue."""
        if not self.drill_days:
            return None
        good = self.drill.good_at if self.drill is not None else None
        return max(self.now, good + timedelta(days=self.drill_days)) if good is not None else self.now


def _late(run: Run | None, days: int, now: datetime) -> bool:
    if not days:
        return False
    return run is None or run.good_at is None or now - run.good_at > timedelta(days=days)


# Whoever restores is a superuser; a clerk's application_name proves nothing.
_RUNS = f"""
    select r.name, r.started_at, r.finished_at, r.rows, r.error,
           r.name = '{DRILL}' and exists (
             select from pg_stat_activity a join pg_roles u on u.oid = a.usesysid
             where u.rolsuper and starts_with(a.application_name, '{RESTORING}{DRILLS}')) as alive
    from aftercare.job_run r where r.name in ('{BACKUP}', '{DRILL}')"""
_LIMITS = """
    select clock_timestamp(), coalesce(aftercare.parameter_value('backup_days'), '2')::int,
           coalesce(aftercare.parameter_value('drill_days'), '31')::int"""


def safety(db: Database) -> Safety:
    """For the administrator's pages."""
    with db.read() as connection:
        runs = {name: Run(*rest) for name, *rest in connection.execute(text(_RUNS))}
        return _safety(runs, connection.execute(text(_LIMITS)).one())


def of(connection: psycopg.Connection) -> Safety:
    """The same for aftercare-admin."""
    runs = {name: Run(*rest) for name, *rest in connection.execute(_RUNS.encode()).fetchall()}
    limits = connection.execute(_LIMITS.encode()).fetchone()
    assert limits is not None
    return _safety(runs, limits)


def _safety(runs: Mapping[str, Run], limits: Sequence[Any]) -> Safety:
    now, backup_days, drill_days = limits
    return Safety(now, runs.get(BACKUP), runs.get(DRILL), backup_days, drill_days)


def note_backup(conninfo: str, began: datetime, rows: int, error: str | None) -> None:
    """Note a backup's outcome in the database it was made from; a standby and an older schema cannot take it."""
    with contextlib.suppress(psycopg.Error, ServiceError), closing(installation.connect(conninfo)) as connection:
        connection.execute("select aftercare.note_backup(%s, %s, %s)", [began, rows, error])


def note_drill(conninfo: str, began: datetime, rows: int | None, error: str | None = None) -> None:
    """Note that a drill begins (neither rows nor error), went well (rows) or failed; conninfo is a superuser's."""
    with closing(installation.connect(conninfo)) as connection:
        if installation.look(connection).version is None:
            return
        connection.execute(
            """insert into aftercare.job_run as r (name, started_at, finished_at, rows, error)
               values (%(name)s, %(began)s, case when %(rows)s::bigint is not null then clock_timestamp() end,
                       coalesce(%(rows)s, 0), %(error)s)
               on conflict (name) do update set started_at = excluded.started_at, error = excluded.error,
                 finished_at = coalesce(excluded.finished_at, r.finished_at),
                 rows = case when excluded.finished_at is null then r.rows else excluded.rows end""",
            {"name": DRILL, "began": began, "rows": rows, "error": error},
        )

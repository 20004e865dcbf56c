"""Due work: what the timer, or any window, asks the database to do."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from sqlalchemy import text

from services import errors
from services.database import Database
from services.texts import N_

errors.sentences(jobs_failed=N_("Due work failed: {what}"))


@dataclass(frozen=True)
class Done:
    """One piece of due work that just ran; error is None where it went well."""

    name: str
    rows: int
    error: str | None


_NAMES = "select name from aftercare.due_jobs()"
_RUN = "select name, touched, error from aftercare.run_due(%s)"
_RUN_ALL = text("select name, touched, error from run_due()")


def run_each(connection: psycopg.Connection) -> list[Done]:
    """For the timer: each piece in a transaction of its own, so that a long one holds nothing up.

    connection commits each statement for itself; its role is aftercare_jobs or a superuser. Pieces that ran
    within their interval are left out.
    """
    done: list[Done] = []
    for (name,) in connection.execute(_NAMES).fetchall():
        done += [Done(*row) for row in connection.execute(_RUN, [name]).fetchall()]
    return done


def run(db: Database) -> Sequence[Done]:
    """For a window on a computer without a timer: everything that is due, in one transaction."""
    with db.transaction() as connection:
        return tuple(Done(*row) for row in connection.execute(_RUN_ALL).all())

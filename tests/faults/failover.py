"""The primary is lost in the middle of saves, its standby takes over, and people go on."""

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg

from services.database import Database
from services.errors import Unavailable
from tests.faults.judge import Verdict
from tests.faults.rounds import Shift
from tests.faults.world import World
from tests.standby_pair import Pair, standby, until

_NAME = "aftercare"


class _Both(World):
    """The pair in the place of the one server that other faults break; clients know it by its host list."""

    def __init__(self, pair: Pair, client: Callable[[Path], int]) -> None:
        self._pair, self.client = pair, client  # type: ignore[method-assign]
        self.promoted = False

    def database(self) -> str:
        return _NAME

    def dsn(self, name: str, login: str = "", port: int = 0) -> str:
        if login:
            return self._pair.conninfo(login)
        return self._pair.standby_dsn(name) if self.promoted else self._pair.primary.dsn(name)

    def drop(self, name: str) -> None:
        """It goes with the pair."""


def fail_over(world: World, folder: Path, rounds: int) -> Verdict:
    """A pair of servers for each round: the primary ends at once, reads go on, the standby is promoted, saves go on."""
    total = Verdict()
    for number in range(rounds):
        pair = Pair()
        try:
            pair.follow()
            total.add(_lose_primary(pair, _Both(pair, world.client), folder, number))
        finally:
            pair.remove()
    return total


def _lose_primary(pair: Pair, both: _Both, folder: Path, number: int) -> Verdict:
    work = Shift(both, folder, f"failover-{number}")
    reader = Database(pair.conninfo("na"), login="na")
    try:
        work.begin()
        work.wait_for(random.randint(1, 12))
        gone = pair.kill_primary()
        shown = work.acknowledged()
        as_of = _as_of(reader)
        with standby.connect(pair.standby_dsn()) as connection:
            standby.promote(connection, gone)
        both.promoted = True
        work.wait_for(3)
        work.kill()
        work.finish()
        verdict = work.judge()
        if as_of is None:
            verdict.halves.append(f"{shown} saves were made, and the standby said no time up to which it shows them")
        until(lambda: not _reads_only(reader))
        return verdict
    finally:
        reader.close()
        work.close()


def _reads_only(reader: Database) -> bool:
    # an open connection hears of the promotion with the answer to its next question
    with reader.read() as connection:
        connection.exec_driver_sql("select 1")
    return reader.on_standby


def _as_of(reader: Database) -> datetime | None:
    """Up to when the standby's data reach, as soon as somebody can read there."""
    seen: list[datetime | None] = []

    def read() -> bool:
        try:
            with reader.read() as connection:
                connection.exec_driver_sql("select count(*) from work_order")
                seen.append(reader.as_of)
                return reader.on_standby
        except (Unavailable, psycopg.Error):
            return False

    until(read)
    return seen[-1]

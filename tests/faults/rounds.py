"""The rounds: a client at work, a fault, and the judgement. Each gives a Verdict."""

import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from services.contractors import CLASS
from tests.faults import journal
from tests.faults.case_saves import CONTRACTOR
from tests.faults.client import KINDS
from tests.faults.judge import Verdict, judge
from tests.faults.proxy import Proxy
from tests.faults.world import World
from tests.people import known

ANSWER_WITHIN = 1.0
PATIENCE = 20.0


class Shift:
    """A database, a client working in it, and the client's journal."""

    def __init__(self, world: World, folder: Path, seed: str, port: int = 0, database: str = "") -> None:
        self.world, self.seed, self.port = world, seed, port
        self.database = database or world.database()
        self.journal = folder / f"{seed}.journal"
        self.plan = folder / f"{seed}.plan"
        self.running = 0
        self.clock_days = 0
        self.host = self.namespace = ""
        if not database:
            self._prepare()

    def _prepare(self) -> None:
        with self.world.connect(self.database) as connection:
            connection.execute(
                """insert into aftercare.product_model (id, brand, name, model_no, initials)
                   values (%s, '小米', '小米 14', '23127PN0CC', 'xm14')""",
                [known("model")],
            )
            connection.execute(
                "insert into aftercare.customer (id, name, kind) values (%s, '本地广告公司', 'company')", [CONTRACTOR]
            )
            connection.execute(
                """insert into aftercare.customer_class (id, customer_id, dimension, code)
                   values (%s, %s, 'nature', %s)""",
                [known("contractor class"), CONTRACTOR, CLASS],
            )
            # hundreds of rounds write more within an hour than a person may
            connection.execute("update aftercare.parameter set value = '100000' where code = 'message_limit'")

    def begin(self, last: int = 10_000_000) -> None:
        """Let the client work from where it stopped up to save `last`."""
        plan = {
            "journal": str(self.journal),
            "clerk": self._dsn("na"),
            "technician": self._dsn("tang"),
            "manager": self._dsn("zhou"),
            "seed": self.seed,
            # The last save again: acknowledged or not, its repetition must give the first result.
            "first": max(journal.read(self.journal), default=0),
            "last": last,
            "answer_within": ANSWER_WITHIN,
            "patience": PATIENCE,
            "clock_days": self.clock_days,
            "namespace": self.namespace,
        }
        self.plan.write_text(json.dumps(plan), "utf-8")
        self.running = self.world.client(self.plan)

    def begin_sending(self, conninfo: str) -> None:
        """Let a sender of the outbox work until it is killed."""
        self.plan.write_text(json.dumps({"sender": conninfo}), "utf-8")
        self.running = self.world.client(self.plan)

    def _dsn(self, login: str) -> str:
        dsn = self.world.dsn(self.database, login, self.port)
        return dsn.replace("@127.0.0.1:", f"@{self.host}:") if self.host else dsn

    def acknowledged(self) -> int:
        return sum(entry.acknowledged for entry in journal.read(self.journal).values())

    def wait_for(self, more: int, seconds: float = 60.0) -> None:
        """Until the client has so many more answers."""
        wanted = self.acknowledged() + more
        self._until(lambda: self.acknowledged() >= wanted, seconds)

    def _until(self, reached: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not reached():
            self._no_failure()
            if time.monotonic() > until:
                raise AssertionError(f"the client hangs after {self.acknowledged()} answers")
            time.sleep(0.005)

    def _no_failure(self) -> None:
        failed = self.plan.with_suffix(".failed")
        if failed.exists():
            raise AssertionError(f"the client failed: {failed.read_text('utf-8')[-3000:]}")

    def kill(self) -> None:
        """kill -9 of the client."""
        with suppress(ProcessLookupError):
            os.kill(self.running, signal.SIGKILL)
        self._until(self._gone, 10)
        self.running = 0

    def _gone(self) -> bool:
        try:
            os.kill(self.running, 0)
        except ProcessLookupError:
            return True
        return False

    def finish(self) -> None:
        """Let the client finish the device that it works on, and end."""
        begun = max(journal.read(self.journal), default=0) + 1
        self.begin(begun + -begun % len(KINDS))
        self.end()

    def end(self, seconds: float = 300.0) -> None:
        """Until the client has done all of its saves."""
        self._until(self._gone, seconds)
        self.running = 0
        self._no_failure()

    def judge(self) -> Verdict:
        with self.world.connect(self.database) as connection:
            return judge(connection, journal.read(self.journal))

    def close(self) -> None:
        if self.running:
            self.kill()
        self.world.drop(self.database)


@contextmanager
def shift(world: World, folder: Path, seed: str, port: int = 0) -> Iterator[Shift]:
    made = Shift(world, folder, seed, port)
    try:
        yield made
    finally:
        made.close()


def _pause(seconds: float) -> None:
    time.sleep(random.uniform(0, seconds))


def kill_client(world: World, folder: Path, rounds: int) -> Verdict:
    """kill -9 of the client in the middle of its saves; the next one repeats the last request and goes on."""
    with shift(world, folder, "client-kill") as work:
        for _number in range(rounds):
            work.begin()
            work.wait_for(random.randint(1, 8))
            _pause(0.02)
            work.kill()
            if not (verdict := work.judge()).clean:
                return verdict
        work.finish()
        verdict = work.judge()
        assert verdict.begun == verdict.acknowledged
        return verdict


def _server_fault(world: World, folder: Path, rounds: int, seed: str, fault: Callable[[World], None]) -> Verdict:
    """The client works through faults of the server, each after a few more answers."""
    with shift(world, folder, seed) as work:
        work.begin()
        for _number in range(rounds):
            work.wait_for(random.randint(1, 8))
            _pause(0.02)
            fault(world)
        work.wait_for(1)
        work.kill()
        work.finish()
        return work.judge()


def kill_server(world: World, folder: Path, rounds: int) -> Verdict:
    """kill -9 of the server in the middle of saves, started again at once."""

    def fault(world: World) -> None:
        world.kill()
        world.start()

    return _server_fault(world, folder, rounds, "server-kill", fault)


def restart_server(world: World, folder: Path, rounds: int) -> Verdict:
    """An orderly restart in the middle of saves: every connection is ended by the server."""
    return _server_fault(world, folder, rounds, "server-restart", World.restart)


def freeze_server(world: World, folder: Path, rounds: int) -> Verdict:
    """The server stands still longer than a client waits for an answer, then goes on."""

    def fault(world: World) -> None:
        world.freeze()
        try:
            time.sleep(ANSWER_WITHIN * random.uniform(0.5, 3.0))
        finally:
            world.thaw()

    return _server_fault(world, folder, rounds, "server-freeze", fault)


def _line_fault(world: World, folder: Path, rounds: int, seed: str, fault: Callable[[Proxy], None]) -> Verdict:
    """The client works through a line that is disturbed after a few more answers each time."""
    with Proxy(world.cluster.port()) as proxy, shift(world, folder, seed, proxy.port) as work:
        work.begin()
        for _number in range(rounds):
            work.wait_for(random.randint(1, 6))
            fault(proxy)
        work.wait_for(1)
        work.kill()
        work.finish()
        return work.judge()


def cut_line(world: World, folder: Path, rounds: int) -> Verdict:
    """The network goes at any moment and comes back."""

    def fault(proxy: Proxy) -> None:
        _pause(0.02)
        proxy.down()
        _pause(0.3)
        proxy.up()

    return _line_fault(world, folder, rounds, "line-cut", fault)


def lose_commits(world: World, folder: Path, rounds: int) -> Verdict:
    """The line breaks around COMMIT: before it, after it, or without a word."""

    def fault(proxy: Proxy) -> None:
        before = proxy.cuts
        proxy.at_commit = random.choice(("lose_answer", "lose_commit", "silence"))
        quiet = proxy.at_commit == "silence"
        until = time.monotonic() + 30
        while proxy.cuts == before:
            if time.monotonic() > until:
                raise AssertionError("no COMMIT came by")
            time.sleep(0.001)
        if quiet:
            # Back before the client gives up, or afterwards: it must not matter.
            _pause(2 * ANSWER_WITHIN)
            proxy.up()

    return _line_fault(world, folder, rounds, "commit-lost", fault)


def wrong_clock(world: World, folder: Path, rounds: int) -> Verdict:
    """The PC's clock is days or years off; numbers, dates and the order of events are the server's all the same."""
    total = Verdict()
    for number in range(rounds):
        with shift(world, folder, f"clock-{number}") as work:
            work.clock_days = random.choice((-9000, -400, -2, 2, 400, 9000))
            work.begin(2 * len(KINDS))
            work.end()
            verdict = work.judge()
            with world.connect(work.database) as connection:
                wrong = connection.execute(_WRONG_TIMES).fetchall()
            verdict.halves.extend(f"a time that is not the server's: {row}" for row in wrong)
            total.add(verdict)
    return total


_WRONG_TIMES = """
    select o.number from aftercare.work_order o
    where o.number not like 'W' || to_char(now() at time zone 'Asia/Shanghai', 'YYMM') || '-%'
       or o.opened_on <> (now() at time zone 'Asia/Shanghai')::date
       or o.opened_at not between now() - interval '10 minutes' and now()
       or o.promised_at not between now() and now() + interval '60 days'
    union all
    select p.receipt_number from aftercare.payment p where p.paid_on <> (now() at time zone 'Asia/Shanghai')::date
    union all
    select e.action from aftercare.work_order_event e
    where e.at not between now() - interval '10 minutes' and now() or e.effective_at not between e.at - interval '10 seconds' and e.at"""


def two_on_one_cluster(world: World, folder: Path, rounds: int) -> Verdict:
    """Two clients at work in one database; one is killed again and again, the other never notices."""
    with shift(world, folder, "steady") as steady:
        killed = Shift(world, folder, "killed", database=steady.database)
        steady.begin()
        for _number in range(rounds):
            killed.begin()
            killed.wait_for(random.randint(1, 4))
            _pause(0.02)
            killed.kill()
            steady.wait_for(1, seconds=20)
        steady.kill()
        for client in (steady, killed):
            client.finish()
        both = {**{-1 - n: e for n, e in journal.read(killed.journal).items()}, **journal.read(steady.journal)}
        with world.connect(steady.database) as connection:
            verdict = judge(connection, both)
        if any(entry.told for entry in journal.read(steady.journal).values()):
            verdict.halves.append("the client that lived was disturbed")
        return verdict


ROUNDS: dict[str, Callable[[World, Path, int], Verdict]] = {
    "client killed": kill_client,
    "two clients, one killed": two_on_one_cluster,
    "server killed": kill_server,
    "server restarted": restart_server,
    "server frozen": freeze_server,
    "network cut": cut_line,
    "broken at COMMIT": lose_commits,
    "client's clock wrong": wrong_clock,
}

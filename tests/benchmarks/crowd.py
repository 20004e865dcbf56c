"""Many clients at once, each with a connection of its own: how much they get done and how long the slowest wait.

Runs as a program of its own, several times beside each other, so that one Python does not stand for all of them:
`python -m tests.benchmarks.crowd MODE CLIENTS SECONDS ROWS` with AFTERCARE_DSN; a line of JSON at the end.
MODE: poll (asks for changes as windows do) or work (takes devices in, opens orders and lists).
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

from services import changes, intakes, order_lists, work_orders
from services.database import Database
from services.errors import ServiceError
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from tests.benchmarks.load import CROWD, CUSTOMER, DEVICE, STORE, record_id
from tests.benchmarks.measure import Value, part

POLL_EVERY = 0.7


def main() -> int:
    mode, clients, seconds, rows, first = sys.argv[1], *map(int, sys.argv[2:6])
    over = threading.Event()
    answers: list[dict[str, list[float]]] = []
    refused: list[str] = []
    threads = []
    for number in range(first, first + clients):
        login = f"crowd_{number % CROWD}"
        db = Database(os.environ["AFTERCARE_DSN"].replace("LOGIN", login), login=login)
        times: dict[str, list[float]] = {}
        answers.append(times)
        act = _poll if mode == "poll" else _work
        threads.append(threading.Thread(target=_until, args=(over, act, db, times, refused, number, rows)))
    for thread in threads:
        thread.start()
    print("ready", flush=True)
    # until the time is over, or the one who started this is done
    waiting = threading.Thread(target=os.read, args=(0, 1), daemon=True)
    waiting.start()
    waiting.join(seconds)
    over.set()
    for thread in threads:
        thread.join()
    merged = {
        name: [one for times in answers for one in times.get(name, [])] for name in {n for t in answers for n in t}
    }
    print(json.dumps({"times": merged, "refused": refused[:5], "failures": len(refused)}))
    return 0


def _until(
    over: threading.Event,
    act: Any,
    db: Database,
    times: dict[str, list[float]],
    refused: list[str],
    number: int,
    rows: int,
) -> None:
    chance = random.Random(number)
    state: dict[str, Any] = {}
    while not over.is_set():
        try:
            act(db, times, chance, state, rows, over)
        except ServiceError as error:
            refused.append(error.code)
            time.sleep(0.05)
    db.close()


def _poll(
    db: Database, times: dict[str, list[float]], chance: random.Random, state: dict, rows: int, over: Any
) -> None:
    del rows
    _timed(times, "poll", lambda: state.update(horizon=changes.poll(db, state.get("horizon")).horizon))
    over.wait(POLL_EVERY * chance.uniform(0.85, 1.15))


def _work(
    db: Database, times: dict[str, list[float]], chance: random.Random, state: dict, rows: int, over: Any
) -> None:
    del over
    if chance.random() < 0.3:
        n = 1 + chance.randrange(rows)
        order = NewOrder(new_id(), record_id(DEVICE, n), "屏幕不亮")
        intake = NewIntake(new_id(), record_id(STORE, 1), record_id(CUSTOMER, n))
        _timed(times, "create", lambda: intakes.open_intake(db, intake, [order], new_id()))
        state["last"] = order.id
    elif "last" in state and chance.random() < 0.6:
        _timed(times, "open", lambda: (work_orders.get(db, state["last"]), work_orders.trace(db, state["last"])))
    else:
        _timed(times, "list", lambda: order_lists.page(db))


def _timed(times: dict[str, list[float]], name: str, work: Any) -> None:
    began = time.perf_counter()
    work()
    times.setdefault(name, []).append((time.perf_counter() - began) * 1000)


class Crowd:
    """Processes with clients in them; 25 clients a process."""

    def __init__(self, dsn: str, mode: str, clients: int, seconds: int, rows: int) -> None:
        self.mode, self.clients, self.seconds = mode, clients, seconds
        self._processes = [
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.benchmarks.crowd",
                    mode,
                    *map(str, (min(25, clients - at), seconds, rows, at)),
                ],
                env={**os.environ, "AFTERCARE_DSN": dsn},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for at in range(0, clients, 25)
        ]
        for process in self._processes:
            assert process.stdout is not None
            process.stdout.readline()

    def stop(self) -> Mapping[str, Any]:
        """End before the time is over."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.close()
        return self.result()

    def result(self) -> Mapping[str, Any]:
        """Wait for the end; all times of all clients by what was done."""
        times: dict[str, list[float]] = {}
        failures, refused = 0, []
        for process in self._processes:
            with process:
                assert process.stdout is not None
                told = json.loads(process.stdout.read().splitlines()[-1])
            failures += told["failures"]
            refused += told["refused"]
            for name, some in told["times"].items():
                times.setdefault(name, []).extend(some)
        return {"times": times, "failures": failures, "refused": refused[:5]}


def throughput(dsn: str, clients: int, seconds: int, rows: int) -> Iterator[Value]:
    """Creating, opening and listing by many at once."""
    result = Crowd(dsn, "work", clients, seconds, rows).result()
    done = sum(len(some) for some in result["times"].values())
    yield Value(f"{clients} clients working: all", "throughput", round(done / seconds, 1), "a second")
    for name, some in sorted(result["times"].items()):
        yield Value(f"{clients} clients working: {name}", "throughput", round(len(some) / seconds, 1), "a second")
        yield Value(f"{clients} clients working: {name}, median", "throughput", round(part(some, 0.5), 1), "ms")
        yield Value(f"{clients} clients working: {name}, p99", "throughput", round(part(some, 0.99), 1), "ms")
    yield Value(
        f"{clients} clients working: refused {' '.join(result['refused'])}".strip(),
        "throughput",
        result["failures"],
        "saves",
        0,
    )


if __name__ == "__main__":
    sys.exit(main())

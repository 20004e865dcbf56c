"""The long rounds: python3 installer/test.py --faults [--rounds N] [--only WORDS] [--seed N] [--json FILE]
[--restore ORDERS]

Each fault is done N times (200 unless said) to a client at work; afterwards everything it was told is held against
the database. Exit code 0 when nothing acknowledged was lost, nothing doubled and nothing half written. With --restore
a large backup with a real audit trail is restored, judged and altered instead. README.md has the figures.
"""

import argparse
import json
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.faults import cable, full_disk
from tests.faults.big_restore import restore_big
from tests.faults.failover import fail_over
from tests.faults.judge import Verdict
from tests.faults.rounds import ROUNDS
from tests.faults.senders import kill_sender
from tests.faults.world import World

# So many of the slow ones stand for one round: a frozen server takes seconds each time.
SLOWER = {
    "server frozen": 5, "client's clock wrong": 10, "broken at COMMIT": 2, "disk full": 10, "cable pulled": 10,
    "primary lost": 20,
}  # fmt: skip


# What needs a disk or a network of its own.
AS_ROOT: dict[str, Any] = {"cable pulled": cable, "disk full": full_disk}
OTHERS = {"sender killed": kill_sender, "primary lost": fail_over}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="installer/test.py --faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="how often each fault is done (200)")
    parser.add_argument("--only", default="", help="only faults whose name contains this")
    parser.add_argument("--seed", type=int, default=None, help="repeat a run's random choices")
    parser.add_argument("--json", type=Path, default=None, help="write the figures to this file too")
    parser.add_argument("--restore", type=int, metavar="ORDERS", help="a backup of so many orders instead")
    given = parser.parse_args(arguments)
    if given.restore is not None:
        return _restore(given.restore, given.json)
    seed = given.seed if given.seed is not None else time.time_ns() % 1_000_000
    random.seed(seed)
    _say(f"seed {seed}")
    _say(f"{'fault':<26}{'rounds':>7}{'saves':>8}{'answered':>10}{'lost':>6}{'doubled':>9}{'half':>6}{'seconds':>9}")
    figures = []
    bad = 0
    names = [name for name in (*ROUNDS, *OTHERS, *AS_ROOT) if given.only in name]
    world = World()
    try:
        for name in names:
            rounds = max(given.rounds // SLOWER.get(name, 1), 1)
            if name in AS_ROOT and (why := AS_ROOT[name].possible()):
                _say(f"{name:<26} not tried: {why}")
                continue
            verdict, seconds, failure = _one(world, name, rounds)
            figures.append({"name": name, "rounds": rounds, "seconds": round(seconds, 1), **asdict(verdict)})
            bad += bool(failure) or not verdict.clean
            for line in (*verdict.lost, *verdict.doubled, *verdict.halves, *failure):
                _say(f"    {line}")
            told = ", ".join(f"{code} {count}" for code, count in Counter(verdict.told).most_common())
            if told:
                _say(f"    people read: {told}")
    finally:
        world.remove()
    if given.json is not None:
        given.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    _say("all held" if not bad else f"{bad} of {len(names)} did not hold")
    return 1 if bad else 0


def _restore(orders: int, file: Path | None) -> int:
    world = World()
    try:
        with tempfile.TemporaryDirectory(prefix="aftercare-faults-") as folder:
            outcome = restore_big(world, Path(folder), orders, _say)
    finally:
        world.remove()
    if file is not None:
        file.write_text(json.dumps(asdict(outcome), ensure_ascii=False, indent=1), "utf-8")
    _say(f"{outcome.rows:,} rows, {outcome.entries:,} entries of the audit trail, {outcome.megabytes} MB")
    for what in outcome.unnoticed:
        _say(f"    {what}")
    _say("all found out" if not outcome.unnoticed else f"{len(outcome.unnoticed)} not as they should be")
    return 1 if outcome.unnoticed else 0


def _one(world: World, name: str, rounds: int) -> tuple[Verdict, float, list[str]]:
    began = time.monotonic()
    failure: list[str] = []
    verdict = Verdict()
    with tempfile.TemporaryDirectory(prefix="aftercare-faults-") as folder:
        try:
            if name == "disk full":
                verdict = full_disk.fill_disk(Path(folder), rounds)
            elif name == "cable pulled":
                verdict = cable.pull_cable(world, Path(folder), rounds)
            else:
                verdict = {**ROUNDS, **OTHERS}[name](world, Path(folder), rounds)
        except Exception:
            # One fault that breaks the harness must not hide what the others find.
            failure = traceback.format_exc().splitlines()
            world.thaw()
            if not world.cluster.running():
                world.start()
    seconds = time.monotonic() - began
    _say(
        f"{name:<26}{rounds:>7}{verdict.begun:>8}{verdict.acknowledged:>10}{len(verdict.lost):>6}"
        f"{len(verdict.doubled):>9}{len(verdict.halves):>6}{seconds:>9.1f}"
    )
    return verdict, seconds, failure


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

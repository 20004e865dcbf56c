"""A disk that is full: needs root and Linux, for a small file system of its own."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.judge import Verdict
from tests.faults.rounds import shift
from tests.faults.world import World

SIZE_MB = 400


def possible() -> str:
    """Why it cannot be tried here; empty where it can."""
    if sys.platform != "linux":
        return "only on Linux"
    return "" if os.geteuid() == 0 else "only as root"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system in memory of SIZE_MB."""
    place = folder / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=711", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill_disk(folder: Path, rounds: int) -> Verdict:
    """The server's disk fills up in the middle of saves and is cleared again."""
    for above in (folder, *folder.parents[:-2]):
        above.chmod(above.stat().st_mode | 0o011)  # the server's account passes through
    with small_disk(folder) as place:
        world = World(place / "cluster")
        try:
            with shift(world, folder, "disk-full") as work:
                work.begin()
                for _number in range(rounds):
                    work.wait_for(random.randint(1, 6))
                    ballast = place / "ballast"
                    _fill(ballast)
                    time.sleep(random.uniform(0.2, 1.5))
                    ballast.unlink()
                    # out of space for its log the server ends itself; whoever looks after it starts it again
                    if not world.cluster.running():
                        world.start()
                work.wait_for(1)
                work.kill()
                work.finish()
                return work.judge()
        finally:
            world.remove()


def _fill(ballast: Path) -> None:
    try:
        with ballast.open("wb", buffering=0) as file:
            while file.write(b"\0" * 65536):
                pass
    except OSError:
        return


__all__ = ["fill_disk", "possible", "small_disk"]

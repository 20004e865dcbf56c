"""A network of our own whose cable can be pulled: needs root, Linux and iproute2.

The client lives in a network namespace at the other end of a veth pair. A pulled cable is silence: nothing ends,
nothing is refused, and what was on its way comes when the cable is back, if the connection still lives then.
"""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import randint, uniform

from tests.faults.judge import Verdict
from tests.faults.proxy import Proxy
from tests.faults.rounds import ANSWER_WITHIN, shift
from tests.faults.world import World


def possible() -> str:
    """Why it cannot be tried here; empty where it can."""
    if sys.platform != "linux":
        return "only on Linux"
    if os.geteuid() != 0:
        return "only as root"
    if shutil.which("ip") is None:
        return "only with iproute2"
    name = f"aftercare-try-{os.getpid()}"
    tried = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"no network namespaces here: {tried.stderr.strip()}"
    _ip("netns", "del", name)
    return ""


class Cable:
    """Between this computer, at `address`, and the namespace at `place`."""

    def __init__(self, number: int) -> None:
        # 198.18.0.0/15 is nobody's: it is for tests of networks (RFC 2544)
        self.address, self._far = f"198.18.{number}.1", f"198.18.{number}.2"
        self._space, self._near = f"aftercare-{number}", f"aftercare{number}"
        self.place = Path("/run/netns") / self._space

    def lay(self) -> None:
        """Make the namespace and connect it."""
        _ip("netns", "add", self._space)
        _ip("link", "add", self._near, "type", "veth", "peer", "name", "far0", "netns", self._space)
        _ip("addr", "add", f"{self.address}/30", "dev", self._near)
        _ip("link", "set", self._near, "up")
        _ip("-n", self._space, "addr", "add", f"{self._far}/30", "dev", "far0")
        _ip("-n", self._space, "link", "set", "far0", "up")

    def remove(self) -> None:
        with suppress(subprocess.CalledProcessError):
            _ip("link", "del", self._near)
        with suppress(subprocess.CalledProcessError):
            _ip("netns", "del", self._space)

    def pull(self) -> None:
        _ip("link", "set", self._near, "down")

    def plug(self) -> None:
        _ip("link", "set", self._near, "up")


@contextmanager
def laid() -> Iterator[Cable]:
    cable = Cable(secrets.randbelow(200) + 20)
    try:
        cable.lay()
        yield cable
    finally:
        cable.remove()


def pull_cable(world: World, folder: Path, rounds: int) -> Verdict:
    """The client's cable is pulled in the middle of saves, for a moment or longer than it waits for an answer."""
    with (
        laid() as cable,
        Proxy(world.cluster.port(), listen=cable.address) as proxy,
        shift(world, folder, "cable", proxy.port) as work,
    ):
        work.host, work.namespace = cable.address, str(cable.place)
        work.begin()
        for _number in range(rounds):
            work.wait_for(randint(1, 4), seconds=120)
            cable.pull()
            time.sleep(uniform(0.1, 3 * ANSWER_WITHIN))
            cable.plug()
        work.wait_for(1, seconds=120)
        work.kill()
        work.finish()
        return work.judge()


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)

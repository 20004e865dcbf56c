"""Clusters for a while: the tour, the demonstration and the tests work in one and leave nothing behind."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.embedded import Cluster, EmbeddedError
from app.locks import locked

_PREFIX = "aftercare-throwaway-"


def _base() -> Path:
    """Memory if there is plenty, else the temporary folder."""
    memory = Path("/dev/shm")
    writable = memory.is_dir() and os.access(memory, os.W_OK | os.X_OK)
    if writable and shutil.disk_usage(memory).free > 1_500_000_000:
        return memory
    return Path(tempfile.gettempdir())


def new_folder() -> Path:
    """A new folder for a cluster that its maker removes; first sweeps up what killed programs left."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_base()))
    if sys.platform != "win32" and os.geteuid() == 0:
        folder.chmod(0o711)  # the server's account passes through
    return folder


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running cluster that is gone afterwards, for the tour, the demonstration and tests."""
    made = Cluster(new_folder(), throwaway=True)
    try:
        made.start()
        yield made
    finally:
        made.remove()


def sweep() -> None:
    """Remove throw-away clusters of ours that nobody uses any more."""
    for base in {_base(), Path(tempfile.gettempdir())}:
        for folder in base.glob(_PREFIX + "*"):
            with suppress(OSError, EmbeddedError, TimeoutError):
                stat = folder.stat()
                if sys.platform != "win32" and stat.st_uid != os.geteuid():
                    continue
                # A maker that has only just begun holds no lock yet.
                if time.time() - stat.st_mtime < 60:
                    continue
                left = Cluster(folder, throwaway=True)
                with locked(folder / "lock", timeout_seconds=0.1):
                    in_use = left.in_use()
                if not in_use:
                    left.remove()

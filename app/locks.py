"""Locks between processes: a file that one holder at a time has locked.

The operating system frees them when a process dies, however it dies, so there is
never a stale lock to clear away.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        # flock, not lockf: it belongs to the open file, so two holders in one process exclude each other too.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class HeldLock:
    """A locked file; letting go closes it."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    def release(self, remove: bool = False) -> None:
        """Let go. remove: take the file away too; only for files that nobody waits for."""
        if self._handle is None:
            return
        if remove and sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None
        if remove and sys.platform == "win32":  # an open file cannot be removed there
            with suppress(OSError):
                self.path.unlink(missing_ok=True)


def try_lock(path: Path) -> HeldLock | None:
    """The lock, or None while somebody else holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    if _try(handle):
        return HeldLock(path, handle)
    os.close(handle)
    return None


@contextmanager
def locked(path: Path, timeout_seconds: float = 90) -> Iterator[None]:
    """Hold the lock for a while; TimeoutError when the others do not let go in time."""
    deadline = time.monotonic() + timeout_seconds
    while (held := try_lock(path)) is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} stayed locked for {timeout_seconds:.0f} s")
        time.sleep(0.02)
    try:
        yield
    finally:
        held.release()

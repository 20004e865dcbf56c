"""Running pg_dump and pg_restore: where they are, how far they have come, and ending them."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from services import errors
from services.answering import KEEPALIVES, shut, while_answering
from services.errors import ServiceError
from services.texts import N_, _

errors.sentences(
    backup_failed=N_("{program} failed: {reason}"),
    broken_off=N_("It was broken off; nothing of it is left."),
    server_silent=N_("The database server does not answer any more; it was broken off and nothing of it is left."),
)

# Folders with a password for one run; so old (seconds) nobody uses them any more.
_PASSWORDS = "aftercare-pass-"
_FORGOTTEN_AFTER = 86_400.0

# What stands in the programs' running account for a table whose rows are being copied.
_TABLE_BEGINS = (b"dumping contents of table", b"processing data for table")


@dataclass(frozen=True)
class Programs:
    """pg_dump and pg_restore of one PostgreSQL, and the environment they run in."""

    pg_dump: Path
    pg_restore: Path
    environment: Mapping[str, str]


class Step(NamedTuple):
    """How far a backup or a restore is: what it does now, and how much of it is done (of = 0: not known)."""

    phase: str
    done: int
    of: int


class Watch:
    """Hears how far a piece of work is, and can end it: `cancel()` from any thread.

    What runs then raises ServiceError 'broken_off' and takes away what it had begun. A COMMIT is never ended: only
    programs that read or fill a database nobody works in yet, and the questions put to such a one.
    """

    def __init__(self, hear: Callable[[Step], object] = lambda _step: None) -> None:
        self.hear = hear
        self._lock = threading.Lock()
        self._cancelled = False
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: psycopg.Connection | None = None
        _watches.add(self)

    def tell(self, phase: str, done: int = 0, of: int = 0) -> None:
        """So much is done; raises where somebody has cancelled."""
        self.check()
        self.hear(Step(phase, done, of))

    def check(self) -> None:
        """Raises ServiceError 'broken_off' where somebody has cancelled."""
        if self._cancelled:
            raise ServiceError("broken_off")

    def cancel(self) -> None:
        """End what runs."""
        with self._lock:
            self._cancelled = True
            connection = self._connection
            if self._process is not None:
                self._process.kill()
        if connection is not None:
            try:
                connection.cancel_safe(timeout=2.0)
            except psycopg.errors.CancellationTimeout:
                shut(connection)  # a server that does not even hear this stands still
            except psycopg.Error:
                return  # it is lost already, or just over

    @contextmanager
    def over(self, connection: psycopg.Connection) -> Iterator[None]:
        """Statements on this connection are ended too."""
        with self._lock:
            self._connection = connection
        try:
            self.check()
            yield
        except psycopg.errors.QueryCanceled as error:
            self.check()
            raise ServiceError("backup_failed", program="PostgreSQL", reason=str(error)) from error
        except psycopg.OperationalError:
            self.check()
            raise
        finally:
            with self._lock:
                self._connection = None

    def run(
        self, command: list[str], environment: Mapping[str, str], phase: str = "", of: int = 0, server: str = ""
    ) -> None:
        """Run one of the programs; raises ServiceError with what it complained about, 'broken_off' or 'server_silent'.

        phase: tell about each table it comes to, of so many. server: conninfo of the one it talks to.
        """
        self.check()
        program = Path(command[0]).stem
        silent = threading.Event()
        with subprocess.Popen(
            [*command, "--verbose"] if phase else command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=dict(environment),
            # On Windows a console would flash up over the window.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as process:
            with self._lock:
                self._process = process
                if self._cancelled:
                    process.kill()

            def give_up() -> None:
                silent.set()
                process.kill()

            watched = while_answering(server, give_up) if server else contextlib.nullcontext()
            try:
                with watched:
                    complaint = self._listen(process, phase, of)
            except BaseException:
                process.kill()
                raise
            finally:
                with self._lock:
                    self._process = None
        if process.returncode != 0:
            self.check()
            if silent.is_set():
                raise ServiceError("server_silent")
            raise ServiceError("backup_failed", program=program, reason=complaint.removeprefix(f"{program}: error: "))

    def _listen(self, process: subprocess.Popen[bytes], phase: str, of: int) -> str:
        """What the program says until it ends; returns its first complaint."""
        assert process.stderr is not None
        first = complaint = ""
        tables = 0
        for line in process.stderr:
            if any(words in line for words in _TABLE_BEGINS):
                tables += 1
                if not self._cancelled:
                    self.hear(Step(phase, min(tables, of) if of else tables, of))
                continue
            words_of_line = line.decode("utf-8", "replace").strip()
            if not complaint and "error" in words_of_line.lower() and "error:" in words_of_line:
                complaint = words_of_line
            first = first or words_of_line
        process.wait()
        return complaint or first or _("it was ended")


_watches: weakref.WeakSet[Watch] = weakref.WeakSet()


def cancel_all() -> None:
    """End what is being saved or restored: the program closes. Nothing half-written stays."""
    for watch in list(_watches):
        watch.cancel()


@contextmanager
def connection_of(
    connection: psycopg.Connection, conninfo: str, programs: Programs
) -> Iterator[tuple[str, dict[str, str]]]:
    """Conninfo without the password and an environment whose PGPASSFILE holds it: argv is read by everybody."""
    info = connection.info
    parts: dict[str, str | int | None] = {**KEEPALIVES, **conninfo_to_dict(conninfo)}
    for name in ("password", "passfile", "hostaddr", "target_session_attrs", "options"):
        parts.pop(name, None)
    parts |= {"host": info.host, "port": str(info.port), "user": info.user}
    _forget_passwords()
    with tempfile.TemporaryDirectory(prefix=_PASSWORDS) as folder:
        environment = dict(programs.environment)
        if info.password:
            secret = info.password.replace("\\", "\\\\").replace(":", "\\:")
            passfile = Path(folder) / "pgpass"
            with _private(passfile) as out:
                out.write(f"*:*:*:*:{secret}\n")
            environment["PGPASSFILE"] = str(passfile)
        yield make_conninfo("", **parts), environment


def _forget_passwords() -> None:
    """Remove what programs that were killed left of this account's: the password is in it, readable for us only."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PASSWORDS}*"):
        with contextlib.suppress(OSError):
            found = left.lstat()
            if (os.name != "posix" or found.st_uid == os.geteuid()) and time.time() - found.st_mtime > _FORGOTTEN_AFTER:
                shutil.rmtree(left)


def _private(path: Path) -> IO[str]:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8")

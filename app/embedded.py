"""The private PostgreSQL 16 of one computer: made, started, shared and stopped here.

A wheel brings PostgreSQL's own programs; this module drives initdb and pg_ctl. The
wheel's own starter is not used: it trusts every local connection and opens parent
folders to other people.

One folder holds everything: `password` and `port` beside `place/` with the data, the
settings, the socket and the server's log. Several programs share one running server;
each holds a locked file in `users/`, and the last one out stops it. A program that is
killed leaves the server running and the next one uses it.

PostgreSQL refuses to run as root. There it runs as another, existing account; where
that account cannot reach the folder or the programs, copies live under /var/lib
instead. The modes of folders that are not ours are never touched.
"""

import os
import secrets
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from app import cluster_making, cluster_settings, settings
from app.cluster_making import SUPERUSER
from app.locks import HeldLock, locked, try_lock
from app.pgprograms import (
    MAJOR,
    Account,
    EmbeddedError,
    Tools,
    environment,
    last_line,
    reachable_tools,
    run_as,
    server_account,
    tools,
)
from services.texts import _

__all__ = ["SUPERUSER", "Cluster", "EmbeddedError", "Tools", "default_folder", "environment", "tools"]

_START_SECONDS = 10.0


def default_folder() -> Path:
    """Where this account's own cluster lives."""
    return settings.data_folder() / "embedded"


class Cluster:
    """One PostgreSQL cluster in one folder, shared by the programs of one account."""

    def __init__(self, folder: Path, throwaway: bool = False) -> None:
        """throwaway: nothing in it outlives its use, so it never waits for a disk."""
        self.folder = Path(folder)
        self.throwaway = throwaway
        self._account: Account | None = None
        self._here: HeldLock | None = None

    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    # -- what others ask ---------------------------------------------------------------

    @property
    def place(self) -> Path:
        """Holds data, settings, socket, log; outside our folder if the server's account cannot enter it."""
        with suppress(FileNotFoundError):
            return Path((self.folder / "place.txt").read_text(encoding="utf-8"))
        return self.folder / "place"

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def log(self) -> Path:
        return self.place / "run" / "postgresql.log"

    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def running(self) -> bool:
        """Whether the server is up and takes connections."""
        return self._address() is not None

    def in_use(self) -> bool:
        """Whether any program uses the server; forgets those that were killed."""
        alive = False
        for path in list((self.folder / "users").glob("*")):
            held = try_lock(path)
            if held is None:
                alive = True
            else:
                held.release(remove=True)
        return alive

    def password(self) -> str:
        """The superuser's password."""
        try:
            return (self.folder / "password").read_text(encoding="ascii").strip()
        except OSError as error:
            raise self._of_another() from error

    def port(self) -> int:
        """The TCP port on 127.0.0.1."""
        return int((self.folder / "port").read_text(encoding="ascii"))

    def dsn(
        self, dbname: str = "postgres", user: str = SUPERUSER, password: str | None = None, tcp: bool = False
    ) -> str:
        """A libpq URL.

        password: None is the superuser's own for the superuser, none at all for anyone else.
        tcp: by the port also where there is a socket.
        """
        address = self._address()
        if address is None:
            raise EmbeddedError(_("The private database is not running."))
        port, sockets = address
        if password is None and user == SUPERUSER:
            password = self.password()
        who = quote(user, safe="") + (f":{quote(password, safe='')}" if password is not None else "")
        if sockets and not tcp:
            where = urlencode({"host": sockets, "port": port}, quote_via=quote)
            return f"postgresql://{who}@/{quote(dbname, safe='')}?{where}"
        return f"postgresql://{who}@127.0.0.1:{port}/{quote(dbname, safe='')}"

    # -- start and stop ----------------------------------------------------------------

    def join(self) -> None:
        """Count ourselves among its users without starting it: until we leave nobody sweeps it up."""
        self._prepare()
        with self._locked():
            self._enter()

    def start(self, stay: bool = False) -> None:
        """Make the cluster if there is none, start it if it is down, and count ourselves among its users.

        stay: it keeps running when the last of its users leaves, until stopped by force.
        After a server was killed the start is retried for up to 10 s: its process may linger so long.
        """
        self._prepare()
        with self._locked():
            self._enter()
            try:
                if not self.exists():
                    elsewhere = cluster_making.place_elsewhere(self.folder, self._account)
                    if elsewhere is not None:
                        (self.folder / "place.txt").write_text(str(elsewhere), encoding="utf-8")
                    cluster_making.make(self.folder, self.place, self._account, self.throwaway)
                version = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
                if version != MAJOR:
                    raise EmbeddedError(
                        _("The private database needs PostgreSQL {found}, not {ours}.").format(
                            found=version, ours=MAJOR
                        )
                    )
                if not self.running():
                    self._launch()
                if stay:
                    (self.folder / "stay").write_text(self._server_mark(), encoding="ascii")
            except BaseException:
                self._leave()
                raise

    def stop(self, force: bool = False) -> None:
        """Leave; the last one out stops the server. force: stop it whoever uses it."""
        if not self.folder.is_dir():
            return
        self._prepare()
        with self._locked():
            self._leave()
            if force:
                (self.folder / "stay").unlink(missing_ok=True)
            if self.running() and (force or not (self._stays() or self.in_use())):
                done = self._control("stop", "-m", "fast", "-w", "-t", "60")
                if self.running():
                    raise EmbeddedError(_("The private database does not stop: {reason}").format(reason=done))

    def remove(self) -> None:
        """Stop the server whoever uses it and remove everything."""
        self.stop(force=True)
        place = self.place
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        if sys.platform != "win32":
            shutil.rmtree(cluster_settings.short_socket_folder(place), ignore_errors=True)

    # -- inside ------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._account = server_account()
        fresh = not self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        if fresh:
            # Other accounts need not look in; the server's account, if it is another, must pass through.
            self.folder.chmod(0o711 if self._account else 0o700)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with locked(self.folder / "lock"):
                yield
        except PermissionError as error:
            raise self._of_another() from error
        except TimeoutError as error:
            raise EmbeddedError(_("The private database is busy starting in another program.")) from error

    def _of_another(self) -> EmbeddedError:
        said = _("The private database in {folder} belongs to another account of this computer.")
        return EmbeddedError(said.format(folder=self.folder))

    def _enter(self) -> None:
        if self._here is None:
            users = self.folder / "users"
            users.mkdir(exist_ok=True)
            self._here = try_lock(users / f"{os.getpid()}-{secrets.token_hex(4)}")

    def _leave(self) -> None:
        if self._here is not None:
            self._here.release(remove=True)
            self._here = None

    def _stays(self) -> bool:
        # Bound to that very server process: after a reboot nobody remembers having asked.
        with suppress(FileNotFoundError):
            return (self.folder / "stay").read_text(encoding="ascii") == self._server_mark()
        return False

    def _server_mark(self) -> str:
        """Process id and start of the server; ids alone come again after a reboot, in a container the very same."""
        with suppress(OSError, IndexError):
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return f"{lines[0].strip()} {lines[2].strip()}"
        return ""

    def _server_pid(self) -> str:
        with suppress(OSError, IndexError):
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0].strip()
        return ""

    def _address(self) -> tuple[int, str] | None:
        """Port and socket folder ('' = none) of the server, None while it takes no connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            port, sockets, status = int(lines[3]), lines[4].strip(), lines[7].strip()
        except (OSError, IndexError, ValueError):
            return None
        if status != "ready":
            return None
        # The file outlives a server that was killed; only an open port says that it lives.
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
        except OSError:
            return None
        return port, sockets

    def _launch(self) -> None:
        self._rotate_log()
        port = cluster_settings.free_port(self._recorded_port())
        deadline = time.monotonic() + _START_SECONDS
        while True:
            cluster_settings.write(self.place, self._account, port, self.throwaway)
            message = self._control("start", "-l", str(self.log), "-w", "-t", "300")
            if self.running():
                break
            if time.monotonic() > deadline:
                raise EmbeddedError(
                    _("The private database does not start: {reason}").format(reason=self._last_complaint() or message)
                )
            time.sleep(0.2)
            port = cluster_settings.free_port(port)
        part = self.folder / "port.part"
        part.write_text(f"{port}\n", encoding="ascii")
        part.replace(self.folder / "port")

    def _recorded_port(self) -> int:
        with suppress(OSError, ValueError):
            return self.port()
        return 0

    def _rotate_log(self) -> None:
        with suppress(OSError):
            if self.log.stat().st_size > 5_000_000:
                self.log.replace(self.log.with_suffix(".old.log"))

    def _last_complaint(self) -> str:
        with suppress(OSError):
            text = self.log.read_text(encoding="utf-8", errors="replace")
            fatal = [line for line in text.splitlines() if "FATAL:" in line or "PANIC:" in line]
            return fatal[-1].split(":", 3)[-1].strip() if fatal else last_line(text)
        return ""

    def _control(self, *arguments: str) -> str:
        program = str(reachable_tools(self._account).pg_ctl)
        return last_line(run_as(self._account, [program, "-D", str(self.data), *arguments], self.place)[1])

"""A line between a client and the server that can be cut at any byte."""

import contextlib
import socket
import threading
from collections.abc import Callable

# What ends a save: COMMIT, or a statement that is a transaction by itself: a door, or a row with its request.
_DOORS = (
    "intake_open", "work_order_move", "work_order_undo", "order_note", "order_told", "order_promise", "payment_take",
    "payments_take", "order_hand_over", "quote_offer", "consent_record",
)  # fmt: skip
_COMMITS = (
    b"COMMIT\0",
    b"insert into request (id, login) values",
    b"kept as (insert into request",
    b"insert into request (id, login, result) select",
    *(f"select {name}(".encode() for name in _DOORS),
)


class Proxy:
    """Listens on an address and passes everything on to a server's port; host: its address, or folder of sockets.

    at_commit decides what becomes of the next save's end, once: `lose_answer` passes it on and cuts the line before
    the answer arrives; `lose_commit` cuts before it is passed on; `silence` passes it on and then says nothing more.
    silent_at: words of the client after which nothing is said any more.
    fatal_at_password: what the server says, once, instead of looking at the password; then the line ends.
    """

    def __init__(self, port: int, host: str = "127.0.0.1", listen: str = "127.0.0.1") -> None:
        self._server = (host, port)
        self._lines: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._silent = False
        self._down = False
        self.at_commit: str = ""
        self.silent_at = b""
        self.fatal_at_password = ""
        self.cuts = 0
        self.when_cut: Callable[[], None] | None = None
        self._listener = socket.create_server((listen, 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(self, *exception: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    # -- what happens to the line ------------------------------------------------------------------------

    def cut(self) -> None:
        """Drop every connection; new ones work."""
        with self._lock:
            lines, self._lines = self._lines, set()
        for line in lines:
            _close(line)

    def down(self) -> None:
        """Drop every connection and take no new one."""
        self._down = True
        self.cut()

    def up(self) -> None:
        """Work again."""
        self._down = self._silent = False

    def silence(self) -> None:
        """Pass nothing on, as a pulled cable does: no end, no error."""
        self._silent = True

    # -- passing on --------------------------------------------------------------------------------------

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._down:
                _close(client)
                continue
            try:
                server = self._reach()
            except OSError:
                _close(client)
                continue
            server.settimeout(None)
            with self._lock:
                self._lines |= {client, server}
            for source, target, upwards in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._pass, args=(source, target, upwards), daemon=True).start()

    def _reach(self) -> socket.socket:
        host, port = self._server
        if not host.startswith("/"):
            return socket.create_connection(self._server, timeout=5)
        reached = socket.socket(socket.AF_UNIX)
        reached.connect(f"{host}/.s.PGSQL.{port}")
        return reached

    def _pass(self, source: socket.socket, target: socket.socket, upwards: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self._silent:
                    continue
                if upwards and self.fatal_at_password and data[:1] == b"p":
                    source.sendall(_fatal(self.fatal_at_password))
                    self.fatal_at_password = ""
                    break
                if upwards and self.at_commit and any(words in data for words in _COMMITS):
                    what, self.at_commit = self.at_commit, ""
                    self.cuts += 1
                    if what == "lose_answer":
                        self._commit_and_lose(data, source, target)
                        break
                    if what == "lose_commit":
                        self._told()
                        break
                    self._silent = True  # 'silence': the COMMIT itself still arrives
                if upwards and self.silent_at and self.silent_at in data:
                    self.silent_at, self._silent = b"", True
                target.sendall(data)
        for end in (source, target):
            _close(end)
        with self._lock:
            self._lines -= {source, target}

    def _commit_and_lose(self, data: bytes, client: socket.socket, server: socket.socket) -> None:
        # The client's end goes first, or the other direction would still pass the answer on.
        _close(client)
        server.sendall(data)
        # The server reads the COMMIT before the end of the line that follows it.
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_WR)
        self._told()

    def _told(self) -> None:
        if self.when_cut is not None:
            self.when_cut()


def _fatal(words: str) -> bytes:
    """The message with which a server ends a session."""
    fields = b"SFATAL\0VFATAL\0C57P01\0M" + words.encode() + b"\0\0"
    return b"E" + (4 + len(fields)).to_bytes(4, "big") + fields


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()

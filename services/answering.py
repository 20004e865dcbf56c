"""Whether a server still answers: for work whose statements may rightly take long, and whose server may be frozen.

A person's own connection gives up after a time without an answer (services/database.py). Setting up, due work, backups
and restores cannot: counting a large table takes what it takes. Here a second connection is tried now and then while
they wait; where not even that is answered, the server stands still and the first one is ended.
"""

import contextlib
import socket
import threading
import time
import weakref
from collections.abc import Callable, Iterator

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo

# So long a statement or a program runs before it is asked whether the server is still there, and again each time.
SECONDS = 30.0
# So long the server has to say anything at all to somebody new.
KNOCK_SECONDS = 10

# Opening a connection from a cut cable to the error takes at most about 15 s.
KEEPALIVES = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
    "connect_timeout": "5",
}


def answers(conninfo: str) -> bool:
    """Whether a server says anything to a new connection: a refusal is an answer, only silence is none."""
    for _attempt in range(2):  # one may meet a server that is merely busy
        try:
            psycopg.connect(make_conninfo(conninfo, connect_timeout=KNOCK_SECONDS)).close()
            return True
        except psycopg.errors.ConnectionTimeout:
            continue
        except psycopg.Error:
            return True
    return False


def keep_asking(connection: psycopg.Connection, conninfo: str) -> None:
    """From now on end this connection where it waits for a server that answers nobody; what waits then raises."""
    threading.Thread(target=_watch, args=(weakref.ref(connection), conninfo), name="server-watch", daemon=True).start()


def _watch(watched: weakref.ref[psycopg.Connection], conninfo: str) -> None:
    since: float | None = None
    while True:
        time.sleep(_pace())
        connection = watched()
        if connection is None or connection.closed:
            return
        if connection.pgconn.transaction_status != pq.TransactionStatus.ACTIVE:
            since = None
        elif since is None:
            since = time.monotonic()
        elif time.monotonic() - since > SECONDS:
            if not answers(conninfo):
                shut(connection)
                return
            since = time.monotonic()
        del connection  # nobody else may be left to close it


@contextlib.contextmanager
def while_answering(conninfo: str, give_up: Callable[[], object]) -> Iterator[None]:
    """Call give_up(), once, where the server falls silent in this block: for programs that hold connections of theirs."""
    over = threading.Event()

    def watch() -> None:
        since = time.monotonic()
        while not over.wait(_pace()):
            if time.monotonic() - since > SECONDS:
                if not answers(conninfo):
                    if not over.is_set():
                        give_up()
                    return
                since = time.monotonic()

    thread = threading.Thread(target=watch, name="server-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def _pace() -> float:
    return min(1.0, SECONDS / 4)


def shut(connection: psycopg.Connection) -> None:
    """Close a socket under a waiting libpq call, which then raises; nothing else ends a frozen server's silence."""
    with contextlib.suppress(OSError, psycopg.Error):
        waiting = socket.socket(fileno=connection.fileno())
        try:
            waiting.shutdown(socket.SHUT_RDWR)
        finally:
            waiting.detach()

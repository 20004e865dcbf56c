"""Which of several servers a connection reaches: the primary, or a standby that only shows while there is none.

The profile names all servers (libpq's host list) and asks for one that takes writes. Where none answers, reading
goes on at whichever server lets us in; a thread of the Database looks for the primary meanwhile. The standby that
becomes the primary says so on the open connection (`in_hot_standby`), which the Database takes for its end.
"""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import psycopg

# How often the primary is looked for while a standby serves.
LOOK_SECONDS = 5.0
# Said after the password was asked for, and yet nothing against the person; the last three while a restored database
# takes the place of the one in service.
_AWAY = (
    "connection slots", "too many connections", "closed the connection", "timeout", "read-only", "standby",
    "not currently accepting connections", '" does not exist', "terminating connection",
)  # fmt: skip
REPLAYED = "select pg_last_xact_replay_timestamp()"


class Servers:
    """The servers of one Database. as_of: up to when a standby's data reach, None where it cannot tell.

    watch(connection) is called with every connection as soon as it is there: what is asked before the pool gives it
    out may find a frozen server too.
    """

    def __init__(self, settings: Mapping[str, Any], watch: Callable[[psycopg.Connection], None]) -> None:
        several = any("," in str(settings.get(name) or "") for name in ("host", "hostaddr"))
        self._several = several and settings.get("target_session_attrs") in ("read-write", "primary")
        self._watch = watch
        self._on_standby = False
        self._looked = 0.0
        self._lock = threading.Lock()
        self.as_of: datetime | None = None

    @property
    def on_standby(self) -> bool:
        """Whether connections go to a standby: everything can be read, nothing saved."""
        return self._on_standby

    def open(self, settings: Mapping[str, Any]) -> psycopg.Connection:
        """A connection to the primary, else to a standby; raises the primary's OperationalError where both fail."""
        # A primary that is switched off does not refuse: asking it first would cost seconds each time.
        if self._on_standby:
            try:
                return self._any(settings)
            except psycopg.OperationalError:
                self._on_standby = False
        try:
            raw = self._connect(settings)
        except psycopg.OperationalError as error:
            if not self._several or turned_away(error):
                raise
            try:
                return self._any(settings)
            except psycopg.OperationalError:
                raise error from None
        if is_standby(raw):  # named alone
            self._note(raw)
        return raw

    def _any(self, settings: Mapping[str, Any]) -> psycopg.Connection:
        wanted = {**settings, "target_session_attrs": "any"}
        # The standbys stand behind the primary in the list.
        for name in ("host", "hostaddr", "port"):
            if "," in str(wanted.get(name) or ""):
                wanted[name] = ",".join(reversed(str(wanted[name]).split(",")))
        raw = self._connect(wanted)
        self._note(raw)
        return raw

    def _connect(self, settings: Mapping[str, Any]) -> psycopg.Connection:
        raw = psycopg.connect(**settings)
        self._watch(raw)
        return raw

    def _note(self, raw: psycopg.Connection) -> None:
        try:
            standing_by = is_standby(raw)
            until = replayed_until(raw) if standing_by else None
        except BaseException:
            raw.close()  # nobody else has it yet
            raise
        with self._lock:
            self._on_standby, self.as_of, self._looked = standing_by, until, time.monotonic()

    def left_behind(self, raw: psycopg.Connection) -> bool:
        """Whether this connection still goes to a standby although the primary is back."""
        if is_standby(raw):
            return self._several and not self._on_standby
        if self._on_standby:  # promoted, under an open connection
            self._at_primary()
        return False

    def look_for_primary(self, settings: Mapping[str, Any] | None) -> None:
        """While a standby serves: now and then see whether the primary is back; for a thread that may wait."""
        if (
            not (self._on_standby and self._several)
            or settings is None
            or time.monotonic() - self._looked < LOOK_SECONDS
        ):
            return
        try:
            psycopg.connect(**settings).close()
        except psycopg.Error:
            self._looked = time.monotonic()
            return
        self._at_primary()

    def _at_primary(self) -> None:
        with self._lock:
            self._on_standby, self.as_of = False, None


def is_standby(raw: psycopg.Connection) -> bool:
    """Whether this server only shows, as far as it told."""
    return raw.pgconn.parameter_status(b"in_hot_standby") == b"on"


def replayed_until(raw: psycopg.Connection) -> datetime | None:
    """When the newest change that reached this standby was made, None where it has none since its start."""
    autocommit = raw.autocommit
    raw.autocommit = True
    try:
        row = raw.execute(REPLAYED).fetchone()
    finally:
        raw.autocommit = autocommit
    return row[0] if row else None


def turned_away(error: psycopg.OperationalError) -> bool:
    """Whether the server turned this person away, and not the network, a full server or a standby.

    libpq gives no SQLSTATE here and the server speaks its own language: that it asked for the password tells.
    """
    if in_so_many_words(error):
        return True
    if any(words in str(error) for words in _AWAY):
        return False
    return error.pgconn is not None and bool(error.pgconn.used_password)


def in_so_many_words(error: psycopg.OperationalError) -> bool:
    """Whether it is a refusal for certain; what an English server says."""
    said = str(error)
    return "password authentication failed" in said or "not permitted to log in" in said


# What libpq and the server say where somebody can do something about it; anything else is 'does not answer'.
_REASONS = (
    (("certificate", "SSL error", "SSL SYSCALL"), "certificate_refused"),
    (("pg_hba.conf", "does not support SSL"), "computer_refused"),
    (("connection slots", "too many connections"), "server_full"),
    (("the database system is starting up", "the database system is shutting down"), "server_starting"),
)


def why_away(error: psycopg.OperationalError) -> str:
    """The code of what is said when no connection can be made."""
    said = str(error)
    return next((code for words, code in _REASONS if any(one in said for one in words)), "sign_in_unavailable")

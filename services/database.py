"""One signed-in person's connection to the database, and what happens when it breaks."""

import contextlib
import itertools
import random
import select
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from psycopg import pq
from sqlalchemy import Connection, Executable, bindparam, create_engine, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from services import errors
from services.answering import shut
from services.connecting import settings_of_person
from services.errors import NotSignedIn, OutcomeUnknown, ServiceError, Unavailable
from services.standby import REPLAYED, Servers, in_so_many_words, turned_away, why_away
from services.texts import N_

T = TypeVar("T")

# A frozen server never closes its sockets: after this long without an answer we do (design: watchdog).
ANSWER_WITHIN = 40.0
ATTEMPTS = 3
# So long once() asks whether a save whose COMMIT got no answer was done: a killed server is back within seconds.
PATIENCE = 15.0
# One standing connection and two on demand; so long a fourth use waits for one of them.
CONNECTIONS = 3
_WAIT_FOR_ONE = 20.0

_KEEP_REQUEST = text("insert into request (id, login, result) values (:id, login_name(), :result)").bindparams(
    bindparam("result", type_=JSONB(none_as_null=True))
)
_FIND_REQUEST = text("select result from request where id = :id").columns(result=JSONB)

_REPLAYED = text(REPLAYED)


def role_of(login: str) -> str:
    """The database role of a login name as people type it."""
    return f"s_{login}"


class Database:
    """What services get as `db`: transactions of one signed-in person.

    encrypted, local: how the last connection was made; local means it never left this computer.
    One standing connection and up to two more. All methods may be called from any thread; each use takes a
    connection of its own.
    answer_within: seconds after which a statement without an answer ends with its connection;
    patience: seconds for which `once` asks after a save whose outcome is unknown.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        login: str,
        application: str = "aftercare",
        answer_within: float = ANSWER_WITHIN,
        patience: float = PATIENCE,
    ) -> None:
        self.login = login
        self.encrypted = False
        self.local = False
        self._active: dict[int, tuple[psycopg.Connection, float]] = {}
        self._committing: set[int] = set()
        self._unsure: set[int] = set()
        self._answer_within, self._patience = answer_within, patience
        self._lock = threading.Lock()
        self._closed = threading.Event()
        # In front of the pool: whoever waited in one that is emptied meanwhile would wait for nothing.
        self._places = threading.BoundedSemaphore(CONNECTIONS)
        self._moment = threading.local()
        settings = settings_of_person(conninfo, application)
        self._settings: dict[str, Any] | None = settings
        self._servers = Servers(settings, self._wait)
        self._engine = create_engine(
            "postgresql+psycopg://",
            creator=self._open,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=-1,  # as many as have a place; nobody ever waits in the pool
            hide_parameters=True,
            # Most of the work is single statements that are transactions by themselves; others say so.
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
            query_cache_size=400,
            use_native_hstore=False,  # not used here, and looking for it costs the first connection three trips
        )
        event.listen(self._engine, "checkout", self._checked_out)
        event.listen(self._engine, "checkin", self._checked_in)
        event.listen(self._engine, "before_cursor_execute", self._asked)
        event.listen(self._engine, "commit", self._ends)
        event.listen(self._engine, "rollback", self._ends)
        self._watchdog = threading.Thread(target=self._watch, name="answer-watchdog", daemon=True)
        self._watchdog.start()

    # -- connections ---------------------------------------------------------------------------------

    def _open(self) -> psycopg.Connection:
        settings = self._settings
        if settings is None:
            raise NotSignedIn("locked")
        try:
            raw = self._servers.open(settings)
        except psycopg.OperationalError as error:
            if turned_away(error) and (in_so_many_words(error) or self._says_so_again(error, settings)):
                raise NotSignedIn("sign_in_failed") from error
            raise Unavailable(why_away(error), detail=str(error)) from error
        raw.add_notice_handler(partial(self._notice, id(raw)))
        self.encrypted = bool(raw.pgconn.ssl_in_use)
        self.local = raw.info.host.startswith("/") or raw.info.hostaddr.startswith("127.") or raw.info.hostaddr == "::1"
        return raw

    def _says_so_again(self, error: psycopg.OperationalError, settings: Mapping[str, Any]) -> bool:
        """Whether a refusal in unknown words stays: a server that was killed while it looked at the password ends
        with words of its own, and does not say them twice."""
        time.sleep(0.3)
        try:
            self._servers.open(settings).close()
        except psycopg.OperationalError as second:
            return turned_away(second) and str(second) == str(error)
        return False

    def _notice(self, key: int, diagnostic: psycopg.errors.Diagnostic) -> None:
        # A cancelled wait for the standby still answers COMMIT; the save may yet be lost with the primary.
        if "canceling wait for synchronous replication" in (diagnostic.message_primary or ""):
            self._unsure.add(key)

    def _checked_out(self, raw: Any, record: Any, _proxy: Any) -> None:
        if _ended(raw) or self._servers.left_behind(raw):
            # The pool then opens another one: a server that was restarted is no error for the next question. One that
            # ends as soon as it is open is: a restored database takes the place of this one, and the pool gives up.
            raise DisconnectionError("the server ended this connection") if "used" in record.info else Unavailable()
        record.info["used"] = True
        self._wait(raw)

    def _checked_in(self, raw: Any, record: Any) -> None:
        with self._lock:
            self._active.pop(id(raw), None)
        # Given back after lock() or close() emptied the pool: nobody would ever close it.
        if raw is not None and (self._settings is None or self._closed.is_set()):
            record.invalidate()

    def _asked(self, _connection: Any, cursor: Any, *_statement: Any) -> None:
        self._wait(cursor.connection)

    def _ends(self, connection: Connection) -> None:
        # asking a lost connection for its driver's would open another
        if not connection.invalidated:
            self._wait(connection.connection.driver_connection)

    def _wait(self, raw: Any) -> None:
        """From now on the server has its time to answer on this connection."""
        with self._lock:
            self._active[id(raw)] = (raw, time.monotonic() + self._answer_within)

    def _watch(self) -> None:
        # What still runs when everything is closed is watched to its end: the program waits for its threads.
        while not self._closed.wait(pace := min(1.0, self._answer_within / 4)) or self._active:
            if self._closed.is_set():
                time.sleep(pace)
            now = time.monotonic()
            with self._lock:
                # one that broke while it was opened is never given back
                for key in [key for key, (raw, _) in self._active.items() if raw.closed]:
                    del self._active[key]
                late = [
                    raw
                    for raw, until in self._active.values()
                    if now > until and raw.pgconn.transaction_status == pq.TransactionStatus.ACTIVE
                ]
            for raw in late:
                shut(raw)
            if not self._closed.is_set():
                self._servers.look_for_primary(self._settings)

    @property
    def on_standby(self) -> bool:
        """Whether the primary is away and a standby shows what it has; saving raises Unavailable 'read_only'."""
        return self._servers.on_standby

    @property
    def as_of(self) -> datetime | None:
        """Up to when the standby's data reach; None on the primary."""
        return self._servers.as_of

    def note_as_of(self, connection: Connection) -> None:
        """Ask the standby anew: it may still follow a primary that only we cannot reach."""
        if self._servers.on_standby:
            self._servers.as_of = connection.execute(_REPLAYED).scalar()

    def cancel_running(self) -> None:
        """Cancel what runs now; a COMMIT is never cancelled, its outcome would be unknown.

        A server that does not even hear that stands still: there the connection itself is ended.
        """
        with self._lock:
            running = [raw for key, (raw, _) in self._active.items() if key not in self._committing]
        for raw in running:
            try:
                raw.cancel_safe(timeout=2.0)
            except psycopg.errors.CancellationTimeout:
                shut(raw)
            except psycopg.Error:
                continue  # it is lost already, or just over

    def use_password(self, password: str) -> None:
        """Open further connections with another password: the person has changed his own."""
        if self._settings is not None:
            self._settings = {**self._settings, "password": password}

    def opened_with(self, password: str) -> bool:
        """Whether this is the password of the connections."""
        return self._settings is not None and self._settings.get("password") == password

    def lock(self) -> Callable[[str], None]:
        """Close the connections and forget the password; until the returned function is called with it again,
        everything raises NotSignedIn.

        That function connects before it returns, and raises NotSignedIn or Unavailable where it cannot.
        """
        settings = {name: value for name, value in (self._settings or {}).items() if name != "password"}
        self._settings = None
        self._engine.dispose()

        def unlock(password: str) -> None:
            self._settings = {**settings, "password": password}
            try:
                with self.read() as connection:
                    connection.execute(text("select 1"))
            except BaseException:
                self._settings = None
                raise

        return unlock

    def close(self) -> None:
        """Give all connections back; running statements are cancelled first."""
        self._closed.set()
        self.cancel_running()
        self._engine.dispose()

    # -- work ------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction: committed on leaving, rolled back on any exception.

        Raises ServiceError and its kinds; OutcomeUnknown when the connection broke during COMMIT.
        """
        with self._connected() as connection:
            raw = connection.connection.driver_connection
            self._unsure.discard(id(raw))
            connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin() as begun:
                yield connection
                if not begun.is_active:
                    return  # rolled back inside: nothing is left to commit
                with self._committing_over(raw):
                    begun.commit()
            if id(raw) in self._unsure:
                raise OutcomeUnknown

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading, each statement for itself, without BEGIN and COMMIT; in a `snapshot` its own."""
        held = getattr(self._moment, "connection", None)
        if held is not None:
            with errors.in_our_words():
                yield held
            return
        with self._connected() as connection:
            yield connection

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """What this thread reads meanwhile is all of one moment: a record and what belongs to it fit together.

        Two trips to the server more. One inside another belongs to the outer one.
        """
        if getattr(self._moment, "connection", None) is not None:
            yield
            return
        with self._connected() as connection:
            connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                self._moment.connection = connection
                try:
                    yield
                finally:
                    self._moment.connection = None

    @contextlib.contextmanager
    def statement(self) -> Iterator[Connection]:
        """A connection for one writing statement that is a transaction by itself: one trip instead of three.

        Raises OutcomeUnknown when the connection broke meanwhile: the statement may have been done.
        """
        with self._connected() as connection:
            raw = connection.connection.driver_connection
            self._unsure.discard(id(raw))
            with self._committing_over(raw):
                yield connection
            if id(raw) in self._unsure:
                raise OutcomeUnknown

    @contextlib.contextmanager
    def _committing_over(self, raw: Any) -> Iterator[None]:
        """What is done meanwhile cannot be cancelled; raises OutcomeUnknown when the connection breaks under it."""
        with self._lock:
            self._committing.add(id(raw))
        try:
            yield
        except Exception as error:
            if errors.is_lost(error):
                raise OutcomeUnknown from error
            raise
        finally:
            with self._lock:
                self._committing.discard(id(raw))

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Connection]:
        if not self._places.acquire(timeout=_WAIT_FOR_ONE):
            raise Unavailable("busy")
        pool = self._engine.pool
        try:
            with errors.in_our_words(), self._engine.connect() as connection:
                yield connection
        finally:
            self._places.release()
            # Given back to a pool that lock() or close() emptied meanwhile, it would stay open there.
            if pool is not self._engine.pool or self._settings is None or self._closed.is_set():
                pool.dispose()

    def once(self, request: UUID, work: Callable[[Connection], T]) -> T:
        """Do a piece of writing exactly once, however often it is asked for.

        work(connection) does it and returns what is JSON (a dict, list, text, number or None); it may run
        again after a deadlock or a lost connection. The result is kept under the request id in the same
        transaction, and a repetition returns it. Raises what `transaction` raises; OutcomeUnknown only when
        the server stays away, so that the caller can repeat with the same request id.
        """
        return self.persist(lambda attempt: self._attempt(request, work, repeated=attempt > 1))

    def call(self, request: UUID, door: Executable, values: Mapping[str, Any]) -> Any:
        """Call a function of the database that takes :request and keeps its own result under it, exactly once.

        Raises and returns what `once` does, in one trip to the server instead of four.
        """
        return self.persist(lambda _attempt: self._call(request, door, {**values, "request": request}))

    def _call(self, request: UUID, door: Executable, values: Mapping[str, Any]) -> Any:
        try:
            with self.statement() as connection:
                return connection.execute(door, values).scalar_one()
        except Unavailable:
            raise
        except ServiceError:
            found = self._find(request)
            if found is None:
                raise
            return found.result

    def persist(self, attempt: Callable[[int], T]) -> T:
        """attempt(n), n from 1, and again after a deadlock or a lost connection; repeating it must be harmless.

        Raises OutcomeUnknown where a COMMIT got no answer and the server stayed away afterwards.
        """
        uncertain, began = False, 0.0
        for count in itertools.count(1):
            try:
                return attempt(count)
            except Unavailable as error:
                began = began or time.monotonic()
                uncertain = uncertain or isinstance(error, OutcomeUnknown)
                patient = uncertain and time.monotonic() - began < self._patience
                if count >= ATTEMPTS and not patient:
                    if uncertain:
                        raise OutcomeUnknown from error
                    raise
            time.sleep(min(random.uniform(0.05, 0.2) * count, 1.0))
        raise AssertionError("unreachable")

    def _attempt(self, request: UUID, work: Callable[[Connection], T], repeated: bool) -> T:
        try:
            with self.transaction() as connection:
                found = connection.execute(_FIND_REQUEST, {"id": request}).first() if repeated else None
                if found is not None:
                    return found.result
                result = work(connection)
                connection.execute(_KEEP_REQUEST, {"id": request, "result": result})
            return result
        except Unavailable:
            raise
        except ServiceError:
            # A repeated save is refused by whatever it meets first: its own record, a version, the request.
            found = self._find(request)
            if found is None:
                raise
            return found.result

    def done(self, request: UUID) -> bool:
        """Whether a save with this request id was done."""
        return self._find(request) is not None

    def _find(self, request: UUID) -> Any:
        """The row of a save that was done, None where it was not."""
        with self.read() as connection:
            return connection.execute(_FIND_REQUEST, {"id": request}).first()


def _ended(raw: psycopg.Connection) -> bool:
    """Whether an idle connection is over: the server speaks unasked only to say so, or to change a setting."""
    if raw.closed:
        return True
    try:
        return bool(select.select([raw.fileno()], [], [], 0)[0])
    except (OSError, ValueError, psycopg.Error):
        return False


errors.sentences(
    certificate_refused=N_(
        "The server cannot prove who it is (certificate). Check the connection, or ask your administrator."
    ),
    computer_refused=N_("The server does not let this computer or this kind of connection in. Ask your administrator."),
    server_starting=N_("The database server is just starting or stopping; try again in a moment."),
)
errors.sentences(locked=N_("The program is locked; sign in again."))
errors.sentences(request_repeated=N_("This was saved already."))
errors.constraints({"request_pkey": ("request_repeated", None)})

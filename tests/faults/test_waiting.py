"""Nobody waits for ever: every conversation with a server that falls silent ends, and says so.

The person's own connection is in test_connection.py; here is everything beside it: set-up, due work, backups, restores,
the way in and the way out.
"""

import threading
import time
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import text

from app.commands.programs import for_server
from services import answering, asking, backup, installation, jobs, restored, sign_in
from services.database import Database
from services.errors import ServiceError, Unavailable
from services.pg_programs import Watch
from tests.faults.proxy import Proxy
from tests.people import PASSWORD

# Far below what the program waits, far above what a loaded machine needs.
BOUND = 60


@pytest.fixture
def line(world, monkeypatch):
    """A database behind a proxy, and the waiting shortened: (proxy, a superuser's conninfo, its name)."""
    monkeypatch.setattr(answering, "SECONDS", 0.5)
    monkeypatch.setattr(answering, "KNOCK_SECONDS", 2)
    name = world.database()
    with Proxy(world.cluster.port()) as proxy:
        dsn = world.cluster.dsn(name, tcp=True).replace(f":{world.cluster.port()}/", f":{proxy.port}/")
        yield proxy, dsn, name
    world.drop(name)


@pytest.fixture
def programs(world):
    with psycopg.connect(world.cluster.dsn()) as server:
        return for_server(server.info.server_version // 10000, False)


def in_time(work):
    """What `work` raises, which must come before BOUND seconds are over."""
    began = time.monotonic()
    with pytest.raises(Exception) as raised:
        work()
    assert time.monotonic() - began < BOUND
    return raised.value


def test_setup_work_on_a_silent_server_ends(line):
    proxy, dsn, _name = line
    with closing(installation.connect(dsn)) as connection:
        proxy.silence()
        assert isinstance(in_time(lambda: connection.execute("select 1")), psycopg.OperationalError)


def test_setup_work_may_take_long_while_the_server_answers_others(line):
    _proxy, dsn, _name = line
    with closing(installation.connect(dsn)) as connection:
        assert connection.execute("select 1 from pg_sleep(2.5)").fetchone() == (1,)


def test_an_upgrade_of_a_silent_server_ends_with_a_sentence(line):
    proxy, dsn, _name = line
    proxy.silent_at = b"schema_object"
    error = in_time(lambda: installation.upgrade(dsn))
    assert isinstance(error, ServiceError) and error.code == "unreachable" and error.sentence()


def test_a_look_at_the_own_database_before_signing_in_ends(line):
    proxy, dsn, _name = line
    proxy.silent_at = b"schema_object"
    error = in_time(lambda: installation.is_current(dsn))
    assert isinstance(error, ServiceError) and error.sentence()


def test_due_work_on_a_silent_server_ends_and_goes_on_the_next_minute(line):
    proxy, dsn, _name = line
    with closing(installation.connect(dsn)) as connection:
        proxy.silent_at = b"run_due"
        in_time(lambda: jobs.run_each(connection))
    proxy.up()
    with closing(installation.connect(dsn)) as connection:
        assert all(done.error is None for done in jobs.run_each(connection))


@pytest.mark.parametrize(
    ("words", "code"), [(b"pg_export_snapshot", "unreachable"), (b"COPY aftercare.", "server_silent")]
)
def test_a_backup_of_a_silent_server_ends_and_leaves_nothing(line, programs, tmp_path, words, code):
    proxy, dsn, _name = line
    proxy.silent_at = words
    error = in_time(lambda: backup.save(dsn, tmp_path / "all.backup", programs))
    assert isinstance(error, ServiceError) and error.code == code
    assert not list(tmp_path.iterdir())
    proxy.up()
    backup.save(dsn, tmp_path / "all.backup", programs)


def test_a_restore_into_a_silent_server_ends_and_is_swept_up(world, line, programs, tmp_path):
    proxy, dsn, _name = line
    backup.save(dsn, tmp_path / "all.backup", programs)
    proxy.silent_at = b"COPY aftercare."
    in_time(lambda: restored.drill(dsn, tmp_path / "all.backup", programs))
    proxy.up()
    proxy.cut()
    restored.sweep_up(world.cluster.dsn())
    with psycopg.connect(world.cluster.dsn()) as server:
        left = server.execute("select datname from pg_database where datname ~ '^aftercare_(part|drill)'").fetchall()
    assert left == []


def test_what_is_broken_off_on_a_silent_server_ends_at_once(line):
    proxy, dsn, _name = line
    watch = Watch()
    with closing(installation.connect(dsn)) as connection:
        proxy.silent_at = b"select 77"
        cancel = threading.Timer(0.2, watch.cancel)
        cancel.start()

        def ask():
            with watch.over(connection):
                connection.execute("select 77")

        error = in_time(ask)
        cancel.join(10)
        assert not cancel.is_alive()
    assert isinstance(error, ServiceError | psycopg.OperationalError)


def _short(monkeypatch):
    # what a person's connection waits for is given where it is made; the way in takes the usual
    monkeypatch.setitem(Database.__init__.__kwdefaults__, "answer_within", 0.5)


@pytest.mark.parametrize(
    "words", [b"pg_catalog.version()", b"to_regclass", b"schema_version", b"rolvaliduntil", b"idle_minutes"]
)
def test_whoever_signs_in_to_a_server_that_falls_silent_is_told(world, line, monkeypatch, words):
    proxy, _dsn, name = line
    _short(monkeypatch)
    proxy.silent_at = words
    conninfo = world.dsn(name, "na", proxy.port)
    error = in_time(lambda: sign_in.enter(conninfo, "na", PASSWORD))
    assert isinstance(error, Unavailable) and error.sentence()
    proxy.up()
    session = sign_in.enter(conninfo, "na", PASSWORD)
    session.db.close()


@pytest.mark.parametrize("questions", [1, 3])
def test_questions_in_one_trip_to_a_silent_server_end(world, line, questions):
    proxy, _dsn, name = line
    db = world.sign_in(name, "na", proxy.port, answer_within=0.5)
    one = asking.Question(text("select 1 as n"), {})
    asking.ask(db, one)
    proxy.silence()
    error = in_time(lambda: asking.ask(db, *[one] * questions))
    assert isinstance(error, Unavailable)
    proxy.up()
    assert asking.ask(db, *[one] * questions)[0].all() == [(1,)]
    db.close()


@pytest.mark.parametrize("way", ["read", "statement"])
def test_the_way_out_ends_what_a_silent_server_holds(world, line, way):
    """The program waits for its threads before it ends. A save is not cancelled, but not waited for for ever either."""
    proxy, _dsn, name = line
    db = world.sign_in(name, "na", proxy.port, answer_within=600.0 if way == "read" else 1.0)
    with db.read() as connection:
        connection.execute(text("select 1"))
    sent = threading.Event()

    def ask():
        with pytest.raises(ServiceError), getattr(db, way)() as connection:
            sent.set()
            connection.execute(text("select 42"))

    proxy.silence()
    waiting = threading.Thread(target=ask)
    waiting.start()
    assert sent.wait(10)
    db.close()
    waiting.join(BOUND)
    assert not waiting.is_alive()
    db.close()

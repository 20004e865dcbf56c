"""A restored database is tried and removed, or takes the place of the one in service; never half of it."""

import os
import threading
from contextlib import closing

import psycopg
import pytest
from psycopg import sql

from app.commands.programs import for_server
from services import backup, installation, restored
from services.database import Database, role_of
from services.errors import ServiceError, Unavailable
from tests import cluster
from tests.people import PASSWORD


@pytest.fixture(scope="module")
def programs():
    with psycopg.connect(cluster.server_dsn()) as server:
        return for_server(server.info.server_version // 10000, bool(server.pgconn.ssl_in_use))


@pytest.fixture
def saved(fresh_database, programs, tmp_path):
    """A database and its backup."""
    file = tmp_path / "all.backup"
    backup.save(fresh_database.dsn(), file, programs)
    return fresh_database, file


@pytest.fixture
def beside():
    """The name of a database to restore into, and removal of whatever carries it or was renamed."""
    clone = cluster.clone("beside")
    clone.drop()
    yield clone
    with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
        left = server.execute("select datname from pg_database where datname like '%\\_until\\_%'").fetchall()
        for (name,) in left:
            server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
    clone.drop()


def databases():
    with psycopg.connect(cluster.server_dsn()) as server:
        return {name for (name,) in server.execute("select datname from pg_database").fetchall()}


@pytest.fixture
def drilled(monkeypatch):
    """The name a drill's database will have; other tests of the run make and drop databases meanwhile."""
    monkeypatch.setattr(restored.secrets, "token_hex", lambda _bytes: f"of_test_{os.getpid()}")
    return f"aftercare_drill_of_test_{os.getpid()}"


def noted(clone):
    with clone.connect() as connection:
        return connection.execute("select rows, error from aftercare.job_run where name = 'restore_drill'").fetchone()


def close_store(clone, name):
    with clone.connect() as connection:
        connection.execute("update aftercare.store set name = %s where code = 'xihu'", [name])


def store(dsn):
    with psycopg.connect(dsn) as connection:
        return connection.execute("select name from aftercare.store where code = 'xihu'").fetchone()[0]


def test_a_drill_restores_looks_removes_and_says_so_among_due_work(saved, programs, drilled):
    clone, file = saved
    said = []
    manifest = restored.drill(clone.dsn(), file, programs, report=said.append)
    assert said
    assert drilled not in databases()
    assert noted(clone) == (manifest.total, None)
    assert restored.last_drill(clone.dsn()) is not None


def test_a_drill_with_a_damaged_backup_fails_and_says_so(saved, programs, drilled):
    clone, file = saved
    restored.drill(clone.dsn(), file, programs)
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(ServiceError) as refused:
        restored.drill(clone.dsn(), file, programs)
    assert refused.value.code == "backup_damaged"
    assert drilled not in databases()
    rows, error = noted(clone)
    assert rows == 0 and file.name in error
    assert restored.last_drill(clone.dsn()) is None


def test_a_backup_of_an_altered_audit_trail_is_found_by_the_drill(fresh_database, programs, tmp_path):
    with fresh_database.connect() as connection:
        connection.execute("delete from aftercare.audit_entry where table_name = 'store' and operation = 'insert'")
    file = tmp_path / "all.backup"
    backup.save(fresh_database.dsn(), file, programs)
    with pytest.raises(ServiceError) as refused:
        restored.drill(fresh_database.dsn(), file, programs)
    assert refused.value.code == "audit_does_not_fit"


def test_the_newest_backup_of_a_folder_is_found(saved, programs, tmp_path):
    _, file = saved
    (tmp_path / "notes.txt").write_text("no backup")
    (tmp_path / ".all.backup.1.part").write_bytes(b"PGDMP")
    assert restored.newest(tmp_path) == (file, None)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ServiceError) as refused:
        restored.newest(empty)
    assert refused.value.code == "drill_no_backup"


def test_a_restored_database_takes_the_place_of_the_one_in_service(saved, programs, beside):
    clone, file = saved
    close_store(clone, "改过的店")
    backup.restore(clone.dsn(), beside.name, file, programs)
    person = Database(clone.dsn(role_of("na"), PASSWORD), login="na")
    with person.read() as connection:
        assert connection.exec_driver_sql("select name from store where code = 'xihu'").scalar() == "改过的店"
    old = restored.swap(clone.dsn(), beside.name)
    # the window that was open goes on, in the restored database
    with person.read() as connection:
        assert connection.exec_driver_sql("select name from store where code = 'xihu'").scalar() != "改过的店"
    person.close()
    assert store(cluster.server_dsn(old)) == "改过的店"
    assert beside.name not in databases()


def test_a_swap_goes_through_while_everybody_keeps_connecting(saved, programs, beside):
    clone, file = saved
    backup.restore(clone.dsn(), beside.name, file, programs)
    stop = threading.Event()

    def insist():
        person = Database(clone.dsn(role_of("na"), PASSWORD), login="na")
        while not stop.is_set():
            try:
                with person.read() as connection:
                    connection.exec_driver_sql("select count(*) from store")
            except Unavailable:
                pass
        person.close()

    crowd = [threading.Thread(target=insist) for _ in range(4)]
    for each in crowd:
        each.start()
    try:
        old = restored.swap(clone.dsn(), beside.name)
    finally:
        stop.set()
        for each in crowd:
            each.join()
    assert {old, clone.name} <= databases()


def test_another_installation_is_not_put_into_service(fresh_database, beside):
    with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} template template0 encoding 'UTF8' locale 'C'").format(
                sql.Identifier(beside.name)
            )
        )
    with pytest.raises(ServiceError):
        restored.swap(fresh_database.dsn(), beside.name)
    cluster.install(beside.dsn())
    with pytest.raises(ServiceError) as refused:
        restored.swap(fresh_database.dsn(), beside.name)
    assert refused.value.code == "swap_of_another"
    with pytest.raises(ServiceError) as refused:
        restored.swap(fresh_database.dsn(), fresh_database.name)
    assert refused.value.code == "swap_same"
    for clone in (fresh_database, beside):
        with closing(installation.connect(clone.dsn())) as connection:
            assert connection.execute("select 1").fetchone() == (1,)

"""A restored database is tried and removed, or takes the place of the one in service; never half of it."""

import os
import subprocess
import sys
import threading
from contextlib import closing

import psycopg
import pytest
from psycopg import sql

from app.commands.programs import for_server
from services import backup, changes, installation, ledger_check, restored, restoring, safety
from services.database import Database, role_of
from services.errors import ServiceError, Unavailable
from services.pg_programs import Watch
from services.version import WHOLE_DATABASE
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
def beside(fresh_database):
    """The name of a database to restore into, and removal of whatever carries it or was renamed."""
    clone = cluster.clone("beside")
    clone.drop()
    yield clone
    with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
        # of this test alone: others of the run put databases into service meanwhile
        left = server.execute(
            "select datname from pg_database where starts_with(datname, %s) or starts_with(datname, %s)",
            [fresh_database.name + restored.UNTIL, clone.name + restored.UNTIL],
        ).fetchall()
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


def kept(clone):
    with clone.connect() as connection:
        return safety.of(connection)


def close_store(clone, name):
    with clone.connect() as connection:
        connection.execute("update aftercare.store set name = %s where code = 'xihu'", [name])


def store(dsn):
    with psycopg.connect(dsn) as connection:
        return connection.execute("select name from aftercare.store where code = 'xihu'").fetchone()[0]


def test_a_drill_restores_looks_removes_and_says_so_among_due_work(saved, programs, drilled):
    clone, file = saved
    said = []
    found = restored.drill(clone.dsn(), file, programs, report=said.append)
    assert said
    assert drilled not in databases()
    assert noted(clone) == (found.rows, None)
    assert kept(clone).drill.state == "good" and not kept(clone).drill_late


def test_a_drill_with_a_damaged_backup_fails_and_says_so(saved, programs, drilled):
    clone, file = saved
    restored.drill(clone.dsn(), file, programs)
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(ServiceError) as refused:
        restored.drill(clone.dsn(), file, programs)
    assert refused.value.code == "backup_damaged"
    assert drilled not in databases()
    rows, error = noted(clone)
    assert rows > 0 and file.name in error  # of the one that went well
    assert kept(clone).drill.state == "failed"


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
    restoring.restore(clone.dsn(), beside.name, file, programs)
    person = Database(clone.dsn(role_of("na"), PASSWORD), login="na")
    with person.read() as connection:
        assert connection.exec_driver_sql("select name from store where code = 'xihu'").scalar() == "改过的店"
    seen = changes.poll(person, None)
    old = restored.swap(clone.dsn(), beside.name)
    assert WHOLE_DATABASE in {change.table for change in changes.poll(person, seen.horizon).rows}
    # the window that was open goes on, in the restored database
    with person.read() as connection:
        assert connection.exec_driver_sql("select name from store where code = 'xihu'").scalar() != "改过的店"
    person.close()
    assert store(cluster.server_dsn(old)) == "改过的店"
    assert beside.name not in databases()


@pytest.mark.parametrize("renamed", [0, 1, 2])
def test_a_program_killed_in_the_middle_of_a_swap_leaves_both_databases_open(saved, programs, beside, renamed):
    clone, file = saved
    restoring.restore(clone.dsn(), beside.name, file, programs)
    code = (
        "import os, sys; from services import restored\n"
        "rename, left = restored._rename, [int(sys.argv[3])]\n"
        "def killed(*what):\n"
        "    if left[0] > 0: rename(*what)\n"
        "    left[0] -= 1\n"
        "    if left[0] <= 0: os.kill(os.getpid(), 9)\n"
        "restored._rename = killed\n"
        "restored.swap(sys.argv[1], sys.argv[2])"
    )
    subprocess.run([sys.executable, "-c", code, clone.dsn(), beside.name, str(renamed)], check=False)
    for name in (clone.name, beside.name):
        assert store(cluster.server_dsn(name))
    restored.swap(clone.dsn(), beside.name)


def test_a_swap_goes_through_while_everybody_keeps_connecting(saved, programs, beside):
    clone, file = saved
    restoring.restore(clone.dsn(), beside.name, file, programs)
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
    with fresh_database.connect() as connection:  # something to lose
        connection.execute("insert into aftercare.customer (id, name) values (gen_random_uuid(), '王芳')")
    with pytest.raises(ServiceError) as refused:
        restored.swap(fresh_database.dsn(), beside.name)
    assert refused.value.code == "swap_of_another"
    with pytest.raises(ServiceError) as refused:
        restored.swap(fresh_database.dsn(), fresh_database.name)
    assert refused.value.code == "swap_same"
    for clone in (fresh_database, beside):
        with closing(installation.connect(clone.dsn())) as connection:
            assert connection.execute("select 1").fetchone() == (1,)


def test_a_restored_backup_is_looked_through_in_words(saved, programs, beside):
    clone, file = saved
    found = restored.beside(clone.dsn(), beside.name, file, programs)
    assert found.fits and found.rows > 100 and found.tables > 50 and found.with_passwords
    assert {"entries", "made", "seals", "paid", "receipts", "events"} <= {each.check for each in found.findings}
    (line,) = [one for one in restored.list_beside(clone.dsn()) if one.name == beside.name]
    assert line.backup_at == found.made_at and line.restored_at is not None
    restored.remove_beside(clone.dsn(), beside.name)
    assert beside.name not in databases()
    with pytest.raises(ServiceError, match="not_beside"):
        restored.remove_beside(clone.dsn(), "postgres")


def test_a_backup_whose_money_does_not_add_up_is_found_and_kept_for_looking(saved, programs, beside, tmp_path):
    clone, _ = saved
    with clone.connect() as connection:
        connection.execute("alter table aftercare.receipt_counter disable trigger all")
        connection.execute(
            "insert into aftercare.receipt_counter (store_id, day, last) select id, '2026-01-01', 3 from aftercare.store"
        )
    file = tmp_path / "odd.backup"
    backup.save(clone.dsn(), file, programs)
    found = restored.beside(clone.dsn(), beside.name, file, programs)
    assert not found.fits
    assert {each.check: each.wrong for each in found.findings if each.wrong} == {"receipts": 4}
    assert beside.name in databases()
    with pytest.raises(ServiceError, match="audit_does_not_fit"):
        restored.check_fits(found.findings)


def test_what_adds_up_adds_up(superuser, login):
    from tests.work_order_samples import bring_to, customer_with_device, take_in

    customer, device = customer_with_device(superuser)
    bring_to(login, take_in(login("na"), customer, device).orders[0].id, "completed")
    questions = (ledger_check._PAID, ledger_check._RECEIPTS, ledger_check._EVENTS)
    assert [tuple(superuser.exec_driver_sql(one).one())[1] for one in questions] == [0, 0, 0]


def test_a_drill_that_is_broken_off_says_so_and_is_swept_up_by_the_next(saved, programs):
    clone, file = saved

    def hear(step):
        if step.phase == "restore":
            watch.cancel()

    watch = Watch(hear)
    with pytest.raises(ServiceError, match="broken_off"):
        restored.drill(clone.dsn(), file, programs, watch=watch)
    assert kept(clone).drill.state == "broken_off" and kept(clone).drill_late
    # a program that is killed removes nothing itself
    left = [f"aftercare_drill_{os.urandom(4).hex()}", f"aftercare_part_{os.urandom(4).hex()}"]
    with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
        for name in left:
            server.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    restored.drill(clone.dsn(), file, programs)
    assert not set(left) & databases()
    assert kept(clone).drill.state == "good"


def test_a_drill_under_way_is_not_swept_away(saved, programs, drilled):
    clone, file = saved
    states, swept = [], []
    person = Database(clone.dsn(role_of("admin"), PASSWORD), login="admin")

    def hear(step):
        if step.phase == "audit":
            states.append(safety.safety(person).drill.state)
            restored.sweep_up(clone.dsn())
            swept.append(drilled not in databases())

    restored.drill(clone.dsn(), file, programs, watch=Watch(hear))
    assert states == ["running"] and swept == [False]
    assert safety.safety(person).drill.state == "good"
    person.close()


def test_the_backup_of_another_installation_is_refused_where_there_is_something_to_lose(
    saved, programs, beside, fresh_name
):
    _, file = saved
    other = cluster.Clone(fresh_name)
    with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} template template0 encoding 'UTF8' locale 'C'").format(
                sql.Identifier(other.name)
            )
        )
    try:
        cluster.install(other.dsn())
        # a computer that was set up to take the backup of a lost one
        found = restored.beside(other.dsn(), beside.name, file, programs)
        assert found.fits
        restored.remove_beside(other.dsn(), beside.name)
        with other.connect() as connection:
            connection.execute("insert into aftercare.customer (id, name) values (gen_random_uuid(), '王芳')")
        with pytest.raises(ServiceError, match="backup_of_others"):
            restored.beside(other.dsn(), beside.name, file, programs)
    finally:
        other.drop()


@pytest.fixture
def fresh_name():
    return f"{cluster._prefix()}other_{os.urandom(4).hex()}"


@pytest.mark.parametrize("name", ["aftercare_drill_1", "aftercare_part_1", "Upper", "a b", ""])
def test_names_that_are_ours_or_none_are_refused(saved, programs, name):
    clone, file = saved
    with pytest.raises(ServiceError) as refused:
        restored.beside(clone.dsn(), name, file, programs)
    assert refused.value.code in ("database_name_ours", "database_name_wrong") and refused.value.field == "name"

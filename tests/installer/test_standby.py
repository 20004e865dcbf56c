"""A primary and its standby: set up, kept in step, taken over, with people at work."""

import importlib.util
import shutil
import threading
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from app import cluster_settings, throwaway
from app.embedded import Cluster
from app.pgprograms import MAJOR, reachable_tools, run_as, server_account
from services.database import Database, role_of
from services.errors import NotSignedIn, ServiceError, Unavailable
from services.ids import new_id
from tests.cluster import build_template
from tests.people import PASSWORD

_spec = importlib.util.spec_from_file_location("standby_script", Path(__file__).parents[2] / "installer" / "standby.py")
standby = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(standby)


class Pair:
    """Two servers on this computer, as the script sets them up."""

    def __init__(self) -> None:
        self.account = server_account()
        self.primary = Cluster(throwaway.new_folder(), throwaway=True)
        self.primary.start()
        with psycopg.connect(self.primary.dsn(), autocommit=True) as connection:
            connection.execute("create database aftercare template template0 encoding 'UTF8' locale 'C'")
        build_template(self.primary.dsn("aftercare"))
        self.primary.stop()
        own = self.primary.place / "conf.d" / "z-own.conf"
        own.write_text("wal_level = replica\nmax_wal_senders = 10\nfull_page_writes = on\n")
        own.chmod(0o644)
        self.primary.start()
        self.folder = throwaway.new_folder()
        self.place = self.folder / "place"
        for path in (self.place, self.place / "run"):
            path.mkdir(mode=0o711)
            self._give(path)
        self.tools = reachable_tools(self.account)

    def _give(self, path: Path) -> None:
        if self.account:
            shutil.chown(path, self.account.uid, self.account.gid)

    def run(self, command, environment):
        """As the server's account; the password goes in the way the script gives it."""
        return run_as(
            self.account, ["/usr/bin/env", *(f"{k}={v}" for k, v in environment.items()), *command], self.place
        )

    def make_standby(self, word: str) -> None:
        dsn = make_conninfo(self.primary.dsn(tcp=True), user=standby.ROLE, password=word)
        assert standby._major(dsn) == int(MAJOR)
        standby.make(dsn, self.place / "data", self.tools.pg_ctl.with_name("pg_basebackup"), self.run)
        shutil.rmtree(self.place / "data")
        standby.make(dsn, self.place / "data", self.tools.pg_ctl.with_name("pg_basebackup"), self.run)  # and again
        self.port = cluster_settings.free_port(0)
        cluster_settings.write(self.place, self.account, self.port, throwaway=True)
        shutil.copy(self.primary.place / "conf.d" / "z-own.conf", self.place / "conf.d")
        code, said = self.control("start", "-l", str(self.place / "run" / "log"), "-w")
        assert code == 0, said

    def control(self, *arguments):
        return run_as(self.account, [str(self.tools.pg_ctl), "-D", str(self.place / "data"), *arguments], self.place)

    def standby_dsn(self, dbname: str = "postgres") -> str:
        parts = {"user": "postgres", "password": self.primary.password(), "dbname": dbname}
        return make_conninfo("", host="127.0.0.1", port=str(self.port), **parts)

    def conninfo(self, login: str) -> str:
        """What a profile with both servers says."""
        return make_conninfo(
            "", host="127.0.0.1,127.0.0.1", port=f"{self.primary.port()},{self.port}", dbname="aftercare",
            user=role_of(login), password=PASSWORD, target_session_attrs="read-write",
        )  # fmt: skip

    def kill_primary(self) -> str:
        """The old primary's DSN."""
        dsn = self.primary.dsn(tcp=True)
        program = str(self.tools.pg_ctl)
        run_as(self.account, [program, "-D", str(self.primary.data), "stop", "-m", "immediate"], self.place)
        return dsn

    def remove(self) -> None:
        self.control("stop", "-m", "immediate")
        self.primary.remove()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def pair():
    made = Pair()
    yield made
    made.remove()


def until(true, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def note(connection):
    return str(connection.exec_driver_sql("select 1").scalar())


def test_work_goes_on_when_the_standby_takes_over_and_nothing_saved_is_lost(pair):
    with standby.connect(pair.primary.dsn()) as connection:
        word, todo = standby.prepare(connection, "127.0.0.1/32")
        assert word and any("pg_hba.conf" in line for line in todo)
        assert standby.prepare(connection, "127.0.0.1/32")[0] is None
        with pytest.raises(standby.StandbyError, match="would wait for ever"):
            standby.follow(connection)
        pair.make_standby(word)
        until(lambda: any("streaming" in line for line in standby.status(connection)))
        standby.follow(connection)
        until(lambda: any("streaming, sync" in line for line in standby.status(connection)))
    with standby.connect(pair.standby_dsn()) as connection:
        assert standby.status(connection)[:2] == ["standby", "follows a primary: yes"]
        with pytest.raises(standby.StandbyError, match="switch it off first"):
            standby.promote(connection)

    lone = make_conninfo(pair.standby_dsn("aftercare"), user=role_of("na"), password=PASSWORD)
    statistics = Database(lone, login="na")
    with statistics.read():
        assert statistics.on_standby
    statistics.close()
    db = Database(pair.conninfo("na"), login="na", patience=60)
    saved, stop = [], threading.Event()

    def work():
        while not stop.is_set():
            request = new_id()
            try:
                db.once(request, note)
            except Unavailable:
                continue
            saved.append(request)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        until(lambda: len(saved) > 20)
        alone = Database(
            make_conninfo(pair.primary.dsn("aftercare"), user=role_of("na"), password=PASSWORD), login="na"
        )
        gone = pair.kill_primary()
        with pytest.raises(Unavailable), alone.read():  # its profile names no standby
            pass
        assert not alone.on_standby
        alone.close()

        reader = Database(pair.conninfo("na"), login="na")
        with reader.read() as connection:
            seen = connection.exec_driver_sql("select count(*) from request").scalar()
        assert seen >= 20
        assert reader.on_standby and reader.as_of is not None
        with pytest.raises(ServiceError) as refused:
            reader.once(new_id(), note)
        assert refused.value.code == "read_only"
        wrong = Database(make_conninfo(pair.conninfo("na"), password="not the password"), login="na")
        with pytest.raises(NotSignedIn), wrong.read():
            pass
        wrong.close()

        before = len(saved)
        with standby.connect(pair.standby_dsn()) as connection:
            standby.promote(connection, gone)
        until(lambda: len(saved) > before + 20)
        assert reader.once(new_id(), note) == "1"
        with reader.read():
            assert not reader.on_standby and reader.as_of is None
        reader.close()
    finally:
        stop.set()
        worker.join()
        db.close()
    with psycopg.connect(pair.standby_dsn("aftercare")) as connection:
        kept = {row[0] for row in connection.execute("select id from aftercare.request")}
    assert set(saved) <= kept

"""Two servers of PostgreSQL on this computer: a primary and its standby, as installer/standby.py sets them up."""

import importlib.util
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from app import cluster_settings, throwaway
from app.embedded import Cluster
from app.pgprograms import MAJOR, reachable_tools, run_as, server_account
from services.database import role_of
from tests.cluster import build_template
from tests.people import PASSWORD

_spec = importlib.util.spec_from_file_location("standby_script", Path(__file__).parents[1] / "installer" / "standby.py")
assert _spec is not None and _spec.loader is not None
standby: Any = importlib.util.module_from_spec(_spec)
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

    def follow(self) -> None:
        """Make the standby and let every save wait for it."""
        with standby.connect(self.primary.dsn()) as connection:
            word, _todo = standby.prepare(connection, "127.0.0.1/32")
            self.make_standby(word)
            until(lambda: any("streaming" in line for line in standby.status(connection)))
            standby.follow(connection)
            until(lambda: any("streaming, sync" in line for line in standby.status(connection)))


def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)

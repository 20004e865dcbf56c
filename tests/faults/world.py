"""A server of our own to kill, freeze and fill, with the tests' cast in it."""

import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from app import throwaway
from app.embedded import Cluster
from services.database import Database, role_of
from tests.cluster import build_template
from tests.people import PASSWORD

TEMPLATE = "faults_template"


class World:
    """One cluster that nobody else uses; each round of faults gets a database of its own."""

    def __init__(self, folder: Path | None = None) -> None:
        """folder: where the cluster is to lie, if not with the other throw-away ones."""
        self.cluster = Cluster(folder or throwaway.new_folder(), throwaway=True)
        self.cluster.start()
        with psycopg.connect(self.cluster.dsn(), autocommit=True) as connection:
            connection.execute(f"create database {TEMPLATE} template template0 encoding 'UTF8' locale 'C'")
        build_template(self.cluster.dsn(TEMPLATE))
        self._starter = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.client"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def client(self, plan: Path) -> int:
        """Start a client with this plan; its process id."""
        assert self._starter.stdin is not None and self._starter.stdout is not None
        self._starter.stdin.write(f"{plan}\n")
        self._starter.stdin.flush()
        return int(self._starter.stdout.readline())

    def remove(self) -> None:
        """Stop the server and remove everything."""
        self._starter.communicate()
        self.thaw()
        self.cluster.remove()

    # -- databases ---------------------------------------------------------------------------------------

    def database(self) -> str:
        """A new database with the cast; its name."""
        name = f"faults_{secrets.token_hex(4)}"
        with psycopg.connect(self.cluster.dsn(), autocommit=True) as connection:
            connection.execute(
                sql.SQL("create database {} template {} strategy file_copy").format(
                    sql.Identifier(name), sql.Identifier(TEMPLATE)
                )
            )
            # the search path and who may connect do not come along with a template
            connection.execute(
                sql.SQL("alter database {} set search_path = aftercare, pg_temp").format(sql.Identifier(name))
            )
        return name

    def drop(self, name: str) -> None:
        with psycopg.connect(self.cluster.dsn(), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def dsn(self, name: str, login: str = "", port: int = 0) -> str:
        """A libpq URL for somebody of the cast, or the superuser; port: of a proxy in between."""
        if not login:
            return self.cluster.dsn(name)
        whole = self.cluster.dsn(name, role_of(login), PASSWORD, tcp=True)
        return whole.replace(f":{self.cluster.port()}/", f":{port}/") if port else whole

    def sign_in(self, name: str, login: str = "na", port: int = 0, **options: float) -> Database:
        return Database(self.dsn(name, login, port), login=login, **options)  # type: ignore[arg-type]

    def connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(self.dsn(name), autocommit=True)

    # -- the server --------------------------------------------------------------------------------------

    def server_pid(self) -> int:
        return int(self.cluster._server_pid())

    def kill(self) -> None:
        """kill -9 of the server and everything it runs."""
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while self.cluster.running():
            time.sleep(0.01)

    def start(self) -> None:
        """Start it again, as the next program that is started would."""
        self.cluster.start()

    def restart(self) -> None:
        """Stop it the way a system's update does, and start it again."""
        self.cluster._control("stop", "-m", "fast", "-w", "-t", "60")
        self.cluster.start()

    def freeze(self) -> None:
        """SIGSTOP: nothing answers, nothing ends."""
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        with suppress(OSError, ValueError):
            for pid in self._processes():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    def _processes(self) -> list[int]:
        """The server first, then the processes it started."""
        server = self.server_pid()
        found = [server]
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, ValueError, IndexError):
                # "pid (name) state parent …", and the name may hold blanks
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == server:
                    found.append(int(folder.name))
        return found

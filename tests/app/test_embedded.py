"""The private PostgreSQL: made, shared, stopped, started again after a kill."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from app import embedded, throwaway
from app.embedded import Cluster, EmbeddedError
from app.pgprograms import MAJOR


@pytest.fixture
def cluster():
    made = Cluster(throwaway.new_folder(), throwaway=True)
    yield made
    made.remove()


def answer(dsn: str, question: str = "select 1"):
    with psycopg.connect(dsn) as connection:
        return connection.execute(question).fetchone()[0]


def test_a_new_cluster_answers_by_socket_and_by_port_to_the_right_password_only(cluster):
    cluster.start()
    assert answer(cluster.dsn(), "show password_encryption") == "scram-sha-256"
    assert answer(cluster.dsn(tcp=True)) == 1
    assert answer(cluster.dsn(), "show data_checksums") == "on"
    assert answer(cluster.dsn(), "show server_encoding") == "UTF8"
    assert answer(cluster.dsn(), "show listen_addresses") == "127.0.0.1"
    rules = "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"
    assert answer(cluster.dsn(), rules) == "scram-sha-256"
    for tcp in (False, True):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(cluster.dsn(password="guess", tcp=tcp))
    if sys.platform != "win32":
        assert (cluster.folder / "password").stat().st_mode & 0o777 == 0o600
        assert cluster.data.stat().st_mode & 0o077 == 0


def test_the_last_program_out_stops_the_server(cluster):
    cluster.start()
    second = Cluster(cluster.folder, throwaway=True)
    second.start()
    cluster.stop()
    assert answer(second.dsn()) == 1
    second.stop()
    assert not cluster.running()


def test_a_killed_program_is_not_counted_as_a_user(cluster):
    code = (
        "import os, sys; from pathlib import Path; from app.embedded import Cluster\n"
        "Cluster(Path(sys.argv[1]), throwaway=True).start(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(cluster.folder)], check=False)
    assert cluster.running()
    cluster.start()
    cluster.stop()
    assert not cluster.running()


def test_a_server_asked_to_stay_stays_until_stopped_by_force(cluster):
    cluster.start(stay=True)
    cluster.stop()
    with Cluster(cluster.folder, throwaway=True):
        pass
    assert cluster.running()
    cluster.stop(force=True)
    assert not cluster.running()


def test_a_server_with_the_process_id_of_one_that_was_asked_to_stay_does_not_stay(cluster):
    cluster.start()
    (cluster.folder / "stay").write_text(f"{cluster._server_pid()} 1")  # of before the computer was switched off
    cluster.stop()
    assert not cluster.running()


def test_several_programs_starting_at_once_share_one_server(cluster):
    code = (
        "import sys; from pathlib import Path; from app.embedded import Cluster\n"
        "c = Cluster(Path(sys.argv[1]), throwaway=True); c.start(stay=True); print(c.port())"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(cluster.folder)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    ports = {process.communicate(timeout=60)[0] for process in started}
    assert len(ports) == 1
    assert int(ports.pop()) == cluster.port()


def test_what_was_committed_survives_killing_the_server(cluster):
    cluster.start()
    with psycopg.connect(cluster.dsn()) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept values (42)")
    os.kill(int(cluster._server_pid()), signal.SIGKILL)
    while cluster.running():  # the kernel closes its port a moment later
        pass
    cluster.start()
    assert answer(cluster.dsn(), "select n from kept") == 42


def test_the_port_stays_the_same_from_start_to_start(cluster):
    cluster.start()
    port = cluster.port()
    cluster.stop()
    cluster.start()
    assert cluster.port() == port


@pytest.mark.parametrize("name", ["with blank", "it's", "数据库", "x" * 120])
def test_any_name_of_a_folder_works(cluster, name):
    inner = Cluster(cluster.folder / name, throwaway=True)
    inner.start()
    try:
        assert answer(inner.dsn()) == 1
    finally:
        inner.remove()


def test_a_folder_closed_to_others_stays_closed(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    inner = Cluster(closed / "cluster", throwaway=True)
    inner.start()
    try:
        assert answer(inner.dsn()) == 1
        # As root the server runs as another account and so must live elsewhere.
        assert inner.place.is_relative_to(closed) == (sys.platform == "win32" or os.geteuid() != 0)
        if sys.platform != "win32":
            assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        inner.remove()
    assert not inner.place.exists()


def test_a_server_that_cannot_start_says_why_in_one_sentence(cluster, monkeypatch):
    cluster.start()
    cluster.stop()
    (cluster.place / "conf.d" / "z-own.conf").write_text("no_such_setting = 1\n")
    monkeypatch.setattr(embedded, "_START_SECONDS", 0.0)
    with pytest.raises(EmbeddedError) as raised:
        cluster.start()
    assert "\n" not in str(raised.value)
    assert "no_such_setting" in str(raised.value) or "z-own.conf" in str(raised.value)


def test_a_cluster_that_is_down_has_no_address(cluster):
    with pytest.raises(EmbeddedError):
        cluster.dsn()


def test_the_environment_of_the_programs_carries_none_of_the_persons_settings(monkeypatch):
    monkeypatch.setenv("PGHOST", "elsewhere")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    made = embedded.environment()
    assert "PGHOST" not in made
    assert made["LC_ALL"] == "C"


def test_the_tools_are_those_of_one_major():
    for program in (embedded.tools().pg_dump, embedded.tools().pg_restore, embedded.tools().psql):
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        assert f" {MAJOR}." in said


def test_what_a_killed_program_left_is_swept_up(monkeypatch):
    code = (
        "import os; from app import embedded, throwaway\n"
        "folder = throwaway.new_folder(); print(folder, flush=True)\n"
        "embedded.Cluster(folder, throwaway=True).start(); os.kill(os.getpid(), 9)"
    )
    said = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=False).stdout
    left = Path(said.strip())
    assert left.exists()
    os.utime(left, (0, 0))
    throwaway.sweep()
    assert not left.exists()

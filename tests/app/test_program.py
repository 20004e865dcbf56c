"""The program as it is started: options, one instance, faults, the end."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from app import __main__, single
from app.crash import Faults
from app.remembered import Remembered
from tests.people import PASSWORD


@pytest.fixture
def start(tmp_path):
    """Start the program on the offscreen platform; it is ended after the test."""
    running = []
    home = str(tmp_path / "home")

    def start(*arguments, **more):
        setting = {**os.environ, "AFTERCARE_HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", **more}
        process = subprocess.Popen(
            [sys.executable, "-m", "app", *arguments],
            env=setting,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def sessions(database, login):
    with database.connect() as server:
        row = server.execute(
            "select count(*) from pg_stat_activity where usename = %s and datname = current_database()", [f"s_{login}"]
        ).fetchone()
    return row[0]


def wait_until(true, seconds=240):
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.1)


def test_a_second_start_hands_over_and_a_signal_ends_the_first_in_order(start, fresh_database, tmp_path):
    dsn = fresh_database.dsn("s_na", PASSWORD)
    first = start(AFTERCARE_DSN=dsn)
    wait_until(lambda: sessions(fresh_database, "na") >= 1)
    second = start("--open", "W2611-00042", AFTERCARE_DSN=dsn)
    assert second.wait(240) == 0
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    assert first.wait(240) == 0
    assert sessions(fresh_database, "na") == 0
    out, complaints = first.communicate()
    assert "Traceback" not in complaints and out == ""
    # Qt may warn of a window that closes while it is painted; a fault of ours would be an ERROR.
    logs = "".join(path.read_text("utf-8") for path in (tmp_path / "home").rglob("aftercare.log"))
    assert " ERROR " not in logs and "Traceback" not in logs, logs


@pytest.mark.parametrize("arguments", [["--theme", "pink"], ["--lang", "fr"], ["tour"], ["--nonsense"]])
def test_wrong_usage_is_exit_code_2(arguments, capsys):
    assert __main__.main(arguments) == 2
    capsys.readouterr()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_need_no_window(arguments):
    code = f"import sys; from app.__main__ import main; code = main({arguments}); assert 'PySide6' not in sys.modules; sys.exit(code)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("dsn", ["", "postgresql://s_na@127.0.0.1:1/care"])
def test_the_first_window_comes_without_the_heavy_libraries(dsn):
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from app.entrance import Entrance; from app.places import Places; from app.remembered import Remembered;"
        "r = Remembered();"
        f"e = Entrance(r, Places(r, {dsn!r}), '0'); e.begin(); app.processEvents();"
        "print([n for n in ('sqlalchemy', 'psycopg', 'pyqtgraph', 'numpy', 'reportlab', 'alembic') if n in sys.modules]);"
        "e.close()"
    )
    setting = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=setting, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_wishes_reach_the_running_program_only(qtbot):
    name = single.name_of(str(os.getpid()), "test")
    assert not single.hand_over(name, {"open": "W1"})
    bell = single.Doorbell(name)
    heard = []
    bell.rung.connect(heard.append)
    # a process of its own: waiting for an answer holds the interpreter
    code = f"import sys; from app import single; sys.exit(not single.hand_over({name!r}, {{'open': 'W2611-00042', 'call': ''}}))"
    caller = subprocess.Popen([sys.executable, "-c", code])
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=30_000)
    assert caller.returncode == 0 and heard == [{"open": "W2611-00042", "call": ""}]
    bell.close()


def test_a_killed_programs_socket_does_not_keep_the_next_from_listening(qtbot):
    name = single.name_of(str(os.getpid()), "killed")
    code = (
        "import os, sys; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
        f"from app import single; bell = single.Doorbell({name!r}); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    bell = single.Doorbell(name)
    assert bell._server.isListening()
    bell.close()


def test_starts_of_different_databases_stand_side_by_side():
    assert single.name_of("/a", "x") != single.name_of("/a", "y") != single.name_of("/b", "y")


@pytest.mark.logs("a fault|in a destructor")
@pytest.mark.qt_no_exception_capture
def test_faults_of_every_thread_are_written_down_and_shown(qtbot, tmp_path, monkeypatch):
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    shown = []
    faults = Faults(tmp_path / "log", shown.append)
    faults.install()
    try:
        sys.excepthook(ValueError, ValueError("in the window"), None)
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(shown) == 2, timeout=5_000)
    finally:
        faults.uninstall()
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    assert [type(error) for error in shown] == [ValueError, ZeroDivisionError]
    written = (tmp_path / "log" / "aftercare.log").read_text("utf-8")
    assert "in the window" in written and "ZeroDivisionError" in written


def test_what_screens_remember_lies_beside_the_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path))
    remembered = Remembered()
    remembered.set("theme", "dark")
    remembered.set("scale", 1.25)
    remembered.set("columns/orders", ["number", "fault"])
    again = Remembered()
    assert (again.get("theme"), again.get("scale"), again.get("columns/orders")) == ("dark", 1.25, ["number", "fault"])
    again.set("columns/orders", None)
    assert Remembered().get("columns/orders", "gone") == "gone"

"""What becomes garbage is destroyed on the window's thread, whoever makes work meanwhile."""

import gc
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Qt

from app import collecting
from app.collecting import Collector
from ui.kit.background import Background


class InCycle(QObject):
    """An object of Qt that only the collector can find: it knows itself; heavy enough to make the collector look."""

    def __init__(self, died_on: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        self.weight = [[number] for number in range(collecting.YOUNG + 1)]
        self.destroyed.connect(lambda: died_on.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)


@pytest.fixture
def collector(qtbot, monkeypatch):
    """One that has looked many times already, and looks often."""
    monkeypatch.setattr(collecting, "EVERY_MS", 5)
    monkeypatch.setattr(collecting, "YOUNG", 100)
    monkeypatch.setattr(collecting, "LOOKS", 0)
    parent = QObject()
    made = Collector(parent)
    made.settle()
    yield made
    made.setParent(None)
    del made
    gc.unfreeze()


def many() -> int:
    """Work that makes more objects than Python's own collector would ever let pass."""
    return len([[number] for number in range(50_000)])


def test_what_a_page_leaves_dies_on_the_windows_thread(qtbot, collector):
    collector.start()
    background = Background()
    died_on, done = [], []
    try:
        for _once in range(20):
            InCycle(died_on)
            background.run(None, many, done.append)
        qtbot.waitUntil(lambda: len(done) == 20 and len(died_on) == 20)
    finally:
        background.close()
    assert set(died_on) == {threading.main_thread()}


def test_old_garbage_waits_for_a_moment_in_which_little_is_going_on(monkeypatch):
    looked_at = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: looked_at.append(generation))
    for counts in ((20_000, 9, 9), (10, 9, 9), (10, 0, 0), (10, 0, 9)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collecting.look()
    collecting.look(old=False)
    assert looked_at == [0, 1, 2]


def test_the_oldest_are_left_alone_until_all_is_brought_in(qtbot, monkeypatch):
    looked: list[bool | None] = []  # None: between tests
    monkeypatch.setattr(collecting, "EVERY_MS", 1)
    monkeypatch.setattr(collecting, "look", lambda old=None: looked.append(old))
    parent = QObject()
    collector = Collector(parent)
    try:
        collector.start()
        qtbot.waitUntil(lambda: looked.count(False) > 2)
        assert True not in looked
        collector.settle()
        qtbot.waitUntil(lambda: True in looked)
    finally:
        collector.setParent(None)
        gc.unfreeze()


def test_the_running_program_never_looks_on_its_own(tmp_path):
    code = (
        "import gc, os; os.environ['QT_QPA_PLATFORM'] = 'offscreen';"
        "from app import program; from app.__main__ import _parser; from PySide6.QtWidgets import QApplication;"
        "app = QApplication([]); p = program.Program(app, _parser().parse_args(['--new-window']), 'x'); p.begin();"
        "p._warming.done.connect(app.quit); app.exec();"
        "print(gc.isenabled(), p._collector._timer.isActive(), gc.get_freeze_count() > 50_000); p.close()"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"AFTERCARE_HOME": str(tmp_path), "PATH": ""},
    )
    assert told.stdout.split() == ["False", "True", "True"], told.stdout + told.stderr

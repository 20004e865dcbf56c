"""What the first window does without comes while a person types the password."""

import linecache
import logging
import subprocess
import sys
import threading
import time

from PySide6.QtCore import QObject

from app import warming
from app.warming import Warming
from ui.kit.turns import turns


def test_all_that_is_brought_in_early_is_there_to_be_brought_in(qtbot, caplog):
    warming = Warming()
    with caplog.at_level(logging.INFO, "app.warming"), qtbot.waitSignal(warming.done, timeout=60_000):
        warming.start()
    assert not caplog.records
    assert not linecache.cache, "sources are kept in memory"


def test_a_second_start_brings_nothing_twice(qtbot):
    warming = Warming()
    with qtbot.waitSignal(warming.done, timeout=60_000):
        warming.start()
    with qtbot.assertNotEmitted(warming.done, wait=100):
        warming.start()


def test_a_program_that_ends_stops_it(qtbot):
    warming = Warming()
    warming.stop()
    with qtbot.assertNotEmitted(warming.done, wait=100):
        warming.start()


def test_a_program_that_ends_waits_for_the_module_on_its_way(qtbot, monkeypatch):
    under_way = threading.Event()
    brought = Warming()

    def bring(_name):
        under_way.set()
        while not brought._stopped:
            time.sleep(0.01)

    monkeypatch.setattr(warming, "_bring", bring)
    brought.start()
    assert under_way.wait(60)
    brought.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "warming"]


def test_while_a_page_is_being_made_nothing_is_brought_between_its_pieces(qtbot, monkeypatch):
    brought: list[str] = []
    monkeypatch.setattr(warming, "_bring", brought.append)
    page, early = QObject(), Warming()
    turns.wait(page, "pieces", lambda: None)
    early._next()
    assert not brought
    qtbot.waitUntil(lambda: turns.idle)
    early._next()
    assert len(brought) == 1


def test_after_it_signing_in_and_the_usual_pages_need_no_further_module():
    code = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen';"
        "from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from app import program; from app.warming import Warming; w = Warming(); w.done.connect(app.quit); w.start(); app.exec();"
        "before = set(sys.modules);"
        "import app.wiring, services.sign_in, ui.work_orders.order_page, ui.work_orders.intake_page, ui.customers.detail;"
        "new = [n for n in set(sys.modules) - before if not n.startswith('app')];"
        "heavy = [n for n in ('pyqtgraph', 'numpy', 'reportlab', 'alembic', 'babel') if n in sys.modules];"
        "print(new, heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[] []", done.stdout + done.stderr


def test_figures_come_on_a_thread_only_when_no_class_of_qt_is_still_to_be_made():
    """Two threads that make the same class of Qt at once crash the program."""
    code = (
        "import os, threading; os.environ['QT_QPA_PLATFORM'] = 'offscreen';"
        "from PySide6 import QtCore, QtGui, QtWidgets; app = QtWidgets.QApplication([]);"
        "from app import warming;"
        "lacking = lambda: [n for m in (QtCore, QtGui, QtWidgets) for n in dir(m) if n not in vars(m)];"
        "seen = [];"
        "warming._bring_all = lambda names: (seen.extend([names, threading.current_thread().name, lacking()]),"
        "                                    QtCore.QMetaObject.invokeMethod(app, 'quit'));"
        "w = warming.Warming(); assert lacking(); w.bring_figures(); app.exec(); print(seen)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[('numpy', 'pyqtgraph'), 'warming', []]", done.stdout + done.stderr

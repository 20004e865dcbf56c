"""Work off the window's thread: answers come back there, or not at all."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from ui.kit.background import Background, Cancelled


class Gate:
    """Holds work back until the test opens it."""

    def __init__(self) -> None:
        self.entered, self.opened = threading.Event(), threading.Event()

    def __call__(self, *_args):
        self.entered.set()
        assert self.opened.wait(10)
        return "done"


def test_work_runs_elsewhere_and_its_answer_comes_home(qtbot, background):
    threads = []

    def done(name):
        threads.extend([name, QThread.currentThread() is QApplication.instance().thread()])

    background.run(None, lambda: threading.current_thread().name, done)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0].startswith("background")
    assert threads[1] is True


def test_an_answer_for_a_closed_window_is_dropped(qtbot, background):
    gate, answers = Gate(), []
    owner = QLabel()
    background.run(owner, gate, answers.append)
    qtbot.waitUntil(gate.entered.is_set)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    gate.opened.set()
    qtbot.waitUntil(lambda: background.idle)
    assert answers == []


def test_a_newer_question_of_the_same_kind_cancels_the_older(qtbot, background):
    gate, answers, owner = Gate(), [], QObject()
    background.run(owner, gate, answers.append, slot="search")
    qtbot.waitUntil(gate.entered.is_set)
    background.run(owner, lambda: "newer", answers.append, slot="search")
    gate.opened.set()
    qtbot.waitUntil(lambda: background.idle)
    assert answers == ["newer"]


def test_errors_go_to_the_one_who_asked(qtbot, background):
    errors = []
    background.run(None, lambda: 1 / 0, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)


@pytest.mark.parametrize("failed", [None, lambda error: False])
def test_errors_nobody_takes_are_shown(qtbot, background, failed):
    shown = []
    background.unclaimed = shown.append
    background.run(None, lambda: 1 / 0, failed=failed)
    qtbot.waitUntil(lambda: bool(shown))
    assert isinstance(shown[0], ZeroDivisionError)


def test_progress_is_reported_and_cancelling_ends_the_work(qtbot, background):
    seen, ended, gate = [], [], Gate()

    def work(report):
        report(1)
        gate()
        try:
            report(2)
        except Cancelled:
            ended.append(True)
            raise

    task = background.run(None, work, progress=seen.append)
    qtbot.waitUntil(lambda: seen == [1])
    task.cancel()
    gate.opened.set()
    qtbot.waitUntil(lambda: background.idle)
    assert (seen, ended) == ([1], [True])


def test_the_waiting_bar_is_told_once(qtbot, background):
    told, gate = [], Gate()
    background.busy.connect(told.append)
    background.run(None, gate)
    background.run(None, lambda: None)
    gate.opened.set()
    qtbot.waitUntil(lambda: background.idle)
    assert told == [True, False]


def test_closing_ends_running_statements_first_and_then_waits(qtbot):
    gate = Gate()
    background = Background(cancel_running=gate.opened.set)
    background.run(None, gate)
    qtbot.waitUntil(gate.entered.is_set)
    background.close()
    assert background.idle


def test_answers_that_come_together_are_taken_in_one_a_turn(qtbot, background):
    taken, turned = [], []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turned.append(len(taken)))
    tasks = [background.run(None, lambda: None, taken.append) for _time in range(3)]
    for task in tasks:
        task.future.result()
    timer.start()
    qtbot.waitUntil(lambda: len(taken) == 3)
    assert {1, 2} <= set(turned)

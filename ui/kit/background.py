"""Work off the window's thread: a pool and one queued signal.

Workers carry only a key. What runs and who waits for it stay in a table of the
window's thread, so that the last reference to a widget is never dropped on a
worker, which would destroy it there.
"""

import itertools
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ui.kit.turns import turns

log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Raised inside work that was cancelled, by its report()."""


@dataclass
class Task:
    """A piece of work on its way; `cancel()` when nobody wants its answer any more."""

    background: "Background"
    key: int
    owner: QObject | None
    work: Callable[..., Any]
    done: Callable[[Any], Any] | None
    failed: Callable[[BaseException], Any] | None
    progress: Callable[[Any], Any] | None
    slot: str
    future: Future | None = None
    cancelled: bool = False
    when_cancelled: Callable[[], Any] | None = None
    outcome: tuple[bool, Any] | None = field(default=None, repr=False)

    def cancel(self) -> None:
        """Drop the answer; work not begun never begins, work that reports ends at its next report."""
        if self.cancelled or self.key not in self.background._tasks:
            return
        self.cancelled = True
        if self.when_cancelled is not None:
            self.when_cancelled()
        if self.future is not None and self.future.cancel():
            self.background._forget(self.key)

    @property
    def running(self) -> bool:
        """Whether an answer is still to come."""
        return self.key in self.background._tasks and not self.cancelled


def listens(answer: Callable[..., Any]) -> bool:
    """Whether whoever is to take an answer is still there: a dialog may close while its question is on its way."""
    taker = getattr(answer, "__self__", None)
    return not isinstance(taker, QObject) or shiboken6.isValid(taker)


class Background(QObject):
    """Runs callables on a few threads and hands the answers back on the window's thread.

    threads: at most as many as there are connections to the database.
    unclaimed: gets the errors that no caller took (Messages.error).
    cancel_running: ends running statements when the program closes (Database.cancel_running).
    """

    busy = Signal(bool)
    _finished = Signal(int)
    _reported = Signal(int, object)

    def __init__(
        self,
        threads: int = 3,
        unclaimed: Callable[[BaseException], None] | None = None,
        cancel_running: Callable[[], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.unclaimed = unclaimed
        self.cancel_running = cancel_running
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._keys = itertools.count(1)
        self._tasks: dict[int, Task] = {}
        self._closed = False
        self._finished.connect(self._line_up, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject | None,
        work: Callable[..., Any],
        done: Callable[[Any], Any] | None = None,
        failed: Callable[[BaseException], Any] | None = None,
        progress: Callable[[Any], Any] | None = None,
        slot: str = "",
    ) -> Task:
        """Run `work()` on a thread, then `done(result)` or `failed(error)` on the window's.

        owner: the widget that wants the answer; once destroyed, answers are dropped.
        failed: returning False means 'not mine': the error goes where unclaimed ones go.
        progress: if given, `work(report)` gets a callable; report(x) brings x to progress(x).
        slot: a newer run of the same owner and slot cancels the older one (search, refresh).
        """
        if slot:
            for task in [t for t in self._tasks.values() if t.owner is owner and t.slot == slot]:
                task.cancel()
        key = next(self._keys)
        if self._closed:
            # A timer of a window that goes: nobody is left to hear the answer.
            return Task(self, key, owner, work, done, failed, progress, slot)
        task = Task(self, key, owner, work, done, failed, progress, slot)
        self._tasks[key] = task
        if len(self._tasks) == 1:
            self.busy.emit(True)
        task.future = self._pool.submit(self._work, key)
        return task

    def _work(self, key: int) -> None:
        task = self._tasks.get(key)
        if task is None or task.cancelled:
            outcome = (False, Cancelled())
        else:
            outcome = _outcome(self, task)
        if task is not None:
            task.outcome = outcome
        # The table keeps task, work and answer alive; this thread must not hold them last.
        del task, outcome
        if not self._closed:
            self._finished.emit(key)

    def _line_up(self, key: int) -> None:
        # What asked for the answer is painted before, and answers that come together are taken in one by one.
        turns.wait(self, f"answer {key}", lambda: self._deliver(key))

    def _deliver(self, key: int) -> None:
        task = self._tasks.get(key)
        if task is None:
            return
        self._forget(key)
        if task.cancelled or not _alive(task.owner) or task.outcome is None:
            return
        succeeded, value = task.outcome
        if succeeded:
            if task.done is not None:
                task.done(value)
        elif task.failed is None or task.failed(value) is False:
            self._unclaimed(value)

    def _unclaimed(self, error: BaseException) -> None:
        if self.unclaimed is not None:
            self.unclaimed(error)
        else:
            log.error("work in the background failed", exc_info=error)

    def _show_progress(self, key: int, value: object) -> None:
        task = self._tasks.get(key)
        if task is not None and task.progress is not None and not task.cancelled and _alive(task.owner):
            task.progress(value)

    def _forget(self, key: int) -> None:
        if self._tasks.pop(key, None) is not None and not self._tasks:
            self.busy.emit(False)

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return not self._tasks

    def close(self) -> None:
        """Drop what waits, end running statements (never a COMMIT) and wait for the threads."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self.cancel_running is not None:
            self.cancel_running()
        self._pool.shutdown(wait=True)
        self._tasks.clear()


def _outcome(background: Background, task: Task) -> tuple[bool, Any]:
    def report(value: Any) -> None:
        if task.cancelled:
            raise Cancelled
        background._reported.emit(task.key, value)

    try:
        return True, task.work(report) if task.progress is not None else task.work()
    except BaseException as error:
        # Whatever it was, the window's thread decides what people get to see.
        return False, error


def _alive(owner: QObject | None) -> bool:
    return owner is None or shiboken6.isValid(owner)

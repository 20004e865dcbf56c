"""What changed elsewhere, brought to the pages that show it.

The window asks again and again instead of being told: a notification queue that
one person can fill would stop everybody's work.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.kit.background import Background

SHOWN_MS = 700
HIDDEN_MS = 5000
RETRY_MS = 3000


class ChangeFeed(QObject):
    """Asks `poll(horizon)` in the background and hands out (table, ids).

    poll: services.changes.poll with its database: an object with .horizon and .rows of
    (table, row_id, own). Own changes are left out of `changed`: the page that saved has shown them;
    `stirred(tables)` names the tables of all of them.
    failed(error) and answered(milliseconds) are for the lamp of the connection.
    """

    changed = Signal(str, object)
    stirred = Signal(object)
    failed = Signal(object)
    answered = Signal(float)

    def __init__(
        self, background: Background, poll: Callable[[str | None], Any], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._poll = background, poll
        self._horizon: str | None = None
        self._visible = True
        self._running = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.ask)

    def start(self) -> None:
        """Begin to ask."""
        self._running = True
        self.ask()

    def stop(self) -> None:
        """Ask no more."""
        self._running = False
        self._timer.stop()

    def set_visible(self, visible: bool) -> None:
        """A hidden window asks less often; one that comes back asks at once."""
        back = visible and not self._visible
        self._visible = visible
        if back and self._running and self._timer.isActive():
            self._timer.start(0)

    def ask(self) -> None:
        """Ask once, then again after a while."""
        horizon, poll = self._horizon, self._poll

        def timed() -> tuple[Any, float]:
            begun = monotonic()
            return poll(horizon), (monotonic() - begun) * 1000

        self._background.run(self, timed, self._answer, self._no_answer)

    def _answer(self, answer: tuple[Any, float]) -> None:
        changes, milliseconds = answer
        self._horizon = changes.horizon
        by_table: dict[str, list[Any]] = defaultdict(list)
        for change in changes.rows:
            if not change.own and change.row_id not in by_table[change.table]:
                by_table[change.table].append(change.row_id)
        if changes.rows:
            self.stirred.emit({change.table for change in changes.rows})
        for table, ids in by_table.items():
            if ids:
                self.changed.emit(table, ids)
        self.answered.emit(milliseconds)
        self._again(SHOWN_MS if self._visible else HIDDEN_MS)

    def _no_answer(self, error: BaseException) -> Any:
        self._again(RETRY_MS)
        self.failed.emit(error)
        # The lamp tells about a lost connection; a fault of ours is still reported.
        return getattr(error, "sentence", None) is not None

    def _again(self, milliseconds: int) -> None:
        if self._running:
            # Jitter, so that 300 windows do not ask in step.
            self._timer.start(int(milliseconds * random.uniform(0.85, 1.15)))

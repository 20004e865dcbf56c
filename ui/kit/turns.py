"""Work that can wait a moment, one piece in each turn of the event loop: keys and clicks are answered in between."""

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer

# What the piece before brought to the screen is painted between two.
BETWEEN_MS = 1


class Turns(QObject):
    """Pieces of work in the order in which they were asked for; of one owner and name only the last."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[tuple[QObject, str], Callable[[], Any]] = {}
        self._timer = QTimer(self, interval=BETWEEN_MS)
        self._timer.timeout.connect(self._next)

    def wait(self, owner: QObject, name: str, act: Callable[[], Any]) -> None:
        """`act()` when its turn comes, unless the owner is gone by then."""
        self._waiting[owner, name] = act
        self._timer.start()

    @property
    def idle(self) -> bool:
        """Whether nothing waits for its turn."""
        return not self._waiting

    def _next(self) -> None:
        while self._waiting:
            owner, name = next(iter(self._waiting))
            act = self._waiting.pop((owner, name))
            if shiboken6.isValid(owner):
                act()
                return
        self._timer.stop()


turns = Turns()

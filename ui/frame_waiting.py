"""What waits for the person, as figures on the rail: counted anew after changes, one's own too."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ui.frame_rail import Rail
from ui.kit.desk import Desk

# A store's changes come every second; the figures may be this old.
COUNT_MS = 5_000


class WaitingWatch(QObject):
    """Counts once at the start and then at most every five seconds, only after something changed."""

    def __init__(self, desk: Desk, rail: Rail) -> None:
        super().__init__(rail)
        self._desk, self._rail = desk, rail
        self._begun = False
        self._timer = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._timer.timeout.connect(self.count)
        if desk.changes is not None and desk.db is not None:
            desk.changes.answered.connect(self._begin)
            desk.changes.stirred.connect(self._stirred)

    def _begin(self, _milliseconds: float) -> None:
        if not self._begun:
            self._begun = True
            self.count()

    def _stirred(self, tables: Collection[str]) -> None:
        from services.waiting import TABLES  # brings the driver, which the first window does without

        if TABLES & set(tables) and not self._timer.isActive():
            self._timer.start()

    def count(self) -> None:
        """Count what waits."""
        db, modules = self._desk.db, self._rail.names()

        def work() -> Mapping[str, int]:
            from services import waiting

            return waiting.mine(db, modules)

        self._desk.background.run(self, work, self._show, _is_refusal, slot="waiting")

    def _show(self, counts: Mapping[str, int]) -> None:
        for name, count in counts.items():
            self._rail.set_badge(name, count)


def _is_refusal(error: BaseException) -> Any:
    # The lamp tells of a lost connection; a fault of ours is still reported.
    return getattr(error, "sentence", None) is not None

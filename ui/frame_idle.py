"""Nobody works any more: after twenty minutes without a key or the mouse the window locks."""

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from ui.kit.input_watch import InputWatch

INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.MouseMove,
)


class IdleWatch(InputWatch):
    """`expired` after so many minutes without input; any input starts the time anew."""

    expired = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=int(minutes * 60_000))
        self._timer.timeout.connect(self.expired)
        self._last = monotonic()
        self.start()

    def start(self) -> None:
        """Begin to count anew."""
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT and monotonic() - self._last > 1:
            self._last = monotonic()
            if self._timer.isActive():
                self._timer.start()
        return False

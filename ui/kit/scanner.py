"""Bar code guns that type: what they send is recognised by its speed and taken back.

A filter on the windows lets the first key through, so that nobody waits for what
he types, and holds the quick ones after it back for as long as a scan may still be
coming. A scan's first key is taken back from the field; what turns out to be no scan
is handed on in the order it was typed, so that nothing is lost or arrives twice.
When a key was pressed is what the window system says, not when it is looked at: a busy
program neither splits a scan nor takes the keys that waited for it for one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.kit.input_watch import InputWatch

END_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
HELD_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass
class ScannerSettings:
    """How a gun is told from a hand; milliseconds. prefix: characters a gun was set up to send first.

    early_gap_ms: what the first two gaps may be while the mean still says little: capitals take a gun longer.
    """

    mean_gap_ms: float = 35
    early_gap_ms: float = 60
    max_gap_ms: float = 100
    shortest: int = 6
    prefix: str = ""


@dataclass(frozen=True)
class _Key:
    at: float
    text: str
    event: QKeyEvent


class ScanRouter(InputWatch):
    """Watches the keys of the whole program and tells codes by `scanned(code)`.

    route(code) -> whether somebody took it; a code nobody takes goes into the focused
    field if that opted in (property `takes_scans`; Enter follows), else it is handed to `rest(code)`.
    """

    scanned = Signal(str)

    def __init__(
        self,
        route: Callable[[str], bool] | None = None,
        rest: Callable[[str], Any] | None = None,
        settings: ScannerSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings or ScannerSettings()
        self.route, self.rest = route, rest
        self._burst: list[_Key] = []  # the first of them has reached its field
        self._undo: Callable[[], Any] | None = None
        self._target: QObject | None = None
        self._replaying = False
        self._swallow_release = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look_once_more)
        self._last_look = QTimer(self, singleShot=True, interval=0)
        self._last_look.timeout.connect(self.give_up)

    def remove(self) -> None:
        """Watch no more; what is held is handed on."""
        self.give_up()
        super().remove()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._replaying or not isinstance(event, QKeyEvent):
            return False
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        target = QApplication.focusWidget()
        if target is None or QApplication.activePopupWidget() is not None:
            self.give_up()
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._release(event)
        if event.isAutoRepeat():
            self.give_up()
            return False
        return self._press(target, event)

    def _release(self, event: QKeyEvent) -> bool:
        # Fields act on presses; releases of held keys would come before their presses.
        if len(self._burst) > 1:
            return True
        if self._swallow_release and event.key() in END_KEYS:
            self._swallow_release -= 1
            return True
        return False

    def _press(self, target: QWidget, event: QKeyEvent) -> bool:
        now = pressed_at(event)
        if event.key() in END_KEYS and not event.modifiers() & HELD_MODIFIERS:
            return self._end(target, now)
        text = event.text()
        if event.modifiers() & HELD_MODIFIERS or not text or not text.isprintable() or not text.isascii():
            self.give_up()
            return False
        key = _Key(now, text, event.clone())
        if self._burst and target is self._target and self._may_go_on(now):
            self._burst.append(key)
            self._last_look.stop()
            self._timer.start(int(self.settings.max_gap_ms) + 1)
            return True
        self.give_up()
        self._burst, self._target, self._undo = [key], target, _memory_of(target)
        return False

    def _gaps(self, now: float) -> list[float]:
        times = [key.at for key in self._burst] + [now]
        return [(after - before) * 1000 for before, after in pairwise(times)]

    def _may_go_on(self, now: float) -> bool:
        """Whether a key now would still come as quickly as a gun's."""
        gaps = self._gaps(now)
        if not 0 <= gaps[-1] <= self.settings.max_gap_ms:
            return False
        typed, prefix = "".join(key.text for key in self._burst), self.settings.prefix
        if prefix and typed[: len(prefix)] == prefix[: len(typed)]:
            return True
        early = len(gaps) <= 2 and max(gaps) <= self.settings.early_gap_ms
        return early or sum(gaps) / len(gaps) <= self.settings.mean_gap_ms

    def _end(self, target: QWidget, now: float) -> bool:
        code = self._code(now) if self._burst and target is self._target else None
        if code is None:
            self.give_up()
            return False
        self._stop_waiting()
        undo = self._undo
        self._burst, self._undo, self._target = [], None, None
        if undo is not None:
            undo()
        self._swallow_release += 1
        self._deliver(code, target)
        return True

    def _code(self, now: float) -> str | None:
        """The code that was scanned, None if a hand typed it."""
        if not self._may_go_on(now):
            return None
        text = "".join(key.text for key in self._burst)
        prefix = self.settings.prefix
        if prefix and text.startswith(prefix) and len(text) > len(prefix):
            return text[len(prefix) :]
        return text if len(text) >= self.settings.shortest else None

    def _deliver(self, code: str, target: Any) -> None:
        self.scanned.emit(code)
        if target.property("takes_scans") and hasattr(target, "setText"):
            target.setText(code)
            target.textEdited.emit(code)
            self._send(target, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
        elif self.route is not None and self.route(code):
            return
        elif self.rest is not None:
            self.rest(code)

    def _look_once_more(self) -> None:
        # Where the program was busy, the keys to come may wait behind this timer: they go first.
        self._last_look.start()

    def _stop_waiting(self) -> None:
        self._timer.stop()
        self._last_look.stop()

    def give_up(self) -> None:
        """It was a hand after all: hand the held keys on, in their order."""
        self._stop_waiting()
        held, self._burst = self._burst[1:], []
        self._undo = None
        target, self._target = self._target, None
        if not held:
            return
        for key in held:
            # Keys may move the focus (a choice, a list): each goes where the focus is by then.
            self._send(QApplication.focusWidget() or target, key.event)

    def _send(self, receiver: Any, event: QKeyEvent) -> None:
        self._replaying = True
        try:
            QCoreApplication.sendEvent(receiver, event)
        finally:
            self._replaying = False


def pressed_at(event: QKeyEvent) -> float:
    """When a key was pressed, in seconds of the window system's clock; of our own for keys that no window system sent."""
    return event.timestamp() / 1000 if event.timestamp() else monotonic()


def _memory_of(target: QWidget) -> Callable[[], Any] | None:
    """How to undo what the next key will do: by a form around the field, else by the line itself."""
    around: QWidget | None = target
    while around is not None:
        if hasattr(around, "remember_key"):
            return around.remember_key(target)
        around = around.parentWidget()
    if isinstance(target, QLineEdit):
        text, at = target.text(), target.cursorPosition()

        def restore() -> None:
            target.setText(text)
            target.setCursorPosition(at)

        return restore
    return None


NUMBERS = {
    "W": "order",
    "N": "intake",
    "T": "ticket",
    "C": "complaint",
    "V": "visit",
    "F": "follow_up",
    "Y": "acceptance",
    "L": "training",
    "E": "appraisal",
    "J": "improvement",
    "R": "recovery_plan",
    "G": "voucher",
    "X": "exchange",
    "PO": "purchase",
    "P": "damage",
}


def kind_of(code: str) -> str:
    """What a code is by its form: imei, vin, ean, one of the kinds whose numbers this program prints (NUMBERS), or ''."""
    plain = code.strip().upper()
    found = re.fullmatch(r"([A-Z]{1,2})\d{4}-\d{5,}(-[0-9A-F]{6})?", plain)
    if found and found[1] in NUMBERS:
        return NUMBERS[found[1]]
    if re.fullmatch(r"\d{15}", plain) and luhn(plain):
        return "imei"
    if re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", plain) and not plain.isdigit():
        return "vin"
    if re.fullmatch(r"\d{12,13}|\d{8}", plain) and ean(plain):
        return "ean"
    return ""


def luhn(digits: str) -> bool:
    """Whether the check digit of an IMEI fits (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def ean(digits: str) -> bool:
    """Whether the check digit of an EAN-8, UPC-A or EAN-13 fits."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0

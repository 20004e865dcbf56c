"""A person at the keyboard: every key press is counted, a scan counts as one."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Hands:
    """Types into whatever has the focus of a page; `presses` counts what the design counts."""

    def __init__(self, qtbot, page: QWidget) -> None:
        self._qtbot, self._page = qtbot, page
        self.presses = 0
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def keys(self, text: str) -> None:
        """Letters and digits, each one press."""
        for character in text:
            QTest.keyClick(QApplication.focusWidget(), character)
            self.presses += 1
        self.wait()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, with what is held down with it."""
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        self.presses += 1
        self.wait()

    def enter(self, times: int = 1) -> None:
        """Enter, so many times."""
        for _time in range(times):
            self.press(Qt.Key.Key_Return)

    def scan(self, code: str) -> None:
        """What the scanner's router does with a code."""
        assert self._page.take_scan(code)
        self.presses += 1
        self.wait()

    def words(self, text: str) -> None:
        """The customer's own words, through an input method; they are not counted."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)
        self.wait()

    def wait(self) -> None:
        """Until what was started in the background, or is about to be, has come."""
        self._qtbot.waitUntil(self._is_quiet, timeout=60_000)

    def _is_quiet(self) -> bool:
        waiting = [timer for timer in self._page.findChildren(QTimer) if timer.isActive() and timer.interval() < 500]
        return not waiting and self._page.desk.background.idle

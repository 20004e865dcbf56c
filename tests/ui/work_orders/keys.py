"""A person at the keyboard: every key press is counted, a scan counts as one."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import settled


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
        """The customer's own words; they are not counted."""
        before = self.presses
        for character in text:
            QTest.keyClicks(QApplication.focusWidget(), character)
        self.presses = before
        self.wait()

    def wait(self) -> None:
        """Until what was started in the background has come."""
        for _round in range(2):
            QApplication.processEvents()
            settled(self._qtbot, self._page)
            self._qtbot.waitUntil(lambda: self._page.desk.background.idle)

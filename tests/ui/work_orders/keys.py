"""A person at the keyboard: every key press is counted, a scan counts as one."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.scanner import ScanRouter


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
        """A gun types the code into the window, 5 ms between keys, and Enter."""
        taken = []
        router = ScanRouter(lambda one: taken.append(self._page.take_scan(one)) or taken[-1])
        router.scanned.connect(lambda _code: taken.append(True))
        router.install()
        for place, character in enumerate([*code, "\r"]):
            key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
                event.setTimestamp(1_000_000 + 5 * place)
                QApplication.sendEvent(self._page.window().windowHandle(), event)
        router.remove()
        assert taken and all(taken), f"nobody took {code}"
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
        focused = QApplication.focusWidget()
        assert focused is None or focused.isHidden() or not focused.visibleRegion().isEmpty(), (
            f"the focus is out of sight: {focused.objectName()} {focused.geometry()} {focused.isVisible()}"
        )

    def _is_quiet(self) -> bool:
        waiting = [timer for timer in self._page.findChildren(QTimer) if timer.isActive() and timer.interval() < 500]
        return not waiting and self._page.desk.background.idle

"""The tour's hands and eyes: keys, clicks and scans as a person makes them, pictures of what he sees."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QInputMethodEvent, QKeySequence, QPainter, QPixmap, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from app.program import Program
from app.workplace import Workplace
from services.printing import Target
from ui.gate import Gate
from ui.kiosk.window import KioskWindow
from ui.kit.form import Form
from ui.kit.page import Page
from ui.kit.printing import Printing, Route
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import say

W = TypeVar("W", bound=QWidget)
# Only what never comes takes so long; a busy machine is no fault.
PATIENCE_SECONDS = 60.0
# Slower than a scanner, quicker than any hand; see ui.kit.scanner.ScannerSettings.
BETWEEN_KEYS_MS = 45
SIZE = (1440, 900)


class TourError(Exception):
    """What a step expected did not come."""


@dataclass
class StepReport:
    """What became of one step."""

    name: str
    seconds: float = 0.0
    keys: int = 0
    files: list[str] = field(default_factory=list)
    error: str = ""


class StrayWindows(QObject):
    """Notices widgets that come up as windows of their own by mistake: each takes the focus from whoever types."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            known = isinstance(watched, QDialog | QMenu | QMainWindow | Gate | KioskWindow)
            if not known and watched.windowType() == Qt.WindowType.Window:
                self.seen.append(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


class Guide:
    """Drives the real program. folder: where pictures and papers go; the rest: how this pass looks."""

    def __init__(
        self, program: Program, folder: Path, language: str, theme: str = "light", size: tuple[int, int] = SIZE
    ) -> None:
        self.program, self.folder, self.language = program, folder, language
        self.theme, self.size = theme, size
        self.report = StepReport("")
        self._number = 0
        self.papers: list[tuple[str, bytes]] = []
        self.notes: dict[str, Any] = {}
        self.strays = StrayWindows()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self.strays)
        folder.mkdir(parents=True, exist_ok=True)

    # -- what is there -------------------------------------------------------------------------------------

    @property
    def window(self) -> QWidget:
        """The workplace's window, or the gate."""
        if self.program.workplace is not None:
            return self.program.workplace.window
        assert self.program.entrance is not None
        return self.program.entrance.gate

    @property
    def front(self) -> QWidget:
        """The dialog or menu in front of everything, else the window."""
        popup = QApplication.activePopupWidget()
        return popup or QApplication.activeModalWidget() or self.window

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.program.workplace.window.current_page()
        if page is None:
            raise TourError("no page is open")
        return page

    @property
    def focus(self) -> QWidget:
        """Whatever the keys go to."""
        if self.strays.seen:
            raise TourError(f"came up as a window of its own: {', '.join(self.strays.seen)}")
        if QApplication.focusWindow() is None:
            # Without a window manager nobody hands the keys back when a dialog closes.
            self.come_to_front()
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        if widget is None:
            raise TourError("nothing has the focus")
        return widget

    @property
    def keyboard(self) -> QWindow:
        """Where the system would deliver keys: the window of what has the focus, so that every watcher sees them."""
        handle = self.focus.window().windowHandle()
        if handle is None:
            raise TourError("the window is not on the screen")
        return handle

    def find(self, name: str, kind: type[W] = QWidget, inside: QWidget | None = None) -> W:  # type: ignore[assignment]
        """The visible widget of that objectName."""
        around = inside or self.front
        for widget in around.findChildren(kind, name):
            if widget.isVisible():
                return widget
        raise TourError(f"{name} is not there")

    # -- hands ---------------------------------------------------------------------------------------------

    def press(self, *sequences: str) -> None:
        """Keys as people write them: 'F9', 'Ctrl+Shift+A', 'Return'."""
        for sequence in sequences:
            combination = QKeySequence(sequence)[0]
            QTest.keyClick(self.keyboard, combination.key(), combination.keyboardModifiers())
            self.report.keys += 1
            self.rest()

    def type(self, text: str) -> None:
        """Letters and digits key by key; anything else comes from an input method, whole, as it does there."""
        if text.isascii():
            for character in text:
                QTest.keyClick(self.keyboard, character)
                self.report.keys += 1
                self.pause(BETWEEN_KEYS_MS)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focus, event)
        self.rest()

    def scan(self, code: str) -> None:
        """A bar code gun: all its keys at once, and Enter. Counts as one key."""
        gun = self.program.workplace.desk.scanner.settings
        usual = gun.mean_gap_ms, gun.max_gap_ms
        # On a busy machine the program itself takes longer than a gun between two keys.
        gun.mean_gap_ms, gun.max_gap_ms = 1_000, 3_000
        for character in code:
            QTest.keyClick(self.keyboard, character)
        QTest.keyClick(self.keyboard, Qt.Key.Key_Return)
        gun.mean_gap_ms, gun.max_gap_ms = usual
        self.report.keys += 1
        self.rest()

    def choose(self, form: Form, column: str, value: Any) -> None:
        """Pick one of a list by typing its words."""
        editor = form.editor(column)
        option = next((one for one in editor.options if one.value == value), None)
        if option is None:
            raise TourError(f"{column} does not offer {value}")
        form.jump_to(column)
        self.press("Ctrl+A")
        self.type(say(option.label))
        self.press("Return")

    def click(self, target: str | QWidget, at: QPoint | None = None) -> None:
        """Click a widget, or the visible one of that objectName."""
        widget = self.find(target) if isinstance(target, str) else target
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
        )
        self.rest()

    # -- waiting -------------------------------------------------------------------------------------------

    def pause(self, milliseconds: int) -> None:
        """Let the program do what it does meanwhile."""
        QTest.qWait(milliseconds)

    def wait(self, until: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Until it is so; raises TourError when it does not come."""
        ends = time.monotonic() + seconds
        while not until():
            if time.monotonic() > ends:
                raise TourError(f"waited in vain: {what}")
            QTest.qWait(10)

    def fit(self) -> None:
        """Give the window that came up its size for the pictures."""
        self.window.showNormal()
        self.window.resize(*self.size)

    def come_to_front(self) -> None:
        """Have the window take the keys, as the system would do for a new one."""
        front = self.front
        front.activateWindow()
        self.wait(front.isActiveWindow, "the window in front")

    def rest(self) -> None:
        """Until nothing runs in the background and nothing is about to."""
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        self.wait(self._is_quiet, "the window to come to rest")

    def _is_quiet(self) -> bool:
        place = self.program.workplace
        if place is None:
            panel = self.program.entrance.gate.panel if self.program.entrance is not None else None
            return panel is None or not panel.busy
        if not (turns.idle and place.desk.background.idle):
            return False
        # Last, for it takes long: every timer of the window is looked for each time.
        return not any(
            timer.isActive() and 0 < timer.interval() < 500 and timer.isSingleShot()
            for timer in place.window.findChildren(QTimer)
        )

    # -- eyes ----------------------------------------------------------------------------------------------

    def picture(self, name: str) -> Path:
        """A numbered picture of the window with the dialogs and menus over it."""
        self.rest()
        place = self.program.workplace
        if isinstance(place, Workplace):
            # what happens to be due at this moment is not what the picture is of
            for card in place.reminders.cards():
                place.reminders.corner.fold(card)
        # Sizes go up through the layouts level by level, and only a screen waits for them before it paints.
        for _level in range(3):
            QApplication.sendPostedEvents()
        window = self.window
        whole = QPixmap(window.size())
        window.render(whole)
        painter = QPainter(whole)
        for other in QApplication.topLevelWidgets():
            if other is window or not other.isVisible() or other.isHidden() or not _belongs(other, window):
                continue
            if isinstance(other, QDialog):
                painter.fillRect(whole.rect(), QColor(0, 0, 0, 60))
            at = other.geometry().translated(-window.geometry().topLeft())
            painter.drawPixmap(at.topLeft(), other.grab())
            if isinstance(other, QDialog):
                # The frame that a window manager would put around it.
                painter.setPen(theme.colour("input"))
                painter.drawRect(at.adjusted(-1, -1, 0, 0))
        painter.end()
        self._number += 1
        path = self.folder / f"{self._number:02d}-{name}.png"
        if not whole.save(str(path)):
            raise TourError(f"{path} could not be written")
        self.report.files.append(path.name)
        return path

    def keep_papers(self) -> None:
        """Write what was printed since: PDF and a picture of each page."""
        from services.documents import render

        papers, self.papers = self.papers, []
        for name, pdf in papers:
            self._number += 1
            path = self.folder / f"{self._number:02d}-{name}.pdf"
            path.write_bytes(pdf)
            self.report.files.append(path.name)
            for page, image in enumerate(render.images(pdf, 130), 1):
                picture = path.with_name(f"{path.stem}-{page}.png")
                image.save(picture)
                self.report.files.append(picture.name)

    def use_paper_tray(self) -> None:
        """From now on papers of this window go into `papers` instead of a printer: nobody wants the tour's slips."""
        printing: Printing = self.program.workplace.desk.printing
        lang = "zh" if self.language == "zh_CN" else "en"
        printing.routes = lambda paper: Route(Target("system", "PDF"), printing.usual_media(paper), lang)
        printing.sender = self._take_paper

    def _take_paper(self, pdf: bytes, media: str, target: Target, title: str) -> None:
        # title is paper-key: the queue's number says nothing here
        self.papers.append((f"{title.rpartition('-')[0]}-{media}", pdf))


def _belongs(other: QWidget, window: QWidget) -> bool:
    parent = other.parentWidget()
    return parent is not None and (parent is window or window.isAncestorOf(parent) or parent.window() is window)

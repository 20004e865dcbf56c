"""The window: rail, top bar, tabs, pages and status bar; it knows no feature.

app.wiring hands it the desk and the PageSpecs; pages reach each other through
desk.open_page and desk.open_record, which are this window's.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from services.texts import _
from ui.frame_devices import DeviceWatch
from ui.frame_focus import FocusWatch
from ui.frame_idle import IdleWatch
from ui.frame_keys import add_window_keys
from ui.frame_link import LinkWatch
from ui.frame_open import OpenPages
from ui.frame_pages import PageSpec
from ui.frame_rail import Rail, RailItem
from ui.frame_status import StatusBar
from ui.frame_tabs import TabStrip
from ui.frame_top import SearchBox, TopBar
from ui.frame_waiting import WaitingWatch
from ui.kit.asleep import PageStack, sleepers
from ui.kit.desk import Desk
from ui.kit.dialogs import CrashReport
from ui.kit.messages import BannerArea, Toasts
from ui.kit.options import Option
from ui.kit.page import Page, WaitingBar
from ui.kit.shortcuts import Shortcuts, ShortcutsDialog
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import data, use_language

IDLE_MINUTES = 20
__all__ = ["MainWindow", "PageSpec"]


class MainWindow(QMainWindow):
    """Signals: locked (idle or Ctrl+L), signed_out, password_wanted, another_window_wanted,
    help_wanted(page name), closed. search: text -> Options whose value is (kind, id)."""

    locked = Signal()
    signed_out = Signal()
    password_wanted = Signal()
    settings_wanted = Signal()
    about_wanted = Signal()
    another_window_wanted = Signal()
    help_wanted = Signal(str)
    order_wanted_for = Signal(object)
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        specs: Sequence[PageSpec],
        search: Callable[[str], Sequence[Option]] | None = None,
        idle_minutes: float = IDLE_MINUTES,
        version: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("main_window")
        self.desk, self.version = desk, version
        desk.open_page, desk.open_record = self.open_page, self.open_record
        if desk.shortcuts is None:
            desk.shortcuts = Shortcuts(self)
        roles = frozenset(desk.person.roles)
        allowed = [spec for spec in specs if spec.may_open(roles)]
        self._build(search, allowed)
        self._wire()
        add_window_keys(self)
        self._covered = self._reads_anew = False
        self._idle = IdleWatch(idle_minutes, self)
        self._idle.expired.connect(self.locked)
        self._idle.install()
        self._focus = FocusWatch(self)
        self.retranslate()

    # building

    def _build(self, search: Callable[[str], Sequence[Option]] | None, allowed: Sequence[PageSpec]) -> None:
        self.rail = Rail()
        self.rail.set_items([RailItem(spec.name, spec.title, spec.icon) for spec in allowed if spec.rail])
        self.top = TopBar(SearchBox(self.desk.background, search, self.desk.shortcuts, page=self.current_page))
        self.top.person.tell(data(self.desk.person.name))
        self.tabs = TabStrip()
        self.waiting = WaitingBar()
        self.banner = BannerArea(self.desk.messages)
        self.banner_frame = QWidget()
        around = QVBoxLayout(self.banner_frame)
        around.setContentsMargins(*[theme.px(n) for n in (16, 10, 16, 0)])
        around.addWidget(self.banner)
        self.stack = PageStack()
        self.stack.setObjectName("work_area")
        self.desk.room = self.stack
        self.pages = OpenPages(self.desk, allowed, self.stack, self.tabs, self.rail)
        self.curtain = QFrame()
        self.curtain.setObjectName("curtain")
        self.curtain.setProperty("plane", "window")
        self.status = StatusBar(self.desk.now)
        self.status.set_store(lambda: self.desk.person.store_name)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.top, self.tabs, self.waiting, self.banner_frame):
            right.addWidget(widget)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        self.content = QWidget()
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        plane = QStackedWidget()
        plane.setProperty("plane", "window")
        plane.addWidget(self.content)
        plane.addWidget(self.curtain)
        self._planes = plane
        self.setCentralWidget(plane)
        self._toasts = Toasts(self.desk.messages, self.content, foot=90)
        self.resize(theme.px(1440), theme.px(900))

    def _wire(self) -> None:
        self.rail.chosen.connect(self.open_page)
        self.top.search.chosen.connect(self._open_hit)
        self.top.search.for_order.connect(self.order_wanted_for)
        self.top.language_wanted.connect(self.set_language)
        self.top.theme_wanted.connect(self.set_theme)
        self.top.scale_wanted.connect(self.set_scale)
        self.top.password_wanted.connect(self.password_wanted)
        self.top.details_wanted.connect(lambda: self.open_page("own_details"))
        self.top.settings_wanted.connect(self.settings_wanted)
        self.top.about_wanted.connect(self.about_wanted)
        self.top.shortcuts_wanted.connect(self.show_shortcuts)
        self.top.lock_wanted.connect(self.locked)
        self.top.sign_out_wanted.connect(lambda: self.pages.leave_all(self.signed_out.emit))
        self.desk.messages.changed.connect(self._banner_changed)
        self.desk.messages.crashed.connect(self.report_crash)
        if self.desk.background.unclaimed is None:
            self.desk.background.unclaimed = self.desk.messages.error
        self.desk.background.busy.connect(self.waiting.set_busy)
        if self.desk.changes is not None:
            self.desk.changes.changed.connect(self.pages.hand_out)
        self.link = LinkWatch(self.desk, self.status)
        self.waiting_watch = WaitingWatch(self.desk, self.rail)
        self.devices = DeviceWatch(self, self.desk, self.top, self.status)
        if self.desk.drafts is not None:
            self.desk.drafts.count_changed.connect(self.status.set_drafts)
            self.desk.drafts.count()
        self._banner_changed()

    # pages

    def may_open(self, name: str) -> bool:
        """Whether a page exists for this person's roles."""
        return name in self.pages.specs

    def open_page(self, name: str, **how: Any) -> Page | None:
        """Show a page, made when it is first opened; `how` goes to its shown(). None: this person has no such page."""
        return self.pages.open(name, **how)

    def open_record(self, kind: str, record_id: Any, **how: Any) -> Page | None:
        """Show the page of a record, in a tab of its own; None where there is no such page."""
        return self.pages.open_record(kind, record_id, **how)

    def current_page(self) -> Page | None:
        """The page in front."""
        return self.pages.current()

    def page(self, name: str, record_id: Any = None) -> Page | None:
        """An open page, None if it is not open."""
        return self.pages.find(name, record_id)

    def close_current(self) -> None:
        """Close the tab in front."""
        self.pages.close_current()

    def take_scan(self, code: str) -> bool:
        """Hand a code that was scanned to the page in front; False where it has no use for it."""
        page = self.current_page()
        return page is not None and page.take_scan(code)

    def refresh(self) -> None:
        """Load the page in front anew."""
        page = self.current_page()
        if page is not None:
            page.refresh()

    # search, messages, looks

    def focus_search(self) -> None:
        """Put the caret into the search box."""
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def _open_hit(self, value: Any) -> None:
        kind, record_id = value
        self.open_record(kind, record_id)

    def _banner_changed(self) -> None:
        self.banner_frame.setVisible(self.desk.messages.worst() is not None)

    def report_crash(self, error: BaseException) -> None:
        """Show a fault of ours; only one report at a time, the first is the cause."""
        if not self.findChildren(CrashReport):
            CrashReport(self, error, self.version).open()

    def show_shortcuts(self) -> None:
        """The page of all keys."""
        ShortcutsDialog(self, self.desk.shortcuts).open()

    def show_help(self) -> None:
        """The manual, at the chapter of the page in front."""
        page = self.current_page()
        self.help_wanted.emit(page.name if page is not None else "")

    def set_language(self, name: str) -> None:
        """Switch the language of everything open."""
        self._reads_anew = True
        self._switch(lambda: use_language(name))
        self.desk.settings.set("language", name)

    def set_theme(self, name: str) -> None:
        """Switch the theme of everything open."""
        self._switch(lambda: theme.apply(name))
        self.desk.settings.set("theme", name)

    def set_scale(self, scale: float) -> None:
        """Switch the size of everything open (1.0 = 100 %)."""
        self._switch(lambda: theme.apply(scale=scale))
        self.desk.settings.set("scale", scale)

    def _switch(self, switch: Callable[[], Any]) -> None:
        """Another look or language: the frame now, the page in front in the next turns, and only then all is painted.

        Keys are answered in between, and nobody sees one half in the old look.
        """
        front = self.current_page()
        if front is not None:
            sleepers.put_down(front)
        self.setUpdatesEnabled(False)
        switch()
        waking = sleepers.waking(front) if front is not None else iter(())
        turns.wait(self, "switch", lambda: self._switch_page(front, waking))

    def _switch_page(self, front: Page | None, waking: Iterator[None]) -> None:
        """A piece of the page in front; the next, or all that is seen, a turn later."""
        # Another page that came up meanwhile has it all; this one sleeps on.
        if self.current_page() is not front or next(waking, waking) is waking:
            turns.wait(self, "switch", self._switched)
        else:
            turns.wait(self, "switch", lambda: self._switch_page(front, waking))

    def _switched(self) -> None:
        self.setUpdatesEnabled(True)
        if self._reads_anew:
            self._reads_anew = False
            self.pages.read_anew()

    def toggle_full_screen(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @property
    def covered(self) -> bool:
        """Whether the curtain is down."""
        return self._covered

    def cover(self, covered: bool) -> None:
        """Hide everything behind a curtain while the program is locked; keys reach nothing behind it."""
        self._covered = covered
        self._planes.setCurrentWidget(self.curtain if covered else self.content)
        for action in self.actions():
            action.setEnabled(not covered)
        if not covered:
            self._idle.start()

    def retranslate(self) -> None:
        """Set what is not translated by itself."""
        self.setWindowTitle(f"{_('Aftercare')} · {self.desk.person.store_name}")
        self.desk.shortcuts.retranslate()
        self.pages.retranslate()

    # events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_idle"):
            self.retranslate()
        if event.type() == QEvent.Type.WindowStateChange and self.desk.changes is not None:
            self.desk.changes.set_visible(not self.isMinimized())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.current_page() is not None:
            self.pages.go_away()
            return
        super().keyPressEvent(event)

    def end(self) -> None:
        """Close without asking: nobody is signed in any more, and what was typed is in the drafts."""
        self._covered = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Behind the curtain nobody may look at the pages that would be asked about.
        if not self._covered and self.pages.unsaved():
            event.ignore()
            self.pages.leave_all(self.close)
            return
        self._idle.remove()
        self.closed.emit()
        super().closeEvent(event)

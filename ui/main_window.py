"""The window: rail, top bar, tabs, pages and status bar; it knows no feature.

app.wiring hands it the desk and the PageSpecs; pages reach each other through
desk.open_page and desk.open_record, which are this window's.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from services.texts import N_, _
from ui.frame_idle import IdleWatch
from ui.frame_pages import History, Key, PageSpec
from ui.frame_rail import DIGITS, Rail, RailItem
from ui.frame_status import StatusBar, data_as_of
from ui.frame_tabs import TabStrip
from ui.frame_top import SearchBox, TopBar
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.dialogs import CrashReport
from ui.kit.messages import BannerArea, Toasts
from ui.kit.options import Option
from ui.kit.page import Page, WaitingBar
from ui.kit.shortcuts import Shortcuts, ShortcutsDialog
from ui.kit.theme import theme
from ui.kit.words import data, use_language

MOST_TABS = 8
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
        self._specs = {spec.name: spec for spec in specs if spec.may_open(roles)}
        self._kinds = {spec.kind: spec for spec in self._specs.values() if spec.kind}
        self._pages: dict[Key, Page] = {}
        self._used: list[Key] = []
        self._history = History()
        self._lost_at: datetime | None = None
        self._build(search)
        self._wire()
        self._add_shortcuts()
        self._covered = False
        self._idle = IdleWatch(idle_minutes, self)
        self._idle.expired.connect(self.locked)
        self._idle.install()
        self.retranslate()

    # building

    def _build(self, search: Callable[[str], Sequence[Option]] | None) -> None:
        self.rail = Rail()
        modules = [spec for spec in self._specs.values() if spec.rail]
        self.rail.set_items([RailItem(spec.name, spec.title, spec.icon) for spec in modules])
        self.top = TopBar(SearchBox(self.desk.background, search, self.desk.shortcuts))
        self.top.person.tell(data(self.desk.person.name))
        self.tabs = TabStrip()
        self.waiting = WaitingBar()
        self.banner = BannerArea(self.desk.messages)
        self.banner_frame = QWidget()
        around = QVBoxLayout(self.banner_frame)
        around.setContentsMargins(*[theme.px(n) for n in (16, 10, 16, 0)])
        around.addWidget(self.banner)
        self.stack = QStackedWidget()
        self.stack.setObjectName("work_area")
        self.curtain = QFrame()
        self.curtain.setObjectName("curtain")
        self.curtain.setProperty("plane", "window")
        self.status = StatusBar(self.desk.now)
        self.status.set_store(self.desk.person.store_name)
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
        self.tabs.chosen.connect(self._bring_up)
        self.tabs.closing.connect(self.close_page)
        self.top.search.chosen.connect(self._open_hit)
        self.top.search.for_order.connect(self.order_wanted_for)
        self.top.language_wanted.connect(self.set_language)
        self.top.theme_wanted.connect(self.set_theme)
        self.top.scale_wanted.connect(self.set_scale)
        self.top.password_wanted.connect(self.password_wanted)
        self.top.settings_wanted.connect(self.settings_wanted)
        self.top.about_wanted.connect(self.about_wanted)
        self.top.shortcuts_wanted.connect(self.show_shortcuts)
        self.top.lock_wanted.connect(self.locked)
        self.top.sign_out_wanted.connect(lambda: self._leave_all(self.signed_out.emit))
        self.desk.messages.changed.connect(self._banner_changed)
        self.desk.messages.crashed.connect(self.report_crash)
        if self.desk.background.unclaimed is None:
            self.desk.background.unclaimed = self.desk.messages.error
        self.desk.background.busy.connect(self.waiting.set_busy)
        if self.desk.changes is not None:
            self.desk.changes.changed.connect(self._hand_out)
            self.desk.changes.answered.connect(self._connected)
            self.desk.changes.failed.connect(self._disconnected)
        if self.desk.drafts is not None:
            self.desk.drafts.count_changed.connect(self.status.set_drafts)
            self.desk.drafts.count()
        self._banner_changed()

    def _add_shortcuts(self) -> None:
        add = self.desk.shortcuts.add
        for place, name in enumerate(self.rail.names()[: len(DIGITS)]):
            keys = (f"Ctrl+{DIGITS[place]}", *self._specs[name].keys)
            add(self, f"open_{name}", self._specs[name].title, keys, lambda one=name: self._start(one))
        for name in [one for one in self._specs if one not in self.rail.names()[: len(DIGITS)]]:
            if self._specs[name].keys:
                add(
                    self,
                    f"open_{name}",
                    self._specs[name].title,
                    self._specs[name].keys,
                    lambda one=name: self._start(one),
                )
        for name, text, keys, act, concept in (
            ("search", N_("Search, scan or run an action"), ("F8", "Ctrl+K"), self.focus_search, "search"),
            ("refresh", N_("Refresh"), ("F5",), self.refresh, "refresh"),
            ("back", N_("Back"), ("Alt+Left",), lambda: self._step(-1), "back"),
            ("forward", N_("Forward"), ("Alt+Right",), lambda: self._step(1), "forward"),
            ("next_tab", N_("Next tab"), ("Ctrl+Tab",), lambda: self._turn(1), ""),
            ("previous_tab", N_("Previous tab"), ("Ctrl+Shift+Tab",), lambda: self._turn(-1), ""),
            ("close_tab", N_("Close the tab"), ("Ctrl+W",), self.close_current, "close"),
            ("next_pane", N_("Next pane"), ("F6",), lambda: self._next_pane(1), ""),
            ("previous_pane", N_("Previous pane"), ("Shift+F6",), lambda: self._next_pane(-1), ""),
            ("full_screen", N_("Full screen"), ("F11",), self.toggle_full_screen, ""),
            ("lock", N_("Lock"), ("Ctrl+L",), self.locked.emit, "lock"),
            ("new_window", N_("Another window"), ("Ctrl+Shift+N",), self.another_window_wanted.emit, ""),
            ("shortcuts", N_("All shortcuts"), ("Ctrl+Shift+/", "Ctrl+?"), self.show_shortcuts, "keyboard"),
            ("settings", N_("Settings of this workstation"), ("Ctrl+,",), self.settings_wanted.emit, "settings"),
            ("help", N_("Help for this screen"), ("F1",), self._help, "help"),
            ("language", N_("Other language"), ("Ctrl+Shift+L",), self.top.language.click, "language"),
            ("menu", N_("Menu of the person"), ("F10",), self.top.person.click, "account"),
            ("quit", N_("Quit"), ("Ctrl+Q",), self.close, "sign_out"),
        ):
            add(self, name, text, keys, act, concept=concept)
        for spec in self._specs.values():
            self.desk.shortcuts.name_scope(spec.name, spec.title)

    # pages

    def may_open(self, name: str) -> bool:
        """Whether a page exists for this person's roles."""
        return name in self._specs

    def open_page(self, name: str, **how: Any) -> Page | None:
        """Show a page, made when it is first opened; `how` goes to its shown().

        A page that this person's roles do not have is None.
        """
        spec = self._specs.get(name)
        return None if spec is None else self._open(spec, (name, None), how)

    def _start(self, name: str) -> None:
        page = self.open_page(name)
        if page is not None:
            page.focus_start()

    def take_scan(self, code: str) -> bool:
        """Hand a code that was scanned to the page in front; False where it has no use for it."""
        page = self.current_page()
        return page is not None and page.take_scan(code)

    def open_record(self, kind: str, record_id: Any, **how: Any) -> Page | None:
        """Show the page of a record, in a tab of its own; None where there is no such page."""
        spec = self._kinds.get(kind)
        if spec is None:
            return None
        return self._open(spec, (spec.name, record_id), {"record_id": record_id, **how})

    def _open(self, spec: PageSpec, key: Key, how: dict[str, Any]) -> Page:
        page = self._pages.get(key)
        fresh = page is None
        if page is None:
            page = spec.make(self.desk)
            page.record_id = key[1]
            self._pages[key] = page
            self.stack.addWidget(page)
            self.tabs.add(key, page.icon or spec.icon, page.title())
            page.title_changed.connect(lambda: self._retitle(key))
            page.ended.connect(lambda: self._drop(key))
        if fresh or how:
            page.shown(**how)
            page.refresh()
        self._bring_up(key)
        if fresh:
            page.focus_start()
            self._close_oldest()
        return page

    def _bring_up(self, key: Key, remember: bool = True) -> None:
        page = self._pages.get(key)
        if page is None:
            return
        self.stack.setCurrentWidget(page)
        self.tabs.show_current(key)
        self.rail.show_current(self._module_of(page, key))
        if key in self._used:
            self._used.remove(key)
        self._used.append(key)
        if remember:
            self._history.visit(key)
        page.come_up()

    def _module_of(self, page: Page, key: Key) -> str:
        spec = self._specs[key[0]]
        return spec.name if spec.rail else page.module or spec.name

    def _retitle(self, key: Key) -> None:
        page = self._pages.get(key)
        if page is not None:
            self.tabs.tell(key, page.title(), page.unsaved())

    def current_page(self) -> Page | None:
        """The page in front."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def page(self, name: str, record_id: Any = None) -> Page | None:
        """An open page, None if it is not open."""
        return self._pages.get((name, record_id))

    def _key_of(self, page: Page) -> Key:
        return next(key for key, one in self._pages.items() if one is page)

    def close_page(self, key: Key) -> None:
        """Close a tab; asks when something would be lost."""
        page = self._pages.get(key)
        if page is not None:
            page.leave(lambda: self._drop(key))

    def close_current(self) -> None:
        """Close the tab in front."""
        page = self.current_page()
        if page is not None:
            self.close_page(self._key_of(page))

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is None:
            return
        self.tabs.remove(key)
        self.stack.removeWidget(page)
        page.deleteLater()
        if key in self._used:
            self._used.remove(key)
        if key[1] is not None:
            self._history.forget(key)
        if self._used:
            self._bring_up(self._used[-1], remember=False)
        else:
            self.rail.show_current("")

    def _close_oldest(self) -> None:
        clean = [key for key in self._used[:-1] if not self._pages[key].unsaved()]
        if len(self._pages) > MOST_TABS and clean:
            current = self._used[-1]
            self._drop(clean[0])
            self._bring_up(current, remember=False)

    def _step(self, by: int) -> None:
        key = self._history.step(by)
        if key is None:
            return
        if key not in self._pages:
            spec = self._specs[key[0]]
            self._open(spec, key, {"record_id": key[1]} if key[1] is not None else {})
        else:
            self._bring_up(key, remember=False)

    def _turn(self, by: int) -> None:
        keys = self.tabs.keys()
        page = self.current_page()
        if keys and page is not None:
            self._bring_up(keys[(keys.index(self._key_of(page)) + by) % len(keys)])

    def _next_pane(self, by: int) -> None:
        page = self.current_page()
        panes: list[QWidget] = [self.rail, self.top.search, *(page.panes() if page is not None else [])]
        focused = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focused and (pane is focused or pane.isAncestorOf(focused))), 0)
        target = panes[(at + by) % len(panes)]
        widget = target if target.focusPolicy() != Qt.FocusPolicy.NoFocus else _first_focus(target)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Load the page in front anew."""
        page = self.current_page()
        if page is not None:
            page.refresh()

    def _hand_out(self, table: str, ids: Sequence[Any]) -> None:
        for page in self._pages.values():
            if table in page.tables:
                page.take_changes(table, ids)

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

    def _connected(self, milliseconds: float) -> None:
        self._lost_at = None
        db = self.desk.db
        if getattr(db, "on_standby", False):
            self._reading_only(db.as_of)
            return
        self.desk.messages.clear("connection")
        self.status.set_connected(milliseconds, getattr(db, "encrypted", True), getattr(db, "local", False))

    def _reading_only(self, as_of: datetime | None) -> None:
        self.status.set_reading(as_of)
        if self.desk.messages.said("connection") == data_as_of(as_of):
            return  # asked twice a second; the banner need not be built as often
        self.desk.messages.show(
            "warning",
            lambda: data_as_of(as_of),
            N_("The main server cannot be reached; a standby shows what it has. What you type is kept on this PC."),
            key="connection",
            icon="offline",
            closable=False,
        )

    def _disconnected(self, error: BaseException) -> None:
        if getattr(error, "sentence", None) is None:
            return
        since = self._lost_at = self._lost_at or self.desk.now()
        self.status.set_disconnected(since)
        self.desk.messages.show(
            "danger",
            lambda: _("Connection lost {time}, trying again").format(time=formats.clock(since)),
            N_("What you type is kept on this PC. Lists show what was loaded before."),
            key="connection",
            icon="offline",
            closable=False,
        )

    def show_shortcuts(self) -> None:
        """The page of all keys."""
        ShortcutsDialog(self, self.desk.shortcuts).open()

    def _help(self) -> None:
        page = self.current_page()
        self.help_wanted.emit(page.name if page is not None else "")

    def set_language(self, name: str) -> None:
        """Switch the language of everything open."""
        use_language(name)
        self.desk.settings.set("language", name)

    def set_theme(self, name: str) -> None:
        """Switch the theme of everything open."""
        theme.apply(name)
        self.desk.settings.set("theme", name)

    def set_scale(self, scale: float) -> None:
        """Switch the size of everything open (1.0 = 100 %)."""
        theme.apply(scale=scale)
        self.desk.settings.set("scale", scale)

    def toggle_full_screen(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

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
        for key in self._pages:
            self._retitle(key)

    # events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_idle"):
            self.retranslate()
        if event.type() == QEvent.Type.WindowStateChange and self.desk.changes is not None:
            self.desk.changes.set_visible(not self.isMinimized())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.current_page()
        if event.key() == Qt.Key.Key_Escape and page is not None:
            key = self._key_of(page)
            if key[1] is not None:
                page.leave(lambda: self._drop(key))
            else:
                page.leave(lambda: self._step(-1))
            return
        super().keyPressEvent(event)

    def _leave_all(self, then: Callable[[], Any]) -> None:
        """Ask about every page with something unsaved, then go on."""
        for key, page in self._pages.items():
            if page.unsaved():
                self._bring_up(key)

                def drop_and_go_on(one: Key = key) -> None:
                    self._drop(one)
                    self._leave_all(then)

                page.leave(drop_and_go_on)
                return
        then()

    def end(self) -> None:
        """Close without asking: nobody is signed in any more, and what was typed is in the drafts."""
        self._covered = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Behind the curtain nobody may look at the pages that would be asked about.
        if not self._covered and any(page.unsaved() for page in self._pages.values()):
            event.ignore()
            self._leave_all(self.close)
            return
        self._idle.remove()
        self.closed.emit()
        super().closeEvent(event)


def _first_focus(pane: QWidget) -> QWidget | None:
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled():
            return child
    return None

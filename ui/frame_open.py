"""The open pages: made when they are first opened, kept in tabs, found again, left with a question."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget

from services.texts import N_
from services.version import WHOLE_DATABASE
from ui.frame_ahead import TypedAhead
from ui.frame_pages import History, Key, PageSpec
from ui.frame_rail import Rail
from ui.frame_tabs import TabStrip
from ui.kit.desk import Desk
from ui.kit.page import Page

MOST_TABS = 8


class OpenPages(QObject):
    """Keeps stack, tabs and rail in step with what is open. specs: the pages that this person has."""

    def __init__(
        self, desk: Desk, specs: Sequence[PageSpec], stack: QStackedWidget, tabs: TabStrip, rail: Rail
    ) -> None:
        super().__init__(stack)
        self._desk, self._stack, self._tabs, self._rail = desk, stack, tabs, rail
        self.specs = {spec.name: spec for spec in specs}
        self._kinds = {spec.kind: spec for spec in specs if spec.kind}
        self._pages: dict[Key, Page] = {}
        self._prepared: dict[str, Page] = {}
        self._used: list[Key] = []  # in the order of their last use
        self._history = History()
        tabs.chosen.connect(self.bring_up)
        tabs.closing.connect(self.close)

    # opening

    def open(self, name: str, **how: Any) -> Page | None:
        """Show a page, made when it is first opened; `how` goes to its shown(). None: this person has no such page."""
        spec = self.specs.get(name)
        return None if spec is None else self._open(spec, (name, None), how)

    def prepare(self, name: str) -> Page:
        """Make a page that is opened once it is whole, or a turn later: both at once keep a key waiting."""
        page = self._pages.get((name, None)) or self._prepared.get(name)
        if page is None:
            page = self._prepared[name] = self.specs[name].make(self._desk)
        return page

    def open_record(self, kind: str, record_id: Any, **how: Any) -> Page | None:
        """Show the page of a record, in a tab of its own; None where there is no such page."""
        spec = self._kinds.get(kind)
        if spec is None:
            return None
        return self._open(spec, (spec.name, record_id), {"record_id": record_id, **how})

    def start(self, name: str) -> None:
        """Open a page and put the focus where work starts."""
        page = self.open(name)
        if page is not None:
            page.focus_start()

    def _open(self, spec: PageSpec, key: Key, how: dict[str, Any]) -> Page:
        page = self._pages.get(key)
        fresh = page is None
        if page is None:
            page = self._prepared.pop(spec.name, None) if key[1] is None else None
            page = page or spec.make(self._desk)
            page.record_id = key[1]
            self._pages[key] = page
            self._stack.addWidget(page)
            self._tabs.add(key, page.icon or spec.icon, page.title())
            page.title_changed.connect(lambda: self._retitle(key))
            page.ended.connect(lambda: self.drop(key))
        if fresh or how:
            page.when_whole(lambda: self._load(page, how))
        self.bring_up(key, focus=not fresh)
        if fresh or (how and key[1] is None and not page.unsaved()):
            self._begin(page)  # an open page that is asked for with something new begins anew
        if fresh:
            self._close_oldest()
        return page

    def _load(self, page: Page, how: dict[str, Any]) -> None:
        page.shown(**how)
        page.refresh()

    def _begin(self, page: Page) -> None:
        """The keys go to the page, from now on: what is typed before its fields are there waits for them."""
        if page.whole:
            page.focus_start()
            return
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        ahead = TypedAhead(page.window(), page) if page.types_ahead else None

        def begin() -> None:
            focused = page.window().focusWidget()
            if focused is not None and (focused is page or page.isAncestorOf(focused)):
                page.focus_start()
            if ahead is not None:
                ahead.hand_on(page)

        page.when_whole(begin)

    def bring_up(self, key: Key, remember: bool = True, focus: bool = True) -> None:
        """Put an open page in front; the keys go on where they were in it."""
        page = self._pages.get(key)
        if page is None:
            return
        self._stack.setCurrentWidget(page)
        self._tabs.show_current(key)
        self._rail.show_current(self._module_of(page, key))
        if key in self._used:
            self._used.remove(key)
        self._used.append(key)
        if remember:
            self._history.visit(key)
        page.come_up()
        if focus:
            self._focus_into(page)

    def _focus_into(self, page: Page) -> None:
        """Qt hands the focus of a page that goes away to whatever comes next: the rail."""
        focused = page.window().focusWidget()
        if focused is not None and page.isAncestorOf(focused):
            return
        last = page.focusWidget()
        if last is not None and last is not page and last.isVisible() and last.isEnabled():
            last.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._begin(page)

    def _module_of(self, page: Page, key: Key) -> str:
        spec = self.specs[key[0]]
        return spec.name if spec.rail else page.module or spec.name

    # what is open

    def current(self) -> Page | None:
        """The page in front."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def all(self) -> list[Page]:
        """Every open page, in the order they were opened."""
        return list(self._pages.values())

    def find(self, name: str, record_id: Any = None) -> Page | None:
        """An open page, None if it is not open."""
        return self._pages.get((name, record_id))

    def key_of(self, page: Page) -> Key:
        """The key under which a page is open."""
        return next(key for key, one in self._pages.items() if one is page)

    def unsaved(self) -> bool:
        """Whether any page has something a person entered and did not save."""
        return any(page.unsaved() for page in self._pages.values())

    def hand_out(self, table: str, ids: Sequence[Any]) -> None:
        """Tell the pages that show a table which of its records changed; all of them where the database is another."""
        if table == WHOLE_DATABASE:
            self._desk.messages.show(
                "warning",
                N_("A restored database was put into service."),
                N_("Everything is loaded anew. What was saved since its backup is not in it: look before you go on."),
                key="another_database",
            )
            for page in self._pages.values():
                page.refresh()
            return
        for page in self._pages.values():
            if table in page.tables:
                page.take_changes(table, ids)

    def retranslate(self) -> None:
        """Name the tabs anew."""
        for key in self._pages:
            self._retitle(key)

    def read_anew(self) -> None:
        """Have every page load what it shows: names of models and the like come in the language of the moment."""
        for page in self._pages.values():
            page.read_anew()

    def _retitle(self, key: Key) -> None:
        page = self._pages.get(key)
        if page is not None:
            self._tabs.tell(key, page.title(), page.unsaved())

    # going about

    def step(self, by: int) -> None:
        """Back (-1) or forward (1) to where the person was."""
        key = self._history.step(by)
        if key is None:
            return
        if key not in self._pages:
            spec = self.specs[key[0]]
            self._open(spec, key, {"record_id": key[1]} if key[1] is not None else {})
        else:
            self.bring_up(key, remember=False)

    def turn(self, by: int) -> None:
        """To the next tab (1) or the one before (-1)."""
        keys = self._tabs.keys()
        page = self.current()
        if keys and page is not None:
            self.bring_up(keys[(keys.index(self.key_of(page)) + by) % len(keys)])

    # closing

    def close(self, key: Key) -> None:
        """Close a tab; asks when something would be lost."""
        page = self._pages.get(key)
        if page is not None:
            page.leave(lambda: self.drop(key))

    def close_current(self) -> None:
        """Close the tab in front."""
        page = self.current()
        if page is not None:
            self.close(self.key_of(page))

    def go_away(self) -> None:
        """Esc: a record's tab closes, from any other page one goes back; asks when something would be lost."""
        page = self.current()
        if page is None:
            return
        key = self.key_of(page)
        page.leave((lambda: self.drop(key)) if key[1] is not None else (lambda: self.step(-1)))

    def drop(self, key: Key) -> None:
        """Close a tab without asking."""
        page = self._pages.pop(key, None)
        if page is None:
            return
        self._tabs.remove(key)
        self._stack.removeWidget(page)
        page.deleteLater()
        if key in self._used:
            self._used.remove(key)
        if key[1] is not None:
            self._history.forget(key)
        if self._used:
            self.bring_up(self._used[-1], remember=False)
        else:
            self._rail.show_current("")

    def _close_oldest(self) -> None:
        clean = [key for key in self._used[:-1] if not self._pages[key].unsaved()]
        if len(self._pages) > MOST_TABS and clean:
            current = self._used[-1]
            self.drop(clean[0])
            self.bring_up(current, remember=False)

    def leave_all(self, then: Callable[[], Any]) -> None:
        """Ask about every page with something unsaved, then go on."""
        for key, page in self._pages.items():
            if page.unsaved():
                self.bring_up(key)

                def drop_and_go_on(one: Key = key) -> None:
                    self.drop(one)
                    self.leave_all(then)

                page.leave(drop_and_go_on)
                return
        then()

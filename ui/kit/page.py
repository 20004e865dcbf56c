"""The base of all pages: title, thin waiting bar, texts, refreshing and leaving."""

from collections.abc import Callable, Collection, Hashable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from services.texts import N_
from ui.kit.background import Task, listens
from ui.kit.desk import Desk
from ui.kit.messages import BannerArea, Messages
from ui.kit.saving import Save, Saving
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import Label, Text, hairline, say

WAIT_MS = 100
GONE = "gone"


class WaitingBar(QWidget):
    """A thin bar at the top while something is on its way; nothing for the first 0.1 s."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.show)
        self._step = QTimer(self, interval=120)
        self._step.timeout.connect(self._move)
        self._at = 0.0
        self.setFixedHeight(theme.px(2))
        self.hide()

    def set_busy(self, busy: bool) -> None:
        """Something began or everything ended."""
        if busy:
            if not self.isVisible():
                self._timer.start()
            self._step.start()
        else:
            self._timer.stop()
            self._step.stop()
            self.hide()

    def _move(self) -> None:
        self._at = (self._at + 0.08) % 1.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.width() // 4
        painter.fillRect(
            int(self._at * (self.width() + width)) - width, 0, width, self.height(), theme.colour("accent")
        )


class Page(QWidget):
    """A screen in the work area. Subclasses fill `self.body` and override what they need.

    name: objectName is page_<name>. tables: which tables' changes it wants
    (`changed(table, ids)`). show(**how) is called with what open_page was given.
    """

    title_changed = Signal()
    ended = Signal()  # its work is done: the tab closes
    tables: Collection[str] = ()
    module = ""  # the rail item that stays marked while a record's page is in front
    types_ahead = False  # what is typed before its first field is there is typed into it
    # What is still to be made of a page that comes in turns, and what waits until it is all there.
    _pieces: Iterator[Any] | None = None
    _in_piece = False

    def __init__(
        self, desk: Desk, name: str, title: Text, icon: str = "", parent: QWidget | None = None, heading: bool = True
    ) -> None:
        # Where it will lie from the start: a page that is moved there is styled once more, widget by widget.
        super().__init__(parent or desk.room)
        self.desk, self.name, self.icon = desk, name, icon
        self._title = title
        self.record_id: Any = None
        self.setObjectName(f"page_{name}")
        self.setProperty("plane", "window")
        self.messages = Messages(self)
        self.waiting = WaitingBar()
        self._running: set[int] = set()
        self.saves = Saving(self)
        self._waiting_changes: dict[str, dict[Any, None]] = {}
        self._outdated = False
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(10))
        self.heading = Label(lambda: self.title(), "title")
        self.head.addWidget(self.heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(10))
        inner = QVBoxLayout()
        inner.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 12)])
        inner.setSpacing(theme.px(10))
        inner.addLayout(self.head)
        inner.addWidget(BannerArea(self.messages))
        inner.addLayout(self.body, 1)
        inner.addStretch(0)  # where the body is hidden the banner must not take its room
        self.foot = QHBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.waiting)
        outer.addLayout(inner, 1)
        self._outer = outer
        # Only now: shown before it has a parent it would come up as a window of its own and take the focus.
        self.heading.setVisible(heading)

    def title(self) -> str:
        """What stands on the tab and at the top."""
        return say(self._title)

    def set_title(self, title: Text) -> None:
        """Another title from now on."""
        self._title = title
        self.heading.retranslate()
        self.title_changed.emit()

    def add_head(self, *widgets: QWidget | None) -> None:
        """Put widgets behind the title; None is a stretch."""
        for widget in widgets:
            if widget is None:
                self.head.addStretch(1)
            else:
                self.head.addWidget(widget)

    def add_foot(self, *widgets: QWidget | None) -> None:
        """Put widgets into the bar at the bottom that never leaves the screen; None is a stretch."""
        if self.foot.parent() is None:
            bar = QWidget()
            bar.setObjectName("foot")
            bar.setProperty("plane", "surface")
            bar.setLayout(self.foot)
            self.foot.setContentsMargins(*[theme.px(n) for n in (18, 6, 14, 6)])
            self.foot.setSpacing(theme.px(4))
            self._outer.addWidget(hairline())
            self._outer.addWidget(bar)
        for widget in widgets:
            if widget is None:
                self.foot.addStretch(1)
            else:
                self.foot.addWidget(widget)

    # coming in turns

    def come_in_turns(self, pieces: Iterator[Any]) -> None:
        """Make the rest of the page a piece in each turn of the event loop: all of it at once would hold up the keys.

        Whoever asks for a part that is not made yet (`page.form`) gets it, and with it all the rest, at once.
        """
        self._pieces, self._once_whole = pieces, []
        turns.wait(self, "pieces", self._make_piece)

    @property
    def whole(self) -> bool:
        """Whether everything on the page is made."""
        return self._pieces is None

    def when_whole(self, act: Callable[[], Any]) -> None:
        """Call `act()` once everything on the page is made; at once where it is."""
        if self.whole:
            act()
        else:
            self._once_whole.append(act)

    def _make_piece(self) -> None:
        if self._next_piece():
            turns.wait(self, "pieces", self._make_piece)

    def _next_piece(self) -> bool:
        """Make one; whether another one may follow."""
        if self._pieces is None or self._in_piece:
            return False
        self._in_piece = True
        try:
            next(self._pieces)
            return True
        except StopIteration:
            self._pieces = None
        finally:
            self._in_piece = False
        waiting, self._once_whole = self._once_whole, []
        for act in waiting:
            act()
        return False

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if self._pieces is None or self._in_piece or name.startswith("__"):
                raise AttributeError(f"{type(self).__name__} has no {name!r}")
            while self._next_piece():
                pass
            return getattr(self, name)

    # for subclasses

    def shown(self, **how: Any) -> None:
        """The page was opened with these; comes before the first refresh()."""

    def refresh(self) -> None:
        """Load what is shown anew (F5)."""

    def retranslate(self) -> None:
        """Set texts that are not Labels, Buttons or Fields."""

    def changed(self, table: str, ids: Collection[Any]) -> None:
        """Records of one of `tables` were changed elsewhere."""

    def unsaved(self) -> bool:
        """Whether leaving would lose something a person entered."""
        return False

    def panes(self) -> list[QWidget]:
        """The parts F6 goes through, from left to right."""
        return [self]

    def come_up(self) -> None:
        """The page is in front now: hand it the changes that came while it was not."""
        waiting, self._waiting_changes = self._waiting_changes, {}
        if self._outdated:
            self.read_anew()
            return
        for table, ids in waiting.items():
            self.changed(table, list(ids))

    def take_changes(self, table: str, ids: Collection[Any]) -> None:
        """Changes from the feed: handed to changed() now, or when the page comes up."""
        if self.isVisible():
            self.changed(table, list(ids))
        else:
            self._waiting_changes.setdefault(table, {}).update(dict.fromkeys(ids))

    def read_anew(self) -> None:
        """Load what is shown anew, now or when the page comes up: its names are in another language."""
        self._outdated = not self.isVisible()
        if not self._outdated:
            self.refresh()

    def focus_start(self) -> None:
        """Put the focus where work starts."""

    def take_scan(self, code: str) -> bool:
        """A code was scanned outside of a field for codes: use it, or leave it to the search box with False."""
        return False

    def leave(self, go: Callable[[], None]) -> None:
        """Call `go` if the page may be left; asks only when something would be lost."""
        from ui.kit.dialogs import ask_to_leave, ask_to_leave_unknown

        if self.saves.unknown:
            ask_to_leave_unknown(self, go)
        elif self.unsaved():
            ask_to_leave(self, go)
        else:
            go()

    def hasHeightForWidth(self) -> bool:
        # A page gets the whole work area. Asked, every page behind it would be laid out with each word of the one seen.
        return False

    # helpers

    def action(self, name: str, text: Text, keys: str, act: Callable[[], Any], icon: str = "") -> QAction:
        """An action of this page with its key in the registry of shortcuts; Button(...).act(action) follows it."""
        return self.desk.shortcuts.add(self, name, text, keys, act, self.name, icon)

    def run(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], Any] | None = None,
        failed: Callable[[BaseException], Any] | None = None,
        progress: Callable[[Any], Any] | None = None,
        slot: str = "",
    ) -> Task:
        """background.run with this page as owner, its waiting bar and its own banner for errors."""
        box: list[Task] = []

        def ended() -> None:
            self._running.discard(box[0].key)
            self.waiting.set_busy(bool(self._running))

        def on_done(result: Any) -> None:
            ended()
            if done is not None and listens(done):
                done(result)

        def on_failed(error: BaseException) -> Any:
            ended()
            if failed is not None and listens(failed):
                return failed(error)
            return self.refused(error)

        task = self.desk.background.run(self, work, on_done, on_failed, progress, slot)
        box.append(task)
        self._running.add(task.key)
        task.when_cancelled = ended
        self.waiting.set_busy(True)
        return task

    def write(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], Any] | None = None,
        failed: Callable[[BaseException], Any] | None = None,
        progress: Callable[[Any], Any] | None = None,
        about: Hashable = None,
    ) -> None:
        """run() for work that saves. work must carry its request id and values: it is done again, as it is, where
        the connection broke while saving; until an answer comes the page takes no input.

        Pressed again while it is under way nothing happens; about: what it is about, where one and the same verb
        is meant for several records.
        """
        key = (getattr(work, "__qualname__", work), about)
        self.saves.begin(Save(key, work, done, failed, progress))

    def refused(self, error: BaseException) -> Any:
        """Show a refusal in the page's banner; anything else goes on to the crash report."""
        if getattr(error, "sentence", None) is None:
            return False
        from services.errors import Unavailable  # brings the driver, which the first window does without

        if not (self.saves.unknown and isinstance(error, Unavailable)):  # that is what the banner says already
            self.messages.error(error)
        return True

    def not_loaded(self, error: BaseException) -> Any:
        """A record could not be shown for the first time. Where it is gone, only the message stays on the
        screen: an empty form with its buttons would ask to be filled in."""
        if getattr(error, "code", "") != "gone_record":
            return self.refused(error)
        self.setFocus()
        _hide(self.body)
        _hide(self.foot)
        self.messages.clear()
        self.messages.show(
            "danger",
            error.sentence,  # type: ignore[attr-defined]
            link=N_("To the list") if self.module else "",
            act=lambda: self.desk.open_page(self.module),
            key=GONE,
            closable=False,
        )
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.title_changed.emit()
        super().changeEvent(event)


def _hide(layout: QLayout) -> None:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
        elif inner is not None:
            _hide(inner)

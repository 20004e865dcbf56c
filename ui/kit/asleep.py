"""Pages nobody sees follow another look or language when they come up.

Left to itself Qt polishes every widget of every open page twice when the style sheet changes, lays out what scrolls
each time, and lets each retranslate itself when the language does: with eight records open that is half a second
between two keys, for seven pages that are not on the screen. Here Qt passes over all of them; what is seen is
polished once, and what lies behind in a stack sleeps until it is shown: its style, its lengths, its words and those
of its widgets that asked to be told are as they were.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.kit.listeners import Listeners
from ui.kit.rescale import rescale

_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE = Qt.WidgetAttribute.WA_SetStyle
_OWN_FONT = Qt.WidgetAttribute.WA_SetFont
# Widgets that follow another look in one piece.
AT_ONCE = 150


class Sleepers(QObject):
    """What lies behind in stacks, by id, and what it still has to follow. listeners: who is told of another look."""

    def __init__(self) -> None:
        super().__init__()
        self.listeners = Listeners()
        self._asleep: dict[int, QWidget] = {}
        # Those that have another look to follow, and the size in which their lengths still are.
        self._other_look: dict[int, float] = {}
        self._other_sizes: set[int] = set()
        self._other_language: set[int] = set()
        self._size = 1.0
        self._anchor: QWidget | None = None

    def put_down(self, page: QWidget) -> None:
        """This page sleeps from now on, until it is shown or woken."""
        if id(page) not in self._asleep:
            self._asleep[id(page)] = page
            page.installEventFilter(self)

    def lay_down(self) -> set[QWidget]:
        """Another look or language comes: whatever lies behind follows when it is shown. Returns all its widgets."""
        self._asleep = {key: one for key, one in self._asleep.items() if shiboken6.isValid(one)}
        for known in (self._other_sizes, self._other_language):
            known &= self._asleep.keys()
        self._other_look = {key: size for key, size in self._other_look.items() if key in self._asleep}
        for page in _behind():
            self.put_down(page)
        return {one for page in self._asleep.values() for one in _tree(page)}

    def restyle(self, restyle: Callable[[], Any], sheet: bool, sized: bool, size: float) -> None:
        """Do what changes the program's font and palette, and whatever follows from it.

        sheet: its style sheet changes too. sized: so do lengths or letters, not the colours alone. size: pixels per
        length of the design from now on.
        """
        sleeping = self.lay_down()
        for key in self._asleep:
            self._other_look.setdefault(key, self._size)
        if sheet or sized:
            if sized:
                self._other_sizes |= self._asleep.keys()
            self._polish_all(restyle, sleeping, sized)
        else:
            restyle()
        if size != self._size:
            # Before those hear of it who set their own lengths anew.
            rescale([one for one in QApplication.allWidgets() if one not in sleeping], self._size, size)
            self._size = size
        self.listeners.tell_all(sleeping)

    def _polish_all(self, restyle: Callable[[], Any], sleeping: set[QWidget], sized: bool) -> None:
        if self._anchor is None or not shiboken6.isValid(self._anchor):
            # Qt remembers which palettes came from a style sheet as long as any widget has a sheet: needed to give
            # them back.
            self._anchor = QWidget()
            self._anchor.setStyleSheet("QWidget { }")
        everything = [one for one in QApplication.allWidgets() if not one.testAttribute(_OWN_STYLE)]
        awake = [one for one in everything if one not in sleeping and one.testAttribute(_POLISHED)]
        for one in everything:
            # Qt leaves alone what was never polished, and tells nothing to what has a style of its own.
            one.setAttribute(_POLISHED, False)
            one.setAttribute(_OWN_STYLE, True)
        restyle()
        for one in everything:
            one.setAttribute(_OWN_STYLE, False)
        _polish(awake, sized)
        if sized:
            known = {*awake, *sleeping}
            for one in everything:
                if one not in known and not one.testAttribute(_OWN_FONT):
                    one.setFont(QFont())  # made but not shown yet

    def wake(self, page: QWidget) -> None:
        """A page comes up: let it follow what it slept through."""
        for _piece in self.waking(page):
            pass

    def waking(self, page: QWidget) -> Iterator[None]:
        """The same in pieces, for a page that is not painted meanwhile; it sleeps until the last of them."""
        for key, one in list(self._asleep.items()):
            if shiboken6.isValid(page) and shiboken6.isValid(one) and (one is page or one.isAncestorOf(page)):
                yield from self._following(one, key)

    def _following(self, page: QWidget, key: int) -> Iterator[None]:
        if key in self._other_look:
            others = [one for one in self._asleep.values() if shiboken6.isValid(one) and one is not page]
            within = [one for one in others if page.isAncestorOf(one)]
            still = {widget for one in within for widget in _tree(one)}
            widgets = [one for one in _tree(page) if one not in still]
            yield from _polishing(widgets, key in self._other_sizes)
            there = [one for one in widgets if shiboken6.isValid(one)]
            if there and key in self._other_look:
                rescale(there, self._other_look.pop(key), self._size)
                self._other_sizes.discard(key)
                self.listeners.tell(there)
            yield
        if self._asleep.pop(key, None) is not None and shiboken6.isValid(page):
            page.removeEventFilter(self)
            if key in self._other_language:
                self._other_language.discard(key)
                QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.LanguageChange and id(watched) in self._asleep:
            self._other_language.add(id(watched))
            return True
        if kind == QEvent.Type.Show and isinstance(watched, QWidget):
            self.wake(watched)
        return False


def _polishing(widgets: Iterable[QWidget], sized: bool) -> Iterator[None]:
    lacking = [one for one in widgets if not one.testAttribute(_POLISHED)]
    for place in range(0, len(lacking), AT_ONCE):
        some = [one for one in lacking[place : place + AT_ONCE] if shiboken6.isValid(one)]
        _polish([one for one in some if not one.testAttribute(_POLISHED)], sized)
        yield


def _polish(widgets: Iterable[QWidget], sized: bool) -> None:
    for one in widgets:
        if sized:
            # Where Qt kept the font of the old size to go back to.
            one.setProperty("_q_styleSheetWidgetFont", None)
            if not one.testAttribute(_OWN_FONT):
                one.setFont(QFont())  # the program's of the moment: nothing else hands it on
        one.style().polish(one)
        one.setAttribute(_POLISHED)
        one.update()
        if sized:
            QCoreApplication.sendEvent(one, QEvent(QEvent.Type.StyleChange))


def _tree(page: QWidget) -> list[QWidget]:
    return [page, *page.findChildren(QWidget)]


def _behind() -> list[QWidget]:
    """The pages of all stacks that are not in front."""
    return [
        page
        for window in QApplication.topLevelWidgets()
        for stack in window.findChildren(QStackedWidget)
        for page in map(stack.widget, range(stack.count()))
        if page is not stack.currentWidget() and page.isHidden()
    ]


class PageStack(QStackedWidget):
    """A stack whose pages may sleep: one that comes up is as it should be before it is laid out."""

    def minimumSizeHint(self) -> QSize:
        # What sleeps still has lengths of another size: it must not make the window larger.
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()

    def setCurrentWidget(self, widget: QWidget) -> None:
        sleepers.wake(widget)
        super().setCurrentWidget(widget)


sleepers = Sleepers()

"""Quiet cards in the bottom right corner of a window: they come and go, and never take the focus."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from services.texts import N_
from ui.kit.buttons import Button, icon_button
from ui.kit.cards import IconLine
from ui.kit.columns import FlowLayout
from ui.kit.messages import Toast
from ui.kit.theme import theme
from ui.kit.words import Label, Text, name_as

WIDTH = 460
FOOT = 90
MOST = 3


class CornerCard(QWidget):
    """A title with an icon, lines, and verbs. Nothing of it takes the focus by itself; Tab and F6 reach it, Esc
    puts it away."""

    def __init__(self, name: str, title: Text, icon: str, tone: str = "") -> None:
        super().__init__()
        self.setObjectName(f"corner_{name}")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        name_as(self, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(n) for n in (14, 10, 12, 12)])
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        self.title = IconLine(title, icon, tone, "card")
        head.addWidget(self.title, 1)
        self.away = icon_button("close", N_("Put away"), "put_away")
        self.away.kind = "link"
        head.addWidget(self.away)
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(4))
        column.addLayout(self.body)
        self.verbs = FlowLayout()
        column.addLayout(self.verbs)

    def say(self, words: Text, tone: str = "", role: str = "body") -> Label:
        """A line more."""
        line = Label(words, role, tone, wrap=True)
        self.body.addWidget(line)
        return line

    def add_verb(self, text: Text, name: str, act: Callable[[], Any], kind: str = "plain", key: str = "") -> Button:
        """A button that does what it says."""
        button = Button(text, name, kind, key)
        # clicked with the mouse it leaves the caret where it was
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _on=False: act())
        self.verbs.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.away.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.px(8), theme.px(8))


class Corner(QObject):
    """Places cards above each other, above the foot of the page and the toasts; the newest lowest.

    `folded(n)`: so many cards have been put down, so that they cover nothing; `unfold` brings them back.
    """

    folded = Signal(int)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.cards: list[CornerCard] = []
        self._down: set[CornerCard] = set()
        over.installEventFilter(self)
        theme.changed.connect(self.place)

    def add(self, card: CornerCard, fold_after: int = 0) -> None:
        """Show a card; of more than three the oldest goes. fold_after: milliseconds until it is put down, 0 never.

        One that is put down by itself is so at once where a field or button would lie below it.
        """
        card.setParent(self._over)
        if fold_after:
            timer = QTimer(card, interval=fold_after)
            timer.timeout.connect(lambda: self.fold(card))
            timer.start()
        card.away.clicked.connect(lambda: self.remove(card))
        self.cards.append(card)
        for old in self.cards[:-MOST]:
            self.remove(old)
        card.show()
        self.place()
        if fold_after and self._covers(card):
            self.fold(card)

    def _covers(self, card: CornerCard) -> bool:
        """Whether something that is typed into or pressed lies below a card."""
        place = QRect(card.mapTo(self._over, QPoint()), card.size())
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
            for one in self._over.findChildren(kind):
                if not one.isVisible() or any(other.isAncestorOf(one) for other in self.cards):
                    continue
                below = QRect(one.mapTo(self._over, QPoint()), one.size())
                # what is scrolled out of sight is not below it
                if place.intersects(below) and not one.visibleRegion().isEmpty():
                    return True
        return False

    def remove(self, card: CornerCard) -> None:
        """Take a card away."""
        if card in self.cards:
            self.cards.remove(card)
            card.hide()
            card.deleteLater()
            self.place()
            self._put_up({card})

    def fold(self, card: CornerCard) -> None:
        """Put a card down, unless somebody is at it just now."""
        focused = self._over.window().focusWidget()
        pointed_at = card.rect().contains(card.mapFromGlobal(QCursor.pos()))
        busy = pointed_at or (focused is not None and card.isAncestorOf(focused))
        if card in self.cards and not busy:
            card.hide()
            self._down.add(card)
            self.place()
            self.folded.emit(len(self._down))

    def unfold(self) -> None:
        """Show the cards that were put down."""
        for card in self._down:
            card.show()
        self._put_up(set(self._down))
        self.place()

    def _put_up(self, cards: set[CornerCard]) -> None:
        if self._down & cards:
            self._down -= cards
            self.folded.emit(len(self._down))

    def focus(self) -> None:
        """Put the focus on the first verb of the newest card, because somebody asked for it."""
        self.unfold()
        for card in reversed(self.cards):
            for button in card.findChildren(Button):
                if button.isVisible() and button is not card.away:
                    button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    return

    def place(self) -> None:
        """Put everything where it belongs."""
        bottom = self._over.height() - theme.px(FOOT)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        toasts = [one for one in self._over.findChildren(Toast, options=direct) if one.isVisible()]
        bottom -= sum(one.height() + theme.px(8) for one in toasts)
        width = min(theme.px(WIDTH), self._over.width() - theme.px(32))
        for card in reversed([one for one in self.cards if one not in self._down]):
            card.setFixedWidth(width)
            layout = card.layout()
            height = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
            card.resize(width, max(height, card.sizeHint().height() if height < 0 else height))
            bottom -= card.height() + theme.px(8)
            card.move(self._over.width() - width - theme.px(16), max(theme.px(8), bottom))
            card.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.place()
        return False

"""What may help with what is being typed: a card at the right that never takes the focus by itself.

    self.suggestions = Suggestions(N_("Suggestions"))
    form.edited.connect(...)  ->  self.suggestions.look_for(text)
    self.suggestions.wanted.connect(search in the background)  ->  self.suggestions.tell(rows)

Alt+1 … use one from wherever the caret is; Down and Up walk through them, Enter uses the marked one, Ctrl+Enter
opens it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from services.texts import N_, _
from ui.kit.cards import Card
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Label, Text, TextButton, say

WAIT_MS = 200
MOST = 6
CLOSING = "。，、；：？！）」』》”’"


@dataclass(frozen=True)
class Suggested:
    """A row: number and heading, the text it would put in, a figure at the right."""

    value: Any
    number: Text
    heading: Text
    body: Text
    figure: Text = ""
    icon: str = "article"


class _Row(TextButton):
    """Painted, so that long texts never widen the column."""

    opened = Signal()
    walked = Signal(int)

    def __init__(self, suggested: Suggested, place: int) -> None:
        super().__init__()
        self.suggested, self.place = suggested, place
        self.setObjectName(f"suggestion_{place}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        one = self.suggested
        self.setAccessibleName(". ".join(word for word in map(say, (one.number, one.heading, one.figure)) if word))
        self.setAccessibleDescription(say(one.body))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = theme.metrics("label").horizontalAdvance(" ".join(say(self.suggested.body).split()))
        lines = 0 if not wide else 1 if wide <= self.width() - theme.px(36) else 2
        height = theme.metrics().height() + lines * theme.metrics("label").height()
        return QSize(theme.px(240), height + theme.px(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.opened.emit()
            else:
                self.click()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.opened.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.colour("focus"), theme.px(2)) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        x, y, width = theme.px(6), theme.px(7), self.width() - theme.px(12)
        x += self._cap(painter, x, y)
        y += self._title(painter, x, y, width - x + theme.px(6))
        self._body(painter, x, y, width - x + theme.px(6))

    def _cap(self, painter: QPainter, x: int, y: int) -> int:
        side, line = theme.px(16), theme.metrics().height()
        cap = QRectF(x, y + (line - side) / 2, side, side)
        painter.setPen(QPen(theme.colour("input"), 1))
        painter.setBrush(theme.colour("neutral_tint"))
        painter.drawRoundedRect(cap, theme.px(3), theme.px(3))
        painter.setPen(theme.colour("secondary"))
        painter.setFont(theme.font("hint"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(self.place))
        return side + theme.px(8)

    def _title(self, painter: QPainter, x: int, y: int, width: int) -> int:
        line = theme.metrics().height()
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        figure = say(self.suggested.figure)
        room = width
        if figure:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("secondary"))
            wide = theme.metrics("label").horizontalAdvance(figure)
            painter.drawText(QRectF(x + width - wide - 2, y, wide + 2, line), middle, figure)
            room -= wide + theme.px(10)
        side = theme.px(15)
        paint_icon(
            painter, self.suggested.icon, QRectF(x, y + (line - side) / 2, side, side), theme.colour("secondary")
        )
        left = x + side + theme.px(6)
        number = say(self.suggested.number)
        painter.setFont(theme.font("body_tabular"))
        painter.setPen(theme.colour("accent"))
        painter.drawText(QRectF(left, y, room, line), middle, number)
        left += theme.metrics("body_tabular").horizontalAdvance(number) + theme.px(8)
        painter.setFont(theme.font("bold"))
        painter.setPen(theme.colour("text"))
        heading = " ".join(say(self.suggested.heading).split())
        cut = theme.metrics("bold").elidedText(heading, Qt.TextElideMode.ElideRight, int(x + room - left))
        painter.drawText(QRectF(left, y, x + room - left + 2, line), middle, cut)
        return line + theme.px(2)

    def _body(self, painter: QPainter, x: int, y: int, width: int) -> None:
        metrics = theme.metrics("label")
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("secondary"))
        rest = " ".join(say(self.suggested.body).split())
        for last in (False, True):
            line = (
                metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width) if last else _first(metrics, rest, width)
            )
            painter.drawText(
                QRectF(x, y, width + 2, metrics.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
                line,
            )
            rest = rest[len(line) :].lstrip()
            y += metrics.height()


def _first(metrics: Any, words: str, width: int) -> str:
    """As much of a text as fits in a line, whole words where there are blanks."""
    if metrics.horizontalAdvance(words) <= width:
        return words
    low, high = 0, min(len(words), width)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(words[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    blank = words.rfind(" ", 0, low + 1)
    if blank > low * 0.6:
        return words[:blank]
    # No line begins with a closing mark.
    while low > 1 and words[low] in CLOSING:
        low -= 1
    return words[:low]


class Suggestions(Card):
    """The card. Signals: wanted(text) when something should be looked for, used(value), opened(value)."""

    wanted = Signal(str)
    used = Signal(object)
    opened = Signal(object)

    def __init__(self, title: Text, hint: Text = "", nothing: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(title, "", parent)
        self.setObjectName("suggestions")
        self._hint, self._nothing = hint, nothing
        self._looked_for = ""
        self._rows: list[_Row] = []
        self._line = Label(hint, "label", "secondary", wrap=True)
        self._keys = Label(N_("Alt+1 … inserts, Ctrl+Enter opens"), "hint", "secondary")
        self.body.addWidget(self._line)
        self.body.addWidget(self._keys)
        self._keys.hide()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(lambda: self.wanted.emit(self._looked_for))

    def look_for(self, words: str, at_once: bool = False) -> None:
        """Something was typed; asks for suggestions when the typing rests."""
        words = words.strip()
        if words == self._looked_for:
            return
        self._looked_for = words
        if len(words) < 2:
            self._timer.stop()
            self.tell(())
        elif at_once:
            self.wanted.emit(words)
        else:
            self._timer.start()

    def look_again(self) -> None:
        """What it is about has changed, not the words: ask once more."""
        if len(self._looked_for) > 1:
            self._timer.start()

    def tell(self, found: Sequence[Suggested]) -> None:
        """Show these, at most six."""
        held = any(row.hasFocus() for row in self._rows)
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for place, one in enumerate(found[:MOST], start=1):
            row = _Row(one, place)
            row.clicked.connect(lambda _on=False, value=one.value: self.used.emit(value))
            row.opened.connect(lambda value=one.value: self.opened.emit(value))
            row.walked.connect(lambda by, at=place: self._walk(at - 1 + by))
            self.body.insertWidget(self.body.count() - 1, row)
            self._rows.append(row)
        self._line.say(self._nothing if len(self._looked_for) > 1 else self._hint)
        self._line.setVisible(not self._rows and bool(self._line.text()))
        self._keys.setVisible(bool(self._rows))
        if held and self._rows:
            self._rows[0].setFocus()

    def _walk(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def use(self, place: int) -> None:
        """Use the one with this number (Alt+1 …)."""
        if 1 <= place <= len(self._rows):
            self._rows[place - 1].click()

    def shown(self) -> list[Suggested]:
        """What is shown now, best first."""
        return [row.suggested for row in self._rows]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for row in self._rows:
                row.retranslate()
        super().changeEvent(event)


def suggestion_keys(page: Any, suggestions: Suggestions) -> None:
    """Alt+1 … Alt+6 use a suggestion from anywhere on the page."""
    for place in range(1, MOST + 1):
        text = _numbered(place)
        page.action(f"suggestion_{place}", text, f"Alt+{place}", lambda n=place: suggestions.use(n), "article")


def _numbered(place: int) -> Text:
    return lambda: _("Insert suggestion {n}").format(n=place)

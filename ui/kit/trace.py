"""A record's history like a parcel's: newest on top, time, icon, what, by whom, after how long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.columns import empty
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Text, say

PAGE = 60


@dataclass(frozen=True)
class Entry:
    """One thing that happened. meta: person, place and time spent, already as words;
    public: the customer sees it too; pictures: thumbnails under the detail."""

    at: datetime
    icon: str
    headline: Text
    detail: Text = ""
    meta: Text = ""
    tone: str = "info"
    public: bool = False
    id: Any = None
    pictures: tuple[QPixmap, ...] = ()


class _EntryRow(QWidget):
    """An entry; painted, so that a hundred of them are as quick as a list."""

    clicked = Signal(object)

    def __init__(self, entry: Entry, newest: bool, last: bool) -> None:
        super().__init__()
        self.entry, self._newest, self._last = entry, newest, last
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._marked = False
        # A layout asks dozens of times for what takes a font to measure.
        self._heights: dict[int, int] = {}
        self._measured = theme.sizes
        self.retranslate()

    def retranslate(self) -> None:
        self._heights.clear()
        entry = self.entry
        words = (formats.moment(entry.at), say(entry.headline), say(entry.detail), say(entry.meta))
        self.setAccessibleName(". ".join(word for word in words if word))
        self.updateGeometry()

    def mark(self, marked: bool) -> None:
        """Whether Enter would choose this one."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def _left(self) -> int:
        return theme.px(70)

    def _room(self, width: int) -> int:
        return max(theme.px(60), width - self._left() - theme.px(26))

    def _parts(self) -> list[tuple[str, str, str]]:
        """Words, font role and colour of the lines."""
        entry = self.entry
        parts = [(say(entry.headline), "bold" if self._newest else "body", "text")]
        if say(entry.detail):
            parts.append((say(entry.detail), "label", "secondary"))
        return parts

    def heightForWidth(self, width: int) -> int:
        if self._measured != theme.sizes:
            self._measured = theme.sizes
            self._heights.clear()
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        room = self._room(width)
        height = theme.px(4)
        for words, role, _colour in self._parts():
            height += _wrapped(theme.metrics(role), words, room) + theme.px(2)
        if self.entry.pictures:
            height += theme.px(46)
        if say(self.entry.meta):
            height += _wrapped(theme.metrics("hint"), say(self.entry.meta), room) + theme.px(2)
        return height + theme.px(11)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), self.heightForWidth(self.width() or theme.px(280)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._time_and_disc(painter)
        x, y, room = self._left(), theme.px(2), self._room(self.width())
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for words, role, colour in self._parts():
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(colour))
            height = _wrapped(theme.metrics(role), words, room)
            painter.drawText(QRect(x, y, room, height + 2), flags, words)
            y += height + theme.px(2)
        if self.entry.pictures:
            self._pictures(painter, x, y, room)
            y += theme.px(46)
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("secondary"))
        painter.drawText(QRect(x, y, room, self.height() - y), flags, say(self.entry.meta))
        if self.entry.public:
            side = theme.px(15)
            spot = QRectF(self.width() - side - theme.px(4), theme.px(3), side, side)
            paint_icon(painter, "visible", spot, theme.colour("accent"))
        if self._marked:
            painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))

    def _time_and_disc(self, painter: QPainter) -> None:
        painter.setFont(theme.font("bold_tabular" if self._newest else "body_tabular"))
        painter.setPen(theme.colour("text" if self._newest else "secondary"))
        painter.drawText(
            QRect(0, theme.px(2), theme.px(40), theme.px(18)),
            Qt.AlignmentFlag.AlignVCenter,
            formats.clock(self.entry.at),
        )
        radius = theme.px(10)
        centre = theme.px(52)
        top = theme.px(12)
        painter.setPen(QPen(theme.colour("border"), theme.px(2)))
        painter.drawLine(centre, 0 if not self._newest else top, centre, top if self._last else self.height())
        ink, tint, _border = theme.tone(self.entry.tone)
        painter.setPen(QPen(ink, 1.3))
        painter.setBrush(tint)
        disc = QRectF(centre - radius, top - radius, 2 * radius, 2 * radius)
        painter.drawEllipse(disc)
        inner = disc.adjusted(*[theme.px(4) * sign for sign in (1, 1, -1, -1)])
        paint_icon(painter, self.entry.icon, inner, ink)

    def _pictures(self, painter: QPainter, x: int, y: int, room: int) -> None:
        width, height = theme.px(58), theme.px(40)
        for place, picture in enumerate(self.entry.pictures):
            at = QRect(x + place * (width + theme.px(6)), y + theme.px(2), width, height)
            if at.right() > x + room:
                return
            scaled = picture.scaled(
                at.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawPixmap(at, scaled, QRect(0, 0, width, height))

    def mouseReleaseEvent(self, event: QEvent) -> None:
        self.clicked.emit(self.entry)


class _Day(QWidget):
    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day
        self.setFixedHeight(theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = formats.day(self._day)
        if self._day == formats.today():
            words = _("Today, {day}").format(day=words)
        painter.setFont(theme.font("label_bold"))
        painter.setPen(theme.colour("secondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        x = painter.fontMetrics().horizontalAdvance(words) + theme.px(10)
        painter.setPen(theme.colour("line"))
        painter.drawLine(x, self.height() // 2, self.width(), self.height() // 2)


class Trace(QScrollArea):
    """A list of entries that scrolls by itself. `chosen(entry)` on a click, or by arrow keys and Enter."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trace")
        self.setAccessibleName(_("What happened"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._entries: list[Entry] = []
        self._filter: Callable[[Entry], bool] = lambda entry: True
        self._shown = PAGE
        self._rows: list[_EntryRow] = []
        self._at = 0
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme.px(4), 0)
        self._column.setSpacing(0)
        self.setWidget(self._inside)
        self.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)

    def tell(self, entries: Sequence[Entry]) -> None:
        """Show these entries, newest first whatever their order."""
        self._entries = sorted(entries, key=lambda entry: entry.at, reverse=True)
        self._rebuild()

    def show_only(self, wanted: Callable[[Entry], bool]) -> None:
        """Show only some of the entries: public ones, money, parts."""
        self._filter = wanted
        self._rebuild()

    def entries(self) -> list[Entry]:
        """The entries shown now, newest first."""
        return [entry for entry in self._entries if self._filter(entry)]

    def _rebuild(self) -> None:
        empty(self._column)
        self._rows = []
        entries = self.entries()
        day = None
        for place, entry in enumerate(entries[: self._shown]):
            this = formats.local(entry.at).date()
            if this != day:
                self._column.addWidget(_Day(this))
                day = this
            row = _EntryRow(entry, place == 0, place == len(entries) - 1)
            row.clicked.connect(self.chosen)
            self._column.addWidget(row)
            self._rows.append(row)
        if len(entries) > self._shown:
            more = Button(N_("Show older entries"), "older_entries", kind="link")
            more.clicked.connect(self._show_more)
            self._column.addWidget(more)
        self._column.addStretch(1)
        self._step(0)

    # by the keyboard

    def _step(self, by: int) -> None:
        """Mark another entry, where the keyboard is here."""
        self._at = min(max(self._at + by, 0), max(len(self._rows) - 1, 0))
        for place, row in enumerate(self._rows):
            row.mark(place == self._at and self.hasFocus())
        if self._rows and self.hasFocus() and by:
            self.ensureWidgetVisible(self._rows[self._at], 0, theme.px(20))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._step(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._step(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, most = event.key(), len(self._rows)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -most, Qt.Key.Key_End: most}
        if key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows and not event.modifiers():
            self.chosen.emit(self._rows[self._at].entry)
        else:
            super().keyPressEvent(event)

    def _show_more(self) -> None:
        self._shown += PAGE
        self._rebuild()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(_("What happened"))
            for row in self._inside.findChildren(_EntryRow):
                row.retranslate()
        super().changeEvent(event)


def _wrapped(metrics: QFontMetrics, words: str, width: int) -> int:
    flags = int(Qt.TextFlag.TextWordWrap)
    return metrics.boundingRect(QRect(0, 0, width, 10_000), flags, words).height() if words else 0

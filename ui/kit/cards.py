"""Cards and what stands in them: pairs, verdicts, check lists, bars, segments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from services.punctuation import phrased
from ui.kit.buttons import Button
from ui.kit.columns import empty
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Label, Text, TextButton, data, hairline, name_as, on_one_line, say


class Card(QFrame):
    """A surface with a title, a word behind it and links at the right; put content into `body`."""

    def __init__(self, title: Text = "", beside: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(n) for n in (14, 12, 14, 12)])
        column.setSpacing(theme.px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        self.title = Label(title, "card", parent=self, elide=True)
        # As wide as its words, but a name without an end does not push the column off the screen.
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.beside = Label(beside, "label", "secondary", parent=self)
        self.head.addWidget(self.title)
        self.head.addWidget(self.beside)
        self.head.addStretch(1)
        column.addLayout(self.head)
        self.title.setVisible(bool(self.title.text()))
        self.beside.setVisible(bool(self.beside.text()))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(6))
        column.addLayout(self.body, 1)
        name_as(self, title)

    def say(self, title: Text, beside: Text = "") -> None:
        """Another title and word behind it."""
        self.title.say(title)
        self.title.setVisible(bool(self.title.text()))
        self.beside.say(beside)
        self.beside.setVisible(bool(self.beside.text()))
        name_as(self, title)

    def add_link(self, text: Text, name: str, key: str = "") -> Button:
        """A quiet action at the right of the title."""
        link = Button(text, name, kind="link", key=key)
        self.head.addWidget(link)
        return link

    def add_line(self) -> None:
        """A hairline before what follows."""
        self.body.addWidget(hairline())

    def clear(self) -> None:
        """Take everything out of the body."""
        empty(self.body)


class SideColumn(QScrollArea):
    """The column at the right that reacts to the form: cards under each other, scrolls by itself.

    It never takes the focus.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self._column.addStretch(1)
        # As wide as the column, whatever stands in it: there is no scrolling sideways to what would be cut off.
        inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def add(self, widget: QWidget) -> None:
        """Put a card under the others."""
        self._column.insertWidget(self._column.count() - 1, widget)


class Pairs(QWidget):
    """Names in secondary colour with their values: 'Phone  138****1234'."""

    def __init__(self, pairs: Sequence[tuple[Text, Text]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(5))
        self._grid.setColumnMinimumWidth(0, theme.px(64))
        self._grid.setColumnStretch(1, 1)
        self._labels: list[Label] = []
        self.tell(pairs)

    def tell(self, pairs: Sequence[tuple[Text, Text]]) -> None:
        """Show other pairs."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for row, (name, value) in enumerate(pairs):
            left = Label(name, "label", "secondary", self)
            right = Label(value, wrap=True, parent=self)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            left.setBuddy(right)
            self._grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(right, row, 1)
            self._labels += [left, right]


class IconLine(QWidget):
    """An icon and a line, in the colour of a tone: a verdict, a warning, a hint."""

    def __init__(
        self, text: Text = "", icon: str = "info", tone: str = "", role: str = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.icon, self.tone = icon, tone
        self.label = Label(text, role, tone, self, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(26), 0, 0, 0)
        row.addWidget(self.label, 1)

    def tell(self, text: Text, icon: str = "", tone: str | None = None) -> None:
        """Another line, icon and tone."""
        self.label.say(text)
        self.icon = icon or self.icon
        if tone is not None:
            self.tone = tone
            self.label.set_tone(tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme.px(16)
        line = self.label.fontMetrics().height()
        paint_icon(
            QPainter(self),
            self.icon,
            QRectF(0, (line - side) / 2 + 1, side, side),
            theme.colour(self.tone or "secondary"),
        )


class Verdict(IconLine):
    """A judgement, large: 'In warranty until 4 Dec 2026'. Its because-lines follow as Pairs."""

    def __init__(self, text: Text = "", icon: str = "covered_fill", tone: str = "success") -> None:
        super().__init__(text, icon, tone, "verdict")


@dataclass(frozen=True)
class Check:
    """A line of a check list."""

    text: Text
    done: bool


class CheckList(QWidget):
    """What has to be there before a step: ticks done, rings to come."""

    def __init__(self, checks: Sequence[Check] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self.tell(checks)

    def tell(self, checks: Sequence[Check]) -> None:
        """Show other lines."""
        empty(self._column)
        for check in checks:
            line = IconLine(check.text, "ok_fill" if check.done else "todo", "success" if check.done else "")
            line.label.set_tone("" if check.done else "secondary")
            self._column.addWidget(line)


@dataclass(frozen=True)
class Share:
    """A part of a bar. colour: a token, or a number of the chart series."""

    text: Text
    value: float
    colour: str | int = 0


class ShareBar(QWidget):
    """A bar in parts with its legend under it: whose the time was."""

    def __init__(self, shares: Sequence[Share] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares = list(shares)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tell(shares)

    def tell(self, shares: Sequence[Share]) -> None:
        """Show other parts."""
        self._shares = list(shares)
        name_as(self, lambda: phrased(say(share.text) for share in shares))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(32))

    def _colour(self, share: Share) -> Any:
        if isinstance(share.colour, int):
            return theme.colour(theme.tokens.series[share.colour])
        return theme.colour(share.colour)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        total = sum(share.value for share in self._shares) or 1
        height, gap = theme.px(9), theme.px(2)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), height), theme.px(2), theme.px(2))
        x = 0.0
        for share in self._shares:
            width = self.width() * share.value / total
            if width >= 1:
                painter.setBrush(self._colour(share))
                painter.drawRoundedRect(QRectF(x, 0, max(1, width - gap), height), theme.px(2), theme.px(2))
            x += width
        self._legend(painter, height)

    def _legend(self, painter: QPainter, height: int) -> None:
        x, y, side = 0, height + theme.px(7), theme.px(9)
        painter.setFont(theme.font("label"))
        for share in self._shares:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(share) if share.value else theme.colour("neutral_tint"))
            painter.drawRoundedRect(QRectF(x, y + theme.px(2), side, side), 2, 2)
            painter.setPen(theme.colour("secondary"))
            words = say(share.text)
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(
                QRectF(x + side + theme.px(6), y - theme.px(2), width + 4, theme.px(18)),
                Qt.AlignmentFlag.AlignVCenter,
                words,
            )
            x += side + theme.px(6) + width + theme.px(14)


class BarLine(QWidget):
    """A name, a thin bar and a figure: 'Screen ▬▬▬── 41 %'. share from 0 to 1."""

    def __init__(
        self, name: Text, share: float, figure: Text, beside: Text = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._share, self._figure, self._beside = name, share, figure, beside
        self.setAccessibleName(f"{say(name)} {say(figure)} {say(beside)}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        name = theme.metrics().elidedText(on_one_line(say(self._name)), Qt.TextElideMode.ElideRight, theme.px(70))
        painter.drawText(self.rect(), middle, name)
        beside = theme.metrics("label").horizontalAdvance(say(self._beside))
        figure = theme.px(44)
        left = theme.px(76)
        right = self.width() - figure - (beside + theme.px(12) if beside else 0)
        bar = QRectF(left, (self.height() - theme.px(6)) / 2, max(theme.px(20), right - left), theme.px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(bar, theme.px(3), theme.px(3))
        bar.setWidth(max(theme.px(6), bar.width() * min(1.0, max(0.0, self._share))))
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(bar, theme.px(3), theme.px(3))
        painter.setPen(theme.colour("text"))
        painter.drawText(
            QRectF(right, 0, figure, self.height()), middle | Qt.AlignmentFlag.AlignRight, say(self._figure)
        )
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("secondary"))
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignRight, say(self._beside))


class _Segment(TextButton):
    def __init__(self, name: str, text: Text) -> None:
        super().__init__()
        self.name, self._text = name, text
        self.count: int | None = None
        self.setCheckable(True)
        self.setObjectName(f"segment_{name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        words = say(self._text) + (f" {self.count}" if self.count is not None else "")
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.metrics().horizontalAdvance(self.text()) + theme.px(20), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.hasFocus():
            colour = "focus" if self.hasFocus() else "accent"
            painter.setPen(QPen(theme.colour(colour), theme.px(2) if self.hasFocus() else 1))
            painter.setBrush(theme.colour("accent_tint") if self.isChecked() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if self.isChecked() or self.underMouse() else "secondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Segments(QWidget):
    """One of a few ways to look at the same thing; `chosen(name)`."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, Text]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        for name, text in options:
            segment = _Segment(name, text)
            segment.clicked.connect(lambda _on=False, one=name: self.chosen.emit(one))
            self._group.addButton(segment)
            row.addWidget(segment)
            self._segments[name] = segment
        if options:
            self.show_current(options[0][0])

    def show_current(self, name: str) -> None:
        """Mark one as chosen."""
        self._segments[name].setChecked(True)

    def current(self) -> str:
        """The chosen one."""
        return next((name for name, one in self._segments.items() if one.isChecked()), "")

    def show_counts(self, counts: dict[str, int]) -> None:
        """Numbers behind the words."""
        for name, count in counts.items():
            self._segments[name].count = count
            self._segments[name].retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for segment in self._segments.values():
                segment.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("input"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))


def heading(text: Text, beside: Text = "") -> QWidget:
    """A title inside a card with a word behind it."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(10))
    row.addWidget(Label(text, "card"))
    row.addWidget(Label(beside or data(""), "label", "secondary"))
    row.addStretch(1)
    return line

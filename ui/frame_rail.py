"""The rail at the left: the modules with their digits and badges."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from services.texts import _
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Text, TextButton, say

WIDTH = 76
# Height of a module, and the least where there are many for a low window.
USUAL, LEAST = 58, 42
DIGITS = "1234567890"


@dataclass(frozen=True)
class RailItem:
    """A module: name of its page, title, icon concept."""

    name: str
    title: Text
    icon: str


class _Item(TextButton):
    def __init__(self, item: RailItem, digit: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.item, self.digit = item, digit
        self.badge = 0
        self.setObjectName(f"rail_{item.name}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def retranslate(self) -> None:
        words = say(self.item.title)
        self.setText(words)
        name = words if not self.badge else _("{name}, {n} waiting").format(name=words, n=self.badge)
        self.setAccessibleName(name)
        self.setToolTip(f"{words}  Ctrl+{self.digit}" if self.digit else words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(USUAL))

    def minimumSizeHint(self) -> QSize:
        # Many modules move closer together: the window never gets higher than the screen for them.
        return QSize(theme.px(WIDTH), theme.px(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(theme.px(6), theme.px(3), self.width() - theme.px(12), self.height() - theme.px(6))
        current = self.isChecked()
        if current or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            fill = theme.colour("rail_current")
            painter.setOpacity(1.0 if current else 0.45)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, theme.px(4), theme.px(4))
            painter.setOpacity(1.0)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("rail_current_text"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        ink = theme.colour("rail_current_text" if current else "rail_text")
        missing = max(0, theme.px(USUAL) - self.height())
        side = theme.px(22) - missing / 4
        spot = QRectF((self.width() - side) / 2, theme.px(9) - missing * 0.4, side, side)
        paint_icon(painter, self.item.icon, spot, ink)
        painter.setPen(ink)
        painter.setFont(theme.font("label"))
        words = theme.metrics("label").elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - theme.px(4))
        below = QRectF(0, theme.px(33) - missing * 0.85, self.width(), theme.px(20))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
        if self.digit:
            painter.setFont(theme.font("hint"))
            painter.drawText(
                QRectF(theme.px(9), theme.px(5), theme.px(12), theme.px(16)),
                Qt.AlignmentFlag.AlignCenter,
                self.digit,
            )
        if self.badge:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        words = str(self.badge) if self.badge < 100 else "99+"
        font = theme.font("hint")
        font.setBold(True)
        painter.setFont(font)
        height = theme.px(17)
        width = max(height, painter.fontMetrics().horizontalAdvance(words) + theme.px(9))
        pill = QRectF(self.width() - theme.px(10) - width, theme.px(5), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("badge"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colour("on_badge"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        font.setBold(False)


class Rail(QWidget):
    """The modules; `chosen(name)` when one is clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._items: dict[str, _Item] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(48), 0, theme.px(8))
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._resize()
        theme.changed.connect(self._resize)

    def _resize(self) -> None:
        self.setFixedWidth(theme.px(WIDTH))
        self._column.setContentsMargins(0, theme.px(48), 0, theme.px(8))

    def set_items(self, items: list[RailItem]) -> None:
        """Show these modules, with 1-9 and 0 for the first ten."""
        for old in self._items.values():
            old.deleteLater()
        self._items = {}
        for place, item in enumerate(items):
            button = _Item(item, DIGITS[place] if place < len(DIGITS) else "", self)
            button.clicked.connect(lambda _on=False, name=item.name: self.chosen.emit(name))
            self._column.insertWidget(place, button)
            self._items[item.name] = button

    def names(self) -> list[str]:
        """The modules in order."""
        return list(self._items)

    def show_current(self, name: str) -> None:
        """Mark the module whose page is in front; unknown names mark none."""
        for item in self._items.values():
            item.setAutoExclusive(False)
            item.setChecked(item.item.name == name)
            item.setAutoExclusive(True)

    def set_badge(self, name: str, count: int) -> None:
        """How many wait in a module; 0 takes the badge away."""
        if name in self._items:
            self._items[name].badge = count
            self._items[name].retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for item in self._items.values():
                item.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        side = theme.px(22)
        spot = QRectF((self.width() - side) / 2, theme.px(13), side, side)
        paint_icon(painter, "aftercare", spot, theme.colour("focus" if theme.tokens.dark else "#6FD3E6"))

"""A sketch of a device's front and back with numbered marks."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from services.texts import _
from ui.kit.editors import paint_box
from ui.kit.theme import theme
from ui.kit.words import say
from ui.work_orders.labels import short

SIDES = ("front", "back")
MOST = 9
# Where on the sketch a key of the number pad puts a mark.
_ROWS = {"7": 0, "8": 0, "9": 0, "4": 1, "5": 1, "6": 1, "1": 2, "2": 2, "3": 2}
# Width to height of the outline, by kind of sketch.
_SHAPES = {"phone": 0.5, "laptop": 1.35, "television": 1.6, "car": 0.53, "box": 1.1}


class Sketch(QWidget):
    """Front and back as outlines. A click or a key of the number pad puts a mark; `marked(number)`.

    Folded it is a line that says how much is noted, and still takes the keys; whoever folds it
    paints the drawing elsewhere with `paint_on` and hands clicks over with `press`.
    """

    marked = Signal(int)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = "phone"
        self.marks: list[dict[str, Any]] = []
        self.side = "front"
        self.locked = ""
        self.folded = False
        self.summary: Callable[[], str] = str
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold(False)

    def fold(self, folded: bool) -> None:
        """Be one line, or the drawing."""
        self.folded = folded
        fixed, expanding = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(*((expanding, fixed) if folded else (fixed, expanding)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(26)) if self.folded else QSize(theme.px(104), theme.px(88))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _outline(self, side: str, area: QSize) -> QRectF:
        """The outline of a side, as large as half of the area allows."""
        half = area.width() / 2
        room = QRectF(0 if side == "front" else half, 0, half, area.height() - theme.px(16))
        room = room.adjusted(theme.px(6), theme.px(6), -theme.px(6), -theme.px(1))
        ratio = _SHAPES.get(self.kind, 1.0)
        height = min(room.height(), room.width() / ratio)
        box = QRectF(0, 0, height * ratio, height)
        box.moveCenter(room.center())
        return box

    def put(self, side: str, x: float, y: float) -> None:
        """Put the next mark; at most nine."""
        if self.locked or len(self.marks) >= MOST:
            return
        number = len(self.marks) + 1
        self.marks.append({"number": number, "side": side, "x": round(x, 3), "y": round(y, 3), "text": ""})
        self.side = side
        self.update()
        self.marked.emit(number)

    def take_back(self) -> None:
        """Remove the last mark."""
        if self.marks and not self.locked:
            self.marks.pop()
            self.update()
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed in _ROWS:
            column = (int(typed) - 1) % 3
            self.put(self.side, (0.15, 0.5, 0.85)[column], (0.12, 0.5, 0.88)[_ROWS[typed]])
        elif typed == "0" or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.side = "back" if self.side == "front" else "front"
            self.update()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.take_back()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self.folded:
            self.press(event.position(), self.size())

    def press(self, spot: QPointF, area: QSize) -> None:
        """Put a mark where a drawing of this size was clicked."""
        for side in SIDES:
            box = self._outline(side, area)
            if box.contains(spot):
                at = spot - box.topLeft()
                self.put(side, at.x() / box.width(), at.y() / box.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.folded:
            self._paint_summary(painter)
        else:
            self.paint_on(painter, self.size())

    def _paint_summary(self, painter: QPainter) -> None:
        kind = "readonly" if self.locked else "optional"
        paint_box(painter, QRectF(self.rect()), kind, self.hasFocus())
        words = self.summary()
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if self.marks or any(c.isdigit() for c in words) else "secondary"))
        room = self.rect().adjusted(theme.px(10), 0, -theme.px(6), 0)
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)

    def paint_on(self, painter: QPainter, area: QSize) -> None:
        """The drawing with its marks."""
        focused = self.hasFocus()
        painter.setPen(QPen(theme.colour("focus" if focused else "border"), theme.px(2) if focused else 1))
        painter.setBrush(theme.colour("raised"))
        frame = QRectF(0, 0, area.width(), area.height()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, theme.px(4), theme.px(4))
        for side in SIDES:
            self._paint_side(painter, side, focused, area)
        for mark in self.marks:
            self._paint_mark(painter, mark, area)

    def _paint_side(self, painter: QPainter, side: str, focused: bool, area: QSize) -> None:
        box = self._outline(side, area)
        painter.setPen(QPen(theme.colour("secondary"), 1.2))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if side == "back" and self.kind == "phone":
            lens = QRectF(box.left() + box.width() * 0.1, box.top() + box.height() * 0.08, box.width() * 0.34, 0)
            lens.setHeight(lens.width() * 1.3)
            painter.drawRoundedRect(lens, theme.px(2), theme.px(2))
        half = area.width() // 2
        at = QRect(0 if side == "front" else half, area.height() - theme.px(17), half, theme.px(15))
        painter.setFont(theme.font("hint"))
        current = focused and side == self.side
        painter.setPen(theme.colour("accent" if current else "secondary"))
        words = _("Front") if side == "front" else say(short("Back"))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_mark(self, painter: QPainter, mark: dict[str, Any], area: QSize) -> None:
        box = self._outline(mark["side"], area)
        centre = QPointF(box.left() + mark["x"] * box.width(), box.top() + mark["y"] * box.height())
        radius = theme.px(7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("danger"))
        painter.drawEllipse(centre, radius, radius)
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("surface"))
        spot = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(mark["number"]))

    def focusInEvent(self, event: Any) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: Any) -> None:
        self.update()
        super().focusOutEvent(event)

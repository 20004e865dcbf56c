"""Tiles of figures: name, figure, change, spark line, definition. Green is better, not up."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from services.texts import _
from ui.kit.formats import MINUS
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Text, TextButton, say


@dataclass(frozen=True)
class Figure:
    """What a tile shows. change: as it is shown, without sign; rising: its arrow; better:
    whether that is good (None: neither). trend: values for the spark line, oldest first;
    note: definition, population and n."""

    name: Text
    value: str
    unit: Text = ""
    change: str = ""
    rising: bool | None = None
    better: bool | None = None
    trend: Sequence[float] = ()
    note: Text = ""


class Tile(TextButton):
    """A figure; a click opens the very rows behind it."""

    def __init__(self, name: str, figure: Figure | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"tile_{name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.figure = figure or Figure("", "—")
        self.tell(self.figure)

    def tell(self, figure: Figure) -> None:
        """Show another figure."""
        self.figure = figure
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        figure = self.figure
        words = [say(figure.name), figure.value, say(figure.unit)]
        if figure.change:
            sign = {True: "+", False: MINUS, None: ""}[figure.rising]
            words.append(_("change {change}").format(change=sign + figure.change))
        words.append(say(figure.note))
        self.setAccessibleName(" ".join(word for word in words if word))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(88))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(88))

    def _tone(self) -> str:
        return {True: "success", False: "danger", None: "accent"}[self.figure.better]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.colour("focus" if focused else "border"), theme.px(2) if focused else 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        half = theme.px(2) / 2 if focused else 0.5
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        pad = theme.px(13)
        inner = self.rect().adjusted(pad, theme.px(9), -pad, -theme.px(9))
        top = QRectF(inner.left(), inner.top(), inner.width(), theme.px(20))
        self._head(painter, top)
        self._value(painter, QRectF(inner.left(), top.bottom(), inner.width(), theme.px(32)))
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("secondary"))
        note = QRectF(inner.left(), inner.bottom() - theme.px(17), inner.width(), theme.px(18))
        cut = painter.fontMetrics().elidedText(say(self.figure.note), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(note, Qt.AlignmentFlag.AlignVCenter, cut)

    def _head(self, painter: QPainter, at: QRectF) -> None:
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("secondary"))
        aside = theme.px(40) if self.figure.change else 0
        name = painter.fontMetrics().elidedText(
            say(self.figure.name), Qt.TextElideMode.ElideRight, int(at.width()) - aside
        )
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, name)
        if not self.figure.change:
            return
        tone = {True: "success", False: "danger", None: "secondary"}[self.figure.better]
        painter.setPen(theme.colour(tone))
        painter.setFont(theme.font("body_tabular"))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.figure.change)
        if self.figure.rising is not None:
            side = theme.px(12)
            x = at.right() - painter.fontMetrics().horizontalAdvance(self.figure.change) - side - theme.px(4)
            spot = QRectF(x, at.center().y() - side / 2, side, side)
            paint_icon(painter, "sort_up" if self.figure.rising else "sort_down", spot, theme.colour(tone))

    def _value(self, painter: QPainter, at: QRectF) -> None:
        painter.setFont(theme.font("figure_tabular"))
        painter.setPen(theme.colour("text"))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, self.figure.value)
        x = at.left() + painter.fontMetrics().horizontalAdvance(self.figure.value) + theme.px(7)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("secondary"))
        unit = say(self.figure.unit)
        painter.drawText(at.adjusted(x - at.left(), theme.px(4), 0, 0), Qt.AlignmentFlag.AlignVCenter, unit)
        width = min(theme.px(70), at.right() - x - theme.metrics("label").horizontalAdvance(unit) - theme.px(10))
        if len(self.figure.trend) > 1 and width > theme.px(30):
            spark = QRectF(at.right() - width, at.top() + theme.px(4), width, at.height() - theme.px(12))
            self._spark(painter, spark)

    def _spark(self, painter: QPainter, at: QRectF) -> None:
        values = list(self.figure.trend)
        low, high = min(values), max(values)
        span = (high - low) or 1
        step = at.width() / (len(values) - 1)
        points = [
            QPointF(at.left() + place * step, at.bottom() - (value - low) / span * at.height())
            for place, value in enumerate(values)
        ]
        painter.setPen(QPen(theme.colour("secondary"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._tone()))
        painter.drawEllipse(points[-1], theme.px(3), theme.px(3))

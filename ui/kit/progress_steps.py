"""The line of steps of a record: ticks done, ring with dot now, hollow and dashed to come."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from services.texts import _
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Text, say


@dataclass(frozen=True)
class Step:
    """state: done, now, open. tone: of the one that is now (whose turn it is, or danger)."""

    text: Text
    state: str = "open"
    tone: str = "info"


class ProgressSteps(QWidget):
    """Steps from left to right; words that have no room are left out except the current one's."""

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: list[Step] = []
        self.tell(steps)

    def tell(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self._steps = list(steps)
        self._name()
        self.update()

    def _name(self) -> None:
        now = [place for place, step in enumerate(self._steps, 1) if step.state == "now"]
        if now:
            words = _("Step {n} of {all}: {step}")
            step = say(self._steps[now[0] - 1].text)
            self.setAccessibleName(words.format(n=now[0], all=len(self._steps), step=step))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(70) * max(1, len(self._steps)), theme.px(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(30) * max(1, len(self._steps)), theme.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._steps)
        y = theme.px(13)
        radius = theme.px(8)
        for place, step in enumerate(self._steps):
            x = width * (place + 0.5)
            if place:
                self._line(painter, x - width + radius, x - radius, y, self._steps[place - 1], step)
            self._mark(painter, QRectF(x - radius, y - radius, 2 * radius, 2 * radius), step)
        for place, step in enumerate(self._steps):
            self._word(painter, width * place, width, step)

    def _line(self, painter: QPainter, left: float, right: float, y: float, before: Step, after: Step) -> None:
        done = before.state == "done" and after.state in ("done", "now")
        pen = QPen(theme.colour("accent" if done else "input"), theme.px(2) if done else 1)
        if not done:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(round(left + theme.px(4)), round(y), round(right - theme.px(4)), round(y))

    def _mark(self, painter: QPainter, circle: QRectF, step: Step) -> None:
        if step.state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(circle)
            inner = circle.adjusted(*[theme.px(3) * sign for sign in (1, 1, -1, -1)])
            paint_icon(painter, "tick", inner, theme.colour("on_accent"))
            return
        if step.state == "now":
            ink, tint, _border = theme.tone(step.tone)
            grown = circle.adjusted(-1, -1, 1, 1)
            painter.setPen(QPen(ink, theme.px(2)))
            painter.setBrush(tint)
            painter.drawEllipse(grown)
            dot = QRectF(0, 0, theme.px(8), theme.px(8))
            dot.moveCenter(circle.center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(dot)
            return
        painter.setPen(QPen(theme.colour("input"), 1.2))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))

    def _word(self, painter: QPainter, left: float, width: float, step: Step) -> None:
        now = step.state == "now"
        role = "label_bold" if now else "label"
        words = say(step.text)
        metrics = theme.metrics(role)
        room = width * 1.5 if now else width - theme.px(4)
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text" if step.state != "open" else "secondary"))
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
        at = QRectF(left - width, theme.px(26), width * 3, theme.px(18))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, cut)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

"""What all charts share: a card with finding, definition and legend around a plot whose marks can be opened.

Marks are reached by mouse and by keys (arrows, Enter), and each opens the very rows behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from ui.kit.cards import Card
from ui.kit.theme import theme
from ui.kit.tokens import mix, readable_on
from ui.kit.turns import turns
from ui.kit.words import Label, Text, data, name_as, plain_tip, say


@dataclass(frozen=True)
class Mark:
    """A bar, a segment or a point: where it is in the plot's coordinates, what it says, what it opens."""

    place: QRectF
    words: str
    key: Any


class Legend(QWidget):
    """Coloured squares with their names, in the title row; at most four."""

    def __init__(self, entries: Sequence[tuple[Text, int]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = list(entries)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = theme.metrics("label")
        wide = sum(theme.px(16 + 14) + metrics.horizontalAdvance(say(text)) for text, _n in self.entries)
        return QSize(wide, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = theme.metrics("label")
        painter.setFont(theme.font("label"))
        x, side = 0, theme.px(10)
        for text, series in self.entries:
            painter.fillRect(QRectF(x, (self.height() - side) / 2, side, side), fill(series))
            painter.setPen(theme.colour("secondary"))
            painter.drawText(
                QPointF(x + theme.px(16), (self.height() + metrics.ascent() - metrics.descent()) / 2), say(text)
            )
            x += theme.px(16 + 14) + metrics.horizontalAdvance(say(text))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.updateGeometry()
            self.update()
        super().changeEvent(event)


def series(n: int) -> QColor:
    """The n-th colour of charts in the theme of the moment."""
    return QColor(theme.tokens.series[n])


def fill(n: int) -> QColor:
    """The n-th colour for large areas: toned down on dark surfaces."""
    colour = theme.tokens.series[n]
    return QColor(mix(colour, theme.tokens["surface"], 0.84) if theme.tokens.dark else colour)


def text_on(colour: QColor) -> QColor:
    """White or near-black, whichever is read better on a fill."""
    return QColor(readable_on(colour.name()))


class Plot(pg.PlotWidget):
    """A plot without frame, menu and dragging; draws what its chart puts in and keeps its marks."""

    activated = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(background=None, enableMenu=False)
        self.setObjectName(f"plot_{name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.marks: list[Mark] = []
        self.current = -1
        item = self.getPlotItem()
        item.hideButtons()
        item.setMouseEnabled(False, False)
        item.setContentsMargins(0, 0, 0, 0)
        self.viewport().setMouseTracking(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def dress(self) -> None:
        """Axes in the theme's colours and fonts."""
        self.setBackground(theme.colour("surface"))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setStyle(
                tickLength=0, tickFont=theme.font("label"), tickTextOffset=theme.px(6), hideOverlappingLabels=False
            )
            axis.setPen(QPen(theme.colour("border"), 1))
            axis.setTextPen(QPen(theme.colour("secondary")))

    def note(
        self, text: str, x: float, y: float, anchor: tuple[float, float], colour: QColor, role: str = "label"
    ) -> None:
        """A text in the plot, anchored like pyqtgraph's TextItem."""
        item = pg.TextItem(text, color=colour, anchor=anchor)
        item.setFont(theme.font(role))
        item.setPos(x, y)
        self.addItem(item)

    def mark_at(self, pixel: QPointF) -> Mark | None:
        """The mark under a position of the viewport."""
        spot = self.getViewBox().mapSceneToView(self.mapToScene(pixel.toPoint()))
        return next((mark for mark in self.marks if mark.place.contains(spot)), None)

    def mouseReleaseEvent(self, event: Any) -> None:
        mark = self.mark_at(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit(mark.key)
        event.accept()

    def mousePressEvent(self, event: Any) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseMoveEvent(self, event: Any) -> None:
        mark = self.mark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
        if mark is not None:
            QToolTip.showText(event.globalPosition().toPoint(), plain_tip(mark.words), self)
        else:
            QToolTip.hideText()

    def wheelEvent(self, event: Any) -> None:
        event.ignore()  # the page scrolls, the plot does not zoom

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self.marks:
            self.current = (self.current + steps[Qt.Key(event.key())]) % len(self.marks)
            self.setAccessibleDescription(self.marks[self.current].words)
            self.viewport().update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self.current < len(self.marks):
            self.activated.emit(self.marks[self.current].key)
        else:
            event.ignore()

    def focusOutEvent(self, event: Any) -> None:
        self.viewport().update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and 0 <= self.current < len(self.marks):
            box = self.getViewBox().mapViewToScene
            place = self.marks[self.current].place
            corners = self.mapFromScene(box(place.topLeft())), self.mapFromScene(box(place.bottomRight()))
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
            painter.drawRect(QRectF(QPointF(corners[0]), QPointF(corners[1])).normalized())


class Chart(Card):
    """A card with a plot. opened(key) is what a mark stands for."""

    opened = Signal(object)

    def __init__(self, name: str, what: Text, legend: Sequence[tuple[Text, int]] = ()) -> None:
        super().__init__()
        self.setObjectName(f"chart_{name}")
        self.finding = Label("", "card", wrap=True)
        self.definition = Label("", "label", "secondary", wrap=True)
        self._name, self._what = name, what
        self.legend = Legend(legend)
        below = QHBoxLayout()
        below.addWidget(self.definition, 1)
        below.addWidget(self.legend)
        head = QVBoxLayout()
        head.setSpacing(theme.px(2))
        head.addWidget(self.finding)
        head.addLayout(below)
        self.body.addLayout(head)
        self.empty = Label("", "body", "secondary")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.either = QStackedWidget()
        self.either.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.either.addWidget(self.empty)
        self.body.addWidget(self.either, 1)
        self._drawn = True
        # Not on PaletteChange: that comes while the stylesheet is being applied, inside show().
        theme.changed.connect(self.redraw)

    @cached_property
    def plot(self) -> Plot:
        """The plot; made when something is first drawn, for it takes as long as the rest of a page."""
        plot = Plot(self._name)
        name_as(plot, self._what)
        plot.activated.connect(self.opened)
        self.either.addWidget(plot)
        return plot

    def say_finding(self, finding: str, definition: str) -> None:
        """The title is the finding; below it definition, unit, period and n."""
        self.finding.say(data(finding))
        self.definition.say(data(definition))

    def begin(self, empty: str = "") -> bool:
        """Clear the plot; with a sentence for 'nothing to draw' show that and return False.

        False too where the plot was only made by now; it is drawn in the next turn.
        """
        self.empty.say(data(empty))
        if "plot" in vars(self):
            self.plot.clear()
            self.plot.marks, self.plot.current = [], -1
        if empty:
            self.either.setCurrentWidget(self.empty)
            return False
        if "plot" not in vars(self):
            # Making it and drawing in it, both in one turn, took longer than two keys apart.
            self.plot.hide()
            turns.wait(self, "draw", self.draw)
            return False
        self.plot.dress()
        self.either.setCurrentWidget(self.plot)
        return True

    def redraw(self) -> None:
        """Draw what it was told in a turn of its own, when it is seen next where nobody sees it."""
        self._drawn = self.isVisible()
        if self._drawn:
            turns.wait(self, "draw", self.draw)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._drawn:
            self.redraw()
        super().showEvent(event)

    def draw(self) -> None:
        """Put into the plot what the chart was told, in the theme and the language of the moment."""

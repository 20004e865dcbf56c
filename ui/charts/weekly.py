"""Weekly lines: counts of two kinds, or one median, with the values named at the right end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen, QResizeEvent

from ui.charts.chart import Chart, Mark, series
from ui.charts.stacked_bars import ticks
from ui.kit.theme import theme
from ui.kit.words import Text, say

SYMBOLS = ("o", "s")


@dataclass(frozen=True)
class Line:
    """One line: key for opening, name at its right end, colour, a value a week (None is a gap)."""

    key: str
    name: Text
    colour: int
    values: Sequence[float | None]


class WeeklyLines(Chart):
    """Lines over weeks. A mark's key is (line key, week index)."""

    def __init__(self, name: str, what: Text, places: int = 0, top: float = 0) -> None:
        """top: the highest value there can be, e.g. 100 of percentages; 0: as high as the values go."""
        super().__init__(name, what)
        self.places, self.top = places, top
        self.weeks: Sequence[str] = ()
        self.lines: Sequence[Line] = ()
        self.words: Sequence[Sequence[str]] = ()
        self.nothing = ""

    def tell(self, weeks: Sequence[str], lines: Sequence[Line], words: Sequence[Sequence[str]], nothing: str) -> None:
        """weeks: names below; words: for each line and week what its tooltip says."""
        self.weeks, self.lines, self.words, self.nothing = weeks, lines, words, nothing
        self.redraw()

    def draw(self) -> None:
        known = [value for line in self.lines for value in line.values if value is not None]
        if not self.begin("" if any(known) else self.nothing):
            return
        plot, highest, count = self.plot, self.top or max(known), len(self.weeks)
        ends: list[tuple[float, str, QColor]] = []
        for n, line in enumerate(self.lines):
            points = [(x, value) for x, value in enumerate(line.values) if value is not None]
            colour = series(line.colour)
            style = Qt.PenStyle.SolidLine if n == 0 else Qt.PenStyle.DashLine
            plot.addItem(
                pg.PlotDataItem(
                    [x for x, _v in points],
                    [v for _x, v in points],
                    pen=pg.mkPen(colour, width=theme.px(2), style=style),
                    symbol=SYMBOLS[n],
                    symbolSize=theme.px(7),
                    symbolBrush=colour,
                    symbolPen=None,
                )
            )
            for x, value in points:
                place = QRectF(x - 0.4, value - highest * 0.05, 0.8, highest * 0.1)
                plot.marks.append(Mark(place, self.words[n][x], (line.key, x)))
            if points:
                last = points[-1][1]
                ends.append((last, f"{say(line.name)} {last:,.{self.places}f}", colour))
        self._name_ends(ends, count, highest)
        plot.getAxis("left").setTicks([ticks(highest)])
        plot.getAxis("left").setPen(QPen(Qt.PenStyle.NoPen))
        plot.showGrid(x=False, y=True, alpha=0.15)
        plot.setYRange(0, highest * 1.12, padding=0)
        room = max((theme.metrics("label").horizontalAdvance(text) for _v, text, _c in ends), default=0)
        width = max(plot.width() - theme.px(60), theme.px(200))
        end = (count - 0.6) / max(1 - (room + theme.px(16)) / width, 0.5)
        plot.setXRange(-0.4, end, padding=0)
        step = self._step(width / (end + 0.4))
        plot.getAxis("bottom").setTicks(
            [[(n, name) for n, name in enumerate(self.weeks) if n % step == (count - 1) % step]]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Names below and at the right end take the room there is.
        if self.lines and event.size().width() != event.oldSize().width():
            self.redraw()

    def _step(self, pixels_a_week: float) -> int:
        """Every how manyth week is named, so that names do not run into each other; always the last."""
        widest = max((theme.metrics("label").horizontalAdvance(name) for name in self.weeks), default=0)
        return max(2, math.ceil((widest + theme.px(10)) / pixels_a_week))

    def _name_ends(self, ends: list[tuple[float, str, QColor]], count: int, highest: float) -> None:
        """Names at the right end, moved apart where two lines end close to each other."""
        least = highest * 0.12
        ends = sorted(ends, key=lambda end: end[0])
        places: list[float] = []
        for value, _text, _colour in ends:
            places.append(max(value, places[-1] + least if places else highest * 0.04))
        # None above the plot, where it would be cut: those below make room.
        above = highest * 1.06
        for n in reversed(range(len(places))):
            above = places[n] = min(places[n], above)
            above -= least
        for (_value, text, colour), y in zip(ends, places, strict=True):
            self.plot.note(text, count - 1, y, (-0.08, 0.5), colour, "label")

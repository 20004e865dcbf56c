"""Horizontal bars made of segments: open orders by age and by whose turn it is."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from services.texts import _
from ui.charts.chart import Chart, Mark, fill, text_on
from ui.kit.theme import theme
from ui.kit.words import Text, say


class StackedBars(Chart):
    """Bars from the top; values by (segment, bar index). A mark's key is that pair."""

    def __init__(self, name: str, what: Text, segments: Sequence[tuple[str, Text, int]]) -> None:
        super().__init__(name, what, [(text, colour) for _key, text, colour in segments])
        self.segments = segments
        self.bars: Sequence[str] = ()
        self.values: Mapping[tuple[str, int], int] = {}
        self.nothing = ""

    def tell(self, bars: Sequence[str], values: Mapping[tuple[str, int], int], nothing: str) -> None:
        """Names of the bars, values, and the sentence for when there is nothing."""
        self.bars, self.values, self.nothing = bars, values, nothing
        self.redraw()

    def draw(self) -> None:
        totals = [sum(self.values.get((key, n), 0) for key, _t, _c in self.segments) for n in range(len(self.bars))]
        if not self.begin("" if any(totals) else self.nothing):
            return
        plot, widest = self.plot, max(totals)
        for n, total in enumerate(totals):
            left, y = 0, len(totals) - 1 - n
            for key, text, colour in self.segments:
                value = self.values.get((key, n), 0)
                if not value:
                    continue
                brush = fill(colour)
                bar = pg.BarGraphItem(
                    x0=[left],
                    width=[value],
                    y=[y],
                    height=0.62,
                    brush=brush,
                    pen=pg.mkPen(theme.colour("surface"), width=1),
                )
                plot.addItem(bar)
                if value > widest * 0.035:
                    plot.note(f"{value:,}", left + value / 2, y, (0.5, 0.5), text_on(brush))
                words = _("{bar}, {segment}: {count}").format(bar=self.bars[n], segment=say(text), count=f"{value:,}")
                plot.marks.append(Mark(QRectF(left, y - 0.31, value, 0.62), words, (key, n)))
                left += value
            plot.note(f"{total:,}", left, y, (-0.3, 0.5), theme.colour("text"), "card")
        plot.getAxis("left").setTicks([[(len(totals) - 1 - n, name) for n, name in enumerate(self.bars)]])
        plot.getAxis("left").setWidth(
            max(theme.metrics("label").horizontalAdvance(name) for name in self.bars) + theme.px(12)
        )
        plot.getAxis("left").setPen(QPen(Qt.PenStyle.NoPen))
        plot.getAxis("bottom").setTicks([ticks(widest)])
        plot.showGrid(x=True, y=False, alpha=0.15)
        plot.setXRange(0, widest * 1.08, padding=0)
        plot.setYRange(-0.5, len(totals) - 0.5, padding=0)


def ticks(highest: float) -> list[tuple[Any, str]]:
    """Three to five round values from zero."""
    step = next(base * 10**power for power in range(12) for base in (1, 2, 5) if highest / (base * 10**power) <= 4)
    return [(value, f"{value:,}") for value in range(0, int(highest) + step, step) if value <= highest * 1.05]

"""Names of weeks below a chart never run into each other, however narrow it is."""

import itertools

import pytest
from PySide6.QtCore import QPointF

from ui.charts.weekly import Line, WeeklyLines
from ui.kit.theme import theme

WEEKS = [
    "31 Aug",
    "7 Sep",
    "14 Sep",
    "21 Sep",
    "28 Sep",
    "5 Oct",
    "12 Oct",
    "19 Oct",
    "26 Oct",
    "2 Nov",
    "9 Nov",
    "16 Nov",
]
LINES = [Line("a", "Acknowledgement", 0, [100.0] * 12), Line("b", "Reply", 1, [50.0] * 12)]


def named(chart):
    """Where each named week stands and how wide its name is, in pixels."""
    box, wide = chart.plot.getViewBox(), theme.metrics("label").horizontalAdvance
    (level,) = chart.plot.getAxis("bottom")._tickLevels
    return [(box.mapViewToScene(QPointF(place, 0)).x(), wide(name)) for place, name in level]


@pytest.mark.parametrize("width", [900, 420, 300])
def test_names_of_weeks_stand_apart(qtbot, width):
    chart = WeeklyLines("promises", "Promises kept", top=100)
    qtbot.addWidget(chart)
    chart.resize(1200, 280)
    chart.show()
    chart.tell(WEEKS, LINES, [WEEKS, WEEKS], "")
    qtbot.waitUntil(lambda: "plot" in vars(chart) and len(chart.plot.marks) == 24)
    chart.resize(width, 280)

    def apart():
        places = named(chart)
        return all(right - left >= (one + other) / 2 for (left, one), (right, other) in itertools.pairwise(places))

    qtbot.waitUntil(lambda: chart.plot.width() < width and apart())
    assert chart.plot.getAxis("bottom")._tickLevels[0][-1][1] == WEEKS[-1]

"""A bar of tools goes on in the next line instead of making its page wider."""

import pytest
from PySide6.QtWidgets import QWidget

from ui.kit.bar_layout import BarLayout
from ui.kit.buttons import Button
from ui.kit.words import data


@pytest.fixture
def bar(qtbot):
    """Three tools before the stretch and two behind it, in a widget that is shown."""
    room = QWidget()
    qtbot.addWidget(room)
    layout = BarLayout(room)
    tools = [Button(data(f"{name} tool")) for name in ("first", "second", "third", "fourth", "fifth")]
    for tool in tools[1:3]:
        layout.addWidget(tool)
    layout.addStretch(1)
    for tool in tools[3:]:
        layout.addWidget(tool)
    layout.insertWidget(0, tools[0])
    room.tools = tools
    return room


def lay(room, width):
    room.resize(width, room.heightForWidth(width))
    room.show()
    return [tool.geometry() for tool in room.tools]


def test_with_room_the_last_tools_stand_at_the_right_end_of_the_line(bar):
    width = bar.sizeHint().width() + 200
    places = lay(bar, width)
    assert len({one.y() for one in places}) == 1
    assert [one.x() for one in places] == sorted(one.x() for one in places)
    assert places[4].right() == width - 1 and places[3].x() - places[2].right() > 200


def test_without_room_the_last_tools_go_into_the_next_line_together(bar):
    width = bar.sizeHint().width() - 20
    places = lay(bar, width)
    assert len({one.y() for one in places[:3]}) == 1
    assert places[3].y() == places[4].y() > places[0].bottom()
    assert places[4].right() == width - 1


def test_it_needs_no_more_width_than_its_widest_tool(bar):
    widest = max(tool.sizeHint().width() for tool in bar.tools)
    assert bar.minimumSizeHint().width() == widest
    places = lay(bar, widest)
    assert len({one.y() for one in places}) == 5 and not any(one.x() for one in places[:3])


def test_one_bar_takes_over_the_tools_of_another(bar, qtbot):
    other = QWidget()
    qtbot.addWidget(other)
    layout = BarLayout(other)
    layout.addStretch(1)
    layout.take_over(bar.layout())
    assert bar.layout().count() == 0 and layout.count() == 5
    assert all(tool.parentWidget() is other for tool in bar.tools)

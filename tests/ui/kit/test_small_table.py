"""A short list inside a record shows its rows whole, however narrow its place is."""

from typing import NamedTuple

import pytest

from services.texts import N_
from ui.kit.background import Background
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable


class Row(NamedTuple):
    id: int
    name: str


@pytest.fixture
def table(qtbot):
    background = Background()
    columns = [Column(f"c{place}", N_("Number"), read=lambda row: row.name, sample="x" * 12) for place in range(8)]
    made = SmallTable("short", columns, background, N_("Number"))
    qtbot.addWidget(made)
    made.resize(1800, made.height())
    made.show()
    made.show_rows([Row(place, "x" * 12) for place in range(4)])
    qtbot.waitUntil(lambda: made.model().rowCount() == 4)
    yield made
    background.close()


def last_row_is_whole(table):
    last = table.visualRect(table.model().index(3, 0))
    return last.isValid() and table.viewport().rect().bottom() >= last.bottom()


def test_a_bar_below_the_rows_hides_none_of_them(qtbot, table):
    qtbot.waitUntil(lambda: last_row_is_whole(table))
    table.setFixedWidth(300)
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > bar.minimum())
    qtbot.waitUntil(lambda: last_row_is_whole(table))
    assert table.verticalScrollBar().maximum() == 0

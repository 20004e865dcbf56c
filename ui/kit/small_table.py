"""A short list inside a record, all of it at hand: as high as its rows, in the style of the lists."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from services.paging import Page
from ui.kit import formats
from ui.kit.background import Background
from ui.kit.paged import Column, PagedTableModel
from ui.kit.table import TableView
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, say

ROW = 28


class SmallTable(TableView):
    """Rows need an `id`. `opened(row)` on Enter or a double click. ticks: with a box before each row."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        background: Background,
        title: Text,
        most: int = 12,
        ticks: bool = False,
    ) -> None:
        super().__init__(name)
        self._shown: list[Any] = []
        self._title, self._most = title, most
        self._small = PagedTableModel(
            columns, background, lambda request: Page(list(self._shown)), ticks=ticks, parent=self
        )
        self.setModel(self._small)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(say(title))
        self._small.loaded.connect(self._fit_height)
        theme.changed.connect(self._fit_height)
        self.horizontalScrollBar().rangeChanged.connect(self._fit_height)
        self._fit_height()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; the current one stays current if it is still there."""
        kept = self.current_row()
        self._shown = list(rows)
        if kept is not None:
            self._small.loaded.connect(lambda: self._come_back(kept.id), Qt.ConnectionType.SingleShotConnection)
        self._small.reload()

    def shown_rows(self) -> list[Any]:
        """The rows it shows."""
        return list(self._shown)

    def tick_all(self) -> None:
        """Tick every row."""
        for place in range(self._small.rowCount()):
            self._small.tick(place, True)

    def _come_back(self, row_id: Any) -> None:
        place = self._small.place_of(row_id)
        if place is not None:
            self.setCurrentIndex(self._small.index(place, 0))

    def _fit_height(self, *_range: int) -> None:
        rows = max(1, min(self._most, len(self._shown)))
        # The header has a height of its own, whatever it would like.
        height = theme.px(ROW) * rows + self.horizontalHeader().height() + 2 * self.frameWidth()
        # A bar below the rows must not hide the last of them, which would bring a second bar.
        bar = self.horizontalScrollBar()
        if bar.maximum() > bar.minimum():
            height += bar.sizeHint().height()
        self.setFixedHeight(height)


class SumRows(QWidget):
    """Sums under the last column of a table of amounts; the last one is what counts."""

    def __init__(self, under_table: bool = True) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme.px(8) if under_table else 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(3))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(1, theme.px(80))
        self._labels: list[Label] = []

    def tell(self, sums: Sequence[tuple[Text, Decimal]]) -> None:
        """Show other sums."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        right = Qt.AlignmentFlag.AlignRight
        for row, (name, amount) in enumerate(sums):
            last = row == len(sums) - 1
            left = Label(name, "bold" if last else "body", "" if last else "secondary")
            figure = Label(data(formats.money(amount)), "card_tabular" if last else "body_tabular")
            self._grid.addWidget(left, row, 0, right)
            self._grid.addWidget(figure, row, 1, right)
            self._labels += [left, figure]

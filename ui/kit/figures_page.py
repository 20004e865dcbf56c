"""A page that counts what happened in a span of time: tiles above, a table whose rows open the records they count."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.texts import N_
from ui.kit import formats
from ui.kit.buttons import icon_button
from ui.kit.cards import Card, Segments
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.theme import theme
from ui.kit.tiles import Figure, Tile
from ui.kit.words import Label, Text, say

REFRESH_MS = 5_000


class Row(NamedTuple):
    """Whoever or whatever is counted, as a line of the table. one: its figures."""

    id: Any
    name: str
    one: Any


def percent(value: float | None) -> str:
    """A share of 0 to 100, or a dash where nothing was counted."""
    return formats.EMPTY if value is None else f"{value:.0f} %"


class FiguresPage(Page):
    """Subclasses say which days are counted, count them on a worker, show the figures, and open what a tile counts."""

    def __init__(self, desk: Desk, name: str, title: Text, tiles: Sequence[str], *choices: QWidget) -> None:
        """tiles: names, from the left. choices: widgets at the right of the head."""
        super().__init__(desk, name, title, "report")
        self.day = formats.today()
        self.figures: Any = None
        self.back = icon_button("left", N_("Earlier"), "figures_earlier")
        self.forward = icon_button("right", N_("Later"), "figures_later")
        self.when = Label(self._when, "card")
        self.add_head(self.back, self.when, self.forward, None, *choices)
        self.tiles = {tile: Tile(tile) for tile in tiles}
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for tile_name, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, tile_name=tile_name: self.open_tile(tile_name))
            row.addWidget(tile, 1)
        self.body.addLayout(row)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forward.clicked.connect(lambda: self.turn(1))
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self.refresh)

    def explain(self, text: Text) -> None:
        """Say what is counted here, and what is not."""
        self.body.addWidget(Label(text, "label", "secondary", wrap=True))

    def table_card(
        self,
        title: Text,
        columns: Sequence[Column],
        nothing: Text,
        opened: Callable[[Row], None],
        by: Sequence[tuple[str, Text]] = (),
    ) -> Card:
        """The card of the table, which says `nothing` where no row is shown.

        by: what the rows may be; `self.by.current()` is the one that a person chose, the first to begin with.
        """
        card = Card(title)
        self.table = SmallTable(self.name, columns, self.desk.background, title, most=18)
        self.table.opened.connect(opened)
        self.nothing = Label(nothing, "body", "secondary")
        export = icon_button("export", N_("Export this list"), "export_figures")
        export.clicked.connect(lambda: self._export(title, columns))
        card.head.addWidget(export)
        if by:
            self.by = Segments(by)
            self.by.chosen.connect(lambda _name: self.retranslate())
            card.head.addWidget(self.by)
        card.body.addWidget(self.table)
        card.body.addWidget(self.nothing)
        card.body.addStretch(1)
        return card

    def tell_tiles(self, told: Mapping[str, Figure]) -> None:
        """Show the figure of each tile."""
        for name, figure in told.items():
            self.tiles[name].tell(figure)

    def tell_rows(self, rows: Sequence[Row]) -> None:
        """Show the rows of the table."""
        self.table.show_rows(list(rows))
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    # for subclasses

    def first_and_last(self) -> tuple[date, date]:
        """The days that are counted, both included."""
        raise NotImplementedError

    def count(self, first: date, last: date) -> Any:
        """The figures of these days; on a worker."""
        raise NotImplementedError

    def show_figures(self, figures: Any) -> None:
        """Tell tiles and table."""
        raise NotImplementedError

    def open_tile(self, name: str) -> None:
        """The records a tile counts."""
        raise NotImplementedError

    # what happens

    def _when(self) -> str:
        first, last = self.first_and_last()
        return f"{formats.day(first)} – {formats.day(last)}"

    def turn(self, by: int) -> None:
        """The time after, or before where by is negative."""
        first, last = self.first_and_last()
        self.day = last + timedelta(days=1) if by > 0 else first - timedelta(days=1)
        self.refresh()

    def refresh(self) -> None:
        first, last = self.first_and_last()
        self.when.retranslate()
        self.run(lambda: self.count(first, last), self._counted, slot="figures")

    def _counted(self, figures: Any) -> None:
        self.figures = figures
        self.show_figures(figures)

    def changed(self, table: str, ids: Collection[Any]) -> None:
        # not again and again while a store is busy
        if not self._later.isActive():
            self._later.start()

    def _export(self, title: Text, columns: Sequence[Column]) -> None:
        # not before somebody exports: it brings the writer of workbooks along
        from ui.kit.list_export import export_rows

        export_rows(self, f"{say(title)} {self._when()}", columns, self.table.shown_rows())

    def retranslate(self) -> None:
        if self.figures is not None:
            self.show_figures(self.figures)


class WeeklyFiguresPage(FiguresPage):
    """Whole weeks; turning goes on by as many."""

    weeks: int

    def first_and_last(self) -> tuple[date, date]:
        """Mondays to Sundays, the last week the one of `day`."""
        monday = self.day - timedelta(days=self.day.weekday())
        return monday - timedelta(weeks=self.weeks - 1), monday + timedelta(days=6)

    def turn(self, by: int) -> None:
        self.day += timedelta(weeks=by * self.weeks)
        self.refresh()

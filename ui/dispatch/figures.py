"""Completion of dispatch orders, for managers: figures and a row for each technician that opens the visits behind it."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from services.statistics import visits as statistics
from services.statistics.visits import Completion, Figures
from services.texts import N_, _
from services.visits import Wanted
from ui.kit import formats
from ui.kit.buttons import icon_button
from ui.kit.cards import Card, Segments
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.theme import theme
from ui.kit.tiles import Figure, Tile
from ui.kit.words import Label

SPANS = (("week", N_("Week")), ("month", N_("Month")), ("year", N_("Year")))
REFRESH_MS = 5_000


class Row(NamedTuple):
    """A technician's figures as the table shows them."""

    id: UUID
    name: str
    one: Completion


def _percent(value: float | None) -> str:
    return formats.EMPTY if value is None else f"{value:.0f} %"


COLUMNS = (
    Column("name", N_("Technician"), "link", stretch=True),
    Column("finished", N_("Ended"), "integer", read=lambda row: row.one.finished),
    Column("solved", N_("Solved"), "integer", read=lambda row: row.one.solved),
    Column("share", N_("Solved share"), "number", shown=lambda row: _percent(row.one.solved_percent)),
    Column("again", N_("Another visit needed"), "integer", read=lambda row: row.one.again),
    Column("parts", N_("Parts needed"), "integer", read=lambda row: row.one.parts),
    Column("no_access", N_("Nobody was there"), "integer", read=lambda row: row.one.no_access),
    Column("on_time", N_("Begun in time"), "number", shown=lambda row: _percent(row.one.on_time_percent)),
    Column("not_accepted", N_("Not accepted by the customer"), "integer", read=lambda row: row.one.not_accepted),
    Column("minutes", N_("Median on site"), "number", shown=lambda row: formats.duration(row.one.minutes)),
)


class VisitFiguresPage(Page):
    """What ended in a week, a month or a year."""

    tables = ("visit",)
    module = "dispatch"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "visit_figures", N_("Completion of dispatch orders"), "report")
        self.span, self.day = "month", formats.today()
        self.figures: Figures | None = None
        self.spans = Segments(SPANS)
        self.spans.show_current(self.span)
        self.back = icon_button("left", N_("Earlier"), "figures_earlier")
        self.forward = icon_button("right", N_("Later"), "figures_later")
        self.when = Label(self._when, "card")
        self.add_head(self.back, self.when, self.forward, None, self.spans)
        self.tiles = {name: Tile(name) for name in ("ended", "solved", "in_time", "waiting", "late")}
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for name, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, name=name: self.open_tile(name))
            row.addWidget(tile, 1)
        self.body.addLayout(row)
        card = Card(N_("By technician"))
        self.table = SmallTable("visit_figures", COLUMNS, desk.background, N_("By technician"), most=18)
        self.nothing = Label(N_("No visit ended in this time."), "body", "secondary")
        card.body.addWidget(self.table)
        card.body.addWidget(self.nothing)
        card.body.addStretch(1)
        self.body.addWidget(card, 1)
        self.table.opened.connect(lambda row: self.open_visits(technician_id=row.id))
        self.spans.chosen.connect(self._turn_to)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forward.clicked.connect(lambda: self.turn(1))
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self.refresh)

    def first_and_last(self) -> tuple[date, date]:
        """The days that are counted."""
        if self.span == "week":
            monday = self.day - timedelta(days=self.day.weekday())
            return monday, monday + timedelta(days=6)
        if self.span == "year":
            return date(self.day.year, 1, 1), date(self.day.year, 12, 31)
        first = self.day.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    def _when(self) -> str:
        first, last = self.first_and_last()
        return f"{formats.day(first)} – {formats.day(last)}"

    def _turn_to(self, span: str) -> None:
        self.span = span
        self.refresh()

    def turn(self, by: int) -> None:
        """The time before or after."""
        first, last = self.first_and_last()
        self.day = last + timedelta(days=1) if by > 0 else first - timedelta(days=1)
        self.refresh()

    def refresh(self) -> None:
        db, (first, last), zone = self.desk.db, self.first_and_last(), formats.zone()
        self.when.retranslate()
        self.run(lambda: statistics.figures(db, first, last, zone), self._show, slot="figures")

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if not self._later.isActive():
            self._later.start()

    def retranslate(self) -> None:
        if self.figures is not None:
            self._show(self.figures)

    def _show(self, figures: Figures) -> None:
        self.figures = figures
        whole = figures.all
        self.tiles["ended"].tell(
            Figure(N_("Ended"), f"{whole.finished:,}", N_("visits"), note=N_("finished, or nobody was there"))
        )
        self.tiles["solved"].tell(
            Figure(
                N_("Solved"), formats.EMPTY if whole.solved_percent is None else f"{whole.solved_percent:.0f}", "%",
                note=lambda: _("ended solved, n = {n}").format(n=whole.finished),
            )
        )  # fmt: skip
        self.tiles["in_time"].tell(
            Figure(
                N_("Begun in time"), formats.EMPTY if whole.on_time_percent is None else f"{whole.on_time_percent:.0f}",
                "%", note=lambda: _("there before the planned end, n = {n}").format(n=whole.timed),
            )
        )  # fmt: skip
        self.tiles["waiting"].tell(
            Figure(N_("To be assigned"), f"{figures.waiting:,}", N_("visits"), note=N_("nobody is sent yet, now"))
        )
        self.tiles["late"].tell(
            Figure(N_("Past their term"), f"{figures.late:,}", N_("visits"), note=N_("nobody is there yet, now"))
        )
        self.table.show_rows([Row(one.id, one.name, one) for one in figures.rows if one.id is not None])
        self.table.setVisible(bool(figures.rows))
        self.nothing.setVisible(not figures.rows)

    def open_tile(self, name: str) -> None:
        """The visits a figure counts."""
        if name in ("waiting", "late"):
            self.desk.open_page("visits", wanted=Wanted(view=name))
        elif name == "solved":
            self.open_visits(outcome="solved")
        else:
            self.open_visits()

    def open_visits(self, **narrowed: Any) -> None:
        """Exactly the visits that ended in this time."""
        first, last = self.first_and_last()
        self.desk.open_page(
            "visits",
            wanted=Wanted(view="done", finished_from=first, finished_until=last + timedelta(days=1), **narrowed),
        )

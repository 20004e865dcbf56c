"""A year of appraisals, for managers: by person; a row opens the appraisals it counts."""

from datetime import date, timedelta
from typing import Any

from services.statistics import appraisals as statistics
from services.statistics.appraisals import Figures
from services.texts import N_, _
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.figures_page import FiguresPage, Row
from ui.kit.paged import Column
from ui.kit.tiles import Figure
from ui.training.appraisals import behind


def _mean(value: float | None) -> str:
    return formats.EMPTY if value is None else f"{value:.1f}"


COLUMNS = (
    Column("name", N_("Staff"), "link", stretch=True),
    Column("held", N_("Held"), "integer", read=lambda row: row.one.held),
    Column("acknowledged", N_("Acknowledged"), "integer", read=lambda row: row.one.acknowledged),
    Column("planned", N_("Still to be held"), "integer", read=lambda row: row.one.planned),
    Column("missed", N_("Not held"), "integer", read=lambda row: row.one.missed),
    Column("score", N_("Mean points"), "number", shown=lambda row: _mean(row.one.score)),
    Column("rewards", N_("Rewards"), "number", shown=lambda row: formats.money(row.one.rewards)),
    Column("penalties", N_("Penalties"), "number", shown=lambda row: formats.money(row.one.penalties)),
)


class AppraisalFiguresPage(FiguresPage):
    """Appraisals of a calendar year in the stores of a manager."""

    tables = ("appraisal",)
    module = "training"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, "appraisal_figures", N_("Appraisals in figures"), ("held", "score", "missed", "rewards", "penalties")
        )
        nothing = N_("No appraisal was due in this time.")
        self.body.addWidget(self.table_card(N_("Who was appraised"), COLUMNS, nothing, self._open), 1)
        self.explain(N_("Counted by the day held, and where it was not held by the day due."))

    def first_and_last(self) -> tuple[date, date]:
        return date(self.day.year, 1, 1), date(self.day.year, 12, 31)

    def count(self, first: date, last: date) -> Figures:
        return statistics.figures(self.desk.db, first, last)

    def show_figures(self, figures: Figures) -> None:
        """Tiles and table."""
        whole = figures.all
        self.tell_tiles(
            {
                "held": Figure(N_("Held"), f"{whole.held:,}", ""),
                "score": Figure(
                    N_("Mean points"), _mean(whole.score), "", note=lambda: _("n = {n}").format(n=whole.held)
                ),
                "missed": Figure(N_("Not held"), f"{whole.missed:,}", ""),
                "rewards": Figure(N_("Rewards"), formats.money(whole.rewards), ""),
                "penalties": Figure(N_("Penalties"), formats.money(whole.penalties), ""),
            }
        )
        self.tell_rows([Row(one.id, one.name, one) for one in figures.people])

    def open_tile(self, name: str) -> None:
        """The appraisals a figure counts."""
        if name == "missed":
            self.desk.open_page("appraisals", view="missed")
        else:
            self._records()

    def _open(self, row: Row) -> None:
        self._records(staff_id=row.id)

    def _records(self, **narrowed: Any) -> None:
        first, last = self.first_and_last()
        self.desk.open_page("appraisals", wanted=behind(first, last + timedelta(days=1), view="all", **narrowed))

"""Inspections by person, for managers: how many, how good, where points are lost; a row opens the inspections it counts."""

from datetime import date, timedelta
from typing import Any

from services.inspections import Wanted
from services.statistics import inspections as statistics
from services.statistics.inspections import Figures
from services.texts import N_, _
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.figures_page import FiguresPage, Row
from ui.kit.paged import Column
from ui.kit.tiles import Figure


def mean(score: float | None) -> str:
    """A mean score, or a dash."""
    return formats.EMPTY if score is None else f"{score:.0f} %"


COLUMNS = (
    Column("name", N_("Employee"), "link", stretch=True),
    Column("n", N_("Inspected"), "integer", read=lambda row: row.one.n),
    Column("score", N_("Mean score"), "number", shown=lambda row: mean(row.one.score)),
    Column("below", N_("Below 60 %"), "integer", read=lambda row: row.one.below),
    Column("weakest", N_("Weakest point"), shown=lambda row: row.one.weak_spot, sample="x" * 24),
    Column("to_talk", N_("To be talked over"), "integer", read=lambda row: row.one.to_talk),
    Column("praised", N_("Praised"), "integer", read=lambda row: row.one.praised),
    Column("warned", N_("Warned or fined"), "integer", read=lambda row: row.one.warned),
)


class InspectionFiguresPage(FiguresPage):
    """A month of inspections in the stores of a manager."""

    tables = ("inspection",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "inspection_figures", N_("Inspections by person"), ("n", "score", "weak", "to_talk"))
        nothing = N_("Nothing was inspected in this time.")
        card = self.table_card(N_("Who"), COLUMNS, nothing, lambda row: self.open_rows(view="all", staff_id=row.id))
        self.body.addWidget(card, 1)

    def first_and_last(self) -> tuple[date, date]:
        first = self.day.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    def count(self, first: date, last: date) -> Figures:
        return statistics.figures(self.desk.db, first, last)

    def show_figures(self, figures: Figures) -> None:
        """Tiles and table."""
        whole = figures.all
        told = {
            "n": Figure(N_("Inspected"), f"{whole.n:,}", ""),
            "score": Figure(N_("Mean score"), mean(whole.score), "", note=lambda: _("n = {n}").format(n=whole.n)),
            "weak": Figure(N_("Below 60 %"), f"{whole.below:,}", ""),
            "to_talk": Figure(N_("To be talked over"), f"{whole.to_talk:,}", ""),
        }
        for name, figure in told.items():
            self.tiles[name].tell(figure)
        self.tell_rows([Row(one.id, one.name, one) for one in figures.people])

    def open_tile(self, name: str) -> None:
        """The inspections a figure counts."""
        self.open_rows(view=name if name in ("weak", "to_talk") else "all")

    def open_rows(self, **narrowed: Any) -> None:
        """Exactly the inspections of this time."""
        first, last = self.first_and_last()
        wanted = Wanted(inspected_from=first, inspected_until=last + timedelta(days=1), **narrowed)
        self.desk.open_page("inspections", wanted=wanted)

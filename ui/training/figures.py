"""A year of training, for managers: by course and by person; a row opens the records it counts."""

from datetime import date, timedelta
from typing import Any

from services.statistics import training as statistics
from services.statistics.training import Figures
from services.texts import N_, _
from services.training_records import Wanted
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.figures_page import FiguresPage, Row, percent
from ui.kit.paged import Column
from ui.kit.tiles import Figure

COLUMNS = (
    Column("name", N_("Who or what"), "link", stretch=True),
    Column("n", N_("Records"), "integer", read=lambda row: row.one.n),
    Column("passed", N_("Passed"), "integer", read=lambda row: row.one.passed),
    Column("rate", N_("Pass rate"), "number", shown=lambda row: percent(row.one.rate)),
    Column("score", N_("Mean points"), "number",
           shown=lambda row: formats.EMPTY if row.one.score is None else f"{row.one.score:.0f}"),
    Column("absent", N_("Absent"), "integer", read=lambda row: row.one.absent),
    Column("hours", N_("Hours of teaching"), "number", shown=lambda row: f"{row.one.hours:,.1f}"),
)  # fmt: skip
BY = (("course", N_("By course")), ("person", N_("By person")))


class TrainingFiguresPage(FiguresPage):
    """Trainings held in the stores of a manager in a calendar year."""

    tables = ("training_record",)
    module = "training"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "training_figures", N_("Training in figures"), ("n", "rate", "hours", "absent"))
        nothing = N_("No training was held in this time.")
        self.body.addWidget(self.table_card(N_("What was taught"), COLUMNS, nothing, self._open, BY), 1)

    def first_and_last(self) -> tuple[date, date]:
        return date(self.day.year, 1, 1), date(self.day.year, 12, 31)

    def count(self, first: date, last: date) -> Figures:
        return statistics.figures(self.desk.db, first, last)

    def show_figures(self, figures: Figures) -> None:
        """Tiles and table."""
        whole = figures.all
        self.tell_tiles(
            {
                "n": Figure(N_("Came or should have come"), f"{whole.n:,}", ""),
                "rate": Figure(
                    N_("Pass rate"), percent(whole.rate), "", note=lambda: _("n = {n}").format(n=whole.marked)
                ),
                "hours": Figure(N_("Hours of training"), f"{whole.hours:,.1f}", ""),
                "absent": Figure(N_("Absent"), f"{whole.absent:,}", ""),
            }
        )
        chosen = figures.people if self.by.current() == "person" else figures.courses
        self.tell_rows([Row(one.id, one.title, one) for one in chosen])

    def open_tile(self, name: str) -> None:
        """The records a figure counts."""
        self._records(view={"rate": "passed", "absent": "absent"}.get(name, "all"))

    def _open(self, row: Row) -> None:
        self._records(view="all", **{"staff_id" if row.one.what == "person" else "course_id": row.id})

    def _records(self, **narrowed: Any) -> None:
        first, last = self.first_and_last()
        wanted = Wanted(trained_from=first, trained_until=last + timedelta(days=1), **narrowed)
        self.desk.open_page("training_records", wanted=wanted)

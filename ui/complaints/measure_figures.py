"""What became of corrective actions, for managers: by month and store; each tile and row opens the measures it counts."""

from datetime import date, timedelta
from typing import Any

from services.measure_lines import Wanted
from services.statistics import measures as statistics
from services.statistics.measures import Figures, Taken
from services.texts import N_, _, either
from ui.kit.desk import Desk
from ui.kit.figures_page import FiguresPage, Row, percent
from ui.kit.paged import Column
from ui.kit.tiles import Figure

BY = (("month", N_("Month")), ("store", N_("Store")))
COLUMNS = (
    Column("name", N_("Month or store"), "link", stretch=True),
    Column("n", N_("Planned"), "integer", read=lambda row: row.one.n),
    Column("open", N_("To be taken"), "integer", read=lambda row: row.one.open),
    Column("overdue", N_("Overdue"), "integer", read=lambda row: row.one.overdue),
    Column("in_time", N_("Taken in time"), "integer", read=lambda row: row.one.in_time),
    Column("late", N_("Taken late"), "integer", read=lambda row: row.one.late),
    Column("share", N_("In time"), "number", shown=lambda row: percent(row.one.in_time_percent)),
    Column("effective", N_("It helped"), "integer", read=lambda row: row.one.effective),
    Column("ineffective", N_("It did not help"), "integer", read=lambda row: row.one.ineffective),
)


class MeasureFiguresPage(FiguresPage):
    """A year of corrective actions of the stores of a manager."""

    tables = ("corrective_action",)
    module = "complaints"

    def __init__(self, desk: Desk) -> None:
        tiles = ("open", "overdue", "in_time", "effective", "ineffective")
        super().__init__(desk, "measure_figures", N_("What became of corrective actions"), tiles)
        self.explain(
            N_(
                "By the month a measure is due in; withdrawn ones count nowhere. Overdue ones are a part of those to "
                "be taken. Whether a measure helped is seen some time after it was taken."
            )
        )
        nothing = N_("No corrective action was due in this time.")
        card = self.table_card(N_("When and where"), COLUMNS, nothing, lambda row: self.open_row(row.one), BY)
        self.body.addWidget(card, 1)

    def first_and_last(self) -> tuple[date, date]:
        return date(self.day.year, 1, 1), date(self.day.year, 12, 31)

    def count(self, first: date, last: date) -> Figures:
        return statistics.figures(self.desk.db, first, last)

    def show_figures(self, figures: Figures) -> None:
        """Tiles and table."""
        whole = figures.all
        seen = whole.effective + whole.ineffective
        told = {
            "open": Figure(N_("To be taken"), f"{whole.open:,}", ""),
            "overdue": Figure(N_("Overdue"), f"{whole.overdue:,}", "", note=N_("their day is over, now")),
            "in_time": Figure(
                N_("Taken in time"), percent(whole.in_time_percent), "",
                note=lambda: _("n = {n}").format(n=whole.in_time + whole.late + whole.overdue),
            ),
            "effective": Figure(
                N_("It helped"), percent(whole.effective_percent), "", note=lambda: _("n = {n}").format(n=seen)
            ),
            "ineffective": Figure(N_("It did not help"), f"{whole.ineffective:,}", ""),
        }  # fmt: skip
        self.tell_tiles(told)
        chosen = figures.months if self.by.current() == "month" else figures.stores
        self.tell_rows([Row(one.id or one.month, self._name(one), one) for one in chosen])

    def _name(self, one: Taken) -> str:
        return f"{one.month:%Y-%m}" if one.month is not None else either(one.name, one.name_en)

    # what is behind them

    def open_row(self, one: Taken) -> None:
        """The measures of a month or a store."""
        if one.month is None:
            self.open_rows(store_id=one.id)
            return
        self.open_rows(due_from=one.month, due_until=(one.month + timedelta(days=32)).replace(day=1))

    def open_tile(self, name: str) -> None:
        """The measures a figure counts."""
        self.open_rows(view=name)

    def open_rows(self, **narrowed: Any) -> None:
        """Exactly the measures due in this time."""
        first, last = self.first_and_last()
        wanted = {"view": "counted", "due_from": first, "due_until": last + timedelta(days=1), **narrowed}
        self.desk.open_page("measures", wanted=Wanted(**wanted))

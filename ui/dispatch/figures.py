"""Completion of dispatch orders and maintenance reports, for managers: by technician, store, model,
fault, symptom, level and month; each row opens the visits behind it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from services.order_words import REPAIR_LEVELS
from services.statistics import visits as statistics
from services.statistics.visits import Completion, Figures
from services.texts import N_, _, either
from services.visits import Wanted
from ui.kit import formats
from ui.kit.cards import Segments
from ui.kit.desk import Desk
from ui.kit.figures_page import FiguresPage, Row, percent
from ui.kit.paged import Column
from ui.kit.tiles import Figure
from ui.kit.words import Text

SPANS = (("week", N_("Week")), ("month", N_("Month")), ("year", N_("Year")))
BY = (
    ("technician", N_("Technician")),
    ("store", N_("Store")),
    ("model", N_("Model")),
    ("fault", N_("Fault")),
    ("symptom", N_("Symptom")),
    ("level", N_("Repair level")),
    ("month", N_("Month")),
)
# The filter of the list behind a row of each group.
FILTERS = {
    "technician": "technician_id",
    "store": "store_id",
    "model": "model_id",
    "fault": "fault_code",
    "symptom": "symptom",
    "level": "repair_level",
}
COLUMNS = (
    Column("name", N_("Name"), "link", stretch=True),
    Column("finished", N_("Ended"), "integer", read=lambda row: row.one.finished),
    Column("solved", N_("Solved"), "integer", read=lambda row: row.one.solved),
    Column("share", N_("Solved share"), "number", shown=lambda row: percent(row.one.solved_percent)),
    Column("again", N_("Another visit needed"), "integer", read=lambda row: row.one.again),
    Column("parts", N_("Parts needed"), "integer", read=lambda row: row.one.parts),
    Column("no_access", N_("Nobody was there"), "integer", read=lambda row: row.one.no_access),
    Column("on_time", N_("Begun in time"), "number", shown=lambda row: percent(row.one.on_time_percent)),
    Column("not_accepted", N_("Not accepted by the customer"), "integer", read=lambda row: row.one.not_accepted),
    Column("minutes", N_("Median on site"), "number", shown=lambda row: formats.duration(row.one.minutes)),
)


class EndedVisitsPage(FiguresPage):
    """What ended in a week, a month or a year."""

    tables = ("visit",)
    module = "dispatch"

    def __init__(self, desk: Desk, name: str, title: Text, tiles: Sequence[str]) -> None:
        self.span = "month"
        self.spans = Segments(SPANS)
        self.spans.show_current(self.span)
        super().__init__(desk, name, title, tiles, self.spans)
        self.spans.chosen.connect(self._turn_to)

    def first_and_last(self) -> tuple[date, date]:
        if self.span == "week":
            monday = self.day - timedelta(days=self.day.weekday())
            return monday, monday + timedelta(days=6)
        if self.span == "year":
            return date(self.day.year, 1, 1), date(self.day.year, 12, 31)
        first = self.day.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    def _turn_to(self, span: str) -> None:
        self.span = span
        self.refresh()


class VisitFiguresPage(EndedVisitsPage):
    """How dispatch orders were completed, and what their reports say."""

    def __init__(self, desk: Desk) -> None:
        tiles = ("ended", "solved", "in_time", "waiting", "late")
        super().__init__(desk, "visit_figures", N_("Completion of dispatch orders"), tiles)
        nothing = N_("No visit ended in this time.")
        card = self.table_card(N_("Maintenance reports"), COLUMNS, nothing, lambda row: self.open_row(row.one), BY)
        self.body.addWidget(card, 1)

    def count(self, first: date, last: date) -> Figures:
        return statistics.figures(self.desk.db, first, last, formats.zone())

    def show_figures(self, figures: Figures) -> None:
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
        chosen = figures.groups[self.by.current()]
        self.tell_rows([Row(one.id or one.code or one.month, self._name(one), one) for one in chosen])

    def _name(self, one: Completion) -> str:
        if one.what == "month" and one.month is not None:
            return f"{one.month:%Y-%m}"
        if one.what == "level" and one.code in REPAIR_LEVELS:
            return _(REPAIR_LEVELS[one.code])
        return either(one.name, one.name_en) or one.code or _("none")

    def open_row(self, one: Completion) -> None:
        """The visits of a row; of those without a technician, model and so on, these."""
        if one.month is not None:
            first, last = self.first_and_last()
            following = (one.month + timedelta(days=32)).replace(day=1)
            self.open_visits(max(first, one.month), min(last + timedelta(days=1), following))
            return
        of = one.id or one.code
        self.open_visits(**({FILTERS[one.what]: of} if of else {"without": FILTERS[one.what]}))

    def open_tile(self, name: str) -> None:
        """The visits a figure counts."""
        if name in ("waiting", "late"):
            self.desk.open_page("visits", wanted=Wanted(view=name))
        elif name == "solved":
            self.open_visits(outcome="solved")
        else:
            self.open_visits()

    def open_visits(self, since: date | None = None, until: date | None = None, **narrowed: Any) -> None:
        """Exactly the visits that ended in this time, or from one day until before another."""
        first, last = self.first_and_last()
        span = {"finished_from": since or first, "finished_until": until or last + timedelta(days=1)}
        self.desk.open_page("visits", wanted=Wanted(view="done", **span, **narrowed))

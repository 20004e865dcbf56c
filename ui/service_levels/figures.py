"""Promises kept, by kind and week; each point opens the rows behind it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from services import deadlines
from services.deadlines import Figures
from services.punctuation import pair
from services.service_clock import SUBJECT_NAMES, target_name
from services.texts import N_, _
from ui.charts.weekly import Line, WeeklyLines
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label

# Two lines a chart: kind of record and target of each.
CHARTS: dict[str, tuple[str, Sequence[tuple[str, str]]]] = {
    "tickets": (N_("Tickets: answered and solved in time"), (("ticket", "response"), ("ticket", "resolution"))),
    "complaints": (
        N_("Complaints: acknowledged and answered in time"),
        (("complaint", "response"), ("complaint", "resolution")),
    ),
    "orders": (
        N_("Orders: taken up and repaired in time"),
        (("work_order", "response"), ("work_order", "resolution")),
    ),
    "told": (
        N_("Customers told how it stands, in time"),
        (("ticket", "update"), ("work_order", "update")),
    ),
    "promised": (N_("Call-backs and visits in time"), (("ticket", "call_back"), ("visit", "on_site"))),
}


class ServiceFiguresPage(Page):
    """Share of promises kept per week, for the stores of a manager."""

    tables = ()
    module = "deadlines"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "service_figures", N_("Promises kept"), "report")
        self.figures: Figures | None = None
        self.add_head(None)
        self.body.addWidget(
            Label(
                N_(
                    "Kept of those met in time or fallen due in a week, by the clock of each promise; called off "
                    "before it was due counts nowhere, still open after it was due counts as broken."
                ),
                "label",
                "secondary",
                wrap=True,
            )
        )
        self.charts: dict[str, WeeklyLines] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(10))
        for name, (title, _lines) in CHARTS.items():
            chart = self.charts[name] = WeeklyLines(name, title, top=100)
            chart.opened.connect(lambda key, name=name: self.open_week(name, *key))
        self.charts["told"].setParent(self)
        self._laid: list[str] = []
        for column in range(6):
            self._grid.setColumnStretch(column, 1)
        for row in range(2):
            self._grid.setRowStretch(row, 1)
        self.body.addLayout(self._grid, 1)
        self._lay(False)

    def refresh(self) -> None:
        db, today = self.desk.db, formats.local(self.desk.now()).date()
        self.run(lambda: deadlines.figures(db, today), self.show_figures, slot="figures")

    def _lay(self, with_told: bool) -> None:
        """Two rows of charts; that customers are told has one where somebody promised it."""
        names = [name for name in CHARTS if with_told or name != "told"]
        if names == self._laid:
            return
        self._laid = names
        for chart in self.charts.values():
            self._grid.removeWidget(chart)
        above = (len(names) + 1) // 2
        for place, name in enumerate(names):
            row, span = (0, 6 // above) if place < above else (1, 6 // (len(names) - above))
            self._grid.addWidget(self.charts[name], row, (place - row * above) * span, 1, span)
        self.charts["told"].setVisible(with_told)

    def retranslate(self) -> None:
        if self.figures is not None:
            self.show_figures(self.figures)

    def show_figures(self, figures: Figures) -> None:
        """Draw the charts."""
        self.figures = figures
        self._lay(any(figures.whole(kind, target).n for kind, target in CHARTS["told"][1]))
        names = [formats.day(week, year=False) for week in figures.weeks]
        for name, (title, pairs) in CHARTS.items():
            lines, words = [], []
            for colour, (kind, target) in enumerate(pairs):
                shares = [figures.share(kind, target, week) for week in figures.weeks]
                lines.append(Line(f"{kind}.{target}", _name(kind, target), colour, [one.percent for one in shares]))
                words.append(
                    [
                        _("week of {day}: {kept} of {n} kept").format(day=formats.day(week), kept=one.kept, n=one.n)
                        for week, one in zip(figures.weeks, shares, strict=True)
                    ]
                )
            chart = self.charts[name]
            chart.tell(names, lines, words, _("Nothing was decided during these weeks."))
            found = [figures.whole(kind, target) for kind, target in pairs]
            shares_kept = " · ".join("—" if one.percent is None else f"{one.percent:.0f} %" for one in found)
            chart.say_finding(
                f"{_(title)} · {shares_kept}",
                _("share of promises kept per week, in per cent · n = {n}").format(
                    n=" + ".join(f"{one.n:,}" for one in found)
                ),
            )

    def open_week(self, chart: str, line: str, week: int) -> None:
        """The promises of one point."""
        if self.figures is None:
            return
        kind, target = line.split(".")
        monday = self.figures.weeks[week]
        words = _("{what}, week of {day}").format(what=_name(kind, target), day=formats.day(monday))
        self.desk.open_page("deadlines", view="counted", counted=(monday, kind, target), counted_name=words)


def _name(kind: str, target: str) -> str:
    own = _(target_name(kind, target))
    return own if kind != "visit" else pair(_(SUBJECT_NAMES[kind]), own)

"""What was asked (CSS-20) and how satisfied people are (ASM-06): by week, kind, way, topic, person and store; each bar and row opens the requests it counts."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from services import tickets
from services.statistics import tickets as statistics
from services.statistics.tickets import WEEKS, Asked, Figures
from services.texts import N_, _, either
from services.tickets import Wanted
from ui.charts.stacked_bars import StackedBars
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.figures_page import Row, WeeklyFiguresPage, percent
from ui.kit.paged import Column
from ui.kit.theme import theme
from ui.kit.tiles import Figure
from ui.kit.words import say

BY = (("kind", N_("Kind")), ("topic", N_("Topic")), ("channel", N_("Came by")), ("owner", N_("Responsible")),
      ("store", N_("Store")))  # fmt: skip
# What became of them: key, name, colour of the chart.
SEGMENTS = (
    ("at_once", N_("Solved within an hour"), 0),
    ("later", N_("Solved later"), 1),
    ("pending", N_("Still pending"), 2),
)
# The filter of the list behind a row of each group.
FILTERS = {"kind": "kind", "topic": "category", "channel": "channel", "owner": "owner_id", "store": "store_id"}


def stars(value: float | None) -> str:
    """A mean of 1 to 5, or a dash."""
    return formats.EMPTY if value is None else f"{value:.1f}"


def lasting(seconds: float | None) -> str:
    """A median time, or a dash."""
    return formats.EMPTY if seconds is None else formats.duration(seconds / 60)


COLUMNS = (
    Column("name", N_("Name"), "link", stretch=True),
    Column("n", N_("Requests"), "integer", read=lambda row: row.one.n),
    Column("solved", N_("Solved"), "integer", read=lambda row: row.one.solved),
    Column("at_once", N_("Within an hour"), "number", shown=lambda row: percent(row.one.at_once_percent)),
    Column("pending", N_("Still pending"), "integer", read=lambda row: row.one.pending),
    Column("answer", N_("To the answer"), "number", shown=lambda row: lasting(row.one.answer_seconds)),
    Column("solve", N_("To the solution"), "number", shown=lambda row: lasting(row.one.solve_seconds)),
    Column("rated", N_("Said how satisfied"), "integer", read=lambda row: row.one.rated, drop=2),
    Column("satisfied", N_("Satisfied"), "number", shown=lambda row: percent(row.one.satisfied_percent)),
    Column("satisfaction", N_("Mean of 5"), "number", shown=lambda row: stars(row.one.satisfaction), drop=1),
)


class TicketFiguresPage(WeeklyFiguresPage):
    """Twelve weeks of requests of the stores of a manager."""

    tables = ("ticket",)
    weeks = WEEKS
    module = "tickets"

    def __init__(self, desk: Desk) -> None:
        tiles = ("asked", "called", "at_once", "answer", "solve", "satisfied", "pending")
        super().__init__(desk, "ticket_figures", N_("What was asked"), tiles)
        self.explain(
            N_(
                "By the day on which a request was written down. The answer is when somebody took it up, counted "
                "from what the customer said; both times are medians by the wall clock. What came from a file or "
                "was merged into another counts nowhere."
            )
        )
        both = QHBoxLayout()
        both.setSpacing(theme.px(10))
        self.chart = StackedBars("tickets", N_("Requests by week"), SEGMENTS)
        self.chart.opened.connect(lambda key: self.open_week(key[1]))
        both.addWidget(self.chart, 10)
        nothing = N_("Nobody asked anything in this time.")
        card = self.table_card(N_("What, how and who"), COLUMNS, nothing, lambda row: self.open_row(row.id), BY)
        both.addWidget(card, 12)
        self.body.addLayout(both, 1)

    def count(self, first: date, last: date) -> Figures:
        return statistics.figures(self.desk.db, first, last)

    def show_figures(self, figures: Figures) -> None:
        """Tiles, chart and table."""
        whole = figures.all
        n: Any = lambda: _("n = {n}").format(n=f"{whole.n:,}")  # noqa: E731
        told = {
            "asked": Figure(N_("Requests"), f"{whole.n:,}", "", note=N_("written down in this time")),
            "called": Figure(N_("Inquiries by telephone"), f"{whole.called:,}", "", note=n),
            "at_once": Figure(N_("Solved within an hour"), percent(whole.at_once_percent), "", note=n),
            "answer": Figure(N_("To the answer"), lasting(whole.answer_seconds), "", note=N_("median")),
            "solve": Figure(N_("To the solution"), lasting(whole.solve_seconds), "", note=N_("median")),
            "satisfied": Figure(
                N_("Satisfied"),
                percent(whole.satisfied_percent),
                "",
                note=lambda: _("mean {mean} of 5, n = {n}").format(
                    mean=stars(whole.satisfaction), n=f"{whole.rated:,}"
                ),
            ),
            "pending": Figure(N_("Still pending"), f"{whole.pending:,}", "", note=n),
        }
        self.tell_tiles(told)
        names = [formats.day(one.week, year=False) for one in figures.weeks]
        values = {}
        for place, one in enumerate(figures.weeks):
            later = one.solved - one.at_once
            for key, count in (("at_once", one.at_once), ("later", later), ("pending", one.pending)):
                values[key, place] = count
        self.chart.tell(names, values, _("Nobody asked anything in this time."))
        self.chart.say_finding(
            _("{share} of requests were solved within an hour").format(share=percent(whole.at_once_percent)),
            _("requests by week, without those called off · n = {n}").format(n=f"{whole.n:,}"),
        )
        chosen = figures.groups[self.by.current()]
        self.tell_rows([Row(one.id or one.code, self._name(one), one) for one in chosen])

    def _name(self, one: Asked) -> str:
        names = {"kind": tickets.KIND_NAMES, "channel": tickets.CHANNEL_NAMES}.get(self.by.current(), {})
        if one.code in names:
            return say(names[one.code])
        return either(one.name, one.name_en) or one.code or _("none")

    # what is behind them

    def open_week(self, place: int) -> None:
        """The requests of one bar."""
        if self.figures is not None:
            monday = self.figures.weeks[place].week
            assert monday is not None
            self.open_rows(opened_from=monday, opened_until=monday + timedelta(days=7))

    def open_row(self, of: Any) -> None:
        """The requests of a kind, topic, way or person; those without one are all there are."""
        self.open_rows(**({FILTERS[self.by.current()]: of} if of is not None else {}))

    def open_tile(self, name: str) -> None:
        """The requests a figure counts."""
        self.open_rows(
            **{
                "called": {"kind": "inquiry", "channel": "phone"},
                "at_once": {"view": "resolved"},
                "solve": {"view": "resolved"},
                "pending": {"view": "open"},
                "satisfied": {"rated": True},
            }.get(name, {})
        )

    def open_rows(self, **narrowed: Any) -> None:
        """The requests that were written down in this time."""
        first, last = self.first_and_last()
        span = {"view": "all", "opened_from": first, "opened_until": last + timedelta(days=1)}
        self.desk.open_page("tickets", wanted=Wanted(**{**span, **narrowed}))

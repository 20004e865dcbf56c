"""How many customers were won back (SHP-03): by week, person, store and reason; each bar and row opens its calls."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from services.follow_ups import Wanted
from services.statistics import win_back as statistics
from services.statistics.follow_ups import WEEKS
from services.statistics.win_back import Figures
from services.texts import N_, _
from ui.charts.stacked_bars import StackedBars
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.figures_page import Row, WeeklyFiguresPage, percent
from ui.kit.paged import Column
from ui.kit.theme import theme
from ui.kit.tiles import Figure

BY = (("reason", N_("By reason of loss")), ("person", N_("By person")), ("store", N_("By store")))
# What became of them: state, name, colour of the chart.
SEGMENTS = (
    ("won", N_("Won back"), 0),
    ("lost", N_("Customer lost"), 1),
    ("refused", N_("Did not want to answer"), 2),
    ("unreached", N_("Not reached"), 3),
)
COLUMNS = (
    Column("name", N_("Name"), "link", stretch=True),
    Column("closed", N_("Over"), "integer", read=lambda row: row.one.closed),
    Column("won", N_("Won back"), "integer", read=lambda row: row.one.won),
    Column("came", N_("Came again"), "integer", read=lambda row: row.one.came_again),
    Column("lost", N_("Lost"), "integer", read=lambda row: row.one.lost),
)


class WinBackFiguresPage(WeeklyFiguresPage):
    """Twelve weeks of calls to customers at risk, of the stores of a manager."""

    tables = ("follow_up",)
    weeks = WEEKS
    module = "follow_ups"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "win_back_figures", N_("How many came back"), ("over", "won", "came", "lost", "waiting"))
        self.explain(
            N_(
                "Over: not called off. Won back: he said that he comes again, or came before he was called; the share is "
                "of those won or lost. Came again: an order of his was opened since. Lost: he stays away, and said why."
            )
        )
        both = QHBoxLayout()
        both.setSpacing(theme.px(10))
        self.chart = StackedBars("win_back", N_("Customers at risk by week"), SEGMENTS)
        self.chart.opened.connect(lambda key: self.open_week(*key))
        both.addWidget(self.chart, 1)
        nothing = N_("Nothing was closed in this time.")
        both.addWidget(self.table_card(N_("Why, who and where"), COLUMNS, nothing, self._opened, BY), 1)
        self.body.addLayout(both, 1)

    def count(self, first: date, last: date) -> Figures:
        return statistics.figures(self.desk.db, first, last)

    def show_figures(self, figures: Figures) -> None:
        """Tiles, chart and table."""
        whole = figures.all
        self.tell_tiles({
            "over": Figure(N_("Over"), f"{whole.closed:,}", "", note=N_("not called off")),
            "won": Figure(N_("Won back"), percent(whole.won_percent), "", note=_n(whole.won + whole.lost)),
            "came": Figure(N_("Came again"), f"{whole.came_again:,}", "", note=_n(whole.won)),
            "lost": Figure(N_("Customer lost"), f"{whole.lost:,}", "", note=_n(whole.closed)),
            "waiting": Figure(
                N_("To be called now"), f"{figures.waiting:,}", "",
                note=lambda: _("{n} of them overdue").format(n=figures.late),
            ),
        })  # fmt: skip
        names = [formats.day(one.week, year=False) for one in figures.weeks]
        values = {
            (state, place): getattr(one, state)
            for place, one in enumerate(figures.weeks)
            for state, _text, _colour in SEGMENTS
        }
        self.chart.tell(names, values, _("Nothing was closed in this time."))
        self.chart.say_finding(
            _("{share} of the customers called were won back").format(share=percent(whole.won_percent)),
            _("calls that were over, by week · n = {n}").format(n=f"{whole.closed:,}"),
        )
        chosen = {"reason": figures.reasons, "person": figures.people, "store": figures.stores}[self.by.current()]
        self.tell_rows([Row(one.id or one.key, one.title, one) for one in chosen])

    # what is behind them

    def open_week(self, state: str, place: int) -> None:
        """The calls of one segment of one bar."""
        if self.figures is not None:
            monday = self.figures.weeks[place].week
            assert monday is not None
            self.open_rows(state=state, finished_from=monday, finished_until=monday + timedelta(days=7))

    def _opened(self, row: Row) -> None:
        key: UUID | str = row.id
        column = {"reason": "lost_reason", "person": "finished_by_id", "store": "store_id"}[self.by.current()]
        self.open_rows(**{column: key})

    def open_tile(self, name: str) -> None:
        """The calls a figure counts."""
        if name == "waiting":
            self.desk.open_page("win_back", wanted=Wanted(view="now", win_back=True))
        else:
            narrowed: dict[str, dict[str, Any]] = {
                "won": {"state": "won"}, "came": {"came_again": True}, "lost": {"state": "lost"},
            }  # fmt: skip
            self.open_rows(**narrowed.get(name, {}))

    def open_rows(self, **narrowed: Any) -> None:
        """The calls that were closed in this time."""
        first, last = self.first_and_last()
        span = {"finished_from": first, "finished_until": last + timedelta(days=1)}
        self.desk.open_page("win_back", wanted=Wanted(view="over", win_back=True, **{**span, **narrowed}))


def _n(count: int) -> Any:
    return lambda: _("n = {n}").format(n=f"{count:,}")

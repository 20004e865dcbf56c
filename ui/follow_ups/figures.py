"""How follow-ups went (CSS-22): by week, store and person; each bar and row opens the follow-ups it counts."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from services.follow_ups import Wanted
from services.statistics import follow_ups as statistics
from services.statistics.follow_ups import ENOUGH, WEEKS, Figures, Outcome
from services.texts import N_, _
from ui.charts.stacked_bars import StackedBars
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.figures_page import Row, WeeklyFiguresPage, percent
from ui.kit.paged import Column
from ui.kit.theme import theme
from ui.kit.tiles import Figure

BY = (("person", N_("By person")), ("store", N_("By store")))
# What became of them: state, name, colour of the chart.
SEGMENTS = (
    ("done", N_("Successful"), 0),
    ("refused", N_("Did not want to answer"), 1),
    ("unreached", N_("Not reached"), 2),
)


def satisfied(one: Outcome, enough: int = 0) -> str:
    """The satisfied share with half its 95 % interval; nothing of too few."""
    if one.scored < max(enough, 1):
        return formats.EMPTY
    return f"{one.satisfied_percent:.0f} ± {one.margin:.0f} %"


# Half a page of 1366 pixels holds them all: their names are short, the lines above the table say what they count.
COLUMNS = (
    Column("name", N_("Name"), "link", stretch=True),
    Column("closed", N_("Over"), "integer", read=lambda row: row.one.closed),
    Column("reached", N_("Reached"), "number", shown=lambda row: percent(row.one.reached_percent)),
    Column("done", N_("Successful"), "number", shown=lambda row: percent(row.one.done_percent)),
    Column("satisfied", N_("Satisfied"), "number", shown=lambda row: satisfied(row.one, ENOUGH), sample="88 ± 12 %"),
    Column("bad", N_("Bad"), "integer", read=lambda row: row.one.bad),
)


class FollowUpFiguresPage(WeeklyFiguresPage):
    """Twelve weeks of follow-ups of the stores of a manager."""

    tables = ("follow_up",)
    weeks = WEEKS
    module = "follow_ups"

    def __init__(self, desk: Desk) -> None:
        tiles = ("over", "reached", "done", "satisfied", "nps", "waiting")
        self.improve = Button(N_("Plan an improvement…"), "plan_improvement", icon="target")
        super().__init__(desk, "follow_up_figures", N_("How follow-ups went"), tiles, self.improve)
        self.improve.clicked.connect(self.plan_improvement)
        self.improve.setVisible(desk.rights is None or desk.rights.may_add("improvement"))
        self.explain(
            N_(
                "Over: not called off. Reached: the customer was on the telephone, or answered himself. "
                "Successful: every required question was answered. Satisfied: a 4 or 5 of those who gave 1 to 5, "
                "with the 95 % interval; of one person only from 10 answers on."
            )
        )
        both = QHBoxLayout()
        both.setSpacing(theme.px(10))
        self.chart = StackedBars("follow_ups", N_("Follow-ups by week"), SEGMENTS)
        self.chart.opened.connect(lambda key: self.open_week(*key))
        both.addWidget(self.chart, 1)
        nothing = N_("Nothing was closed in this time.")
        card = self.table_card(N_("Who and where"), COLUMNS, nothing, lambda row: self.open_row(row.id), BY)
        both.addWidget(card, 1)
        self.body.addLayout(both, 1)

    def count(self, first: date, last: date) -> Figures:
        return statistics.figures(self.desk.db, first, last)

    def show_figures(self, figures: Figures) -> None:
        """Tiles, chart and table."""
        whole = figures.all
        told = {
            "over": Figure(N_("Over"), f"{whole.closed:,}", "", note=N_("not called off")),
            "reached": Figure(N_("Reached"), percent(whole.reached_percent), "", note=_n(whole.closed)),
            "done": Figure(N_("Follow-up successful"), percent(whole.done_percent), "", note=_n(whole.closed)),
            "satisfied": Figure(N_("Satisfied"), satisfied(whole), "", note=_n(whole.scored)),
            "nps": Figure(
                N_("NPS"), formats.EMPTY if whole.nps is None else f"{whole.nps:+.0f}", "", note=_n(whole.rated)
            ),
            "waiting": Figure(
                N_("To be called now"), f"{figures.waiting:,}", "",
                note=lambda: _("{n} of them overdue").format(n=figures.late),
            ),
        }  # fmt: skip
        self.tell_tiles(told)
        names = [formats.day(one.week, year=False) for one in figures.weeks]
        values = {
            (state, place): getattr(one, state)
            for place, one in enumerate(figures.weeks)
            for state, _text, _colour in SEGMENTS
        }
        self.chart.tell(names, values, _("Nothing was closed in this time."))
        self.chart.say_finding(
            _("{share} of follow-ups were successful").format(share=percent(whole.done_percent)),
            _("follow-ups that were over, by week · n = {n}").format(n=f"{whole.closed:,}"),
        )
        chosen = figures.people if self.by.current() == "person" else figures.stores
        self.tell_rows([Row(one.id, one.name, one) for one in chosen if one.id is not None])

    def plan_improvement(self) -> None:
        """An improvement with the figures it starts from; deciding on it says who carries it out and until when."""
        if self.figures is None:
            return
        first, last = self.first_and_last()
        whole = self.figures.all
        nps = formats.EMPTY if whole.nps is None else f"{whole.nps:+.0f}"
        now = _(
            "Follow-ups {first} – {last}: over {over}, reached {reached}, successful {done}, satisfied {satisfied}, NPS {nps}, "
            "bad {bad}."
        ).format(
            first=formats.day(first), last=formats.day(last), over=whole.closed, reached=percent(whole.reached_percent),
            done=percent(whole.done_percent), satisfied=satisfied(whole), nps=nps, bad=whole.bad,
        )  # fmt: skip
        self.desk.open_page(
            "new_improvement",
            subject=_("Improvement plan: satisfaction of customers"),
            area="service",
            what=_("What is to get better:\nMeasures:\nHow we shall see that it helped:"),
            why=now,
        )

    # what is behind them

    def open_week(self, state: str, place: int) -> None:
        """The follow-ups of one segment of one bar."""
        if self.figures is not None:
            monday = self.figures.weeks[place].week
            assert monday is not None
            self.open_rows(state=state, finished_from=monday, finished_until=monday + timedelta(days=7))

    def open_row(self, row_id: UUID) -> None:
        """The follow-ups of a person or store."""
        column = "finished_by_id" if self.by.current() == "person" else "store_id"
        self.open_rows(**{column: row_id})

    def open_tile(self, name: str) -> None:
        """The follow-ups a figure counts."""
        if name == "waiting":
            self.desk.open_page("follow_ups", wanted=Wanted(view="now", win_back=False))
        else:
            narrowed: dict[str, dict[str, Any]] = {
                "reached": {"reached": True},
                "done": {"state": "done"},
                "satisfied": {"satisfied": True},
            }
            self.open_rows(**narrowed.get(name, {}))

    def open_rows(self, **narrowed: Any) -> None:
        """Exactly the follow-ups that were closed in this time."""
        first, last = self.first_and_last()
        span = {"finished_from": first, "finished_until": last + timedelta(days=1)}
        self.desk.open_page("follow_ups", wanted=Wanted(view="over", win_back=False, **{**span, **narrowed}))


def _n(count: int) -> Any:
    return lambda: _("n = {n}").format(n=f"{count:,}")

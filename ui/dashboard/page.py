"""The manager's dashboard: five figures, three charts."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from services.order_lists import Wanted
from services.statistics import orders as statistics
from services.statistics.orders import AGES, Board
from services.texts import N_, _
from ui.charts.stacked_bars import StackedBars
from ui.charts.weekly import Line, WeeklyLines
from ui.dashboard import words
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.tiles import Figure, Tile
from ui.kit.words import Label

TURNS = (("ours", N_("ours"), 0), ("customer", N_("customer"), 1), ("parts", N_("parts or maker"), 4))
STATES_OF_TURN = {
    turn: tuple(state for state, whose in statistics.TURNS.items() if whose == turn) for turn, _name, _colour in TURNS
}
# Changes come in bursts; the figures follow at most this often.
REFRESH_MS = 5_000


class DashboardPage(Page):
    """Figures of the stores this person answers for."""

    tables = ("work_order",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "dashboard", N_("Dashboard"), icon="dashboard")
        self.board: Board | None = None
        self.as_of = Label("", "label", "secondary")
        self.add_head(Label(N_("last 13 weeks"), "label", "secondary"), None, self.as_of)
        self.tiles = {name: Tile(name) for name in ("open", "late", "turnaround", "kept", "uncollected")}
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for name, tile in self.tiles.items():
            tile.clicked.connect(lambda _checked=False, name=name: self.open_tile(name))
            row.addWidget(tile, 1)
        self.body.addLayout(row)

        self.ageing = StackedBars("ageing", N_("Open orders by age and by whose turn it is"), TURNS)
        self.flow = WeeklyLines("flow", N_("Orders received and finished per week"))
        self.turnaround = WeeklyLines("turnaround", N_("Median time from intake to finished, per week"), places=1)
        self.ageing.opened.connect(self.open_ageing)
        self.flow.opened.connect(lambda key: self.open_week(*key))
        self.turnaround.opened.connect(lambda key: self.open_week("finished", key[1]))
        grid = QGridLayout()
        grid.setSpacing(theme.px(10))
        grid.addWidget(self.ageing, 0, 0, 2, 1)
        grid.addWidget(self.flow, 0, 1)
        grid.addWidget(self.turnaround, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid, 1)
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self.refresh)

    def refresh(self) -> None:
        today = formats.today()
        self.run(lambda: statistics.board(self.desk.db, today), self.show_board, slot="board")

    def focus_start(self) -> None:
        self.tiles["open"].setFocus()

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if not self._later.isActive():
            self._later.start()

    def retranslate(self) -> None:
        if self.board is not None:
            self.show_board(self.board)

    def show_board(self, board: Board) -> None:
        self.board = board
        at = formats.clock(self.desk.now())
        self.as_of.say(lambda: _("as of {time}, kept up to date").format(time=at))
        self._show_tiles(board)
        self._show_ageing(board)
        self._show_weeks(board)

    # -- figures -----------------------------------------------------------------------------------------

    def _show_tiles(self, board: Board) -> None:
        now, before = board.now, board.before
        late_share = 100 * board.late / board.in_work if board.in_work else 0
        self.tiles["open"].tell(
            Figure(N_("In our hands"), f"{board.in_work:,}", N_("orders"), note=N_("not yet handed over, now"))
        )
        self.tiles["late"].tell(
            Figure(
                N_("Past their promise"),
                f"{board.late:,}",
                N_("orders"),
                note=lambda: _("late now, {share} % of those in our hands").format(share=f"{late_share:.1f}"),
            )
        )
        self.tiles["turnaround"].tell(
            Figure(
                N_("Turnaround, median"),
                words.days(now.median_days),
                N_("days"),
                *_change(now.median_days, before.median_days, less_is_better=True, places=1),
                trend=[week.median_days for week in board.weeks if week.median_days is not None],
                note=lambda: _("intake to finished, n = {n}").format(n=f"{now.finished:,}"),
            )
        )
        self.tiles["kept"].tell(
            Figure(
                N_("Promise kept"),
                "—" if now.kept_percent is None else f"{now.kept_percent:.0f}",
                "%",
                *_change(now.kept_percent, before.kept_percent, less_is_better=False, places=0),
                trend=[100 * week.kept / week.finished for week in board.weeks if week.finished],
                note=lambda: _("finished by the time promised, n = {n}").format(n=f"{now.finished:,}"),
            )
        )
        self.tiles["uncollected"].tell(
            Figure(
                N_("Ready, not collected"),
                f"{board.uncollected:,}",
                N_("orders"),
                note=lambda: _("finished more than {days} days ago").format(days=statistics.UNCOLLECTED_DAYS),
            )
        )

    def open_tile(self, name: str) -> None:
        """The rows a figure counts."""
        if self.board is None:
            return
        finished = Wanted(view="finished", finished_from=self.board.weeks[0].begins, finished_until=self.board.today)
        self.open_orders(
            {
                "open": Wanted(states=tuple(statistics.TURNS)),
                "late": Wanted(view="overdue"),
                "turnaround": finished,
                "kept": finished,
                "uncollected": Wanted(view="ready_long"),
            }[name]
        )

    # -- charts -------------------------------------------------------------------------------------------

    def _show_ageing(self, board: Board) -> None:
        self.ageing.tell(
            words.ages(), board.open, _("No open orders. They appear here as soon as something is taken in.")
        )
        self.ageing.say_finding(
            words.ageing_finding(board),
            _("by days since intake and by whose turn it is · n = {n}").format(n=f"{board.in_work:,}"),
        )

    def _show_weeks(self, board: Board) -> None:
        names = [_week_name(week.begins) for week in board.weeks]
        weeks = board.weeks
        self.flow.tell(
            names,
            [
                Line("received", N_("received"), 0, [week.received for week in weeks]),
                Line("finished", N_("finished"), 1, [week.finished for week in weeks]),
            ],
            [
                [
                    _("week of {day}: {count} received").format(day=formats.day(w.begins), count=w.received)
                    for w in weeks
                ],
                [
                    _("week of {day}: {count} finished").format(day=formats.day(w.begins), count=w.finished)
                    for w in weeks
                ],
            ],
            _("Nothing was taken in during these weeks."),
        )
        self.flow.say_finding(
            words.flow_finding(board.now),
            _("orders per week, current week so far · n = {received} received, {finished} finished").format(
                received=f"{board.now.received:,}", finished=f"{board.now.finished:,}"
            ),
        )
        self.turnaround.tell(
            names,
            [Line("median", N_("median"), 0, [week.median_days for week in weeks])],
            [
                [
                    _("week of {day}: {days} days, n = {n}").format(
                        day=formats.day(w.begins), days=words.days(w.median_days), n=w.finished
                    )
                    for w in weeks
                ]
            ],
            _("Nothing was finished during these weeks."),
        )
        self.turnaround.say_finding(
            words.turnaround_finding(board.now, board.before),
            _("median days from intake to completed or failed, by week of finishing · n = {n}").format(
                n=f"{board.now.finished:,}"
            ),
        )

    def open_ageing(self, key: tuple[str, int]) -> None:
        """The orders of one segment."""
        turn, group = key
        if self.board is None:
            return
        youngest, oldest = AGES[group]
        self.open_orders(
            Wanted(
                states=STATES_OF_TURN[turn],
                opened_from=None if oldest is None else self.board.today - timedelta(days=oldest),
                opened_until=None if youngest == 0 else self.board.today - timedelta(days=youngest),
            )
        )

    def open_week(self, line: str, week: int) -> None:
        """The orders received or finished in one week."""
        if self.board is None:
            return
        span = self.board.weeks[week]
        if line == "received":
            self.open_orders(Wanted(opened_from=span.begins, opened_until=span.ends))
        else:
            self.open_orders(Wanted(view="finished", finished_from=span.begins, finished_until=span.ends))

    def open_orders(self, wanted: Wanted) -> None:
        """The order list with exactly these orders."""
        self.desk.open_page("orders", wanted=wanted)


def _week_name(monday: date) -> str:
    return formats.day(monday, year=False)


def _change(
    now: float | None, before: float | None, *, less_is_better: bool, places: int
) -> tuple[str, bool | None, bool | None]:
    """Change against the period before, as (text, rising, better); nothing where it cannot be told."""
    if now is None or before is None or round(now - before, places) == 0:
        return "", None, None
    rising = now > before
    return f"{abs(now - before):.{places}f}", rising, rising != less_is_better

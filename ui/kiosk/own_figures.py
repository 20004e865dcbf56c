"""How well the company serves everybody: NET's 查询回访用户 and 查询回访成功用户, promises kept and days needed; and
what became of the follow-ups with this customer."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from services import own_file, own_follow_ups
from services.follow_ups import OCCASION_NAMES, STATE_NAMES
from services.order_words import OUTCOMES
from services.own_file import ServiceFigures
from services.own_follow_ups import OwnFollowUp
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.tiles import Figure, Tile
from ui.kit.views_row import SavedView
from ui.kit.words import Label, say

DAYS = 182
ABREAST = 4
_CHIPS = {"done": ("success", "ok"), "refused": ("neutral", "close"), "unreached": ("warning", "call")}


def _outcome(row: OwnFollowUp) -> str:
    """What was found on the order; nothing where there is none."""
    return say(OUTCOMES[row.outcome]) if row.outcome in OUTCOMES else ""


COLUMNS = [
    Column("finished_on", N_("Follow-up on"), "date"),
    Column("occasion", N_("What we asked about"), read=lambda row: say(OCCASION_NAMES[row.occasion])),
    Column("number", N_("Order no."), "link", sample="W2611-00042"),
    Column("problem", N_("Problem"), stretch=True),
    Column("outcome", N_("Finding"), read=_outcome, drop=2),
    Column("state", N_("Follow-up result"), chip=lambda row: Chip(STATE_NAMES[row.state], *_CHIPS[row.state])),
    Column("score", N_("Score"), "integer", drop=1),
]


class OwnFiguresPage(Page):
    """Figures of the last half year, with what they count."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_figures", N_("Our service"), "report")
        names = ("finished", "kept", "days", "justified", "followed", "successful", "score")
        self.tiles = {name: Tile(name) for name in names}
        grid = QGridLayout()
        grid.setSpacing(theme.px(12))
        for place, tile in enumerate(self.tiles.values()):
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there are no rows behind it to be opened
            tile.unsetCursor()
            grid.addWidget(tile, place // ABREAST, place % ABREAST)
            grid.setColumnStretch(place % ABREAST, 1)
        self.body.addLayout(grid)
        self.since = Label("", "body", "secondary", wrap=True)
        self.body.addWidget(self.since)
        db = desk.db
        self._only_successful = False
        self.pane = TablePane(
            "own_follow_ups",
            COLUMNS,
            desk.background,
            lambda request: own_follow_ups.page(
                db,
                request.place,
                only_successful=self._only_successful,
                descending=request.descending,
                cap=request.limit,
            ),
            descending=True,
            empty=(N_("You were not asked yet."), N_("After a repair or a visit we ask how it was.")),
            views=(SavedView("all", N_("All")), SavedView("done", N_("Successful"))),
            quick_filter=False,
            now=desk.now,
        )
        self.pane.opened.connect(self._open)
        self.pane.view_chosen.connect(self._choose)
        self.body.addWidget(self.pane, 1)

    def _open(self, row: OwnFollowUp) -> None:
        if row.order_id is not None:
            self.desk.open_record("own_order", row.order_id)

    def _choose(self, view: str) -> None:
        self._only_successful = view == "done"
        self.pane.model.reload()

    def refresh(self) -> None:
        self.pane.model.reload()
        db, since = self.desk.db, (self.desk.now() - timedelta(days=DAYS)).date()
        self.run(lambda: own_file.figures(db, since), self._show, slot="load")

    def _show(self, figures: ServiceFigures) -> None:
        some, asked, examined = figures.finished, figures.followed, figures.examined
        few = "" if some is not None else N_("too few to tell")
        score = formats.number(figures.score, 1) if figures.score is not None else formats.EMPTY
        days = formats.number(figures.days, 1) if figures.days is not None else formats.EMPTY
        shown = {
            "finished": Figure(N_("Orders finished"), formats.number(some), note=few),
            "kept": Figure(
                N_("By the time promised"), f"{figures.kept / some:.0%}" if some else formats.EMPTY, note=few
            ),
            "days": Figure(N_("Days needed, on average"), days, note=few),
            "justified": Figure(
                N_("Problems that proved justified"),
                f"{(figures.justified or 0) / examined:.0%}" if examined else formats.EMPTY,
                note="" if examined else N_("too few to tell"),
            ),
            "followed": Figure(N_("Customers followed up"), formats.number(asked)),
            "successful": Figure(N_("Successful follow-ups"), formats.number(figures.successful)),
            "score": Figure(
                N_("Mean score of 1 to 5"), score, note=N_("too few to tell") if figures.score is None else ""
            ),
        }
        for name, figure in shown.items():
            self.tiles[name].tell(figure)
        self.since.say(
            lambda: _(
                "All stores since {day}; what fewer than 20 orders or answers would tell is left out. A follow-up is "
                "successful when the customer was reached and answered every question; a problem is justified when a fault "
                "was found."
            ).format(day=formats.day(figures.since))
        )

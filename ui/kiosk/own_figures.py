"""How well the company serves everybody: NET's 查询回访用户 and 查询回访成功用户, promises kept and days needed."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from services import own_file
from services.own_file import ServiceFigures
from services.texts import N_, _
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.tiles import Figure, Tile
from ui.kit.words import Label

DAYS = 182


class OwnFiguresPage(Page):
    """Figures of the last half year, with what they count."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_figures", N_("Our service"), "report")
        names = ("finished", "kept", "days", "followed", "successful", "score")
        self.tiles = {name: Tile(name) for name in names}
        for part in (names[:3], names[3:]):
            row = QHBoxLayout()
            row.setSpacing(theme.px(12))
            for name in part:
                self.tiles[name].setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there are no rows behind it to be opened
                self.tiles[name].unsetCursor()
                row.addWidget(self.tiles[name], 1)
            self.body.addLayout(row)
        self.since = Label("", "body", "secondary", wrap=True)
        self.body.addWidget(self.since)
        self.body.addStretch(1)

    def refresh(self) -> None:
        db, since = self.desk.db, (self.desk.now() - timedelta(days=DAYS)).date()
        self.run(lambda: own_file.figures(db, since), self._show, slot="load")

    def _show(self, figures: ServiceFigures) -> None:
        some, asked = figures.finished, figures.followed
        few = "" if some is not None else N_("too few to tell")
        score = formats.number(figures.score, 1) if figures.score is not None else formats.EMPTY
        days = formats.number(figures.days, 1) if figures.days is not None else formats.EMPTY
        shown = {
            "finished": Figure(N_("Orders finished"), formats.number(some), note=few),
            "kept": Figure(
                N_("By the time promised"), f"{figures.kept / some:.0%}" if some else formats.EMPTY, note=few
            ),
            "days": Figure(N_("Days needed, on average"), days, note=few),
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
                "successful when the customer was reached and answered every question."
            ).format(day=formats.day(figures.since))
        )

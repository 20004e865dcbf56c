"""What came of a dry run or an import: counts, and every refused row with its reason."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.paging import Page
from services.texts import N_
from services.transfer.running import REMEMBERED, Refused, Result
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.words import Label
from ui.transfer import words


class RefusedLine(NamedTuple):
    """A refused row as the list shows it."""

    id: int
    refused: Refused

    @property
    def line(self) -> int:
        return self.refused.line

    @property
    def reason(self) -> str:
        return self.refused.sentence()

    @property
    def cells(self) -> str:
        return " | ".join(cell for cell in self.refused.cells if cell)[:1000]


COLUMNS = (
    Column("line", N_("Line"), "integer", sample="200,190"),
    Column("reason", N_("Reason"), sample="x" * 40),
    Column("cells", N_("What the file holds"), stretch=True),
)


class OutcomePane(QWidget):
    """Headline, counts, refused rows."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.result: Result | None = None
        self._lines: Sequence[RefusedLine] = ()
        self.card = Card("")
        self.headline = Label("", "verdict", wrap=True)
        self.detail = Label("", "body", "secondary", wrap=True)
        self.save = Button(N_("Save the refused rows…"), "save_refused", icon="export")
        self.undo = Button(N_("Undo this import…"), "undo_import", "danger", icon="undo")
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        said = QVBoxLayout()
        said.addWidget(self.headline)
        said.addWidget(self.detail)
        row.addLayout(said, 1)
        row.addWidget(self.save)
        row.addWidget(self.undo)
        self.card.body.addLayout(row)
        self.refused = TablePane(
            "refused_rows",
            COLUMNS,
            background,
            self._fetch,
            empty=(N_("No row was refused."), ""),
            accessible=N_("Refused rows"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.card)
        column.addWidget(self.refused, 1)

    def show_result(self, result: Result, *, dry: bool) -> None:
        """Say what came of it."""
        self.result = result
        self._lines = tuple(RefusedLine(place, each) for place, each in enumerate(result.refused))
        if result.undone:
            self.headline.say(N_("Cancelled; what had been written was taken back."))
        else:
            self.headline.say(lambda: words.counts(result))
        if dry:
            self.detail.say(N_("This was a trial: nothing was saved. Import when it looks right."))
        elif result.undone:
            self.detail.say("")
        elif result.added:
            self.detail.say(N_("The import can be undone as long as nobody has changed or used its records."))
        else:
            self.detail.say(N_("Nothing new was written."))
        self.save.setVisible(result.failed > 0)
        self.undo.setVisible(not dry and not result.undone and result.added > 0)
        self.refused.setVisible(bool(self._lines) or dry)
        if result.failed > len(self._lines):
            self.refused.set_summary(lambda: words.first_of(len(self._lines), result.failed))
        self.refused.reload()

    def show_undone(self) -> None:
        """The import was taken back."""
        self.headline.say(N_("The import was undone; nothing of it is left."))
        self.detail.say("")
        self.undo.hide()

    def _fetch(self, request: PageRequest) -> Page[Any]:
        wanted = request.text.casefold()
        lines = [one for one in self._lines if wanted in f"{one.line} {one.reason} {one.cells}".casefold()]
        return Page(lines[:REMEMBERED])

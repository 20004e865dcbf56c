"""Earlier imports: what they brought, their refused rows, undoing them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.names import doer
from services.paging import Page as RowsPage
from services.texts import N_, _
from services.transfer import history
from services.transfer.exporting import Written
from services.transfer.history import Batch
from services.transfer.kinds import KINDS
from ui.kit import formats
from ui.kit.dialogs import ask
from ui.kit.list_export import choose_file
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import ListAction, TablePane
from ui.kit.words import data, say
from ui.transfer import words


class PastPane(QWidget):
    """The list of imports this person may see."""

    def __init__(self, page: Page, undo: Callable[[UUID], Any]) -> None:
        """undo(batch): takes an import back, with progress and a way to stop."""
        super().__init__()
        self._page, self._db, self._undo = page, page.desk.db, undo
        self.list = TablePane(
            "imports",
            (
                Column("created_at", N_("Begun"), "moment", sample="2026-11-24 18:00"),
                Column("kind", N_("Records"), shown=lambda row: say(KINDS[row.kind].title), sample="x" * 16),
                Column("file_name", N_("File"), stretch=True),
                Column("rows_added", N_("New"), "integer", sample="1,000,000"),
                Column("rows_kept", N_("There already"), "integer", sample="1,000,000"),
                Column("rows_failed", N_("Refused"), "integer", sample="1,000,000"),
                Column("state", N_("State"), "chip", chip=words.state_chip, sample="x" * 10),
                Column("created_by", N_("By"), read=lambda row: doer(row.created_by), sample="欧阳敏之"),
            ),
            page.desk.background,
            self._fetch,
            empty=(N_("Nothing was imported yet."), N_("Choose a file under “New import”.")),
            actions=(
                ListAction("save_refused_rows", N_("Save the refused rows…"), self.save_refused, "export"),
                ListAction("undo_imports", N_("Undo…"), self.ask_to_undo, "undo"),
            ),
            quick_filter=False,
            now=page.desk.now,
            accessible=N_("Earlier imports"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def reload(self) -> None:
        """Load the list anew."""
        self.list.reload()

    def _fetch(self, request: PageRequest) -> RowsPage[Batch]:
        return history.batches(self._db, request.place, limit=request.limit)

    def _one(self, rows: Sequence[Any]) -> Batch | None:
        return rows[0] if rows else self.list.view.current_row()

    def save_refused(self, rows: Sequence[Any]) -> None:
        """Write the refused rows of the chosen import into a file."""
        batch = self._one(rows)
        if batch is None:
            return
        if not batch.rows_failed or batch.state == "undone":
            self._page.messages.show("info", N_("This import has no refused rows."), key="import")
            return
        save_refused(self._page, batch.id, batch.file_name)

    def ask_to_undo(self, rows: Sequence[Any]) -> None:
        """Take the chosen import back, after asking."""
        batch = self._one(rows)
        if batch is not None and batch.state != "undone":
            ask_to_undo(self._page, batch.file_name, batch.rows_added, lambda: self._undo(batch.id))


def ask_to_undo(page: Page, file_name: str, rows: int, undo: Callable[[], Any]) -> None:
    """Ask, then undo()."""
    ask(
        page,
        lambda: _("Undo the import of {file}?").format(file=file_name),
        lambda: _("{n} records are removed for good. Records that somebody changed or used stop it.").format(
            n=formats.number(rows)
        ),
        N_("Undo the import"),
        undo,
        "undo_import",
        dangerous=True,
    )


def save_refused(page: Page, batch: UUID, file_name: str) -> None:
    """Ask for a file and write the refused rows of a batch into it."""

    def fetch(path: Path) -> Written:
        rows = history.rejected(page.desk.db, batch)
        return history.write_rejected(path, history.headers_of(page.desk.db, batch), rows)

    choose_and_write(page, file_name, fetch)


def choose_and_write(page: Page, file_name: str, work: Callable[[Path], Written]) -> None:
    """Ask where the refused rows go and write them there."""

    def said(written: Written) -> None:
        sentence = _("{rows} rows written to {file}.").format(rows=written.rows, file=written.path.name)
        page.messages.show("success", data(sentence), key="import")

    name = f"{Path(file_name).stem} - {_('Refused rows')}.xlsx"
    choose_file(page, N_("Save the refused rows"), name, lambda path: page.run(lambda: work(path), said))

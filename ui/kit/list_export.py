"""Writes a list as it is shown (its rows, filter, order and columns) into a CSV or XLSX file."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from services.errors import Cancelled
from services.texts import N_, _, ngettext
from services.transfer.exporting import Column as ExportColumn
from services.transfer.exporting import Written, all_pages, write
from ui.kit import formats
from ui.kit.dialogs import Dialog
from ui.kit.menus import choose
from ui.kit.messages import Banner
from ui.kit.paged import Column, PageRequest
from ui.kit.words import Label, say

if TYPE_CHECKING:
    from ui.kit.table_pane import TablePane

ROWS_A_FETCH = 500
# Kinds of columns whose value says more in a spreadsheet than its text.
_VALUES = ("number", "integer", "money", "date", "moment", "age", "progress")
_NOT_EXPORTED = ("tick", "icon")


def export_list(pane: "TablePane") -> None:
    """Ask for a file and write the list into it: the ticked rows, or all there are."""
    name = pane.view.accessibleName() or pane.view.name
    proposed = f"{_file_name(name)} {formats.today():%Y-%m-%d}.xlsx"
    choose_file(pane, N_("Export this list"), proposed, lambda path: start(pane, path))


def choose_file(parent: QWidget, title: str, proposed: str, chosen: Callable[[Path], Any]) -> QFileDialog:
    """Ask where to write a table; the ending follows the chosen format."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent.window(), say(title), str(Path(folder) / proposed))
    dialog.setObjectName("dialog_export_file")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    formats_by_filter = {_("Excel workbook (*.xlsx)"): "xlsx", _("Text with commas (*.csv)"): "csv"}
    dialog.setNameFilters(list(formats_by_filter))
    dialog.setDefaultSuffix("xlsx")
    dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(formats_by_filter.get(name, "xlsx")))
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.selectFile(proposed)
    choose(dialog)
    return dialog


class ExportDialog(Dialog):
    """Counts the rows as they are written; closing it cancels."""

    def __init__(self, parent: QWidget, path: Path) -> None:
        super().__init__(parent, "export", lambda: _("Exporting to {file}").format(file=path.name))
        self._stop = threading.Event()
        self._rows = 0
        self.count = Label(self._count_text, "body", "secondary")
        self.body.addWidget(self.count)
        self.add_verb(N_("Cancel"), self._stop.set, "cancel_export", key="Esc", close=False)

    def cancelled(self) -> bool:
        """Asked by the worker; may be called on any thread."""
        return self._stop.is_set()

    def tell(self, rows: int) -> None:
        """So many rows are written."""
        self._rows = rows
        self.count.retranslate()

    def _count_text(self) -> str:
        return ngettext("{n} row written", "{n} rows written", self._rows).format(n=formats.number(self._rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._stop.set()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop.set()
        event.ignore()


def start(pane: "TablePane", path: Path) -> ExportDialog:
    """Write the list into this file in the background and say in its strip what came of it."""
    model = pane.model
    shown = [
        column
        for place, column in enumerate(model.columns)
        if column.kind not in _NOT_EXPORTED and not pane.view.isColumnHidden(place)
    ]
    columns = [_export_column(column, model.now()) for column in shown]
    ticked = model.ticked_rows()
    fetch, sort, descending, text = model.fetch, model.sort_key, model.descending, model.text
    title = pane.view.accessibleName()
    # While it is open nobody changes the filter that the pages are fetched with.
    dialog = ExportDialog(pane, path)

    def work(report: Callable[[int], None]) -> Written:
        rows: Any = ticked or all_pages(lambda place: fetch(PageRequest(place, sort, descending, ROWS_A_FETCH, text)))
        return write(path, columns, rows, title=title, progress=report, cancelled=dialog.cancelled)

    def done(written: Written) -> None:
        dialog.accept()
        pane.strip.tell(_success(written))

    def failed(error: BaseException) -> bool:
        dialog.reject()
        if isinstance(error, Cancelled):
            return True
        sentence = getattr(error, "sentence", None)
        if sentence is None:
            return False
        pane.strip.tell(Banner("danger", sentence))
        return True

    pane.model.background.run(pane, work, done, failed, dialog.tell)
    dialog.open()
    return dialog


def _tell(page: Any, banner: Banner) -> None:
    page.messages.show(banner.kind, banner.sentence, banner.detail, banner.link, banner.act, key="export")


def export_rows(page: Any, title: str, columns: Sequence[Column], rows: Sequence[Any]) -> None:
    """Ask for a file and write a short table into it, all of whose rows are at hand, and say on the page what came of it."""

    def begin(path: Path) -> None:
        now = page.desk.now()
        exported = [_export_column(column, now) for column in columns if column.kind not in _NOT_EXPORTED]
        kept = list(rows)
        page.run(
            lambda: write(path, exported, kept, title=title), lambda written: _tell(page, _success(written)),
            slot="export",
        )  # fmt: skip

    choose_file(page, N_("Export this list"), f"{_file_name(title)} {formats.today():%Y-%m-%d}.xlsx", begin)


def _success(written: Written) -> Banner:
    def sentence() -> str:
        said = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", written.rows)
        return said.format(n=formats.number(written.rows), file=written.path.name)

    def detail() -> str:
        if not written.cut:
            return ""
        return _("{count} texts were too long for a cell of a workbook and were cut; CSV holds them whole.").format(
            count=written.cut
        )

    folder = QUrl.fromLocalFile(str(written.path.parent))
    return Banner("success", sentence, detail, N_("Open the folder"), lambda: QDesktopServices.openUrl(folder))


def _export_column(column: Column, now: datetime) -> ExportColumn[Any]:
    def value(row: Any) -> Any:
        if column.kind in _VALUES and column.shown is None and column.chip is None:
            found = column.value(row)
            return formats.local(found).replace(tzinfo=None) if isinstance(found, datetime) else found
        text = column.text(row, now)
        return "" if text == formats.EMPTY else text

    return ExportColumn(say(column.title), value, max(10, min(48, len(column.sample) + 2)))


def _file_name(name: str) -> str:
    return "".join(character for character in name if character not in '\\/:*?"<>|')[:80].strip() or "list"

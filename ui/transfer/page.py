"""Importing: choose a file, match its columns, try, import; earlier imports beside it."""

import threading
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from services.errors import Cancelled, ServiceError, Unavailable
from services.ids import new_id
from services.texts import N_, _
from services.transfer import history, reading, running
from services.transfer.kinds import KINDS
from services.transfer.lines import Line, Source
from services.transfer.running import Plan, Result
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Segments
from ui.kit.desk import Desk
from ui.kit.leaf_stack import focus_before, take_focus_after
from ui.kit.page import Page
from ui.kit.table_pane import EmptyState
from ui.kit.theme import theme
from ui.kit.words import Label
from ui.transfer import past, words
from ui.transfer.columns import PREVIEW_ROWS, ColumnsPane
from ui.transfer.file_pane import FilePane
from ui.transfer.outcome import OutcomePane
from ui.transfer.past import PastPane

MENU_TITLE = N_("Import")


class ImportPage(Page):
    """Nothing is written before 'Import'; cancelling takes back what was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "import", MENU_TITLE, icon="upload")
        self.setAcceptDrops(True)
        self.source: Source | None = None
        self.batch: UUID | None = None
        self._stop: threading.Event | None = None
        self._done = (0, 0)

        self.views = Segments((("new", N_("New import")), ("past", N_("Earlier imports"))))
        self.views.chosen.connect(self.show_view)
        self.add_head(None, self.views)

        self.file = FilePane(desk.background, words.kinds_for(desk.rights))
        self.file.wanted.connect(self.read)
        self.empty = EmptyState(
            N_("No file chosen yet."), N_("Choose one or drop it here: CSV or XLSX, column names in the first line.")
        )
        self.columns = ColumnsPane(desk.background)
        self.columns.changed.connect(self._offer)
        self.outcome = OutcomePane(desk.background)
        self.outcome.save.clicked.connect(self.save_refused)
        self.outcome.undo.clicked.connect(self.ask_to_undo)
        self.steps = QStackedWidget()
        for step in (self.empty, self.columns, self.outcome):
            self.steps.addWidget(step)
        new = QWidget()
        column = QVBoxLayout(new)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.file)
        column.addWidget(self.steps, 1)
        self._past: PastPane | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(new)
        self.body.addWidget(self.stack, 1)
        self._build_foot()
        self._offer()

    @property
    def past(self) -> PastPane:
        """Made when somebody first looks at it: most come to import."""
        if self._past is None:
            self._past = PastPane(self, self.undo)
            self._past.setEnabled(self._stop is None)
            before = focus_before(self.stack)
            self.stack.addWidget(self._past)
            if before is not None:
                take_focus_after(before, self._past)
        return self._past

    def _build_foot(self) -> None:
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Progress"))
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(theme.px(180), theme.px(8))
        self.count = Label(self._count_text, "label", "secondary")
        self.cancel = Button(N_("Cancel"), "cancel_import", key="Esc")
        self.cancel.clicked.connect(self.stop)
        self.back = Button(N_("Change the columns"), "change_columns", icon="back")
        self.back.clicked.connect(lambda: self._show_step(self.columns))
        self.attempt = Button(N_("Try without saving"), "try_import", icon="testing")
        self.attempt.clicked.connect(self.try_it)
        self.start = Button(N_("Import"), "start_import", "primary", icon="upload")
        self.start.clicked.connect(self.import_it)
        self.add_foot(self.progress, self.count, self.cancel, None, self.back, self.attempt, self.start)

    # what the window asks

    def unsaved(self) -> bool:
        return self._stop is not None

    def focus_start(self) -> None:
        self.file.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.file, self.steps]

    def refresh(self) -> None:
        if self.stack.currentIndex() == 1:
            self.past.reload()

    def retranslate(self) -> None:
        self.columns.retranslate()
        self.progress.setAccessibleName(_("Progress"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._stop is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.show_view("new")
                self.file.take(Path(url.toLocalFile()))
                event.acceptProposedAction()
                return

    def show_view(self, name: str) -> None:
        """Turn to the new import or to the earlier ones."""
        self.views.show_current(name)
        if name == "new":
            self.stack.setCurrentIndex(0)
        else:
            self.stack.setCurrentWidget(self.past)
        self.refresh()
        self._offer()

    # reading

    def read(self) -> None:
        """Read the chosen file anew."""
        path, encoding, sheet = self.file.path, self.file.encoding, self.file.sheet
        self.source = self.batch = None
        self.messages.clear()
        self._offer()
        if path is None or not self.file.kind:
            return

        def work() -> tuple[Source, list[Line]]:
            source = reading.open_source(path, encoding=encoding, sheet=sheet)
            return source, list(islice(source.lines(), PREVIEW_ROWS))

        self.run(work, self._show_file, self._not_read, slot="read")

    def _show_file(self, found: tuple[Source, list[Line]]) -> None:
        self.source, lines = found
        self.file.tell(self.source.shape)
        self.columns.show_file(KINDS[self.file.kind], self.source.shape, lines)
        self._show_step(self.columns)

    def _not_read(self, error: BaseException) -> Any:
        self.file.tell(None)
        self._show_step(self.empty)
        return self.refused(error)

    # trying and importing

    def plan(self) -> Plan | None:
        """The file with the columns as chosen; None and a sentence where something is missing."""
        if self.source is None:
            return None
        plan = Plan(KINDS[self.file.kind], self.source, self.columns.columns())
        try:
            plan.check()
        except ServiceError as error:
            self._show_step(self.columns)
            self.columns.show_refusal(error)
            self.refused(error)
            return None
        if not self.columns.check():
            self._show_step(self.columns)
            return None
        self.messages.clear()
        return plan

    def try_it(self) -> None:
        """Do everything and take it back."""
        plan = self.plan()
        if plan is not None:
            self._work(
                lambda report, stopped: running.dry_run(self.desk.db, plan, progress=report, cancelled=stopped),
                lambda result: self._show_result(result, dry=True),
            )

    def import_it(self) -> None:
        """Write the records; after a lost connection the same batch goes on."""
        plan = self.plan()
        if plan is None:
            return
        batch = self.batch = self.batch or new_id()
        self._work(
            lambda report, stopped: running.run(self.desk.db, plan, batch, progress=report, cancelled=stopped),
            lambda result: self._show_result(result, dry=False),
            self._broke_off,
        )

    def _broke_off(self, error: BaseException) -> bool:
        if not isinstance(error, Unavailable):
            return False
        self.messages.show(
            "danger",
            error.sentence,
            N_("What was written so far is kept; going on begins behind it."),
            N_("Go on"),
            self.import_it,
            key="import",
        )
        return True

    def _work(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], bool] = lambda _error: False,
    ) -> None:
        """Run work(report, stopped) with progress and a button that stops it; failed says whether it told why."""
        stop = self._stop = threading.Event()
        self._done = (0, 0)

        def ended() -> None:
            self._stop = None
            self._offer()

        def on_done(result: Any) -> None:
            ended()
            done(result)

        def on_failed(error: BaseException) -> Any:
            ended()
            if isinstance(error, Cancelled) or failed(error):
                return True
            return self.refused(error)

        self.run(
            lambda report: work(lambda done, total: report((done, total)), stop.is_set),
            on_done,
            on_failed,
            self._tell,
        )
        self._offer()

    def stop(self) -> None:
        """Cancel what runs; what was written is taken back."""
        if self._stop is not None:
            self._stop.set()
            self.cancel.setEnabled(False)

    def _tell(self, done: tuple[int, int | None]) -> None:
        rows, total = done
        self._done = (rows, total or 0)
        self.progress.setRange(0, total or 0)
        self.progress.setValue(rows)
        self.count.retranslate()

    def _count_text(self) -> str:
        done, total = self._done
        if not total:
            return ""
        return _("{done} of {total} rows").format(done=formats.number(done), total=formats.number(total))

    def _show_result(self, result: Result, *, dry: bool) -> None:
        self.outcome.show_result(result, dry=dry)
        self.batch = None if dry or result.undone else result.batch
        self._show_step(self.outcome)
        if dry and result.added:
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    # afterwards

    def save_refused(self) -> None:
        """Write the refused rows with their reasons into a file."""
        result, source = self.outcome.result, self.source
        if result is None or source is None:
            return
        if self.batch is not None:
            past.save_refused(self, self.batch, source.shape.path.name)
            return
        rows, headers = result.refused, source.shape.headers
        past.choose_and_write(self, source.shape.path.name, lambda path: history.write_rejected(path, headers, rows))

    def ask_to_undo(self) -> None:
        """Take this import back, after asking."""
        result, source = self.outcome.result, self.source
        if result is None or source is None or self.batch is None:
            return
        batch = self.batch
        past.ask_to_undo(self, source.shape.path.name, result.added, lambda: self.undo(batch))

    def undo(self, batch: UUID) -> None:
        """Take an import back; stopped or broken off it goes on when asked for again."""

        def undone(_nothing: None) -> None:
            self.messages.show("success", N_("The import was undone; nothing of it is left."), key="import")
            if batch == self.batch:
                self.batch = None
                self.outcome.show_undone()
                self._offer()
            self.past.reload()

        def failed(_error: BaseException) -> bool:
            self.past.reload()
            return False

        self._work(
            lambda report, stopped: running.undo(self.desk.db, batch, progress=report, cancelled=stopped),
            undone,
            failed,
        )

    # which button stands where

    def _show_step(self, step: QWidget) -> None:
        self.steps.setCurrentWidget(step)
        self._offer()

    def _offer(self) -> None:
        running_now = self._stop is not None
        new = self.stack.currentIndex() == 0
        step = self.steps.currentWidget()
        written = step is self.outcome and self.batch is not None
        for widget in (self.progress, self.count, self.cancel):
            widget.setVisible(running_now)
        self.cancel.setEnabled(True)
        self.file.setEnabled(not running_now)
        self.columns.setEnabled(not running_now)
        self.outcome.setEnabled(not running_now)
        if self._past is not None:
            self._past.setEnabled(not running_now)
        self.back.setVisible(new and step is self.outcome and not running_now and not written)
        self.attempt.setVisible(new and step is self.columns)
        self.start.setVisible(new and not written)
        for button in (self.attempt, self.start):
            button.setEnabled(self.source is not None and not running_now)

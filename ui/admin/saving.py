"""Backup and restore from within the program."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from services import safety
from services.audit_check import Finding
from services.backup import Manifest
from services.paging import Page as PageOfRows
from services.pg_programs import Step, Watch
from services.phase_words import phase_words
from services.restored import Restored
from services.texts import N_, _
from ui.admin.saving_dialogs import RestoreDialog, ask_to_remove, ask_to_swap
from ui.admin.saving_lists import (
    BesideLine,
    FileLine,
    ResultLine,
    backups_pane,
    beside_pane,
    of_check,
    of_findings,
    of_restore,
    result_pane,
)
from ui.admin.saving_state import Saver, StateCard, rows_words
from ui.kit.buttons import Button
from ui.kit.cards import Card, Segments
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.form import Field, Form
from ui.kit.menus import choose
from ui.kit.page import Page
from ui.kit.paged import PageRequest
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data


class BackupPage(Page):
    """How safe the data are, saving now, the backups there are, and restoring one beside what runs."""

    module = "admin"
    tables = ("parameter",)

    def __init__(self, desk: Desk, saver: Saver) -> None:
        super().__init__(desk, "backup", N_("Backup and restore"), "draft")
        self.saver = saver
        self._watch: Watch | None = None
        self._step: Step | None = None
        self.results: list[ResultLine] = []
        self.state = StateCard(lambda: desk.open_page("parameters"))
        self.form = self._make_form()
        self.pane = backups_pane(self)
        self.beside = beside_pane(self)
        self.result = result_pane(self)
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(self.state)
        left.addWidget(self._card(), 1)
        self.lower = QStackedWidget()
        self.lower.addWidget(self.beside)
        self.lower.addWidget(self.result)
        self.turn = Segments([("beside", N_("Databases not in service")), ("result", N_("Last result"))])
        self.turn.chosen.connect(self._turn_to)
        self.found = Label("", "bold", elide=True)
        self.found.hide()
        between = QHBoxLayout()
        between.setSpacing(theme.px(10))
        between.addWidget(self.turn)
        between.addWidget(self.found, 100)
        between.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(self.pane, 5)
        right.addLayout(between)
        right.addWidget(self.lower, 6)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addLayout(left, 8)
        row.addLayout(right, 13)
        self.body.addLayout(row, 1)
        self._build_foot()
        self._offer()

    def _make_form(self) -> Form:
        form = Form(
            [
                Field("folder", N_("Folder"), span=12, max_length=400),
                Field("attachments", N_("Photos and files too"), "yesno", required=True, span=12),
                Field("role", N_("Administrator of the database"), "code", required=True, span=12, max_length=63),
                Field("role_password", N_("Password, never stored"), "secret", required=True, span=12),
            ],
            self.desk.background,
        )
        form.set_values({"folder": str(self.saver.folder), "attachments": False, "role": "postgres"})
        form.set_locked({"folder": _("Choose it with the link below.")})
        for column in ("role", "role_password"):
            form.set_shown(column, not self.saver.alone)
        return form

    def _card(self) -> QWidget:
        card = Card(N_("Save"))
        self.choose = Button(N_("Another folder…"), "choose_folder", "link")
        self.choose.clicked.connect(self._choose_folder)
        card.body.addWidget(self.form)
        card.body.addWidget(self.choose)
        words = (
            N_("This computer saves its database by itself once a day and keeps two weeks of it.")
            if self.saver.alone
            else N_("Saving needs aftercare_backup or a superuser of the server, everything else a superuser.")
        )
        for text in (words, N_("A backup is read back whole before it counts. Whoever holds it holds the data.")):
            card.body.addWidget(Label(text, "label", "secondary", wrap=True))
        card.body.addStretch(1)
        return card

    def _build_foot(self) -> None:
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Progress"))
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(theme.px(180), theme.px(8))
        self.phase = Label(self._phase_text, "label", "secondary")
        self.cancel = Button(N_("Cancel"), "cancel_saving", key="Esc")
        self.cancel.clicked.connect(self.stop)
        self.drill = Button(N_("Try the newest now"), "drill_now", icon="testing")
        self.drill.clicked.connect(self.drill_now)
        self.save = Button(N_("Save now"), "save_backup", "primary", icon="draft")
        self.save.clicked.connect(self.save_now)
        self.add_foot(self.progress, self.phase, self.cancel, None, self.drill, self.save)

    # what the window asks

    def refresh(self) -> None:
        self._look()
        self.pane.reload()
        self.beside.reload()

    def changed(self, table: str, ids: Any) -> None:
        self._look()

    def unsaved(self) -> bool:
        return self._watch is not None

    def focus_start(self) -> None:
        self.save.setFocus()

    def panes(self) -> list[QWidget]:
        return [self.form, self.pane.view, self.lower]

    def retranslate(self) -> None:
        self.progress.setAccessibleName(_("Progress"))

    def _look(self) -> None:
        db = self.desk.db
        self.run(lambda: safety.safety(db), self.state.tell, slot="state")

    # lists

    def _access(self) -> tuple[str, str]:
        """Whom to be on the server; nobody has to be asked on a single PC."""
        if self.saver.alone:
            return "", ""
        values = self.form.values()
        return values["role"] or "", values["role_password"] or ""

    def fetch_beside(self, _request: PageRequest) -> Any:
        """Databases not in service; on a server for whoever gave the administrator's password."""
        role, password = self._access()
        if not self.saver.alone and not password:
            return PageOfRows([])
        return PageOfRows([BesideLine(one) for one in self.saver.beside(role, password)])

    def _turn_to(self, name: str) -> None:
        self.turn.show_current(name)
        self.lower.setCurrentWidget(self.beside if name == "beside" else self.result)
        self.found.setVisible(name == "result")

    def _show_results(self, heading: Text, lines: list[ResultLine]) -> None:
        self.results = lines
        self.found.say(heading)
        self.result.reload()
        self._turn_to("result")

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, _("Folder"), str(self.saver.folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._use_folder)
        choose(dialog)

    def _use_folder(self, folder: str) -> None:
        self.saver.choose_folder(folder)
        self.form.set_values({**self.form.values(), "folder": folder})
        self.pane.reload()

    # one piece of work at a time, with progress and a way to stop

    def _work(self, work: Callable[[Watch], Any], done: Callable[[Any], None]) -> None:
        watch = self._watch = Watch()
        self._step = None
        self.messages.clear()

        def begin(report: Callable[[Step], None]) -> Any:
            watch.hear = report
            return work(watch)

        def ended() -> None:
            self._watch = None
            self._offer()
            self.refresh()

        def on_done(result: Any) -> None:
            ended()
            done(result)

        def on_failed(error: BaseException) -> Any:
            ended()
            if getattr(error, "code", "") == "broken_off":
                self.messages.show("info", error.sentence, key="broken_off")  # type: ignore[attr-defined]
                return True
            return self.refused(error)

        self.run(begin, on_done, on_failed, self._tell)
        self._offer()

    def stop(self) -> None:
        """Break off what runs; nothing of it stays."""
        if self._watch is not None:
            self.cancel.setEnabled(False)
            self._watch.cancel()

    def _tell(self, step: Step) -> None:
        self._step = step
        # Kilobytes: a file may be larger than what a bar counts to.
        self.progress.setRange(0, step.of // 1000 if step.of > 1_000_000 else step.of)
        self.progress.setValue(step.done // 1000 if step.of > 1_000_000 else step.done)
        self.phase.retranslate()

    def _phase_text(self) -> str:
        return phase_words(self._step.phase) if self._step is not None else _("Beginning…")

    def _offer(self) -> None:
        busy = self._watch is not None
        for widget in (self.progress, self.phase, self.cancel):
            widget.setVisible(busy)
        self.cancel.setEnabled(True)
        for widget in (self.save, self.drill, self.form, self.choose, self.pane.foot, self.beside.foot):
            widget.setEnabled(not busy)
        if busy:
            self.progress.setRange(0, 0)
            self.phase.retranslate()

    def _ready(self) -> bool:
        """Whether the form says all that is needed, and nothing runs."""
        return self._watch is None and bool(self.form.check())

    # what can be done

    def save_now(self) -> None:
        """Write a backup and read it back."""
        if self._ready():
            role, password = self._access()
            photos = bool(self.form.values()["attachments"])
            self._work(lambda watch: self.saver.save(role, password, photos, watch), self._saved)

    def _saved(self, made: tuple[Path, int]) -> None:
        file, rows = made
        self.messages.show(
            "success",
            lambda: _("{file} is complete.").format(file=file.name),
            lambda: _("{rows}, read back from the first byte to the last.").format(rows=rows_words(rows)),
            key="saved",
        )

    def check(self, lines: list[FileLine]) -> None:
        """Read the chosen file whole."""
        if lines and self._watch is None:
            file = lines[0].file
            self._work(lambda watch: self.saver.check(file, watch), lambda found: self._checked(file, found))

    def _checked(self, file: Path, manifest: Manifest) -> None:
        self.messages.show("success", lambda: _("{file} is whole.").format(file=file.name), key="checked")
        self._show_results(data(file.name), of_check(manifest))

    def drill_now(self) -> None:
        """Try the newest backup of the folder."""
        newest = next((line for line in self._lines() if line.is_data), None)
        if newest is None:
            self.messages.show("warning", N_("There is no backup in this folder to try."), key="drill")
        else:
            self.try_one([newest])

    def _lines(self) -> list[FileLine]:
        return [self.pane.model.row(n) for n in range(self.pane.model.rowCount())]

    def try_one(self, lines: list[FileLine]) -> None:
        """Restore the chosen file for trial."""
        line = self._of_data(lines)
        if line is not None and self._ready():
            role, password = self._access()
            self._work(
                lambda watch: self.saver.drill(line.file, role, password, watch),
                lambda found: self._drilled(line, found),
            )

    def _drilled(self, line: FileLine, found: Restored) -> None:
        self.messages.show(
            "success",
            lambda: _("{file} came back whole, and was removed again.").format(file=line.name),
            lambda: _("{rows}; what runs was not touched.").format(rows=rows_words(found.rows)),
            key="drilled",
        )
        self._show_results(data(line.name), of_restore(found))

    def _of_data(self, lines: list[FileLine]) -> FileLine | None:
        """The chosen file, if it can be restored by itself."""
        line = lines[0] if lines else None
        if line is not None and not line.is_data:
            self.messages.show(
                "warning", data(line.refusal) if line.refusal else N_("Choose a file with data."), key="choose"
            )
            return None
        return line

    def restore(self, lines: list[FileLine]) -> None:
        """Ask into which database, and restore the chosen file."""
        line = self._of_data(lines)
        if line is not None and self._ready():
            self.run(
                lambda: self.saver.photos_of(line.file),
                lambda photos: RestoreDialog(self, line, photos, self._do_restore).open(),
                slot="photos",
            )

    def _do_restore(self, line: FileLine, name: str, photos: Path | None) -> None:
        role, password = self._access()
        self._work(lambda watch: self.saver.restore(line.file, name, role, password, photos, watch), self._restored)

    def _restored(self, found: Restored) -> None:
        self.messages.show(
            "success" if found.fits else "danger",
            (lambda: _("The backup stands in the database {name}, and everything fits.").format(name=found.name))
            if found.fits
            else lambda: _("The backup stands in the database {name}, but not everything fits.").format(
                name=found.name
            ),
            lambda: _("{rows}; what runs was not touched.").format(rows=rows_words(found.rows)),
            N_("Put into service…"),
            lambda: self.ask_swap_of(found.name, found.fits),
            key="restored",
        )
        self._show_results(data(found.name), of_restore(found))

    def ask_swap(self, lines: list[BesideLine]) -> None:
        """Look through the chosen database, show what was found, and ask."""
        if lines and self._ready():
            name = lines[0].name
            role, password = self._access()

            def found(findings: Sequence[Finding]) -> None:
                self._show_results(data(name), of_findings(findings))
                self.ask_swap_of(name, not any(each.wrong for each in findings))

            self._work(lambda watch: self.saver.look(name, role, password, watch), found)

    def ask_swap_of(self, name: str, fits: bool = True) -> Dialog:
        """Ask, and put a database into service."""
        role, password = self._access()

        def swap() -> None:
            self._work(lambda _watch: self.saver.swap(name, role, password), lambda old: self._swapped(name, old))

        return ask_to_swap(self, name, fits, swap)

    def _swapped(self, name: str, old: str) -> None:
        self.messages.show(
            "success",
            lambda: _("{name} is in service; what was in service is kept as {old}.").format(name=name, old=old),
            N_("Every open window loads what it shows anew."),
            key="swapped",
        )

    def ask_remove(self, lines: list[BesideLine]) -> None:
        """Ask, and remove a database that is not in service."""
        if lines and self._ready():
            name = lines[0].name
            role, password = self._access()

            def remove() -> None:
                self._work(
                    lambda _watch: self.saver.remove(name, role, password), lambda _none: self._turn_to("beside")
                )

            ask_to_remove(self, name, remove)

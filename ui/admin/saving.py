"""Backup and restore from within the program."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.backup import Manifest
from services.paging import Page as PageOfRows
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.form import Field, Form
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import ListAction, TablePane
from ui.kit.theme import theme
from ui.kit.words import Label, data, hairline


class Saver(Protocol):
    """app.saving.Saver: what this page asks for, always on a worker."""

    alone: bool

    @property
    def folder(self) -> Path:
        """Where backups lie."""

    def choose_folder(self, folder: str) -> None:
        """Put them somewhere else."""

    def files(self) -> list[tuple[Path, Any]]:
        """Files with their manifests, or the refusal."""

    def save(self, role: str = "", password: str = "", attachments: bool = False) -> Path:
        """Write one."""

    def check(self, file: Path) -> Manifest:
        """Read one whole."""

    def restore(self, file: Path, name: str, role: str = "", password: str = "") -> Manifest:
        """Restore one into a new database."""

    def use_from_now_on(self, name: str) -> None:
        """Sign in to it from the next start on."""


class FileLine:
    """A row of the list of backups."""

    def __init__(self, file: Path, found: Any) -> None:
        self.id, self.file, self.name = str(file), file, file.name
        self.size = file.stat().st_size
        self.manifest = found if isinstance(found, Manifest) else None
        self.refusal = "" if self.manifest is not None else found.sentence()

    @property
    def made_at(self) -> str:
        """When it was made, in the store's zone."""
        if self.manifest is None:
            return ""
        return f"{formats.local(datetime.fromisoformat(self.manifest.made_at)):%Y-%m-%d %H:%M}"

    @property
    def rows(self) -> int | None:
        """How many rows are in it."""
        return self.manifest.total if self.manifest is not None else None

    @property
    def is_data(self) -> bool:
        """Whether it can be restored by itself."""
        return self.manifest is not None and self.manifest.kind == "data"


def kind_chip(line: FileLine) -> Chip:
    """What is in a file."""
    if line.manifest is None:
        return Chip(N_("Damaged"), "danger", "error")
    if line.manifest.kind == "data":
        return Chip(N_("Data"), "success", "connection")
    return Chip(N_("Photos and files"), "neutral", "photo")


class BackupPage(Page):
    """Save now, the backups there are, and restoring one beside what runs."""

    module = "admin"

    def __init__(self, desk: Desk, saver: Saver) -> None:
        super().__init__(desk, "backup", N_("Backup and restore"), "draft")
        self.saver = saver
        self.form = Form(
            [
                Field("folder", N_("Folder"), span=12, max_length=400),
                Field("attachments", N_("Photos and files too"), "yesno", required=True, span=12),
                Field("role", N_("Database role"), "code", required=True, span=6, max_length=63),
                Field("role_password", N_("Password of the role"), "secret", required=True, span=6),
            ],
            desk.background,
        )
        self.form.set_values({"folder": str(saver.folder), "attachments": False, "role": "aftercare_backup"})
        self.form.set_locked({"folder": _("Choose it with the link below.")})
        for column in ("role", "role_password"):
            self.form.set_shown(column, not saver.alone)
        self.choose = Button(N_("Another folder…"), "choose_folder", "link")
        self.choose.clicked.connect(self._choose_folder)
        self.save = Button(N_("Save now"), "save_backup", "primary", icon="draft")
        self.save.clicked.connect(self.save_now)
        self.pane = TablePane(
            "backups",
            [
                Column("made_at", N_("Made at"), sample="2026-11-21 14:05"),
                Column("name", N_("File"), stretch=True),
                Column("rows", N_("Rows"), "integer", sample="10,000,000"),
                Column("size", N_("Size"), shown=lambda line: _size(line.size), sample="1,000 MB"),
                Column("kind", N_("Content"), "chip", chip=kind_chip, read=lambda _l: 1, sample="Photos and files x"),
            ],
            desk.background,
            self._fetch,
            empty=(N_("No backup in this folder yet."), N_("Save one now; better keep them on another disk.")),
            actions=(
                ListAction("check_backup", N_("Check"), self._check, "ok"),
                ListAction("restore_backup", N_("Restore…"), self._restore, "history"),
            ),
            quick_filter=False,
            accessible=N_("Backups"),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._card(), 7)
        row.addWidget(self.pane, 12)
        self.body.addLayout(row, 1)

    def _card(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 12)])
        column.setSpacing(theme.px(8))
        column.addWidget(Label(N_("Save"), "card"))
        column.addWidget(hairline())
        column.addWidget(self.form)
        column.addWidget(self.choose)
        words = (
            N_("This computer saves its database by itself once a day and keeps two weeks of it.")
            if self.saver.alone
            else N_("An administrator of the program may not read everything; the server's administrator names a role.")
        )
        column.addWidget(Label(words, "label", "secondary", wrap=True))
        column.addWidget(
            Label(
                N_("A backup is read back whole before it counts. Whoever holds it holds the data."),
                "label",
                "secondary",
                wrap=True,
            )
        )
        column.addStretch(1)
        verbs = QHBoxLayout()
        verbs.addStretch(1)
        verbs.addWidget(self.save)
        column.addLayout(verbs)
        return card

    def refresh(self) -> None:
        self.pane.reload()

    def _fetch(self, _request: PageRequest) -> Any:
        return PageOfRows([FileLine(file, found) for file, found in self.saver.files()])

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder"), str(self.saver.folder))
        if folder:
            self.saver.choose_folder(folder)
            self.form.set_values({**self.form.values(), "folder": folder})
            self.pane.reload()

    # saving, checking, restoring

    def save_now(self) -> None:
        """Write a backup and read it back."""
        if not self.form.check():
            return
        values = self.form.values()
        role, password = ("", "") if self.saver.alone else (values["role"], values["role_password"])
        self._busy(True)
        self.messages.show("info", N_("Saving; you can go on working."), key="saving", closable=False)
        self.run(
            lambda: self.saver.save(role, password, values["attachments"]), self._saved, self._not_saved, slot="backup"
        )

    def _saved(self, file: Path) -> None:
        self._busy(False)
        self.messages.show("success", lambda: _("{file} is complete.").format(file=file.name), key="saved")
        self.pane.reload()

    def _not_saved(self, error: BaseException) -> Any:
        self._busy(False)
        return self.refused(error)

    def _busy(self, busy: bool) -> None:
        self.messages.clear()
        self.save.setEnabled(not busy)
        for button in self.pane.actions_by_name.values():
            button.setEnabled(not busy)

    def _check(self, lines: list[FileLine]) -> None:
        line = lines[0]
        self._busy(True)
        self.run(lambda: self.saver.check(line.file), lambda found: self._checked(line, found), self._not_saved)

    def _checked(self, line: FileLine, manifest: Manifest) -> None:
        self._busy(False)
        self.messages.show(
            "success",
            lambda: _("{file} is whole: {rows} rows.").format(file=line.name, rows=formats.number(manifest.total)),
            key="checked",
        )

    def _restore(self, lines: list[FileLine]) -> None:
        line = lines[0]
        if not line.is_data:
            self.messages.show("warning", data(line.refusal) if line.refusal else N_("Choose a file with data."))
            return
        RestoreDialog(self, line, self.saver.alone, self._do_restore).open()

    def _do_restore(self, line: FileLine, name: str, role: str, password: str, then: Callable[[], None]) -> None:
        def done(manifest: Manifest) -> None:
            self._busy(False)
            self.messages.show(
                "success",
                lambda: _("{file} stands in the database {name}, every table counted.").format(
                    file=line.name, name=name
                ),
                lambda: _("{rows} rows; what runs was not touched.").format(rows=formats.number(manifest.total)),
                N_("Use it from the next start on") if self.saver.alone else "",
                lambda: self._use(name),
                key="restored",
            )

        then()
        self._busy(True)
        self.messages.show("info", N_("Restoring; you can go on working."), key="saving", closable=False)
        self.run(lambda: self.saver.restore(line.file, name, role, password), done, self._not_saved, slot="backup")

    def _use(self, name: str) -> None:
        self.saver.use_from_now_on(name)
        self.messages.show(
            "info",
            lambda: _("The program signs in to {name} from the next start on.").format(name=name),
            key="restored",
        )

    def panes(self) -> list[QWidget]:
        return [self.form, self.pane.view]


class RestoreDialog(Dialog):
    """Into which new database; on a server also as whom. restore(line, name, role, password, close)."""

    def __init__(self, page: BackupPage, line: FileLine, alone: bool, restore: Callable[..., None]) -> None:
        super().__init__(
            page,
            "restore",
            lambda: _("Restore {file}?").format(file=line.name),
            N_(
                "It goes into a new database beside the running one. Restoring runs what is in the file: only your own."
            ),
        )
        self._line, self._alone, self._restore = line, alone, restore
        self.form = Form(
            [
                Field("name", N_("New database"), "code", required=True, span=12, max_length=63),
                Field("role", N_("Superuser of the server"), "code", required=True, span=12, max_length=63),
                Field("role_password", N_("Password"), "secret", required=True, span=12),
            ]
        )
        self.form.set_values({"role": "postgres"})
        self.form.propose("name", f"aftercare_{datetime.now():%Y%m%d_%H%M}")
        for column in ("role", "role_password"):
            self.form.set_shown(column, not alone)
        self.body.addWidget(self.form)
        self.add_verb(N_("Cancel"), None, "stay", key="Esc")
        self.add_verb(N_("Restore"), self.submit, "restore", "primary", close=False)

    def submit(self) -> None:
        """Begin; the dialog closes and the page tells how it went."""
        if self.form.check():
            values = self.form.values()
            role, password = ("", "") if self._alone else (values["role"], values["role_password"])
            self._restore(self._line, values["name"], role, password, self.accept)


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.0f} kB"

"""The versions of a software product, on the page of its model."""

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from services import product_versions
from services.ids import new_id
from services.product_versions import Version
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable


def _chip(row: Version) -> Chip | None:
    if row.over:
        return Chip(N_("Not supported any more"), "danger", "close")
    if row.released_on is None:
        return Chip(N_("Not out yet"), "neutral", "paused")
    return Chip(N_("Supported"), "success", "ok")


COLUMNS = [
    Column("name", N_("Version"), sample="2026.10.1"),
    Column("released_on", N_("Released on"), "date"),
    Column("supported_until", N_("Supported until"), "date"),
    Column("over", N_("State"), chip=_chip),
    Column("devices", N_("Installations"), "integer"),
    Column("note", N_("Note"), stretch=True),
]


class VersionsCard(Card):
    """A table of them; who keeps the catalogue adds, changes and archives."""

    def __init__(self, page: Page) -> None:
        super().__init__(N_("Versions"))
        self._page = page
        self.table = SmallTable("versions", COLUMNS, page.desk.background, N_("Versions"), most=8)
        self.table.opened.connect(self.change)
        self.add = Button(N_("New version…"), "new_version", icon="add")
        self.edit = Button(N_("Change…"), "change_version", "link", icon="edit")
        self.away = Button(N_("Archive"), "archive_version", "link")
        self.add.clicked.connect(lambda: self._ask(None))
        self.edit.clicked.connect(lambda: self.change(self.table.current_row()))
        self.away.clicked.connect(self._archive)
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        for button in (self.add, self.edit, self.away):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def tell(self, rows: list[Version], may: bool) -> None:
        """Show them."""
        self.table.show_rows(rows)
        for button in (self.add, self.edit, self.away):
            button.setVisible(may)

    def change(self, row: Version | None) -> None:
        """Ask what is different now."""
        if row is None:
            self._page.messages.show("info", N_("Choose a version first."), key="versions")
        elif self.add.isVisibleTo(self):
            self._ask(row)

    def _ask(self, row: Version | None) -> None:
        page, model_id = self._page, self._page.record_id
        db, request = page.desk.db, new_id()
        assert isinstance(model_id, UUID)
        fields = [
            Field("name", N_("Version"), required=True, max_length=40, span=4),
            Field("released_on", N_("Released on"), "date", span=4),
            Field("supported_until", N_("Supported until"), "date", span=4),
            Field("note", N_("Note"), "multiline", lines=3, max_length=2000, span=12),
        ]
        values: dict[str, Any] = {"released_on": _today(page)}
        if row is not None:
            values = {name: getattr(row, name) or None for name in product_versions.WRITTEN}

        def act(dialog: FormDialog) -> None:
            def work() -> None:
                if row is None:
                    product_versions.create(db, model_id, dialog.form.values(), request)
                else:
                    product_versions.change(db, row, dialog.form.changed(), request)

            def saved(_nothing: Any) -> None:
                dialog.done_saving()
                page.refresh()

            page.write(work, saved, dialog.refused)

        headline = N_("New version") if row is None else N_("Change the version")
        FormDialog(page, "version", headline, fields, act, background=page.desk.background, values=values).open()

    def _archive(self) -> None:
        row, page, request = self.table.current_row(), self._page, new_id()
        if row is None:
            page.messages.show("info", N_("Choose a version first."), key="versions")
            return
        db = page.desk.db
        page.write(lambda: product_versions.archive(db, row, request), lambda _nothing: page.refresh())


def _today(page: Page) -> date:
    return page.desk.now().date()

"""Exporting everything about a person, and forgetting him."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from services import customers, person_requests
from services.ids import new_id
from services.texts import N_, _
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.menus import choose
from ui.kit.page import Page
from ui.kit.stale import Held


def ask_export(page: Any) -> QFileDialog:
    """Ask for a file and write everything about the page's customer into it."""
    customer = page.loaded.customer
    suggested = str(Path.home() / f"{customer.number}.html")
    kinds = (_("Page to read (*.html)"), _("JSON file (*.json)"))
    dialog = QFileDialog(page, _("Export this person's data"), suggested, ";;".join(kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("html")
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("json" if kind == kinds[1] else "html"))
    dialog.fileSelected.connect(lambda path: export_to(page, customer.id, Path(path)))
    choose(dialog)
    return dialog


def export_to(page: Page, customer_id: Any, path: Path) -> None:
    """Write the file and say where it is."""

    def done(_nothing: Any) -> None:
        page.messages.show(
            "success",
            lambda: _("Everything on file was written to {file}.").format(file=path.name),
            detail=N_("It holds full numbers and addresses: hand it over and delete it."),
            key="export",
        )

    page.run(lambda: person_requests.export_person(page.desk.db, customer_id, path), done, slot="export")


def ask_erase(page: Any) -> FormDialog:
    """Ask why, and forget the page's customer."""
    seen, request, db = page.loaded.customer, new_id(), page.desk.db
    # whoever is to be forgotten is, whatever of his file was changed meanwhile
    held = Held(seen, lambda: customers.get(db, seen.id), lambda _row: {}, ("name", "merged_into"))

    def act(dialog: FormDialog) -> None:
        why = dialog.form.value("why")

        def done(_nothing: Any) -> None:
            dialog.done_saving()
            page.refresh()

        page.write(lambda: person_requests.erase(db, held.row, why, request), done, dialog.refused)

    dialog = FormDialog(
        page,
        "erase",
        N_("Forget this person for good?"),
        [Field("why", N_("Who asked for it, and when"), required=True, max_length=200, span=12)],
        act,
        held=held,
        verb=N_("Erase"),
        detail=N_(
            "Name, numbers, addresses, contacts, notes and the data card are erased, also in the audit trail. "
            "Orders, amounts and figures stay. This cannot be undone."
        ),
    )
    dialog.open()
    return dialog

"""What is asked before a backup is restored, put into service, or removed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from services.punctuation import joined
from services.texts import N_, _
from ui.admin.saving_lists import FileLine
from ui.kit.dialogs import Dialog, ask
from ui.kit.form import Field, Form


class RestoreDialog(Dialog):
    """Into which new database, and with the photos that were saved with it. restore(line, name, photos)."""

    def __init__(self, page: QWidget, line: FileLine, photos: Path | None, restore: Callable[..., None]) -> None:
        super().__init__(
            page,
            "restore",
            lambda: _("Restore {file}?").format(file=line.name),
            N_(
                "It goes into a new database beside the running one. Restoring runs what is in the file: only your own."
            ),
        )
        self._line, self._photos, self._restore = line, photos, restore
        self.form = Form(
            [
                Field("name", N_("New database"), "code", required=True, span=12, max_length=63),
                Field("attachments", N_("Photos and files too"), "yesno", required=True, span=12),
            ]
        )
        self.form.set_values({"attachments": photos is not None})
        self.form.propose("name", f"aftercare_{datetime.now():%Y%m%d_%H%M}")
        self.form.set_shown("attachments", photos is not None)
        self.body.addWidget(self.form)
        self.add_verb(N_("Cancel"), None, "stay", key="Esc")
        self.add_verb(N_("Restore"), self.submit, "restore", "primary", close=False)

    def submit(self) -> None:
        """Begin; the dialog closes and the page tells how it went."""
        if self.form.check():
            values = self.form.values()
            self.accept()
            self._restore(self._line, values["name"], self._photos if values["attachments"] else None)


def ask_to_swap(page: QWidget, name: str, fits: bool, swap: Callable[[], Any]) -> Dialog:
    """Everybody is moved, so it is said plainly. fits: nothing wrong was found in it, as far as it was looked through."""

    def detail() -> str:
        said = _(
            "Everybody goes on in it at once; open connections end. What was saved since its backup was made is in the "
            "present database only, which is kept under another name."
        )
        return said if fits else joined([said, _("Not everything fits in this database: see the result.")])

    return ask(
        page,
        lambda: _("Put {name} into service?").format(name=name),
        detail,
        N_("Put into service"),
        swap,
        "swap",
        dangerous=True,
    )


def ask_to_remove(page: QWidget, name: str, remove: Callable[[], Any]) -> Dialog:
    """A database that is not in service, for good."""
    return ask(
        page,
        lambda: _("Remove the database {name} for good?").format(name=name),
        N_("What is in it is gone. The database in service is not touched."),
        N_("Remove"),
        remove,
        "remove_beside",
        dangerous=True,
    )

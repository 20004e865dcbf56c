"""What the person may do, for the screen: hide what never can be, lock what cannot now.

The database decides; this only asks it (services.rights), once at sign-in for the
catalogue of rights, and for a record when editing starts.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from services.texts import _
from ui.kit.background import Background
from ui.kit.form import Form


class Rights:
    """catalogue: services.rights.catalogue(db). may_change_row(table, id): asks the database."""

    def __init__(self, catalogue: Any, may_change_row: Callable[[str, Any], bool], background: Background) -> None:
        self._catalogue = catalogue
        self._may_change_row = may_change_row
        self._background = background

    def may_see(self, table: str) -> bool:
        """Whether this role ever reads the table."""
        return self._catalogue.may_see(table)

    def may_add(self, table: str) -> bool:
        """Whether this role ever adds to the table."""
        return self._catalogue.may_add(table)

    def may_change(self, table: str, column: str | None = None) -> bool:
        """Whether this role ever changes the table, or this column of it."""
        return self._catalogue.may_change(table, column)

    def may_call(self, function: str) -> bool:
        """Whether this role may call a function of the database."""
        return self._catalogue.may_call(function)

    def locks(self, table: str, form: Form) -> dict[str, str]:
        """Reasons by column for the columns of a form that this role never changes."""
        reason = _("Your role does not change this.")
        return {column: reason for column in form.cells if not self.may_change(table, column)}

    def open_for_edit(
        self, owner: QWidget, table: str, row_id: Any, form: Form, then: Callable[[bool], Any] | None = None
    ) -> None:
        """Lock the form as the database would refuse it; `then(may)` when that is known.

        Columns without privilege are locked at once; if this very record may not be
        changed now, all of it is.
        """
        form.set_locked(self.locks(table, form))
        if not self.may_change(table):
            form.set_locked(_("Your role does not change this."))
            if then is not None:
                then(False)
            return

        def known(may: bool) -> None:
            if not may:
                form.set_locked(_("You may read this record but not change it."))
            if then is not None:
                then(may)

        self._background.run(owner, lambda: self._may_change_row(table, row_id), known, slot="rights")

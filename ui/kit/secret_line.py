"""A masked value with an eye: the full one for ten seconds, logged."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services import personal_data
from services.texts import N_
from ui.kit import formats
from ui.kit.buttons import icon_button
from ui.kit.page import Page
from ui.kit.words import Label, data

SHOWN_MS = 10_000


class SecretLine(QWidget):
    """'138****1234' and an eye. `tell` shows another mask, '' shows a dash and no eye."""

    def __init__(
        self, page: Page, column: str, table: str = "customer", role: str = "body", elide: bool = False
    ) -> None:
        super().__init__()
        self._page, self._table, self._column = page, table, column
        self._row_id: UUID | None = None
        self._mask = ""
        self.value = Label(data(formats.EMPTY), role, elide=elide)
        self.value.setObjectName(f"masked_{column}")
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.eye = icon_button("visible", N_("Show the full value for ten seconds; this is logged"), f"reveal_{column}")
        self.eye.kind = "link"
        self.eye.clicked.connect(self._ask)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide_again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.value, 1 if elide else 0)
        row.addWidget(self.eye)
        if not elide:
            row.addStretch(1)

    def tell(self, mask: str, row_id: UUID | None) -> None:
        """Show the mask of another record's value."""
        self._timer.stop()
        self._mask, self._row_id = mask, row_id
        self.value.say(data(mask or formats.EMPTY))
        rights = self._page.desk.rights
        may = rights is None or rights.may_call("open_reveal")
        self.eye.setVisible(bool(mask) and row_id is not None and may)
        self._look(False)

    def _look(self, full: bool) -> None:
        self.eye.concept = "hidden" if full else "visible"
        self.eye.update()

    def _ask(self) -> None:
        if self._timer.isActive():
            self.hide_again()
            return
        row_id = self._row_id
        db, table, column = self._page.desk.db, self._table, self._column
        self._page.run(
            lambda: personal_data.reveal(db, table, row_id, column),
            self._show,
            slot=f"reveal:{table}:{column}:{row_id}",
        )

    def _show(self, value: str) -> None:
        shown: Callable[[str | None], str] = formats.phone if self._column == "phone" else lambda text: text or ""
        self.value.say(data(shown(value) or formats.EMPTY))
        self._look(True)
        self._timer.start()

    def hide_again(self) -> None:
        """Back to the mask."""
        self._timer.stop()
        self.value.say(data(self._mask or formats.EMPTY))
        self._look(False)

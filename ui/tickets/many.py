"""Several tickets given to one person at once, each a save of its own: what can be done is done, the rest is said."""

from collections.abc import Sequence
from typing import Any

from services import ticket_many
from services.ids import new_id
from services.texts import N_, _, ngettext
from services.ticket_many import LeftOut
from services.tickets import TicketLine
from ui.kit import lookups
from ui.kit.page import Page
from ui.kit.steps_bar import StepDialog, StepWord
from ui.kit.words import data
from ui.tickets.labels import needed

SHOWN = 8


class AssignDialog(StepDialog):
    """Asks for the person and what is to be done; a manager gives at once, others hand over what is theirs."""

    def __init__(self, page: Page, rows: Sequence[TicketLine]) -> None:
        self._page, self._rows = page, rows
        # made now: what is pressed twice is done once
        self._requests = {row.id: new_id() for row in rows}
        super().__init__(
            page,
            "assign_many",
            StepWord(N_("Give to…"), "assigned", self._question),
            [needed("owner_id"), needed("comment")],
            {},
            self._do,
            page.desk.background,
        )
        db, store = page.desk.db, page.desk.person.store_id
        page.run(
            lambda: lookups.colleagues(db, store),
            lambda options: lookups.offer(self.form, "owner_id", options),
            slot="colleagues",
        )

    def _question(self) -> str:
        count = len(self._rows)
        return ngettext("Who takes care of {n} ticket?", "Who takes care of {n} tickets?", count).format(n=count)

    def _do(self, values: dict[str, Any], _dialog: StepDialog) -> None:
        db, rows, requests, page = self._page.desk.db, self._rows, self._requests, self._page

        def done(left: list[LeftOut]) -> None:
            self.accept()
            page.refresh()
            if left:
                self._tell(len(rows) - len(left), left)

        page.write(lambda: ticket_many.give(db, rows, values, requests), done, self.refused)

    def _tell(self, done: int, left: list[LeftOut]) -> None:
        words = ngettext("Done for {n} ticket.", "Done for {n} tickets.", done).format(n=done)
        why = "\n".join(_("{number}: {why}").format(number=one.number, why=one.why) for one in left[:SHOWN])
        self._page.messages.show("warning", data(words), data(why), key="many")

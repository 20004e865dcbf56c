"""Calls that came in: who took them, which were missed, and what became of them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from services import calls
from services.ids import new_id
from services.texts import N_
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.list_page import ListPage
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView
from ui.kit.words import data
from ui.tickets.dialogs import MarkDialog
from ui.tickets.labels import DESK, call_chip


class CallsPage(ListPage):
    """The calls of the person's stores. Enter opens the ticket of a call, or begins one."""

    tables = ("phone_call",)
    module = "tickets"
    service = calls
    kind = "call"
    sort = "came_at"
    views = (
        SavedView("open", N_("To call back"), "warning"),
        SavedView("mine", N_("Taken by me")),
        SavedView("handled", N_("Call taken")),
        SavedView("all", N_("All calls")),
    )
    empty = (N_("No calls here."), N_("The telephone system announces them; the manual says how."))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "calls", N_("Calls"), "call")
        self.pane.opened.disconnect()
        self.pane.opened.connect(self.open_call)
        add = desk.shortcuts.add
        for name, text, key, act, icon in (
            ("take_call", N_("Call taken"), "E", self.take, "ok"),
            ("show_number", N_("Show the number"), "S", self.show_number, "visible"),
        ):
            run = partial(self._with_chosen, act)
            add(self.pane.view, f"{name}_key", text, key, run, "calls", icon)

    def _with_chosen(self, act: Any) -> None:
        act(self.pane.view.chosen_rows())

    def columns(self) -> list[Column]:
        return [
            Column("came_at", N_("When"), "moment", sort="came_at"),
            Column("phone_masked", N_("Telephone"), sample="138****1234"),
            Column("customer_name", N_("Caller"), shown=_caller, stretch=True),
            Column("state", N_("State"), "chip", chip=lambda row: call_chip(row.state)),
            Column("taken_by_name", N_("Taken by")),
            Column("ticket_number", N_("Ticket"), "link"),
            self.store_column(),
        ]

    def row_actions(self) -> Sequence[ListAction]:
        may = self.desk.has_role(*DESK)
        return (
            ListAction("take_call", N_("Call taken"), self.take, "ok", "E", lambda: may),
            ListAction("ticket_of_call", N_("Open a ticket"), self.note, "ticket", "Enter", lambda: may),
            ListAction("show_number", N_("Show the number"), self.show_number, "visible", "S", lambda: may),
            ListAction("mark_caller", N_("Mark as a nuisance…"), self.mark, "warning", "", lambda: may),
        )

    def open_call(self, row: calls.CallLine) -> None:
        """The ticket that the call became, or the form of one."""
        if row.ticket_id is not None:
            self.desk.open_record("ticket", row.ticket_id)
        else:
            self.note([row])

    def note(self, rows: Sequence[calls.CallLine]) -> None:
        """The form of a ticket, with the caller filled in."""
        for row in rows[:1]:
            who = (
                {"customer_id": row.customer_id, "customer_name": row.customer_name}
                if row.customer_id is not None
                else {}
            )
            self.desk.open_page("new_ticket", call_id=row.id, channel="phone", reporter=row.contact_name, **who)

    def take(self, rows: Sequence[calls.CallLine]) -> None:
        """Somebody spoke with these callers."""
        db, wanted = self.desk.db, [(row.id, new_id()) for row in rows if row.state != "handled"]

        def work() -> None:
            for call_id, request in wanted:
                calls.mark(db, call_id, "handled", request)

        def taken(_none: None) -> None:
            self.pane.model.clear_ticks()
            self.refresh()

        if wanted:
            self.write(work, taken)

    def show_number(self, rows: Sequence[calls.CallLine]) -> None:
        """The whole number of one call; the look is logged."""
        db = self.desk.db
        if not rows:
            return
        call_id = rows[0].id
        self.run(lambda: calls.number_of(db, call_id), self._tell_number, slot="number")

    def _tell_number(self, number: str) -> None:
        self.messages.show("info", data(formats.phone(number) or formats.EMPTY), key="number", icon="call")

    def mark(self, rows: Sequence[calls.CallLine]) -> None:
        """Mark the caller as one who only disturbs, or say so anew."""
        for row in rows[:1]:
            call_id = row.id

            def mark(why: str, dialog: MarkDialog, call_id: Any = call_id) -> None:
                db, request = self.desk.db, new_id()
                self.write(
                    lambda: calls.mark_caller(db, why, request, call_id=call_id),
                    lambda _none: dialog.accept(),
                    lambda error: dialog.refused(error),
                )

            MarkDialog(self, mark).open()


def _caller(row: calls.CallLine) -> str:
    """Who it was, as far as it is known."""
    return " · ".join(part for part in (row.customer_name, row.contact_name) if part) or formats.EMPTY

"""What becomes of a caller who is no customer: taken over as one, or forgotten."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services import customers, ticket_callers, tickets
from services.ids import new_id
from services.personal_data import Caller
from services.texts import N_, _
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.lookups import choices
from ui.kit.options import Option
from ui.kit.stale import Held
from ui.kit.words import data

if TYPE_CHECKING:
    from ui.tickets.detail import TicketPage

NAME_LENGTH = 120
NEW = "new"


class CallerKeeper:
    """One for a ticket's page."""

    def __init__(self, page: "TicketPage") -> None:
        self.page = page
        page.customer.taken_over.connect(self.ask_who)
        page.customer.forgotten.connect(self.ask_why)

    def ask_who(self) -> None:
        """Who of those with this number it is, if anybody is on file; what is typed is saved before."""
        if self.page.form.touched:
            self.page.save(then=self._look)
        else:
            self._look()

    def _look(self) -> None:
        db, ticket_id = self.page.desk.db, self.page.record_id
        self.page.run(lambda: ticket_callers.known(db, ticket_id), self._ask, slot="caller")

    def _ask(self, known: Sequence[Caller]) -> None:
        page = self.page
        db, request, held = page.desk.db, new_id(), _held(page)
        seen = held.row
        fields: list[Field] = []
        if known:
            who = [Option(one.id, data(_who(one))) for one in known]
            fields.append(
                Field(
                    "who",
                    N_("Who it is"),
                    "choice",
                    required=True,
                    span=12,
                    options=[*who, Option(NEW, N_("Somebody new"))],
                )
            )
        fields += [
            Field("name", N_("Full name"), required=not known, span=6, max_length=NAME_LENGTH),
            Field("kind", N_("Person or company"), "choice", span=6, options=choices(customers.KIND_NAMES)),
        ]

        def take(dialog: FormDialog) -> None:
            given = dialog.form.values()
            chosen = given.pop("who", NEW)
            customer = None if chosen == NEW else chosen
            page.write(
                lambda: ticket_callers.take_over(db, held.row, customer, given, request),
                lambda _customer: (dialog.done_saving(), page.refresh()),
                dialog.refused,
            )

        if known:
            detail = N_(
                "This number is on file. Choose whose it is, or enter somebody new; the ticket and the number go with him."
            )
        else:
            detail = N_("The number goes with him, and so do his other tickets and calls.")
        FormDialog(
            page, "take_over_caller", N_("Take the caller over as a customer?"), fields, take,
            background=page.desk.background, values={"name": seen.reporter, "kind": "person"}, held=held,
            verb=N_("Take the caller over"), detail=detail,
        ).open()  # fmt: skip

    def ask_why(self) -> None:
        """Why his name and number are erased."""
        page = self.page
        db, request, held = page.desk.db, new_id(), _held(page)

        def take(dialog: FormDialog) -> None:
            why = dialog.form.value("why")
            page.write(
                lambda: ticket_callers.forget(db, held.row, why, request),
                lambda _none: (dialog.done_saving(), page.refresh()),
                dialog.refused,
            )

        FormDialog(
            page, "forget_caller", N_("Erase the caller's name and number for good?"),
            [Field("why", N_("Reason"), required=True, max_length=200, span=12)], take, held=held, verb=N_("Erase"),
            detail=N_("What was asked and answered stays. This cannot be undone."),
        ).open()  # fmt: skip


def _held(page: "TicketPage") -> Held:
    """The page's ticket; the answer depends on who called, not on what else is written there."""
    db, seen = page.desk.db, page.seen
    return Held(seen, lambda: tickets.get(db, seen.id), lambda _row: {}, ("customer_id", "reporter", "phone_masked"))


def _who(one: Caller) -> str:
    """A customer, with the contact whose number it is."""
    named = (
        _("{contact} of {customer}").format(contact=one.contact_name, customer=one.name)
        if one.contact_name
        else one.name
    )
    return f"{named}  {one.number}"

"""Saving an intake once, whatever happens on the way, and what follows: papers, photos, an empty page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from services import counter, ticket_links
from services.errors import Unavailable
from services.ids import new_id
from services.intakes import Opened
from services.order_errors import Incomplete
from services.texts import N_, _
from ui.kit.drafts import NewIds
from ui.work_orders import intake_entry, intake_form, papers
from ui.work_orders.intake_entry import Entry

if TYPE_CHECKING:
    from ui.work_orders.intake_page import IntakePage

# Where a lack of the order is mended in the form.
_FIELDS = {"device_id": "serial_no", "customer_id": "phone"}


@dataclass(frozen=True)
class _Attempt:
    """One intake on its way to the database."""

    visit: counter.Visit
    entries: Sequence[Entry]
    with_label: bool

    def is_in(self, opened: Opened) -> bool:
        """Whether it was this one that was saved, and not one before it under the same request."""
        return [order.id for order in opened.orders] == [one.order.id for one in self.visit.brought]

    def says_other_than(self, entries: Sequence[Entry]) -> bool:
        """Whether something else is entered by now."""
        return [entry.values for entry in self.entries] != [entry.values for entry in entries]


class IntakeSaving(QObject):
    """F9: what is missing is said; what is whole is saved once and printed."""

    def __init__(self, page: "IntakePage") -> None:
        super().__init__(page)
        self._page = page
        self.ids = NewIds()
        self._uncertain: _Attempt | None = None
        self.busy = False
        self.last: dict[str, Any] = {}

    def save(self, with_label: bool = False) -> None:
        """Save everything and print the slip, with_label: the devices' labels too.

        A look-up on its way is waited for: what it finds belongs to what is saved.
        """
        if not self.busy:
            self._page.known.when_settled(lambda: self._save(with_label))

    def _missing(self) -> dict[str, str]:
        form = self._page.form
        problems = form.problems()
        paid, how = form.editor("prepayment").line.text(), form.editor("method").line.text()
        if paid.strip() and not how.strip():
            problems.setdefault("method", _("Say how the prepayment was paid."))
        return problems

    def _save(self, with_label: bool) -> None:
        page = self._page
        problems = self._missing()
        if any(column in intake_form.MORE for column in problems):
            page.more_fields(True)
        page.form.show_errors(problems)
        if problems or self.busy:
            return
        page.devices.keep()
        entries = tuple(replace(entry) for entry in page.devices.entries)
        brought = [intake_entry.brought(entry) for entry in entries]
        workstation = str(page.desk.settings.get("workstation", "") or "")
        visit = intake_entry.visit(
            page.desk.person.store_id, workstation, page.known.customer, page.devices.current.values, brought
        )
        attempt = _Attempt(visit, entries, with_label)
        db, request = page.desk.db, self.ids.request
        self._set_busy(True)
        page.run(
            lambda: counter.take_in(db, visit, request),
            lambda opened: self._saved(opened, attempt),
            lambda error: self._refused(error, attempt),
        )

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        for button in (self._page.save_button, self._page.label_button):
            button.setEnabled(not busy)

    def _refused(self, error: BaseException, attempt: _Attempt) -> Any:
        self._set_busy(False)
        page = self._page
        if isinstance(error, Unavailable):
            # It may be saved all the same: the next try asks under the same request before it writes.
            self._uncertain = self._uncertain or attempt
            return page.refused(error)
        self.ids.renew()
        self._uncertain = None
        if isinstance(error, Incomplete):
            found: dict[str, str] = {}
            for lack in error.lacks:
                field = _FIELDS.get(lack.field or "", lack.field)
                if field in page.form.cells:
                    found.setdefault(field, lack.sentence())
            index = next((lack.index for lack in error.lacks if lack.index is not None), None)
            if index is not None:
                page.devices.go_to(index)
            if found:
                page.form.show_errors(found)
                return True
        return page.form.show_refusal(error) or page.refused(error)

    def _saved(self, opened: Opened, attempt: _Attempt) -> None:
        self._set_busy(False)
        page, uncertain = self._page, self._uncertain
        page.messages.clear(keep=("photos",))
        if uncertain is not None and uncertain.is_in(opened):
            attempt = uncertain
        page.devices.keep()
        if attempt.says_other_than(page.devices.entries):
            page.messages.show(
                "warning",
                N_("Saved as it was when it was sent. What was changed since then is not in it."),
                link=N_("Open it"),
                act=lambda: page.desk.open_record("work_order", first_of(opened)),
                key="changed_since",
            )
        self.ids.renew()
        self._uncertain = None
        self.last = {**attempt.entries[-1].values, "customer_id": attempt.visit.intake.customer_id}
        page.draft.keeper.saved()
        ticket_id = page.ticket_id
        page.start_anew()
        page.focus_start()
        page.tell_saved(opened)
        if ticket_id is not None:
            self._link(ticket_id, opened)
        self._send_and_print(opened, attempt)

    def _link(self, ticket_id: UUID, opened: Opened) -> None:
        """The ticket leads to the orders that came out of it."""
        db, orders = self._page.desk.db, [(order.id, new_id()) for order in opened.orders]

        def link() -> None:
            for order_id, request in orders:
                ticket_links.link(db, ticket_id, "work_order", order_id, request)

        self._page.write(link, about=ticket_id)

    def _send_and_print(self, opened: Opened, attempt: _Attempt) -> None:
        page, store = self._page, attempt.visit.intake.store_id
        first = opened.orders[0]
        # One slip lists all devices; each device gets a label of its own.
        papers.print_out(page, "intake", first.id, first.number if len(opened.orders) == 1 else opened.number, store)
        for order, entry, one in zip(opened.orders, attempt.entries, attempt.visit.brought, strict=True):
            if one.order.device_here:
                print_label = papers.print_out if attempt.with_label else papers.print_if_routed
                print_label(page, "label", order.id, order.number, store)
            if order.receipt and one.order.prepayment is not None:
                papers.print_if_routed(page, "receipt", one.order.prepayment.id, order.receipt, store)
            page.photos.send(order.id, entry.photos)


def numbers_of(opened: Opened) -> str:
    """What was given out: the order's number, or the intake's where several devices came."""
    if len(opened.orders) == 1:
        return opened.orders[0].number
    return _("{number} ({n} devices)").format(number=opened.number, n=len(opened.orders))


def first_of(opened: Opened) -> UUID:
    """The order that is opened for a look at what was saved."""
    return opened.orders[0].id

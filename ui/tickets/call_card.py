"""The card of a call that comes in: who it is, what is open for him, and what can be done with one key."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QEnterEvent

from services import calls, tickets
from services.order_words import WORK_STATES
from services.punctuation import listed
from services.texts import N_, _, ngettext
from ui.kit import formats
from ui.kit.cards import IconLine
from ui.kit.corner import CornerCard
from ui.kit.words import Label, Text, say

# Then it folds into the list of calls.
FOLDS_AFTER_MS = 30_000
NOTE_KEY = "Ctrl+Shift+M"


class CallCard(CornerCard):
    """One call. on(verb) gets note, order, customer, new_customer or taken."""

    def __init__(self, found: calls.Card, number: str, on: Callable[[str], Any], may_order: bool) -> None:
        self.found, self.number = found, number
        super().__init__("call", self._who, "call", "danger" if found.mark else "")
        call = found.call
        self.say(self._number, "secondary", "label")
        if found.mark is not None:
            mark = found.mark
            self.body.addWidget(
                IconLine(
                    lambda: _("Marked as a nuisance by {name} on {day}: {why}").format(
                        name=mark.marked_by, day=formats.day(formats.local(mark.marked_at).date()), why=mark.reason
                    ),
                    "warning",
                    "danger",
                )
            )
        for line in self._lines():
            self.body.addWidget(Label(line, elide=True))
        self.body.addWidget(
            IconLine(N_("Pick up within 2 to 3 rings, and ask first who is calling."), "call", "", "label")
        )
        self.add_verb(N_("Open a ticket"), "note_call", lambda: on("note"), "primary", NOTE_KEY)
        if call.customer_id is not None:
            self.add_verb(N_("Customer"), "call_customer", lambda: on("customer"))
        else:
            self.add_verb(N_("New customer"), "call_new_customer", lambda: on("new_customer"))
        if may_order:
            self.add_verb(N_("New order"), "call_order", lambda: on("order"))
        self.add_verb(N_("Call taken"), "call_taken", lambda: on("taken"))
        self.folding = QTimer(self, singleShot=True, interval=FOLDS_AFTER_MS)
        self.folding.start()

    def _who(self) -> str:
        call, known = self.found.call, self.found.callers
        if call.customer_id is not None:
            contact = _("{contact} of {customer}") if call.contact_name else "{customer}"
            return contact.format(contact=call.contact_name, customer=call.customer_name)
        if len(known) > 1:
            return _("One of {names}").format(names=listed(one.name for one in known[:3]))
        return call.contact_name or _("Unknown number")

    def _number(self) -> str:
        parts = [self.found.call.phone_masked]
        if self.found.calls > 1:
            parts.append(
                ngettext("{n} call in 30 days", "{n} calls in 30 days", self.found.calls).format(n=self.found.calls)
            )
        return " · ".join(parts)

    def _lines(self) -> list[Text]:
        names = list(self.found.devices)
        lines: list[Text] = [lambda: _("Devices: {names}").format(names=listed(names))] if names else []
        return lines + [_related(one) for one in self.found.related]

    def enterEvent(self, event: QEnterEvent) -> None:
        self.folding.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.folding.start()
        super().leaveEvent(event)


def _related(one: calls.Related) -> Text:
    def words() -> str:
        states = WORK_STATES if one.kind == "work_order" else tickets.STATE_NAMES
        state = say(states[one.state]) if one.state in states else one.state
        return f"{one.number}  {state}  {one.words}"

    return words

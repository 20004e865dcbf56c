"""Calls that the telephone system hands to this window: shown in the corner, noted with one key."""

from typing import Any

from PySide6.QtCore import QObject

from services import calls
from services.ids import new_id
from services.texts import N_
from ui.kit.corner import Corner
from ui.kit.desk import Desk
from ui.tickets.call_card import NOTE_KEY, CallCard
from ui.tickets.labels import DESK


class CallDesk(QObject):
    """One for a window. take(number) when it rings; nothing here takes the focus."""

    def __init__(self, desk: Desk, window: Any, corner: Corner) -> None:
        super().__init__(window)
        self._desk, self.corner = desk, corner
        self._may_note = desk.has_role(*DESK)
        add = desk.shortcuts.add
        if self._may_note:
            add(window, "note_call", N_("Open a ticket for the call"), NOTE_KEY, self.note_newest, concept="call")
        add(window, "to_corner", N_("Go to the card in the corner"), "Ctrl+Shift+K", corner.focus)
        desk.changes.changed.connect(self._changed)

    def cards(self) -> list[CallCard]:
        """The calls shown now, the newest last."""
        return [card for card in self.corner.cards if isinstance(card, CallCard)]

    def take(self, number: str) -> None:
        """It rings: look the number up and show who it is."""
        db, store, request = self._desk.db, self._desk.person.store_id, new_id()
        self._desk.background.run(
            self,
            lambda: calls.come_in(db, number, store, request),
            lambda found: self._show(found, number),
            self._refused,
        )

    def _refused(self, error: BaseException) -> bool:
        if getattr(error, "sentence", None) is None:
            return False
        self._desk.messages.error(error)
        return True

    def _show(self, found: calls.Card, number: str) -> None:
        for card in self.cards():
            if card.found.call.id == found.call.id:
                self.corner.remove(card)
        card = CallCard(found, number, lambda verb: self._do(card, verb), self._may_note)
        card.folding.timeout.connect(lambda: self.corner.remove(card))
        self.corner.add(card)

    def _changed(self, table: str, ids: Any) -> None:
        """A colleague took a call, or said that nobody did: its card goes from this window too."""
        shown = [card for card in self.cards() if table == "phone_call" and card.found.call.id in ids]
        if not shown:
            return
        db, wanted = self._desk.db, [card.found.call.id for card in shown]

        def put_away(waiting: Any) -> None:
            left = {line.id for line in waiting if line.state == "waiting"}
            for card in shown:
                if card.found.call.id not in left:
                    self.corner.remove(card)

        # asked by nobody: a lost connection is the lamp's to tell
        self._desk.background.run(
            self,
            lambda: calls.some(db, wanted, calls.Wanted(view="open")),
            put_away,
            lambda error: getattr(error, "sentence", None) is not None,
        )

    def note_newest(self) -> None:
        """The form of a ticket, with the caller filled in."""
        shown = self.cards()
        if shown:
            self._do(shown[-1], "note")
        else:
            self._desk.open_page("calls")

    def _do(self, card: CallCard, verb: str) -> None:
        call, known = card.found.call, card.found.callers
        customer = {"customer_id": call.customer_id, "customer_name": call.customer_name}
        if verb == "note":
            who = customer if call.customer_id is not None else {}
            reporter = call.contact_name or ("" if call.customer_id or not known else known[0].name)
            self._desk.open_page("new_ticket", call_id=call.id, channel="phone", reporter=reporter, **who)
        elif verb == "order":
            how = {"customer_id": call.customer_id} if call.customer_id is not None else {"phone": card.number}
            self._desk.open_page("intake", **how)
            self._mark(call.id)
        elif verb == "customer":
            self._desk.open_record("customer", call.customer_id)
            card.folding.start()
            return
        elif verb == "new_customer":
            self._desk.open_page("new_customer", phone=card.number)
            card.folding.start()
            return
        else:
            self._mark(call.id)
        self.corner.remove(card)

    def _mark(self, call_id: Any) -> None:
        db, request = self._desk.db, new_id()
        self._desk.background.run(
            self, lambda: calls.mark(db, call_id, "handled", request), lambda _none: None, self._refused
        )

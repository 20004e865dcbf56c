"""The draft of an intake: its temporary number, and everything entered, kept on this PC until it is saved."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from services.texts import _
from ui.kit import formats
from ui.kit.chips import Chip, ChipLabel
from ui.kit.drafts import DraftKeeper
from ui.kit.words import Label

if TYPE_CHECKING:
    from ui.work_orders.intake_page import IntakePage


class IntakeDraft(QObject):
    """Shows the draft's number and when it was kept; keeps it and brings it back."""

    def __init__(self, page: "IntakePage") -> None:
        super().__init__(page)
        self._page = page
        self.temporary = ""
        self._offered = False
        self.chip = ChipLabel(Chip(self._words, "neutral", "draft"))
        self.kept_at = Label("", "label", "secondary")
        self.keeper = DraftKeeper(
            self,
            page.form,
            page.desk.drafts,
            "intake",
            "intake",
            page.title,
            page.messages,
            self._as_draft,
            self._bring_back,
            page.saving.ids,
            page.desk.db.done,
        )
        self.keeper.kept.connect(self._kept)
        self.keeper.dropped.connect(page.start_anew)

    def begin(self) -> None:
        """Another draft, with a number of its own until the server gives the real ones."""
        number = int(self._page.desk.settings.get("draft_number", 0) or 0) + 1
        self._page.desk.settings.set("draft_number", number)
        self._name(f"W-tmp-{number}")
        self.kept_at.say("")

    def offer(self) -> None:
        """Bring back what was entered before a crash, once."""
        if not self._offered:
            self._offered = True
            self.keeper.offer(lambda _found: self._page.title_changed.emit())

    def _words(self) -> str:
        return _("Draft {number}").format(number=self.temporary)

    def _name(self, temporary: str) -> None:
        self.temporary = temporary
        self.chip.show_chip(Chip(self._words, "neutral", "draft"))

    def _as_draft(self) -> dict[str, Any]:
        customer = self._page.known.customer
        who = str(customer.id) if customer is not None else None
        return {
            "temporary": self.temporary,
            "customer": who,
            "ticket": self._page.ticket_id,
            **self._page.devices.as_draft(),
        }

    def _bring_back(self, draft: dict[str, Any]) -> None:
        self._name(draft.get("temporary") or self.temporary)
        self._page.ticket_id = draft.get("ticket")
        self._page.devices.bring_back(draft)
        if draft.get("customer"):
            self._page.known.choose_customer(UUID(draft["customer"]))

    def _kept(self) -> None:
        at = formats.local(self._page.desk.now())
        self.kept_at.say(lambda: _("{time} kept by itself").format(time=f"{at:%H:%M:%S}"))

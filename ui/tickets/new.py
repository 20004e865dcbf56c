"""A new ticket: what the customer says at the left, what may help at the right."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from services import calls, tickets
from services.articles import About, Suggestion
from services.ids import new_id
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine
from ui.kit.cases import CaseSuggestions, asked, insert_answer
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.lookups import named
from ui.kit.new_page import NewPage
from ui.kit.words import data
from ui.tickets.form import chosen, fill_lists, ticket_form
from ui.tickets.house_card import HouseCard

START = {"kind": "inquiry", "channel": "phone", "urgency": "normal", "into_knowledge": False}


class NewTicketPage(NewPage):
    """Saved as it is, or as solved with the answer given right away; whoever opens a ticket owns it."""

    module = "tickets"
    kind = "ticket"
    form: Form

    def __init__(self, desk: Desk) -> None:
        self._used: dict[UUID, str] = {}
        self._links: dict[str, Any] = {}
        self._call: UUID | None = None
        self._kind = ""
        super().__init__(desk, "new_ticket", N_("New ticket"), "ticket")

    def begin(self) -> None:
        self._load_devices = fill_lists(self, self.form)
        self.form.edited.connect(self._edited)
        self.keeper.dropped.connect(lambda: self._show_links({}))

    def make_form(self) -> Form:
        return ticket_form(self.desk)

    def cards(self) -> Sequence[QWidget]:
        self.suggestions = CaseSuggestions(
            self, N_("Articles, solved tickets and repairs appear here while you type."), self._insert, self._about
        )
        self.behind = Card(N_("Behind it"))
        self._behind = IconLine("", "order")
        self.behind.body.addWidget(self._behind)
        self.house = HouseCard(self)
        return (self.behind, self.suggestions, self.house)

    def further_buttons(self) -> Sequence[QWidget]:
        solve = self.action("solve_at_once", N_("Save as solved"), "Ctrl+Shift+S", self.solve, "ok")
        self.solve_button = Button(N_("Save as solved"), "solve_at_once", key="Ctrl+Shift+S", icon="ok").act(solve)
        return (self.solve_button,)

    def start(self) -> None:
        self.form.set_values(START)
        self.form.set_required("customer_id", False)
        self._used = {}
        self._show_links({})
        self.suggestions.look_for("")
        self._look_for_house()

    def fill_in(self, how: Mapping[str, Any]) -> None:
        if how.get("customer_id") is not None:
            self.form.editor("customer_id").set_value(named(how["customer_id"], how.get("customer_name", "")))
            self._load_devices()
        if how.get("device_id") is not None:
            self.form.editor("device_id").set_value(named(how["device_id"], how.get("device_name", "")))
        for column in ("kind", "channel", "subject", "description", "reporter", "phone"):
            if how.get(column):
                self.form.propose(column, how[column])
        self._show_links(how)
        self._look_for_house()

    def shown(self, **how: Any) -> None:
        if self.form.touched and how.get("call_id"):
            self.messages.show(
                "info", N_("Something else is being entered here. Save or clear it first."), key="busy", icon="draft"
            )
        super().shown(**how)

    def _show_links(self, how: Mapping[str, Any]) -> None:
        """The order and the call that the ticket comes from."""
        self._links = {name: how[name] for name in ("work_order_id", "work_order_number") if how.get(name)}
        self._call = how.get("call_id")
        number = self._links.get("work_order_number") or ""
        words = data(number) if number else N_("A work order") if self._links else N_("The call that came in")
        self._behind.tell(words, "order" if self._links else "call")
        self.behind.setVisible(bool(self._links) or self._call is not None)

    def kept_beside(self) -> Any:
        return {**self._links, "call_id": self._call, "used": list(self._used.items())}

    def bring_back(self, kept: Any) -> None:
        self._show_links(kept)
        self._used = dict(kept.get("used") or ())
        self._load_devices()
        self._look_for_house()

    def focus_start(self) -> None:
        empty = chosen(self.form, "customer_id") is None
        self.form.jump_to("customer_id" if empty else "subject")

    def panes(self) -> list[QWidget]:
        return [self.form, self.suggestions, self.save_button]

    def _edited(self, column: str) -> None:
        if column in ("kind", "phone"):
            # whoever is to be called back is on file, or leaves his number
            message = chosen(self.form, "kind") == "message"
            self.form.set_required("customer_id", message and not self.form.editor("phone").raw().strip())
        if column in ("kind", "channel", "mood"):
            self._look_for_house()
        if column in ("subject", "description"):
            self.suggestions.look_for(asked(self.form))
        elif column == "device_id":
            self.suggestions.look_again()

    def _look_for_house(self) -> None:
        self.house.look_for(*(chosen(self.form, column) for column in ("channel", "kind", "mood")))

    def _about(self) -> About:
        return About(None, chosen(self.form, "device_id"), self._links.get("work_order_id"))

    def _insert(self, one: Suggestion) -> None:
        if insert_answer(self.form, "solution", one, asked(self.form)) and one.kind == "article":
            self._used[one.id] = one.number

    # saving

    def solve(self) -> None:
        """Save with the answer given right away."""
        step = new_id()

        def create(db: Any, values: dict[str, Any], request: Any) -> Any:
            ticket = self._create(db, values, request)
            tickets.move(db, ticket, "resolve", {}, step)
            return ticket.id

        self.form.set_required("solution", True)
        self.save(create)
        self.form.set_required("solution", False)

    def created(self, made: Any) -> None:
        """A message is handed over to the colleague it is for."""
        if self._kind == "message":
            self.desk.open_record(self.kind, made, step="hand_over")
            self.ended.emit()
        else:
            super().created(made)

    def entered(self) -> dict[str, Any]:
        self._kind = self.form.values()["kind"]
        order = {"work_order_id": self._links["work_order_id"]} if self._links.get("work_order_id") else {}
        return {"store_id": self.desk.person.store_id, **self.form.values(), **order}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return self._create(db, values, request).id

    def _create(self, db: Any, values: dict[str, Any], request: Any) -> tickets.Ticket:
        ticket = tickets.create(db, self.ids.record, values, request, articles=list(self._used))
        if self._call is not None:
            # asked again after a lost connection it is taken once more, by the same person
            calls.mark(db, self._call, "handled", new_id(), ticket.id)
        return ticket

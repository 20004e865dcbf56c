"""Recording a complaint: the customer's words at the left, what may help at the right."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from services import complaints
from services.texts import N_, _
from ui.complaints.form import fill_lists, record_form
from ui.kit.cards import Card, IconLine
from ui.kit.cases import CaseSuggestions, asked
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.lookups import named
from ui.kit.new_page import NewPage
from ui.kit.words import data

START = {"channel": "phone", "severity": 3, "demand": "none", "harm": "none", "repeated": False, "exposed": False}


class NewComplaintPage(NewPage):
    """Recorded, the number is told at once, also where the rest may not be read."""

    module = "complaints"
    kind = "complaint"
    save_text = N_("Record")
    form: Form

    def __init__(self, desk: Desk) -> None:
        self._links: dict[str, Any] = {}
        super().__init__(desk, "new_complaint", N_("New complaint"), "complaint")

    def begin(self) -> None:
        fill_lists(self, self.form, self.desk.person.store_id)
        self.form.edited.connect(self._edited)

    def make_form(self) -> Form:
        return record_form(self.desk)

    def cards(self) -> Sequence[QWidget]:
        self.behind = Card(N_("Behind it"))
        self._behind = IconLine("", "ticket")
        self.behind.body.addWidget(self._behind)
        self.suggestions = CaseSuggestions(self, N_("Articles, solved tickets and repairs appear here while you type."))
        return (self.behind, self.suggestions)

    def start(self) -> None:
        self.form.set_values(START)
        self._show_links({})
        self.suggestions.look_for("")

    def fill_in(self, how: Mapping[str, Any]) -> None:
        if how.get("customer_id") is not None:
            self.form.editor("customer_id").set_value(named(how["customer_id"], how.get("customer_name", "")))
        for column in ("subject", "description", "complainant"):
            if how.get(column):
                self.form.propose(column, how[column])
        self._show_links(how)

    def _show_links(self, how: Mapping[str, Any]) -> None:
        """The ticket or order that the complaint is about."""
        self._links = {column: how[column] for column in ("ticket_id", "work_order_id") if how.get(column)}
        number = how.get("ticket_number") or how.get("work_order_number") or ""
        self._behind.tell(data(number), "ticket" if how.get("ticket_number") else "order")
        self.behind.setVisible(bool(number))

    def focus_start(self) -> None:
        known = self.form.legible("customer_id") is not None
        self.form.jump_to("description" if known else "customer_id")

    def panes(self) -> list[QWidget]:
        return [self.form, self.suggestions, self.save_button]

    def _edited(self, column: str) -> None:
        if column in ("subject", "description"):
            self.suggestions.look_for(asked(self.form))

    def entered(self) -> dict[str, Any]:
        return {"store_id": self.desk.person.store_id, **self.form.values(), **self._links}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> complaints.Recorded:
        return complaints.record(db, self.ids.record, values, request)

    def created(self, made: complaints.Recorded) -> None:
        if made.readable:
            super().created(made.id)
            return
        self.messages.show(
            "success",
            lambda: _("Recorded as {number}. Tell the customer this number.").format(number=made.number),
            N_("You cannot read complaints about yourself."),
        )

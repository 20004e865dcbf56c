"""One complaint: its trace, its fields, the customer and what may help, the next steps on top."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtWidgets import QWidget

from services import complaints, corrective_actions, remedies
from services.articles import About, Suggestion
from services.documents import from_complaints
from services.texts import N_, _, either
from ui.complaints.authority import AuthorityCard, authority_chip
from ui.complaints.form import fill_lists, handling_form
from ui.complaints.labels import (
    ESCALATED,
    HAPPENED,
    REGULATOR,
    SEVERITIES,
    STEPS,
    needed,
    severity_tone,
    state_chip,
    whom,
)
from ui.complaints.measures import MeasuresCard
from ui.complaints.remedies import RemediesCard
from ui.kit import formats, lookups, papers
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine
from ui.kit.case_page import CasePage
from ui.kit.cases import CaseSuggestions, CustomerCard, entry, insert_answer
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.steps_bar import StepDialog
from ui.kit.trace import Entry
from ui.kit.words import data, say


class Complainer(CustomerCard):
    """Who complains, and the ticket behind it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ticket = self.add_link("", "open_ticket")
        self.ticket.clicked.connect(lambda: desk.open_record("ticket", self.record.ticket_id))

    def show_complaint(self, complaint: complaints.Complaint) -> None:
        """Show the customer of this complaint."""
        self.tell(complaint, [(N_("Who complains"), complaint.complainant), (N_("About whom"), complaint.about_name)])
        self.ticket.setVisible(bool(complaint.ticket_number))
        self.ticket.say(data(complaint.ticket_number))


class DueCard(Card):
    """By when it must be answered, and why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self._desk = desk
        self._complaint: complaints.Complaint | None = None
        self.line = IconLine(self._text, "limit", "", "verdict")
        self.because = IconLine(N_("Silence counts as a refusal once the time is over."), "info", "", "label")
        self.body.addWidget(self.line)
        self.body.addWidget(self.because)
        self.letter = Button(N_("Print the answer as a letter"), "print_letter", "link", icon="print")
        self.body.addWidget(self.letter)

    def tell(self, complaint: complaints.Complaint) -> None:
        """Show the clock of this complaint."""
        self._complaint = complaint
        done = complaint.state in ("answered", "accepted", "closed")
        left = (complaint.answer_due_at - self._desk.now()).total_seconds()
        tone = "success" if done else "danger" if left < 0 else "warning" if left < 24 * 3600 else ""
        self.line.tell(self._text, "ok_fill" if done else "limit", tone)
        self.because.setVisible(not done)
        self.letter.setVisible(bool(complaint.answer.strip()))

    def _text(self) -> str:
        one = self._complaint
        if one is None:
            return ""
        if one.answered_at is not None:
            return _("Answered {at}").format(at=formats.inside(one.answered_at, self._desk.now()))
        return _("Answer due {at}").format(at=formats.inside(one.answer_due_at, self._desk.now()))


class ComplaintPage(CasePage):
    """A complaint that is handled; agents read it, managers move it."""

    tables = ("complaint",)
    module = "complaints"
    service = complaints
    table = "complaint"
    clocked = True
    words = STEPS

    def __init__(self, desk: Desk) -> None:
        self.due = DueCard(desk)
        self.authority = AuthorityCard(self, desk)
        self.customer = Complainer(desk)
        self.remedies = RemediesCard(self, desk)
        self.measures = MeasuresCard(self, desk)
        super().__init__(desk, "complaint", N_("Complaint"), "complaint")

    def begin(self) -> None:
        self.action("print_letter", N_("Print the answer as a letter"), "Ctrl+P", self.print_letter, "print")
        self.due.letter.clicked.connect(self.print_letter)
        self.customer.let_tell(
            self, "complaint", lambda one: "complaint_answered" if one.answered_at else "complaint_received"
        )
        self.customer.let_suggest("complaint_id")
        self.customer.let_recover("complaint_id", "complaint")
        self.action("open_customer_file", N_("Open the customer"), "Ctrl+J", self.customer.open_customer, "customer")

    def make_form(self) -> Form:
        return handling_form(self.desk)

    def cards(self) -> Sequence[QWidget]:
        hint = N_("What helped before appears here.")
        about = lambda: About(self.seen.ticket_id, None, self.seen.work_order_id)  # noqa: E731
        self.suggestions = CaseSuggestions(self, hint, self._insert, about)
        return (self.due, self.authority, self.remedies, self.measures, self.customer, self.suggestions)

    def values_of(self, record: complaints.Complaint) -> dict[str, Any]:
        values = {field.name: getattr(record, field.name) for field in fields(record)}
        values["customer_id"] = lookups.named(record.customer_id, record.customer_name)
        values["about_staff_id"] = lookups.named(record.about_staff_id, record.about_name)
        return values

    def chips(self, record: complaints.Complaint) -> Sequence[Chip]:
        number = record.severity
        words = lambda: _("Severity {n}, {word}").format(n=number, word=say(SEVERITIES[number]))  # noqa: E731
        severity = Chip(words, severity_tone(number), "claim")
        waits = authority_chip(record)
        marks = (
            (ESCALATED,) if record.escalated_at else (waits,) if waits else (REGULATOR,) if record.regulator_no else ()
        )
        return (state_chip(record), *marks, severity)

    def facts(self, record: complaints.Complaint) -> str:
        parts = [
            _("Responsible: {name}").format(name=record.owner_name or formats.EMPTY),
            _("recorded {at}").format(at=formats.inside(record.opened_at, self.desk.now())),
            either(record.store_name, record.store_name_en),
        ]
        return " · ".join(parts)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED, whom)

    def needed(self, column: str) -> Field:
        return needed(column)

    def lists_for(self, dialog: StepDialog, needs: Collection[str]) -> None:
        db, store = self.desk.db, self.seen.store_id
        wanted = {"category": "complaint_category", "root_cause": "root_cause"}

        def load() -> list[tuple[str, Any]]:
            lists = [(column, lookups.codes(db, name)) for column, name in wanted.items() if column in needs]
            if "owner_id" in needs:
                lists.append(("owner_id", lookups.colleagues(db, store, ("manager", "agent"))))
            return lists

        def show(lists: list[tuple[str, Any]]) -> None:
            for column, options in lists:
                lookups.offer(dialog.form, column, options)

        self.run(load, show, slot="step_lists")

    def more(self) -> Any:
        db = self.desk.db
        return remedies.of_complaint(db, self.record_id), corrective_actions.of_complaint(db, self.record_id)

    def told(self, record: complaints.Complaint, more: Any, first: bool) -> None:
        if first:
            fill_lists(self, self.form, record.store_id)
        self.due.tell(record)
        self.authority.show_complaint(record)
        offered, measures = more
        self.remedies.tell(record, offered)
        self.measures.tell(record, measures)
        self.customer.show_complaint(record)
        self.suggestions.setVisible(record.state != "closed")
        self.suggestions.look_for(f"{record.subject} {record.description}", at_once=first)

    def print_letter(self) -> None:
        """The answer on paper, as it is saved."""
        seen, person = self.seen, self.desk.person
        if seen is None:
            return
        paper = papers.paper_of(
            self, "letter", lambda db: from_complaints.letter(db, seen.id, person.name), lambda _db: [seen.id],
            seen.number, seen.store_id,
        )  # fmt: skip
        papers.print_out(self, paper)

    def helping(self) -> Sequence[QWidget]:
        return (self.suggestions,)

    def _insert(self, one: Suggestion) -> None:
        insert_answer(self.form, "answer", one, self.seen.description)

"""One ticket: its trace, its fields, what may help, and the next steps on top."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from services import tickets
from services.articles import Suggestion
from services.ids import new_id
from services.texts import N_, _
from ui.kit import formats, lookups
from ui.kit.case_page import CasePage
from ui.kit.cases import CaseSuggestions, asked, entry, insert_answer
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.steps_bar import StepDialog
from ui.kit.trace import Entry
from ui.tickets.form import fill_lists, ticket_form, values_of
from ui.tickets.labels import HAPPENED, KIND_ICONS, STEPS, needed, state_chip, whom
from ui.tickets.side import Asker, KnowledgeCard, UsedArticles


class TicketPage(CasePage):
    """A ticket that is worked on."""

    tables = ("ticket",)
    module = "tickets"
    service = tickets
    table = "ticket"
    words = STEPS

    def __init__(self, desk: Desk) -> None:
        self._used_now: list[Any] = []
        self.customer = Asker(desk)
        self.used = UsedArticles()
        self.knowledge = KnowledgeCard()
        super().__init__(desk, "ticket", N_("Ticket"), "ticket")
        self.form.edited.connect(self._edited)
        self.used.voted.connect(self._vote)
        self.used.opened.connect(lambda article_id: desk.open_record("article", article_id))
        self.customer.complain.connect(self._complain)
        self.knowledge.wanted.connect(self._write_article)
        self.action("open_customer_file", N_("Open the customer"), "Ctrl+J", self.customer.open_customer, "customer")
        self._load_devices = fill_lists(self, self.form)

    def make_form(self) -> Form:
        return ticket_form(self.desk, solution_lines=5, group_names=False)

    def cards(self) -> Sequence[QWidget]:
        hint = N_("Write what it is about; what helped before appears here.")
        self.suggestions = CaseSuggestions(self, hint, self._insert, lambda: self.record_id)
        return (self.customer, self.used, self.knowledge, self.suggestions)

    def values_of(self, record: tickets.Ticket) -> dict[str, Any]:
        return values_of(record)

    def chips(self, record: tickets.Ticket) -> Sequence[Chip]:
        kind = Chip(tickets.KIND_NAMES[record.kind], "neutral", KIND_ICONS[record.kind])
        return (state_chip(record, self.desk.now()), kind)

    def facts(self, record: tickets.Ticket) -> str:
        now = self.desk.now()
        parts = [
            _("Responsible: {name}").format(name=record.owner_name or formats.EMPTY),
            _("first asked: {name}").format(name=record.first_asked_name or formats.EMPTY),
            _("opened {at}").format(at=formats.moment(record.opened_at, now)),
            record.store_name,
        ]
        if record.state == "promised":
            parts.insert(0, _("Call back: {at}").format(at=formats.moment(record.promised_at, now)))
        return " · ".join(parts)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED, whom)

    def needed(self, column: str) -> Field:
        return needed(column)

    def lists_for(self, dialog: StepDialog, needs: Collection[str]) -> None:
        if "owner_id" not in needs:
            return
        db, store = self.desk.db, self.seen.store_id
        dialog.form.editor("owner_id").set_value(None)
        self.run(
            lambda: lookups.colleagues(db, store),
            lambda options: lookups.offer(dialog.form, "owner_id", options),
            slot="colleagues",
        )

    def more(self) -> Any:
        return tickets.used_articles(self.desk.db, self.record_id)

    def told(self, record: tickets.Ticket, more: Any, first: bool) -> None:
        if first:
            self._load_devices()
        self.used.tell(more)
        self.customer.show_ticket(record)
        pending = record.state in tickets.OPEN_STATES
        writes = self.desk.rights is None or self.desk.rights.may_add("article")
        self.knowledge.setVisible(writes and bool(record.solution) and record.state in ("resolved", "closed"))
        self.suggestions.setVisible(pending)
        if pending:
            self.suggestions.look_for(asked(self.form), at_once=first)

    def panes(self) -> list[QWidget]:
        return [self.steps, self.note, self.form, self.suggestions, self.save_button]

    # suggestions and what became of them

    def _edited(self, column: str) -> None:
        if column in ("subject", "description") and not self.suggestions.isHidden():
            self.suggestions.look_for(asked(self.form))

    def _insert(self, one: Suggestion) -> None:
        if insert_answer(self.form, "solution", one, asked(self.form)) and one.kind == "article":
            self._used_now.append(one.id)

    def write_values(self, db: Any, seen: Any, values: dict[str, Any], request: Any) -> Any:
        used, self._used_now = self._used_now, []
        return tickets.change(db, seen, values, request, used)

    def _vote(self, article_id: Any, worked: bool) -> None:
        db, ticket_id, request = self.desk.db, self.record_id, new_id()
        self.write(lambda: tickets.vote(db, article_id, ticket_id, worked, request), lambda _n: self.refresh())

    def _write_article(self) -> None:
        self.desk.open_page("new_article", ticket_id=self.seen.id)

    def _complain(self) -> None:
        seen = self.seen
        self.desk.open_page(
            "new_complaint",
            ticket_id=seen.id,
            ticket_number=seen.number,
            customer_id=seen.customer_id,
            customer_name=seen.customer_name,
            subject=seen.subject,
        )

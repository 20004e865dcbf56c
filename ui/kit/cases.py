"""What screens of tickets, complaints and articles have in common: words, the trace, the customer, suggestions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt

from services import articles
from services.articles import About, Suggestion
from services.steps import TraceEntry
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.cards import Card, Pairs
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.suggestions import Suggested, Suggestions, suggestion_keys
from ui.kit.tell import TellDialog
from ui.kit.trace import Entry
from ui.kit.words import Text, data

# What happened: word, icon and tone by action.
Happenings = Mapping[str, tuple[str, str, str]]


def customer_words(row: Any) -> str:
    """A customer in a list, with the last four digits that tell namesakes apart."""
    return f"{row.customer_name}  *{row.customer_last4}" if row.customer_last4 else row.customer_name


def helped(row: Any) -> str:
    """How often an article helped those who said so."""
    votes = row.worked + row.failed
    return _("helped {n} of {all}").format(n=row.worked, all=votes) if votes else ""


def entry(
    happened: TraceEntry, happenings: Happenings, whom: Callable[[TraceEntry], str] = lambda _happened: ""
) -> Entry:
    """A line of the trace as it is shown; `whom` adds a name or time to the word."""
    words, icon, tone = happenings.get(happened.action, (happened.action, "info", "neutral"))

    def headline() -> str:
        more = whom(happened)
        return _("{what}: {name}").format(what=_(words), name=more) if more else _(words)

    by = " · ".join(part for part in (happened.by_name, happened.of_number) if part)
    return Entry(happened.at, icon, headline, data(happened.comment), data(by), tone, id=happened.id)


class CustomerCard(Card):
    """Who asks or complains, and the way to his file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("Customer"))
        self._desk = desk
        self.record: Any = None
        self.pairs = Pairs()
        self.write: Button | None = None
        self.open = self.add_link(N_("Open"), "open_customer", "Ctrl+J")
        self.body.addWidget(self.pairs)
        self.open.clicked.connect(self.open_customer)

    def tell(self, record: Any, others: Sequence[tuple[Text, str]] = ()) -> None:
        """Show the customer of a ticket or complaint, and what else is known, where it is."""
        self.record = record
        known = record.customer_id is not None
        self.say(data(record.customer_name) if known else N_("Unknown customer"))
        pairs = [(name, data(value)) for name, value in ((N_("Telephone"), record.customer_phone), *others) if value]
        self.pairs.tell(pairs)
        self.pairs.setVisible(bool(pairs))
        self.open.setVisible(known)
        if self.write is not None:
            self.write.setVisible(known and self._desk.has_role("agent", "manager", "technician"))

    def let_tell(self, page: Page, about: str, propose: Callable[[Any], str]) -> None:
        """Offer to tell the customer something; about: visit or complaint, propose(record): what he is most likely told."""
        self.write = Button(N_("Tell the customer…"), "tell_customer", "link")
        self.body.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)  # beside the name it left no room for the name
        self.write.clicked.connect(
            lambda: TellDialog(page, about, self.record.id, lambda _told: page.refresh(), propose(self.record)).open()
        )

    def let_suggest(self, column: str) -> None:
        """Offer to file an improvement suggestion that arises from the record; column: ticket_id, complaint_id …"""
        suggest = Button(N_("Suggest an improvement"), "suggest_improvement", "link")
        self.body.addWidget(suggest, 0, Qt.AlignmentFlag.AlignLeft)
        suggest.clicked.connect(
            lambda: self._desk.open_page(
                "new_improvement",
                **{column: self.record.id, "about_number": self.record.number, "subject": self.record.subject},
            )
        )

    def let_recover(self, column: str, cause: str) -> None:
        """Offer a manager to make a service recovery plan that arises from the record; column: complaint_id …"""
        plan = Button(N_("Recovery plan…"), "plan_recovery", "link")
        self.body.addWidget(plan, 0, Qt.AlignmentFlag.AlignLeft)
        plan.setVisible(self._desk.has_role("manager"))
        plan.clicked.connect(
            lambda: self._desk.open_page(
                "new_recovery_plan",
                **{
                    column: self.record.id,
                    "cause": cause,
                    "about_number": self.record.number,
                    "subject": self.record.subject,
                },
            )
        )

    def let_train(self, column: str) -> None:
        """Offer to plan a training that prepares the record; column: visit_id or work_order_id."""
        plan = Button(N_("Plan a training"), "plan_training", "link")
        self.body.addWidget(plan, 0, Qt.AlignmentFlag.AlignLeft)
        plan.setVisible(self._desk.has_role("agent", "manager"))
        plan.clicked.connect(
            lambda: self._desk.open_page("new_training", **{column: self.record.id, "about_number": self.record.number})
        )

    def open_customer(self) -> None:
        """Go to the customer's file."""
        if self.record is not None and self.record.customer_id is not None:
            self._desk.open_record("customer", self.record.customer_id)


class CaseSuggestions(Suggestions):
    """Articles, solved tickets and repaired orders that share words with what is typed, looked for on the page's workers.

    use(suggestion) puts one into the form; without it using one opens it. about() names the ticket itself, the device
    and its order.
    """

    def __init__(
        self,
        page: Page,
        hint: Text,
        use: Callable[[Suggestion], Any] | None = None,
        about: Callable[[], About] = About,
    ) -> None:
        super().__init__(N_("Suggestions"), hint, N_("Nothing similar was found."))
        self._page, self._about = page, about
        self.wanted.connect(self._look)
        self.opened.connect(self._open)
        self.used.connect(use or self._open)
        suggestion_keys(page, self)

    def _open(self, one: Suggestion) -> None:
        self._page.desk.open_record(one.kind, one.id)

    def _look(self, words: str) -> None:
        db, about = self._page.desk.db, self._about()
        self._page.run(
            lambda: articles.suggest(db, words, about),
            lambda found: self.tell([_suggested(one) for one in found]),
            slot="suggest",
        )


def _suggested(one: Suggestion) -> Suggested:
    icon = {"article": "article", "work_order": "order"}.get(one.kind, "ticket")
    return Suggested(one, data(one.number), lambda: one.heading, lambda: one.answer, lambda: helped(one), icon)


def insert_answer(form: Any, column: str, one: Suggestion, asked: str) -> bool:
    """Put a suggestion's answer below what stands in a field already, in the customer's language."""
    if form.editor(column).locked:
        return False
    before, answer = (form.value(column) or "").rstrip(), one.answer_to(asked)
    form.set_value(column, f"{before}\n\n{answer}" if before else answer)
    return True


def asked(form: Any) -> str:
    """What suggestions go by: subject and description as they are typed."""
    return f"{form.value('subject') or ''} {form.value('description') or ''}".strip()

"""The cards at the right of a ticket: the customer, and the articles that were used."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.calls import Mark
from services.texts import N_, _
from services.tickets import OPEN_STATES, Ticket, UsedArticle
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine
from ui.kit.cases import CustomerCard
from ui.kit.columns import FlowLayout
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.secret_line import SecretLine
from ui.kit.theme import theme
from ui.kit.words import Label, data


class Asker(CustomerCard):
    """Who asks, with the ways on: his file, all his tickets, a complaint; and whether he only disturbs."""

    complain = Signal()
    marked = Signal()
    lifted = Signal(object)
    taken_over = Signal()
    forgotten = Signal()

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk)
        self.number = SecretLine(page, "phone", "ticket")
        self._calls_by = QWidget()
        line = QHBoxLayout(self._calls_by)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(Label(N_("Caller's number"), "label", "secondary"))
        line.addWidget(self.number, 1)
        self.body.addWidget(self._calls_by)
        row = FlowLayout(gap=10)
        self.take = Button(N_("Take over as a customer…"), "take_over_caller", "link")
        self.forget = Button(N_("Forget the caller…"), "forget_caller", "link")
        self.take.clicked.connect(self.taken_over)
        self.forget.clicked.connect(self.forgotten)
        self.others = Button(N_("All tickets"), "customer_tickets", "link")
        self.visit = Button(N_("Send somebody there"), "visit_for_ticket", "link")
        self.complaint = Button(N_("Record a complaint"), "record_complaint", "link")
        self.disturbs = Button(N_("Mark as a nuisance…"), "mark_caller", "link")
        self.visit.clicked.connect(self._send)
        for button in (self.take, self.others, self.visit, self.complaint, self.disturbs, self.forget):
            row.addWidget(button)
        self.nuisance = IconLine("", "warning", "danger", "label")
        self.lift = Button(N_("Lift the mark"), "lift_mark", "link")
        self.body.addWidget(self.nuisance)
        self.body.addWidget(self.lift)
        self.body.addLayout(row)
        self._mark: Mark | None = None
        self.disturbs.clicked.connect(self.marked)
        self.lift.clicked.connect(lambda: self._mark is not None and self.lifted.emit(self._mark.id))
        self.show_mark(None)
        self.others.clicked.connect(self._open_others)
        self.complaint.clicked.connect(self.complain)
        self.visit.setVisible(desk.rights is None or desk.rights.may_add("visit"))
        if not (desk.rights is None or desk.rights.may_add("complaint")):
            self.complaint.hide()

    def show_ticket(self, ticket: Ticket) -> None:
        """Show the customer of this ticket."""
        self.tell(ticket, [(N_("Who reports it"), ticket.reporter), (N_("Device"), ticket.device_name)])
        known = ticket.customer_id is not None
        if not known and (ticket.reporter or ticket.phone_masked):
            self.say(N_("Caller, not on file"))
        self._calls_by.setVisible(bool(ticket.phone_masked))
        self.number.tell(ticket.phone_masked, ticket.id)
        self.others.setVisible(known)
        some = not known and bool(ticket.reporter or ticket.phone_masked)
        self.take.setVisible(some and ticket.state != "cancelled" and self._desk.has_role("agent", "manager"))
        over = ticket.state not in OPEN_STATES
        self.forget.setVisible(some and over and self._desk.has_role("manager", "admin"))

    def show_mark(self, mark: Mark | None) -> None:
        """Whether his number is marked as one that only disturbs, and why."""
        self._mark = mark
        record = self.record
        number = record is not None and bool(record.phone_masked or (record.customer_id and record.customer_phone))
        may = self._desk.has_role("agent", "manager")
        self.nuisance.setVisible(mark is not None)
        self.lift.setVisible(mark is not None and may)
        self.disturbs.setVisible(mark is None and may and number)
        if mark is not None:
            self.nuisance.tell(
                lambda: _("Marked as a nuisance by {name} on {day}: {why}").format(
                    name=mark.marked_by, day=formats.day(formats.local(mark.marked_at).date()), why=mark.reason
                )
            )

    def _send(self) -> None:
        ticket = self.record
        self._desk.open_page(
            "new_visit", ticket_id=ticket.id, store_id=ticket.store_id, subject=ticket.subject,
            customer_id=ticket.customer_id, customer_name=ticket.customer_name,
            device_id=ticket.device_id, device_name=ticket.device_name,
        )  # fmt: skip

    def _open_others(self) -> None:
        self._desk.open_page("tickets", customer_id=self.record.customer_id, customer_name=self.record.customer_name)


class KnowledgeCard(Card):
    """A solved ticket may become an article. `wanted` when somebody writes it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(N_("Into the knowledge base"))
        self.write = Button(N_("Write an article from it"), "article_from_ticket", icon="article")
        self.body.addWidget(Label(N_("Others will ask the same."), "label", "secondary", wrap=True))
        self.body.addWidget(self.write)
        self.write.clicked.connect(self.wanted)
        self.hide()


class UsedArticles(Card):
    """Articles used for a ticket: worked, or did not. `voted(article id, worked)`."""

    voted = Signal(object, bool)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(N_("Used for this ticket"))
        self.hide()

    def tell(self, used: Sequence[UsedArticle]) -> None:
        """Show these articles; a question stands where nobody here has said yet whether they helped."""
        self.clear()
        for article in used:
            self.body.addWidget(self._row(article))
        self.setVisible(bool(used))

    def _row(self, article: UsedArticle) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        link = Button(data(article.number), f"open_{article.number}", "link")
        link.clicked.connect(lambda: self.opened.emit(article.id))
        top.addWidget(link)
        top.addWidget(Label(data(article.question), elide=True), 1)
        column.addLayout(top)
        if article.worked is None:
            verbs: list[tuple[Any, str, bool]] = [
                (N_("Worked"), "worked", True),
                (N_("Did not work"), "did_not_work", False),
            ]
            line = QHBoxLayout()
            line.setSpacing(theme.px(6))
            for text, name, worked in verbs:
                button = Button(text, name, icon="ok" if worked else "close")
                button.clicked.connect(lambda _on=False, one=worked: self.voted.emit(article.id, one))
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        else:
            said = N_("You said: it worked.") if article.worked else N_("You said: it did not work.")
            column.addWidget(
                IconLine(
                    said, "ok_fill" if article.worked else "failed", "success" if article.worked else "warning", "label"
                )
            )
        return row

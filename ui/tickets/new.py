"""A new ticket: what the customer says at the left, what may help at the right."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services import articles, tickets
from services.articles import Suggestion
from services.ids import new_id
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.cards import SideColumn
from ui.kit.desk import Desk
from ui.kit.drafts import DraftKeeper
from ui.kit.form import FieldLegend
from ui.kit.lookups import named
from ui.kit.page import Page
from ui.kit.suggestions import Suggestions, suggestion_keys
from ui.kit.theme import theme
from ui.tickets.form import chosen, fill_lists, ticket_form, typed
from ui.tickets.helping import insert, suggested

START = {"kind": "inquiry", "channel": "phone", "urgency": "normal"}


class NewTicketPage(Page):
    """Keeps what is typed as a draft; saved, the ticket opens in a tab of its own."""

    module = "tickets"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_ticket", N_("New ticket"), "ticket")
        self.form = ticket_form(desk)
        self.suggestions = Suggestions(
            N_("Suggestions"),
            N_("Articles and solved tickets appear here while you type."),
            N_("Nothing similar was found."),
        )
        self._used: dict[UUID, str] = {}
        self._request = new_id()
        self._ticket_id = new_id()
        self._build()
        self.keeper = DraftKeeper(
            self, self.form, desk.drafts, "ticket:new", "new_ticket", N_("New ticket"), self.messages
        )
        self._load_devices = fill_lists(self, self.form)

    def _build(self) -> None:
        self.add_head(None, FieldLegend())
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 14, 16, 14)])
        inside.addWidget(self.form.scroller())
        self._side = SideColumn()
        self._side.add(self.suggestions)
        row.addWidget(card, 65)
        row.addWidget(self._side, 35)
        self.body.addLayout(row, 1)
        save = self.action("save", N_("Save"), "Ctrl+S", self.save, "draft")
        solve = self.action("solve_at_once", N_("Save as solved"), "Ctrl+Shift+S", self.solve, "ok")
        self.save_button = Button(N_("Save"), "save", "primary", "Ctrl+S", "draft").act(save)
        self.solve_button = Button(N_("Save as solved"), "solve_at_once", key="Ctrl+Shift+S", icon="ok").act(solve)
        self.add_foot(self.form.fix_bar, None, self.solve_button, self.save_button)
        self.form.finished.connect(self.save_button.setFocus)
        self.form.edited.connect(self._edited)
        self.suggestions.wanted.connect(self._look)
        self.suggestions.used.connect(self._insert)
        self.suggestions.opened.connect(lambda one: self.desk.open_record(one.kind, one.id))
        suggestion_keys(self, self.suggestions)

    def shown(self, **how: Any) -> None:
        if self.form.touched:
            return
        self._blank()
        customer_id = how.pop("customer_id", None)
        if customer_id is not None:
            self.form.editor("customer_id").set_value(named(customer_id, how.pop("customer_name", "")))
            self._load_devices()
        if how.get("device_id") is not None:
            self.form.editor("device_id").set_value(named(how["device_id"], how.get("device_name", "")))
        for column in ("kind", "channel", "subject", "description", "reporter"):
            if column in how:
                self.form.propose(column, how[column])
        self.keeper.offer()

    def _blank(self) -> None:
        self.form.set_values(START)
        self._used = {}
        self._request, self._ticket_id = new_id(), new_id()
        self.suggestions.look_for("")
        self.title_changed.emit()

    def focus_start(self) -> None:
        empty = chosen(self.form, "customer_id") is None
        self.form.jump_to("customer_id" if empty else "subject")

    def panes(self) -> list[QWidget]:
        return [self.form, self.suggestions, self.save_button]

    def unsaved(self) -> bool:
        return self.form.touched

    # suggestions

    def _edited(self, column: str) -> None:
        if column in ("subject", "description"):
            self.suggestions.look_for(typed(self.form))
        self.title_changed.emit()

    def _look(self, words: str) -> None:
        self.run(
            lambda: articles.suggest(self.desk.db, words),
            lambda found: self.suggestions.tell([suggested(one) for one in found]),
            slot="suggest",
        )

    def _insert(self, one: Suggestion) -> None:
        insert(self.form, one, typed(self.form))
        if one.kind == "article":
            self._used[one.id] = one.number

    # saving

    def save(self) -> None:
        """Save as it is; whoever opens a ticket owns it."""
        self._save("")

    def solve(self) -> None:
        """Save with the answer given right away."""
        self.form.set_required("solution", True)
        self._save("resolve")
        self.form.set_required("solution", False)

    def _save(self, then: str) -> None:
        if not self.form.check():
            return
        db, store = self.desk.db, self.desk.person.store_id
        values = {"store_id": store, **self.form.values()}
        if values["into_knowledge"] is None:
            values["into_knowledge"] = False
        ticket_id, request, used, step = self._ticket_id, self._request, list(self._used), new_id()

        def work() -> tickets.Ticket:
            ticket = tickets.create(db, ticket_id, values, request, articles=used)
            if then:
                tickets.move(db, ticket, then, {}, step)
            return ticket

        self.run(work, self._saved, self._refused, slot="save")

    def _saved(self, ticket: tickets.Ticket) -> None:
        self.keeper.saved()
        self._blank()
        self.desk.open_record("ticket", ticket.id)
        self.ended.emit()

    def _refused(self, error: BaseException) -> Any:
        return self.form.show_refusal(error) or self.refused(error)

    def title(self) -> str:
        return _("New ticket")

"""Recording a complaint: the customer's words at the left, what may help at the right."""

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services import articles, complaints
from services.ids import new_id
from services.texts import N_, _
from ui.complaints.form import fill_lists, record_form
from ui.complaints.helping import suggested
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, SideColumn
from ui.kit.desk import Desk
from ui.kit.drafts import DraftKeeper
from ui.kit.form import FieldLegend
from ui.kit.lookups import named
from ui.kit.page import Page
from ui.kit.suggestions import Suggestions
from ui.kit.theme import theme
from ui.kit.words import data

START = {"channel": "phone", "severity": 3, "demand": "none"}


class NewComplaintPage(Page):
    """Keeps what is typed as a draft; recorded, the number is told at once and the complaint opens."""

    module = "complaints"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_complaint", N_("New complaint"), "complaint")
        self.form = record_form(desk)
        self.suggestions = Suggestions(
            N_("Suggestions"),
            N_("Articles and solved tickets appear here while you type."),
            N_("Nothing similar was found."),
        )
        self.behind = Card(N_("Behind it"))
        self._ticket = IconLine("", "ticket")
        self._links: dict[str, Any] = {}
        self._complaint_id, self._request = new_id(), new_id()
        self._build()
        self.keeper = DraftKeeper(
            self, self.form, desk.drafts, "complaint:new", "new_complaint", N_("New complaint"), self.messages
        )
        fill_lists(self, self.form, desk.person.store_id)

    def _build(self) -> None:
        self.add_head(None, FieldLegend())
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 14, 16, 14)])
        inside.addWidget(self.form.scroller())
        side = SideColumn()
        self.behind.body.addWidget(self._ticket)
        side.add(self.behind)
        side.add(self.suggestions)
        row.addWidget(card, 65)
        row.addWidget(side, 35)
        self.body.addLayout(row, 1)
        save = self.action("save", N_("Record"), "Ctrl+S", self.save, "draft")
        self.save_button = Button(N_("Record"), "save", "primary", "Ctrl+S", "draft").act(save)
        self.add_foot(self.form.fix_bar, None, self.save_button)
        self.form.finished.connect(self.save_button.setFocus)
        self.form.edited.connect(self._edited)
        self.suggestions.wanted.connect(self._look)
        for signal in (self.suggestions.used, self.suggestions.opened):
            signal.connect(lambda one: self.desk.open_record(one.kind, one.id))

    def shown(self, **how: Any) -> None:
        if self.form.touched:
            return
        self._blank()
        if how.get("customer_id") is not None:
            self.form.editor("customer_id").set_value(named(how["customer_id"], how.get("customer_name", "")))
        for column in ("subject", "description", "complainant"):
            if how.get(column):
                self.form.propose(column, how[column])
        self._links = {column: how.get(column) for column in ("ticket_id", "work_order_id") if how.get(column)}
        behind = how.get("ticket_number") or how.get("work_order_number") or ""
        self._ticket.tell(data(behind), "ticket" if how.get("ticket_number") else "order")
        self.behind.setVisible(bool(behind))
        self.keeper.offer()

    def _blank(self) -> None:
        self.form.set_values(START)
        self._links = {}
        self._complaint_id, self._request = new_id(), new_id()
        self.suggestions.look_for("")
        self.title_changed.emit()

    def focus_start(self) -> None:
        known = self.form.value("customer_id") is not None
        self.form.jump_to("description" if known else "customer_id")

    def panes(self) -> list[QWidget]:
        return [self.form, self.suggestions, self.save_button]

    def unsaved(self) -> bool:
        return self.form.touched

    def _edited(self, column: str) -> None:
        if column in ("subject", "description"):
            words = f"{self.form.value('subject') or ''} {self.form.value('description') or ''}"
            self.suggestions.look_for(words)
        self.title_changed.emit()

    def _look(self, words: str) -> None:
        self.run(
            lambda: articles.suggest(self.desk.db, words),
            lambda found: self.suggestions.tell([suggested(one) for one in found]),
            slot="suggest",
        )

    def save(self) -> None:
        """Record it; the number is said in the banner also where the rest may not be read."""
        if not self.form.check():
            return
        db = self.desk.db
        values = {"store_id": self.desk.person.store_id, **self.form.values(), **self._links}
        complaint_id, request = self._complaint_id, self._request
        self.run(
            lambda: complaints.record(db, complaint_id, values, request),
            self._recorded,
            self._refused,
            slot="save",
        )

    def _recorded(self, recorded: complaints.Recorded) -> None:
        self.keeper.saved()
        self._blank()
        if not recorded.readable:
            self.messages.show(
                "success",
                lambda: _("Recorded as {number}. Tell the customer this number.").format(number=recorded.number),
                N_("You cannot read complaints about yourself."),
            )
            return
        self.desk.open_record("complaint", recorded.id)
        self.ended.emit()

    def _refused(self, error: BaseException) -> Any:
        return self.form.show_refusal(error) or self.refused(error)

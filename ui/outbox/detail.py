"""One message: what the customer reads or has read, what became of it, and what a person does about it."""

from collections.abc import Collection
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services import messages
from services.documents import from_messages
from services.ids import new_id
from services.message_templates import PURPOSE_NAMES
from services.messages import Message
from services.texts import N_, _, either
from ui.kit import formats, papers
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs, SideColumn
from ui.kit.chips import ChipLabel
from ui.kit.desk import Desk
from ui.kit.dialogs import ask
from ui.kit.message_states import state_chip
from ui.kit.named_scroll import NamedScroll
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label, data, hairline
from ui.outbox.labels import ACTION_ICONS, explain, occasion, sender, way

# The usual one first; it is the primary button.
USUAL = ("posted", "sent", "again", "cancel", "returned")


class MessagePage(Page):
    """A message of the outbox. Its text stays as it was written; only what becomes of it changes."""

    tables = ("message",)

    def __init__(self, desk: Desk) -> None:
        self.seen: Message | None = None
        super().__init__(desk, "message", N_("Message"), "message", heading=False)
        self._requests: dict[str, Any] = {}
        self.buttons = {
            name: Button(messages.ACTION_NAMES[name], f"message_{name}", icon=ACTION_ICONS[name]) for name in USUAL
        }
        self.paper = Button(N_("Print the letter"), "print_letter", icon="print")
        self.paper.clicked.connect(self.print_letter)
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self.act, name))
        self._build()
        self.action("print_message_letter", N_("Print the letter"), "Ctrl+P", self.print_letter, "print")
        self.action("open_message_record", N_("Open what it is about"), "Ctrl+J", self.open_about, "order")

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._sheet(), 70)
        side = SideColumn()
        self.state_card = Card(N_("What became of it"))
        self.state_line = IconLine("", "clock", "", "verdict")
        self.why = IconLine("", "warning", "warning", "label")
        self.hint = IconLine("", "info", "", "label")
        for line in (self.state_line, self.why, self.hint):
            self.state_card.body.addWidget(line)
        self.state_pairs = Pairs()
        self.state_card.body.addWidget(self.state_pairs)
        self.about_card = Card(N_("About"))
        self.about_pairs = Pairs()
        self.about_card.body.addWidget(self.about_pairs)
        self.open = Button(N_("Open what it is about"), "open_about", "link", "Ctrl+J", "order")
        self.open.clicked.connect(self.open_about)
        self.customer = Button(N_("Open the customer"), "open_customer", "link", icon="customer")
        self.customer.clicked.connect(self.open_customer)
        self.about_card.body.addWidget(self.open)
        self.about_card.body.addWidget(self.customer)
        side.add(self.state_card)
        side.add(self.about_card)
        row.addWidget(side, 30)
        self.body.addLayout(row, 1)

    def _sheet(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(*[theme.px(n) for n in (18, 14, 18, 14)])
        column.setSpacing(theme.px(8))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        self.chip = ChipLabel()
        self.facts = Label(lambda: self._facts(), "label", "secondary", elide=True)
        top.addWidget(self.chip)
        top.addWidget(self.facts, 1)
        for button in (*self.buttons.values(), self.paper):
            top.addWidget(button)
        column.addLayout(top)
        column.addWidget(hairline())
        inner = QWidget()
        inner.setProperty("plane", "surface")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(*[theme.px(n) for n in (12, 8, 12, 8)])
        inside.setSpacing(theme.px(10))
        self.subject, self.text = Label("", "title", wrap=True), Label("", wrap=True)
        self.also_subject, self.also_text = Label("", "title", wrap=True), Label("", wrap=True)
        self.text.setObjectName("message_text")
        for label in (self.text, self.also_text):
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.between = hairline()
        for widget in (self.subject, self.text, self.between, self.also_subject, self.also_text):
            inside.addWidget(widget)
        inside.addStretch(1)
        self.scroll = NamedScroll(N_("What the customer reads"), inner)
        column.addWidget(self.scroll, 1)
        return card

    # showing

    def shown(self, record_id: Any = None, **_how: Any) -> None:
        if record_id is not None:
            self.record_id = record_id

    def refresh(self) -> None:
        db, record_id = self.desk.db, self.record_id
        self.run(
            lambda: messages.get(db, record_id), self._show, self.not_loaded if self.seen is None else None, slot="load"
        )

    def _show(self, message: Message) -> None:
        self.seen = message
        self._requests = {name: new_id() for name in USUAL}
        self.set_title(lambda: _("Message to {name}").format(name=message.customer_name))
        for label, words in (
            (self.subject, message.subject),
            (self.text, message.body),
            (self.also_subject, message.also_subject),
            (self.also_text, message.also_body),
        ):
            label.say(data(words))
            label.setVisible(bool(words))
        self.between.setVisible(bool(message.also_body))
        self._offer(message)
        self._tell_cards(message)
        self.retranslate()

    def _tell_cards(self, message: Message) -> None:
        now = self.desk.now()
        times = [(N_("Tried next at"), message.next_try_at), (N_("Handed over at"), message.handed_at),
                 (N_("Sent at"), message.sent_at)]  # fmt: skip
        self.state_pairs.tell(
            [(N_("Tries"), data(str(message.attempts)))]
            + [(name, partial(formats.moment, at, now)) for name, at in times if at is not None]
        )
        self.about_pairs.tell(
            [
                (N_("Customer"), data(message.customer_name)),
                *([(N_("Written to"), data(message.contact_name))] if message.contact_name else []),
                (N_("Way"), partial(way, message)),
                (N_("Told about"), partial(occasion, message)),
                (N_("No."), data(message.number or formats.EMPTY)),
                (N_("Text"), data(message.template_name)),
                (N_("Purpose"), PURPOSE_NAMES[message.purpose]),
                (N_("Store"), lambda: either(message.store_name, message.store_name_en)),
            ]
        )
        self.open.setVisible(message.about[0] != "customer")

    def _offer(self, message: Message) -> None:
        possible = messages.actions(message.state, message.channel) if self._may_act(message) else ()
        first = next((name for name in USUAL if name in possible), "")
        for name, button in self.buttons.items():
            button.setVisible(name in possible)
            button.kind = "primary" if name == first and name != "returned" else "plain"
            button.update()
        self.paper.setVisible(message.channel == "letter")

    def _may_act(self, message: Message) -> bool:
        desk = self.desk
        return desk.has_role("agent", "manager", "admin") or message.by_name == desk.person.name

    def retranslate(self) -> None:
        message = self.seen
        if message is None:
            return
        chip = state_chip(message)
        self.chip.show_chip(chip)
        self.facts.retranslate()
        self.state_line.tell(chip.text, chip.icon, "" if chip.tone in ("info", "neutral") else chip.tone)
        self.why.tell(explain(message), "warning", "danger" if message.state == "given_up" else "warning")
        self.why.setVisible(bool(message.fault))
        self.hint.tell(
            N_("Ask the customer, or look into the sent mail of the mail server, before it is sent a second time."),
            "info",
            "",
        )
        self.hint.setVisible(message.state == "perhaps")

    def _facts(self) -> str:
        message = self.seen
        if message is None:
            return ""
        written = _("written {at}").format(at=formats.inside(message.created_at, self.desk.now()))
        return " · ".join(part for part in (way(message), occasion(message), written, sender(message)) if part)

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if self.record_id in ids:
            self.refresh()

    # doing

    def act(self, name: str) -> None:
        """Do one of the actions; sending what was perhaps sent is asked about first."""
        message = self.seen
        if message is None:
            return
        if name == "again" and message.state == "perhaps":
            ask(
                self,
                N_("Send it again?"),
                N_("It has perhaps been sent: the customer may get it twice."),
                N_("Send again"),
                lambda: self._move(name),
                "send_again",
                dangerous=True,
            )
        elif name == "returned":
            ask(
                self,
                N_("Did it come back?"),
                N_("The customer counts as not told, and the order's trace says so."),
                N_("It came back"),
                lambda: self._move(name),
                "message_returned",
                dangerous=True,
            )
        else:
            self._move(name)

    def _move(self, name: str) -> None:
        message, db = self.seen, self.desk.db
        if message is None:
            return
        request = self._requests[name]
        self.write(
            lambda: messages.move(db, message.id, message.version, name, request),
            lambda _told: self.refresh(),
            self._refused,
            about=name,
        )

    def _refused(self, error: BaseException) -> Any:
        self.refresh()
        return self.refused(error)

    def print_letter(self) -> None:
        """The message on paper; what is printed is what was written."""
        message, person = self.seen, self.desk.person
        if message is None or message.channel != "letter":
            return
        paper = papers.paper_of(
            self, "letter", lambda db: from_messages.letter(db, message.id, person.name), lambda _db: [message.id],
            message.number, message.store_id,
        )  # fmt: skip
        papers.print_out(self, paper)

    def open_about(self) -> None:
        """The order, visit, complaint or customer it was written from."""
        if self.seen is not None:
            self.desk.open_record(*self.seen.about)

    def open_customer(self) -> None:
        """Whom it is for."""
        if self.seen is not None:
            self.desk.open_record("customer", self.seen.customer_id)

    def focus_start(self) -> None:
        self.scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.scroll, self.state_card, self.about_card]

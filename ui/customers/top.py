"""The head of a customer's page: who he is and what can be done."""

from PySide6.QtWidgets import QHBoxLayout

from services.texts import N_
from ui.customers.labels import kind_chip
from ui.customers.loaded import Loaded
from ui.kit.buttons import Button, icon_button
from ui.kit.cards import Card
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import empty
from ui.kit.page import Page
from ui.kit.secret_line import SecretLine
from ui.kit.theme import theme
from ui.kit.words import Label, data, named, plain_tip

NAME_SHOWN = 24


class CustomerTop(Card):
    """Name, number and masked phone, chips, buttons; the page wires the buttons."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(theme.px(10))
        self.name = Label("", "record")
        self.number = Label("", "body", "secondary")
        self.phone = SecretLine(page, "phone", role="card")
        for widget in (self.name, self.number, self.phone):
            line.addWidget(widget)
        line.addStretch(1)
        self.edit = Button(N_("Edit"), "edit", key="F2", icon="edit")
        self.ticket = Button(N_("New ticket"), "ticket_for_customer", icon="ticket")
        self.order = Button(N_("New order"), "order_for_customer", "primary", "Ctrl+F7", "intake")
        self.more = icon_button("more", N_("More"), "more")
        for button in (self.edit, self.ticket, self.order, self.more):
            line.addWidget(button)
        self.body.addLayout(line)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(theme.px(6))
        self.body.addLayout(self.chips)

    def show_loaded(self, loaded: Loaded) -> None:
        """Show this customer."""
        customer = loaded.customer
        short = customer.name if len(customer.name) <= NAME_SHOWN else customer.name[: NAME_SHOWN - 1] + "…"
        self.name.say(data(short))
        self.name.setToolTip(plain_tip(customer.name))
        self.number.say(data(customer.number))
        self.phone.tell(customer.phone_masked, customer.id)
        empty(self.chips)
        own = [one for one in loaded.classes if one.open_id is not None]
        chips = [
            kind_chip(customer.kind, customer.stage),
            *(Chip(named(one.name, one.name_en), "accent", "star") for one in own[:3]),
        ]
        if customer.archived_at is not None:
            chips.insert(0, Chip(N_("In the archive"), "neutral", "closed"))
        for chip in chips:
            self.chips.addWidget(ChipLabel(chip))
        self.chips.addStretch(1)

"""The leaves in the middle of a customer's page: devices, orders, cases, people and addresses, the file."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from services import customer_parts, devices
from services.customer_overview import CaseLine, OrderLine
from services.customer_parts import Address, Contact
from services.customer_words import PART_NAMES
from services.customers import Customer
from services.order_words import MONEY_STATES
from services.paging import Page as PageOfRows
from services.texts import N_
from ui.customers.form import card_pairs
from ui.customers.labels import case_chip
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, Pairs
from ui.kit.columns import empty
from ui.kit.desk import Desk
from ui.kit.device_words import device_name, order_chip, warranty_chip
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.secret_line import SecretLine
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.words import Label, data, say


class DevicesLeaf(TablePane):
    """The devices of a customer."""

    def __init__(self, desk: Desk, customer_id: Any) -> None:
        self.customer_id: Any = customer_id

        def fetch(request: PageRequest) -> Any:
            wanted = devices.Wanted(customer_id=self.customer_id)
            if self.customer_id is None:
                return PageOfRows(())
            return devices.page(desk.db, wanted, place=request.place, limit=request.limit)

        super().__init__(
            "customer_devices",
            [
                Column("model", N_("Device"), "link", shown=device_name, stretch=True),
                Column("serial_no", N_("Serial number"), sample="860461051258518"),
                Column(
                    "warranty_until",
                    N_("Warranty by date"),
                    "chip",
                    chip=lambda row: warranty_chip(row.warranty_until, desk.now().date()),
                ),
                Column("sold_on", N_("Bought on"), "date", sample="2026-11-24", drop=1),
            ],
            desk.background,
            fetch,
            lambda ids: devices.some(desk.db, ids, devices.Wanted(customer_id=self.customer_id)),
            quick_filter=False,
            empty=(N_("No devices yet."), N_("Add one with Ctrl+D, or scan it at intake.")),
            now=desk.now,
            accessible=N_("Devices"),
        )
        self.hide_bar()
        self.opened.connect(lambda row: desk.open_record("device", row.id))


class OrdersLeaf(TablePane):
    """The newest orders of a customer, out of what was loaded."""

    def __init__(self, desk: Desk) -> None:
        self.rows: Sequence[OrderLine] = ()
        super().__init__(
            "customer_orders",
            [
                Column("number", N_("Order"), "link", sample="W2611-00042"),
                Column("device", N_("Device"), sample="小米 14 256G"),
                Column("problem", N_("Fault"), stretch=True),
                Column("work_state", N_("State"), "chip", chip=order_chip),
                Column("money_state", N_("Payment"), shown=lambda row: say(MONEY_STATES[row.money_state]), drop=2),
                Column("due", N_("Due"), "money", drop=3),
                Column("opened_on", N_("Received on"), "date", sample="2026-11-24", drop=1),
            ],
            desk.background,
            lambda _request: PageOfRows(self.rows),
            quick_filter=False,
            empty=(N_("No orders here."), N_("Take a device in with F7.")),
            now=desk.now,
            accessible=N_("Orders"),
        )
        self.hide_bar()
        self.opened.connect(lambda row: desk.open_record("work_order", row.id))

    def show_rows(self, rows: Sequence[OrderLine], more: bool = False) -> None:
        """Show these orders."""
        self.rows = rows
        self.set_summary(N_("Older ones are in the list of orders") if more else "")
        self.reload()


class CasesLeaf(TablePane):
    """Tickets and complaints."""

    def __init__(self, desk: Desk) -> None:
        self.rows: Sequence[CaseLine] = ()
        super().__init__(
            "customer_cases",
            [
                Column("number", N_("Case"), "link", sample="T2611-00042"),
                Column("subject", N_("Subject"), stretch=True),
                Column("state", N_("State"), "chip", chip=case_chip),
                Column("opened_at", N_("Opened"), "moment", sample="11-24 18:00"),
            ],
            desk.background,
            lambda _request: PageOfRows(self.rows),
            quick_filter=False,
            empty=(N_("No tickets or complaints."), ""),
            now=desk.now,
            accessible=N_("Tickets and complaints"),
        )
        self.hide_bar()
        self.opened.connect(lambda row: desk.open_record(row.kind, row.id))

    def show_rows(self, rows: Sequence[CaseLine]) -> None:
        """Show these cases."""
        self.rows = rows
        self.reload()


class _Scrolling(QScrollArea):
    """Cards under each other that scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(10))
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def clear(self) -> None:
        """Take everything out."""
        empty(self.column)


class PeopleLeaf(_Scrolling):
    """Contacts and addresses; signals carry the record, None for a new one."""

    edit_contact = Signal(object)
    edit_address = Signal(object)
    remove = Signal(str, object)

    def __init__(self, page: Page, may_change: bool) -> None:
        super().__init__()
        self._page, self._may = page, may_change

    def show_people(self, contacts: Sequence[Contact], addresses: Sequence[Address]) -> None:
        """Show these contacts and addresses."""
        self.clear()
        people = Card(N_("Contacts"), data(str(len(contacts)) if contacts else ""))
        if self._may:
            people.add_link(N_("Add"), "add_contact").clicked.connect(lambda: self.edit_contact.emit(None))
        if not contacts:
            people.body.addWidget(Label(N_("Nobody else is on file."), "label", "secondary"))
        for place, contact in enumerate(contacts):
            if place:
                people.add_line()
            self._contact(people, contact)
        places = Card(N_("Further addresses"), data(str(len(addresses)) if addresses else ""))
        if self._may:
            places.add_link(N_("Add"), "add_address").clicked.connect(lambda: self.edit_address.emit(None))
        if not addresses:
            places.body.addWidget(Label(N_("No further address is on file."), "label", "secondary"))
        for place, address in enumerate(addresses):
            if place:
                places.add_line()
            self._address(places, address)
        self.column.addWidget(people)
        self.column.addWidget(places)
        self.column.addStretch(1)

    def _head(self, words: Any, beside: Any, table: str, record: Any, edit: Any) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(Label(words, "bold"))
        row.addWidget(Label(beside, "label", "secondary"))
        row.addStretch(1)
        if self._may:
            change, remove = (
                Button(N_("Change"), f"change_{table}", "link"),
                Button(N_("Remove"), f"remove_{table}", "link"),
            )
            change.clicked.connect(lambda: edit.emit(record))
            remove.clicked.connect(lambda: self.remove.emit(table, record))
            row.addWidget(change)
            row.addWidget(remove)
        return line

    def _contact(self, card: Card, contact: Contact) -> None:
        role = customer_parts.CONTACT_ROLE_NAMES[contact.role]
        beside = lambda: " · ".join(part for part in (say(role), contact.title) if part)  # noqa: E731
        card.body.addWidget(self._head(data(contact.name), beside, "contact", contact, self.edit_contact))
        for column, mask in (("phone", contact.phone_masked), ("email", contact.email_masked)):
            if mask:
                line = SecretLine(self._page, column, "contact")
                line.tell(mask, contact.id)
                card.body.addWidget(line)
        pairs = [
            (N_("Birthday"), lambda: formats.day(contact.birthday) if contact.birthday else ""),
            (N_("Year of birth"), data(str(contact.birth_year or ""))),
            (N_("Character"), data(contact.character)),
            (N_("Hobbies"), data(contact.hobbies)),
            (N_("Family"), data(contact.family)),
            (N_("Education"), data(contact.education)),
            (N_("Note"), data(contact.note)),
        ]
        known = [(name, value) for name, value in pairs if say(value)]
        if known:
            card.body.addWidget(Pairs(known))

    def _address(self, card: Card, address: Address) -> None:
        kind = customer_parts.ADDRESS_KIND_NAMES[address.kind]
        beside = data(" · ".join(part for part in (address.label, address.recipient) if part))
        card.body.addWidget(self._head(kind, beside, "customer_address", address, self.edit_address))
        line = SecretLine(self._page, "address", "customer_address")
        line.tell(address.address_masked, address.id)
        card.body.addWidget(line)


class FileLeaf(_Scrolling):
    """What is filled in of the four-part file."""

    def show_file(self, customer: Customer) -> None:
        """Show the parts that have something in them."""
        self.clear()
        empty = True
        for part, pairs in card_pairs(customer).items():
            if pairs:
                empty = False
                card = Card(PART_NAMES[part])
                card.body.addWidget(Pairs([(name, data(value)) for name, value in pairs]))
                self.column.addWidget(card)
        if empty:
            card = Card(N_("The file is empty"))
            card.body.addWidget(Label(N_("Fill it in with F2, on the second leaf of the form."), "body", "secondary"))
            self.column.addWidget(card)
        self.column.addStretch(1)

"""A customer's own file 查看个人详细信息, as the desk keeps it; numbers are masked here too."""

from services import own_file
from services.customers import NOTIFY_NAMES
from services.own_file import OwnFile
from services.texts import N_, _
from ui.kit import formats
from ui.kit.cards import Card, Pairs
from ui.kit.columns import empty
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.words import Label, Text, data


class OwnFilePage(Page):
    """Name, numbers, contacts and addresses."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_file", N_("My details"), "person")
        self.pairs = Pairs()
        self.facts = Card(N_("On file"))
        self.facts.body.addWidget(self.pairs)
        self.contacts = Card(N_("Contacts"))
        self.addresses = Card(N_("Further addresses"))
        for card in (self.facts, self.contacts, self.addresses):
            self.body.addWidget(card)
        hint = N_("Something is wrong here, or should go? Tell the desk; it corrects your file while you are there.")
        self.body.addWidget(Label(hint, "body", "secondary", wrap=True))
        self.body.addStretch(1)

    def refresh(self) -> None:
        db = self.desk.db
        self.run(lambda: own_file.get(db), self._show, slot="load")

    def _show(self, file: OwnFile) -> None:
        pairs: list[tuple[Text, Text]] = [
            (N_("Customer no."), data(file.number)),
            (N_("Name"), data(file.name)),
            (N_("Phone"), data(file.phone or formats.EMPTY)),
            (N_("E-mail"), data(file.email or formats.EMPTY)),
            (N_("Address"), data(file.address or formats.EMPTY)),
            (N_("Region"), lambda: file.region_name or formats.EMPTY),
            (N_("Notify by"), lambda: _(NOTIFY_NAMES.get(file.notify_by, file.notify_by))),
            (N_("On file since"), lambda: formats.day(file.since.date())),
            (N_("Devices"), lambda: formats.count(file.devices)),
            (N_("Orders under way"), lambda: formats.count(file.orders_open)),
            (N_("Ready to be collected"), lambda: formats.count(file.orders_ready)),
        ]
        self.pairs.tell(pairs)
        empty(self.contacts.body)
        contacts: list[tuple[Text, Text]] = [
            (data(one.name), data(" · ".join(part for part in (one.title, one.phone, one.email) if part)))
            for one in file.contacts
        ]
        self.contacts.body.addWidget(Pairs(contacts) if contacts else Label(N_("No contacts on file."), "body"))
        empty(self.addresses.body)
        addresses: list[tuple[Text, Text]] = [(data(one.label or "·"), data(one.address)) for one in file.addresses]
        self.addresses.setVisible(bool(addresses))
        self.addresses.body.addWidget(Pairs(addresses))

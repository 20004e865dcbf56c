"""What the page of a device shows, and the cards beside it: warranty, owners, facts, numbers, parts."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services import device_overview, devices
from services.device_overview import DeviceOverview
from services.devices import Device, DeviceLine, Number, Owner
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs, SideColumn, Verdict
from ui.kit.device_words import device_name
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label, data, say
from ui.products.labels import PROOFS, SERIAL_KINDS


@dataclass(frozen=True)
class Loaded:
    """Everything the page shows, read together."""

    device: Device
    overview: DeviceOverview
    numbers: list[Number]
    owners: list[Owner]
    parts: list[DeviceLine]


def load(db: Any, device_id: Any) -> Loaded:
    """Read a device with all that belongs to it."""
    return Loaded(
        devices.get(db, device_id),
        device_overview.get(db, device_id),
        devices.numbers(db, device_id),
        devices.owners(db, device_id),
        list(devices.page(db, devices.Wanted(parent_device_id=device_id), limit=50).rows),
    )


class DeviceSide(SideColumn):
    """The cards; `number_wanted` and `number_dropped(id)` ask the page."""

    number_wanted = Signal()
    number_dropped = Signal(object)

    def __init__(self, page: Page, may_number: bool) -> None:
        super().__init__()
        self._page, self._may_number = page, may_number
        self.setMinimumWidth(theme.px(290))
        self.setMaximumWidth(theme.px(330))
        self.warranty = Card()
        self.owner = Card(N_("Owners"))
        self.facts = Card(N_("Device"))
        self.numbers = Card(N_("Further numbers"))
        if may_number:
            self.numbers.add_link(N_("Add"), "add_number").clicked.connect(self.number_wanted)
        self.parts = Card(N_("Parts of it"))
        for card in (self.warranty, self.owner, self.facts, self.numbers, self.parts):
            self.add(card)

    def show_loaded(self, loaded: Loaded) -> None:
        """Show this device."""
        self._show_warranty(loaded.device)
        self._show_owners(loaded)
        self._show_facts(loaded.device)
        self._show_numbers(loaded.numbers)
        self._show_parts(loaded)

    def _show_warranty(self, device: Device) -> None:
        self.warranty.clear()
        until, today = device.warranty_until, self._page.desk.now().date()
        if until is None:
            verdict = Verdict(N_("Date of sale unknown"), "partly_covered_fill", "secondary")
        elif until >= today:
            verdict = Verdict(
                lambda: _("In warranty until {day}").format(day=formats.day(until)), "covered_fill", "success"
            )
        else:
            verdict = Verdict(
                lambda: _("Out of warranty since {day}").format(day=formats.day(until)), "not_covered_fill", "secondary"
            )
        self.warranty.body.addWidget(verdict)
        pairs = [
            (N_("Because"), lambda: _("{n} months from the model, by date only").format(n=device.warranty_months)),
            (N_("Bought on"), lambda: formats.day(device.sold_on)),
            (N_("Warranty from"), lambda: formats.day(device.warranty_from) if device.warranty_from else ""),
            (N_("Proof"), lambda: " ".join((say(PROOFS[device.proof]), device.proof_no)).strip()),
        ]
        self.warranty.body.addWidget(Pairs([(name, value) for name, value in pairs if say(value)]))
        self.warranty.body.addWidget(IconLine(N_("To be checked at intake"), "info", "secondary", "label"))

    def _show_owners(self, loaded: Loaded) -> None:
        self.owner.clear()
        if not loaded.owners:
            self.owner.body.addWidget(Label(N_("It belongs to nobody on file."), "label", "secondary"))
        for owner in loaded.owners:
            link = Button(data(owner.name or "—"), "owner", "link")
            link.clicked.connect(lambda _on=False, row=owner.customer_id: self._page.desk.open_record("customer", row))
            self.owner.body.addWidget(link)
            self.owner.body.addWidget(Label(_span(owner), "hint", "secondary"))

    def _show_facts(self, device: Device) -> None:
        self.facts.clear()
        counter = f"{formats.number(device.counter)} {device.counter_unit}" if device.counter is not None else ""
        pairs = [
            (N_("Model number"), data(device.model_no)),
            (SERIAL_KINDS[device.serial_kind], data(device.serial_no)),
            (N_("Colour"), data(device.colour)),
            (N_("Configuration"), data(device.configuration)),
            (N_("Software version"), lambda: version_words(device)),
            (N_("Made on"), lambda: formats.day(device.made_on) if device.made_on else ""),
            (N_("Bought at"), data(device.sold_by)),
            (N_("Counter reading"), data(counter.strip())),
            (N_("Where it stands"), data(device.place)),
            (N_("Part of the device"), data(device.parent)),
            (N_("Note"), data(device.note)),
        ]
        self.facts.body.addWidget(Pairs([(name, value) for name, value in pairs if say(value)]))

    def _show_numbers(self, numbers: list[Number]) -> None:
        self.numbers.clear()
        if not numbers:
            self.numbers.body.addWidget(Label(N_("None on file."), "label", "secondary"))
        for number in numbers:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Label(SERIAL_KINDS[number.kind], "label", "secondary"))
            row.addWidget(Label(data(number.value)))
            row.addStretch(1)
            if self._may_number:
                remove = Button(N_("Remove"), "remove_number", "link")
                remove.clicked.connect(lambda _on=False, one=number.id: self.number_dropped.emit(one))
                row.addWidget(remove)
            self.numbers.body.addWidget(line)

    def _show_parts(self, loaded: Loaded) -> None:
        self.parts.clear()
        self.parts.setVisible(bool(loaded.parts))
        for part in loaded.parts:
            link = Button(data(f"{device_name(part)}  {part.serial_no}"), "part_device", "link")
            link.clicked.connect(lambda _on=False, row=part.id: self._page.desk.open_record("device", row))
            self.parts.body.addWidget(link)


def _span(owner: Owner) -> Any:
    def words() -> str:
        since = formats.day(formats.local(owner.since).date())
        if owner.until is None:
            return _("{number}, since {day}").format(number=owner.number, day=since)
        until = formats.day(formats.local(owner.until).date())
        return _("{number}, {since} to {until}").format(number=owner.number, since=since, until=until)

    return words


def version_words(device: Device) -> str:
    """The version an installation runs, and until when it is looked after."""
    if not device.product_version or device.supported_until is None:
        return device.product_version
    return _("{version}, supported until {day}").format(
        version=device.product_version, day=formats.day(device.supported_until)
    )

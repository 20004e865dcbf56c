"""The file of one device."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from services import devices
from services.devices import Device
from services.documents import from_rows
from services.ids import new_id
from services.paging import Page as PageOfRows
from services.texts import N_, _
from ui.kit import papers
from ui.kit.buttons import Button, icon_button
from ui.kit.cards import Card
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import empty
from ui.kit.desk import Desk
from ui.kit.device_words import device_name, order_chip, warranty_chip
from ui.kit.file_page import FilePage
from ui.kit.form import Field, Form
from ui.kit.form_dialog import FormDialog
from ui.kit.lookups import choices
from ui.kit.menus import pop_up
from ui.kit.paged import Column
from ui.kit.record_page import Removal
from ui.kit.stale import Held
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.trace import Entry, Trace
from ui.kit.words import Label, data, named
from ui.products.device_form import DeviceForm, form_values
from ui.products.device_side import DeviceSide, Loaded, load
from ui.products.labels import SERIAL_KINDS, moment_entry


class DevicePage(FilePage):
    """Trace, orders and cards; F2 turns to the form."""

    module = "devices"
    tables = ("device", "device_number", "work_order")
    service = devices
    table = "device"
    own_tables = ("device",)
    archived = N_("This device is archived: hidden from lists, still readable.")
    removal = Removal(
        N_("Remove this device?"),
        N_("Without orders it is deleted; else it is archived and can be restored."),
        N_("The device was removed."),
    )
    loaded: Loaded | None
    form: DeviceForm

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "device", N_("Device"), "device")
        self.edit_button.act(self.edit)

    # making

    def make_form(self) -> DeviceForm:
        return DeviceForm(self)

    def main_form(self, _columns: Any = ()) -> Form:
        return self.form.form

    def values_of(self, record: Device) -> dict[str, Any]:
        return form_values(record)

    def _may(self, table: str) -> bool:
        return self.desk.rights is None or self.desk.rights.may_change(table)

    def make_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self._top())
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        trace = Card(N_("What happened"))
        self.trace = Trace()
        self.trace.chosen.connect(self._open_moment)
        trace.body.addWidget(self.trace, 1)
        row.addWidget(trace, 5)
        row.addWidget(self._orders(), 7)
        self.side = DeviceSide(self, self._may("device_number"))
        self.side.number_wanted.connect(self._ask_number)
        self.side.number_dropped.connect(self._drop_number)
        row.addWidget(self.side)
        column.addLayout(row, 1)
        return view

    def _top(self) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(theme.px(10))
        self.name_label = Label("", "record")
        self.serial = Label("", "card", "secondary")
        line.addWidget(self.name_label)
        line.addWidget(self.serial)
        line.addStretch(1)
        self.edit_button = Button(N_("Edit"), "edit", key="F2", icon="edit")
        self.transfer = Button(N_("Other owner…"), "transfer", icon="customer")
        order = Button(N_("New order"), "order_for_device", "primary", "Ctrl+F7", "intake")
        self.more = icon_button("more", N_("More"), "more")
        for button in (self.edit_button, self.transfer, order, self.more):
            line.addWidget(button)
        card.body.addLayout(line)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(theme.px(6))
        card.body.addLayout(self.chips)
        self.transfer.setVisible(self._may("device"))
        self.order = self.action("order_for_this_device", N_("New order"), "Ctrl+F7", self._new_order, "intake")
        self.order.setVisible(self.desk.has_role("agent", "manager"))
        order.act(self.order)
        self.transfer.clicked.connect(self._ask_owner)
        self.more.clicked.connect(self._open_more)
        return card

    def _orders(self) -> TablePane:
        self.orders = TablePane(
            "device_orders",
            [
                Column("number", N_("Order"), "link", sample="W2611-00042"),
                Column("problem", N_("Fault"), stretch=True),
                Column("work_state", N_("State"), "chip", chip=order_chip),
                Column("opened_on", N_("Received on"), "date", sample="2026-11-24"),
                Column("device", N_("Customer"), sample="欧阳敏之", drop=1),
            ],
            self.desk.background,
            lambda _request: PageOfRows(self.loaded.overview.orders if self.loaded else ()),
            quick_filter=False,
            empty=(N_("Never repaired here."), N_("Take it in with F7.")),
            now=self.desk.now,
            accessible=N_("Orders"),
        )
        self.orders.hide_bar()
        self.orders.opened.connect(lambda row: self.desk.open_record("work_order", row.id))
        return self.orders

    # showing

    def load(self, db: Any, record_id: Any) -> tuple[Device, Loaded]:
        loaded = load(db, record_id)
        return loaded.device, loaded

    def show_loaded(self, loaded: Loaded) -> None:
        device = loaded.device
        name = device_name(device)
        self.set_title(data(f"{name} {device.serial_no[-4:]}".strip()))
        self.name_label.say(data(name))
        self.serial.say(data(device.serial_no or device.no_serial_reason))
        empty(self.chips)
        chips = [warranty_chip(device.warranty_until, self.desk.now().date())]
        if device.category:
            chips.append(Chip(named(device.category, device.category_en), "neutral", "device"))
        if device.archived_at is not None:
            chips.insert(0, Chip(N_("In the archive"), "neutral", "closed"))
        for chip in chips:
            self.chips.addWidget(ChipLabel(chip))
        self.chips.addStretch(1)
        self.trace.tell([moment_entry(moment) for moment in loaded.overview.moments])
        self.orders.reload()
        self.side.show_loaded(loaded)
        for one in (self.transfer, self.order):
            one.setEnabled(device.archived_at is None)

    def _open_moment(self, entry: Entry) -> None:
        moment = entry.id
        if moment.record_kind != "device":
            self.desk.open_record(moment.record_kind, moment.record_id)

    # what can be done

    def _new_order(self) -> None:
        if self.loaded is not None:
            device = self.loaded.device
            self.desk.open_page("intake", customer_id=device.customer_id, device_id=device.id)

    def _ask_owner(self) -> None:
        if self.loaded is None:
            return
        seen, request, db = self.loaded.device, new_id(), self.desk.db
        held = Held(seen, lambda: devices.get(db, seen.id), lambda _row: {}, ("customer_id",))

        def act(dialog: FormDialog) -> None:
            owner = dialog.form.value("customer_id")

            def done(_device: Device) -> None:
                dialog.done_saving()
                self.refresh()

            self.write(lambda: devices.change(db, held.row, {"customer_id": owner}, request), done, dialog.refused)

        FormDialog(
            self,
            "owner",
            N_("Who owns this device now?"),
            [Field("customer_id", N_("Device owner"), "lookup", search=self.form.find_customer, span=12)],
            act,
            background=self.desk.background,
            held=held,
            detail=N_("Earlier owners stay on file. Without a choice it belongs to nobody."),
            verb=N_("Change the owner"),
        ).open()

    def _ask_number(self) -> None:
        db, record_id, request = self.desk.db, self.record_id, new_id()

        def act(dialog: FormDialog) -> None:
            kind, value = dialog.form.value("kind"), dialog.form.value("value")

            def done(_row: UUID) -> None:
                dialog.done_saving()
                self.refresh()

            self.write(lambda: devices.add_number(db, record_id, kind, value, request), done, dialog.refused)

        FormDialog(
            self,
            "number",
            N_("Further number of the device"),
            [
                Field("kind", N_("Kind of number"), "choice", options=choices(SERIAL_KINDS), required=True, span=12),
                Field("value", N_("The number"), "scan", required=True, max_length=80, span=12),
            ],
            act,
            values={"kind": "imei"},
        ).open()

    def _drop_number(self, number_id: UUID) -> None:
        request = new_id()
        self.write(lambda: devices.drop_number(self.desk.db, number_id, request), lambda _none: self.refresh())

    def _open_more(self) -> None:
        if self.loaded is None:
            return
        menu = QMenu(self.more)
        if self.loaded.overview.orders:
            menu.addAction(_("Print the label of its last order")).triggered.connect(self._print_label)
        rights = self.desk.rights
        if self.loaded.device.archived_at is None and (rights is None or rights.may_call("remove_device")):
            menu.addSeparator()
            menu.addAction(_("Remove the device…")).triggered.connect(self.ask_remove)
        pop_up(menu, self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _print_label(self) -> None:
        if self.loaded is None:
            return
        order = self.loaded.overview.orders[0]
        content = partial(from_rows.label, order_id=order.id)
        store = self.desk.person.store_id
        papers.print_out(self, papers.paper_of(self, "label", content, lambda _db: [order.id], order.number, store))

    def focus_start(self) -> None:
        self.orders.view.setFocus()

"""One customer with all that belongs to him, and his form."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from services import customer_parts, customers
from services.ids import new_id
from services.texts import N_, _
from ui.customers import parts
from ui.customers.cards import print_card
from ui.customers.form import CustomerForm, form_values
from ui.customers.labels import moment_entry
from ui.customers.leaves import CasesLeaf, DevicesLeaf, FileLeaf, OrdersLeaf, PeopleLeaf
from ui.customers.loaded import Loaded, load
from ui.customers.merge import MergeDialog, ask_merge
from ui.customers.person_requests import ask_erase, ask_export
from ui.customers.side import CustomerSide
from ui.customers.top import CustomerTop
from ui.kit.buttons import Button
from ui.kit.cards import Card, Segments
from ui.kit.desk import Desk
from ui.kit.file_page import FilePage
from ui.kit.form import Form
from ui.kit.leaf_stack import LeafOf, LeafStack
from ui.kit.menus import pop_up
from ui.kit.messages import Messages
from ui.kit.record_page import Removal
from ui.kit.sign_ins import SignInsDialog
from ui.kit.tell import TellDialog
from ui.kit.theme import theme
from ui.kit.trace import Entry, Trace
from ui.kit.turns import turns
from ui.kit.words import data

MONEY, CASES = ("payment",), ("ticket", "complaint")


class CustomerPage(FilePage):
    """Time line, leaves and cards; F2 turns to the form."""

    module = "customers"
    tables = (
        "customer",
        "customer_file",
        "customer_note",
        "customer_class",
        "contact",
        "customer_address",
        "device",
        "work_order",
        "ticket",
        "complaint",
    )
    service = customers
    table = "customer"
    own_tables = ("customer", "customer_file")
    archived = N_("This customer is archived: hidden from lists, still readable.")
    removal = Removal(
        N_("Remove this customer?"),
        N_("Without devices, orders or cases he is deleted; else he is archived and can be restored."),
        N_("The customer was removed."),
    )
    loaded: Loaded | None
    form: CustomerForm
    devices = LeafOf[DevicesLeaf]()
    orders = LeafOf[OrdersLeaf]()
    cases = LeafOf[CasesLeaf]()
    people = LeafOf[PeopleLeaf]()
    file = LeafOf[FileLeaf]()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "customer", N_("Customer"), "customer")
        self.restorable = self._may_call("restore_customer")
        self._actions()

    # making

    def make_form(self) -> CustomerForm:
        form = CustomerForm(self, self.stack)
        form.alike_chosen.connect(self.merge_with)
        return form

    def make_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.top = CustomerTop(self)
        self.ticket, self.more = self.top.ticket, self.top.more
        self.ticket.setVisible(self._may_add("ticket"))
        self.ticket.clicked.connect(lambda: self._open_for("new_ticket"))
        self.more.clicked.connect(self._open_more)
        column.addWidget(self.top)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self._time_line(), 5)
        row.addWidget(self._leaves(), 7)
        self.side = CustomerSide(self, self._may_add)
        row.addWidget(self.side)
        column.addLayout(row, 1)
        self.side.notes.add_note.clicked.connect(lambda: self._edit("note", None))
        self.side.notes.chosen.connect(lambda note: self._edit("note", note))
        self.side.notes.removed.connect(
            lambda note: parts.hide_part(self, "customer_note", note.id, N_("Note removed"), self.refresh)
        )
        self.side.classes.chosen.connect(self._set_class)
        self.side.consents.said.connect(self._say_consent)
        return view

    def _may_add(self, table: str) -> bool:
        return self.desk.rights is None or self.desk.rights.may_add(table)

    def _may_call(self, function: str) -> bool:
        return self.desk.rights is None or self.desk.rights.may_call(function)

    def _time_line(self) -> Card:
        card = Card(N_("Time line"))
        self.kinds = Segments(
            [("all", N_("All")), ("order", N_("Orders")), ("cases", N_("Cases")), ("money", N_("Money"))]
        )
        card.head.addWidget(self.kinds)
        self.trace = Trace()
        card.body.addWidget(self.trace, 1)
        self.kinds.chosen.connect(self._filter_moments)
        self.trace.chosen.connect(self._open_moment)
        return card

    def _leaves(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.leaf = Segments(
            [
                ("devices", N_("Devices")),
                ("orders", N_("Orders")),
                ("cases", N_("Cases")),
                ("people", N_("Contacts")),
                ("file", N_("Data card")),
            ]
        )
        head = QHBoxLayout()
        head.addWidget(self.leaf)
        head.addStretch(1)
        self.device_button = Button(N_("Add a device"), "add_device", "link", "Ctrl+D", "add")
        head.addWidget(self.device_button)
        column.addLayout(head)
        self.leaves = LeafStack(
            {
                "devices": lambda: DevicesLeaf(self.desk, self.record_id),
                "orders": lambda: OrdersLeaf(self.desk),
                "cases": lambda: CasesLeaf(self.desk),
                "people": self._people,
                "file": FileLeaf,
            },
            self._tell_leaf,
        )
        self.leaves.bring_up("devices")
        column.addWidget(self.leaves, 1)
        self.leaf.chosen.connect(self.leaves.bring_up)
        return holder

    def _people(self) -> PeopleLeaf:
        leaf = PeopleLeaf(self, self._may_add("contact"))
        leaf.edit_contact.connect(lambda one: self._edit("contact", one))
        leaf.edit_address.connect(lambda one: self._edit("address", one))
        leaf.remove.connect(lambda table, one: parts.hide_part(self, table, one.id, N_("Removed"), self.refresh))
        return leaf

    def _actions(self) -> None:
        self.order = self.action(
            "order_for_this", N_("New order"), "Ctrl+F7", lambda: self._open_for("intake"), "intake"
        )
        self.order.setVisible(self.desk.has_role("agent", "manager"))
        self.add_device = self.action(
            "add_device_here", N_("Add a device"), "Ctrl+D", lambda: self._open_for("new_device"), "add"
        )
        self.add_device.setVisible(self._may_add("device"))
        self.top.edit.act(self.edit)
        self.top.order.act(self.order)
        self.device_button.act(self.add_device)

    # showing

    def load(self, db: Any, record_id: Any) -> tuple[customers.Customer, Loaded]:
        loaded = load(db, record_id)
        return loaded.customer, loaded

    def show_loaded(self, loaded: Loaded) -> None:
        customer = loaded.customer
        self.set_title(data(customer.name))
        self.top.show_loaded(loaded)
        self.trace.tell([moment_entry(moment) for moment in loaded.moments])
        self.kinds.show_counts({"all": len(loaded.moments)})
        self.leaves.tell_made()
        self.leaf.show_counts(
            {
                "devices": loaded.overview.devices,
                "orders": len(loaded.overview.orders),
                "cases": len(loaded.overview.cases),
                "people": len(loaded.contacts) + len(loaded.addresses),
            }
        )
        self.side.show_all(loaded)
        for one in (self.order, self.add_device, self.ticket):
            one.setEnabled(customer.archived_at is None)
        self._show_grave_note(loaded)

    def _tell_leaf(self, name: str) -> None:
        loaded = self.loaded
        if loaded is None:
            return
        if name == "devices":
            self.devices.customer_id = loaded.customer.id
            self.devices.reload()
        elif name == "orders":
            self.orders.show_rows(loaded.overview.orders, loaded.overview.orders_more)
        elif name == "cases":
            self.cases.show_rows(loaded.overview.cases)
        elif name == "people":
            self.people.show_people(loaded.contacts, loaded.addresses)
        else:
            self.file.show_file(loaded.customer)

    def told_archived(self, messages: Messages) -> bool:
        if self.loaded is None:
            return False
        merged = self.loaded.customer.merged_into
        if merged is None and self.loaded.customer.erased:
            messages.show(
                "info",
                N_("This person's data were erased; orders and amounts stay."),
                key="archived",
                icon="closed",
                closable=False,
            )
            return True
        if merged is None:
            return False
        messages.show(
            "info",
            N_("This customer was merged into another one."),
            link=N_("Open that one"),
            act=lambda: self.desk.open_record("customer", merged),
            key="archived",
            icon="link",
            closable=False,
        )
        return True

    def _show_grave_note(self, loaded: Loaded) -> None:
        grave = [note for note in loaded.notes if note.level != "info"]
        self.messages.clear("note")
        if grave:
            more = len(grave) - 1
            self.messages.show(
                "danger" if grave[0].level == "stop" else "warning",
                data(grave[0].body.split("\n")[0][:200]),
                (lambda: _("{n} more notes beside").format(n=more)) if more else "",
                key="note",
            )

    def _filter_moments(self, name: str) -> None:
        wanted = {"order": ("order",), "cases": CASES, "money": MONEY}.get(name)
        self.trace.show_only(lambda entry: wanted is None or entry.id.kind in wanted)

    def _open_moment(self, entry: Entry) -> None:
        moment = entry.id
        if moment.record_kind != "customer" or moment.record_id != self.record_id:
            self.desk.open_record(moment.record_kind, moment.record_id)

    # editing

    def main_form(self, columns: Collection[str] = ()) -> Form:
        return self.form.form_of(list(columns)) if columns else self.form.main

    def draft_form(self) -> CustomerForm:
        return self.form

    def forms(self) -> Sequence[Form]:
        return (self.form.main, self.form.file)

    def values_of(self, record: customers.Customer) -> dict[str, Any]:
        return form_values(record)

    def start_editing(self) -> None:
        super().start_editing()
        # A turn later: it makes the second leaf, and both at once keep a key waiting.
        turns.wait(self, "second leaf", self._lock_file)

    def _lock_file(self) -> None:
        if self.editing and self.desk.rights is not None:
            self.form.file.set_locked(self.desk.rights.locks("customer_file", self.form.file))

    # what can be done

    def _open_for(self, page: str) -> None:
        if self.loaded is not None:
            customer = self.loaded.customer
            self.desk.open_page(page, customer_id=customer.id, customer_name=customer.name)

    def _edit(self, what: str, seen: Any) -> None:
        opener: Any = {"note": parts.edit_note, "contact": parts.edit_contact, "address": parts.edit_address}[what]
        opener(self, self.record_id, seen, self.refresh)

    def _set_class(self, dimension: str, code: str | None) -> None:
        db, record_id, request = self.desk.db, self.record_id, new_id()
        self.write(
            lambda: customer_parts.set_class(db, record_id, dimension, code, request), lambda _none: self.refresh()
        )

    def _say_consent(self, purpose: str, given: bool) -> None:
        db, record_id, request = self.desk.db, self.record_id, new_id()
        self.write(
            lambda: customer_parts.say_consent(db, record_id, purpose, given, request), lambda _none: self.refresh()
        )

    def tell_customer(self) -> None:
        """Send one of the company's texts, or write a letter."""
        if self.loaded is not None:
            TellDialog(self, "customer", self.loaded.customer.id, lambda _told: self.refresh()).open()

    def _open_more(self) -> None:
        if self.loaded is None:
            return
        menu = QMenu(self.more)
        live = self.loaded.customer.archived_at is None
        if live and self._may_add("complaint"):
            menu.addAction(_("Record a complaint")).triggered.connect(lambda: self._open_for("new_complaint"))
        if live and self._may_call("merge_customers"):
            menu.addAction(_("Merge with another customer…")).triggered.connect(lambda: ask_merge(self))
        if live and self.desk.has_role("agent", "manager", "sales"):
            menu.addAction(_("Tell the customer…")).triggered.connect(self.tell_customer)
        if self.desk.has_role("agent", "manager", "technician", "sales", "admin", "auditor"):
            menu.addAction(_("What the customer was told")).triggered.connect(lambda: self._open_for("messages_out"))
        menu.addAction(_("Print the customer card")).triggered.connect(self.print_card)
        if self._may_call("open_person_export"):
            menu.addAction(_("Export this person's data…")).triggered.connect(lambda: ask_export(self))
        if live and self._may_call("create_guest"):
            menu.addAction(_("Own sign-in…")).triggered.connect(self.open_sign_ins)
        if live and self._may_call("remove_customer"):
            menu.addSeparator()
            menu.addAction(_("Remove the customer…")).triggered.connect(self.ask_remove)
        if self._may_call("erase_customer"):
            menu.addAction(_("Erase this person's data…")).triggered.connect(lambda: ask_erase(self))
        pop_up(menu, self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def open_sign_ins(self) -> None:
        """The customer's own sign-ins."""
        if self.loaded is None:
            return
        customer = self.loaded.customer
        SignInsDialog(
            self,
            lambda: _("Own sign-in of {name}").format(name=customer.name),
            N_(
                "Whoever signs in with it sees this customer's file, devices, orders and surveys and nothing else. "
                "The password has to be replaced at the first sign-in."
            ),
            customer_id=customer.id,
            proposed=customer.number.lower(),
        ).open()

    def print_card(self) -> None:
        """Print what is on file."""
        if self.loaded is not None:
            print_card(self, self.loaded.customer)

    def merge_with(self, other: Any) -> None:
        """Compare with another customer, to make one out of both; only show him where that is not allowed."""
        if self._may_call("merge_customers"):
            MergeDialog(self, self.record_id, other, self._merged).open()
        else:
            self.desk.open_record("customer", other)

    def _merged(self, kept: Any) -> None:
        self.saved()
        if kept != self.record_id:
            self.desk.open_record("customer", kept)

    def focus_start(self) -> None:
        self.trace.setFocus()

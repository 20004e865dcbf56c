"""One customer with all that belongs to him, and his form."""

from collections.abc import Collection
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from services import customer_parts, customers
from services.customers import Customer
from services.errors import Conflict
from services.ids import new_id
from services.texts import N_, _
from ui.customers import parts
from ui.customers.form import CustomerForm, looked_up
from ui.customers.labels import moment_entry
from ui.customers.leaves import CasesLeaf, DevicesLeaf, FileLeaf, OrdersLeaf, PeopleLeaf
from ui.customers.loaded import Loaded, load
from ui.customers.merge import MergeDialog
from ui.customers.person_requests import ask_erase, ask_export
from ui.customers.side import CustomerSide
from ui.customers.top import CustomerTop
from ui.kit.buttons import Button
from ui.kit.cards import Card, Segments
from ui.kit.conflicts import settled
from ui.kit.desk import Desk
from ui.kit.dialogs import ask, show_conflict
from ui.kit.drafts import DraftKeeper
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.trace import Entry, Trace
from ui.kit.words import data

MONEY, CASES = ("payment",), ("ticket", "complaint")


class CustomerPage(Page):
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

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "customer", N_("Customer"), "customer", heading=False)
        self.loaded: Loaded | None = None
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.stack.addWidget(self._view())
        self.form = CustomerForm(self)
        self.stack.addWidget(self.form)
        self.form.alike_chosen.connect(self._merge_with)
        self.form.edited.connect(self.title_changed)
        self.keeper: DraftKeeper | None = None
        self._actions()
        self._turn(editing=False)

    # making

    def _view(self) -> QWidget:
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
        self.devices = DevicesLeaf(self.desk, self.record_id)
        self.orders = OrdersLeaf(self.desk)
        self.cases = CasesLeaf(self.desk)
        self.people = PeopleLeaf(self, self._may_add("contact"))
        self.file = FileLeaf()
        self.leaf_stack = QStackedWidget()
        for leaf in (self.devices, self.orders, self.cases, self.people, self.file):
            self.leaf_stack.addWidget(leaf)
        column.addWidget(self.leaf_stack, 1)
        names = ["devices", "orders", "cases", "people", "file"]
        self.leaf.chosen.connect(lambda name: self.leaf_stack.setCurrentIndex(names.index(name)))
        self.people.edit_contact.connect(lambda one: self._edit("contact", one))
        self.people.edit_address.connect(lambda one: self._edit("address", one))
        self.people.remove.connect(lambda table, one: parts.hide_part(self, table, one.id, N_("Removed"), self.refresh))
        return holder

    def _actions(self) -> None:
        rights = self.desk.rights
        self.edit = self.action("edit_customer", N_("Edit"), "F2", self.start_editing, "edit")
        self.edit.setVisible(rights is None or rights.may_change("customer"))
        self.order = self.action(
            "order_for_this", N_("New order"), "Ctrl+F7", lambda: self._open_for("intake"), "intake"
        )
        self.order.setVisible(self.desk.has_role("agent", "manager"))
        self.add_device = self.action("add_device_here", N_("Add a device"), "Ctrl+D", self._add_device, "add")
        self.add_device.setVisible(self._may_add("device"))
        self.top.edit.act(self.edit)
        self.top.order.act(self.order)
        self.device_button.act(self.add_device)
        self.save = Button(N_("Save"), "save", "primary", "Ctrl+S", "ok")
        self.saving = self.action("save_customer_here", N_("Save"), "Ctrl+S", self.store, "ok")
        self.save.act(self.saving)
        self.cancel = Button(N_("Do not save"), "cancel_edit", key="Esc")
        self.cancel.clicked.connect(self.stop_editing)
        self.add_foot(self.form.main.fix_bar, self.form.file.fix_bar, None, self.cancel, self.save)
        self.form.finished.connect(self.save.setFocus)

    # showing

    def refresh(self) -> None:
        if self.record_id is None:
            return
        db, record_id = self.desk.db, self.record_id
        self.run(lambda: load(db, record_id), self.show_loaded, slot="load")

    def show_loaded(self, loaded: Loaded) -> None:
        """Show a customer."""
        self.loaded = loaded
        customer = loaded.customer
        self.set_title(data(customer.name))
        self.top.show_loaded(loaded)
        self.trace.tell([moment_entry(moment) for moment in loaded.moments])
        self.kinds.show_counts({"all": len(loaded.moments)})
        self.devices.customer_id = customer.id
        self.devices.reload()
        self.orders.show_rows(loaded.overview.orders, loaded.overview.orders_more)
        self.cases.show_rows(loaded.overview.cases)
        self.people.show_people(loaded.contacts, loaded.addresses)
        self.file.show_file(customer)
        self.leaf.show_counts(
            {
                "devices": loaded.overview.devices,
                "orders": len(loaded.overview.orders),
                "cases": len(loaded.overview.cases),
                "people": len(loaded.contacts) + len(loaded.addresses),
            }
        )
        self.side.show_all(loaded)
        self._show_banners(loaded)
        live = customer.archived_at is None
        for one in (self.edit, self.order, self.add_device, self.ticket):
            one.setEnabled(live)

    def _show_banners(self, loaded: Loaded) -> None:
        customer = loaded.customer
        self.messages.clear("archived")
        if customer.merged_into is not None:
            self.messages.show(
                "info",
                N_("This customer was merged into another one."),
                link=N_("Open that one"),
                act=lambda: self.desk.open_record("customer", customer.merged_into),
                key="archived",
                icon="link",
                closable=False,
            )
        elif customer.archived_at is not None:
            self.messages.show(
                "info",
                N_("This customer is archived: hidden from lists, still readable."),
                link=N_("Restore") if self._may_call("restore_customer") else "",
                act=self._restore,
                key="archived",
                icon="closed",
                closable=False,
            )
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

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if table == "device" and self.loaded is not None:
            self.devices.changed_elsewhere(list(ids))
        own = self.loaded is None or table not in ("customer", "customer_file") or self.record_id in ids
        if own and not self.form.touched:
            self.refresh()

    # editing

    def _turn(self, *, editing: bool) -> None:
        self.stack.setCurrentIndex(1 if editing else 0)
        bar = self.foot.parentWidget()
        if bar is not None:
            bar.setVisible(editing)

    def start_editing(self) -> None:
        """Turn to the form (F2)."""
        if self.loaded is None or self.loaded.customer.archived_at is not None:
            return
        self.form.load(self.loaded.customer)
        self._turn(editing=True)
        self.form.focus_first()
        rights = self.desk.rights
        if rights is not None:
            rights.open_for_edit(self, "customer", self.record_id, self.form.main)
            self.form.file.set_locked(rights.locks("customer_file", self.form.file))
        self.keeper = DraftKeeper(
            self,
            self.form.main,
            self.desk.drafts,
            f"customer:{self.record_id}",
            "customer",
            data(self.title()),
            self.messages,
        )
        self.keeper.offer()

    def stop_editing(self) -> None:
        """Back to the view; asks when something would be lost."""

        def back() -> None:
            if self.keeper is not None:
                self.keeper.saved()
                self.keeper = None
            if self.loaded is not None:
                self.form.load(self.loaded.customer)
            self._turn(editing=False)
            self.title_changed.emit()

        self.leave(back)

    def store(self) -> None:
        """Save the form."""
        if self.stack.currentIndex() != 1 or not self.form.check():
            return
        seen, values, request = self.form.seen, self.form.changed(), new_id()
        if not values:
            self.stop_editing()
            return
        self.saving.setEnabled(False)
        self.run(lambda: customers.change(self.desk.db, seen, values, request), self._saved, self._refused, slot="save")

    def _saved(self, customer: Customer) -> None:
        self.saving.setEnabled(True)
        self.form.load(customer)
        if self.keeper is not None:
            self.keeper.saved()
            self.keeper = None
        self._turn(editing=False)
        self.title_changed.emit()
        self.refresh()

    def _refused(self, error: BaseException) -> Any:
        self.saving.setEnabled(True)
        if isinstance(error, Conflict):
            self._settle(error)
            return True
        return self.form.show_refusal(error) or self.refused(error)

    def _settle(self, conflict: Conflict) -> None:
        form = self.form.form_of(list(conflict.theirs))
        db, record_id = self.desk.db, self.record_id

        def again() -> None:
            self.form.seen = settled(self.form.seen, conflict, form)
            self.store()

        def ask(fresh: Customer) -> None:
            show_conflict(self, form, conflict, again, looked_up(fresh))

        self.run(lambda: customers.get(db, record_id), ask, slot="again")

    def unsaved(self) -> bool:
        return self.stack.currentIndex() == 1 and self.form.touched

    # what can be done

    def _open_for(self, page: str) -> None:
        if self.loaded is not None:
            customer = self.loaded.customer
            self.desk.open_page(page, customer_id=customer.id, customer_name=customer.name)

    def _add_device(self) -> None:
        if self.loaded is not None:
            self.desk.open_page("new_device", customer_id=self.record_id, customer_name=self.loaded.customer.name)

    def _edit(self, what: str, seen: Any) -> None:
        opener: Any = {"note": parts.edit_note, "contact": parts.edit_contact, "address": parts.edit_address}[what]
        opener(self, self.record_id, seen, self.refresh)

    def _set_class(self, dimension: str, code: str | None) -> None:
        db, record_id, request = self.desk.db, self.record_id, new_id()
        self.run(
            lambda: customer_parts.set_class(db, record_id, dimension, code, request), lambda _none: self.refresh()
        )

    def _say_consent(self, purpose: str, given: bool) -> None:
        db, record_id, request = self.desk.db, self.record_id, new_id()
        self.run(
            lambda: customer_parts.say_consent(db, record_id, purpose, given, request), lambda _none: self.refresh()
        )

    def _open_more(self) -> None:
        if self.loaded is None:
            return
        menu = QMenu(self.more)
        live = self.loaded.customer.archived_at is None
        if live and self._may_call("merge_customers"):
            menu.addAction(_("Merge with another customer…")).triggered.connect(self._ask_merge)
        menu.addAction(_("Print the customer card")).triggered.connect(
            lambda: self.desk.open_page("print", paper="card", record_id=self.record_id)
        )
        if self._may_call("open_person_export"):
            menu.addAction(_("Export this person's data…")).triggered.connect(lambda: ask_export(self))
        if live and self._may_call("remove_customer"):
            menu.addSeparator()
            menu.addAction(_("Remove the customer…")).triggered.connect(self._ask_remove)
        if self._may_call("erase_customer"):
            menu.addAction(_("Erase this person's data…")).triggered.connect(lambda: ask_erase(self))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _ask_remove(self) -> None:
        ask(
            self,
            N_("Remove this customer?"),
            N_("Without devices, orders or cases he is deleted; else he is archived and can be restored."),
            N_("Remove"),
            self._remove,
            "remove_customer",
            dangerous=True,
        )

    def _remove(self) -> None:
        if self.loaded is None:
            return
        seen, request = self.loaded.customer, new_id()
        self.run(lambda: customers.remove(self.desk.db, seen, request), self._removed, slot="remove")

    def _removed(self, outcome: str) -> None:
        if outcome == "archived":
            self.refresh()
            return
        self.record_id = None
        self.stack.setEnabled(False)
        self.messages.show("success", N_("The customer was removed."), key="archived", closable=False)

    def _restore(self) -> None:
        record_id, request = self.record_id, new_id()
        self.run(lambda: customers.restore(self.desk.db, record_id, request), lambda _none: self.refresh())

    def _merge_with(self, other: Any) -> None:
        if self._may_call("merge_customers"):
            MergeDialog(self, self.record_id, other, self._merged).open()
        else:
            self.desk.open_record("customer", other)

    def _merged(self, kept: Any) -> None:
        self._turn(editing=False)
        self.refresh()
        if kept != self.record_id:
            self.desk.open_record("customer", kept)

    def _ask_merge(self) -> None:
        db, own = self.desk.db, self.record_id

        def find(typed: str) -> list[Option]:
            lines = customers.page(db, customers.Wanted(text=typed)).rows if typed else []
            return [
                Option(one.id, data(one.name), data(f"{one.phone_masked} {one.number}"))
                for one in lines
                if one.id != own
            ][:20]

        def act(dialog: FormDialog) -> None:
            other = dialog.form.value("other")
            dialog.accept()
            self._merge_with(other)

        FormDialog(
            self,
            "find_merge",
            N_("Merge with which customer?"),
            [Field("other", N_("Customer"), "lookup", required=True, search=find, span=12)],
            act,
            background=self.desk.background,
            verb=N_("Compare"),
            detail=N_("Type a name, initials, a number or the last four digits."),
        ).open()

    def focus_start(self) -> None:
        self.trace.setFocus()

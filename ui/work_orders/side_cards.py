"""The cards at the right of an order: customer, warranty, what completion needs, the device's history."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from services import customers, personal_data
from services import order_words as words
from services.order_cases import STATE_NAMES, Case
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, Check, CheckList, Pairs, SideColumn, Verdict
from ui.kit.chips import Chip, ChipLabel
from ui.kit.clocks import ClockCard
from ui.kit.columns import FlowLayout
from ui.kit.desk import Desk
from ui.kit.theme import theme
from ui.kit.words import Label, data
from ui.work_orders.intake_side import VERDICTS, OrderRows
from ui.work_orders.labels import coded, short
from ui.work_orders.order_data import OrderFile

REVEALED_MS = 10_000
CHECKS = {
    "fault": N_("Fault coded"),
    "cause": N_("Cause coded"),
    "remedy": N_("Remedy coded"),
    "parts": N_("Parts settled"),
    "test": N_("Final inspection passed"),
    "agreed": N_("Price agreed"),
}


class CustomerCard(Card):
    """Whose device it is; the eye shows the whole number for ten seconds, which is logged."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.setObjectName("card_customer")
        self._desk = desk
        self._file: OrderFile | None = None
        self._full = ""
        self.pairs = Pairs()
        self.body.addWidget(self.pairs)
        self.eye = Button(N_("Show the whole number"), "reveal_phone", "link", icon="visible")
        self.eye.clicked.connect(self.reveal)
        self.body.addWidget(self.eye)
        self.open = self.add_link(N_("Open it"), "open_customer", "Ctrl+J")
        self.open.clicked.connect(self.go)
        self._timer = QTimer(self, singleShot=True, interval=REVEALED_MS)
        self._timer.timeout.connect(self._cover)

    def go(self) -> None:
        """Open the customer's own page."""
        if self._file is not None and self._file.order.customer_id is not None:
            self._desk.open_record("customer", self._file.order.customer_id)

    def tell(self, file: OrderFile) -> None:
        """Show the customer of an order."""
        self._file = file
        order = file.order
        self.say(data(order.customer_name or order.store_name))
        self.open.setVisible(order.customer_id is not None)
        may_look = self._desk.rights is None or self._desk.rights.may_call("open_reveal")
        self.eye.setVisible(bool(order.phone_masked) and may_look)
        self._show()

    def _show(self) -> None:
        if self._file is None:
            return
        order = self._file.order
        pairs: list[tuple[Any, Any]] = []
        if order.phone_masked:
            pairs.append((short("Phone"), data(formats.phone(self._full) or order.phone_masked)))
        if order.notify_by:
            pairs.append((N_("Prefers"), coded(customers.NOTIFY_NAMES, order.notify_by)))
        if order.customer_number:
            pairs.append((N_("Customer no."), data(order.customer_number)))
        if order.intake_number:
            pairs.append((N_("Intake no."), data(order.intake_number)))
        self.pairs.tell(pairs)

    def reveal(self) -> None:
        """Ask for the whole number; the look is logged before it is shown."""
        if self._file is None or self._file.order.customer_id is None:
            return
        db, customer, number = self._desk.db, self._file.order.customer_id, self._file.order.number
        self._desk.background.run(
            self, lambda: personal_data.reveal(db, "customer", customer, "phone", number), self._revealed, slot="reveal"
        )

    def _revealed(self, full: str) -> None:
        self._full = full
        self.eye.setVisible(False)
        self._show()
        self._timer.start()

    def _cover(self) -> None:
        self._full = ""
        self.eye.setVisible(True)
        self._show()


class CasesCard(Card):
    """Tickets and complaints about the order, and the way to a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("Tickets and complaints"))
        self.setObjectName("card_cases")
        self._desk = desk
        self._file: OrderFile | None = None
        self._rows: CaseRows | None = None
        verbs = QWidget()
        row = FlowLayout(verbs)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        verbs.setSizePolicy(policy)
        self.new: dict[str, Button] = {}
        for kind, text in (("ticket", N_("New ticket")), ("complaint", N_("Record a complaint"))):
            button = Button(text, f"new_{kind}_about", "link", icon=kind)
            button.clicked.connect(lambda _on=False, name=f"new_{kind}": self.begin(name))
            may_add = desk.rights is None or desk.rights.may_add(kind)
            row.addWidget(button)
            button.setVisible(may_add)
            if may_add:
                self.new[kind] = button
        self.body.addWidget(verbs)

    def begin(self, page: str) -> None:
        """Open the page of a new ticket or complaint, with what is known of the order."""
        if self._file is None:
            return
        order = self._file.order
        known = {"customer_id": order.customer_id, "customer_name": order.customer_name} if order.customer_id else {}
        if page == "new_visit":
            known |= {"store_id": order.store_id, "subject": order.problem[:200]}
        if page in ("new_ticket", "new_visit") and order.device_id is not None:
            known |= {"device_id": order.device_id, "device_name": order.device_title}
        if page == "new_training":
            known = {"about_number": order.number}
        self._desk.open_page(page, work_order_id=order.id, work_order_number=order.number, **known)

    def tell(self, file: OrderFile) -> None:
        """Show what was opened about an order."""
        self._file = file
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = CaseRows(file.cases, self._desk.open_record) if file.cases else None
        if self._rows is not None:
            self.body.insertWidget(0, self._rows)
        self.setVisible(bool(file.cases) or bool(self.new))


class CaseRows(QWidget):
    """Number, subject and state of each; the number opens it."""

    def __init__(self, cases: Sequence[Case], open_record: Callable[..., Any]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        for row, case in enumerate(cases):
            link = Button(data(case.number), f"open_{case.number}", "link")
            link.clicked.connect(lambda _on=False, one=case: open_record(one.kind, one.id))
            grid.addWidget(link, row, 0)
            grid.addWidget(Label(data(case.subject), elide=True), row, 1)
            tone = "neutral" if case.over else "danger" if case.kind == "complaint" else "info"
            grid.addWidget(ChipLabel(Chip(STATE_NAMES[case.kind][case.state], tone, case.kind)), row, 2)


class SideCards(SideColumn):
    """All cards of one order."""

    def __init__(self, desk: Desk, open_record: Callable[[str, Any], Any]) -> None:
        super().__init__()
        self.setObjectName("order_side")
        self._open = open_record
        self.customer = CustomerCard(desk)
        self.warranty = Card("")
        self.warranty.setObjectName("card_warranty")
        self.verdict, self.because = Verdict(), Pairs()
        self.warranty.body.addWidget(self.verdict)
        self.warranty.body.addWidget(self.because)
        self.checks = Card(N_("Before “Completed”"))
        self.checks.setObjectName("card_checks")
        self.check_list = CheckList()
        self.checks.body.addWidget(self.check_list)
        self.history = Card(N_("This device before"))
        self.history.setObjectName("card_history")
        self.cases = CasesCard(desk)
        self.clocks = ClockCard()
        self._now = desk.now
        for card in (self.customer, self.clocks, self.warranty, self.checks, self.cases, self.history):
            self.add(card)

    def tell(self, file: OrderFile) -> None:
        """Show what belongs to an order."""
        self.customer.tell(file)
        self.clocks.tell(file.clocks, self._now())
        self._tell_warranty(file)
        done = file.before_completed()
        self.check_list.tell([Check(CHECKS[code], on) for code, on in done])
        count, total = sum(on for _code, on in done), len(done)
        self.checks.say(N_("Before “Completed”"), lambda: _("{n} of {total}").format(n=count, total=total))
        self.checks.setVisible(file.order.work_state not in ("completed", "failed", "delivered", "closed", "cancelled"))
        self.cases.tell(file)
        self._tell_history(file)

    def _tell_warranty(self, file: OrderFile) -> None:
        order = file.order
        tone, icon = VERDICTS[order.warranty_verdict]
        self.verdict.tell(coded(words.WARRANTY_VERDICTS, order.warranty_verdict), icon, tone)
        values = order.warranty_values
        pairs: list[tuple[Any, Any]] = []
        if values.get("until"):
            pairs.append((short("Until"), lambda: formats.day(date.fromisoformat(str(values["until"])))))
        pairs.append((short("Because"), lambda: words.because(order.warranty_reason, values, formats.day)))
        self.because.tell(pairs)

    def _tell_history(self, file: OrderFile) -> None:
        before = [one for one in file.of_device if one.id != file.order.id]
        self.history.clear()
        self.history.setVisible(bool(before))
        if before:
            self.history.body.addWidget(OrderRows(before, self._open))

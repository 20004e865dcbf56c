"""Money of an order: what was taken and given back; wrong payments are balanced, never changed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import order_words as words
from services.payments import Payment
from services.texts import N_
from services.work_orders import Order
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable, SumRows
from ui.kit.theme import theme
from ui.work_orders.labels import coded, short

TONES = {"payment": "success", "prepayment": "info", "refund": "warning", "reversal": "danger"}

COLUMNS = (
    Column("at", short("When"), "moment"),
    Column("receipt_number", N_("Receipt no.")),
    Column("kind", short("Kind"), chip=lambda one: Chip(coded(words.PAYMENT_KINDS, one.kind), TONES[one.kind])),
    Column("method", N_("Way"), read=lambda one: words.word(words.METHODS, one.method)),
    Column("comment", N_("Remark"), stretch=True, secondary=True),
    Column("by_name", short("By"), drop=1),
    Column("amount", short("Amount"), "money"),
)


class PaymentsLeaf(QWidget):
    """Signals: take(), refund(), reverse(payment), receipt(payment)."""

    take = Signal()
    refund = Signal()
    reverse = Signal(object)
    receipt = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = SmallTable("payments", COLUMNS, desk.background, N_("Payments"))
        self.sums = SumRows()
        self.take_button = Button(N_("Take money"), "take_money", icon="payment")
        self.refund_button = Button(N_("Give money back…"), "refund", icon="undo")
        self.reverse_button = Button(N_("Reverse…"), "reverse", "danger")
        self.receipt_button = Button(N_("Print the receipt"), "print_receipt", icon="receipt")
        self.take_button.clicked.connect(self.take)
        self.refund_button.clicked.connect(self.refund)
        self.reverse_button.clicked.connect(lambda: self._with_current(self.reverse))
        self.receipt_button.clicked.connect(lambda: self._with_current(self.receipt))
        row = QHBoxLayout()
        for button in (self.take_button, self.receipt_button, self.refund_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.reverse_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.table)
        column.addWidget(self.sums)
        column.addLayout(row)
        column.addStretch(1)

    def _with_current(self, signal: Signal) -> None:
        row = self.table.current_row()
        if row is None and self.table.model().rowCount():
            row = self.table.model().row(self.table.model().rowCount() - 1)
        if row is not None:
            signal.emit(row)

    def tell(self, order: Order, payments: Sequence[Payment]) -> None:
        """Show what changed hands."""
        self.table.show_rows(payments)
        self.sums.tell([(N_("Due"), order.due), (N_("Paid already"), -order.paid), (N_("Balance"), order.balance)])
        may_take = self._desk.has_role("agent", "manager", "finance")
        self.take_button.setVisible(may_take)
        self.refund_button.setVisible(may_take and order.paid > 0)
        self.receipt_button.setVisible(bool(payments))
        self.reverse_button.setVisible(self._desk.has_role("manager", "finance") and bool(payments))

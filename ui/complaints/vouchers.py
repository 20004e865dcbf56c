"""The vouchers of the company: which pay still, which have paid, and paying with one from here."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from services import payments, vouchers, work_orders
from services.documents import from_remedies
from services.ids import new_id
from services.order_record import Order
from services.texts import N_, _
from services.vouchers import VoucherLine
from ui.complaints.items_card import entry_of
from ui.kit import formats, lookups, papers
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.list_page import ListPage
from ui.kit.paged import Column
from ui.kit.stale import Held
from ui.kit.table_pane import ListAction
from ui.kit.theme import theme
from ui.kit.views_row import SavedView
from ui.kit.words import data

STATES = {
    "open": ("success", "payment"),
    "redeemed": ("neutral", "ok"),
    "expired": ("warning", "clock"),
    "void": ("danger", "close"),
}


def state_chip(row: VoucherLine) -> Chip:
    """Whether it pays still."""
    tone, icon = STATES[row.state]
    return Chip(vouchers.STATE_NAMES[row.state], tone, icon)


class VouchersPage(ListPage):
    """Vouchers this person may see; opened for a customer, only his. A row opens the complaint it was given for."""

    tables = ("voucher",)
    module = "complaints"
    service = vouchers
    kind = "complaint"
    sort = "created_at"
    views = (
        SavedView("open", N_("Can be paid with")),
        SavedView("ending", N_("Ending within 30 days"), "warning"),
        SavedView("redeemed", N_("Paid with")),
        SavedView("expired", N_("Expired")),
        SavedView("void", N_("Made void")),
        SavedView("all", N_("All vouchers")),
    )
    empty = (N_("No vouchers here."), N_("They are offered and issued with a complaint."))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "vouchers", N_("Vouchers"), "receipt")
        self.pane.opened.disconnect()
        self.pane.opened.connect(self.open_row)

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("Voucher no."), "link", sample="G2611-00042-A1B2C3"),
            Column("amount", N_("Worth"), "money"),
            Column("valid_until", N_("Valid until"), "date"),
            Column("state", N_("State"), "chip", chip=state_chip, sample="Can be paid with"),
            Column("customer_name", N_("Customer"), stretch=True),
            Column("complaint_number", N_("Complaint"), sample="T2611-00042", drop=3),
            Column("order_number", N_("Paid for"), sample="W2611-00042", drop=2),
            Column("redeemed_at", N_("Paid at"), "moment", drop=4),
            Column("created_at", N_("Issued"), "moment", sort="created_at", drop=3),
            Column("by_name", N_("By"), secondary=True, drop=2),
            Column("void_note", N_("Why void"), secondary=True, drop=1),
            self.store_column(),
        ]

    def row_actions(self) -> Sequence[ListAction]:
        pays = self.desk.has_role("agent", "manager")
        return (
            ListAction("redeem", N_("Pay with it…"), self.redeem, "payment", shown=lambda: pays),
            ListAction("open_order", N_("Open the order paid"), self.open_order, "order"),
            ListAction("print_voucher", N_("Print"), self.print_out, "print", shown=lambda: pays),
            ListAction(
                "void_voucher", N_("Make void…"), self.ask_void, "close", shown=lambda: self.desk.has_role("manager")
            ),
        )

    def _say(self, words: str) -> None:
        self.messages.show("info", words, key="voucher")

    # where it came from and where it went

    def open_row(self, row: VoucherLine) -> None:
        """The complaint it was given for; the order it paid for where the complaint is not shown to this person."""
        if row.complaint_id is not None:
            self.desk.open_record("complaint", row.complaint_id)
        else:
            self.open_order([row])

    def open_order(self, rows: Sequence[VoucherLine]) -> None:
        """The order that was paid with it."""
        paid = next((row for row in rows if row.order_id is not None), None)
        if paid is not None:
            self.desk.open_record("work_order", paid.order_id)
        else:
            self._say(N_("No order was paid with it that you may see."))

    def print_out(self, rows: Sequence[VoucherLine]) -> None:
        """The vouchers on paper."""
        person = self.desk.person.name
        for row in rows:
            content = partial(_paper, row.id, person)
            papers.print_out(
                self, papers.paper_of(self, "voucher", content, partial(_records, row.id), row.number, row.store_id)
            )

    # what is done with it

    def _one(self, rows: Sequence[VoucherLine]) -> VoucherLine | None:
        """The one that is meant, if it can still be paid with."""
        if len(rows) == 1 and rows[0].state == "open":
            return rows[0]
        self._say(N_("Choose one voucher that can still be paid with."))
        return None

    def redeem(self, rows: Sequence[VoucherLine]) -> None:
        """Pay an order with it, as at the till."""
        row = self._one(rows)
        if row is not None:
            RedeemDialog(self, row).open()

    def ask_void(self, rows: Sequence[VoucherLine]) -> None:
        """It was lost, or issued by mistake."""
        row = rows[0] if len(rows) == 1 else None
        if row is None or row.state not in ("open", "expired"):
            self._say(N_("Choose one voucher that can still be paid with."))
            return
        db, request = self.desk.db, new_id()
        held = Held(row, lambda: entry_of(vouchers.some(db, [row.id]), row), lambda _row: {}, ("state", "amount"))

        def act(dialog: FormDialog) -> None:
            note = dialog.form.values()["note"] or ""
            self.write(lambda: vouchers.void(db, held.row, note, request), partial(self._done, dialog), dialog.refused)

        fields = [Field("note", N_("Why"), "multiline", required=True, span=12, lines=2, max_length=1000)]
        FormDialog(self, "void_voucher", N_("Make this voucher void?"), fields, act, verb=N_("Make void"),
                   held=held, detail=data(row.number)).open()  # fmt: skip

    def _done(self, dialog: FormDialog, _result: Any) -> None:
        dialog.accept()
        self.refresh()


class RedeemDialog(FormDialog):
    """Which order is paid, and how much of it: never more than the voucher is worth, the rest of it lapses."""

    def __init__(self, page: VouchersPage, row: VoucherLine) -> None:
        self._page, self._row = page, row
        self._payment, self._request = new_id(), new_id()
        db = page.desk.db
        fields = [
            Field("order_id", N_("Order"), "lookup", required=True, span=12, search=lookups.work_orders(db),
                  placeholder=N_("Number, device or customer")),
            Field("amount", N_("Amount"), "money", required=True, span=6),
        ]  # fmt: skip
        super().__init__(
            page, "redeem_voucher", N_("Pay with this voucher"), fields, self._pay, background=page.desk.background,
            verb=N_("Take money"), detail=self._words,
        )  # fmt: skip
        self.form.setMinimumHeight(theme.px(128))
        self.form.edited.connect(lambda column: column == "order_id" and self._look())

    def _words(self) -> str:
        row = self._row
        return _("{number}, worth {amount} CNY, valid until {day}. What it is worth beyond the sum lapses.").format(
            number=row.number, amount=formats.money(row.amount), day=formats.day(row.valid_until)
        )

    def _look(self) -> None:
        order, db = self.form.legible("order_id"), self._page.desk.db
        if order is not None:
            self._page.run(lambda: work_orders.get(db, order), self._propose, self.refused, slot="redeemed_order")

    def _propose(self, order: Order) -> None:
        # nothing is to be paid yet: a prepayment
        open_sum = order.balance if order.balance > Decimal() else self._row.amount
        self.form.propose("amount", min(open_sum, self._row.amount))

    def _pay(self, _dialog: FormDialog) -> None:
        values, page, row = self.form.values(), self._page, self._row
        place = str(page.desk.settings.get("workstation", "") or "")
        page.write(
            lambda: payments.take(
                page.desk.db, self._payment, values["order_id"], "voucher", values["amount"], request=self._request,
                reference=row.number, workstation=place,
            ),
            partial(page._done, self),
            self.refused,
        )  # fmt: skip


def _paper(voucher: Any, printed_by: str, db: Any) -> Any:
    return from_remedies.voucher(db, voucher, printed_by)


def _records(voucher: Any, _db: Any) -> list[Any]:
    return [voucher]

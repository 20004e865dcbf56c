"""What an order's page asks in a dialog beside its steps: money, another time, corrections."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from services import order_words as words
from services import payments, work_orders
from services.errors import Conflict
from services.ids import new_id
from services.payments import Payment
from services.texts import N_, _
from services.work_orders import Event, Order
from ui.kit import formats
from ui.kit.conflicts import settled
from ui.kit.fields import Field
from ui.kit.form import fields_of
from ui.kit.options import Option
from ui.kit.tell import TellDialog
from ui.kit.words import data
from ui.work_orders import intake_search
from ui.work_orders.ask_dialog import AskDialog
from ui.work_orders.labels import coded, options, short

if TYPE_CHECKING:
    from ui.work_orders.order_page import OrderPage

Done = Callable[[], None]


class Before:
    """An order as a dialog's person saw it: what his save is compared with."""

    def __init__(self, order: Order) -> None:
        self.order = order

    def settle(self, conflict: Conflict) -> None:
        """The person has seen the other's version."""
        self.order = settled(self.order, conflict)


def _money_fields(ways: Mapping[str, str] = words.METHODS) -> list[Field]:
    return [
        Field("amount", short("Amount"), "money", unit=N_("CNY"), required=True, span=6),
        Field("method", short("Paid by"), "choice", required=True, span=12, options=options(ways)),
        Field("reference", N_("Voucher number, or last digits"), span=6, max_length=80),
        Field("comment", N_("Remark"), span=12, max_length=1000),
    ]


# What a customer is most likely told about an order in this state.
OCCASIONS = {
    "received": "taken_in",
    "quoted": "quote",
    "completed": "ready",
    "failed": "ready",
    "delivered": "follow_up",
    "closed": "follow_up",
}


def tell_customer(page: "OrderPage") -> TellDialog | None:
    """Send the customer one of the company's texts, or write him a letter."""
    if page.file is None or page.file.order.customer_id is None:
        return None
    order = page.file.order
    propose = OCCASIONS.get(order.work_state, "delay")
    if propose == "ready" and order.told_at is not None:
        propose = "overdue"
    dialog = TellDialog(page, "work_order", order.id, lambda _told: page.refresh(), propose)
    dialog.open()
    return dialog


def take_money(page: "OrderPage") -> AskDialog:
    """Take a prepayment or a payment."""
    assert page.file is not None
    order = page.file.order
    db, payment_id, request = page.desk.db, new_id(), new_id()

    def take(values: Mapping[str, Any], done: Done, refused: Any) -> None:
        page.work.write(
            lambda: payments.take(
                db, payment_id, order.id, values["method"], values["amount"], request=request,
                reference=values.get("reference", ""), comment=values.get("comment", ""), workstation=page.taker.workstation,
            ),
            done,
            refused,
        )  # fmt: skip

    detail = lambda: _("Balance {amount} CNY").format(amount=formats.money(order.balance))  # noqa: E731
    dialog = AskDialog(
        page, page.desk.background, "money", N_("Take money"), detail, _money_fields(), N_("Take money"), take
    )
    if order.balance > 0:
        dialog.form.propose("amount", order.balance)
    dialog.form.propose("method", "cash")
    dialog.open()
    return dialog


def refund(page: "OrderPage") -> AskDialog:
    """Give money back, with the reason."""
    assert page.file is not None
    order = page.file.order
    db, payment_id, request = page.desk.db, new_id(), new_id()
    fields = _money_fields({code: name for code, name in words.METHODS.items() if code != "voucher"})
    fields[-1].required = True

    def take(values: Mapping[str, Any], done: Done, refused: Any) -> None:
        page.work.write(
            lambda: payments.take(
                db, payment_id, order.id, values["method"], values["amount"], request=request, kind="refund",
                reference=values.get("reference", ""), comment=values.get("comment", ""), workstation=page.taker.workstation,
            ),
            done,
            refused,
        )  # fmt: skip

    detail = lambda: _("Paid {amount} CNY").format(amount=formats.money(order.paid))  # noqa: E731
    dialog = AskDialog(
        page, page.desk.background, "refund", N_("Give money back"), detail, fields, N_("Give money back"), take, True
    )
    dialog.form.propose("amount", -order.balance if order.balance < 0 else order.paid)
    dialog.form.propose("method", "cash")
    dialog.open()
    return dialog


def reverse(page: "OrderPage", payment: Payment) -> AskDialog:
    """Balance a wrong payment by a counter-entry."""
    db, reversal_id, request = page.desk.db, new_id(), new_id()

    def take(values: Mapping[str, Any], done: Done, refused: Any) -> None:
        page.work.write(
            lambda: payments.reverse(
                db, reversal_id, payment.id, values["comment"], request=request, workstation=page.taker.workstation
            ),
            done,
            refused,
        )

    def detail() -> str:
        amount, number = formats.money(payment.amount), payment.receipt_number
        return _("{number}: {amount} CNY. The entry stays; a counter-entry balances it.").format(
            number=number, amount=amount
        )

    fields = [Field("comment", N_("Reason"), required=True, span=12, max_length=1000)]
    dialog = AskDialog(
        page, page.desk.background, "reverse", N_("Reverse this payment?"), detail, fields, N_("Reverse"), take, True
    )
    dialog.open()
    return dialog


def promise(page: "OrderPage") -> AskDialog:
    """Promise another time."""
    assert page.file is not None
    order = page.file.order
    db, request, before = page.desk.db, new_id(), Before(order)

    def take(values: Mapping[str, Any], done: Done, refused: Any) -> None:
        page.work.write(
            lambda: work_orders.promise(
                db, before.order, values["promised_at"], values.get("comment", ""), request=request,
                workstation=page.taker.workstation,
            ),
            done,
            refused,
        )  # fmt: skip

    fields = [
        Field("promised_at", short("Promised"), "datetime", required=True, span=6),
        Field("comment", N_("Reason"), span=12, max_length=4000),
    ]
    detail = lambda: _("So far {at}").format(at=formats.moment(order.promised_at))  # noqa: E731
    dialog = AskDialog(
        page, page.desk.background, "promise", N_("Promise another time"), detail, fields, N_("Promise it"), take
    )
    dialog.settle = before.settle
    dialog.open()
    return dialog


def correct(page: "OrderPage") -> AskDialog:
    """A manager corrects wrong facts, with the reason; the order's trace keeps both."""
    assert page.file is not None
    order = page.file.order
    db, request, before = page.desk.db, new_id(), Before(order)
    verdicts = [Option(code, coded(words.WARRANTY_VERDICTS, code)) for code in words.WARRANTY_VERDICTS]
    fields = [
        Field("customer_id", N_("Customer"), "lookup", span=6, search=partial(intake_search.customers, db)),
        Field("device_id", short("Device"), "lookup", span=6, search=partial(intake_search.devices, db)),
        Field("kind", N_("Kind of order"), "combo", span=6, options=options(words.KINDS)),
        Field("sale_stage", N_("Before or after sale"), "combo", span=6, options=options(words.SALE_STAGES)),
        Field("wish", short("Customer wants"), "combo", span=6, options=options(words.WISHES)),
        Field("warranty_verdict", short("Warranty"), "combo", span=6, options=verdicts),
        Field("estimate", short("Estimate"), "money", unit=N_("CNY"), span=6),
        Field("inspection_fee", N_("Inspection fee"), "money", unit=N_("CNY"), span=6),
        Field("problem", N_("What is wrong"), "multiline", span=12, lines=3, max_length=4000),
        Field("comment", N_("Reason"), required=True, span=12, max_length=4000),
    ]

    def take(values: Mapping[str, Any], done: Done, refused: Any) -> None:
        comment = values["comment"]
        facts = {name: value for name, value in dialog.form.changed().items() if name != "comment"}

        def not_corrected(error: BaseException) -> Any:
            if not isinstance(error, Conflict):
                return refused(error)
            # whose it is now, in words
            page.run(
                lambda: work_orders.get(db, order.id), lambda fresh: dialog.ask_about(error, _looked_up(fresh)), refused
            )
            return True

        page.work.write(
            lambda: work_orders.correct(
                db, before.order, facts, comment, request=request, workstation=page.taker.workstation
            ),
            done,
            not_corrected,
        )

    dialog = AskDialog(
        page,
        page.desk.background,
        "correct",
        N_("Correct facts"),
        data(order.number),
        fields,
        N_("Correct"),
        take,
        True,
    )
    dialog.form.set_values({**fields_of(order), **_looked_up(order)})
    dialog.settle = before.settle
    dialog.open()
    return dialog


def _looked_up(order: Order) -> dict[str, Any]:
    """The values of look-ups with their words."""
    known = Option(order.customer_id, data(order.customer_name)) if order.customer_id is not None else None
    return {
        "customer_id": known,
        "device_id": Option(order.device_id, data(f"{order.device_title} {order.serial_no}".strip())),
    }


def correct_time(page: "OrderPage", event: Event) -> AskDialog:
    """A manager says when a step really was; figures go by the correction."""
    db, request = page.desk.db, new_id()

    def take(values: Mapping[str, Any], done: Done, refused: Any) -> None:
        page.work.write(
            lambda: work_orders.correct_time(
                db, event.id, values["effective_at"], values["comment"], request=request,
                workstation=page.taker.workstation,
            ),
            done,
            refused,
        )  # fmt: skip

    def detail() -> str:
        step = words.event_word(event.axis, event.action)
        return _("{step}, recorded {at}. The record stays; figures go by the corrected time.").format(
            step=step, at=formats.moment(event.at)
        )

    fields = [
        Field("effective_at", N_("It really was"), "datetime", required=True, span=6),
        Field("comment", N_("Reason"), required=True, span=12, max_length=4000),
    ]
    title = N_("When was this step?")
    dialog = AskDialog(page, page.desk.background, "correct_time", title, detail, fields, N_("Correct"), take, True)
    dialog.form.propose("effective_at", event.effective_at)
    dialog.open()
    return dialog

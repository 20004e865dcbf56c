"""A customer's copy of his order from what he sees of it; whoever asks has read it by the doors for customers."""

from collections.abc import Callable
from datetime import datetime

from services.documents.content import NOTHING, Payment, Shop, Words
from services.documents.own_order import OwnOrderPaper, Parcel, Told
from services.documents.words import screen_words
from services.order_words import METHODS, PAYMENT_KINDS
from services.public_orders import STEPS, PublicOrder
from services.texts import in_language


def own_order(order: PublicOrder, local: Callable[[datetime], datetime], now: datetime) -> OwnOrderPaper:
    """local: an instant in the store's time. What was read in one language is worded in both here."""

    def when(at: datetime | None) -> datetime | None:
        return local(at) if at is not None else None

    store = Words(order.store, order.store_en)
    name = order.company or order.store
    return OwnOrderPaper(
        shop=Shop(
            Words(name),
            store if order.store != name else NOTHING,
            address=order.street,
            phone=order.telephone,
            complaint_phone=order.complaint_telephone,
            hours=Words(order.hours),
        ),
        number=order.number,
        state=_both(lambda: order.state),
        device=_both(lambda: order.device),
        serial=order.serial_no,
        fault=order.problem,
        received_at=local(order.opened_at),
        promised_at=when(order.promised_at),
        ready_at=when(order.ready_at),
        delivered_at=when(order.delivered_at),
        due=order.due,
        paid=order.paid,
        balance=order.balance,
        ways=[screen_words(METHODS[way]) for way in order.ways],
        account=order.account,
        offer=order.quoted,
        customer=order.customer,
        payments=[
            (
                Payment(local(one.at), screen_words(PAYMENT_KINDS[one.kind]), one.amount, one.receipt_number),
                screen_words(METHODS[one.method]),
            )
            for one in order.payments
        ],
        parcels=[
            Parcel(
                Words(one.what) if one.what else NOTHING,
                one.carrier,
                one.tracking_no,
                one.sent_on,
                one.expected_on,
                one.ended_on if one.state == "arrived" else None,
            )
            for one in order.parcels
        ],
        trace=[
            Told(local(one.at), screen_words(STEPS[one.axis, one.action]), Words(one.store, one.store_en), one.words)
            for one in order.trace
        ],
        printed_at=local(now),
    )


def _both(read: Callable[[], str]) -> Words:
    with in_language("zh_CN"):
        chinese = read()
    with in_language("en"):
        return Words(chinese, read())

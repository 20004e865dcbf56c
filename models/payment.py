"""Money that changed hands; append-only, corrected by counter-entries."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Numeric, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Record
from models.customer import at_most, one_of, plain

METHODS = ("cash", "card", "wechat", "alipay", "transfer", "voucher", "other")
VOUCHER_STATES = ("issued", "redeemed", "void")
PAYMENT_KINDS = ("payment", "prepayment", "refund", "reversal")


class Payment(Base):
    """Money taken or given back for one order. amount: CNY, negative when it left the till.

    receipt_number is gap-free per store and day; a counter row gives it as the last thing before COMMIT. Money paid
    in several ways at once is several rows on one receipt: the first has its number, the others refer to the first
    as part_of and have '/2', '/3' behind the number.
    """

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount <> 'NaN'", name="numbers"),
        one_of("kind", PAYMENT_KINDS),
        one_of("method", METHODS),
        CheckConstraint(
            """amount <> 0 and (kind not in ('payment', 'prepayment') or amount > 0)
            and (kind <> 'refund' or amount < 0)""",
            name="amount",
        ),
        CheckConstraint("(kind = 'reversal') = (corrects_id is not null)", name="corrects_id"),
        CheckConstraint("part_of <> id", name="part_of"),
        CheckConstraint("length(reference) <= 80 and length(comment) <= 1000", name="texts"),
        Index("payment_receipt_number_key", "receipt_number", unique=True),
        Index("payment_order_idx", "work_order_id", "at"),
        Index("payment_day_idx", "store_id", "paid_on"),
        Index("payment_part_of_idx", "part_of", postgresql_where=text("part_of is not null")),
        # A payment is reversed once.
        Index("payment_corrects_key", "corrects_id", unique=True, postgresql_where=text("corrects_id is not null")),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    work_order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.work_order.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    kind: Mapped[str]
    method: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    at: Mapped[datetime]
    paid_on: Mapped[date]
    receipt_number: Mapped[str]
    by_login: Mapped[str]
    workstation: Mapped[str] = plain()
    # The tail of a card or transfer number.
    reference: Mapped[str] = plain()
    comment: Mapped[str] = plain()
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.payment.id"))
    part_of: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.payment.id"))


class ReceiptCounter(Base):
    """The last receipt number of a store's day; its row is locked from the last statement to COMMIT only."""

    __tablename__ = "receipt_counter"
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class Voucher(Record, Base):
    """A voucher 代金券 given to somebody who complained; paid with once, in any store, what is left of it lapses.

    Its number ends in six digits that follow from nothing, so that nobody pays with the next one. Written by functions
    only: issued with the remedy, redeemed by the payment, given back by that payment's reversal.
    """

    __tablename__ = "voucher"
    __table_args__ = (
        one_of("state", VOUCHER_STATES),
        CheckConstraint("amount > 0 and amount <> 'NaN'", name="amount"),
        CheckConstraint("(state = 'redeemed') = (payment_id is not null)", name="redeemed"),
        CheckConstraint("length(voided_by) <= 80", name="lengths"),
        at_most("void_note", 1000),
        Index("voucher_number_key", "number", unique=True),
        Index("voucher_remedy_id_key", "remedy_id", unique=True),
        Index("voucher_payment_id_key", "payment_id", unique=True),
        Index("voucher_store_id_created_at_idx", "store_id", "created_at", "id"),
        Index("voucher_customer_id_idx", "customer_id"),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    state: Mapped[str] = mapped_column(server_default=text("'issued'"))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    # The last day on which it is taken, in the calendar of the store that takes it.
    valid_until: Mapped[date]
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    remedy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.complaint_remedy.id"))
    payment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.payment.id"))
    redeemed_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None]
    void_note: Mapped[str] = plain()

"""Quotes in versions, and what the customer said to them."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Record
from models.customer import one_of, plain

QUOTE_STATES = ("open", "accepted", "refused", "superseded")
CONSENT_WAYS = ("counter", "phone", "wechat", "sms", "email", "letter")


class Quote(Record, Base):
    """A price offered for an order; its lines are frozen as they were offered."""

    __tablename__ = "quote"
    __table_args__ = (
        CheckConstraint("amount <> 'NaN' and tax_amount <> 'NaN'", name="numbers"),
        one_of("state", QUOTE_STATES),
        CheckConstraint("amount >= 0 and tax_amount >= 0", name="amount"),
        CheckConstraint("length(note) <= 2000", name="note"),
        Index("quote_order_version_key", "work_order_id", "version_no", unique=True),
        # One offer at a time is on the table.
        Index("quote_open_key", "work_order_id", unique=True, postgresql_where=text("state = 'open'")),
    )
    work_order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.work_order.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    version_no: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    quoted_at: Mapped[datetime]
    valid_until: Mapped[date | None]
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    tax_amount: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default=text("0"))
    lines: Mapped[list] = mapped_column(JSONB, server_default=text("'[]'"))
    note: Mapped[str] = plain()
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]


class Consent(Base):
    """Who agreed to which price, when and how, or declined it; append-only."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("amount <> 'NaN'", name="numbers"),
        one_of("how", CONSENT_WAYS),
        CheckConstraint("answer in ('yes', 'no')", name="answer"),
        CheckConstraint("length(btrim(who)) between 1 and 80", name="who"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("length(comment) <= 2000", name="comment"),
        Index("consent_order_idx", "work_order_id", "at"),
        Index("consent_quote_idx", "quote_id"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    work_order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.work_order.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    quote_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.quote.id"))
    answer: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    who: Mapped[str]
    how: Mapped[str]
    # Masked: the number called, so that it can be recognised, not dialled.
    contact_masked: Mapped[str] = plain()
    at: Mapped[datetime]
    by_login: Mapped[str]
    comment: Mapped[str] = plain()

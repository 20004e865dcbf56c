"""Records that a person decided to keep longer than the company's periods say."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, Base, Record


class RetentionKeep(Record, Base):
    """A customer with all that belongs to him is not proposed for erasing before `until`; the latest counts."""

    __tablename__ = "retention_keep"
    __unwatched__ = True
    __table_args__ = (
        CheckConstraint("length(btrim(reason)) <= 200", name="reason"),
        Index("retention_keep_customer_id_idx", "customer_id"),
    )
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    until: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(info=ERASABLE)

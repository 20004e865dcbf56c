"""An intake 受理: the devices that one customer brought together, on one slip."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Sequence, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, SCHEMA, Base, Record
from models.customer import ascii_sorted, plain

NUMBERS = Sequence("intake_number", metadata=Base.metadata, schema=SCHEMA)


class Intake(Record, Base):
    """One visit to the counter; each device it brought is a work order of its own."""

    __tablename__ = "intake"
    __table_args__ = (
        CheckConstraint("length(brought_by) <= 400", name="lengths"),
        CheckConstraint("length(btrim(number)) between 1 and 60", name="number"),
        CheckConstraint("length(note) <= 2000", name="note"),
        Index("intake_number_key", "number", unique=True),
        # Its end is what people type.
        Index("intake_number_tail_idx", text("reverse(number)")),
        Index("intake_store_id_idx", "store_id", "received_at"),
        Index("intake_customer_id_idx", "customer_id"),
    )
    number: Mapped[str] = ascii_sorted(None)
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    received_at: Mapped[datetime]
    received_on: Mapped[date]
    # Who stood at the counter, where it was not the customer himself.
    brought_by: Mapped[str] = plain(ERASABLE)
    note: Mapped[str] = plain(ERASABLE)

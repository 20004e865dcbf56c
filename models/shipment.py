"""Parcels of an order on their way: to the customer, to the works and back, a part that was ordered."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Record
from models.customer import at_most, named, one_of, plain

DIRECTIONS = ("to_customer", "from_customer", "to_maker", "from_maker", "part")
STATES = ("sent", "arrived", "lost")


class Shipment(Record, Base):
    """One parcel with a carrier; written by functions only, each step is a line of the order's trace.

    to_maker and from_maker: to the service centre or the works and back (SLA-20, 21); part: an ordered part. ask_on:
    when the carrier is asked next, later than expected_on where he was asked already. Days are those of the store's
    calendar.
    """

    __tablename__ = "shipment"
    __table_args__ = (
        one_of("direction", DIRECTIONS),
        one_of("state", STATES),
        named("carrier", 80),
        named("tracking_no", 60),
        at_most("what", 200),
        CheckConstraint("(state = 'sent') = (ended_on is null)", name="ended"),
        CheckConstraint("expected_on >= sent_on and ask_on >= sent_on", name="days"),
        Index("shipment_store_id_idx", "store_id", "sent_on", "id"),
        Index("shipment_sent_on_idx", "sent_on", "id"),
        # with what the policies and the views ask: counts are read from them alone
        Index("shipment_ask_on_idx", "store_id", "ask_on", "id", postgresql_include=["state", "work_order_id"]),
        Index(
            "shipment_under_way_idx",
            "store_id",
            "ask_on",
            "id",
            postgresql_include=["state", "work_order_id"],
            postgresql_where=text("state = 'sent'"),
        ),
        Index("shipment_mine_idx", "created_by", "ask_on", postgresql_where=text("state = 'sent'")),
        Index("shipment_work_order_id_idx", "work_order_id"),
        Index("shipment_tracking_no_idx", text("upper(tracking_no)")),
    )
    work_order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.work_order.id"))
    # the order's
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    direction: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'sent'"))
    carrier: Mapped[str]
    tracking_no: Mapped[str]
    # Empty: the device.
    what: Mapped[str] = plain()
    sent_on: Mapped[date] = mapped_column(Date)
    expected_on: Mapped[date] = mapped_column(Date)
    ask_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)

"""Devices: the very thing on the counter, whose it is and whose it was."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import UNAUDITED, Base, Record
from models.customer import NAME_LENGTH, TEXT_LENGTH, ascii_sorted, at_most, named, one_of, plain
from models.product import SERIAL_KINDS

PROOFS = ("", "invoice", "receipt", "card", "online", "maker", "none")


class Device(Record, Base):
    """A device 设备; customer_id is its present owner, empty for stock of the company (pre-sale)."""

    __tablename__ = "device"
    __table_args__ = (
        CheckConstraint("counter <> 'NaN'", name="numbers"),
        at_most("serial_no", 80),
        one_of("serial_kind", SERIAL_KINDS),
        at_most("no_serial_reason", 200),
        at_most("colour", 40),
        at_most("configuration", 200),
        one_of("proof", PROOFS),
        at_most("proof_no", 80),
        at_most("sold_by", NAME_LENGTH),
        at_most("counter_unit", 20),
        at_most("place", 200),
        at_most("note", TEXT_LENGTH),
        CheckConstraint("counter >= 0", name="counter"),
        CheckConstraint("sold_on between date '1950-01-01' and date '2200-01-01'", name="sold_on"),
        CheckConstraint("made_on between date '1950-01-01' and date '2200-01-01'", name="made_on"),
        CheckConstraint("warranty_from >= date '1950-01-01'", name="warranty_from"),
        CheckConstraint("parent_device_id is null or parent_device_id <> id", name="parent_device_id"),
        Index(
            "device_serial_no_key",
            "product_model_id",
            "serial_no",
            unique=True,
            postgresql_where=text("serial_no <> '' and archived_at is null"),
        ),
        Index("device_serial_key_idx", "serial_key"),
        # people read the last digits off a label: a suffix is a prefix from the other end
        Index("device_serial_tail_idx", text("reverse(serial_key)")),
        Index("device_customer_id_idx", "customer_id", "created_at", "id"),
        Index("device_product_model_id_idx", "product_model_id", "created_at", "id"),
        Index("device_parent_device_id_idx", "parent_device_id"),
        Index(
            "device_product_version_id_idx",
            "product_version_id",
            postgresql_where=text("product_version_id is not null"),
        ),
        Index("device_archived_idx", "created_at", "id", postgresql_where=text("archived_at is not null")),
        Index("device_newest_idx", "created_at", "id", postgresql_where=text("archived_at is null")),
    )
    product_model_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.product_model.id"))
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    serial_no: Mapped[str] = ascii_sorted()
    serial_kind: Mapped[str] = mapped_column(server_default=text("'serial'"))
    serial_key: Mapped[str] = ascii_sorted(info=UNAUDITED)
    no_serial_reason: Mapped[str] = plain()
    colour: Mapped[str] = plain()
    configuration: Mapped[str] = plain()
    # The version an installation of software runs, one of its model's.
    product_version_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_version.id"))
    made_on: Mapped[date | None]
    sold_on: Mapped[date | None]
    sold_by: Mapped[str] = plain()
    warranty_from: Mapped[date | None]
    proof: Mapped[str] = plain()
    proof_no: Mapped[str] = plain()
    counter: Mapped[Decimal | None] = mapped_column(Numeric(12, 1))
    counter_unit: Mapped[str] = plain()
    place: Mapped[str] = plain()
    address_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer_address.id"))
    parent_device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.device.id"))
    note: Mapped[str] = plain()
    archived_at: Mapped[datetime | None]


class DeviceNumber(Record, Base):
    """A further number of a device: second IMEI, VIN beside the plate, maker's asset tag."""

    __tablename__ = "device_number"
    __table_args__ = (
        one_of("kind", SERIAL_KINDS),
        named("value", 80),
        Index("device_number_device_id_idx", "device_id"),
        Index("device_number_key_idx", "key"),
        Index("device_number_tail_idx", text("reverse(key)")),
    )
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.device.id"))
    kind: Mapped[str] = mapped_column(server_default=text("'other'"))
    value: Mapped[str]
    key: Mapped[str] = ascii_sorted(info=UNAUDITED)
    archived_at: Mapped[datetime | None]


class DeviceOwner(Record, Base):
    """Whose a device was from when until when; written by the trigger on `device` alone."""

    __tablename__ = "device_owner"
    __table_args__ = (
        Index("device_owner_open_key", "device_id", unique=True, postgresql_where=text("until is null")),
        Index("device_owner_customer_id_idx", "customer_id"),
        Index("device_owner_device_id_idx", "device_id"),
    )
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.device.id"))
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    since: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    until: Mapped[datetime | None]


class DeviceExchange(Record, Base):
    """A device given for another 换货: the old one goes back to the company, the new one is the customer's from then on.

    Written by a function only, which moves the owners of both; the cover of the new one begins that day.
    """

    __tablename__ = "device_exchange"
    __table_args__ = (
        CheckConstraint("old_device_id <> new_device_id", name="other"),
        at_most("note", TEXT_LENGTH),
        Index("device_exchange_number_key", "number", unique=True),
        Index("device_exchange_remedy_id_key", "remedy_id", unique=True),
        Index("device_exchange_old_device_id_idx", "old_device_id"),
        Index("device_exchange_new_device_id_idx", "new_device_id"),
        Index("device_exchange_customer_id_idx", "customer_id"),
        Index("device_exchange_work_order_id_idx", "work_order_id"),
    )
    number: Mapped[str] = ascii_sorted(None)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    old_device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.device.id"))
    new_device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.device.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    remedy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.complaint_remedy.id"))
    # In the store's calendar.
    exchanged_on: Mapped[date]
    note: Mapped[str] = plain()

"""Calls that came in, and callers who only disturb."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, PERSONAL, UNAUDITED, Base, Record
from models.customer import NAME_LENGTH, PERSONAL_KEY, ascii_sorted, at_most, named, one_of, plain

CALL_STATES = ("waiting", "handled", "missed")
REASON_LENGTH = 400


class PhoneCall(Record, Base):
    """A call 来电 as the telephone system announced it. Nobody took it within ten minutes: missed.

    customer_id where exactly one is known by the number; contact_name where it is a contact of his. The number is
    forgotten after the days that the parameter call_keep_days says.
    """

    __tablename__ = "phone_call"
    __table_args__ = (
        one_of("state", CALL_STATES),
        at_most("phone", 40),
        at_most("contact_name", NAME_LENGTH),
        at_most("note", REASON_LENGTH),
        Index("phone_call_store_id_idx", "store_id", "came_at", "id"),
        Index("phone_call_came_at_idx", "came_at", "id"),
        Index(
            "phone_call_open_idx", "store_id", "came_at", "id", postgresql_where=text("state in ('waiting', 'missed')")
        ),
        Index(
            "phone_call_waiting_key",
            "store_id",
            "phone_key",
            unique=True,
            postgresql_where=text("state = 'waiting' and phone_key <> ''"),
        ),
        Index("phone_call_phone_key_idx", "phone_key", "came_at", postgresql_where=text("phone_key <> ''")),
        Index("phone_call_last4_idx", "phone_last4", "came_at"),
        Index("phone_call_customer_id_idx", "customer_id", "came_at"),
        Index("phone_call_ticket_id_idx", "ticket_id"),
        Index("phone_call_taken_by_id_idx", "taken_by_id", "came_at", "id"),
    )
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    came_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    phone: Mapped[str] = plain(PERSONAL)
    phone_key: Mapped[str] = ascii_sorted(info=PERSONAL_KEY)
    phone_masked: Mapped[str] = plain(UNAUDITED)
    phone_last4: Mapped[str] = plain(UNAUDITED)
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    contact_name: Mapped[str] = plain(ERASABLE)
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    taken_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    handled_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    note: Mapped[str] = plain(ERASABLE)


class CallerMark(Record, Base):
    """A caller who only disturbs 骚扰来电, by his number: who said so and why. Lifted it stays with its date."""

    __tablename__ = "caller_mark"
    __table_args__ = (
        named("reason", REASON_LENGTH),
        Index("caller_mark_phone_key_key", "phone_key", unique=True, postgresql_where=text("lifted_at is null")),
    )
    phone_key: Mapped[str] = ascii_sorted(info=PERSONAL_KEY)
    phone_masked: Mapped[str] = plain(UNAUDITED)
    reason: Mapped[str] = plain(ERASABLE)
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[str] = plain()

"""Sign-ins of those who are no staff: a store's kiosk and company customers; and what is typed at a kiosk."""

import uuid
from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Record
from models.customer import one_of
from models.system import Xid8

KINDS = ("kiosk", "customer")


class GuestLogin(Record, Base):
    """A sign-in for a store's kiosk or for one customer. The login is never renamed or reused; the database role is
    `s_` + login, as for people, and reaches no table."""

    __tablename__ = "guest_login"
    __table_args__ = (
        one_of("kind", KINDS),
        CheckConstraint("login ~ '^[a-z][a-z0-9_]{1,39}$'", name="login"),
        CheckConstraint(
            "kind = 'kiosk' and store_id is not null and customer_id is null "
            "or kind = 'customer' and customer_id is not null and store_id is null",
            name="whose",
        ),
        Index("guest_login_login_key", "login", unique=True),
        # One a store: its PCs at the counter share it.
        Index("guest_login_kiosk_key", "store_id", unique=True, postgresql_where=text("kind = 'kiosk' and active")),
        Index("guest_login_customer_id_idx", "customer_id"),
    )
    login: Mapped[str]
    kind: Mapped[str]
    store_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.store.id"))
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    must_change_password: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    password_at: Mapped[datetime | None]


class KioskLimit(Base):
    """How often number and code were typed lately, by kiosk and by number, and until when the next try waits."""

    __tablename__ = "kiosk_limit"
    __table_args__ = (
        CheckConstraint("scope in ('kiosk', 'number')", name="scope"),
        CheckConstraint("length(key) <= 40 and tries >= 0", name="bounds"),
        Index("kiosk_limit_last_at_idx", "last_at"),
    )
    scope: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    last_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    waits_until: Mapped[datetime | None]


class KioskTry(Base):
    """A number and code typed at a kiosk: the log, and what the second step is compared with.

    secret: the code as a hash with the entry's own id. fits: None until it was looked at in a later transaction.
    """

    __tablename__ = "kiosk_try"
    __table_args__ = (
        CheckConstraint("length(login) <= 80 and length(number) <= 40", name="lengths"),
        Index("kiosk_try_at_idx", "at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    xid: Mapped[str] = mapped_column(Xid8, server_default=text("pg_current_xact_id()"))
    login: Mapped[str]
    store_id: Mapped[uuid.UUID]
    number: Mapped[str]
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    fits: Mapped[bool | None] = mapped_column(Boolean)
    work_order_id: Mapped[uuid.UUID | None]

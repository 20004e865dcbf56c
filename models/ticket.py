"""Tickets 服务请求: what customers ask, report and suggest, and what becomes of it."""

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, PERSONAL, UNAUDITED, Base, Record
from models.customer import NAME_LENGTH, PERSONAL_KEY, ascii_sorted, at_most, named, one_of, plain

KINDS = ("inquiry", "fault", "appointment", "returns", "request", "feedback", "suggestion", "message")
STATES = ("open", "in_progress", "waiting_customer", "promised", "resolved", "closed", "cancelled")
CHANNELS = ("phone", "counter", "mail", "message", "web")
URGENCIES = ("low", "normal", "high", "urgent")
SOURCES = ("desk", "import")
# The states of a customer on contact (SRV-01), and what lies between them.
MOODS = ("calm", "pleased", "indecisive", "worried", "insistent", "annoyed", "angry")
# How far the photos of a fault report are looked through (CSD-08).
PHOTO_STATES = ("", "waiting", "more", "accepted")
SUBJECT_LENGTH = 200
BODY_LENGTH = 20000


class Step:
    """A row of a transition table: which action leads from where to where, who may take it, what it needs.

    needs: fields that the step brings along or the record holds already. Several rows of one step name
    several roles. The database refuses what no row allows; the screen offers what one does.
    """

    from_state: Mapped[str] = mapped_column(Text, primary_key=True)
    action: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)
    to_state: Mapped[str]
    needs: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    origin: Mapped[str] = mapped_column(server_default=text("'company'"))


class Event:
    """A row of a trace: what was done, when and by whom; append-only, written by functions only.

    at never goes back within one record; effective_at is earlier where a job or a correction says so.
    details hold what the step brought along (a promised time, the article used …).
    """

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    action: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    effective_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    by_login: Mapped[str]
    comment: Mapped[str] = plain()
    details: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))


_SEEN = ["owner_id", "offered_to_id", "escalated_to_id", "state"]


class Ticket(Record, Base):
    """One contact with its owner and state.

    first_asked_id is whom the customer asked first (首问负责): he owns it until somebody to whom he handed it over
    in writing accepts (offered_to_id waits to), or a manager gives it to somebody. escalated_to_id is asked to
    decide or help beside the owner. snoozed_until puts off the reminder of a promise, never the promise.
    wake_at: how long the customer is waited for; then it is our turn again, whether he answered or not.
    reported_at: when the customer told of it, where that was before somebody wrote it down; its clocks begin then.
    One that came from a file (source) belongs to nobody until somebody takes it.
    satisfaction: 1 (not at all) to 5 (very), as the customer says without being asked in a follow-up.
    reporter and phone are the caller's, who may be no customer, or somebody else than the customer.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("length(category) <= 80", name="lengths"),
        one_of("kind", KINDS),
        one_of("state", STATES),
        one_of("channel", CHANNELS),
        one_of("urgency", URGENCIES),
        one_of("mood", MOODS),
        CheckConstraint("satisfaction between 1 and 5", name="satisfaction"),
        one_of("source", SOURCES),
        # what is taken down for a colleague holds how the caller can be reached (ASH-05)
        CheckConstraint(
            "kind <> 'message' or customer_id is not null or phone <> '' or state in ('resolved', 'closed', 'cancelled')",
            name="message",
        ),
        CheckConstraint("merged_into_id is null or state = 'cancelled' and merged_into_id <> id", name="merged"),
        CheckConstraint("offered_to_id is null or offered_to_id is distinct from owner_id", name="offered"),
        named("subject", SUBJECT_LENGTH),
        at_most("description", BODY_LENGTH),
        at_most("solution", BODY_LENGTH),
        at_most("reporter", NAME_LENGTH),
        at_most("phone", 40),
        one_of("photos_state", PHOTO_STATES),
        at_most("photos_note", 1000),
        CheckConstraint(
            "photos_state not in ('more', 'accepted') or photos_checked_at is not null and photos_checked_by_id is not null",
            name="photos_checked",
        ),
        CheckConstraint("photos_state <> 'more' or photos_note <> ''", name="photos_more"),
        CheckConstraint("state <> 'promised' or promised_at is not null", name="promised_at"),
        Index("ticket_number_key", "number", unique=True),
        # what the policies ask stands in the two of a store's lists, so that counts are read from them alone
        Index("ticket_store_id_opened_at_idx", "store_id", "opened_at", "id", postgresql_include=_SEEN),
        Index("ticket_opened_at_idx", "opened_at", "id"),
        Index(
            "ticket_open_idx",
            "store_id",
            "opened_at",
            "id",
            postgresql_include=[*_SEEN, "promised_at", "due_on"],
            postgresql_where=text("state not in ('resolved', 'closed', 'cancelled')"),
        ),
        Index(
            "ticket_owner_id_idx",
            "owner_id",
            "opened_at",
            "id",
            postgresql_include=["store_id", "offered_to_id", "escalated_to_id", "state"],
        ),
        Index("ticket_customer_id_idx", "customer_id", "opened_at", "id"),
        Index("ticket_phone_key_idx", "phone_key", "opened_at", postgresql_where=text("phone_key <> ''")),
        Index("ticket_phone_last4_idx", "phone_last4", "opened_at", postgresql_where=text("phone_last4 <> ''")),
        # callers who are no customers, for what is past its period
        Index(
            "ticket_caller_idx",
            "opened_at",
            "id",
            postgresql_where=text("customer_id is null and (phone <> '' or reporter <> '')"),
        ),
        Index("ticket_photos_idx", "store_id", "opened_at", "id", postgresql_where=text("photos_state = 'waiting'")),
        Index("ticket_device_id_idx", "device_id"),
        Index("ticket_work_order_id_idx", "work_order_id"),
        Index("ticket_first_asked_id_idx", "first_asked_id"),
        Index(
            "ticket_unassigned_idx",
            "store_id",
            "opened_at",
            "id",
            postgresql_where=text("owner_id is null and state not in ('resolved', 'closed', 'cancelled')"),
        ),
        Index("ticket_mine_idx", "owner_id", "promised_at", "id", postgresql_where=text("state = 'promised'")),
        Index(
            "ticket_due_on_idx",
            "store_id",
            "due_on",
            postgresql_where=text("due_on is not null and state not in ('resolved', 'closed', 'cancelled')"),
        ),
        Index("ticket_escalated_to_id_idx", "escalated_to_id", postgresql_where=text("escalated_to_id is not null")),
        Index("ticket_offered_to_id_idx", "offered_to_id", postgresql_where=text("offered_to_id is not null")),
        Index("ticket_merged_into_id_idx", "merged_into_id", postgresql_where=text("merged_into_id is not null")),
        Index("ticket_split_from_id_idx", "split_from_id", postgresql_where=text("split_from_id is not null")),
        Index(
            "ticket_knowledge_idx",
            "store_id",
            "opened_at",
            "id",
            postgresql_where=text("into_knowledge and state in ('resolved', 'closed')"),
        ),
        Index("ticket_category_idx", "store_id", "category", "opened_at", "id"),
        # those that wait, and those that have just begun to be ours again
        Index("ticket_wake_at_idx", "wake_at", postgresql_where=text("wake_at is not null")),
        Index("ticket_promised_at_idx", "store_id", "promised_at", postgresql_where=text("state = 'promised'")),
        Index("ticket_resolved_at_idx", "resolved_at", postgresql_where=text("resolved_at is not null")),
        Index("ticket_search_idx", "search", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    channel: Mapped[str] = mapped_column(server_default=text("'phone'"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.device.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    reporter: Mapped[str] = plain(ERASABLE)
    phone: Mapped[str] = plain(PERSONAL)
    phone_key: Mapped[str] = ascii_sorted(info=PERSONAL_KEY)
    phone_masked: Mapped[str] = plain(UNAUDITED)
    phone_last4: Mapped[str] = plain(UNAUDITED)
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    first_asked_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    offered_to_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    offered_at: Mapped[datetime | None]
    escalated_to_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    escalated_at: Mapped[datetime | None]
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    split_from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    category: Mapped[str | None]
    mood: Mapped[str | None]
    satisfaction: Mapped[int | None] = mapped_column(Integer)
    urgency: Mapped[str] = mapped_column(server_default=text("'normal'"))
    subject: Mapped[str]
    description: Mapped[str] = plain()
    solution: Mapped[str] = plain()
    into_knowledge: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    promised_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    wake_at: Mapped[datetime | None]
    due_on: Mapped[date | None] = mapped_column(Date)
    photos_state: Mapped[str] = plain()
    photos_checked_at: Mapped[datetime | None]
    photos_checked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    # what is to be seen on further photos
    photos_note: Mapped[str] = plain()
    source: Mapped[str] = mapped_column(server_default=text("'desk'"))
    reported_at: Mapped[datetime | None]
    opened_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    opened_on: Mapped[date] = mapped_column(Date)
    resolved_at: Mapped[datetime | None]
    search: Mapped[str | None] = mapped_column(TSVECTOR, info=UNAUDITED)


class TicketLink(Record, Base):
    """A further device or order that a ticket is about; taken away again it stays with its date."""

    __tablename__ = "ticket_link"
    __unwatched__ = True  # its ticket changes with it
    __table_args__ = (
        CheckConstraint("num_nonnulls(device_id, work_order_id) = 1", name="one"),
        Index("ticket_link_device_key", "ticket_id", "device_id", unique=True, postgresql_where=text("until is null")),
        Index(
            "ticket_link_work_order_key",
            "ticket_id",
            "work_order_id",
            unique=True,
            postgresql_where=text("until is null"),
        ),
        Index("ticket_link_device_id_idx", "device_id"),
        Index("ticket_link_work_order_id_idx", "work_order_id"),
    )
    ticket_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.ticket.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.device.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    until: Mapped[datetime | None]


class TicketEvent(Event, Base):
    """The trace of a ticket 处理信息."""

    __tablename__ = "ticket_event"
    __table_args__ = (Index("ticket_event_ticket_id_idx", "ticket_id", "at"), Index("ticket_event_at_idx", "at"))
    ticket_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.ticket.id"))
    # in the store's calendar
    happened_on: Mapped[date] = mapped_column(Date)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    kind: Mapped[str]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))


class TicketTransition(Step, Base):
    """Which step of a ticket may follow which."""

    __tablename__ = "ticket_transition"

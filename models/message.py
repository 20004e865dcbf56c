"""Messages to customers 通知: the texts a company keeps for each occasion, and the outbox of what is to be sent."""

import uuid
from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, UNAUDITED, Base, Record
from models.customer import NAME_LENGTH, at_most, named, one_of, plain

# What a message is about; each has variables of its own (message_variables in the database).
OCCASIONS = (
    "taken_in",
    "quote",
    "delay",
    "ready",
    "overdue",
    "delivered",
    "follow_up",
    "visit",
    "complaint_received",
    "complaint_answered",
    "other",
)
CHANNELS = ("email", "sms", "letter")
# The consent a message rests on: service needs none but is stopped by a refusal, marketing needs one that was given.
PURPOSES = ("service", "follow_up", "marketing")
STATES = ("waiting", "sending", "sent", "failed", "perhaps", "given_up", "cancelled")
TEST_STATES = ("waiting", "sending", "sent", "failed", "perhaps")
SUBJECT_LENGTH = 200
TEXT_LENGTH = 4000
# With what the variables stand for.
SENT_LENGTH = 24000


class MessageTemplate(Record, Base):
    """A text with variables in braces, in Chinese and English, for one occasion and channel.

    automatic: written by itself when the occasion comes, to customers who want to be told this way.
    """

    __tablename__ = "message_template"
    __table_args__ = (
        named(),
        at_most("name_en", NAME_LENGTH),
        one_of("occasion", OCCASIONS),
        one_of("channel", CHANNELS),
        one_of("purpose", PURPOSES),
        at_most("subject_zh", SUBJECT_LENGTH),
        at_most("subject_en", SUBJECT_LENGTH),
        named("body_zh", TEXT_LENGTH),
        at_most("body_en", TEXT_LENGTH),
        CheckConstraint("channel = 'sms' or subject_zh <> ''", name="subject"),
        CheckConstraint(
            "not automatic or occasion <> 'other' and purpose <> 'marketing' and channel <> 'letter'", name="automatic"
        ),
        Index(
            "message_template_automatic_key",
            "occasion",
            "channel",
            unique=True,
            postgresql_where=text("automatic and archived_at is null"),
        ),
    )
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    occasion: Mapped[str]
    channel: Mapped[str]
    purpose: Mapped[str] = mapped_column(server_default=text("'service'"))
    automatic: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    subject_zh: Mapped[str] = plain()
    subject_en: Mapped[str] = plain()
    body_zh: Mapped[str]
    body_en: Mapped[str] = plain()
    archived_at: Mapped[datetime | None]


class Message(Record, Base):
    """One text to one customer, as it is or was sent; the address is looked up only when it is sent.

    state: waiting for its turn; sending, a sender has taken it; sent; failed, will be tried again at next_try_at;
    perhaps, the connection or the sender died after the text was handed over, a person decides; given_up; cancelled.
    handed_at: when the sender was about to hand the text over; before that moment nothing can have been sent.
    also_subject, also_body: the other language, kept for letters.
    fault: a code for what went wrong, fault_detail the words of the other side.
    """

    __tablename__ = "message"
    __table_args__ = (
        one_of("occasion", OCCASIONS),
        one_of("channel", CHANNELS),
        one_of("purpose", PURPOSES),
        one_of("state", STATES),
        CheckConstraint("lang in ('zh', 'en')", name="lang"),
        CheckConstraint(
            f"""length(subject) <= {SUBJECT_LENGTH} and length(also_subject) <= {SUBJECT_LENGTH}
            and length(body) <= {SENT_LENGTH} and length(also_body) <= {SENT_LENGTH} and length(to_masked) <= 200
            and length(fault) <= 80 and length(fault_detail) <= 500""",
            name="lengths",
        ),
        CheckConstraint("num_nonnulls(visit_id, complaint_id) <= 1", name="about"),
        CheckConstraint("(sent_at is not null) = (state = 'sent')", name="sent_at"),
        CheckConstraint("(next_try_at is not null) = (state in ('waiting', 'failed'))", name="next_try_at"),
        CheckConstraint("(claimed_by is not null) = (claimed_at is not null)", name="claimed"),
        CheckConstraint("state <> 'sending' or claimed_at is not null", name="sending"),
        # with what the policies and the views ask: counts are read from the store's two indexes alone
        Index("message_store_id_idx", "store_id", "created_at", "id", postgresql_include=["state", "complaint_id"]),
        Index("message_created_at_idx", "created_at", "id"),
        # what was sent today, counted beside the list
        Index("message_sent_at_idx", "store_id", "sent_at", postgresql_where=text("sent_at is not null")),
        Index("message_customer_id_idx", "customer_id", "created_at", "id"),
        Index("message_work_order_id_idx", "work_order_id", "created_at"),
        Index("message_visit_id_idx", "visit_id"),
        Index("message_complaint_id_idx", "complaint_id"),
        Index("message_contact_id_idx", "contact_id"),
        Index("message_template_id_idx", "template_id"),
        Index(
            "message_due_idx",
            "next_try_at",
            "id",
            postgresql_where=text("state in ('waiting', 'failed') and channel <> 'letter'"),
        ),
        # what somebody wrote himself: most of a store's messages the system writes
        Index("message_mine_idx", "created_by", "created_at", "id", postgresql_where=text("not automatic")),
        Index("message_sending_idx", "claimed_at", postgresql_where=text("state = 'sending'")),
        # the states counted above the list, each from its own rows
        Index(
            "message_counted_idx",
            "store_id",
            "state",
            "channel",
            postgresql_include=["complaint_id"],
            postgresql_where=text("state not in ('sent', 'cancelled')"),
        ),
        Index(
            "message_open_idx",
            "store_id",
            "created_at",
            "id",
            postgresql_include=["state", "channel", "complaint_id"],
            postgresql_where=text("state not in ('sent', 'cancelled')"),
        ),
    )
    template_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.message_template.id"))
    occasion: Mapped[str]
    channel: Mapped[str]
    purpose: Mapped[str]
    automatic: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    contact_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.contact.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    visit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit.id"))
    complaint_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.complaint.id"))
    to_masked: Mapped[str] = plain(UNAUDITED)
    lang: Mapped[str]
    subject: Mapped[str] = plain(ERASABLE)
    body: Mapped[str] = mapped_column(info=ERASABLE)
    also_subject: Mapped[str] = plain(ERASABLE)
    also_body: Mapped[str] = plain(ERASABLE)
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    attempts: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    next_try_at: Mapped[datetime | None]
    # when its tries began, for giving up
    wanted_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[uuid.UUID | None] = mapped_column(info=UNAUDITED)
    handed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    fault: Mapped[str] = plain()
    fault_detail: Mapped[str] = plain(ERASABLE)


class SendingTest(Record, Base):
    """A test message an administrator asked for, to an address of his own: whether the computer that sends can.

    Tried once, by the same due work that sends messages. address: there until its try is over, shown to nobody.
    """

    __tablename__ = "sending_test"
    __table_args__ = (
        CheckConstraint("channel in ('email', 'sms')", name="channel"),
        CheckConstraint("lang in ('zh', 'en')", name="lang"),
        one_of("state", TEST_STATES),
        CheckConstraint(
            """length(address) <= 200 and length(to_masked) <= 200 and length(fault) <= 80
            and length(fault_detail) <= 500""",
            name="lengths",
        ),
        CheckConstraint("address = '' or state in ('waiting', 'sending')", name="address"),
        CheckConstraint("(ended_at is not null) = (state in ('sent', 'failed', 'perhaps'))", name="ended_at"),
        Index("sending_test_created_at_idx", "created_at", "id"),
        Index("sending_test_due_idx", "created_at", postgresql_where=text("state in ('waiting', 'sending')")),
    )
    channel: Mapped[str]
    address: Mapped[str] = plain(UNAUDITED)
    to_masked: Mapped[str] = plain(UNAUDITED)
    lang: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[uuid.UUID | None] = mapped_column(info=UNAUDITED)
    ended_at: Mapped[datetime | None]
    fault: Mapped[str] = plain()
    fault_detail: Mapped[str] = plain(UNAUDITED)

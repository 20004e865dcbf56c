"""Complaints 投诉: a record and a state machine of their own, with or without a ticket or order behind them."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Numeric, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, UNAUDITED, Base, Record
from models.customer import NAME_LENGTH, at_most, named, one_of, plain
from models.ticket import BODY_LENGTH, SUBJECT_LENGTH, Event, Step

STATES = (
    "received",
    "acknowledged",
    "assessed",
    "investigating",
    "proposed",
    "answered",
    "accepted",
    "rejected",
    "closed",
)
CHANNELS = ("phone", "counter", "mail", "message", "web", "regulator", "media")
HARMS = ("none", "time", "money", "data", "health")
REMEDIES = ("apology", "rework", "refund", "part_refund", "exchange", "voucher", "gift", "compensation")
REMEDY_STATES = ("proposed", "approved", "refused", "withdrawn", "done")
MEASURE_KINDS = ("corrective", "preventive")
MEASURE_STATES = ("open", "done", "verified", "effective", "ineffective", "withdrawn")
# How an authority was answered.
AUTHORITY_WAYS = ("portal", "post", "mail", "hand", "phone")
DEMANDS = ("none", "apology", "repair", "exchange", "refund", "compensation", "other")

_SEEN = ["state", "owner_id", "about_staff_id"]


class Complaint(Record, Base):
    """about_staff_id is the person complained about: he can neither read it nor own it.

    severity: 1 to 5, never below what harm, repetition and public attention together ask for. regulator_no and
    regulator_due_on: the case at an authority and the day by which it wants to hear of us; regulator_answered_on,
    regulator_answered_how and regulator_answer_no: when and how it heard, and the reference of that answer.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint("length(category) <= 80 and length(root_cause) <= 400", name="lengths"),
        one_of("state", STATES),
        one_of("channel", CHANNELS),
        one_of("demand", DEMANDS),
        one_of("harm", HARMS),
        at_most("regulator_no", 80),
        one_of("regulator_answered_how", ("", *AUTHORITY_WAYS)),
        at_most("regulator_answer_no", 80),
        CheckConstraint(
            "(regulator_answered_on is not null) = (regulator_answered_how <> '') "
            "and (regulator_answered_on is not null or regulator_answer_no = '')",
            name="regulator_answered",
        ),
        CheckConstraint("regulator_answered_on >= opened_on", name="regulator_answered_on"),
        CheckConstraint("severity between 1 and 5", name="severity"),
        named("subject", SUBJECT_LENGTH),
        named("description", BODY_LENGTH),
        at_most("proposal", BODY_LENGTH),
        at_most("answer", BODY_LENGTH),
        at_most("cause_note", 4000),
        at_most("complainant", NAME_LENGTH),
        CheckConstraint("owner_id <> about_staff_id", name="owner"),
        Index("complaint_number_key", "number", unique=True),
        # with what the policies and the views ask: counts are read from the store's two indexes alone
        Index("complaint_store_id_opened_at_idx", "store_id", "opened_at", "id", postgresql_include=_SEEN),
        Index("complaint_opened_at_idx", "opened_at", "id"),
        Index(
            "complaint_open_idx",
            "store_id",
            "answer_due_at",
            "id",
            postgresql_include=[*_SEEN, "escalated_at", "channel", "regulator_no"],
            postgresql_where=text("state <> 'closed'"),
        ),
        Index(
            "complaint_authority_idx",
            "store_id",
            "regulator_due_on",
            "id",
            postgresql_where=text("regulator_due_on is not null and state <> 'closed'"),
        ),
        Index("complaint_owner_id_idx", "owner_id", "opened_at", "id"),
        Index("complaint_customer_id_idx", "customer_id", "opened_at", "id"),
        Index("complaint_about_staff_id_idx", "about_staff_id"),
        Index("complaint_ticket_id_idx", "ticket_id"),
        Index("complaint_work_order_id_idx", "work_order_id"),
        Index("complaint_search_idx", "search", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    state: Mapped[str] = mapped_column(server_default=text("'received'"))
    escalated_at: Mapped[datetime | None]
    channel: Mapped[str] = mapped_column(server_default=text("'phone'"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    complainant: Mapped[str] = plain(ERASABLE)
    severity: Mapped[int] = mapped_column(Integer, server_default=text("3"))
    harm: Mapped[str] = mapped_column(server_default=text("'none'"))
    repeated: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    exposed: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    regulator_no: Mapped[str] = plain()
    regulator_due_on: Mapped[date | None] = mapped_column(Date)
    regulator_answered_on: Mapped[date | None] = mapped_column(Date)
    regulator_answered_how: Mapped[str] = plain()
    regulator_answer_no: Mapped[str] = plain()
    category: Mapped[str | None]
    demand: Mapped[str] = mapped_column(server_default=text("'none'"))
    subject: Mapped[str]
    description: Mapped[str]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    about_staff_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    answer_due_at: Mapped[datetime]
    proposal: Mapped[str] = plain()
    answer: Mapped[str] = plain()
    answered_at: Mapped[datetime | None]
    root_cause: Mapped[str | None]
    cause_note: Mapped[str] = plain()
    opened_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    opened_on: Mapped[date] = mapped_column(Date)
    search: Mapped[str | None] = mapped_column(TSVECTOR, info=UNAUDITED)


class ComplaintEvent(Event, Base):
    """The trace of a complaint."""

    __tablename__ = "complaint_event"
    __table_args__ = (
        Index("complaint_event_complaint_id_idx", "complaint_id", "at"),
        Index("complaint_event_at_idx", "at"),
    )
    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.complaint.id"))
    # in the store's calendar
    happened_on: Mapped[date] = mapped_column(Date)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))


class ComplaintTransition(Step, Base):
    """Which step of a complaint may follow which."""

    __tablename__ = "complaint_transition"


class ComplaintRemedy(Record, Base):
    """What is done for the customer, and the document that proves it; written by functions only.

    amount: CNY, where money or its worth is given. Above the limit of who offers it somebody else signs too.
    A rework is done when its order is taken in, a refund when its payment went out.
    """

    __tablename__ = "complaint_remedy"
    __table_args__ = (
        one_of("kind", REMEDIES),
        one_of("state", REMEDY_STATES),
        CheckConstraint("amount > 0 and amount <> 'NaN'", name="amount"),
        CheckConstraint(
            "(amount is not null) = (kind in ('refund', 'part_refund', 'voucher', 'gift', 'compensation'))",
            name="worth",
        ),
        CheckConstraint("length(decided_by) <= 80", name="lengths"),
        at_most("note", 2000),
        at_most("decision_note", 2000),
        CheckConstraint("decided_by is distinct from created_by or state <> 'approved' or not second", name="second"),
        Index("complaint_remedy_complaint_id_idx", "complaint_id"),
        Index("complaint_remedy_work_order_id_key", "work_order_id", unique=True),
        Index("complaint_remedy_payment_id_key", "payment_id", unique=True),
        Index("complaint_remedy_waiting_idx", "created_at", "id", postgresql_where=text("state = 'proposed'")),
    )
    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.complaint.id"))
    kind: Mapped[str]
    state: Mapped[str]
    # whether it needed somebody else's signature
    second: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    note: Mapped[str] = plain()
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = plain()
    done_at: Mapped[datetime | None]
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    payment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.payment.id"))


class CorrectiveAction(Record, Base):
    """What is changed so that a complaint does not come again, by whom and until when; written by functions only.

    Done is what its owner says, verified what somebody else saw; effective or ineffective what turned out some time
    later, on effect_due_on. follows_id: the one that did not help. snoozed_until: when somebody is reminded again.
    tell_zh, tell_en: what the customer reads of it in the answer to his complaint; empty where he is not told.
    """

    __tablename__ = "corrective_action"
    __table_args__ = (
        one_of("kind", MEASURE_KINDS),
        one_of("state", MEASURE_STATES),
        named("what", 2000),
        at_most("done_note", 2000),
        at_most("verified_note", 2000),
        at_most("effect_note", 2000),
        at_most("tell_zh", 1000),
        at_most("tell_en", 1000),
        CheckConstraint("tell_zh <> '' or tell_en = ''", name="told"),
        CheckConstraint(
            "length(done_by) <= 80 and length(verified_by) <= 80 and length(effect_by) <= 80", name="lengths"
        ),
        CheckConstraint(
            "state not in ('verified', 'effective', 'ineffective') or verified_by is distinct from done_by",
            name="verified",
        ),
        CheckConstraint(
            "(state in ('done', 'verified', 'effective', 'ineffective')) <= (done_at is not null)", name="done"
        ),
        CheckConstraint(
            "(state in ('effective', 'ineffective')) = (effect_at is not null) "
            "and (effect_at is null or effect_by is distinct from done_by)",
            name="effect",
        ),
        Index("corrective_action_complaint_id_idx", "complaint_id"),
        Index("corrective_action_store_id_idx", "store_id", "due_on", "id"),
        Index("corrective_action_owner_idx", "owner_id", "due_on", postgresql_where=text("state = 'open'")),
        Index("corrective_action_done_idx", "created_by", "done_at", postgresql_where=text("state = 'done'")),
        Index(
            "corrective_action_effect_idx", "verified_by", "effect_due_on", postgresql_where=text("state = 'verified'")
        ),
        Index("corrective_action_follows_id_idx", "follows_id"),
    )
    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.complaint.id"))
    # the complaint's
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    kind: Mapped[str] = mapped_column(server_default=text("'corrective'"))
    what: Mapped[str]
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    due_on: Mapped[date] = mapped_column(Date)
    tell_zh: Mapped[str] = plain()
    tell_en: Mapped[str] = plain()
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    done_at: Mapped[datetime | None]
    # in the store's calendar
    done_on: Mapped[date | None] = mapped_column(Date)
    done_by: Mapped[str | None]
    done_note: Mapped[str] = plain()
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[str | None]
    verified_note: Mapped[str] = plain()
    effect_due_on: Mapped[date | None] = mapped_column(Date)
    effect_at: Mapped[datetime | None]
    effect_by: Mapped[str | None]
    effect_note: Mapped[str] = plain()
    follows_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.corrective_action.id"))
    snoozed_until: Mapped[datetime | None]

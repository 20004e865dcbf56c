"""Improvement suggestions 改进建议: what somebody would do better, what a manager decided, and who carries it out."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Sequence, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import SCHEMA, Base, Record
from models.customer import TEXT_LENGTH, at_most, named, one_of, plain
from models.ticket import Event, Step

AREAS = ("process", "service", "quality", "parts", "training", "tools", "safety", "other")
IMPROVEMENT_STATES = ("filed", "adopted", "declined", "done", "withdrawn")

NUMBERS = Sequence("improvement_number_seq", metadata=Base.metadata, schema=SCHEMA)


class Improvement(Record, Base):
    """One suggestion; its state is changed by functions only.

    ticket_id, complaint_id, visit_id, recovery_plan_id: what gave rise to it. owner_id and due_on: who carries it out, once adopted.
    """

    __tablename__ = "improvement"
    __table_args__ = (
        one_of("area", AREAS),
        one_of("state", IMPROVEMENT_STATES),
        named("subject", 200),
        named("what", TEXT_LENGTH),
        at_most("why", TEXT_LENGTH),
        at_most("decision_note", TEXT_LENGTH),
        at_most("result", TEXT_LENGTH),
        CheckConstraint("num_nonnulls(ticket_id, complaint_id, visit_id, recovery_plan_id) <= 1", name="origin"),
        CheckConstraint(
            "state not in ('adopted', 'done') or num_nonnulls(owner_id, due_on, decided_at) = 3", name="adopted"
        ),
        CheckConstraint("(state = 'done') = (done_on is not null)", name="done"),
        CheckConstraint("length(decided_by) <= 80", name="lengths"),
        Index("improvement_number_key", "number", unique=True),
        Index("improvement_store_id_idx", "store_id", "opened_at", "id"),
        Index("improvement_opened_at_idx", "opened_at", "id"),
        Index("improvement_filed_by_id_idx", "filed_by_id", "opened_at", "id"),
        Index("improvement_owner_id_idx", "owner_id", "due_on", postgresql_where=text("state = 'adopted'")),
        Index("improvement_due_on_idx", "due_on", "id", postgresql_where=text("due_on is not null")),
        Index("improvement_ticket_id_idx", "ticket_id", postgresql_where=text("ticket_id is not null")),
        Index("improvement_complaint_id_idx", "complaint_id", postgresql_where=text("complaint_id is not null")),
        Index("improvement_visit_id_idx", "visit_id", postgresql_where=text("visit_id is not null")),
        Index(
            "improvement_recovery_plan_id_idx",
            "recovery_plan_id",
            postgresql_where=text("recovery_plan_id is not null"),
        ),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    state: Mapped[str] = mapped_column(server_default=text("'filed'"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    area: Mapped[str] = mapped_column(server_default=text("'process'"))
    subject: Mapped[str]
    what: Mapped[str]
    why: Mapped[str] = plain()
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    complaint_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.complaint.id"))
    visit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit.id"))
    # the plan whose measure it is
    recovery_plan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.recovery_plan.id"))
    # its number then: not everybody who carries a suggestion out may read it
    about_number: Mapped[str] = plain()
    filed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    opened_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    # in the store's calendar
    opened_on: Mapped[date] = mapped_column(Date)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = plain()
    decision_note: Mapped[str] = plain()
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    due_on: Mapped[date | None] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)
    result: Mapped[str] = plain()
    # its owner is reminded again then
    snoozed_until: Mapped[datetime | None]


class ImprovementEvent(Event, Base):
    """The trace of a suggestion."""

    __tablename__ = "improvement_event"
    __table_args__ = (Index("improvement_event_improvement_id_idx", "improvement_id", "at"),)
    improvement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.improvement.id"))
    # in the store's calendar
    happened_on: Mapped[date] = mapped_column(Date)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))


class ImprovementTransition(Step, Base):
    """Which step of a suggestion may follow which; role also holds 'author' and 'owner'."""

    __tablename__ = "improvement_transition"

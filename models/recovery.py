"""Service recovery plans 服务修整方案: what went wrong, what is to be reached, the measures, and who was told (WEB-11)."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Sequence, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, SCHEMA, Base, Record
from models.customer import TEXT_LENGTH, at_most, named, one_of, plain
from models.ticket import Event, Step

CAUSES = ("complaint", "score", "breaches", "suggestion", "other")
PLAN_STATES = ("open", "done", "withdrawn")

NUMBERS = Sequence("recovery_plan_number_seq", metadata=Base.metadata, schema=SCHEMA)


class RecoveryPlan(Record, Base):
    """One plan; its state is changed by functions only. Its measures are the improvement suggestions that name it.

    cause: what gave rise to it, the complaint or follow-up named where it was one. told: which customers concerned
    were told, when and how, or why nobody was.
    """

    __tablename__ = "recovery_plan"
    __table_args__ = (
        one_of("cause", CAUSES),
        one_of("state", PLAN_STATES),
        named("subject", 200),
        named("what", TEXT_LENGTH),
        named("goal", TEXT_LENGTH),
        at_most("result", TEXT_LENGTH),
        at_most("told", TEXT_LENGTH),
        CheckConstraint("num_nonnulls(complaint_id, follow_up_id) <= 1", name="origin"),
        CheckConstraint("(state = 'done') = (done_on is not null)", name="done"),
        Index("recovery_plan_number_key", "number", unique=True),
        Index("recovery_plan_store_id_idx", "store_id", "opened_at", "id"),
        Index("recovery_plan_opened_at_idx", "opened_at", "id"),
        Index("recovery_plan_owner_id_idx", "owner_id", "due_on", postgresql_where=text("state = 'open'")),
        Index("recovery_plan_due_on_idx", "due_on", "id"),
        Index("recovery_plan_complaint_id_idx", "complaint_id", postgresql_where=text("complaint_id is not null")),
        Index("recovery_plan_follow_up_id_idx", "follow_up_id", postgresql_where=text("follow_up_id is not null")),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    cause: Mapped[str] = mapped_column(server_default=text("'other'"))
    subject: Mapped[str]
    what: Mapped[str]
    goal: Mapped[str]
    complaint_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.complaint.id"))
    follow_up_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.follow_up.id"))
    # its number then: not everybody who answers for a plan may read it
    about_number: Mapped[str] = plain()
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    due_on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    # in the store's calendar
    opened_on: Mapped[date] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)
    result: Mapped[str] = plain()
    # names customers
    told: Mapped[str] = plain(ERASABLE)
    # its owner is reminded again then
    snoozed_until: Mapped[datetime | None]


class RecoveryPlanEvent(Event, Base):
    """The trace of a plan."""

    __tablename__ = "recovery_plan_event"
    __table_args__ = (Index("recovery_plan_event_recovery_plan_id_idx", "recovery_plan_id", "at"),)
    recovery_plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.recovery_plan.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))


class RecoveryPlanTransition(Step, Base):
    """Which step of a plan may follow which; role also holds 'owner'."""

    __tablename__ = "recovery_plan_transition"

"""Training 培训: courses with their material and score scheme, the days on which they are held, who came and passed."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Numeric, Sequence, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, SCHEMA, Base, Record
from models.customer import TEXT_LENGTH, at_most, named, one_of, plain
from models.ticket import Event, Step

COURSE_KINDS = (
    "induction", "product", "process", "communication", "after_sales", "tools", "service_quality", "installation",
)  # fmt: skip
AUDIENCES = ("staff", "contractor", "customer")
# What a course is marked by; the weights of all together are 100.
PARTS = ("attendance", "speaking", "homework", "quiz", "case_study", "practice", "exam")
# Given by the trainer, 0 to 100; attendance follows from how often somebody was absent or late.
MARKED = PARTS[1:]
TRAINING_STATES = ("planned", "held", "closed", "cancelled")
ATTENDANCES = ("invited", "attended", "late", "absent")

NUMBERS = Sequence("training_number_seq", metadata=Base.metadata, schema=SCHEMA)


class Course(Record, Base):
    """What is taught, by which plan, and how it is marked 成绩评定办法.

    plan: what comes on which day. absent_deduction, late_deduction: points taken off attendance for each time, until
    nothing is left of it. valid_months: after so many it is taught again; 0 for never.
    """

    __tablename__ = "course"
    __table_args__ = (
        named(),
        at_most("name_en", 200),
        one_of("kind", COURSE_KINDS),
        one_of("audience", AUDIENCES),
        at_most("plan", 8000),
        at_most("cautions", 8000),
        CheckConstraint("days between 1 and 60", name="days"),
        CheckConstraint("hours between 0.5 and 500", name="hours"),
        CheckConstraint(
            " and ".join(f"weight_{part} between 0 and 100" for part in PARTS)
            + " and "
            + " + ".join(f"weight_{part}" for part in PARTS)
            + " = 100",
            name="weights",
        ),
        CheckConstraint("absent_deduction between 0 and 100 and late_deduction between 0 and 100", name="deductions"),
        CheckConstraint("pass_mark between 0 and 100", name="pass_mark"),
        CheckConstraint("valid_months between 0 and 120", name="valid_months"),
        Index("course_name_key", "name", unique=True, postgresql_where=text("archived_at is null")),
        Index("course_name_idx", "name", "id"),
        Index("course_store_id_idx", "store_id"),
    )
    # Who looks after it; everybody may read it.
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    kind: Mapped[str] = mapped_column(server_default=text("'after_sales'"))
    audience: Mapped[str] = mapped_column(server_default=text("'staff'"))
    days: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    hours: Mapped[Decimal] = mapped_column(Numeric(5, 1), server_default=text("2"))
    plan: Mapped[str] = plain()
    # What to mind at work, above all at an installation 安装注意事项.
    cautions: Mapped[str] = plain()
    weight_attendance: Mapped[int] = mapped_column(Integer, server_default=text("100"))
    weight_speaking: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    weight_homework: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    weight_quiz: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    weight_case_study: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    weight_practice: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    weight_exam: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    absent_deduction: Mapped[Decimal] = mapped_column(Numeric(4, 1), server_default=text("5"))
    late_deduction: Mapped[Decimal] = mapped_column(Numeric(4, 1), server_default=text("2"))
    pass_mark: Mapped[int] = mapped_column(Integer, server_default=text("60"))
    valid_months: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    archived_at: Mapped[datetime | None]


class CourseArticle(Record, Base):
    """An article of the knowledge base that belongs to the material of a course."""

    __tablename__ = "course_article"
    __table_args__ = (
        Index(
            "course_article_course_id_key",
            "course_id",
            "article_id",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
        Index("course_article_article_id_idx", "article_id"),
    )
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.course.id"))
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.article.id"))
    withdrawn_at: Mapped[datetime | None]


class Training(Record, Base):
    """A course as it is held once; its state is changed by functions only.

    scheme: how it is marked, as the course said when it was held; a course changed later changes no record.
    work_order_id, visit_id, project_id: what it prepares, as the training of a customer before an installation.
    """

    __tablename__ = "training"
    __table_args__ = (
        one_of("state", TRAINING_STATES),
        named("subject", 200),
        at_most("place", 200),
        at_most("trainer_name", 80),
        at_most("note", TEXT_LENGTH),
        at_most("summary", TEXT_LENGTH),
        CheckConstraint("trainer_id is not null or btrim(trainer_name) <> ''", name="trainer"),
        CheckConstraint("ends_at > starts_at and ends_at <= starts_at + interval '60 days'", name="span"),
        CheckConstraint("starts_at between timestamptz '1990-01-01Z' and timestamptz '2200-01-01Z'", name="starts_at"),
        CheckConstraint("num_nonnulls(work_order_id, visit_id, project_id) <= 1", name="prepares"),
        CheckConstraint("hours between 0.5 and 500", name="hours"),
        CheckConstraint(
            "jsonb_typeof(scheme) = 'object' and octet_length(scheme::text) <= 2000 "
            "and (state not in ('held', 'closed') or scheme <> '{}')",
            name="scheme",
        ),
        Index("training_number_key", "number", unique=True),
        Index("training_store_id_idx", "store_id", "starts_at", "id"),
        Index("training_starts_at_idx", "starts_at", "id"),
        Index("training_course_id_idx", "course_id", "starts_at", "id"),
        Index("training_trainer_id_idx", "trainer_id", "starts_at"),
        Index("training_work_order_id_idx", "work_order_id", postgresql_where=text("work_order_id is not null")),
        Index("training_visit_id_idx", "visit_id", postgresql_where=text("visit_id is not null")),
        Index("training_project_id_idx", "project_id", postgresql_where=text("project_id is not null")),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    state: Mapped[str] = mapped_column(server_default=text("'planned'"))
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.course.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    subject: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    hours: Mapped[Decimal] = mapped_column(Numeric(5, 1))
    place: Mapped[str] = plain()
    # One of us, or the name of somebody else.
    trainer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    trainer_name: Mapped[str] = plain()
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    visit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit.id"))
    project_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.project.id"))
    note: Mapped[str] = plain()
    # What came of it.
    summary: Mapped[str] = plain()
    scheme: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))


class TrainingRecord(Record, Base):
    """Somebody invited to a training and what came of it 培训记录; written by functions only.

    staff_id, or customer_id with the person who comes from there (a customer, a contractor). Marks are 0 to 100; score
    is their sum by the weights. absences and latenesses: how often, in a training of several days. trained_on: the last
    day in the store's calendar. retrain_since: from then on it is to be taught again, of which he is reminded once more
    at snoozed_until.
    """

    __tablename__ = "training_record"
    __table_args__ = (
        CheckConstraint("num_nonnulls(staff_id, customer_id) = 1", name="who"),
        at_most("person_name", 80),
        one_of("attendance", ATTENDANCES),
        CheckConstraint("absences between 0 and 60 and latenesses between 0 and 60", name="times"),
        CheckConstraint(" and ".join(f"{part} between 0 and 100" for part in MARKED), name="marks"),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("hours between 0 and 500", name="hours"),
        one_of("outcome", ("passed", "failed")),
        CheckConstraint("(outcome is null) = (score is null)", name="scored"),
        CheckConstraint("valid_until is null or outcome = 'passed'", name="valid_until"),
        at_most("note", TEXT_LENGTH),
        Index(
            "training_record_staff_key",
            "training_id",
            "staff_id",
            unique=True,
            postgresql_where=text("withdrawn_at is null and staff_id is not null"),
        ),
        Index("training_record_training_id_idx", "training_id"),
        Index("training_record_store_id_idx", "store_id", "trained_on", "id"),
        Index("training_record_staff_id_idx", "staff_id", "trained_on", "id"),
        Index("training_record_customer_id_idx", "customer_id"),
        Index("training_record_course_id_idx", "course_id", "trained_on", "id"),
        Index("training_record_trained_on_idx", "trained_on", "id"),
        Index("training_record_valid_until_idx", "valid_until", postgresql_where=text("valid_until is not null")),
    )
    training_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.training.id"))
    # the training's
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.course.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    trained_on: Mapped[date] = mapped_column(Date)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    person_name: Mapped[str] = plain(ERASABLE)
    attendance: Mapped[str] = mapped_column(server_default=text("'invited'"))
    absences: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    latenesses: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    speaking: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    homework: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    quiz: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    case_study: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    practice: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    exam: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    score: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    outcome: Mapped[str | None]
    hours: Mapped[Decimal] = mapped_column(Numeric(5, 1), server_default=text("0"))
    note: Mapped[str] = plain(ERASABLE)
    valid_until: Mapped[date | None] = mapped_column(Date)
    retrain_since: Mapped[date | None] = mapped_column(Date)
    snoozed_until: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class TrainingEvent(Event, Base):
    """The trace of a training."""

    __tablename__ = "training_event"
    __table_args__ = (Index("training_event_training_id_idx", "training_id", "at"),)
    training_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.training.id"))
    # in the store's calendar
    happened_on: Mapped[date] = mapped_column(Date)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))


class TrainingTransition(Step, Base):
    """Which step of a training may follow which; role also holds 'trainer'."""

    __tablename__ = "training_transition"

"""Service levels 服务时限: working calendars, what is promised to whom, and the clock of every promise."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Record
from models.customer import at_most, named, one_of, plain

SUBJECTS = ("ticket", "complaint", "work_order", "visit")
TARGETS = ("response", "call_back", "on_site", "resolution", "authority", "update")
COVERS = ("", "warranty", "contract", "out")
CLOCKS = ("working", "elapsed")
TURNS = ("customer", "maker")
ESCALATION_ROLES = ("", "manager", "agent", "technician", "parts", "sales", "finance", "admin")
# Still running: neither met nor called off.
RUNNING = "met_at is null and stopped_at is null"
# What due work waits for.
TICKING = f"{RUNNING} and paused_since is null and breached_at is null"


class WorkingCalendar(Record, Base):
    """When a store works 工作日历. week: seven lists, Monday first, of [from, to] in minutes of the local day.

    changed_at is when its hours or one of its days last changed; running targets are reckoned anew after that.
    """

    __tablename__ = "working_calendar"
    __table_args__ = (
        at_most("name_en", 120),
        CheckConstraint("code ~ '^[A-Za-z0-9_-]{1,20}$'", name="code"),
        named(),
        CheckConstraint("octet_length(week::text) <= 4000", name="week"),
        one_of("origin", ("shipped", "company")),
        Index("working_calendar_code_key", "code", unique=True, postgresql_where=text("archived_at is null")),
    )
    code: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    week: Mapped[list] = mapped_column(JSONB)
    changed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    origin: Mapped[str] = mapped_column(server_default=text("'company'"))
    archived_at: Mapped[datetime | None]


class CalendarDay(Record, Base):
    """A day that differs from the week: a holiday, shorter hours, a make-up day 调休 worked like some weekday.

    weekday 1 (Monday) to 7 takes that weekday's hours; without one `hours` holds, empty for a day off.
    """

    __tablename__ = "calendar_day"
    __table_args__ = (
        named(),
        at_most("name_en", 120),
        CheckConstraint("weekday between 1 and 7", name="weekday"),
        CheckConstraint("octet_length(hours::text) <= 400", name="hours"),
        CheckConstraint("weekday is null or hours = '[]'", name="either"),
        CheckConstraint("day between date '2000-01-01' and date '2200-01-01'", name="day"),
        one_of("origin", ("official", "company")),
        Index("calendar_day_key", "calendar_id", "day", unique=True, postgresql_where=text("archived_at is null")),
    )
    calendar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.working_calendar.id"))
    day: Mapped[date] = mapped_column(Date)
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    weekday: Mapped[int | None] = mapped_column(Integer)
    hours: Mapped[list] = mapped_column(JSONB, server_default=text("'[]'"))
    origin: Mapped[str] = mapped_column(server_default=text("'company'"))
    archived_at: Mapped[datetime | None]


class CalendarUse(Record, Base):
    """Which calendar a store works by, or a region with all below it, or (neither) the whole company."""

    __tablename__ = "calendar_use"
    __table_args__ = (
        CheckConstraint("store_id is null or region_id is null", name="either"),
        Index(
            "calendar_use_key",
            text("coalesce(store_id, region_id, '00000000-0000-0000-0000-000000000000'::uuid)"),
            unique=True,
            postgresql_where=text("archived_at is null"),
        ),
        Index("calendar_use_calendar_id_idx", "calendar_id"),
        Index("calendar_use_store_id_idx", "store_id"),
        Index("calendar_use_region_id_idx", "region_id"),
    )
    __unwatched__ = True
    calendar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.working_calendar.id"))
    store_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.store.id"))
    region_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.region.id"))
    archived_at: Mapped[datetime | None]


class ServiceLevel(Record, Base):
    """One promise: for which records, what by when. Empty record_kind, urgency and cover mean any.

    Of those that fit a record the most particular one holds. Without minutes the record names the moment
    itself: the call-back promised, the day the complaint is to be answered, the order's promised time.
    The target 'update' is met and begun anew whenever the customer is told something.
    It warns after warn_percent of the time or warn_minutes before it is over, whichever comes first.
    """

    __tablename__ = "service_level"
    __table_args__ = (
        named(),
        at_most("name_en", 120),
        one_of("subject_kind", SUBJECTS),
        one_of("target", TARGETS),
        one_of("cover", COVERS),
        one_of("clock", CLOCKS),
        one_of("escalate_to", ESCALATION_ROLES),
        one_of("origin", ("shipped", "company")),
        CheckConstraint("length(record_kind) <= 40 and length(urgency) <= 40", name="lengths"),
        CheckConstraint("minutes between 1 and 525600", name="minutes"),
        CheckConstraint("warn_percent between 1 and 100", name="warn_percent"),
        CheckConstraint("warn_minutes between 1 and 525600", name="warn_minutes"),
        CheckConstraint(
            "target <> 'update' or minutes is not null and subject_kind in ('ticket', 'work_order')", name="update"
        ),
        CheckConstraint("num_nonnulls(warn_percent, warn_minutes) > 0", name="warns"),
        Index(
            "service_level_key",
            "subject_kind",
            "target",
            "record_kind",
            "urgency",
            "cover",
            unique=True,
            postgresql_where=text("archived_at is null"),
        ),
    )
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    subject_kind: Mapped[str]
    target: Mapped[str]
    record_kind: Mapped[str] = plain()
    urgency: Mapped[str] = plain()
    cover: Mapped[str] = plain()
    minutes: Mapped[int | None] = mapped_column(Integer)
    clock: Mapped[str] = mapped_column(server_default=text("'elapsed'"))
    warn_percent: Mapped[int | None] = mapped_column(Integer, server_default=text("75"))
    warn_minutes: Mapped[int | None] = mapped_column(Integer)
    escalate_to: Mapped[str] = mapped_column(server_default=text("'manager'"))
    origin: Mapped[str] = mapped_column(server_default=text("'company'"))
    archived_at: Mapped[datetime | None]


class SlaTarget(Record, Base):
    """The clock of one promise for one record; written by functions only.

    policy is the service level as it was when the clock began. named_at: the moment the record itself named.
    paused_seconds are counted by the target's own clock and put due_at off. breached_at is the moment it fell due,
    whenever that was noticed. counted_on: the store's day in whose figures it stands, once it is met or breached.
    round: 2 and more after the record was taken up again.
    """

    __tablename__ = "sla_target"
    __table_args__ = (
        one_of("subject_kind", SUBJECTS),
        one_of("target", TARGETS),
        one_of("pause_turn", TURNS),
        one_of("escalate_to", ESCALATION_ROLES),
        CheckConstraint("(paused_since is null) = (pause_turn is null)", name="paused"),
        CheckConstraint("met_at is null or stopped_at is null", name="ended"),
        CheckConstraint("seconds <> 'NaN' and paused_seconds <> 'NaN'", name="numbers"),
        CheckConstraint("seconds >= 0 and paused_seconds >= 0", name="seconds"),
        CheckConstraint("octet_length(policy::text) <= 4000 and length(zone) <= 80", name="lengths"),
        Index(
            "sla_target_running_key",
            "subject_id",
            "subject_kind",
            "target",
            unique=True,
            postgresql_where=text(RUNNING),
        ),
        Index("sla_target_subject_id_idx", "subject_id", "started_at"),
        # the lists of what is due, of one store and of many
        Index(
            "sla_target_store_due_idx",
            "store_id",
            "due_at",
            "id",
            postgresql_include=["subject_kind", "subject_id", "breached_at", "paused_since"],
            postgresql_where=text(RUNNING),
        ),
        Index("sla_target_all_due_idx", "due_at", "id", postgresql_where=text(RUNNING)),
        # due work
        Index("sla_target_ticking_idx", "due_at", postgresql_where=text(TICKING)),
        Index("sla_target_warn_idx", "warn_at", postgresql_where=text(f"{TICKING} and warned_at is null")),
        Index("sla_target_calendar_id_idx", "calendar_id", "reckoned_at", postgresql_where=text(RUNNING)),
        # figures
        Index(
            "sla_target_counted_idx",
            "store_id",
            "counted_on",
            "subject_kind",
            "target",
            postgresql_include=["breached_at"],
            postgresql_where=text("counted_on is not null"),
        ),
        Index("sla_target_store_id_idx", "store_id", "counted_on", "due_at", "id"),
        Index("sla_target_service_level_id_idx", "service_level_id"),
    )
    __unwatched__ = True
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    target: Mapped[str]
    round: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    service_level_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.service_level.id"))
    policy: Mapped[dict] = mapped_column(JSONB)
    calendar_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.working_calendar.id"))
    zone: Mapped[str]
    seconds: Mapped[Decimal] = mapped_column(Numeric(18, 6))
    named_at: Mapped[datetime | None]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    due_on: Mapped[date] = mapped_column(Date)
    warn_at: Mapped[datetime]
    warned_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]
    escalate_to: Mapped[str] = plain()
    escalated_at: Mapped[datetime | None]
    paused_since: Mapped[datetime | None]
    pause_turn: Mapped[str | None]
    paused_seconds: Mapped[Decimal] = mapped_column(Numeric(18, 6), server_default=text("0"))
    reckoned_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    counted_on: Mapped[date | None] = mapped_column(Date)

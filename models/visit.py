"""Visits 上门服务/派工单: who goes where and when, what he found, measured and used, and what the customer says to it."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Numeric, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, UNAUDITED, Base, Record
from models.customer import NAME_LENGTH, at_most, named, one_of, plain
from models.ticket import Event, Step

KINDS = ("on_site", "follow_up")
STATES = ("open", "planned", "travelling", "arrived", "working", "finished", "closed", "cancelled")
OUTCOMES = ("solved", "again", "parts", "refused", "no_access")
PRIORITIES = ("normal", "urgent")
ACCEPTED_HOW = ("", "drawn", "typed", "paper")
OLD_PARTS = ("", "returned", "taken")
ABSENCES = ("leave", "sick", "training", "other")
ACCEPTANCES = ("hidden", "sub_item", "completion", "review", "meeting")
RESULTS = ("", "passed", "conditional", "failed")
SUBJECT_LENGTH = 200
BODY_LENGTH = 8000
# Minutes; a longer job is several visits.
SHORTEST, LONGEST = 5, 1440


class Visit(Record, Base):
    """A dispatch order 派工单: on site 上门 or a follow-up 回访.

    planned_from and planned_until are the time on the board; minutes is how long the work will take. The stamps are
    written by the steps. override_reason says why somebody was sent in spite of what spoke against it.
    contractor_id: a company that does the work instead of a technician of ours, a customer of the class 'contractor';
    it is paid (settled_…) only for work that is done and shown on photos, prices in CNY, tax included.
    """

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("length(skill) <= 40", name="lengths"),
        one_of("kind", KINDS),
        one_of("state", STATES),
        one_of("outcome", OUTCOMES),
        one_of("priority", PRIORITIES),
        one_of("accepted_how", ACCEPTED_HOW),
        named("subject", SUBJECT_LENGTH),
        at_most("instructions", 4000),
        at_most("contact_name", NAME_LENGTH),
        at_most("wish", 200),
        at_most("override_reason", 1000),
        at_most("findings", BODY_LENGTH),
        at_most("work_done", BODY_LENGTH),
        at_most("advice", 4000),
        at_most("customer_note", 4000),
        at_most("vehicle", 40),
        at_most("driver", 80),
        at_most("accepted_by", NAME_LENGTH),
        CheckConstraint(f"minutes between {SHORTEST} and {LONGEST}", name="minutes"),
        CheckConstraint(
            f"planned_until > planned_from and planned_until <= planned_from + interval '{LONGEST} minutes'",
            name="planned",
        ),
        CheckConstraint(
            """state in ('open', 'cancelled')
            or num_nonnulls(technician_id, contractor_id) > 0 and planned_from is not null and planned_until is not null""",
            name="assigned",
        ),
        CheckConstraint("agreed_price >= 0 and agreed_price <> 'NaN'", name="agreed_price"),
        CheckConstraint("settled_amount >= 0 and settled_amount <> 'NaN'", name="settled_amount"),
        at_most("settlement_no", 80),
        CheckConstraint(
            """num_nonnulls(settled_at, settled_by_id, settled_amount) = 0
            or num_nonnulls(settled_at, settled_by_id, settled_amount) = 3 and contractor_id is not null
               and state in ('finished', 'closed') and settlement_no <> ''""",
            name="settled",
        ),
        CheckConstraint("(state in ('finished', 'closed')) = (outcome is not null)", name="finished_outcome"),
        CheckConstraint("odometer_out between 0 and 9999999 and odometer_back between 0 and 9999999", name="odometer"),
        CheckConstraint("accepted is null or accepted_by <> ''", name="accepted"),
        Index("visit_number_key", "number", unique=True),
        Index("visit_store_id_opened_at_idx", "store_id", "opened_at", "id"),
        Index("visit_opened_at_idx", "opened_at", "id"),
        Index("visit_planned_idx", "store_id", "planned_from", "id", postgresql_where=text("planned_from is not null")),
        Index(
            "visit_technician_planned_idx",
            "technician_id",
            "planned_from",
            "id",
            postgresql_where=text("technician_id is not null"),
        ),
        Index("visit_waiting_idx", "store_id", "opened_at", "id", postgresql_where=text("state = 'open'")),
        # the dispatch board chooses its waiting ones from this alone
        Index(
            "visit_pool_idx",
            "store_id",
            "due_at",
            "id",
            postgresql_include=["priority", "technician_id", "skill", "region_id"],
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "visit_due_idx",
            "store_id",
            "due_at",
            "id",
            postgresql_include=["state", "technician_id"],
            postgresql_where=text("state in ('open', 'planned', 'travelling', 'arrived', 'working')"),
        ),
        Index(
            "visit_finished_idx",
            "store_id",
            "finished_at",
            "id",
            postgresql_where=text("finished_at is not null"),
        ),
        Index(
            "visit_contractor_id_idx",
            "contractor_id",
            "finished_at",
            "id",
            postgresql_where=text("contractor_id is not null"),
        ),
        Index(
            "visit_contracted_idx",
            "store_id",
            "finished_at",
            "id",
            postgresql_where=text("contractor_id is not null and finished_at is not null"),
        ),
        Index(
            "visit_to_settle_idx",
            "store_id",
            "finished_at",
            "id",
            postgresql_where=text("contractor_id is not null and finished_at is not null and settled_at is null"),
        ),
        Index("visit_work_order_id_idx", "work_order_id"),
        Index("visit_ticket_id_idx", "ticket_id"),
        Index("visit_customer_id_idx", "customer_id", "opened_at", "id"),
        Index("visit_device_id_idx", "device_id"),
        Index("visit_address_id_idx", "address_id"),
        Index("visit_region_id_idx", "region_id"),
        Index("visit_previous_id_idx", "previous_id"),
        Index("visit_search_idx", "search", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    kind: Mapped[str] = mapped_column(server_default=text("'on_site'"))
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    outcome: Mapped[str | None]
    priority: Mapped[str] = mapped_column(server_default=text("'normal'"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    # Empty: the address in the customer's file.
    address_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer_address.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.device.id"))
    region_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.region.id"))
    # What the technician must know, from the code list of the same name.
    skill: Mapped[str | None]
    subject: Mapped[str]
    instructions: Mapped[str] = plain()
    contact_name: Mapped[str] = plain(ERASABLE)
    wish: Mapped[str] = plain()
    minutes: Mapped[int] = mapped_column(Integer, server_default=text("60"))
    due_at: Mapped[datetime | None]
    planned_from: Mapped[datetime | None]
    planned_until: Mapped[datetime | None]
    # In the store's calendar, as the board's days.
    planned_on: Mapped[date | None] = mapped_column(Date)
    technician_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    contractor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    agreed_price: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    settled_amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    # invoice or voucher that it was paid by
    settlement_no: Mapped[str] = plain()
    override_reason: Mapped[str] = plain()
    # The visit that could not finish it.
    previous_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit.id"))
    opened_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    opened_on: Mapped[date] = mapped_column(Date)
    travel_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    findings: Mapped[str] = plain()
    work_done: Mapped[str] = plain()
    advice: Mapped[str] = plain()
    customer_note: Mapped[str] = plain()
    vehicle: Mapped[str] = plain()
    driver: Mapped[str] = plain()
    odometer_out: Mapped[Decimal | None] = mapped_column(Numeric(9, 1))
    odometer_back: Mapped[Decimal | None] = mapped_column(Numeric(9, 1))
    # What the customer says to the work, and how he said it.
    accepted: Mapped[bool | None] = mapped_column(Boolean)
    accepted_by: Mapped[str] = plain(ERASABLE)
    accepted_how: Mapped[str] = plain()
    accepted_at: Mapped[datetime | None]
    search: Mapped[str | None] = mapped_column(TSVECTOR, info=UNAUDITED)


class VisitEvent(Event, Base):
    """The trace of a visit; owner_id is whose visit it was after the step."""

    __tablename__ = "visit_event"
    __table_args__ = (Index("visit_event_visit_id_idx", "visit_id", "at"), Index("visit_event_at_idx", "at"))
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.visit.id"))
    # in the store's calendar
    happened_on: Mapped[date] = mapped_column(Date)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    kind: Mapped[str]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))


class VisitTransition(Step, Base):
    """Which step of a visit may follow which. guards: what the record must hold by then (`visit_lacks`)."""

    __tablename__ = "visit_transition"
    guards: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))


class StaffSkill(Record, Base):
    """Something a technician knows how to do; closed with `until`, never deleted."""

    __tablename__ = "staff_skill"
    __table_args__ = (
        CheckConstraint("skill ~ '^[A-Za-z0-9_.-]{1,40}$'", name="skill"),
        Index("staff_skill_open_key", "staff_id", "skill", unique=True, postgresql_where=text("until is null")),
    )
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    skill: Mapped[str]
    until: Mapped[datetime | None]


class StaffArea(Record, Base):
    """A region a technician drives to, with all regions below it; without one he drives in that of his stores."""

    __tablename__ = "staff_area"
    __table_args__ = (
        Index("staff_area_open_key", "staff_id", "region_id", unique=True, postgresql_where=text("until is null")),
        Index("staff_area_region_id_idx", "region_id"),
    )
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    region_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.region.id"))
    until: Mapped[datetime | None]


class StaffCapacity(Record, Base):
    """How much of a day may be planned for somebody, in minutes; its id is the person's.

    Also the row that planning locks, so that two people never fill the same hour of a third without knowing.
    """

    __tablename__ = "staff_capacity"
    __table_args__ = (CheckConstraint("minutes_a_day between 0 and 1440", name="minutes_a_day"),)
    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"), primary_key=True)
    # Empty: the company's.
    minutes_a_day: Mapped[int | None] = mapped_column(Integer)


class StaffAbsence(Record, Base):
    """When somebody cannot be sent anywhere; withdrawn, never deleted."""

    __tablename__ = "staff_absence"
    __table_args__ = (
        one_of("kind", ABSENCES),
        at_most("note", 200),
        CheckConstraint("until_at > from_at and until_at <= from_at + interval '400 days'", name="span"),
        Index("staff_absence_staff_id_idx", "staff_id", "from_at", postgresql_where=text("withdrawn_at is null")),
    )
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    kind: Mapped[str] = mapped_column(server_default=text("'leave'"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    note: Mapped[str] = plain()
    withdrawn_at: Mapped[datetime | None]


class VisitPart(Record, Base):
    """A part used at a visit; withdrawn where it was written down by mistake."""

    __tablename__ = "visit_part"
    __table_args__ = (
        named("name", 200),
        CheckConstraint("length(part_no) <= 80 and length(unit) <= 20 and length(note) <= 400", name="texts"),
        CheckConstraint("length(serial_in) <= 80 and length(serial_out) <= 80", name="serials"),
        CheckConstraint("quantity > 0 and quantity <= 99999 and quantity <> 'NaN'", name="quantity"),
        one_of("old_part", OLD_PARTS),
        Index("visit_part_visit_id_idx", "visit_id"),
    )
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.visit.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    part_no: Mapped[str] = plain()
    name: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Numeric(9, 2), server_default=text("1"))
    unit: Mapped[str] = plain()
    serial_in: Mapped[str] = plain()
    serial_out: Mapped[str] = plain()
    old_part: Mapped[str] = plain()
    note: Mapped[str] = plain()
    withdrawn_at: Mapped[datetime | None]


class CheckItem(Record, Base):
    """A value that is measured on site, with its limits; yes_no: only yes is right. Switched off, never deleted.

    With a model or a category it is offered at visits to such devices only.
    """

    __tablename__ = "check_item"
    __table_args__ = (
        CheckConstraint("code ~ '^[A-Za-z0-9_.-]{1,40}$'", name="code"),
        named("name", 120),
        CheckConstraint("length(name_en) <= 200 and length(topic) <= 40 and length(unit) <= 20", name="lengths"),
        CheckConstraint("low <> 'NaN' and high <> 'NaN' and low <= high", name="limits"),
        CheckConstraint("origin in ('shipped', 'company')", name="origin"),
        Index("check_item_code_key", "code", unique=True),
        Index("check_item_category_id_idx", "category_id"),
        Index("check_item_product_model_id_idx", "product_model_id"),
    )
    code: Mapped[str]
    # The skill whose visits offer it first; empty: all.
    topic: Mapped[str] = plain()
    category_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_category.id"))
    product_model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_model.id"))
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    unit: Mapped[str] = plain()
    low: Mapped[Decimal | None] = mapped_column(Numeric(12, 3))
    high: Mapped[Decimal | None] = mapped_column(Numeric(12, 3))
    yes_no: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    origin: Mapped[str] = mapped_column(server_default=text("'company'"))


class VisitCheck(Record, Base):
    """A value measured at a visit. Name, unit and limits are copies: a limit changed later changes no report.

    within is computed by the database: false out of the limits, null while nothing was measured.
    """

    __tablename__ = "visit_check"
    __table_args__ = (
        named("name", 120),
        CheckConstraint("length(name_en) <= 200 and length(unit) <= 20 and length(note) <= 1000", name="lengths"),
        CheckConstraint("value <> 'NaN' and low <> 'NaN' and high <> 'NaN' and low <= high", name="numbers"),
        Index("visit_check_visit_id_idx", "visit_id", "position"),
        Index(
            "visit_check_once_key",
            "visit_id",
            "check_item_id",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
    )
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.visit.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    check_item_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.check_item.id"))
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    unit: Mapped[str] = plain()
    low: Mapped[Decimal | None] = mapped_column(Numeric(12, 3))
    high: Mapped[Decimal | None] = mapped_column(Numeric(12, 3))
    yes_no: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    # For yes_no 1 is yes, 0 is no.
    value: Mapped[Decimal | None] = mapped_column(Numeric(12, 3))
    within: Mapped[bool | None] = mapped_column(Boolean)
    note: Mapped[str] = plain()
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    withdrawn_at: Mapped[datetime | None]


class Acceptance(Record, Base):
    """An acceptance of works, a design review or the minutes of a meeting; goes into the technical file.

    people: who took part, as [{party, name, duty}]. Fixed by `signed_at`, after which nothing changes.
    """

    __tablename__ = "acceptance"
    __table_args__ = (
        one_of("kind", ACCEPTANCES),
        one_of("result", RESULTS),
        named("title", 200),
        CheckConstraint("length(project) <= 200 and length(place) <= 200 and length(part) <= 400", name="lengths"),
        at_most("record", BODY_LENGTH),
        at_most("conclusion", 4000),
        at_most("open_points", 4000),
        CheckConstraint("jsonb_typeof(people) = 'array' and octet_length(people::text) <= 12000", name="people"),
        Index("acceptance_number_key", "number", unique=True),
        Index("acceptance_store_id_held_at_idx", "store_id", "held_at", "id"),
        Index("acceptance_held_at_idx", "held_at", "id"),
        Index("acceptance_visit_id_idx", "visit_id"),
        Index("acceptance_work_order_id_idx", "work_order_id"),
        Index("acceptance_customer_id_idx", "customer_id"),
        Index("acceptance_project_id_idx", "project_id"),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    kind: Mapped[str]
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    visit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    title: Mapped[str]
    project_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.project.id"))
    # Its name then, or that of works which are not on file.
    project: Mapped[str] = plain()
    place: Mapped[str] = plain()
    # Which works, which storeys, which part of the drawing.
    part: Mapped[str] = plain()
    held_at: Mapped[datetime]
    people: Mapped[list] = mapped_column(JSONB, server_default=text("'[]'"), info=ERASABLE)
    record: Mapped[str] = plain()
    conclusion: Mapped[str] = plain()
    open_points: Mapped[str] = plain()
    result: Mapped[str] = plain()
    signed_at: Mapped[datetime | None]

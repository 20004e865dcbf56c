"""Work orders 工单: three axes of state, the transitions that join them, lines of work and parts."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ARRAY, Boolean, CheckConstraint, ForeignKey, Index, Integer, Numeric, Sequence, Text, text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, SCHEMA, UNAUDITED, Base, Record
from models.customer import BLANK, ascii_sorted, one_of, plain

# Read by functions only; numbers are unique, with gaps where a transaction failed.
NUMBERS = Sequence("work_order_number", metadata=Base.metadata, schema=SCHEMA)

KINDS = ("repair", "on_site", "installation", "maintenance", "inspection", "exchange", "return")
SALE_STAGES = ("after_sale", "pre_sale")
WISHES = ("repair", "exchange", "refund")
# On the spot or by the customer himself; at a service centre with his spare parts; at the maker's works.
REPAIR_LEVELS = ("first", "second", "factory")
PRIORITIES = ("normal", "urgent")
SOURCES = ("counter", "phone", "ticket", "visit", "web", "ords")
WORK_STATES = (
    "received",
    "assigned",
    "diagnosing",
    "quoted",
    "waiting_parts",
    "repairing",
    "testing",
    "completed",
    "failed",
    "delivered",
    "closed",
    "cancelled",
)
MONEY_STATES = ("none", "quoted", "prepaid", "part_paid", "paid", "written_off")
CUSTODY_STATES = (
    "with_customer",
    "at_store",
    "with_technician",
    "at_depot",
    "back_at_store",
    "ready_shelf",
    "returned",
    "abandoned",
)
OUTCOMES = (
    "repaired",
    "no_fault",
    "unrepairable",
    "refused",
    "exchanged",
    "refunded",
    # only of imported history
    "referred",
    "unknown",
)
WARRANTY_VERDICTS = ("in", "out", "unknown")
LINE_KINDS = ("labour", "part", "fee")
LINE_STATES = ("proposed", "planned", "used", "dropped")
PAYERS = ("customer", "warranty", "goodwill")
PART_STATES = ("new", "refurbished", "customer_own")
SKETCHES = ("phone", "laptop", "television", "car", "box")
BACKUP_CHOICES = ("", "done", "do_it", "declined")
OLD_PARTS = ("", "returned", "recycled")


class WorkOrder(Record, Base):
    """One device, one job. States, money, custody and times are written by functions only."""

    __tablename__ = "work_order"
    __table_args__ = (
        CheckConstraint(
            "length(notify_by) <= 80 and length(fault_code) <= 80 and length(cause_code) <= 80 and length(remedy_code) <= 80",
            name="lengths",
        ),
        CheckConstraint(
            "estimate <> 'NaN' and inspection_fee <> 'NaN' and due <> 'NaN' and paid <> 'NaN' and written_off <> 'NaN'",
            name="numbers",
        ),
        CheckConstraint("length(btrim(number)) between 1 and 60", name="number"),
        one_of("kind", KINDS),
        one_of("sale_stage", SALE_STAGES),
        one_of("wish", WISHES),
        one_of("priority", PRIORITIES),
        one_of("repair_level", REPAIR_LEVELS),
        one_of("source", SOURCES),
        one_of("work_state", WORK_STATES),
        one_of("money_state", MONEY_STATES),
        one_of("custody_state", CUSTODY_STATES),
        one_of("outcome", OUTCOMES),
        one_of("warranty_verdict", WARRANTY_VERDICTS),
        one_of("sketch", SKETCHES),
        one_of("backup_choice", BACKUP_CHOICES),
        one_of("old_parts", OLD_PARTS),
        # A delivered order's device is out of our hands, wherever its kind ends.
        CheckConstraint(
            """work_state not in ('delivered', 'closed') or custody_state in ('returned', 'abandoned')
            or custody_state = 'with_customer' and kind in ('on_site', 'installation', 'maintenance', 'inspection')
            or custody_state = 'back_at_store' and sale_stage = 'pre_sale'""",
            name="delivered_custody",
        ),
        CheckConstraint(
            "custody_state not in ('returned', 'abandoned') or work_state in ('delivered', 'closed')",
            name="returned_work",
        ),
        CheckConstraint("work_state not in ('completed', 'failed') or outcome is not null", name="finished_outcome"),
        CheckConstraint("work_state <> 'completed' or outcome in ('repaired', 'no_fault')", name="completed_outcome"),
        CheckConstraint("work_state <> 'failed' or outcome in ('unrepairable', 'refused')", name="failed_outcome"),
        CheckConstraint(
            "work_state in ('completed', 'failed', 'delivered', 'closed') or outcome is null", name="early_outcome"
        ),
        CheckConstraint("outcome not in ('referred', 'unknown') or source = 'ords'", name="imported_outcome"),
        CheckConstraint("source <> 'ords' or work_state = 'closed'", name="imported_closed"),
        CheckConstraint(
            "work_state not in ('assigned', 'diagnosing', 'repairing', 'testing') or assigned_to is not null",
            name="assigned",
        ),
        CheckConstraint("customer_id is not null or sale_stage = 'pre_sale' or source = 'ords'", name="customer_id"),
        CheckConstraint("device_id is not null or source = 'ords'", name="device_id"),
        CheckConstraint("promised_at is not null or source = 'ords'", name="promised_at"),
        CheckConstraint(f"length(problem) <= 4000 and (problem !~ '{BLANK}' or source = 'ords')", name="problem"),
        CheckConstraint("length(shelf) <= 40", name="shelf"),
        CheckConstraint("cardinality(symptoms) <= 20 and cardinality(accessories) <= 40", name="codes"),
        CheckConstraint(
            """length(accessories_note) <= 1000 and length(condition_note) <= 2000 and length(instructions) <= 4000
            and length(findings) <= 8000 and length(work_done) <= 8000 and length(advice) <= 4000
            and length(loan_unit) <= 200""",
            name="texts",
        ),
        CheckConstraint(
            """octet_length(marks::text) <= 8000 and octet_length(answers::text) <= 8000
            and octet_length(test_record::text) <= 16000 and octet_length(hand_over::text) <= 16000""",
            name="documents",
        ),
        CheckConstraint("estimate >= 0 and inspection_fee >= 0 and labour_minutes >= 0", name="amounts"),
        Index("work_order_number_key", "number", unique=True),
        # Its end is what people read out.
        Index("work_order_number_tail_idx", text("reverse(number)")),
        Index("work_order_opened_idx", text("opened_at desc"), text("id desc")),
        Index("work_order_store_idx", "store_id", text("opened_at desc"), text("id desc")),
        Index(
            "work_order_handling_idx",
            "handling_store_id",
            text("opened_at desc"),
            text("id desc"),
            postgresql_where=text("handling_store_id is not null"),
        ),
        Index(
            "work_order_assigned_idx",
            "assigned_to",
            text("opened_at desc"),
            text("id desc"),
            postgresql_where=text("assigned_to is not null"),
        ),
        Index("work_order_state_idx", "store_id", "work_state", text("opened_at desc"), text("id desc")),
        Index(
            "work_order_promised_idx",
            "store_id",
            "promised_at",
            "id",
            postgresql_where=text("work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled')"),
        ),
        Index(
            "work_order_ready_idx",
            "store_id",
            "ready_at",
            "id",
            postgresql_where=text("work_state in ('completed', 'failed')"),
        ),
        # what is in our hands, by state and age, and the counts of a store's views, without touching the rows
        Index(
            "work_order_open_idx",
            "store_id",
            "work_state",
            "opened_on",
            "promised_at",
            postgresql_include=["handling_store_id", "source", "ready_at", "rework_of"],
            postgresql_where=text("work_state not in ('delivered', 'closed')"),
        ),
        # what was finished in some week, also long handed over
        Index("work_order_finished_idx", "store_id", "ready_at", "id", postgresql_where=text("ready_at is not null")),
        Index("work_order_finished_all_idx", "ready_at", "id", postgresql_where=text("ready_at is not null")),
        # the board and the views of those who see many stores
        Index(
            "work_order_under_way_idx",
            "work_state",
            "opened_at",
            "id",
            postgresql_where=text("work_state not in ('delivered', 'closed', 'cancelled')"),
        ),
        Index(
            "work_order_promised_all_idx",
            "promised_at",
            "id",
            postgresql_where=text("work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled')"),
        ),
        Index(
            "work_order_owing_idx",
            "store_id",
            text("opened_at desc"),
            text("id desc"),
            postgresql_where=text(
                "work_state in ('delivered', 'closed') and due - paid - coalesce(written_off, 0) > 0"
            ),
        ),
        # a technician's own, by state and age
        Index(
            "work_order_mine_idx",
            "assigned_to",
            "work_state",
            "opened_at",
            "id",
            postgresql_where=text("work_state not in ('delivered', 'closed', 'cancelled') and assigned_to is not null"),
        ),
        Index("work_order_shelf_idx", "store_id", "shelf", postgresql_where=text("shelf <> ''")),
        Index("work_order_delivered_idx", "delivered_at", postgresql_where=text("work_state = 'delivered'")),
        # what was handed over lately, closed since or not
        Index("work_order_delivered_at_idx", "delivered_at", postgresql_where=text("delivered_at is not null")),
        Index("work_order_customer_id_idx", "customer_id", text("opened_at desc")),
        Index("work_order_device_id_idx", "device_id", text("opened_at desc")),
        Index("work_order_intake_id_idx", "intake_id"),
        Index("work_order_rework_of_idx", "rework_of", postgresql_where=text("rework_of is not null")),
        Index("work_order_search_idx", "search", postgresql_using="gin"),
    )
    number: Mapped[str] = ascii_sorted(None)
    kind: Mapped[str] = mapped_column(server_default=text("'repair'"))
    sale_stage: Mapped[str] = mapped_column(server_default=text("'after_sale'"))
    wish: Mapped[str] = mapped_column(server_default=text("'repair'"))
    priority: Mapped[str] = mapped_column(server_default=text("'normal'"))
    source: Mapped[str] = mapped_column(server_default=text("'counter'"))
    work_state: Mapped[str] = mapped_column(server_default=text("'received'"))
    money_state: Mapped[str] = mapped_column(server_default=text("'none'"))
    custody_state: Mapped[str] = mapped_column(server_default=text("'at_store'"))
    outcome: Mapped[str | None]
    barrier_code: Mapped[str | None]

    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.device.id"))
    product_model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_model.id"))
    intake_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.intake.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    handling_store_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.store.id"))
    assigned_to: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    rework_of: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))

    opened_at: Mapped[datetime]
    opened_on: Mapped[date]
    promised_at: Mapped[datetime | None]
    state_since: Mapped[datetime]
    # When it was last completed or failed, and told, handed over, closed.
    ready_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    delivered_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    event_count: Mapped[int] = mapped_column(Integer, server_default=text("0"))

    shelf: Mapped[str] = plain()
    problem: Mapped[str]
    symptoms: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    accessories: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    accessories_note: Mapped[str] = plain()
    condition_note: Mapped[str] = plain()
    sketch: Mapped[str] = mapped_column(server_default=text("'box'"))
    # [{"number", "side", "x", "y", "text"}], x and y 0..1 from the top left corner.
    marks: Mapped[list] = mapped_column(JSONB, server_default=text("'[]'"))
    # {"liquid": "yes" | "no" | "unknown", …}: the neutral questions of the counter.
    answers: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))
    backup_choice: Mapped[str] = plain()
    erase_allowed: Mapped[bool | None] = mapped_column(Boolean)
    old_parts: Mapped[str] = plain()
    notify_by: Mapped[str] = plain()
    loan_unit: Mapped[str] = plain()
    instructions: Mapped[str] = plain()

    warranty_verdict: Mapped[str] = mapped_column(server_default=text("'unknown'"))
    # The because-line as a code with its values, frozen when the order was opened.
    warranty_reason: Mapped[str] = plain()
    warranty_values: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))

    fault_code: Mapped[str | None]
    cause_code: Mapped[str | None]
    remedy_code: Mapped[str | None]
    repair_level: Mapped[str | None]
    findings: Mapped[str] = plain()
    work_done: Mapped[str] = plain()
    advice: Mapped[str] = plain()
    labour_minutes: Mapped[int | None] = mapped_column(Integer)
    # [{"question", "answer": "pass" | "fail" | "none", "note"}]
    test_record: Mapped[list] = mapped_column(JSONB, server_default=text("'[]'"))
    test_passed: Mapped[bool | None] = mapped_column(Boolean)

    pickup_code: Mapped[str] = plain(UNAUDITED)
    collected_by: Mapped[str] = plain(ERASABLE)
    # signature, code or id_note: what showed that the right person stood there.
    collected_how: Mapped[str] = plain()
    id_note: Mapped[str] = plain(ERASABLE)
    # The checklist of the hand-over as it was ticked.
    hand_over: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))

    estimate: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    # Due only where nothing is repaired.
    inspection_fee: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    # What the customer owes, has paid and was let off; kept by triggers.
    due: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default=text("0"))
    paid: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default=text("0"))
    written_off: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))

    search: Mapped[str] = mapped_column(TSVECTOR, server_default=text("''"), info=UNAUDITED)


class WorkOrderTransition(Base):
    """Which step may follow which, by whom and with what; the screens' buttons and the database's door.

    kind '*' is every kind. guard names functions guard_<name>(order, payload); asks names the payload's
    fields a dialog collects; custody_to is where the device goes with the step.
    """

    __tablename__ = "work_order_transition"
    __table_args__ = (
        CheckConstraint("axis in ('work', 'money', 'custody')", name="axis"),
        CheckConstraint("role in ('manager', 'agent', 'technician', 'parts', 'finance', 'jobs')", name="role"),
        CheckConstraint("origin in ('shipped', 'company')", name="origin"),
        CheckConstraint("array_to_string(guard, ',') ~ '^[a-z_,]*$'", name="guard"),
    )
    kind: Mapped[str] = mapped_column(primary_key=True, server_default=text("'*'"))
    axis: Mapped[str] = mapped_column(primary_key=True)
    from_state: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    to_state: Mapped[str]
    guard: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    asks: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    custody_to: Mapped[str | None]
    # Shown to the customer in the trace.
    public: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    position: Mapped[int] = mapped_column(Integer, server_default=text("50"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    origin: Mapped[str] = mapped_column(server_default=text("'company'"))


class WorkOrderLine(Record, Base):
    """A line of labour, a part or a fee; amounts tax included, rounded per line by a trigger."""

    __tablename__ = "work_order_line"
    __table_args__ = (
        CheckConstraint(
            "length(name_en) <= 400 and length(part_no) <= 80 and length(serial_in) <= 200 and length(serial_out) <= 200 and length(unit) <= 40",
            name="lengths",
        ),
        CheckConstraint(
            "unit_price <> 'NaN' and amount <> 'NaN' and tax_amount <> 'NaN' and tax_rate between 0 and 1",
            name="numbers",
        ),
        one_of("kind", LINE_KINDS),
        one_of("state", LINE_STATES),
        one_of("payer", PAYERS),
        one_of("part_state", PART_STATES),
        CheckConstraint("length(btrim(name)) between 1 and 200", name="name"),
        CheckConstraint("quantity > 0 and quantity < 100000", name="quantity"),
        CheckConstraint("unit_price >= 0", name="unit_price"),
        CheckConstraint("labour_minutes >= 0", name="labour_minutes"),
        CheckConstraint("length(note) <= 1000", name="note"),
        Index("work_order_line_order_idx", "work_order_id", "position"),
        # What a visit reports becomes a line once, however often the visit is finished.
        Index("work_order_line_visit_part_key", "visit_part_id", unique=True),
        Index("work_order_line_visit_key", "visit_id", unique=True, postgresql_where=text("kind = 'labour'")),
    )
    work_order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.work_order.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    kind: Mapped[str] = mapped_column(server_default=text("'labour'"))
    state: Mapped[str] = mapped_column(server_default=text("'proposed'"))
    payer: Mapped[str] = mapped_column(server_default=text("'customer'"))
    price_item_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.price_item.id"))
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    part_no: Mapped[str] = plain()
    part_state: Mapped[str | None]
    serial_in: Mapped[str] = plain()
    serial_out: Mapped[str] = plain()
    labour_minutes: Mapped[int | None] = mapped_column(Integer)
    quantity: Mapped[Decimal] = mapped_column(Numeric(12, 3), server_default=text("1"))
    unit: Mapped[str] = plain()
    unit_price: Mapped[Decimal | None] = mapped_column(Numeric(14, 4))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default=text("0"))
    tax_rate: Mapped[Decimal] = mapped_column(Numeric(6, 4), server_default=text("0.13"))
    tax_amount: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default=text("0"))
    optional: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    note: Mapped[str] = plain()
    # The visit whose report it came with, and the part there.
    visit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit.id"))
    visit_part_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit_part.id"))


class UnlockCode(Base):
    """A device's unlock code: no grants, revealed by a logged function, gone at hand-over."""

    __tablename__ = "unlock_code"
    __table_args__ = (
        CheckConstraint("kind in ('digits', 'pattern', 'text')", name="kind"),
        CheckConstraint("length(code) between 1 and 200", name="code"),
    )
    work_order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.work_order.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(server_default=text("'digits'"))
    code: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    created_by: Mapped[str] = mapped_column(server_default=text("''"))

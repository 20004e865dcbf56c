"""Visits: planning, reports, acceptances; photos of visits; their papers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PAPERS = (
    "intake",
    "worksheet",
    "repair",
    "receipt",
    "delivery",
    "quote",
    "card",
    "label",
    "takings",
    "visit",
    "outing",
    "trip",
    "acceptance",
    "route",
)


def upgrade() -> None:
    for name in ("visit", "acceptance"):
        op.execute(sa.schema.CreateSequence(sa.Sequence(f"{name}_number_seq", schema="aftercare")))
    op.create_table(
        "check_item",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("low", sa.Numeric(precision=12, scale=3), nullable=True),
        sa.Column("high", sa.Numeric(precision=12, scale=3), nullable=True),
        sa.Column("yes_no", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_.-]{1,40}$'", name=op.f("check_item_code_check")),
        sa.CheckConstraint("low <> 'NaN' and high <> 'NaN' and low <= high", name=op.f("check_item_limits_check")),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("check_item_name_check"),
        ),
        sa.CheckConstraint("origin in ('shipped', 'company')", name=op.f("check_item_origin_check")),
        sa.CheckConstraint(
            "length(name_en) <= 200 and length(topic) <= 40 and length(unit) <= 20",
            name=op.f("check_item_lengths_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("check_item_pkey")),
        schema="aftercare",
    )
    op.create_index("check_item_code_key", "check_item", ["code"], unique=True, schema="aftercare")
    op.create_table(
        "visit_transition",
        sa.Column("guards", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("visit_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "staff_absence",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'leave'"), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("kind in ('leave', 'sick', 'training', 'other')", name=op.f("staff_absence_kind_check")),
        sa.CheckConstraint(
            "until_at > from_at and until_at <= from_at + interval '400 days'", name=op.f("staff_absence_span_check")
        ),
        sa.CheckConstraint("length(note) <= 200", name=op.f("staff_absence_note_check")),
        sa.ForeignKeyConstraint(["staff_id"], ["aftercare.staff.id"], name=op.f("staff_absence_staff_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_absence_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "staff_absence_staff_id_idx",
        "staff_absence",
        ["staff_id", "from_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_table(
        "staff_area",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["aftercare.region.id"], name=op.f("staff_area_region_id_fkey")),
        sa.ForeignKeyConstraint(["staff_id"], ["aftercare.staff.id"], name=op.f("staff_area_staff_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_area_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "staff_area_open_key",
        "staff_area",
        ["staff_id", "region_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("until is null"),
    )
    op.create_index("staff_area_region_id_idx", "staff_area", ["region_id"], unique=False, schema="aftercare")
    op.create_table(
        "staff_capacity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("minutes_a_day", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("minutes_a_day between 0 and 1440", name=op.f("staff_capacity_minutes_a_day_check")),
        sa.ForeignKeyConstraint(["id"], ["aftercare.staff.id"], name=op.f("staff_capacity_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_capacity_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "staff_skill",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("skill ~ '^[A-Za-z0-9_.-]{1,40}$'", name=op.f("staff_skill_skill_check")),
        sa.ForeignKeyConstraint(["staff_id"], ["aftercare.staff.id"], name=op.f("staff_skill_staff_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_skill_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "staff_skill_open_key",
        "staff_skill",
        ["staff_id", "skill"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("until is null"),
    )
    op.create_table(
        "visit",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'on_site'"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), server_default=sa.text("'normal'"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("address_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("skill", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contact_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("wish", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("minutes", sa.Integer(), server_default=sa.text("60"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("technician_id", sa.Uuid(), nullable=True),
        sa.Column("override_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("previous_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("travel_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("findings", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("work_done", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("advice", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("customer_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("vehicle", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("driver", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("odometer_out", sa.Numeric(precision=9, scale=1), nullable=True),
        sa.Column("odometer_back", sa.Numeric(precision=9, scale=1), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("accepted_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("accepted_how", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "(state in ('finished', 'closed')) = (outcome is not null)", name=op.f("visit_finished_outcome_check")
        ),
        sa.CheckConstraint("accepted is null or accepted_by <> ''", name=op.f("visit_accepted_check")),
        sa.CheckConstraint("accepted_how in ('', 'drawn', 'typed', 'paper')", name=op.f("visit_accepted_how_check")),
        sa.CheckConstraint("kind in ('on_site', 'follow_up')", name=op.f("visit_kind_check")),
        sa.CheckConstraint(
            "outcome in ('solved', 'again', 'parts', 'refused', 'no_access')", name=op.f("visit_outcome_check")
        ),
        sa.CheckConstraint(
            "planned_until > planned_from and planned_until <= planned_from + interval '1440 minutes'",
            name=op.f("visit_planned_check"),
        ),
        sa.CheckConstraint("priority in ('normal', 'urgent')", name=op.f("visit_priority_check")),
        sa.CheckConstraint(
            "state in ('open', 'cancelled')\n            or technician_id is not null and planned_from is not null and planned_until is not null",
            name=op.f("visit_assigned_check"),
        ),
        sa.CheckConstraint(
            "state in ('open', 'planned', 'travelling', 'arrived', 'working', 'finished', 'closed', 'cancelled')",
            name=op.f("visit_state_check"),
        ),
        sa.CheckConstraint(
            "subject !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(subject) <= 200",
            name=op.f("visit_subject_check"),
        ),
        sa.CheckConstraint("length(accepted_by) <= 120", name=op.f("visit_accepted_by_check")),
        sa.CheckConstraint("length(advice) <= 4000", name=op.f("visit_advice_check")),
        sa.CheckConstraint("length(contact_name) <= 120", name=op.f("visit_contact_name_check")),
        sa.CheckConstraint("length(customer_note) <= 4000", name=op.f("visit_customer_note_check")),
        sa.CheckConstraint("length(driver) <= 80", name=op.f("visit_driver_check")),
        sa.CheckConstraint("length(findings) <= 8000", name=op.f("visit_findings_check")),
        sa.CheckConstraint("length(instructions) <= 4000", name=op.f("visit_instructions_check")),
        sa.CheckConstraint("length(override_reason) <= 1000", name=op.f("visit_override_reason_check")),
        sa.CheckConstraint("length(skill) <= 40", name=op.f("visit_lengths_check")),
        sa.CheckConstraint("length(vehicle) <= 40", name=op.f("visit_vehicle_check")),
        sa.CheckConstraint("length(wish) <= 200", name=op.f("visit_wish_check")),
        sa.CheckConstraint("length(work_done) <= 8000", name=op.f("visit_work_done_check")),
        sa.CheckConstraint("minutes between 5 and 1440", name=op.f("visit_minutes_check")),
        sa.CheckConstraint(
            "odometer_out between 0 and 9999999 and odometer_back between 0 and 9999999",
            name=op.f("visit_odometer_check"),
        ),
        sa.ForeignKeyConstraint(["address_id"], ["aftercare.customer_address.id"], name=op.f("visit_address_id_fkey")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("visit_customer_id_fkey")),
        sa.ForeignKeyConstraint(["device_id"], ["aftercare.device.id"], name=op.f("visit_device_id_fkey")),
        sa.ForeignKeyConstraint(["previous_id"], ["aftercare.visit.id"], name=op.f("visit_previous_id_fkey")),
        sa.ForeignKeyConstraint(["region_id"], ["aftercare.region.id"], name=op.f("visit_region_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("visit_store_id_fkey")),
        sa.ForeignKeyConstraint(["technician_id"], ["aftercare.staff.id"], name=op.f("visit_technician_id_fkey")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("visit_ticket_id_fkey")),
        sa.ForeignKeyConstraint(["work_order_id"], ["aftercare.work_order.id"], name=op.f("visit_work_order_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("visit_pkey")),
        schema="aftercare",
    )
    op.create_index("visit_address_id_idx", "visit", ["address_id"], unique=False, schema="aftercare")
    op.create_index(
        "visit_customer_id_idx", "visit", ["customer_id", "opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index("visit_device_id_idx", "visit", ["device_id"], unique=False, schema="aftercare")
    op.create_index(
        "visit_due_idx",
        "visit",
        ["store_id", "due_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state in ('open', 'planned', 'travelling')"),
    )
    op.create_index(
        "visit_finished_idx",
        "visit",
        ["store_id", "finished_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("finished_at is not null"),
    )
    op.create_index("visit_number_key", "visit", ["number"], unique=True, schema="aftercare")
    op.create_index("visit_opened_at_idx", "visit", ["opened_at", "id"], unique=False, schema="aftercare")
    op.create_index(
        "visit_planned_idx",
        "visit",
        ["store_id", "planned_from", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("planned_from is not null"),
    )
    op.create_index("visit_previous_id_idx", "visit", ["previous_id"], unique=False, schema="aftercare")
    op.create_index("visit_region_id_idx", "visit", ["region_id"], unique=False, schema="aftercare")
    op.create_index(
        "visit_search_idx",
        "visit",
        ["search"],
        unique=False,
        schema="aftercare",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index(
        "visit_store_id_opened_at_idx", "visit", ["store_id", "opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "visit_technician_planned_idx",
        "visit",
        ["technician_id", "planned_from", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("technician_id is not null"),
    )
    op.create_index("visit_ticket_id_idx", "visit", ["ticket_id"], unique=False, schema="aftercare")
    op.create_index(
        "visit_waiting_idx",
        "visit",
        ["store_id", "opened_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("visit_work_order_id_idx", "visit", ["work_order_id"], unique=False, schema="aftercare")
    op.create_table(
        "acceptance",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("part", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("record", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("conclusion", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("open_points", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "jsonb_typeof(people) = 'array' and octet_length(people::text) <= 12000",
            name=op.f("acceptance_people_check"),
        ),
        sa.CheckConstraint(
            "kind in ('hidden', 'sub_item', 'completion', 'review', 'meeting')", name=op.f("acceptance_kind_check")
        ),
        sa.CheckConstraint("result in ('', 'passed', 'conditional', 'failed')", name=op.f("acceptance_result_check")),
        sa.CheckConstraint(
            "title !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(title) <= 200",
            name=op.f("acceptance_title_check"),
        ),
        sa.CheckConstraint("length(conclusion) <= 4000", name=op.f("acceptance_conclusion_check")),
        sa.CheckConstraint("length(open_points) <= 4000", name=op.f("acceptance_open_points_check")),
        sa.CheckConstraint(
            "length(project) <= 200 and length(place) <= 200 and length(part) <= 400",
            name=op.f("acceptance_lengths_check"),
        ),
        sa.CheckConstraint("length(record) <= 8000", name=op.f("acceptance_record_check")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("acceptance_customer_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("acceptance_store_id_fkey")),
        sa.ForeignKeyConstraint(["visit_id"], ["aftercare.visit.id"], name=op.f("acceptance_visit_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("acceptance_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("acceptance_pkey")),
        schema="aftercare",
    )
    op.create_index("acceptance_customer_id_idx", "acceptance", ["customer_id"], unique=False, schema="aftercare")
    op.create_index("acceptance_held_at_idx", "acceptance", ["held_at", "id"], unique=False, schema="aftercare")
    op.create_index("acceptance_number_key", "acceptance", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "acceptance_store_id_held_at_idx", "acceptance", ["store_id", "held_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index("acceptance_visit_id_idx", "acceptance", ["visit_id"], unique=False, schema="aftercare")
    op.create_index("acceptance_work_order_id_idx", "acceptance", ["work_order_id"], unique=False, schema="aftercare")
    op.create_table(
        "visit_check",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("check_item_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("low", sa.Numeric(precision=12, scale=3), nullable=True),
        sa.Column("high", sa.Numeric(precision=12, scale=3), nullable=True),
        sa.Column("yes_no", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("value", sa.Numeric(precision=12, scale=3), nullable=True),
        sa.Column("within", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("visit_check_name_check"),
        ),
        sa.CheckConstraint(
            "value <> 'NaN' and low <> 'NaN' and high <> 'NaN' and low <= high", name=op.f("visit_check_numbers_check")
        ),
        sa.CheckConstraint(
            "length(name_en) <= 200 and length(unit) <= 20 and length(note) <= 1000",
            name=op.f("visit_check_lengths_check"),
        ),
        sa.ForeignKeyConstraint(
            ["check_item_id"], ["aftercare.check_item.id"], name=op.f("visit_check_check_item_id_fkey")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("visit_check_store_id_fkey")),
        sa.ForeignKeyConstraint(["visit_id"], ["aftercare.visit.id"], name=op.f("visit_check_visit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("visit_check_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "visit_check_once_key",
        "visit_check",
        ["visit_id", "check_item_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_index(
        "visit_check_visit_id_idx", "visit_check", ["visit_id", "position"], unique=False, schema="aftercare"
    )
    op.create_table(
        "visit_event",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column(
            "effective_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("visit_event_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("visit_event_store_id_fkey")),
        sa.ForeignKeyConstraint(["visit_id"], ["aftercare.visit.id"], name=op.f("visit_event_visit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("visit_event_pkey")),
        schema="aftercare",
    )
    op.create_index("visit_event_at_idx", "visit_event", ["at"], unique=False, schema="aftercare")
    op.create_index("visit_event_visit_id_idx", "visit_event", ["visit_id", "at"], unique=False, schema="aftercare")
    op.create_table(
        "visit_part",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("part_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=9, scale=2), server_default=sa.text("1"), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("serial_in", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("serial_out", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("old_part", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 200",
            name=op.f("visit_part_name_check"),
        ),
        sa.CheckConstraint("old_part in ('', 'returned', 'taken')", name=op.f("visit_part_old_part_check")),
        sa.CheckConstraint(
            "quantity > 0 and quantity <= 99999 and quantity <> 'NaN'", name=op.f("visit_part_quantity_check")
        ),
        sa.CheckConstraint(
            "length(part_no) <= 80 and length(unit) <= 20 and length(note) <= 400", name=op.f("visit_part_texts_check")
        ),
        sa.CheckConstraint(
            "length(serial_in) <= 80 and length(serial_out) <= 80", name=op.f("visit_part_serials_check")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("visit_part_store_id_fkey")),
        sa.ForeignKeyConstraint(["visit_id"], ["aftercare.visit.id"], name=op.f("visit_part_visit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("visit_part_pkey")),
        schema="aftercare",
    )
    op.create_index("visit_part_visit_id_idx", "visit_part", ["visit_id"], unique=False, schema="aftercare")
    op.add_column("attachment", sa.Column("visit_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.alter_column("attachment", "work_order_id", existing_type=sa.UUID(), nullable=True, schema="aftercare")
    op.create_index(
        "attachment_visit_idx",
        "attachment",
        ["visit_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("visit_id is not null"),
    )
    op.create_foreign_key(
        op.f("attachment_visit_id_fkey"),
        "attachment",
        "visit",
        ["visit_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    op.create_check_constraint(
        op.f("attachment_subject_check"),
        "attachment",
        "work_order_id is not null or visit_id is not null",
        schema="aftercare",
    )
    papers = ", ".join(repr(paper) for paper in PAPERS)
    for table in ("print_route", "print_log"):
        op.drop_constraint(f"{table}_document_check", table, schema="aftercare")
        op.create_check_constraint(
            op.f(f"{table}_document_check"), table, f"document in ({papers})", schema="aftercare"
        )

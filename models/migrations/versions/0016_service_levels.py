"""Working calendars, service levels and the clocks of what is promised."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_level",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("record_kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("urgency", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("cover", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("clock", sa.Text(), server_default=sa.text("'elapsed'"), nullable=False),
        sa.Column("warn_percent", sa.Integer(), server_default=sa.text("75"), nullable=False),
        sa.Column("escalate_to", sa.Text(), server_default=sa.text("'manager'"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("clock in ('working', 'elapsed')", name=op.f("service_level_clock_check")),
        sa.CheckConstraint("cover in ('', 'warranty', 'contract', 'out')", name=op.f("service_level_cover_check")),
        sa.CheckConstraint(
            "escalate_to in ('', 'manager', 'agent', 'technician', 'parts', 'sales', 'finance', 'admin')",
            name=op.f("service_level_escalate_to_check"),
        ),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("service_level_name_check"),
        ),
        sa.CheckConstraint("origin in ('shipped', 'company')", name=op.f("service_level_origin_check")),
        sa.CheckConstraint(
            "subject_kind in ('ticket', 'complaint', 'work_order', 'visit')",
            name=op.f("service_level_subject_kind_check"),
        ),
        sa.CheckConstraint(
            "target in ('response', 'call_back', 'on_site', 'resolution')", name=op.f("service_level_target_check")
        ),
        sa.CheckConstraint("length(name_en) <= 120", name=op.f("service_level_name_en_check")),
        sa.CheckConstraint(
            "length(record_kind) <= 40 and length(urgency) <= 40", name=op.f("service_level_lengths_check")
        ),
        sa.CheckConstraint("minutes between 1 and 525600", name=op.f("service_level_minutes_check")),
        sa.CheckConstraint("warn_percent between 1 and 100", name=op.f("service_level_warn_percent_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("service_level_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "service_level_key",
        "service_level",
        ["subject_kind", "target", "record_kind", "urgency", "cover"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_table(
        "working_calendar",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("week", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "changed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_-]{1,20}$'", name=op.f("working_calendar_code_check")),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("working_calendar_name_check"),
        ),
        sa.CheckConstraint("origin in ('shipped', 'company')", name=op.f("working_calendar_origin_check")),
        sa.CheckConstraint("length(name_en) <= 120", name=op.f("working_calendar_name_en_check")),
        sa.CheckConstraint("octet_length(week::text) <= 4000", name=op.f("working_calendar_week_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("working_calendar_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "working_calendar_code_key",
        "working_calendar",
        ["code"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_table(
        "calendar_day",
        sa.Column("calendar_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("day between date '2000-01-01' and date '2200-01-01'", name=op.f("calendar_day_day_check")),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("calendar_day_name_check"),
        ),
        sa.CheckConstraint("origin in ('official', 'company')", name=op.f("calendar_day_origin_check")),
        sa.CheckConstraint("weekday is null or hours = '[]'", name=op.f("calendar_day_either_check")),
        sa.CheckConstraint("length(name_en) <= 120", name=op.f("calendar_day_name_en_check")),
        sa.CheckConstraint("octet_length(hours::text) <= 400", name=op.f("calendar_day_hours_check")),
        sa.CheckConstraint("weekday between 1 and 7", name=op.f("calendar_day_weekday_check")),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["aftercare.working_calendar.id"], name=op.f("calendar_day_calendar_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("calendar_day_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "calendar_day_key",
        "calendar_day",
        ["calendar_id", "day"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_table(
        "calendar_use",
        sa.Column("calendar_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("store_id is null or region_id is null", name=op.f("calendar_use_either_check")),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["aftercare.working_calendar.id"], name=op.f("calendar_use_calendar_id_fkey")
        ),
        sa.ForeignKeyConstraint(["region_id"], ["aftercare.region.id"], name=op.f("calendar_use_region_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("calendar_use_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("calendar_use_pkey")),
        schema="aftercare",
    )
    op.create_index("calendar_use_calendar_id_idx", "calendar_use", ["calendar_id"], unique=False, schema="aftercare")
    op.create_index(
        "calendar_use_key",
        "calendar_use",
        [sa.literal_column("coalesce(store_id, region_id, '00000000-0000-0000-0000-000000000000'::uuid)")],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index("calendar_use_region_id_idx", "calendar_use", ["region_id"], unique=False, schema="aftercare")
    op.create_index("calendar_use_store_id_idx", "calendar_use", ["store_id"], unique=False, schema="aftercare")
    op.create_table(
        "sla_target",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("service_level_id", sa.Uuid(), nullable=False),
        sa.Column("policy", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("calendar_id", sa.Uuid(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Numeric(precision=18, scale=6), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("warn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("breached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalate_to", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pause_turn", sa.Text(), nullable=True),
        sa.Column("paused_seconds", sa.Numeric(precision=18, scale=6), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "reckoned_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "escalate_to in ('', 'manager', 'agent', 'technician', 'parts', 'sales', 'finance', 'admin')",
            name=op.f("sla_target_escalate_to_check"),
        ),
        sa.CheckConstraint("pause_turn in ('customer', 'maker')", name=op.f("sla_target_pause_turn_check")),
        sa.CheckConstraint(
            "subject_kind in ('ticket', 'complaint', 'work_order', 'visit')", name=op.f("sla_target_subject_kind_check")
        ),
        sa.CheckConstraint(
            "target in ('response', 'call_back', 'on_site', 'resolution')", name=op.f("sla_target_target_check")
        ),
        sa.CheckConstraint("(paused_since is null) = (pause_turn is null)", name=op.f("sla_target_paused_check")),
        sa.CheckConstraint("met_at is null or stopped_at is null", name=op.f("sla_target_ended_check")),
        sa.CheckConstraint(
            "octet_length(policy::text) <= 4000 and length(zone) <= 80", name=op.f("sla_target_lengths_check")
        ),
        sa.CheckConstraint("seconds <> 'NaN' and paused_seconds <> 'NaN'", name=op.f("sla_target_numbers_check")),
        sa.CheckConstraint("seconds >= 0 and paused_seconds >= 0", name=op.f("sla_target_seconds_check")),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["aftercare.working_calendar.id"], name=op.f("sla_target_calendar_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["service_level_id"], ["aftercare.service_level.id"], name=op.f("sla_target_service_level_id_fkey")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("sla_target_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("sla_target_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "sla_target_all_due_idx",
        "sla_target",
        ["due_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("met_at is null and stopped_at is null"),
    )
    op.create_index(
        "sla_target_calendar_id_idx",
        "sla_target",
        ["calendar_id", "reckoned_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("met_at is null and stopped_at is null"),
    )
    op.create_index(
        "sla_target_counted_idx",
        "sla_target",
        ["store_id", "counted_on", "subject_kind", "target"],
        unique=False,
        schema="aftercare",
        postgresql_include=["breached_at"],
        postgresql_where=sa.text("counted_on is not null"),
    )
    op.create_index(
        "sla_target_running_key",
        "sla_target",
        ["subject_id", "subject_kind", "target"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("met_at is null and stopped_at is null"),
    )
    op.create_index(
        "sla_target_service_level_id_idx", "sla_target", ["service_level_id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "sla_target_store_due_idx",
        "sla_target",
        ["store_id", "due_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("met_at is null and stopped_at is null"),
    )
    op.create_index(
        "sla_target_store_id_idx",
        "sla_target",
        ["store_id", "counted_on", "due_at", "id"],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "sla_target_subject_id_idx", "sla_target", ["subject_id", "started_at"], unique=False, schema="aftercare"
    )
    op.create_index(
        "sla_target_ticking_idx",
        "sla_target",
        ["due_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text(
            "met_at is null and stopped_at is null and paused_since is null and breached_at is null"
        ),
    )
    op.create_index(
        "sla_target_warn_idx",
        "sla_target",
        ["warn_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text(
            "met_at is null and stopped_at is null and paused_since is null and breached_at is null and warned_at is null"
        ),
    )

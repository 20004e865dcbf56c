"""Appraisals, what they consist of, and the day somebody was hired."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None
PAPERS = ("intake", "worksheet", "repair", "receipt", "delivery", "quote", "card", "label", "takings", "visit", "outing",
          "trip", "acceptance", "route", "letter", "follow_up", "voucher", "exchange", "attendance", "training",
          "appraisal")  # fmt: skip


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("appraisal_number_seq", schema="aftercare")))
    papers = ", ".join(repr(paper) for paper in PAPERS)
    for table in ("print_route", "print_log"):
        op.drop_constraint(f"{table}_document_check", table, schema="aftercare")
        op.create_check_constraint(
            op.f(f"{table}_document_check"), table, f"document in ({papers})", schema="aftercare"
        )
    op.create_table(
        "appraisal_rule",
        sa.Column("kind", sa.Text(), server_default=sa.text("'item'"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), server_default=sa.text("0"), nullable=False),
        sa.Column("words", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "amount between -99999 and 99999 and (kind = 'band' or amount = 0)",
            name=op.f("appraisal_rule_amount_check"),
        ),
        sa.CheckConstraint("kind in ('item', 'band')", name=op.f("appraisal_rule_kind_check")),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("appraisal_rule_name_check"),
        ),
        sa.CheckConstraint(
            "value between 0 and 100 and (kind = 'band' or value > 0)", name=op.f("appraisal_rule_value_check")
        ),
        sa.CheckConstraint("length(name_en) <= 200", name=op.f("appraisal_rule_name_en_check")),
        sa.CheckConstraint("length(words) <= 400", name=op.f("appraisal_rule_words_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("appraisal_rule_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "appraisal_rule_name_key",
        "appraisal_rule",
        ["kind", "name"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_table(
        "appraisal_transition",
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("appraisal_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "appraisal",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'planned'"), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("appraiser_id", sa.Uuid(), nullable=True),
        sa.Column("scheme", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("score", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("band", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("band_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), server_default=sa.text("0"), nullable=False),
        sa.Column("consequence", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("strengths", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("goals", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reply", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "(state = 'acknowledged') = (acknowledged_at is not null)", name=op.f("appraisal_acknowledged_check")
        ),
        sa.CheckConstraint(
            "due_on between date '1990-01-01' and date '2200-01-01'", name=op.f("appraisal_due_on_check")
        ),
        sa.CheckConstraint(
            "jsonb_typeof(scheme) = 'object' and octet_length(scheme::text) <= 40000 and jsonb_typeof(marks) = 'object' and octet_length(marks::text) <= 8000",
            name=op.f("appraisal_scheme_check"),
        ),
        sa.CheckConstraint(
            "state in ('planned', 'held', 'acknowledged', 'missed')", name=op.f("appraisal_state_check")
        ),
        sa.CheckConstraint(
            "state not in ('held', 'acknowledged') or num_nonnulls(held_on, appraiser_id, score) = 3 and scheme <> '{}' and marks <> '{}'",
            name=op.f("appraisal_held_check"),
        ),
        sa.CheckConstraint("amount between -99999 and 99999", name=op.f("appraisal_amount_check")),
        sa.CheckConstraint("appraiser_id is distinct from staff_id", name=op.f("appraisal_own_check")),
        sa.CheckConstraint("length(consequence) <= 400", name=op.f("appraisal_consequence_check")),
        sa.CheckConstraint("length(goals) <= 2000", name=op.f("appraisal_goals_check")),
        sa.CheckConstraint("length(reply) <= 2000", name=op.f("appraisal_reply_check")),
        sa.CheckConstraint("length(strengths) <= 2000", name=op.f("appraisal_strengths_check")),
        sa.CheckConstraint("place between 1 and 24", name=op.f("appraisal_place_check")),
        sa.CheckConstraint("score between 0 and 100", name=op.f("appraisal_score_check")),
        sa.ForeignKeyConstraint(["appraiser_id"], ["aftercare.staff.id"], name=op.f("appraisal_appraiser_id_fkey")),
        sa.ForeignKeyConstraint(["staff_id"], ["aftercare.staff.id"], name=op.f("appraisal_staff_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("appraisal_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("appraisal_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "appraisal_appraiser_id_idx", "appraisal", ["appraiser_id", "due_on"], unique=False, schema="aftercare"
    )
    op.create_index("appraisal_due_on_idx", "appraisal", ["due_on", "id"], unique=False, schema="aftercare")
    op.create_index("appraisal_number_key", "appraisal", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "appraisal_place_key",
        "appraisal",
        ["staff_id", "place"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("place is not null"),
    )
    op.create_index(
        "appraisal_staff_id_idx", "appraisal", ["staff_id", "due_on", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "appraisal_store_id_idx", "appraisal", ["store_id", "due_on", "id"], unique=False, schema="aftercare"
    )
    op.create_table(
        "appraisal_event",
        sa.Column("appraisal_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
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
        sa.ForeignKeyConstraint(
            ["appraisal_id"], ["aftercare.appraisal.id"], name=op.f("appraisal_event_appraisal_id_fkey")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("appraisal_event_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("appraisal_event_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("appraisal_event_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "appraisal_event_appraisal_id_idx", "appraisal_event", ["appraisal_id", "at"], unique=False, schema="aftercare"
    )
    op.add_column("staff", sa.Column("hired_on", sa.Date(), nullable=True), schema="aftercare")

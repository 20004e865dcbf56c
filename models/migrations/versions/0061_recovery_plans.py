"""Service recovery plans, whose measures are suggestions; and who looked at a published article last."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("recovery_plan_number_seq", schema="aftercare")))
    op.create_table(
        "recovery_plan_transition",
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("recovery_plan_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "recovery_plan",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.Text(), server_default=sa.text("'other'"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("follow_up_id", sa.Uuid(), nullable=True),
        sa.Column("about_number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("told", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("(state = 'done') = (done_on is not null)", name=op.f("recovery_plan_done_check")),
        sa.CheckConstraint(
            "cause in ('complaint', 'score', 'breaches', 'suggestion', 'other')", name=op.f("recovery_plan_cause_check")
        ),
        sa.CheckConstraint(
            "goal !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(goal) <= 2000",
            name=op.f("recovery_plan_goal_check"),
        ),
        sa.CheckConstraint("state in ('open', 'done', 'withdrawn')", name=op.f("recovery_plan_state_check")),
        sa.CheckConstraint(
            "subject !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(subject) <= 200",
            name=op.f("recovery_plan_subject_check"),
        ),
        sa.CheckConstraint(
            "what !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(what) <= 2000",
            name=op.f("recovery_plan_what_check"),
        ),
        sa.CheckConstraint("length(result) <= 2000", name=op.f("recovery_plan_result_check")),
        sa.CheckConstraint("length(told) <= 2000", name=op.f("recovery_plan_told_check")),
        sa.CheckConstraint("num_nonnulls(complaint_id, follow_up_id) <= 1", name=op.f("recovery_plan_origin_check")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["aftercare.complaint.id"], name=op.f("recovery_plan_complaint_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["aftercare.follow_up.id"], name=op.f("recovery_plan_follow_up_id_fkey")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("recovery_plan_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("recovery_plan_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("recovery_plan_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "recovery_plan_complaint_id_idx",
        "recovery_plan",
        ["complaint_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("complaint_id is not null"),
    )
    op.create_index("recovery_plan_due_on_idx", "recovery_plan", ["due_on", "id"], unique=False, schema="aftercare")
    op.create_index(
        "recovery_plan_follow_up_id_idx",
        "recovery_plan",
        ["follow_up_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("follow_up_id is not null"),
    )
    op.create_index("recovery_plan_number_key", "recovery_plan", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "recovery_plan_opened_at_idx", "recovery_plan", ["opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "recovery_plan_owner_id_idx",
        "recovery_plan",
        ["owner_id", "due_on"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "recovery_plan_store_id_idx", "recovery_plan", ["store_id", "opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_table(
        "recovery_plan_event",
        sa.Column("recovery_plan_id", sa.Uuid(), nullable=False),
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
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("recovery_plan_event_owner_id_fkey")),
        sa.ForeignKeyConstraint(
            ["recovery_plan_id"], ["aftercare.recovery_plan.id"], name=op.f("recovery_plan_event_recovery_plan_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("recovery_plan_event_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "recovery_plan_event_recovery_plan_id_idx",
        "recovery_plan_event",
        ["recovery_plan_id", "at"],
        unique=False,
        schema="aftercare",
    )
    op.add_column("improvement", sa.Column("recovery_plan_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.create_index(
        "improvement_recovery_plan_id_idx",
        "improvement",
        ["recovery_plan_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("recovery_plan_id is not null"),
    )
    op.create_foreign_key(
        op.f("improvement_recovery_plan_id_fkey"),
        "improvement",
        "recovery_plan",
        ["recovery_plan_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    op.drop_constraint(op.f("improvement_origin_check"), "improvement", schema="aftercare")
    op.create_check_constraint(
        op.f("improvement_origin_check"),
        "improvement",
        "num_nonnulls(ticket_id, complaint_id, visit_id, recovery_plan_id) <= 1",
        schema="aftercare",
    )
    op.add_column("article", sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True), schema="aftercare")
    op.add_column(
        "article", sa.Column("reviewed_by", sa.Text(), server_default=sa.text("''"), nullable=False), schema="aftercare"
    )
    op.create_check_constraint(
        op.f("article_reviewed_by_check"), "article", "length(reviewed_by) <= 80", schema="aftercare"
    )

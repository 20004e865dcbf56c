"""What is changed because of a complaint."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "corrective_action",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'corrective'"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("done_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.Text(), nullable=True),
        sa.Column("verified_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "(state in ('done', 'verified')) <= (done_at is not null)", name=op.f("corrective_action_done_check")
        ),
        sa.CheckConstraint("kind in ('corrective', 'preventive')", name=op.f("corrective_action_kind_check")),
        sa.CheckConstraint(
            "state <> 'verified' or verified_by is distinct from done_by", name=op.f("corrective_action_verified_check")
        ),
        sa.CheckConstraint(
            "state in ('open', 'done', 'verified', 'withdrawn')", name=op.f("corrective_action_state_check")
        ),
        sa.CheckConstraint(
            "what !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(what) <= 2000",
            name=op.f("corrective_action_what_check"),
        ),
        sa.CheckConstraint(
            "length(done_by) <= 80 and length(verified_by) <= 80", name=op.f("corrective_action_lengths_check")
        ),
        sa.CheckConstraint("length(done_note) <= 2000", name=op.f("corrective_action_done_note_check")),
        sa.CheckConstraint("length(verified_note) <= 2000", name=op.f("corrective_action_verified_note_check")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["aftercare.complaint.id"], name=op.f("corrective_action_complaint_id_fkey")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("corrective_action_owner_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("corrective_action_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "corrective_action_complaint_id_idx", "corrective_action", ["complaint_id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "corrective_action_done_idx",
        "corrective_action",
        ["created_by", "done_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'done'"),
    )
    op.create_index(
        "corrective_action_owner_idx",
        "corrective_action",
        ["owner_id", "due_on"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'open'"),
    )

"""Figures by store and week."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_week",
        sa.Column("scope", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("measure in ('received', 'finished', 'kept')", name=op.f("figure_week_measure_check")),
        sa.PrimaryKeyConstraint("scope", "week", "measure", "bucket", name=op.f("figure_week_pkey")),
        schema="aftercare",
    )
    op.create_index("figure_week_week_idx", "figure_week", ["scope", "week"], unique=False, schema="aftercare")
    op.create_table(
        "figure_delta",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("measure in ('received', 'finished', 'kept')", name=op.f("figure_delta_measure_check")),
        sa.CheckConstraint("n in (1, -1)", name=op.f("figure_delta_n_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("figure_delta_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "finished_order",
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("work_order_id", name=op.f("finished_order_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "work_order_open_idx",
        "work_order",
        ["store_id", "work_state", "opened_on", "promised_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("work_state not in ('delivered', 'closed')"),
    )
    for name, columns in (
        ("work_order_finished_idx", ["store_id", "ready_at", "id"]),
        ("work_order_finished_all_idx", ["ready_at", "id"]),
    ):
        op.create_index(
            name,
            "work_order",
            columns,
            unique=False,
            schema="aftercare",
            postgresql_where=sa.text("ready_at is not null"),
        )

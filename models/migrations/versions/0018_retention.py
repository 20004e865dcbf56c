"""Customers whom a person decided to keep longer than the company's periods say."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "retention_keep",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("length(btrim(reason)) <= 200", name=op.f("retention_keep_reason_check")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["aftercare.customer.id"], name=op.f("retention_keep_customer_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("retention_keep_pkey")),
        schema="aftercare",
    )
    op.create_index("retention_keep_customer_id_idx", "retention_keep", ["customer_id"], schema="aftercare")

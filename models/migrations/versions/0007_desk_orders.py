"""Tickets and complaints point at real work orders."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("ticket", "complaint"):
        op.create_foreign_key(
            op.f(f"{table}_work_order_id_fkey"),
            table,
            "work_order",
            ["work_order_id"],
            ["id"],
            source_schema="aftercare",
            referent_schema="aftercare",
        )

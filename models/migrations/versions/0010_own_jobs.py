"""A technician's jobs under way are read by state and age, without those long closed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "work_order_mine_idx",
        "work_order",
        ["assigned_to", "work_state", "opened_at", "id"],
        schema="aftercare",
        postgresql_where=sa.text("work_state not in ('delivered', 'closed', 'cancelled') and assigned_to is not null"),
    )

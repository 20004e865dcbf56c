"""Indexes from which lists and counts are read alone."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.create_index(
        "visit_pool_idx",
        "visit",
        ["store_id", "due_at", "id"],
        schema=SCHEMA,
        postgresql_include=["priority", "technician_id", "skill", "region_id"],
        postgresql_where=sa.text("state = 'open'"),
    )

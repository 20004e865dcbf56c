"""A wider index on open visits: how many stand open, and how many are late, is read from it alone."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.drop_index("visit_due_idx", "visit", schema=SCHEMA)
    op.create_index(
        "visit_due_idx",
        "visit",
        ["store_id", "due_at", "id"],
        schema=SCHEMA,
        postgresql_include=["state", "technician_id"],
        postgresql_where=sa.text("state in ('open', 'planned', 'travelling', 'arrived', 'working')"),
    )

"""An index on unhappy customers' follow-ups: there are few, and all of a store's were read to count them."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.create_index(
        "follow_up_bad_idx",
        "follow_up",
        ["store_id", "due_at", "id"],
        schema=SCHEMA,
        postgresql_where=sa.text("bad"),
    )

"""An index on when messages were sent: those of today are counted without reading all of a store's."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.create_index(
        "message_sent_at_idx",
        "message",
        ["store_id", "sent_at"],
        schema=SCHEMA,
        postgresql_where=sa.text("sent_at is not null"),
    )

"""An index of what somebody wrote himself among the messages, most of which the system writes."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "message_mine_idx",
        "message",
        ["created_by", "created_at", "id"],
        schema="aftercare",
        postgresql_where=sa.text("not automatic"),
    )

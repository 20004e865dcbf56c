"""Indexes for what is counted again and again: follow-ups that stand open, with their occasion, those that are over, with
what the figures sum, and messages by state."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    seen = ["state", "owner_id", "about_id"]
    for name, columns, included, where in (
        ("follow_up_pending_idx", ["store_id", "next_at", "id"], ["call_by", "occasion"], "state in ('open', 'retry')"),
        (
            "follow_up_finished_idx",
            ["store_id", "finished_on", "id"],
            ["occasion", "finished_by_id", "reached_at", "score", "nps", "bad"],
            "finished_on is not null",
        ),
    ):
        op.drop_index(name, "follow_up", schema=SCHEMA)
        op.create_index(
            name,
            "follow_up",
            columns,
            schema=SCHEMA,
            postgresql_include=[*seen, *included],
            postgresql_where=sa.text(where),
        )
    op.create_index(
        "message_counted_idx",
        "message",
        ["store_id", "state", "channel"],
        schema=SCHEMA,
        postgresql_include=["complaint_id"],
        postgresql_where=sa.text("state not in ('sent', 'cancelled')"),
    )

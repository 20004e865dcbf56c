"""Wider indexes: what is counted above a list, and what is overdue, is read from them alone."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    seen = ["owner_id", "offered_to_id", "escalated_to_id", "state"]
    for name, table, columns, included, where in (
        ("ticket_store_id_opened_at_idx", "ticket", ["store_id", "opened_at", "id"], seen, None),
        (
            "ticket_open_idx",
            "ticket",
            ["store_id", "opened_at", "id"],
            [*seen, "promised_at", "due_on"],
            "state not in ('resolved', 'closed', 'cancelled')",
        ),
        (
            "sla_target_store_due_idx",
            "sla_target",
            ["store_id", "due_at", "id"],
            ["subject_kind", "subject_id", "breached_at", "paused_since"],
            "met_at is null and stopped_at is null",
        ),
    ):
        op.drop_index(name, table, schema=SCHEMA)
        op.create_index(
            name,
            table,
            columns,
            schema=SCHEMA,
            postgresql_include=included,
            postgresql_where=None if where is None else sa.text(where),
        )

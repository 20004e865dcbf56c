"""Wider indexes again: the counts above the lists of orders, follow-ups, messages, complaints and one's own tickets are
read from them alone, with what the policies ask."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    called = ["state", "owner_id", "about_id"]
    for name, table, columns, included, where in (
        (
            "work_order_open_idx",
            "work_order",
            ["store_id", "work_state", "opened_on", "promised_at"],
            ["handling_store_id", "source", "ready_at", "rework_of"],
            "work_state not in ('delivered', 'closed')",
        ),
        (
            "ticket_owner_id_idx",
            "ticket",
            ["owner_id", "opened_at", "id"],
            ["store_id", "offered_to_id", "escalated_to_id", "state"],
            None,
        ),
        ("follow_up_store_id_due_at_idx", "follow_up", ["store_id", "due_at", "id"], called, None),
        (
            "follow_up_pending_idx",
            "follow_up",
            ["store_id", "next_at", "id"],
            [*called, "call_by"],
            "state in ('open', 'retry')",
        ),
        ("follow_up_finished_idx", "follow_up", ["store_id", "finished_on", "id"], called, "finished_on is not null"),
        ("message_store_id_idx", "message", ["store_id", "created_at", "id"], ["state", "complaint_id"], None),
        (
            "message_open_idx",
            "message",
            ["store_id", "created_at", "id"],
            ["state", "channel", "complaint_id"],
            "state not in ('sent', 'cancelled')",
        ),
        (
            "complaint_store_id_opened_at_idx",
            "complaint",
            ["store_id", "opened_at", "id"],
            ["state", "owner_id", "about_staff_id"],
            None,
        ),
        (
            "complaint_open_idx",
            "complaint",
            ["store_id", "answer_due_at", "id"],
            ["state", "owner_id", "about_staff_id", "escalated_at", "channel", "regulator_no"],
            "state <> 'closed'",
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

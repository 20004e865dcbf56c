"""Indexes of parcels with what the policies and the views ask, and of customers to be won back and those who were."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.drop_index("shipment_under_way_idx", "shipment", schema=SCHEMA)
    seen = ["state", "owner_id", "about_id", "call_by"]
    won_back = "occasion in ('lapsed', 'unhappy')"
    for name, table, day, included, where in (
        ("shipment_ask_on_idx", "shipment", "ask_on", ["state", "work_order_id"], None),
        ("shipment_under_way_idx", "shipment", "ask_on", ["state", "work_order_id"], "state = 'sent'"),
        ("follow_up_to_win_back_idx", "follow_up", "next_at", seen, f"state in ('open', 'retry') and {won_back}"),
        ("follow_up_won_back_idx", "follow_up", "finished_on", None, f"finished_on is not null and {won_back}"),
    ):
        op.create_index(
            name,
            table,
            ["store_id", day, "id"],
            schema=SCHEMA,
            postgresql_include=included,
            postgresql_where=None if where is None else sa.text(where),
        )

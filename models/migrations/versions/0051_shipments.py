"""Parcels of orders: carrier, tracking number, when they should arrive and when the carrier is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
_EMPTY, _NOW, _ONE = sa.text("''"), sa.text("now()"), sa.text("1")
_UNDER_WAY = sa.text("state = 'sent'")


def upgrade() -> None:
    op.create_table(
        "shipment",
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'sent'"), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("tracking_no", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=False),
        sa.Column("ask_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=_ONE, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=_NOW, nullable=False),
        sa.Column("created_by", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=_NOW, nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("shipment_pkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], [f"{SCHEMA}.work_order.id"], name=op.f("shipment_work_order_id_fkey")
        ),
        sa.ForeignKeyConstraint(["store_id"], [f"{SCHEMA}.store.id"], name=op.f("shipment_store_id_fkey")),
        sa.CheckConstraint(
            "direction in ('to_customer', 'from_customer', 'to_maker', 'from_maker', 'part')",
            name=op.f("shipment_direction_check"),
        ),
        sa.CheckConstraint("state in ('sent', 'arrived', 'lost')", name=op.f("shipment_state_check")),
        sa.CheckConstraint("length(btrim(carrier)) between 1 and 80", name=op.f("shipment_carrier_check")),
        sa.CheckConstraint("length(btrim(tracking_no)) between 1 and 60", name=op.f("shipment_tracking_no_check")),
        sa.CheckConstraint("length(what) <= 200", name=op.f("shipment_what_check")),
        sa.CheckConstraint("(state = 'sent') = (ended_on is null)", name=op.f("shipment_ended_check")),
        sa.CheckConstraint("expected_on >= sent_on and ask_on >= sent_on", name=op.f("shipment_days_check")),
        schema=SCHEMA,
    )
    for name, columns, where in (
        ("shipment_store_id_idx", ["store_id", "sent_on", "id"], None),
        ("shipment_sent_on_idx", ["sent_on", "id"], None),
        ("shipment_under_way_idx", ["store_id", "ask_on", "id"], _UNDER_WAY),
        ("shipment_mine_idx", ["created_by", "ask_on"], _UNDER_WAY),
        ("shipment_work_order_id_idx", ["work_order_id"], None),
        ("shipment_tracking_no_idx", [sa.text("upper(tracking_no)")], None),
    ):
        op.create_index(name, "shipment", columns, schema=SCHEMA, postgresql_where=where)

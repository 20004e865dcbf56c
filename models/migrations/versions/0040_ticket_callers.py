"""The number of whoever calls, for callers who are no customers."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    for name in ("phone", "phone_key", "phone_masked", "phone_last4"):
        kind = sa.Text(collation="C") if name == "phone_key" else sa.Text()
        op.add_column("ticket", sa.Column(name, kind, server_default=sa.text("''"), nullable=False), schema=SCHEMA)
    op.create_check_constraint(op.f("ticket_phone_check"), "ticket", "length(phone) <= 40", schema=SCHEMA)
    op.drop_constraint(op.f("ticket_message_check"), "ticket", schema=SCHEMA, type_="check")
    op.create_check_constraint(
        op.f("ticket_message_check"),
        "ticket",
        "kind <> 'message' or customer_id is not null or phone <> '' or state in ('resolved', 'closed', 'cancelled')",
        schema=SCHEMA,
    )
    for name in ("phone_key", "phone_last4"):
        op.create_index(
            f"ticket_{name}_idx",
            "ticket",
            [name, "opened_at"],
            schema=SCHEMA,
            postgresql_where=sa.text(f"{name} <> ''"),
        )
    op.create_index(
        "ticket_caller_idx",
        "ticket",
        ["opened_at", "id"],
        schema=SCHEMA,
        postgresql_where=sa.text("customer_id is null and (phone <> '' or reporter <> '')"),
    )

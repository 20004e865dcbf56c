"""At which level a device was repaired: on the spot, with the customer's spare parts at a service centre, at the works."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.add_column("work_order", sa.Column("repair_level", sa.Text(), nullable=True), schema=SCHEMA)
    op.create_check_constraint(
        op.f("work_order_repair_level_check"),
        "work_order",
        "repair_level in ('first', 'second', 'factory')",
        schema=SCHEMA,
    )

"""How long a customer is waited for, after which the clocks of his ticket go on by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("wake_at", sa.DateTime(timezone=True), nullable=True), schema=SCHEMA)
    op.create_index(
        "ticket_wake_at_idx",
        "ticket",
        ["wake_at"],
        schema=SCHEMA,
        postgresql_where=sa.text("wake_at is not null"),
    )

"""Customers who cannot decide, and customers who insist."""

from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    name = op.f("ticket_mood_check")
    op.drop_constraint(name, "ticket", schema=SCHEMA, type_="check")
    op.create_check_constraint(
        name,
        "ticket",
        "mood in ('calm', 'pleased', 'indecisive', 'worried', 'insistent', 'annoyed', 'angry')",
        schema=SCHEMA,
    )

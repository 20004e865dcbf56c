"""A message for a colleague says who is to be called back."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.drop_constraint(op.f("ticket_kind_check"), "ticket", schema=SCHEMA, type_="check")
    op.create_check_constraint(
        op.f("ticket_kind_check"),
        "ticket",
        "kind in ('inquiry', 'fault', 'appointment', 'returns', 'request', 'feedback', 'suggestion', 'message')",
        schema=SCHEMA,
    )
    op.create_check_constraint(
        op.f("ticket_message_check"), "ticket", "kind <> 'message' or customer_id is not null", schema=SCHEMA
    )

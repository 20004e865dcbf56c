"""So many follow-ups a month of each technician, and rules for repeat repairs alone."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
TABLE = "follow_up_rule"


def upgrade() -> None:
    op.add_column(
        TABLE, sa.Column("at_least", sa.Integer(), server_default=sa.text("0"), nullable=False), schema=SCHEMA
    )
    op.add_column(
        TABLE, sa.Column("only_rework", sa.Boolean(), server_default=sa.text("false"), nullable=False), schema=SCHEMA
    )
    op.create_check_constraint(op.f("follow_up_rule_at_least_check"), TABLE, "at_least between 0 and 99", schema=SCHEMA)

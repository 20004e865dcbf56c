"""Early warnings a fixed time before a promise falls due, beside or instead of a share of its time."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
TABLE = "service_level"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("warn_minutes", sa.Integer(), nullable=True), schema=SCHEMA)
    op.alter_column(TABLE, "warn_percent", nullable=True, schema=SCHEMA)
    for name, rule in (
        ("warn_minutes", "warn_minutes between 1 and 525600"),
        ("warns", "num_nonnulls(warn_percent, warn_minutes) > 0"),
    ):
        op.create_check_constraint(op.f(f"{TABLE}_{name}_check"), TABLE, rule, schema=SCHEMA)

"""How satisfied a customer says he is, on what he told us."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("satisfaction", sa.Integer(), nullable=True), schema=SCHEMA)
    op.create_check_constraint(
        op.f("ticket_satisfaction_check"), "ticket", "satisfaction between 1 and 5", schema=SCHEMA
    )

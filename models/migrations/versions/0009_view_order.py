"""A person's own views of a list stand in the order he gives them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "saved_view",
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="aftercare",
    )

"""Lets the reminder of a training to be repeated be put off."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "training_record", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True), schema="aftercare"
    )

"""The number of an intake is found by its end."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("intake_number_tail_idx", "intake", [sa.text("reverse(number)")], unique=False, schema="aftercare")

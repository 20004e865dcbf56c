"""Find the appraisals still to be held without reading all that were."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "appraisal_planned_idx",
        "appraisal",
        ["store_id", "due_on", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'planned'"),
    )

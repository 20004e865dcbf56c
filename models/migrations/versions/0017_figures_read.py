"""Figures of some stores' weeks are read from an index alone."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "figure_week_read_idx",
        "figure_week",
        ["scope", "week", "measure", "bucket", "n"],
        unique=False,
        schema="aftercare",
    )
    op.drop_index("figure_week_week_idx", table_name="figure_week", schema="aftercare")

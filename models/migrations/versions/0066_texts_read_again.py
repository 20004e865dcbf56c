"""When the texts on papers are read again."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.add_column("shop_text", sa.Column("review_on", sa.Date(), nullable=True), schema=SCHEMA)
    op.add_column("shop_text", sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True), schema=SCHEMA)
    op.add_column(
        "shop_text", sa.Column("reviewed_by", sa.Text(), server_default=sa.text("''"), nullable=False), schema=SCHEMA
    )
    op.create_check_constraint(
        op.f("shop_text_review_check"),
        "shop_text",
        "review_on between date '2000-01-01' and date '2200-01-01' and length(reviewed_by) <= 400",
        schema=SCHEMA,
    )
    op.create_index("shop_text_review_on_idx", "shop_text", ["review_on", "id"], schema=SCHEMA)
    # What was written before is read again a year after it was touched last.
    op.execute("update aftercare.shop_text set review_on = greatest(updated_at, created_at)::date + 365")

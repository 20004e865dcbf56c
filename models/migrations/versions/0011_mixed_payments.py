"""Money paid in several ways at once stands on one receipt."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("payment", sa.Column("part_of", sa.Uuid(), nullable=True), schema="aftercare")
    op.create_foreign_key(
        op.f("payment_part_of_fkey"),
        "payment",
        "payment",
        ["part_of"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    op.create_check_constraint(op.f("payment_part_of_check"), "payment", "part_of <> id", schema="aftercare")
    op.create_index(
        "payment_part_of_idx",
        "payment",
        ["part_of"],
        schema="aftercare",
        postgresql_where=sa.text("part_of is not null"),
    )

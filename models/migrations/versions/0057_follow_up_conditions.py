"""Rules of follow-ups by what the customer pays, by cover and for one technician."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
TABLE = "follow_up_rule"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("cover", sa.Text(), server_default=sa.text("''"), nullable=False), schema=SCHEMA)
    op.add_column(TABLE, sa.Column("least_amount", sa.Numeric(12, 2), nullable=True), schema=SCHEMA)
    op.add_column(TABLE, sa.Column("technician_id", sa.Uuid(), nullable=True), schema=SCHEMA)
    for name, rule in (
        ("cover", "cover in ('', 'warranty', 'contract', 'out', 'paid')"),
        ("least_amount", "least_amount between 0.01 and 9999999999.99"),
    ):
        op.create_check_constraint(op.f(f"{TABLE}_{name}_check"), TABLE, rule, schema=SCHEMA)
    op.create_foreign_key(
        op.f(f"{TABLE}_technician_id_fkey"),
        TABLE,
        "staff",
        ["technician_id"],
        ["id"],
        source_schema=SCHEMA,
        referent_schema=SCHEMA,
    )
    op.create_index(f"{TABLE}_technician_id_idx", TABLE, ["technician_id"], schema=SCHEMA)

"""Work at the customer's place by contractors: price, settlement, and visits without a technician of ours."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
CHECKS = (
    (
        "assigned",
        """state in ('open', 'cancelled')
        or num_nonnulls(technician_id, contractor_id) > 0 and planned_from is not null and planned_until is not null""",
    ),
    ("agreed_price", "agreed_price >= 0 and agreed_price <> 'NaN'"),
    ("settled_amount", "settled_amount >= 0 and settled_amount <> 'NaN'"),
    ("settlement_no", "length(settlement_no) <= 80"),
    (
        "settled",
        """num_nonnulls(settled_at, settled_by_id, settled_amount) = 0
        or num_nonnulls(settled_at, settled_by_id, settled_amount) = 3 and contractor_id is not null
           and state in ('finished', 'closed') and settlement_no <> ''""",
    ),
)
INDEXES = (
    ("contractor_id", ["contractor_id", "finished_at", "id"], "contractor_id is not null"),
    ("contracted", ["store_id", "finished_at", "id"], "contractor_id is not null and finished_at is not null"),
    (
        "to_settle",
        ["store_id", "finished_at", "id"],
        "contractor_id is not null and finished_at is not null and settled_at is null",
    ),
)


def upgrade() -> None:
    for name, kind in (
        ("contractor_id", sa.Uuid()),
        ("agreed_price", sa.Numeric(12, 2)),
        ("settled_at", sa.DateTime(timezone=True)),
        ("settled_by_id", sa.Uuid()),
        ("settled_amount", sa.Numeric(12, 2)),
    ):
        op.add_column("visit", sa.Column(name, kind, nullable=True), schema=SCHEMA)
    column = sa.Column("settlement_no", sa.Text(), server_default=sa.text("''"), nullable=False)
    op.add_column("visit", column, schema=SCHEMA)
    for name, target in (("contractor_id", "customer"), ("settled_by_id", "staff")):
        op.create_foreign_key(
            op.f(f"visit_{name}_fkey"),
            "visit",
            target,
            [name],
            ["id"],
            source_schema=SCHEMA,
            referent_schema=SCHEMA,
        )
    op.drop_constraint(op.f("visit_assigned_check"), "visit", schema=SCHEMA, type_="check")
    for name, condition in CHECKS:
        op.create_check_constraint(op.f(f"visit_{name}_check"), "visit", condition, schema=SCHEMA)
    for name, columns, where in INDEXES:
        op.create_index(f"visit_{name}_idx", "visit", columns, schema=SCHEMA, postgresql_where=sa.text(where))

"""Promises that the customer is told every so often how it stands."""

from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
TARGETS = ("response", "call_back", "on_site", "resolution", "authority", "update")


def upgrade() -> None:
    targets = ", ".join(repr(target) for target in TARGETS)
    for table in ("service_level", "sla_target"):
        op.drop_constraint(f"{table}_target_check", table, schema=SCHEMA)
        op.create_check_constraint(op.f(f"{table}_target_check"), table, f"target in ({targets})", schema=SCHEMA)
    op.create_check_constraint(
        op.f("service_level_update_check"),
        "service_level",
        "target <> 'update' or minutes is not null and subject_kind in ('ticket', 'work_order')",
        schema=SCHEMA,
    )

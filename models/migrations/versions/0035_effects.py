"""Whether what was changed because of a complaint helped, seen some time later."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
TABLE = "corrective_action"
CHECKS = {
    "state": "state in ('open', 'done', 'verified', 'effective', 'ineffective', 'withdrawn')",
    "lengths": "length(done_by) <= 80 and length(verified_by) <= 80 and length(effect_by) <= 80",
    "verified": "state not in ('verified', 'effective', 'ineffective') or verified_by is distinct from done_by",
    "done": "(state in ('done', 'verified', 'effective', 'ineffective')) <= (done_at is not null)",
    "effect": "(state in ('effective', 'ineffective')) = (effect_at is not null) "
    "and (effect_at is null or effect_by is distinct from done_by)",
    "effect_note": "length(effect_note) <= 2000",
}


def upgrade() -> None:
    for column in (
        sa.Column("effect_due_on", sa.Date(), nullable=True),
        sa.Column("effect_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("effect_by", sa.Text(), nullable=True),
        sa.Column("effect_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
    ):
        op.add_column(TABLE, column, schema=SCHEMA)
    for name in ("state", "lengths", "verified", "done"):
        op.drop_constraint(op.f(f"{TABLE}_{name}_check"), TABLE, schema=SCHEMA)
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"{TABLE}_{name}_check"), TABLE, condition, schema=SCHEMA)
    op.create_foreign_key(
        op.f(f"{TABLE}_follows_id_fkey"),
        TABLE,
        TABLE,
        ["follows_id"],
        ["id"],
        source_schema=SCHEMA,
        referent_schema=SCHEMA,
    )
    op.create_index(
        f"{TABLE}_effect_idx", TABLE, ["verified_by", "effect_due_on"], schema=SCHEMA,
        postgresql_where=sa.text("state = 'verified'"),
    )  # fmt: skip
    op.create_index(f"{TABLE}_follows_id_idx", TABLE, ["follows_id"], schema=SCHEMA)

"""Customers who stayed away or left unhappy are called to be won back; what came of it, and why they are lost."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
OCCASIONS = "occasion in ('hand_over', 'visit', 'complaint', 'ticket', 'manual', 'lapsed', 'unhappy')"


def upgrade() -> None:
    op.add_column("follow_up", sa.Column("lost_reason", sa.Text(), nullable=True), schema=SCHEMA)
    _check("follow_up", "occasion", OCCASIONS)
    _check("follow_up_rule", "occasion", OCCASIONS)
    _check("follow_up_rule", "after_days", "after_days between 0 and 1825")
    _check(
        "follow_up",
        "state",
        "state in ('open', 'retry', 'done', 'unreached', 'refused', 'cancelled', 'won', 'lost')",
    )
    _check("follow_up", "reached", "state not in ('done', 'refused', 'won', 'lost') or reached_at is not null")
    _add("follow_up", "win_back", "state not in ('won', 'lost') or occasion in ('lapsed', 'unhappy')")
    _add("follow_up", "lost", "(state = 'lost') = (lost_reason is not null) and length(lost_reason) <= 80")
    op.create_index(
        "follow_up_win_back_idx",
        "follow_up",
        ["store_id", "next_at", "id"],
        schema=SCHEMA,
        postgresql_include=["state", "owner_id", "about_id", "call_by"],
        postgresql_where=sa.text("occasion in ('lapsed', 'unhappy')"),
    )


def _check(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"{table}_{name}_check"), table, schema=SCHEMA)
    _add(table, name, condition)


def _add(table: str, name: str, condition: str) -> None:
    op.create_check_constraint(op.f(f"{table}_{name}_check"), table, condition, schema=SCHEMA)

"""When an authority was answered, as a clock of its own; what a customer is told of a corrective action."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
TARGETS = "target in ('response', 'call_back', 'on_site', 'resolution', 'authority')"
CHECKS = {
    "complaint": {
        "regulator_answered_how": "regulator_answered_how in ('', 'portal', 'post', 'mail', 'hand', 'phone')",
        "regulator_answer_no": "length(regulator_answer_no) <= 80",
        "regulator_answered": "(regulator_answered_on is not null) = (regulator_answered_how <> '') "
        "and (regulator_answered_on is not null or regulator_answer_no = '')",
        "regulator_answered_on": "regulator_answered_on >= opened_on",
    },
    "corrective_action": {
        "tell_zh": "length(tell_zh) <= 1000",
        "tell_en": "length(tell_en) <= 1000",
        "told": "tell_zh <> '' or tell_en = ''",
    },
}


def upgrade() -> None:
    empty = sa.text("''")
    for table in ("service_level", "sla_target"):
        op.drop_constraint(op.f(f"{table}_target_check"), table, schema=SCHEMA, type_="check")
        op.create_check_constraint(op.f(f"{table}_target_check"), table, TARGETS, schema=SCHEMA)
    columns: dict[str, tuple[sa.Column[Any], ...]] = {
        "complaint": (
            sa.Column("regulator_answered_on", sa.Date(), nullable=True),
            sa.Column("regulator_answered_how", sa.Text(), server_default=empty, nullable=False),
            sa.Column("regulator_answer_no", sa.Text(), server_default=empty, nullable=False),
        ),
        "corrective_action": (
            sa.Column("store_id", sa.Uuid(), nullable=True),
            sa.Column("tell_zh", sa.Text(), server_default=empty, nullable=False),
            sa.Column("tell_en", sa.Text(), server_default=empty, nullable=False),
            sa.Column("done_on", sa.Date(), nullable=True),
        ),
    }
    for table, added in columns.items():
        for column in added:
            op.add_column(table, column, schema=SCHEMA)
    op.execute("alter table aftercare.corrective_action disable trigger user")
    op.execute(
        "update aftercare.corrective_action a set store_id = c.store_id, done_on = (a.done_at at time zone s.time_zone)::date "
        "from aftercare.complaint c join aftercare.store s on s.id = c.store_id where c.id = a.complaint_id"
    )
    op.execute("alter table aftercare.corrective_action enable trigger user")
    op.alter_column("corrective_action", "store_id", nullable=False, schema=SCHEMA)
    op.create_foreign_key(
        op.f("corrective_action_store_id_fkey"), "corrective_action", "store", ["store_id"], ["id"],
        source_schema=SCHEMA, referent_schema=SCHEMA,
    )  # fmt: skip
    for table, checks in CHECKS.items():
        for name, condition in checks.items():
            op.create_check_constraint(op.f(f"{table}_{name}_check"), table, condition, schema=SCHEMA)
    op.create_index("corrective_action_store_id_idx", "corrective_action", ["store_id", "due_on", "id"], schema=SCHEMA)
    op.create_index(
        "complaint_authority_idx", "complaint", ["store_id", "regulator_due_on", "id"], schema=SCHEMA,
        postgresql_where=sa.text("regulator_due_on is not null and state <> 'closed'"),
    )  # fmt: skip

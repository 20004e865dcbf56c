"""Photos of tickets, and who looked them through with which result."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
CHECKS = (
    ("photos_state", "photos_state in ('', 'waiting', 'more', 'accepted')"),
    ("photos_note", "length(photos_note) <= 1000"),
    (
        "photos_checked",
        "photos_state not in ('more', 'accepted') or photos_checked_at is not null and photos_checked_by_id is not null",
    ),
    ("photos_more", "photos_state <> 'more' or photos_note <> ''"),
)


def upgrade() -> None:
    op.add_column("attachment", sa.Column("ticket_id", sa.Uuid(), nullable=True), schema=SCHEMA)
    op.create_foreign_key(
        op.f("attachment_ticket_id_fkey"),
        "attachment",
        "ticket",
        ["ticket_id"],
        ["id"],
        source_schema=SCHEMA,
        referent_schema=SCHEMA,
    )
    op.create_index(
        "attachment_ticket_idx",
        "attachment",
        ["ticket_id"],
        schema=SCHEMA,
        postgresql_where=sa.text("ticket_id is not null"),
    )
    op.drop_constraint(op.f("attachment_subject_check"), "attachment", schema=SCHEMA, type_="check")
    op.create_check_constraint(
        op.f("attachment_subject_check"),
        "attachment",
        "work_order_id is not null or visit_id is not null or ticket_id is not null",
        schema=SCHEMA,
    )
    for name in ("photos_state", "photos_note"):
        op.add_column("ticket", sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False), schema=SCHEMA)
    op.add_column("ticket", sa.Column("photos_checked_at", sa.DateTime(timezone=True), nullable=True), schema=SCHEMA)
    op.add_column("ticket", sa.Column("photos_checked_by_id", sa.Uuid(), nullable=True), schema=SCHEMA)
    op.create_foreign_key(
        op.f("ticket_photos_checked_by_id_fkey"),
        "ticket",
        "staff",
        ["photos_checked_by_id"],
        ["id"],
        source_schema=SCHEMA,
        referent_schema=SCHEMA,
    )
    for name, condition in CHECKS:
        op.create_check_constraint(op.f(f"ticket_{name}_check"), "ticket", condition, schema=SCHEMA)
    op.create_index(
        "ticket_photos_idx",
        "ticket",
        ["store_id", "opened_at", "id"],
        schema=SCHEMA,
        postgresql_where=sa.text("photos_state = 'waiting'"),
    )

"""Tickets are handed over, escalated, merged and split; calls and the callers who only disturb."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SCHEMA = "aftercare"
PENDING = "state not in ('resolved', 'closed', 'cancelled')"


def upgrade() -> None:
    _tickets()
    _links()
    _calls()
    _marks()


def _tickets() -> None:
    for name, table in (
        ("offered_to_id", "staff"),
        ("escalated_to_id", "staff"),
        ("merged_into_id", "ticket"),
        ("split_from_id", "ticket"),
    ):
        op.add_column("ticket", sa.Column(name, sa.Uuid(), nullable=True), schema=SCHEMA)
        op.create_foreign_key(
            op.f(f"ticket_{name}_fkey"),
            "ticket",
            table,
            [name],
            ["id"],
            source_schema=SCHEMA,
            referent_schema=SCHEMA,
        )
        op.create_index(
            f"ticket_{name}_idx", "ticket", [name], schema=SCHEMA, postgresql_where=sa.text(f"{name} is not null")
        )
    for name in ("offered_at", "escalated_at", "snoozed_until"):
        op.add_column("ticket", sa.Column(name, sa.DateTime(timezone=True), nullable=True), schema=SCHEMA)
    op.add_column("ticket", sa.Column("mood", sa.Text(), nullable=True), schema=SCHEMA)
    op.drop_constraint(op.f("ticket_kind_check"), "ticket", schema=SCHEMA, type_="check")
    for name, condition in (
        ("kind", "kind in ('inquiry', 'fault', 'appointment', 'returns', 'request', 'feedback', 'suggestion')"),
        ("mood", "mood in ('calm', 'pleased', 'worried', 'annoyed', 'angry')"),
        ("merged", "merged_into_id is null or state = 'cancelled' and merged_into_id <> id"),
        ("offered", "offered_to_id is null or offered_to_id is distinct from owner_id"),
    ):
        op.create_check_constraint(op.f(f"ticket_{name}_check"), "ticket", condition, schema=SCHEMA)
    for name, columns, where in (
        ("unassigned", ["store_id", "opened_at", "id"], f"owner_id is null and {PENDING}"),
        ("mine", ["owner_id", "promised_at", "id"], "state = 'promised'"),
        ("due_on", ["store_id", "due_on"], f"due_on is not null and {PENDING}"),
    ):
        op.create_index(f"ticket_{name}_idx", "ticket", columns, schema=SCHEMA, postgresql_where=sa.text(where))


def _record() -> list[sa.Column]:
    now, nobody = sa.text("now()"), sa.text("''")
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("created_by", sa.Text(), server_default=nobody, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=nobody, nullable=False),
    ]


def _links() -> None:
    op.create_table(
        "ticket_link",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        *_record(),
        sa.CheckConstraint("num_nonnulls(device_id, work_order_id) = 1", name=op.f("ticket_link_one_check")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("ticket_link_ticket_id_fkey")),
        sa.ForeignKeyConstraint(["device_id"], ["aftercare.device.id"], name=op.f("ticket_link_device_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("ticket_link_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("ticket_link_pkey")),
        schema=SCHEMA,
    )
    for name in ("device", "work_order"):
        op.create_index(
            f"ticket_link_{name}_key",
            "ticket_link",
            ["ticket_id", f"{name}_id"],
            unique=True,
            schema=SCHEMA,
            postgresql_where=sa.text("until is null"),
        )
        op.create_index(f"ticket_link_{name}_id_idx", "ticket_link", [f"{name}_id"], schema=SCHEMA)


def _calls() -> None:
    empty = sa.text("''")
    op.create_table(
        "phone_call",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("phone", sa.Text(), server_default=empty, nullable=False),
        sa.Column("phone_key", sa.Text(collation="C"), server_default=empty, nullable=False),
        sa.Column("phone_masked", sa.Text(), server_default=empty, nullable=False),
        sa.Column("phone_last4", sa.Text(), server_default=empty, nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("contact_name", sa.Text(), server_default=empty, nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), server_default=empty, nullable=False),
        *_record(),
        sa.CheckConstraint("state in ('waiting', 'handled', 'missed')", name=op.f("phone_call_state_check")),
        sa.CheckConstraint("length(phone) <= 40", name=op.f("phone_call_phone_check")),
        sa.CheckConstraint("length(contact_name) <= 120", name=op.f("phone_call_contact_name_check")),
        sa.CheckConstraint("length(note) <= 400", name=op.f("phone_call_note_check")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("phone_call_store_id_fkey")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("phone_call_customer_id_fkey")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["aftercare.staff.id"], name=op.f("phone_call_taken_by_id_fkey")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("phone_call_ticket_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("phone_call_pkey")),
        schema=SCHEMA,
    )
    op.create_index(
        "phone_call_waiting_key",
        "phone_call",
        ["store_id", "phone_key"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("state = 'waiting' and phone_key <> ''"),
    )
    for name, columns, where in (
        ("store_id", ["store_id", "came_at", "id"], None),
        ("came_at", ["came_at", "id"], None),
        ("open", ["store_id", "came_at", "id"], "state in ('waiting', 'missed')"),
        ("phone_key", ["phone_key", "came_at"], "phone_key <> ''"),
        ("last4", ["phone_last4", "came_at"], None),
        ("customer_id", ["customer_id", "came_at"], None),
        ("ticket_id", ["ticket_id"], None),
        ("taken_by_id", ["taken_by_id", "came_at", "id"], None),
    ):
        only = sa.text(where) if where else None
        op.create_index(f"phone_call_{name}_idx", "phone_call", columns, schema=SCHEMA, postgresql_where=only)


def _marks() -> None:
    empty = sa.text("''")
    op.create_table(
        "caller_mark",
        sa.Column("phone_key", sa.Text(collation="C"), server_default=empty, nullable=False),
        sa.Column("phone_masked", sa.Text(), server_default=empty, nullable=False),
        sa.Column("reason", sa.Text(), server_default=empty, nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Text(), server_default=empty, nullable=False),
        *_record(),
        sa.CheckConstraint(
            r"reason !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$' and length(reason) <= 400",
            name=op.f("caller_mark_reason_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("caller_mark_pkey")),
        schema=SCHEMA,
    )
    op.create_index(
        "caller_mark_phone_key_key",
        "caller_mark",
        ["phone_key"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("lifted_at is null"),
    )

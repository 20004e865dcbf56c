"""What is done for somebody who complained, what it hurt, and the case at an authority."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_remedy",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("second", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "(amount is not null) = (kind in ('refund', 'part_refund', 'voucher', 'gift', 'compensation'))",
            name=op.f("complaint_remedy_worth_check"),
        ),
        sa.CheckConstraint("amount > 0 and amount <> 'NaN'", name=op.f("complaint_remedy_amount_check")),
        sa.CheckConstraint(
            "decided_by is distinct from created_by or state <> 'approved' or not second",
            name=op.f("complaint_remedy_second_check"),
        ),
        sa.CheckConstraint(
            "kind in ('apology', 'rework', 'refund', 'part_refund', 'exchange', 'voucher', 'gift', 'compensation')",
            name=op.f("complaint_remedy_kind_check"),
        ),
        sa.CheckConstraint(
            "state in ('proposed', 'approved', 'refused', 'withdrawn', 'done')",
            name=op.f("complaint_remedy_state_check"),
        ),
        sa.CheckConstraint("length(decided_by) <= 80", name=op.f("complaint_remedy_lengths_check")),
        sa.CheckConstraint("length(decision_note) <= 2000", name=op.f("complaint_remedy_decision_note_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("complaint_remedy_note_check")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["aftercare.complaint.id"], name=op.f("complaint_remedy_complaint_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["aftercare.payment.id"], name=op.f("complaint_remedy_payment_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("complaint_remedy_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("complaint_remedy_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "complaint_remedy_complaint_id_idx", "complaint_remedy", ["complaint_id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "complaint_remedy_payment_id_key", "complaint_remedy", ["payment_id"], unique=True, schema="aftercare"
    )
    op.create_index(
        "complaint_remedy_waiting_idx",
        "complaint_remedy",
        ["created_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.create_index(
        "complaint_remedy_work_order_id_key", "complaint_remedy", ["work_order_id"], unique=True, schema="aftercare"
    )
    op.add_column(
        "complaint", sa.Column("harm", sa.Text(), server_default=sa.text("'none'"), nullable=False), schema="aftercare"
    )
    op.add_column(
        "complaint",
        sa.Column("repeated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "complaint",
        sa.Column("exposed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "complaint",
        sa.Column("regulator_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        schema="aftercare",
    )
    op.add_column("complaint", sa.Column("regulator_due_on", sa.Date(), nullable=True), schema="aftercare")
    for name, condition in (
        ("harm", "harm in ('none', 'time', 'money', 'data', 'health')"),
        ("regulator_no", "length(regulator_no) <= 80"),
    ):
        op.create_check_constraint(op.f(f"complaint_{name}_check"), "complaint", condition, schema="aftercare")

"""Vouchers and exchanged devices: what remedies of complaints leave behind."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


PAPERS = ("intake", "worksheet", "repair", "receipt", "delivery", "quote", "card", "label", "takings", "visit", "outing",
          "trip", "acceptance", "route", "letter", "follow_up", "voucher", "exchange")  # fmt: skip


def upgrade() -> None:
    for name in ("voucher", "exchange"):
        op.execute(sa.schema.CreateSequence(sa.Sequence(f"{name}_number_seq", schema="aftercare")))
    papers = ", ".join(repr(paper) for paper in PAPERS)
    for table, column, condition in (
        ("print_route", "document", f"document in ({papers})"),
        ("print_log", "document", f"document in ({papers})"),
        ("payment", "method", "method in ('cash', 'card', 'wechat', 'alipay', 'transfer', 'voucher', 'other')"),
    ):
        op.drop_constraint(f"{table}_{column}_check", table, schema="aftercare")
        op.create_check_constraint(op.f(f"{table}_{column}_check"), table, condition, schema="aftercare")
    op.create_table(
        "device_exchange",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("old_device_id", sa.Uuid(), nullable=False),
        sa.Column("new_device_id", sa.Uuid(), nullable=False),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("remedy_id", sa.Uuid(), nullable=False),
        sa.Column("exchanged_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("device_exchange_note_check")),
        sa.CheckConstraint("old_device_id <> new_device_id", name=op.f("device_exchange_other_check")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["aftercare.customer.id"], name=op.f("device_exchange_customer_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["new_device_id"], ["aftercare.device.id"], name=op.f("device_exchange_new_device_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["old_device_id"], ["aftercare.device.id"], name=op.f("device_exchange_old_device_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["remedy_id"], ["aftercare.complaint_remedy.id"], name=op.f("device_exchange_remedy_id_fkey")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("device_exchange_store_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("device_exchange_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("device_exchange_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "device_exchange_customer_id_idx", "device_exchange", ["customer_id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "device_exchange_new_device_id_idx", "device_exchange", ["new_device_id"], unique=False, schema="aftercare"
    )
    op.create_index("device_exchange_number_key", "device_exchange", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "device_exchange_old_device_id_idx", "device_exchange", ["old_device_id"], unique=False, schema="aftercare"
    )
    op.create_index("device_exchange_remedy_id_key", "device_exchange", ["remedy_id"], unique=True, schema="aftercare")
    op.create_index(
        "device_exchange_work_order_id_idx", "device_exchange", ["work_order_id"], unique=False, schema="aftercare"
    )
    op.create_table(
        "voucher",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'issued'"), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("remedy_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Text(), nullable=True),
        sa.Column("void_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("(state = 'redeemed') = (payment_id is not null)", name=op.f("voucher_redeemed_check")),
        sa.CheckConstraint("amount > 0 and amount <> 'NaN'", name=op.f("voucher_amount_check")),
        sa.CheckConstraint("state in ('issued', 'redeemed', 'void')", name=op.f("voucher_state_check")),
        sa.CheckConstraint("length(void_note) <= 1000", name=op.f("voucher_void_note_check")),
        sa.CheckConstraint("length(voided_by) <= 80", name=op.f("voucher_lengths_check")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("voucher_customer_id_fkey")),
        sa.ForeignKeyConstraint(["payment_id"], ["aftercare.payment.id"], name=op.f("voucher_payment_id_fkey")),
        sa.ForeignKeyConstraint(["remedy_id"], ["aftercare.complaint_remedy.id"], name=op.f("voucher_remedy_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("voucher_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("voucher_pkey")),
        schema="aftercare",
    )
    op.create_index("voucher_customer_id_idx", "voucher", ["customer_id"], unique=False, schema="aftercare")
    op.create_index("voucher_number_key", "voucher", ["number"], unique=True, schema="aftercare")
    op.create_index("voucher_payment_id_key", "voucher", ["payment_id"], unique=True, schema="aftercare")
    op.create_index("voucher_remedy_id_key", "voucher", ["remedy_id"], unique=True, schema="aftercare")
    op.create_index(
        "voucher_store_id_created_at_idx", "voucher", ["store_id", "created_at", "id"], unique=False, schema="aftercare"
    )

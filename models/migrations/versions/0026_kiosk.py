"""Sign-ins of kiosks and customers."""

import sqlalchemy as sa
from alembic import op

from models.system import Xid8

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kiosk_limit",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("scope in ('kiosk', 'number')", name=op.f("kiosk_limit_scope_check")),
        sa.CheckConstraint("length(key) <= 40 and tries >= 0", name=op.f("kiosk_limit_bounds_check")),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("kiosk_limit_pkey")),
        schema="aftercare",
    )
    op.create_index("kiosk_limit_last_at_idx", "kiosk_limit", ["last_at"], unique=False, schema="aftercare")
    op.create_table(
        "guest_login",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("password_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "kind = 'kiosk' and store_id is not null and customer_id is null or kind = 'customer' and customer_id is not null and store_id is null",
            name=op.f("guest_login_whose_check"),
        ),
        sa.CheckConstraint("kind in ('kiosk', 'customer')", name=op.f("guest_login_kind_check")),
        sa.CheckConstraint("login ~ '^[a-z][a-z0-9_]{1,39}$'", name=op.f("guest_login_login_check")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("guest_login_customer_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("guest_login_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("guest_login_pkey")),
        schema="aftercare",
    )
    op.create_index("guest_login_customer_id_idx", "guest_login", ["customer_id"], unique=False, schema="aftercare")
    op.create_index(
        "guest_login_kiosk_key",
        "guest_login",
        ["store_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("kind = 'kiosk' and active"),
    )
    op.create_index("guest_login_login_key", "guest_login", ["login"], unique=True, schema="aftercare")
    op.create_table(
        "kiosk_try",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=True),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("length(login) <= 80 and length(number) <= 40", name=op.f("kiosk_try_lengths_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("kiosk_try_pkey")),
        schema="aftercare",
    )
    op.create_index("kiosk_try_at_idx", "kiosk_try", ["at"], unique=False, schema="aftercare")

"""Organisation, people and the program's own records."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.system import Xid8

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("epoch", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("application", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("address", postgresql.INET(), nullable=True),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=True),
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("old", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("new", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_entry_pkey")),
        schema="aftercare",
    )
    op.create_index("audit_entry_at_idx", "audit_entry", ["at"], unique=False, schema="aftercare")
    op.create_index("audit_entry_login_idx", "audit_entry", ["login", "at"], unique=False, schema="aftercare")
    op.create_index(
        "audit_entry_row_idx", "audit_entry", ["table_name", "row_id", "id"], unique=False, schema="aftercare"
    )
    op.create_index("audit_entry_seal_idx", "audit_entry", ["epoch", "xid"], unique=False, schema="aftercare")
    op.create_table(
        "audit_epoch",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("audit_epoch_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "audit_value",
        sa.Column("audit_id", sa.BigInteger(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("side in ('old', 'new')", name=op.f("audit_value_side_check")),
        sa.PrimaryKeyConstraint("audit_id", "column_name", "side", name=op.f("audit_value_pkey")),
        schema="aftercare",
    )
    op.create_index("audit_value_row_id_idx", "audit_value", ["row_id"], unique=False, schema="aftercare")
    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("backend", sa.Integer(), server_default=sa.text("pg_backend_pid()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("change_pkey")),
        schema="aftercare",
    )
    op.create_index("change_at_idx", "change", ["at"], unique=False, schema="aftercare")
    op.create_index("change_xid_idx", "change", ["xid"], unique=False, schema="aftercare")
    op.create_table(
        "code_item",
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_.-]{1,40}$'", name=op.f("code_item_code_check")),
        sa.CheckConstraint("origin in ('shipped', 'company')", name=op.f("code_item_origin_check")),
        sa.CheckConstraint("length(btrim(name)) between 1 and 120", name=op.f("code_item_name_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("code_item_pkey")),
        schema="aftercare",
    )
    op.create_index("code_item_list_code_key", "code_item", ["list", "code"], unique=True, schema="aftercare")
    op.create_table(
        "job_run",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("job_run_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "parameter",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("kind in ('int', 'text', 'money', 'bool')", name=op.f("parameter_kind_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("parameter_pkey")),
        schema="aftercare",
    )
    op.create_index("parameter_code_key", "parameter", ["code"], unique=True, schema="aftercare")
    op.create_table(
        "region",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_-]{1,20}$'", name=op.f("region_code_check")),
        sa.CheckConstraint("length(btrim(name)) between 1 and 80", name=op.f("region_name_check")),
        sa.ForeignKeyConstraint(["parent_id"], ["aftercare.region.id"], name=op.f("region_parent_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("region_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "region_code_key",
        "region",
        ["code"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index("region_parent_id_idx", "region", ["parent_id"], unique=False, schema="aftercare")
    op.create_table(
        "request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("request_pkey")),
        schema="aftercare",
    )
    op.create_index("request_at_idx", "request", ["at"], unique=False, schema="aftercare")
    op.create_table(
        "reveal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=True),
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("count", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("reveal_pkey")),
        schema="aftercare",
    )
    op.create_index("reveal_login_at_idx", "reveal", ["login", "at"], unique=False, schema="aftercare")
    op.create_index("reveal_row_id_idx", "reveal", ["row_id"], unique=False, schema="aftercare")
    op.create_table(
        "saved_view",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("length(btrim(name)) between 1 and 80", name=op.f("saved_view_name_check")),
        sa.CheckConstraint("octet_length(definition::text) <= 20000", name=op.f("saved_view_definition_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("saved_view_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "saved_view_page_name_key",
        "saved_view",
        ["login", "page", "name"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_table(
        "schema_object",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("schema_object_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "schema_version",
        sa.Column("one", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("oldest_client", sa.Integer(), nullable=False),
        sa.Column("installation", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("upgraded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("schema_version_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "store",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'store'"), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("time_zone", sa.Text(), server_default=sa.text("'Asia/Shanghai'"), nullable=False),
        sa.Column("legal_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("tax_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("street", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("telephone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("complaint_telephone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("hours", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_-]{1,20}$'", name=op.f("store_code_check")),
        sa.CheckConstraint("kind in ('store', 'depot')", name=op.f("store_kind_check")),
        sa.CheckConstraint("length(btrim(name)) between 1 and 80", name=op.f("store_name_check")),
        sa.ForeignKeyConstraint(["region_id"], ["aftercare.region.id"], name=op.f("store_region_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("store_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "store_code_key",
        "store",
        ["code"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index("store_region_id_idx", "store", ["region_id"], unique=False, schema="aftercare")
    op.create_table(
        "staff",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("initials", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("password_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("login ~ '^[a-z][a-z0-9_]{1,39}$'", name=op.f("staff_login_check")),
        sa.CheckConstraint("length(btrim(name)) between 1 and 80", name=op.f("staff_name_check")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("staff_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_pkey")),
        schema="aftercare",
    )
    op.create_index("staff_login_key", "staff", ["login"], unique=True, schema="aftercare")
    op.create_index("staff_store_id_idx", "staff", ["store_id"], unique=False, schema="aftercare")
    op.create_table(
        "workstation",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("length(btrim(name)) between 1 and 80", name=op.f("workstation_name_check")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("workstation_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("workstation_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "workstation_name_key",
        "workstation",
        ["name"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index("workstation_store_id_idx", "workstation", ["store_id"], unique=False, schema="aftercare")
    op.create_table(
        "staff_region",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["aftercare.region.id"], name=op.f("staff_region_region_id_fkey")),
        sa.ForeignKeyConstraint(["staff_id"], ["aftercare.staff.id"], name=op.f("staff_region_staff_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_region_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "staff_region_open_key",
        "staff_region",
        ["staff_id", "region_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("until is null"),
    )
    op.create_index("staff_region_region_id_idx", "staff_region", ["region_id"], unique=False, schema="aftercare")
    op.create_table(
        "staff_store",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["aftercare.staff.id"], name=op.f("staff_store_staff_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("staff_store_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_store_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "staff_store_open_key",
        "staff_store",
        ["staff_id", "store_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("until is null"),
    )
    op.create_index("staff_store_store_id_idx", "staff_store", ["store_id"], unique=False, schema="aftercare")
    op.execute("insert into aftercare.audit_epoch (number) values (1)")

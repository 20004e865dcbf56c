"""Imports, undone as a whole."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'running'"), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("mapping", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("rows_added", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("rows_kept", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("rows_failed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_line", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "kind in ('customers', 'devices', 'articles', 'parts', 'ords')", name=op.f("import_batch_kind_check")
        ),
        sa.CheckConstraint("state in ('running', 'done', 'undoing', 'undone')", name=op.f("import_batch_state_check")),
        sa.CheckConstraint("length(btrim(file_name)) between 1 and 255", name=op.f("import_batch_file_name_check")),
        sa.CheckConstraint("octet_length(mapping::text) <= 100000", name=op.f("import_batch_mapping_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("import_batch_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "import_batch_created_by_idx",
        "import_batch",
        ["created_by", "created_at", "id"],
        unique=False,
        schema="aftercare",
    )
    op.create_index("import_batch_newest_idx", "import_batch", ["created_at", "id"], unique=False, schema="aftercare")
    op.create_table(
        "import_row",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=True),
        sa.Column("seen_version", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("cells", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint("outcome in ('added', 'helper', 'kept', 'failed')", name=op.f("import_row_outcome_check")),
        sa.ForeignKeyConstraint(["batch_id"], ["aftercare.import_batch.id"], name=op.f("import_row_batch_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("import_row_pkey")),
        schema="aftercare",
    )
    op.create_index("import_row_batch_idx", "import_row", ["batch_id", "line", "id"], unique=False, schema="aftercare")
    op.create_index(
        "import_row_made_idx",
        "import_row",
        ["batch_id", "table_name"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("row_id is not null and code is null and outcome in ('added', 'helper')"),
    )
    op.create_index("import_row_row_id_idx", "import_row", ["row_id"], unique=False, schema="aftercare")

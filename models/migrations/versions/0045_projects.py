"""Projects: base data of what was delivered to customers as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "project",
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column("product_model_id", sa.Uuid(), nullable=True),
        sa.Column("stage", sa.Text(), server_default=sa.text("'planning'"), nullable=False),
        sa.Column("contract_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("systems", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("live_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("warranty_months", sa.Integer(), server_default=sa.text("12"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "accepted_on between date '1950-01-01' and date '2200-01-01'", name=op.f("project_accepted_on_check")
        ),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_./-]{1,40}$'", name=op.f("project_code_check")),
        sa.CheckConstraint(
            "live_on between date '1950-01-01' and date '2200-01-01'", name=op.f("project_live_on_check")
        ),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("project_name_check"),
        ),
        sa.CheckConstraint(
            "stage <> 'live' or live_on is not null or accepted_on is not null", name=op.f("project_live_check")
        ),
        sa.CheckConstraint(
            "stage in ('planning', 'building', 'acceptance', 'live', 'ended')", name=op.f("project_stage_check")
        ),
        sa.CheckConstraint(
            "starts_on between date '1950-01-01' and date '2200-01-01'", name=op.f("project_starts_on_check")
        ),
        sa.CheckConstraint("length(contract_no) <= 80 and length(place) <= 200", name=op.f("project_lengths_check")),
        sa.CheckConstraint("length(name_en) <= 120", name=op.f("project_name_en_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("project_note_check")),
        sa.CheckConstraint("length(systems) <= 2000", name=op.f("project_systems_check")),
        sa.CheckConstraint("warranty_months between 0 and 600", name=op.f("project_warranty_months_check")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("project_customer_id_fkey")),
        sa.ForeignKeyConstraint(["manager_id"], ["aftercare.staff.id"], name=op.f("project_manager_id_fkey")),
        sa.ForeignKeyConstraint(
            ["product_model_id"], ["aftercare.product_model.id"], name=op.f("project_product_model_id_fkey")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("project_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("project_pkey")),
        schema="aftercare",
    )
    op.create_index("project_code_idx", "project", ["code", "id"], unique=False, schema="aftercare")
    op.create_index(
        "project_code_key",
        "project",
        [sa.literal_column("upper(code)")],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index("project_customer_id_idx", "project", ["customer_id"], unique=False, schema="aftercare")
    op.create_index("project_manager_id_idx", "project", ["manager_id"], unique=False, schema="aftercare")
    op.create_index("project_product_model_id_idx", "project", ["product_model_id"], unique=False, schema="aftercare")
    op.create_index("project_store_id_idx", "project", ["store_id"], unique=False, schema="aftercare")
    op.add_column("acceptance", sa.Column("project_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.create_index("acceptance_project_id_idx", "acceptance", ["project_id"], unique=False, schema="aftercare")
    op.create_foreign_key(
        op.f("acceptance_project_id_fkey"),
        "acceptance",
        "project",
        ["project_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )

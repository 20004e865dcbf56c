"""Products that customers see, and versions of software."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "product_version",
        sa.Column("product_model_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("supported_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 40",
            name=op.f("product_version_name_check"),
        ),
        sa.CheckConstraint(
            "released_on between date '1950-01-01' and date '2200-01-01'",
            name=op.f("product_version_released_on_check"),
        ),
        sa.CheckConstraint("supported_until <= date '2200-01-01'", name=op.f("product_version_supported_until_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("product_version_note_check")),
        sa.CheckConstraint("supported_until >= released_on", name=op.f("product_version_days_check")),
        sa.ForeignKeyConstraint(
            ["product_model_id"], ["aftercare.product_model.id"], name=op.f("product_version_product_model_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("product_version_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "product_version_name_key",
        "product_version",
        ["product_model_id", sa.literal_column("upper(name)")],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index(
        "product_version_product_model_id_idx",
        "product_version",
        ["product_model_id"],
        unique=False,
        schema="aftercare",
    )
    op.add_column("device", sa.Column("product_version_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.create_index(
        "device_product_version_id_idx",
        "device",
        ["product_version_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("product_version_id is not null"),
    )
    op.create_foreign_key(
        op.f("device_product_version_id_fkey"),
        "device",
        "product_version",
        ["product_version_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    op.add_column(
        "product_model",
        sa.Column("software", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "product_model",
        sa.Column("shown", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "product_model", sa.Column("pitch", sa.Text(), server_default=sa.text("''"), nullable=False), schema="aftercare"
    )
    op.add_column(
        "product_model",
        sa.Column("pitch_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "product_model", sa.Column("retail_price", sa.Numeric(precision=12, scale=2), nullable=True), schema="aftercare"
    )
    op.create_index(
        "product_model_shown_idx",
        "product_model",
        ["brand", "name", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("shown and archived_at is null"),
    )
    op.create_index(
        "product_model_software_idx",
        "product_model",
        ["brand", "name", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("software and archived_at is null"),
    )
    for column in ("pitch", "pitch_en"):
        op.create_check_constraint(
            op.f(f"product_model_{column}_check"), "product_model", f"length({column}) <= 300", schema="aftercare"
        )
    op.create_check_constraint(
        op.f("product_model_retail_price_check"),
        "product_model",
        "retail_price >= 0 and retail_price <> 'NaN'",
        schema="aftercare",
    )

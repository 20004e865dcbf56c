"""Pictures of product models, and models that come as a file."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
CHECKS = (
    (
        "attachment",
        "kind",
        "kind in ('photo_in', 'photo_work', 'photo_out', 'signature_in', 'signature_out', 'proof', 'document', 'product')",
    ),
    (
        "attachment",
        "subject",
        "work_order_id is not null or visit_id is not null or ticket_id is not null or course_id is not null "
        "or product_model_id is not null",
    ),
    (
        "import_batch",
        "kind",
        "kind in ('customers', 'devices', 'products', 'articles', 'tickets', 'parts', 'ords')",
    ),
)


def upgrade() -> None:
    op.add_column("attachment", sa.Column("product_model_id", sa.Uuid(), nullable=True), schema=SCHEMA)
    op.create_foreign_key(
        op.f("attachment_product_model_id_fkey"),
        "attachment",
        "product_model",
        ["product_model_id"],
        ["id"],
        source_schema=SCHEMA,
        referent_schema=SCHEMA,
    )
    op.create_index(
        "attachment_product_model_idx",
        "attachment",
        ["product_model_id", "created_at", "id"],
        schema=SCHEMA,
        postgresql_where=sa.text("product_model_id is not null"),
    )
    # The catalogue is the whole company's.
    op.alter_column("attachment", "store_id", existing_type=sa.Uuid(), nullable=True, schema=SCHEMA)
    for table, name, condition in CHECKS:
        op.drop_constraint(op.f(f"{table}_{name}_check"), table, schema=SCHEMA, type_="check")
        op.create_check_constraint(op.f(f"{table}_{name}_check"), table, condition, schema=SCHEMA)
    op.create_check_constraint(
        op.f("attachment_store_check"),
        "attachment",
        "(store_id is null) = (product_model_id is not null)",
        schema=SCHEMA,
    )
    op.create_check_constraint(
        op.f("attachment_product_check"),
        "attachment",
        "(kind = 'product') = (product_model_id is not null) and (kind <> 'product' or media_type like 'image/%')",
        schema=SCHEMA,
    )

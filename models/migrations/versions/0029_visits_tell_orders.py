"""Lines of orders that come from visits, and values to measure at certain devices only."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("check_item", sa.Column("category_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.add_column("check_item", sa.Column("product_model_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.create_index("check_item_category_id_idx", "check_item", ["category_id"], unique=False, schema="aftercare")
    op.create_index(
        "check_item_product_model_id_idx", "check_item", ["product_model_id"], unique=False, schema="aftercare"
    )
    op.create_foreign_key(
        op.f("check_item_product_model_id_fkey"),
        "check_item",
        "product_model",
        ["product_model_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    op.create_foreign_key(
        op.f("check_item_category_id_fkey"),
        "check_item",
        "product_category",
        ["category_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    op.add_column("work_order_line", sa.Column("visit_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.add_column("work_order_line", sa.Column("visit_part_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.create_index(
        "work_order_line_visit_key",
        "work_order_line",
        ["visit_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("kind = 'labour'"),
    )
    op.create_index(
        "work_order_line_visit_part_key", "work_order_line", ["visit_part_id"], unique=True, schema="aftercare"
    )
    op.create_foreign_key(
        op.f("work_order_line_visit_id_fkey"),
        "work_order_line",
        "visit",
        ["visit_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    op.create_foreign_key(
        op.f("work_order_line_visit_part_id_fkey"),
        "work_order_line",
        "visit_part",
        ["visit_part_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )

"""When a request was reported, requests that come from a file, and kinds of articles."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True), schema=SCHEMA)
    op.add_column("ticket", sa.Column("source", sa.Text(), server_default="desk", nullable=False), schema=SCHEMA)
    op.create_check_constraint(op.f("ticket_source_check"), "ticket", "source in ('desk', 'import')", schema=SCHEMA)
    op.create_index(
        "ticket_knowledge_idx",
        "ticket",
        ["store_id", "opened_at", "id"],
        schema=SCHEMA,
        postgresql_where=sa.text("into_knowledge and state in ('resolved', 'closed')"),
    )
    op.create_index("ticket_category_idx", "ticket", ["store_id", "category", "opened_at", "id"], schema=SCHEMA)
    op.add_column("article", sa.Column("kind", sa.Text(), server_default="faq", nullable=False), schema=SCHEMA)
    op.create_check_constraint(
        op.f("article_kind_check"),
        "article",
        "kind in ('faq', 'product', 'competitor', 'policy', 'process')",
        schema=SCHEMA,
    )
    op.drop_constraint("import_batch_kind_check", "import_batch", schema=SCHEMA)
    op.create_check_constraint(
        op.f("import_batch_kind_check"),
        "import_batch",
        "kind in ('customers', 'devices', 'articles', 'tickets', 'parts', 'ords')",
        schema=SCHEMA,
    )

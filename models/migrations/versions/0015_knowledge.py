"""Articles keep their earlier texts, a version for customers, what they apply to; searches in vain are kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_miss",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "length(words) between 2 and 120 and length(settled_by) <= 80", name=op.f("article_miss_lengths_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("article_miss_pkey")),
        schema="aftercare",
    )
    op.create_index("article_miss_last_at_idx", "article_miss", ["last_at", "id"], unique=False, schema="aftercare")
    op.create_index(
        "article_miss_open_idx",
        "article_miss",
        ["times", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("settled_at is null"),
    )
    op.create_index(
        "article_miss_words_key", "article_miss", [sa.literal_column("lower(words)")], unique=True, schema="aftercare"
    )
    op.create_table(
        "article_revision",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("customer_answer", sa.Text(), nullable=False),
        sa.Column("question_en", sa.Text(), nullable=False),
        sa.Column("answer_en", sa.Text(), nullable=False),
        sa.Column("customer_answer_en", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["aftercare.article.id"], name=op.f("article_revision_article_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("article_revision_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "article_revision_article_id_number_key",
        "article_revision",
        ["article_id", "number"],
        unique=True,
        schema="aftercare",
    )
    op.add_column(
        "article",
        sa.Column("customer_answer", sa.Text(), server_default=sa.text("''"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "article",
        sa.Column("customer_answer_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "article",
        sa.Column("model_ids", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "article",
        sa.Column("symptoms", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="aftercare",
    )
    op.add_column("article", sa.Column("work_order_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.add_column("article", sa.Column("owner_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.add_column("article", sa.Column("review_on", sa.Date(), nullable=True), schema="aftercare")
    op.add_column(
        "article",
        sa.Column("zh_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        schema="aftercare",
    )
    op.add_column("article", sa.Column("en_at", sa.DateTime(timezone=True), nullable=True), schema="aftercare")
    op.create_index(
        "article_model_ids_idx", "article", ["model_ids"], unique=False, schema="aftercare", postgresql_using="gin"
    )
    op.create_index("article_owner_id_idx", "article", ["owner_id"], unique=False, schema="aftercare")
    op.create_index(
        "article_review_on_idx",
        "article",
        ["review_on", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index("article_work_order_id_idx", "article", ["work_order_id"], unique=False, schema="aftercare")
    op.create_foreign_key(
        op.f("article_owner_id_fkey"),
        "article",
        "staff",
        ["owner_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    op.create_foreign_key(
        op.f("article_work_order_id_fkey"),
        "article",
        "work_order",
        ["work_order_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    for name, condition in (
        ("customer_answer", "length(customer_answer) <= 20000"),
        ("customer_answer_en", "length(customer_answer_en) <= 20000"),
        ("scope", "cardinality(model_ids) <= 60 and cardinality(symptoms) <= 20"),
    ):
        op.create_check_constraint(op.f(f"article_{name}_check"), "article", condition, schema="aftercare")
    # What stands already: its texts are the first revision, and both languages count as written together.
    op.execute("alter table aftercare.article disable trigger user")
    op.execute(
        "update aftercare.article set zh_at = updated_at, "
        "en_at = case when question_en || answer_en <> '' then updated_at end"
    )
    op.execute("alter table aftercare.article enable trigger user")
    op.execute(
        "insert into aftercare.article_revision (article_id, number, at, by_login, state, question, answer, "
        "customer_answer, question_en, answer_en, customer_answer_en, keywords) "
        "select id, 1, updated_at, updated_by, state, question, answer, '', question_en, answer_en, '', keywords "
        "from aftercare.article"
    )

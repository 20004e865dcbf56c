"""Quality inspection of what agents do with customers: what is looked at, and what was seen of whom."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"
_EMPTY, _NOW, _ONE = sa.text("''"), sa.text("now()"), sa.text("1")


def _record(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=_ONE, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=_NOW, nullable=False),
        sa.Column("created_by", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=_NOW, nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{table}_pkey")),
    ]


def upgrade() -> None:
    op.create_table(
        "inspection_criterion",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("most", sa.Integer(), server_default=sa.text("10"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        *_record("inspection_criterion"),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_.-]{1,40}$'", name=op.f("inspection_criterion_code_check")),
        sa.CheckConstraint("length(btrim(name)) between 1 and 120", name=op.f("inspection_criterion_name_check")),
        sa.CheckConstraint("length(name_en) <= 200", name=op.f("inspection_criterion_name_en_check")),
        sa.CheckConstraint("most between 1 and 100", name=op.f("inspection_criterion_most_check")),
        sa.CheckConstraint("origin in ('shipped', 'company')", name=op.f("inspection_criterion_origin_check")),
        schema=SCHEMA,
    )
    op.create_index("inspection_criterion_code_key", "inspection_criterion", ["code"], unique=True, schema=SCHEMA)
    contacts = ("ticket", "phone_call", "follow_up")
    op.create_table(
        "inspection",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        *(sa.Column(f"{contact}_id", sa.Uuid(), nullable=True) for contact in contacts),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("score", sa.Numeric(precision=5, scale=1), nullable=False),
        sa.Column("note", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("talk_note", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("own_words", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("consequence_on", sa.Date(), nullable=True),
        sa.Column("consequence_note", sa.Text(), server_default=_EMPTY, nullable=False),
        *_record("inspection"),
        sa.CheckConstraint(
            "num_nonnulls(ticket_id, phone_call_id, follow_up_id) = 1", name=op.f("inspection_contact_check")
        ),
        sa.CheckConstraint(
            "jsonb_typeof(scores) = 'array' and octet_length(scores::text) <= 16000",
            name=op.f("inspection_scores_check"),
        ),
        sa.CheckConstraint("score between 0 and 100", name=op.f("inspection_score_check")),
        *(
            sa.CheckConstraint(f"length({column}) <= 2000", name=op.f(f"inspection_{column}_check"))
            for column in ("note", "talk_note", "own_words", "consequence_note")
        ),
        sa.CheckConstraint(
            "consequence in ('praise', 'coaching', 'warning', 'deduction')", name=op.f("inspection_consequence_check")
        ),
        sa.CheckConstraint("talked_on is not null or talk_note = ''", name=op.f("inspection_talk_check")),
        sa.CheckConstraint(
            "(consequence is null) = (consequence_on is null)", name=op.f("inspection_consequence_on_check")
        ),
        sa.CheckConstraint(
            "consequence is null or consequence = 'praise' or talked_on is not null and talked_on <= consequence_on",
            name=op.f("inspection_talked_first_check"),
        ),
        *(
            sa.ForeignKeyConstraint([f"{table}_id"], [f"{SCHEMA}.{table}.id"], name=op.f(f"inspection_{table}_id_fkey"))
            for table in ("store", "staff", *contacts)
        ),
        schema=SCHEMA,
    )
    op.create_index("inspection_store_id_idx", "inspection", ["store_id", "inspected_on", "id"], schema=SCHEMA)
    op.create_index("inspection_staff_id_idx", "inspection", ["staff_id", "inspected_on", "id"], schema=SCHEMA)
    op.create_index("inspection_inspected_on_idx", "inspection", ["inspected_on", "id"], schema=SCHEMA)
    for contact in contacts:
        op.create_index(
            f"inspection_{contact}_id_key", "inspection", [f"{contact}_id", "staff_id"], unique=True, schema=SCHEMA
        )

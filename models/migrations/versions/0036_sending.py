"""Test messages, and where messages are sent from: a database that was restored is another place."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
SCHEMA = "aftercare"


def upgrade() -> None:
    op.add_column(
        "schema_version",
        sa.Column("server_mark", sa.Text(), server_default=sa.text("''"), nullable=False),
        schema=SCHEMA,
    )
    op.add_column("schema_version", sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True), schema=SCHEMA)
    empty, now = sa.text("''"), sa.text("now()")
    op.create_table(
        "sending_test",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default=empty, nullable=False),
        sa.Column("to_masked", sa.Text(), server_default=empty, nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.Text(), server_default=empty, nullable=False),
        sa.Column("fault_detail", sa.Text(), server_default=empty, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("created_by", sa.Text(), server_default=empty, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=empty, nullable=False),
        sa.CheckConstraint("channel in ('email', 'sms')", name=op.f("sending_test_channel_check")),
        sa.CheckConstraint("lang in ('zh', 'en')", name=op.f("sending_test_lang_check")),
        sa.CheckConstraint(
            "state in ('waiting', 'sending', 'sent', 'failed', 'perhaps')", name=op.f("sending_test_state_check")
        ),
        sa.CheckConstraint(
            "length(address) <= 200 and length(to_masked) <= 200 and length(fault) <= 80 and length(fault_detail) <= 500",
            name=op.f("sending_test_lengths_check"),
        ),
        sa.CheckConstraint("address = '' or state in ('waiting', 'sending')", name=op.f("sending_test_address_check")),
        sa.CheckConstraint(
            "(ended_at is not null) = (state in ('sent', 'failed', 'perhaps'))",
            name=op.f("sending_test_ended_at_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("sending_test_pkey")),
        schema=SCHEMA,
    )
    op.create_index("sending_test_created_at_idx", "sending_test", ["created_at", "id"], schema=SCHEMA)
    op.create_index(
        "sending_test_due_idx",
        "sending_test",
        ["created_at"],
        schema=SCHEMA,
        postgresql_where=sa.text("state in ('waiting', 'sending')"),
    )

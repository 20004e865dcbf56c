"""What people keep of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_details",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("email", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "email = '' or length(email) <= 120 and email ~ '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$'",
            name=op.f("staff_details_email_check"),
        ),
        sa.CheckConstraint("phone ~ '^[0-9+() -]{0,30}$'", name=op.f("staff_details_phone_check")),
        sa.ForeignKeyConstraint(["id"], ["aftercare.staff.id"], name=op.f("staff_details_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_details_pkey")),
        schema="aftercare",
    )

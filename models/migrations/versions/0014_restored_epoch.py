"""What an epoch of the audit trail goes on from: a backup's moment, and the newest seal that was in it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit_epoch", sa.Column("backup_at", sa.DateTime(timezone=True), nullable=True), schema="aftercare")
    op.add_column("audit_epoch", sa.Column("after_seal", sa.BigInteger(), nullable=True), schema="aftercare")

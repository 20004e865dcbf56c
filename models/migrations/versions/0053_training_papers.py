"""The papers of trainings: attendance list and training record."""

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None
PAPERS = ("intake", "worksheet", "repair", "receipt", "delivery", "quote", "card", "label", "takings", "visit", "outing",
          "trip", "acceptance", "route", "letter", "follow_up", "voucher", "exchange", "attendance", "training")  # fmt: skip


def upgrade() -> None:
    papers = ", ".join(repr(paper) for paper in PAPERS)
    for table in ("print_route", "print_log"):
        op.drop_constraint(f"{table}_document_check", table, schema="aftercare")
        op.create_check_constraint(
            op.f(f"{table}_document_check"), table, f"document in ({papers})", schema="aftercare"
        )

"""Improvement suggestions 改进建议: the list, filing one, deciding and carrying out."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

STAFF = frozenset({"agent", "manager", "technician", "parts", "sales", "finance", "admin", "auditor"})

SPECS = (
    PageSpec(
        "improvements", N_("Improvement suggestions"), "idea", later("ui.improvements.page", "ImprovementsPage"), STAFF,
        rail=False,
    ),
    PageSpec(
        "new_improvement", N_("New suggestion"), "idea", later("ui.improvements.new", "NewImprovementPage"), STAFF,
        rail=False,
    ),
    PageSpec(
        "improvement", N_("Improvement suggestion"), "idea", later("ui.improvements.detail", "ImprovementPage"), STAFF, rail=False,
        kind="improvement",
    ),
)  # fmt: skip

"""Quality inspection 质检: what managers saw of their agents' contacts, each agent his own."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

READ = frozenset({"agent", "manager", "admin", "auditor"})
COUNT = frozenset({"manager", "inspector", "admin", "auditor"})

SPECS = (
    PageSpec(
        "inspections", N_("Quality inspections"), "target", later("ui.inspections.page", "InspectionsPage"), READ,
        rail=False,
    ),
    PageSpec(
        "inspection_figures", N_("Inspections by person"), "report",
        later("ui.inspections.figures", "InspectionFiguresPage"), COUNT, rail=False,
    ),
)  # fmt: skip

"""Deadlines: what is promised over all kinds of records, and how much of it was kept."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

DESKS = frozenset({"agent", "manager", "admin", "auditor"})
MANAGERS = frozenset({"manager", "admin", "auditor", "finance"})

SPECS = (
    PageSpec("deadlines", N_("Deadlines"), "limit", later("ui.service_levels.page", "DeadlinesPage"), DESKS),
    PageSpec(
        "service_figures",
        N_("Promises kept"),
        "report",
        later("ui.service_levels.figures", "ServiceFiguresPage"),
        MANAGERS,
        rail=False,
    ),
)

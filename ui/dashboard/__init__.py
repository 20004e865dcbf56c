"""The manager's page: figures and charts from what really happened, each opening the rows behind it."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

MANAGERS = frozenset({"manager", "admin", "auditor"})

SPECS = (PageSpec("dashboard", N_("Dashboard"), "dashboard", later("ui.dashboard.page", "DashboardPage"), MANAGERS),)

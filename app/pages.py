"""All pages of the program in the order of the rail; each feature's package says which it has."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.kit.desk import Desk
from ui.kit.page import Page

MANAGERS = frozenset({"manager", "admin", "auditor"})
IMPORTERS = frozenset({"admin", "manager"})
# Which page is in front after sign-in, by role; the first that fits.
HOMES = (
    ("technician", "bench"),
    ("agent", "intake"),
    ("manager", "dashboard"),
    ("admin", "admin"),
    ("auditor", "audit"),
)


def specs() -> list[PageSpec]:
    """Who may open what; packages that draw charts are imported when their page is opened."""
    from ui import complaints, knowledge, tickets, work_orders
    from ui.admin import specs as admin

    return [
        *work_orders.SPECS,
        *tickets.SPECS,
        *complaints.SPECS,
        *knowledge.SPECS,
        PageSpec("dashboard", N_("Dashboard"), "dashboard", _dashboard, MANAGERS),
        PageSpec("import", N_("Import"), "upload", _import, IMPORTERS, rail=False),
        *admin.pages(),
    ]


def home_of(roles: frozenset[str], open_to: list[PageSpec]) -> str:
    """The page to begin with: the role's, else the first in the rail."""
    names = [spec.name for spec in open_to]
    for role, name in HOMES:
        if role in roles and name in names:
            return name
    return next((spec.name for spec in open_to if spec.rail), "")


def _dashboard(desk: Desk) -> Page:
    from ui.dashboard.page import DashboardPage

    return DashboardPage(desk)


def _import(desk: Desk) -> Page:
    from ui.transfer.page import ImportPage

    return ImportPage(desk)

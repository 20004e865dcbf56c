"""The administrator's pages, for app.wiring."""

from services.texts import N_
from ui.admin.audit import AuditPage
from ui.admin.calendars import CalendarDaysPage, CalendarPlacesPage, CalendarsPage
from ui.admin.overview import OverviewPage
from ui.admin.people import PeoplePage
from ui.admin.retention import RetentionPage
from ui.admin.roles import RolesPage
from ui.admin.saving import BackupPage
from ui.admin.saving_state import Saver
from ui.admin.service_levels import ServiceLevelsPage
from ui.admin.settings import CodeListsPage, ParametersPage
from ui.admin.stores import RegionsPage, StoresPage, WorkstationsPage
from ui.frame_pages import PageSpec
from ui.kit.desk import Desk

ADMIN = frozenset({"admin"})
_ROLES = {
    "admin": frozenset({"admin", "manager", "auditor"}),
    "code_lists": frozenset({"admin", "manager"}),
    "audit": frozenset({"admin", "auditor"}),
}


def pages(saver: Saver) -> list[PageSpec]:
    """The overview stands in the rail; the others are reached from it. saver: app.saving.Saver."""
    return [
        PageSpec("admin", N_("Admin"), "admin", lambda desk: _overview(desk, saver), _ROLES["admin"]),
        PageSpec("people", N_("Staff"), "customer", PeoplePage, ADMIN, rail=False),
        PageSpec("roles", N_("Roles"), "person", RolesPage, ADMIN, rail=False),
        PageSpec("stores", N_("Stores"), "store", StoresPage, ADMIN, rail=False),
        PageSpec("regions", N_("Regions"), "at_store", RegionsPage, ADMIN, rail=False),
        PageSpec("workstations", N_("Workstations"), "laptop", WorkstationsPage, ADMIN, rail=False),
        PageSpec("service_levels", N_("Service levels"), "limit", ServiceLevelsPage, ADMIN, rail=False),
        PageSpec("calendars", N_("Working calendars"), "calendar", CalendarsPage, ADMIN, rail=False),
        PageSpec("calendar_days", N_("Special days"), "calendar_check", CalendarDaysPage, ADMIN, rail=False),
        PageSpec("calendar_places", N_("Who works by which"), "store", CalendarPlacesPage, ADMIN, rail=False),
        PageSpec("parameters", N_("Parameters"), "settings", ParametersPage, ADMIN, rail=False),
        PageSpec("code_lists", N_("Code lists"), "as_list", CodeListsPage, _ROLES["code_lists"], rail=False),
        PageSpec("backup", N_("Backup and restore"), "draft", lambda desk: BackupPage(desk, saver), ADMIN, rail=False),
        PageSpec("retention", N_("Past their period"), "limit", RetentionPage, _ROLES["code_lists"], rail=False),
        PageSpec("audit", N_("Audit log"), "audit", AuditPage, _ROLES["audit"], rail=False),
    ]


def _overview(desk: Desk, saver: Saver) -> OverviewPage:
    page = OverviewPage(desk)
    roles = frozenset(desk.person.roles)
    known = {spec.name: spec for spec in pages(saver)}
    elsewhere = {"import": frozenset({"admin", "manager"})}  # pages of other features

    def may_open(name: str) -> bool:
        return (
            known[name].may_open(roles) if name in known else not elsewhere.get(name) or bool(elsewhere[name] & roles)
        )

    page.offer(may_open)
    return page

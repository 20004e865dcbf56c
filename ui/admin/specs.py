"""The administrator's pages, for app.wiring."""

from services.texts import N_
from ui.admin.saving_state import Saver
from ui.frame_pages import PageSpec, later
from ui.kit.desk import Desk
from ui.kit.page import Page

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
        PageSpec("people", N_("Staff"), "customer", later("ui.admin.people", "PeoplePage"), ADMIN, rail=False),
        PageSpec("roles", N_("Roles"), "person", later("ui.admin.roles", "RolesPage"), ADMIN, rail=False),
        PageSpec("stores", N_("Stores"), "store", later("ui.admin.stores", "StoresPage"), ADMIN, rail=False),
        PageSpec("regions", N_("Regions"), "at_store", later("ui.admin.stores", "RegionsPage"), ADMIN, rail=False),
        PageSpec(
            "shop_texts",
            N_("Texts on papers"),
            "print",
            later("ui.admin.shop_texts", "ShopTextsPage"),
            _ROLES["code_lists"],
            rail=False,
        ),
        PageSpec(
            "workstations",
            N_("Workstations"),
            "laptop",
            later("ui.admin.stores", "WorkstationsPage"),
            ADMIN,
            rail=False,
        ),
        PageSpec(
            "service_levels",
            N_("Service levels"),
            "limit",
            later("ui.admin.service_levels", "ServiceLevelsPage"),
            ADMIN,
            rail=False,
        ),
        PageSpec(
            "calendars",
            N_("Working calendars"),
            "calendar",
            later("ui.admin.calendars", "CalendarsPage"),
            ADMIN,
            rail=False,
        ),
        PageSpec(
            "calendar_days",
            N_("Special days"),
            "calendar_check",
            later("ui.admin.calendars", "CalendarDaysPage"),
            ADMIN,
            rail=False,
        ),
        PageSpec(
            "calendar_places",
            N_("Who works by which"),
            "store",
            later("ui.admin.calendars", "CalendarPlacesPage"),
            ADMIN,
            rail=False,
        ),
        PageSpec(
            "parameters", N_("Parameters"), "settings", later("ui.admin.settings", "ParametersPage"), ADMIN, rail=False
        ),
        PageSpec(
            "code_lists",
            N_("Code lists"),
            "as_list",
            later("ui.admin.settings", "CodeListsPage"),
            _ROLES["code_lists"],
            rail=False,
        ),
        PageSpec(
            "check_items",
            N_("Values to measure"),
            "testing",
            later("ui.admin.check_items", "CheckItemsPage"),
            _ROLES["code_lists"],
            rail=False,
        ),
        PageSpec(
            "inspection_criteria",
            N_("Inspection criteria"),
            "target",
            later("ui.admin.inspection_criteria", "InspectionCriteriaPage"),
            _ROLES["code_lists"],
            rail=False,
        ),
        PageSpec(
            "appraisal_rules",
            N_("Items and rewards"),
            "target",
            later("ui.admin.appraisal_rules", "AppraisalRulesPage"),
            frozenset({"manager", "admin"}),
            rail=False,
        ),
        PageSpec(
            "follow_up_rules",
            N_("Follow-up rules"),
            "follow_up",
            later("ui.admin.follow_up_rules", "FollowUpRulesPage"),
            _ROLES["code_lists"],
            rail=False,
        ),
        PageSpec(
            "questionnaires",
            N_("Questionnaires"),
            "survey",
            later("ui.admin.questionnaires", "QuestionnairesPage"),
            _ROLES["code_lists"],
            rail=False,
        ),
        PageSpec(
            "base_figures",
            N_("Master data in figures"),
            "report",
            later("ui.admin.base_figures", "BaseFiguresPage"),
            _ROLES["admin"],
            rail=False,
        ),
        PageSpec("projects", N_("Projects"), "store", later("ui.admin.projects", "ProjectsPage"), rail=False),
        PageSpec("backup", N_("Backup and restore"), "draft", lambda desk: _backup(desk, saver), ADMIN, rail=False),
        PageSpec(
            "retention",
            N_("Past their period"),
            "hidden",
            later("ui.admin.retention", "RetentionPage"),
            _ROLES["code_lists"],
            rail=False,
        ),
        PageSpec("audit", N_("Audit log"), "audit", later("ui.admin.audit", "AuditPage"), _ROLES["audit"], rail=False),
    ]


def _backup(desk: Desk, saver: Saver) -> Page:
    from ui.admin.saving import BackupPage

    return BackupPage(desk, saver)


def _overview(desk: Desk, saver: Saver) -> Page:
    from ui.admin.overview import OverviewPage

    page = OverviewPage(desk)
    roles = frozenset(desk.person.roles)
    known = {spec.name: spec for spec in pages(saver)}
    elsewhere = {"import": frozenset({"admin", "manager"})}  # pages of other features

    def may_open(name: str) -> bool:
        return (
            known[name].may_open(roles) if name in known else not elsewhere.get(name) or bool(elsewhere[name] & roles)
        )

    page.when_whole(lambda: page.offer(may_open))
    return page

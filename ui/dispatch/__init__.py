"""Dispatch: the board, the list of visits, a visit with its report, acceptances and minutes."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

DESK = frozenset({"agent", "manager"})
COUNTERS = frozenset({"manager", "admin", "auditor"})
# Who sees what contractors did and were paid; finance and managers pay.
SETTLERS = frozenset({"agent", "manager", "finance", "admin", "auditor"})
WRITERS = frozenset({"agent", "manager", "technician"})

SPECS = (
    PageSpec("dispatch", N_("Dispatch"), "dispatch", later("ui.dispatch.board_page", "DispatchPage")),
    PageSpec("visits", N_("Dispatch orders"), "visit", later("ui.dispatch.page", "VisitsPage"), rail=False),
    PageSpec("new_visit", N_("New visit"), "visit", later("ui.dispatch.new", "NewVisitPage"), DESK, rail=False),
    PageSpec("visit", N_("Visit"), "visit", later("ui.dispatch.detail", "VisitPage"), rail=False, kind="visit"),
    PageSpec(
        "visit_figures",
        N_("Completion of dispatch orders"),
        "report",
        later("ui.dispatch.figures", "VisitFiguresPage"),
        COUNTERS,
        rail=False,
    ),
    PageSpec(
        "settlements",
        N_("Work of contractors"),
        "customer",
        later("ui.dispatch.settlements", "SettlementsPage"),
        SETTLERS,
        rail=False,
    ),
    PageSpec(
        "contractor_figures",
        N_("Figures of contractors"),
        "report",
        later("ui.dispatch.contractor_figures", "ContractorFiguresPage"),
        SETTLERS,
        rail=False,
    ),
    PageSpec(
        "acceptances",
        N_("Acceptances and minutes"),
        "file",
        later("ui.dispatch.acceptances", "AcceptancesPage"),
        rail=False,
    ),
    PageSpec(
        "new_acceptance",
        N_("New acceptance or minutes"),
        "file",
        later("ui.dispatch.new_acceptance", "NewAcceptancePage"),
        WRITERS,
        rail=False,
    ),
    PageSpec(
        "acceptance",
        N_("Acceptance"),
        "file",
        later("ui.dispatch.acceptance", "AcceptancePage"),
        rail=False,
        kind="acceptance",
    ),
)

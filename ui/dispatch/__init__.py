"""Dispatch: the board, the list of visits, a visit with its report, acceptances and minutes."""

from services.texts import N_
from ui.dispatch.acceptance import AcceptancePage
from ui.dispatch.acceptances import AcceptancesPage
from ui.dispatch.board_page import DispatchPage
from ui.dispatch.detail import VisitPage
from ui.dispatch.new import NewVisitPage
from ui.dispatch.new_acceptance import NewAcceptancePage
from ui.dispatch.page import VisitsPage
from ui.frame_pages import PageSpec

DESK = frozenset({"agent", "manager"})
WRITERS = frozenset({"agent", "manager", "technician"})

SPECS = (
    PageSpec("dispatch", N_("Dispatch"), "dispatch", DispatchPage),
    PageSpec("visits", N_("Visits"), "visit", VisitsPage, rail=False),
    PageSpec("new_visit", N_("New visit"), "visit", NewVisitPage, DESK, rail=False),
    PageSpec("visit", N_("Visit"), "visit", VisitPage, rail=False, kind="visit"),
    PageSpec("acceptances", N_("Acceptances and minutes"), "file", AcceptancesPage, rail=False),
    PageSpec("new_acceptance", N_("New acceptance or minutes"), "file", NewAcceptancePage, WRITERS, rail=False),
    PageSpec("acceptance", N_("Acceptance"), "file", AcceptancePage, rail=False, kind="acceptance"),
)

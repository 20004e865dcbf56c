"""Where this workstation prints: routes of the database by its name, routes of this PC over them."""

from typing import Any

from app.remembered import Remembered
from services import organisation, print_routes
from services.database import Database
from services.printing import Target
from ui.kit.background import Background
from ui.kit.printing import Job, Printing, Route, system_printers

MEDIA = {"intake": "a5", "label": "60x40", "receipt": "80mm"}


class Routes:
    """routes(paper) for ui.kit.printing; looked up for every paper, since anybody may have changed them."""

    def __init__(self, db: Database, remembered: Remembered) -> None:
        self._db, self._remembered = db, remembered

    def __call__(self, paper: str) -> Route | None:
        """Where a paper goes; None where nobody has said."""
        own = self._remembered.settings.printers.get(paper)
        if own is not None and own.printer:
            return Route(target_of(own.printer, own.copies), own.media or usual_media(paper))
        route = self._look().get(paper)
        if route is None or not route.copies:
            return None
        printer = route.printer or _usual_printer()
        if not printer:
            return None
        target = target_of(printer, route.copies)
        return Route(target, route.media or usual_media(paper), route.lang, preview=not route.silent)

    def _look(self) -> dict[str, print_routes.Route]:
        name = self._remembered.settings.workstation
        mine = [one for one in organisation.workstations(self._db, wanted=name) if one.name == name] if name else []
        return print_routes.of_workstation(self._db, mine[0].id) if mine else {}


def _usual_printer() -> str:
    known = system_printers()
    return next((one.name for one in known if one.is_default), known[0].name if known else "")


def target_of(printer: str, copies: int) -> Target:
    """A printer as people write it: the system's name, tcp://host:9100, /dev/usb/lp0, raw:queue."""
    if printer.startswith("tcp://"):
        return Target("tcp", printer.removeprefix("tcp://"), copies)
    if printer.startswith("/"):
        return Target("file", printer, copies)
    if printer.startswith("raw:"):
        return Target("raw", printer.removeprefix("raw:"), copies)
    return Target("system", printer, copies)


def usual_media(paper: str) -> str:
    """The medium of a paper without a route."""
    return MEDIA.get(paper, "a4")


def printing_for(db: Database, remembered: Remembered, background: Background) -> Printing:
    """Desk.printing. What made a paper also logs its print, if it has a `printed(job)`: it knows the record."""

    def printed(job: Job) -> None:
        log: Any = getattr(job.make, "printed", None)
        if log is not None:
            log(job)

    return Printing(background, Routes(db, remembered), printed, usual_media)


def printing_for_guests(remembered: Remembered, background: Background) -> Printing:
    """Desk.printing of those who are no staff: the printer this PC names for the paper, else the system's; no log."""

    def route(paper: str) -> Route | None:
        own = remembered.settings.printers.get(paper)
        if own is not None and own.printer:
            return Route(target_of(own.printer, own.copies), own.media or usual_media(paper))
        return None

    return Printing(background, route, lambda _job: None, usual_media)


def prints(printing: Printing, paper: str) -> bool:
    """Whether a printer is set for a paper: named by this PC, or the system's standard one. Asks the system."""
    return printing.routes(paper) is not None or any(one.is_default for one in printing.printers())

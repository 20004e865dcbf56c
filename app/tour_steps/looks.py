"""The same screens as others have them: in the dark, on a small screen, locked, without the server."""

from app.demo import PASSWORD
from app.tour_steps.guide import Guide
from services.errors import Unavailable

# The smallest screen the program is made for.
SMALL = (1366, 768)
DARK_PAGES = ("intake", "orders", "customers", "dashboard")
DARK_ADMINISTRATION = ("admin", "people", "stores", "audit")


def lock(guide: Guide) -> None:
    """Nobody looks at a customer's data while the desk is empty; afterwards everything is as it was."""
    window = guide.program.workplace.window
    guide.press("Ctrl+L")
    guide.wait(lambda: window.covered, "the lock")
    guide.picture("locked")
    guide.type(PASSWORD)
    guide.press("Return")
    guide.wait(lambda: not window.covered, "the window after unlocking")


def connection_lost(guide: Guide) -> None:
    """What stands on the screen while the server does not answer; work goes on."""
    window = guide.program.workplace.window
    guide.program.workplace.desk.changes.stop()
    window.link.disconnected(Unavailable())
    guide.picture("connection-lost")
    guide.program.workplace.desk.changes.start()
    guide.wait(lambda: guide.program.workplace.desk.messages.worst() is None, "the connection to be there again")


def dark(guide: Guide) -> None:
    """The main screens in the dark."""
    window = guide.program.workplace.window
    window.set_theme("dark")
    _pages(guide, DARK_PAGES, "dark")
    _order(guide, "dark")
    window.set_theme(guide.theme)


def small(guide: Guide) -> None:
    """The main screens at 1366x768: nothing leaves the screen."""
    window = guide.program.workplace.window
    window.resize(*SMALL)
    _pages(guide, ("intake", "orders", "dashboard", "customers"), "small")
    _order(guide, "small")
    guide.fit()


def dark_administration(guide: Guide) -> None:
    """Administration in the dark."""
    window = guide.program.workplace.window
    window.set_theme("dark")
    _pages(guide, DARK_ADMINISTRATION, "dark")
    window.set_theme(guide.theme)


def _pages(guide: Guide, names: tuple[str, ...], look: str) -> None:
    for name in names:
        guide.program.workplace.window.open_page(name)
        guide.rest()
        guide.picture(f"{name}-{look}")


def _order(guide: Guide, look: str) -> None:
    guide.program.workplace.window.open_record("work_order", guide.notes["order"][0])
    guide.rest()
    guide.picture(f"order-{look}")

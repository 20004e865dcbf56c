"""From the first start to a person at work."""

from app.demo import PASSWORD
from app.tour_steps.guide import Guide
from ui.first_run import FirstRunPanel
from ui.login import LoginPanel


def first_run(guide: Guide) -> None:
    """The three ways to begin, and the connection to a central server."""
    guide.wait(lambda: isinstance(guide.program.entrance.gate.panel, FirstRunPanel), "the first page")
    guide.come_to_front()
    guide.picture("first-run")
    guide.click("action_use_server")
    guide.picture("connection")
    guide.press("Esc")


def sign_in(guide: Guide, login: str, picture: str = "") -> None:
    """Sign in somebody of the staff, whose papers go into the tour's own tray."""
    enter(guide, login, picture)
    guide.use_paper_tray()
    guide.rest()


def enter(guide: Guide, login: str, picture: str = "") -> None:
    """Type name and password; the window comes."""
    gate = guide.program.entrance.gate
    guide.wait(lambda: isinstance(gate.panel, LoginPanel) and not gate.panel.busy, "the sign-in")
    form = gate.panel.form
    guide.come_to_front()
    form.jump_to("login")
    guide.press("Ctrl+A")
    guide.type(login)
    form.jump_to("password")
    guide.type(PASSWORD)
    if picture:
        guide.picture(picture)
    guide.press("Return")
    guide.wait(lambda: guide.program.workplace is not None, "the window")
    guide.fit()
    guide.come_to_front()
    guide.rest()


def sign_out(guide: Guide) -> None:
    """By the menu under one's name; its last entry."""
    guide.press("F10")
    guide.press("Up", "Return")
    guide.wait(lambda: guide.program.workplace is None, "the sign-in after signing out")
    guide.rest()


def change_to(guide: Guide, login: str) -> None:
    """Somebody else sits down at the same computer."""
    sign_out(guide)
    sign_in(guide, login)

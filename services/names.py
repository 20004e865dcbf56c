"""Who did something, as people read it: rows keep the login, screens show the name."""

from services.texts import _


def name_of(login: str) -> str:
    """SQL: the name of whoever has this login; '' where nobody has, as with set-up and due work.

    login: a column with its table, for staff have columns of the same names.
    """
    return f"coalesce((select known.name from staff known where known.login = {login}), '')"


def doer(name: str) -> str:
    """The name, or the program where nobody was signed in."""
    return name or _("The program")

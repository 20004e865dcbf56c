"""How suggestions look beside a complaint."""

from services.articles import Suggestion
from services.texts import _
from ui.kit.suggestions import Suggested
from ui.kit.words import data


def suggested(one: Suggestion) -> Suggested:
    """A suggestion as the card at the right shows it."""

    def figure() -> str:
        votes = one.worked + one.failed
        return _("helped {n} of {all}").format(n=one.worked, all=votes) if votes else ""

    icon = "article" if one.kind == "article" else "ticket"
    return Suggested(one, data(one.number), lambda: one.heading, lambda: one.answer, figure, icon)

"""How suggestions look and what using one does to the form."""

from services.articles import Suggestion
from services.texts import _
from ui.kit.form import Form
from ui.kit.suggestions import Suggested
from ui.kit.words import data


def suggested(one: Suggestion) -> Suggested:
    """A suggestion as the card at the right shows it."""

    def figure() -> str:
        votes = one.worked + one.failed
        return _("helped {n} of {all}").format(n=one.worked, all=votes) if votes else ""

    icon = "article" if one.kind == "article" else "ticket"
    return Suggested(one, data(one.number), lambda: one.heading, lambda: one.answer, figure, icon)


def insert(form: Form, one: Suggestion, asked: str) -> None:
    """Put a suggestion's answer under the solution that stands there already, in the customer's language."""
    before, answer = (form.value("solution") or "").rstrip(), one.answer_to(asked)
    form.set_value("solution", f"{before}\n\n{answer}" if before else answer)

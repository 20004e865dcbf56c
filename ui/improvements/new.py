"""Filing a suggestion, for the store of the person; what gave rise to it is brought along."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from services import improvements
from services.texts import N_
from ui.improvements.labels import improvement_form
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.new_page import NewPage
from ui.kit.origins import BehindCard
from ui.kit.words import Label

_TOLD = ("subject", "area", "what", "why")


class NewImprovementPage(NewPage):
    """Anybody files one; a manager of the store decides."""

    module = "improvements"
    kind = "improvement"
    save_text = N_("Hand it in")
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_improvement", N_("New suggestion"), "idea")

    def make_form(self) -> Form:
        return improvement_form(self.desk)

    def cards(self) -> Sequence[QWidget]:
        self.behind = BehindCard(improvements.ORIGINS)
        then = Card(N_("What becomes of it"))
        for words in (
            N_("A manager of your store adopts or declines it and says why."),
            N_("What is adopted is given to somebody, with a day until which it is carried out."),
            N_("You read all of it here, under “Filed by me”."),
        ):
            then.body.addWidget(Label(words, "label", "secondary", wrap=True))
        return (self.behind, then)

    def start(self) -> None:
        self.form.set_values({"area": "process"})
        self.behind.tell({})

    def fill_in(self, how: Mapping[str, Any]) -> None:
        # with words of its own, or a record's subject as what is to be done differently
        told = {"what": how.get("subject")} if not how.get("what") else {one: how.get(one) for one in _TOLD}
        for column, words in told.items():
            if words:
                self.form.propose(column, words)
        self.behind.tell(how)

    def entered(self) -> dict[str, Any]:
        return {"store_id": self.desk.person.store_id, **self.form.values(), **self.behind.ids}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return improvements.file(db, self.ids.record, values, request)

"""Published answers, for a customer with a sign-in of his own."""

from services import kiosk
from services.texts import N_
from ui.kiosk.questions import QuestionsView
from ui.kit.desk import Desk
from ui.kit.page import Page


class OwnQuestionsPage(Page):
    """What customers ask, with our answers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_questions", N_("Answers"), "article")
        db = desk.db
        self.view = QuestionsView(
            desk.background, lambda typed, topic: kiosk.articles(db, typed, topic), lambda: kiosk.topics(db)
        )
        self.body.addWidget(self.view, 1)

    def refresh(self) -> None:
        self.view.refresh()

    def focus_start(self) -> None:
        self.view.search.setFocus()

"""A customer's own surveys: what we would like to know, one after the other."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services import own_file
from services.public_surveys import Survey
from services.texts import N_
from ui.kiosk.survey import SurveyView
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.table_pane import EmptyState


class OwnSurveysPage(Page):
    """The newest survey that waits for answers, and then the next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_surveys", N_("My surveys"), "survey")
        db = desk.db

        def send(survey: Any, answers: Mapping[UUID, Any], note: str) -> None:
            own_file.answer(db, survey, answers, note)

        self.view = SurveyView(desk.background, send)
        self.view.done.connect(self._done)
        self.none = EmptyState(N_("No survey waits for you."), N_("After a repair we ask how it was."))
        self.body.addWidget(self.none, 1)
        self.body.addWidget(self.view, 1)
        self.view.hide()

    def refresh(self) -> None:
        db = self.desk.db
        self.run(lambda: own_file.surveys(db), self._show, slot="load")

    def _show(self, surveys: list[Survey]) -> None:
        self.none.setVisible(not surveys)
        self.view.setVisible(bool(surveys))
        if surveys and (self.view.survey is None or self.view.survey.id != surveys[0].id):
            self.view.tell(surveys[0])

    def _done(self) -> None:
        self.messages.show("success", N_("Thank you! Your answers help us to do better."), key="thanks")
        self.refresh()

"""Making a recovery plan for the manager's store, or for that of the record that gave rise to it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from services import recovery_plans
from services.texts import N_
from ui.kit import lookups
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.new_page import NewPage
from ui.kit.origins import BehindCard
from ui.kit.words import Label
from ui.recovery.labels import plan_form

DAYS = 30


class NewRecoveryPlanPage(NewPage):
    """What went wrong, what is to be reached, who answers for it until when; measures follow on its page."""

    module = "recovery"
    kind = "recovery_plan"
    save_text = N_("Make the plan")
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_recovery_plan", N_("New recovery plan"), "target")

    def make_form(self) -> Form:
        return plan_form(self.desk, given=True)

    def cards(self) -> Sequence[QWidget]:
        self.behind = BehindCard(recovery_plans.ORIGINS)
        then = Card(N_("What becomes of it"))
        for words in (
            N_("On its page you add the measures: each a suggestion that you adopt and give to somebody until a day."),
            N_("Whoever answers for the plan is reminded on the day it is due."),
            N_("It is closed with its result and whom of the customers concerned you told."),
        ):
            then.body.addWidget(Label(words, "label", "secondary", wrap=True))
        return (self.behind, then)

    def start(self) -> None:
        self.form.set_values({"cause": "other", "due_on": self.desk.now().date() + timedelta(days=DAYS)})
        self.behind.tell({})
        db, store = self.desk.db, self.desk.person.store_id
        if store is not None:
            self.run(
                lambda: lookups.superiors(db, store),
                lambda found: lookups.offer(self.form, "owner_id", found),
                slot="who",
            )

    def fill_in(self, how: Mapping[str, Any]) -> None:
        for column in ("cause", "subject", "what", "goal"):
            if how.get(column):
                self.form.propose(column, how[column])
        self.behind.tell(how)

    def entered(self) -> dict[str, Any]:
        return {"store_id": self.desk.person.store_id, **self.form.values(), **self.behind.ids}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return recovery_plans.make(db, self.ids.record, values, request)

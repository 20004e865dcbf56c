"""Planning an appraisal by hand: of whom, and until when."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from services import appraisals
from services.texts import N_
from ui.kit import lookups
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.new_page import NewPage
from ui.kit.words import Label


class NewAppraisalPage(NewPage):
    """For somebody of the manager's store."""

    module = "training"
    kind = "appraisal"
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_appraisal", N_("Plan an appraisal"), "target")

    def make_form(self) -> Form:
        fields = [
            Field("staff_id", N_("Staff"), "combo", required=True, span=6),
            Field("due_on", N_("To be held on"), "date", required=True, span=6),
        ]
        return Form(fields, self.desk.background)

    def cards(self) -> Sequence[QWidget]:
        then = Card(N_("What becomes of it"))
        for words in (
            N_("The managers of the store are reminded three days before; leaders may hold it too."),
            N_("Once it is marked, the person reads it and acknowledges it, with a comment if he wants to."),
            N_("What nobody holds in time is missed, and can be planned again."),
        ):
            then.body.addWidget(Label(words, "label", "secondary", wrap=True))
        return (then,)

    def start(self) -> None:
        self.form.set_values({})
        db, person = self.desk.db, self.desk.person
        self.run(
            lambda: [one for one in lookups.colleagues(db, person.store_id) if one.value != person.id],
            lambda found: lookups.offer(self.form, "staff_id", found),
            slot="who",
        )

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return appraisals.plan(db, self.ids.record, values, request)

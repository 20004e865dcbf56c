"""Planning a training: the course first, which brings its subject and hours along."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from services import courses, trainings
from services.texts import N_
from ui.kit import lookups
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.new_page import NewPage
from ui.kit.options import Option
from ui.kit.origins import BehindCard
from ui.training.labels import offer_trainers, training_form


class NewTrainingPage(NewPage):
    """Planned for the person's store; what it prepares (an order, a visit, a project) is brought along."""

    module = "training"
    kind = "training"
    form: Form

    def __init__(self, desk: Desk) -> None:
        self._courses: dict[Any, courses.Line] = {}
        super().__init__(desk, "new_training", N_("Plan a training"), "training")

    def begin(self) -> None:
        offer_trainers(self, self.form, self.desk.person.store_id)
        self.form.edited.connect(self._edited)

    def make_form(self) -> Form:
        return training_form(self.desk, with_course=True)

    def cards(self) -> Sequence[QWidget]:
        self.prepared = BehindCard(trainings.PREPARES, N_("Prepares"))
        return (self.prepared,)

    def start(self) -> None:
        self.prepared.tell({})
        self.form.set_values({})
        db = self.desk.db
        self.run(lambda: courses.offered(db), self._offer, slot="courses")

    def _offer(self, found: list[courses.Line]) -> None:
        self._courses = {one.id: one for one in found}
        lookups.offer(self.form, "course_id", [Option(one.id, lambda one=one: one.title) for one in found])

    def fill_in(self, how: Mapping[str, Any]) -> None:
        self.prepared.tell(how)
        if how.get("course_id"):
            self.form.propose("course_id", lookups.named(how["course_id"], how.get("course_name", "")))

    def _edited(self, column: str) -> None:
        one = self._courses.get(self.form.legible("course_id"))
        if one is None or column not in ("course_id", "starts_at"):
            return
        self.form.propose("subject", one.name)
        self.form.propose("hours", one.hours)
        start = self.form.legible("starts_at")
        if start is not None:
            hours = min(float(one.hours) / one.days, 12.0)
            self.form.propose("ends_at", start + timedelta(days=one.days - 1, hours=hours))

    def entered(self) -> dict[str, Any]:
        return {"store_id": self.desk.person.store_id, **self.form.values(), **self.prepared.ids}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return trainings.plan(db, self.ids.record, values, request)

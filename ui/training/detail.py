"""One training: who is invited and how they did, when and where, its course and what it prepares."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services import courses, training_records, trainings
from services.texts import N_, _, either
from services.trainings import Training
from ui.kit import formats, lookups
from ui.kit.buttons import Button
from ui.kit.cards import Card, Pairs
from ui.kit.case_page import CasePage
from ui.kit.cases import entry
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.form_card import form_card
from ui.kit.theme import theme
from ui.kit.trace import Entry
from ui.kit.words import Label, data, say
from ui.training.labels import HAPPENED, STEPS, needed, offer_trainers, state_chip, training_form
from ui.training.people import PeopleCard


class CourseCard(Card):
    """The course with its plan, and what the training prepares."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("Training course"))
        self._training: Training | None = None
        self._desk = desk
        self.pairs = Pairs()
        self.summary = Label("", "body", wrap=True)
        self.about = Button("", "open_prepared", "link", icon="link")
        for one in (self.pairs, self.summary, self.about):
            self.body.addWidget(one)
        self.link = self.add_link(N_("Open"), "open_course")
        self.link.clicked.connect(lambda: self._training and desk.open_record("course", self._training.course_id))
        self.about.clicked.connect(self._open)

    def tell(self, one: Training) -> None:
        """Show the course of this training."""
        self._training = one
        told = [
            (N_("Training course"), one.course),
            (N_("Kind"), say(courses.KIND_NAMES[one.course_kind])),
            (N_("For whom"), say(courses.AUDIENCE_NAMES[one.audience])),
            (N_("Passed from how many points"), formats.number(one.scheme["pass_mark"]) if one.scheme else ""),
        ]
        self.pairs.tell([(name, data(value)) for name, value in told if value])
        self.summary.say(data(one.summary))
        self.summary.setVisible(bool(one.summary))
        self.about.say(data(one.about_number))
        self.about.setVisible(bool(one.about_number))

    def _open(self) -> None:
        prepared = self._training.prepares if self._training is not None else None
        if prepared is not None and prepared[0] != "project":
            self._desk.open_record(*prepared)
        elif prepared is not None:
            self._desk.open_page("projects")


class TrainingPage(CasePage):
    """Whoever may plan changes it until it is held; its trainer and managers mark."""

    tables = ("training", "training_record")
    module = "training"
    service = trainings
    table = "training"
    words = STEPS

    def __init__(self, desk: Desk) -> None:
        self.course = CourseCard(desk)
        super().__init__(desk, "training", N_("Training"), "training")

    def make_form(self) -> Form:
        return training_form(self.desk, with_course=False)

    def middle(self) -> QWidget:
        self.people = PeopleCard(self, self.desk)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.people)
        column.addWidget(form_card(self.form), 1)
        return middle

    def cards(self) -> Sequence[QWidget]:
        return (self.course,)

    def values_of(self, record: Training) -> dict[str, Any]:
        values = super().values_of(record)
        return {**values, "trainer_id": lookups.named(record.trainer_id, record.trainer)}

    def chips(self, record: Training) -> Sequence[Chip]:
        return (state_chip(record),)

    def facts(self, record: Training) -> str:
        parts = [
            _("Trainer: {name}").format(name=record.trainer),
            formats.inside(record.starts_at, self.desk.now()),
            record.place,
            either(record.store_name, record.store_name_en),
        ]
        return " · ".join(part for part in parts if part)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED)

    def needed(self, column: str) -> Field:
        return needed(column)

    def more(self) -> Any:
        return training_records.of_training(self.desk.db, self.record_id)

    def told(self, record: Training, more: Any, first: bool) -> None:
        if first:
            offer_trainers(self, self.form, record.store_id)
        self.course.tell(record)
        self.people.tell(record, more, self._roles(record))

    def _roles(self, record: Training) -> list[str]:
        """What this person is to the training, as far as the screen can tell; the database decides."""
        roles = [role for role in ("agent", "manager") if self.desk.has_role(role)]
        return [*roles, "trainer"] if record.trainer_id == self.desk.person.id else roles

    def title(self) -> str:
        return self.seen.number if self.seen else say(N_("Training"))

"""The list of trainings: what is planned first, then what waits to be marked."""

from typing import Any

from services import courses, trainings
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.list_page import Adds, ListPage
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import say
from ui.training.labels import state_chip


class TrainingsPage(ListPage):
    """Trainings of the person's stores, and those he is invited to or gives; opened for a course, only its own."""

    tables = ("training", "training_record")
    service = trainings
    kind = "training"
    sort = "starts_at"
    views = (
        SavedView("planned", N_("Training planned")),
        SavedView("to_hold", N_("Has begun")),
        SavedView("to_mark", N_("Held, to be marked"), "warning"),
        SavedView("mine", N_("With me")),
        SavedView("closed", N_("Training closed")),
        SavedView("all", N_("All trainings")),
    )
    empty = (N_("No trainings here."), N_("Plan one with a course, a day and who is invited (Ctrl+M)."))
    adds = Adds("training", "new_training", N_("Plan a training"))
    only_for = ("course_id", "course_name")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "trainings", N_("Trainings"), "training")
        for name, words, icon in (
            ("courses", N_("Courses"), "article"), ("training_records", N_("Training records"), "calendar_check"),
            ("training_figures", N_("Training in figures"), "report"), ("appraisals", N_("Appraisals"), "target"),
        ):  # fmt: skip
            if name == "training_figures" and not desk.has_role("manager", "admin", "auditor"):
                continue
            button = Button(words, name, "link", icon=icon)
            button.clicked.connect(lambda _on=False, page=name: desk.open_page(page))
            self.pane.bar.insertWidget(0, button)

    def shown(self, view: str = "", text: str = "", **how: Any) -> None:
        if not view and not how and not self.desk.has_role("manager", "admin", "auditor", "agent"):
            view = "mine"
        super().shown(view, text, **how)

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("No."), "link", sample="L2611-00042"),
            Column("starts_at", N_("Starts at"), "moment", sort="starts_at"),
            Column("subject", N_("Subject"), stretch=True),
            Column("course_kind", N_("Kind"), shown=lambda row: say(courses.KIND_NAMES[row.course_kind]), drop=2),
            Column("audience", N_("For whom"), shown=lambda row: say(courses.AUDIENCE_NAMES[row.audience]), drop=3),
            Column("state", N_("State"), "chip", chip=state_chip, sample="Held, to be marked"),
            Column("trainer", N_("Trainer")),
            Column("place", N_("Place"), drop=4, sample="x" * 12),
            Column("invited", N_("Invited"), "integer"),
            Column("passed", N_("Passed"), "integer"),
            self.store_column(),
        ]

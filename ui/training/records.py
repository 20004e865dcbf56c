"""Everybody's training records: to a manager those of his stores, to others their own."""

from dataclasses import replace
from typing import Any

from services import courses, training_records
from services.texts import N_
from ui.kit.desk import Desk
from ui.kit.list_page import ListPage
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import say
from ui.training.labels import attendance_chip, points


class TrainingRecordsPage(ListPage):
    """Who came, passed, and until when that is valid; a row opens the training."""

    tables = ("training_record",)
    module = "training"
    service = training_records
    kind = "training"
    sort = "trained_on"
    views = (
        SavedView("mine", N_("My own")),
        SavedView("passed", N_("Passed")),
        SavedView("failed", N_("Failed"), "warning"),
        SavedView("absent", N_("Absent"), "warning"),
        SavedView("retrain", N_("To be repeated"), "danger"),
        SavedView("guests", N_("Customers and contractors")),
        SavedView("all", N_("All records")),
    )
    empty = (N_("No training records here."), N_("They come from trainings that are held and marked."))
    only_for = ("staff_id", "staff_name")

    def __init__(self, desk: Desk) -> None:
        self._behind: training_records.Wanted | None = None
        super().__init__(desk, "training_records", N_("Training records"), "calendar_check")
        self.pane.opened.disconnect()
        self.pane.opened.connect(lambda row: desk.open_record("training", row.training_id))

    def shown(self, view: str = "", text: str = "", wanted: training_records.Wanted | None = None, **how: Any) -> None:
        """wanted: exactly the records behind a figure."""
        self._behind = wanted
        if not view and wanted is None and self.desk.has_role("manager", "admin", "auditor"):
            view = "all"
        super().shown(view or (wanted.view if wanted is not None else ""), text, **how)
        if wanted is not None:
            self.only.setVisible(True)
            self.only.say(N_("Behind the figure"))

    def wanted_in(self, view: str) -> training_records.Wanted:
        return super().wanted_in(view) if self._behind is None else replace(self._behind, view=view)

    def columns(self) -> list[Column]:
        return [
            Column("trained_on", N_("Trained on"), "date", sort="trained_on"),
            Column("who", N_("Trainee"), sample="x" * 10),
            Column("course", N_("Training course"), "link", stretch=True),
            Column("course_kind", N_("Kind"), shown=lambda row: say(courses.KIND_NAMES[row.course_kind]), drop=2),
            Column("state", N_("Result"), "chip", chip=attendance_chip, sample="Came late xx"),
            Column("score", N_("Points reached"), "number", shown=lambda row: points(row.score)),
            Column("hours", N_("Hours of teaching"), "number", shown=lambda row: points(row.hours)),
            Column("valid_until", N_("Valid until"), "date"),
            Column("retrain_since", N_("To be repeated since"), "date", drop=3),
            Column("note", N_("Note"), secondary=True, drop=4, sample="x" * 12),
            self.store_column(),
        ]

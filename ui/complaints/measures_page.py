"""All corrective actions of the person's stores; a row opens the complaint they were planned for."""

from dataclasses import replace
from typing import Any

from services import corrective_actions, measure_lines
from services.measure_lines import MeasureLine
from services.texts import N_
from ui.complaints.measures import LATE, TONES
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.list_page import ListPage
from ui.kit.paged import Column
from ui.kit.views_row import SavedView


def state_chip(row: MeasureLine) -> Chip:
    """How far it is; overdue stands before all."""
    if row.late:
        return LATE
    tone, icon = TONES[row.state]
    return Chip(corrective_actions.STATE_NAMES[row.state], tone, icon)


class MeasuresPage(ListPage):
    """Corrective actions of the complaints this person may read."""

    tables = ("corrective_action",)
    module = "complaints"
    service = measure_lines
    kind = "complaint"
    sort, descending = "due_on", False
    views = (
        SavedView("open", N_("To be taken")),
        SavedView("overdue", N_("Overdue"), "danger"),
        SavedView("to_verify", N_("To be verified"), "warning"),
        SavedView("effect_due", N_("Effect to be seen"), "warning"),
        SavedView("in_time", N_("Taken in time")),
        SavedView("late", N_("Taken late"), "warning"),
        SavedView("effective", N_("It helped")),
        SavedView("ineffective", N_("It did not help"), "danger"),
        SavedView("counted", N_("All but withdrawn")),
        SavedView("all", N_("All of them")),
    )
    empty = (N_("No corrective actions here."), N_("They are planned on the page of a complaint."))

    def __init__(self, desk: Desk) -> None:
        self._behind: measure_lines.Wanted | None = None
        super().__init__(desk, "measures", N_("Corrective actions"), "todo")
        self.pane.opened.disconnect()
        self.pane.opened.connect(lambda row: desk.open_record("complaint", row.complaint_id))
        if desk.has_role("manager", "admin", "auditor"):
            self.figures = Button(N_("What became of them"), "measure_figures", icon="report")
            self.figures.clicked.connect(lambda: desk.open_page("measure_figures"))
            self.add_head(None, self.figures)

    def shown(self, view: str = "", text: str = "", wanted: measure_lines.Wanted | None = None, **how: Any) -> None:
        """wanted: exactly the measures behind a figure."""
        self._behind = wanted
        super().shown(view or (wanted.view if wanted is not None else ""), text, **how)
        if wanted is not None:
            self.only.setVisible(True)
            self.only.say(N_("Behind the figure"))

    def wanted_in(self, view: str) -> measure_lines.Wanted:
        return super().wanted_in(view) if self._behind is None else replace(self._behind, view=view)

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("Complaint"), "link", sample="C2611-00042"),
            Column("what", N_("What is changed"), stretch=True),
            Column("state", N_("State"), "chip", chip=state_chip, sample="Taken, to be verified"),
            Column("owner_name", N_("Responsible")),
            Column("due_on", N_("Due on"), "date", sort="due_on"),
            Column("done_on", N_("Done on"), "date"),
            Column("effect_due_on", N_("See whether it helped on"), "date", drop=2),
            Column("subject", N_("Subject"), secondary=True, drop=1),
            self.store_column(),
        ]

"""The list of improvement suggestions: to a manager those to be decided come first, to others their own."""

from typing import Any

from services import improvements
from services.texts import N_
from ui.improvements.labels import state_chip
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import say


class ImprovementsPage(ListPage):
    """Suggestions this person may see; opened for a ticket, complaint or visit, only those it gave rise to."""

    tables = ("improvement",)
    service = improvements
    kind = "improvement"
    sort = "opened_at"
    views = (
        SavedView("filed", N_("To be decided"), "warning"),
        SavedView("mine", N_("For me to carry out"), "warning", sort="due_on"),
        SavedView("by_me", N_("Filed by me")),
        SavedView("adopted", N_("Adopted"), sort="due_on"),
        SavedView("late", N_("Overdue"), "danger", sort="due_on"),
        SavedView("done", N_("Carried out")),
        SavedView("declined", N_("Not adopted")),
        SavedView("all", N_("All suggestions")),
    )
    empty = (N_("No suggestions here."), N_("File what could be done better (Ctrl+M)."))
    adds = Adds("improvement", "new_improvement", N_("New suggestion"))
    only_for = ("complaint_id", "complaint_number")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "improvements", N_("Improvement suggestions"), "idea")
        self.plans = Button(N_("Service recovery plans"), "recovery_plans", "link", icon="target")
        self.plans.clicked.connect(lambda: desk.open_page("recovery_plans"))
        self.add_head(self.plans)

    def shown(self, view: str = "", text: str = "", **how: Any) -> None:
        if not view and not self.desk.has_role("manager", "admin", "auditor"):
            view = "by_me"
        super().shown(view, text, **how)

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("No."), "link"),
            Column("opened_at", N_("Handed in"), "moment", sort="opened_at"),
            Column("subject", N_("What is suggested"), stretch=True),
            Column("area", N_("Area"), shown=lambda row: say(improvements.AREA_NAMES[row.area]), drop=2),
            Column("state", N_("State"), "chip", chip=state_chip, sample="To be decided"),
            Column("filed_by", N_("Filed by")),
            Column("about_number", N_("Arose from"), drop=4, sample="C2611-00042"),
            Column("owner_name", N_("Who carries it out")),
            Column("due_on", N_("Due on"), "date", sort="due_on"),
            Column("result", N_("Result"), secondary=True, drop=3, sample="x" * 16),
            self.store_column(),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        area = FilterButton("area", N_("Area"))
        area.set_options(choices(improvements.AREA_NAMES))
        return {"area": area}

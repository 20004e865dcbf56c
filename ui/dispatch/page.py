"""The list of visits."""

from dataclasses import replace
from typing import Any

from services import visits
from services.texts import N_
from ui.dispatch import SETTLERS
from ui.dispatch.labels import KIND_ICONS, is_late, outcome_chip, state_chip
from ui.kit.buttons import Button
from ui.kit.cases import customer_words
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import name_in, say


class VisitsPage(ListPage):
    """Visits of the person's stores; a technician's are his own and those nobody has."""

    tables = ("visit",)
    module = "dispatch"
    service = visits
    kind = "visit"
    sort = "opened_at"
    views = (
        SavedView("waiting", N_("To be assigned")),
        SavedView("mine", N_("Mine"), sort="planned_from"),
        SavedView("under_way", N_("Planned and under way"), sort="planned_from"),
        SavedView("late", N_("Past their term"), "danger", sort="due_at"),
        SavedView("finished", N_("To be filed"), sort="finished_at"),
        SavedView("not_accepted", N_("Not accepted by the customer"), "danger"),
        SavedView("done", N_("Finished and filed"), sort="finished_at"),
        SavedView("all", N_("All visits")),
    )
    empty = (N_("No visits here."), N_("Open one when somebody is to go to a customer (Ctrl+M)."))
    adds = Adds("visit", "new_visit", N_("New visit"))

    def __init__(self, desk: Desk) -> None:
        self._behind: visits.Wanted | None = None
        super().__init__(desk, "visits", N_("Dispatch orders"), "visit")
        if desk.has_role(*SETTLERS):
            self.contractors = Button(N_("Contractors"), "open_settlements", icon="customer")
            self.contractors.clicked.connect(lambda: desk.open_page("settlements"))
            self.head.insertWidget(self.head.count() - 1, self.contractors)

    def shown(self, view: str = "", text: str = "", wanted: visits.Wanted | None = None, **how: Any) -> None:
        """wanted: exactly the visits behind a figure."""
        self._behind = wanted
        super().shown(view or (wanted.view if wanted is not None else ""), text, **how)
        if wanted is not None:
            self.only.setVisible(True)
            self.only.say(N_("Behind the figure"))

    def wanted_in(self, view: str) -> visits.Wanted:
        if self._behind is None:
            return super().wanted_in(view)
        return replace(self._behind, view=view)

    def columns(self) -> list[Column]:
        now = self.desk.now
        return [
            Column("number", N_("No."), "link"),
            Column("opened_at", N_("Age"), "age", sort="opened_at"),
            Column("kind", N_("Kind"), shown=lambda row: say(visits.KIND_NAMES[row.kind]), drop=3),
            Column("customer_name", N_("Customer"), shown=customer_words),
            Column("subject", N_("What is to be done"), stretch=True),
            Column("state", N_("State"), "chip", chip=lambda row: outcome_chip(row) or state_chip(row, now())),
            Column("technician_name", N_("Technician")),
            Column("planned_from", N_("Planned for"), "moment", sort="planned_from"),
            Column("due_at", N_("On site by"), "moment", sort="due_at", late=lambda row: is_late(row, now()), drop=2),
            Column("finished_at", N_("Finished at"), "moment", sort="finished_at", drop=4),
            Column("region_name", N_("Region"), read=name_in("region_name"), secondary=True, drop=1),
            self.store_column(),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        kind = FilterButton("kind", N_("Kind"))
        kind.set_options(choices(visits.KIND_NAMES, KIND_ICONS))
        outcome = FilterButton("outcome", N_("Outcome"))
        outcome.set_options(choices(visits.OUTCOME_NAMES))
        return {"kind": kind, "outcome": outcome}

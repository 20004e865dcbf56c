"""What contractors did: what is to be settled, and what was."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services import contractors
from services.contractors import WorkLine
from services.texts import N_
from ui.dispatch.contractor_card import ask_settlement
from ui.dispatch.labels import outcome_chip, state_chip
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.list_page import ListPage
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView

PAYERS = frozenset({"finance", "manager"})


class SettlementsPage(ListPage):
    """Visits of contractors at the person's stores."""

    tables = ("visit",)
    module = "dispatch"
    service = contractors
    kind = "visit"
    sort = "opened_at"
    only_for = ("contractor_id", "contractor_name")
    views = (
        SavedView("to_settle", N_("To be settled"), "warning"),
        SavedView("under_way", N_("Planned and under way")),
        SavedView("settled", N_("Work paid for"), sort="finished_at"),
        SavedView("ended", N_("All that ended"), sort="finished_at"),
    )
    empty = (
        N_("No contractor's visits here."),
        N_("Give a visit to a contractor on its page; who is one says his class in the customer file."),
    )

    def __init__(self, desk: Desk) -> None:
        self._behind: contractors.Wanted | None = None
        super().__init__(desk, "settlements", N_("Work of contractors"), "customer")
        self.figures = Button(N_("Figures"), "open_contractor_figures", "link", icon="report")
        self.figures.clicked.connect(lambda: desk.open_page("contractor_figures"))
        self.add_head(None, self.figures)
        add = desk.shortcuts.add
        if desk.has_role(*PAYERS):
            chosen = self.pane.view.chosen_rows
            add(self.pane.view, "settle_visit", N_("Settle…"), "E", lambda: self.settle(chosen()), "dispatch", "ok")

    def shown(self, view: str = "", text: str = "", wanted: contractors.Wanted | None = None, **how: Any) -> None:
        """wanted: exactly the visits behind a figure."""
        self._behind = wanted
        super().shown(view or (wanted.view if wanted is not None else ""), text, **how)
        if wanted is not None:
            self.only.setVisible(True)
            self.only.say(N_("Behind the figure"))

    def wanted_in(self, view: str) -> contractors.Wanted:
        return super().wanted_in(view) if self._behind is None else replace(self._behind, view=view)

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("No."), "link"),
            Column("contractor_name", N_("Contractor")),
            Column("subject", N_("What is to be done"), stretch=True),
            Column("customer_name", N_("Customer"), drop=3),
            Column("state", N_("State"), "chip", chip=lambda row: outcome_chip(row) or state_chip(row)),
            Column("finished_at", N_("Finished at"), "moment", sort="finished_at"),
            Column("photos", N_("Photos after"), "integer", tone=lambda row: "" if row.photos else "danger"),
            Column("agreed_price", N_("Agreed price"), "money"),
            Column("settled_amount", N_("Settled amount"), "money"),
            Column("settled_at", N_("Settled at"), "moment", drop=2),
            Column("settlement_no", N_("Invoice or voucher"), drop=1),
            self.store_column(),
        ]

    def row_actions(self) -> Sequence[ListAction]:
        return (ListAction("settle", N_("Settle…"), self.settle, "ok", "E", lambda: self.desk.has_role(*PAYERS)),)

    def settle(self, rows: Sequence[WorkLine]) -> None:
        """Pay for the first of these that is not paid yet; each has an invoice of its own."""
        for row in rows:
            if row.settled_at is None:
                ask_settlement(self, row, lambda: (self.pane.model.clear_ticks(), self.refresh()))
                return

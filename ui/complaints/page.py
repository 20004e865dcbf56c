"""The list of complaints: what must be answered soonest comes first."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Qt

from services import complaints
from services.texts import N_, _
from ui.complaints.labels import ESCALATED, SEVERITIES, state_chip
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.own_views import OwnViews
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import TablePane
from ui.kit.views_row import SavedView
from ui.kit.words import data, say

VIEWS = (
    SavedView("open", N_("Not closed")),
    SavedView("mine", N_("Mine")),
    SavedView("due", N_("Answer due"), "danger"),
    SavedView("escalated", N_("Escalated"), "danger"),
    SavedView("unassigned", N_("Nobody responsible"), "warning"),
    SavedView("closed", N_("Cases closed")),
)


class ComplaintsPage(Page):
    """Complaints this person may see; opened for a customer, only his."""

    tables = ("complaint",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "complaints", N_("Complaints"), "complaint")
        self._customer: tuple[Any, str] | None = None
        self._view = VIEWS[0].name
        self.pane = TablePane(
            "complaints",
            self._columns(),
            desk.background,
            self._fetch,
            self._fetch_some,
            sort="answer_due_at",
            empty=(N_("No complaints here."), N_("Record one as soon as a customer is not content (Ctrl+M).")),
            views=VIEWS,
            now=desk.now,
            accessible=N_("Complaints"),
        )
        self.only = Button("", "clear_customer", icon="close")
        self.only.hide()
        self.only.clicked.connect(lambda: self.shown())
        self.pane.bar.insertWidget(0, self.only)
        self.new = Button(N_("Record a complaint"), "new_complaint", "primary", "Ctrl+M", "add")
        self.new.act(self.action("record_complaint_here", N_("Record a complaint"), "Ctrl+M", self._new, "add"))
        self.add_head(None, self.new)
        if not (desk.rights is None or desk.rights.may_add("complaint")):
            self.new.hide()
        self.body.addWidget(self.pane, 1)
        self.pane.opened.connect(lambda row: desk.open_record("complaint", row.id))
        self.pane.model.failed.connect(self.refused)
        self.action("filter_complaints", N_("Filter these rows"), "Ctrl+F", self.pane.focus_filter, "filter")
        self.own = OwnViews(self, self.pane, VIEWS, self._show_view, lambda: {"view": self._view})

    def _columns(self) -> list[Column]:
        now = self.desk.now
        stores = self.desk.has_role("manager", "admin", "auditor")
        return [
            Column("number", N_("No."), "link"),
            Column("opened_at", N_("How old"), "age", sort="opened_at"),
            Column("customer_name", N_("Customer"), shown=_customer),
            Column("subject", N_("Subject"), stretch=True),
            Column(
                "severity",
                N_("Severity"),
                shown=lambda row: f"{row.severity} {say(SEVERITIES[row.severity])}",
                tone=lambda row: "danger" if row.severity == 5 else "warning" if row.severity == 4 else "secondary",
                drop=3,
            ),
            Column("state", N_("State"), "chip", chip=state_chip),
            Column(
                "escalated",
                N_("Escalation"),
                shown=lambda row: say(ESCALATED.text) if row.escalated else "",
                tone=lambda row: "danger" if row.escalated else "secondary",
                drop=2,
            ),
            Column("owner_name", N_("Responsible")),
            Column(
                "answer_due_at",
                N_("Answer due"),
                "moment",
                sort="answer_due_at",
                late=lambda row: not row.answered and row.answer_due_at < now(),
            ),
            Column("store_name", N_("Store"), secondary=True, drop=1, hidden=not stores),
        ]

    def shown(self, view: str = "", customer_id: Any = None, customer_name: str = "", **_more: Any) -> None:
        self._customer = (customer_id, customer_name) if customer_id is not None else None
        self.only.setVisible(self._customer is not None)
        self.only.say(data(customer_name or _("One customer")))
        if view:
            self._view = view
            self.pane.views.show_current(view)
        self.pane.reload()

    def refresh(self) -> None:
        self.pane.reload()
        self.run(lambda: complaints.counts(self.desk.db), self.pane.views.show_counts, slot="counts")

    def _show_view(self, view: str, _filters: Any) -> None:
        self._view = view

    def _filters(self, text: str = "") -> complaints.Filters:
        view = "all" if self._customer and self._view == "open" else self._view
        return complaints.Filters(view=view, text=text, customer_id=self._customer[0] if self._customer else None)

    def _fetch(self, request: PageRequest) -> Any:
        return complaints.page(
            self.desk.db,
            self._filters(request.text),
            request.place,
            sort=request.sort,
            descending=request.descending,
            limit=request.limit,
        )

    def _fetch_some(self, ids: Collection[Any]) -> Any:
        return complaints.lines(self.desk.db, list(ids), self._filters(self.pane.model.text))

    def changed(self, table: str, ids: Collection[Any]) -> None:
        self.pane.changed_elsewhere(list(ids))
        self.run(lambda: complaints.counts(self.desk.db), self.pane.views.show_counts, slot="counts")

    def _new(self) -> None:
        how = {"customer_id": self._customer[0], "customer_name": self._customer[1]} if self._customer else {}
        self.desk.open_page("new_complaint", **how)

    def focus_start(self) -> None:
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _customer(row: Any) -> str:
    return f"{row.customer_name}  *{row.customer_last4}" if row.customer_last4 else row.customer_name

"""The list of tickets."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Qt

from services import tickets
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.own_views import OwnViews
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import TablePane
from ui.kit.views_row import SavedView
from ui.kit.words import data, say
from ui.tickets.labels import state_chip

VIEWS = (
    SavedView("open", N_("All pending")),
    SavedView("mine", N_("Mine")),
    SavedView("late", N_("Call-back overdue"), "danger"),
    SavedView("promised", N_("Call-backs")),
    SavedView("waiting", N_("Customer's turn")),
    SavedView("resolved", N_("Solved")),
    SavedView("all", N_("All tickets")),
)


class TicketsPage(Page):
    """Tickets of the person's stores; opened for a customer, only his."""

    tables = ("ticket",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "tickets", N_("Tickets"), "ticket")
        self._customer: tuple[Any, str] | None = None
        self._view = VIEWS[0].name
        self.pane = TablePane(
            "tickets",
            self._columns(),
            desk.background,
            self._fetch,
            self._fetch_some,
            sort="opened_at",
            descending=True,
            empty=(N_("No tickets here."), N_("Open one when somebody asks, reports or suggests something (Ctrl+M).")),
            views=VIEWS,
            now=desk.now,
            accessible=N_("Tickets"),
        )
        self.only = Button("", "clear_customer", icon="close")
        self.only.hide()
        self.only.clicked.connect(lambda: self.shown())
        self.pane.bar.insertWidget(0, self.only)
        self.new = Button(N_("New ticket"), "new_ticket", "primary", "Ctrl+M", "add")
        self.new.act(self.action("new_ticket_here", N_("New ticket"), "Ctrl+M", self._new, "add"))
        self.add_head(None, self.new)
        if not (desk.rights is None or desk.rights.may_add("ticket")):
            self.new.hide()
        self.body.addWidget(self.pane, 1)
        self.pane.opened.connect(lambda row: desk.open_record("ticket", row.id))
        self.pane.model.failed.connect(self.refused)
        self.action("filter_tickets", N_("Filter these rows"), "Ctrl+F", self.pane.focus_filter, "filter")
        self.own = OwnViews(self, self.pane, VIEWS, self._show_view, lambda: {"view": self._view})

    def _columns(self) -> list[Column]:
        now = self.desk.now
        return [
            Column("number", N_("No."), "link"),
            Column("opened_at", N_("How old"), "age", sort="opened_at"),
            Column("kind", N_("Kind"), shown=lambda row: say(tickets.KIND_NAMES[row.kind]), drop=3),
            Column("customer_name", N_("Customer"), shown=_customer),
            Column("subject", N_("Subject"), stretch=True),
            Column("state", N_("State"), "chip", chip=lambda row: state_chip(row, now())),
            Column(
                "urgency",
                N_("Urgency"),
                shown=lambda row: say(tickets.URGENCY_NAMES[row.urgency]),
                tone=lambda row: {"urgent": "danger", "high": "warning"}.get(row.urgency, "secondary"),
                drop=2,
            ),
            Column("owner_name", N_("Responsible")),
            Column(
                "promised_at",
                N_("Call back at"),
                "moment",
                late=lambda row: row.state == "promised" and row.promised_at < now(),
                drop=4,
            ),
            Column("store_name", N_("Store"), secondary=True, drop=1, hidden=not self._sees_stores()),
        ]

    def _sees_stores(self) -> bool:
        return self.desk.has_role("manager", "admin", "auditor", "finance")

    # what it shows

    def shown(self, view: str = "", customer_id: Any = None, customer_name: str = "", **_more: Any) -> None:
        self._customer = (customer_id, customer_name) if customer_id is not None else None
        self.only.setVisible(self._customer is not None)
        self.only.say(data(customer_name or _("One customer")))
        if self._customer is not None and not view:
            view = "all"
        if view:
            self._view = view
            self.pane.views.show_current(view)
        self.pane.reload()

    def refresh(self) -> None:
        self.pane.reload()
        self.run(lambda: tickets.counts(self.desk.db), self.pane.views.show_counts, slot="counts")

    def _show_view(self, view: str, _filters: Any) -> None:
        self._view = view
        late = view in ("promised", "late")
        self.pane.model.sort_key, self.pane.model.descending = ("promised_at", False) if late else ("opened_at", True)

    def _filters(self, text: str = "") -> tickets.Filters:
        customer = self._customer[0] if self._customer else None
        return tickets.Filters(view=self._view, text=text, customer_id=customer)

    def _fetch(self, request: PageRequest) -> Any:
        return tickets.page(
            self.desk.db,
            self._filters(request.text),
            request.place,
            sort=request.sort,
            descending=request.descending,
            limit=request.limit,
        )

    def _fetch_some(self, ids: Collection[Any]) -> Any:
        return tickets.lines(self.desk.db, list(ids), self._filters(self.pane.model.text))

    def changed(self, table: str, ids: Collection[Any]) -> None:
        self.pane.changed_elsewhere(list(ids))
        self.run(lambda: tickets.counts(self.desk.db), self.pane.views.show_counts, slot="counts")

    def _new(self) -> None:
        how = {"customer_id": self._customer[0], "customer_name": self._customer[1]} if self._customer else {}
        self.desk.open_page("new_ticket", **how)

    def focus_start(self) -> None:
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _customer(row: Any) -> str:
    return f"{row.customer_name}  *{row.customer_last4}" if row.customer_last4 else row.customer_name

"""The list of tickets."""

from services import tickets
from services.texts import N_
from ui.kit.cases import customer_words
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import say
from ui.tickets.labels import KIND_ICONS, state_chip


class TicketsPage(ListPage):
    """Tickets of the person's stores; opened for a customer, only his."""

    tables = ("ticket",)
    service = tickets
    kind = "ticket"
    sort = "opened_at"
    views = (
        SavedView("open", N_("All pending")),
        SavedView("mine", N_("Mine")),
        SavedView("late", N_("Call-back overdue"), "danger", sort="promised_at"),
        SavedView("promised", N_("Call-backs"), sort="promised_at"),
        SavedView("waiting", N_("Customer's turn")),
        SavedView("resolved", N_("Solved")),
        SavedView("all", N_("All tickets")),
    )
    empty = (N_("No tickets here."), N_("Open one when somebody asks, reports or suggests something (Ctrl+M)."))
    adds = Adds("ticket", "new_ticket", N_("New ticket"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "tickets", N_("Tickets"), "ticket")

    def columns(self) -> list[Column]:
        now = self.desk.now
        return [
            Column("number", N_("No."), "link"),
            Column("opened_at", N_("How old"), "age", sort="opened_at"),
            Column("kind", N_("Kind"), shown=lambda row: say(tickets.KIND_NAMES[row.kind]), drop=3),
            Column("customer_name", N_("Customer"), shown=customer_words),
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
            Column("store_name", N_("Store"), secondary=True, drop=1, hidden=not self.sees_stores()),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        kind = FilterButton("kind", N_("Kind"))
        kind.set_options(choices(tickets.KIND_NAMES, KIND_ICONS))
        return {"kind": kind}

"""The list of tickets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services import tickets
from services.texts import N_, _
from ui.kit import formats, lookups
from ui.kit.buttons import Button
from ui.kit.cases import customer_words
from ui.kit.clocks import row_chip
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView
from ui.kit.words import say
from ui.tickets.labels import COUNTERS, DESK, KIND_ICONS, state_chip
from ui.tickets.many import AssignDialog


class TicketsPage(ListPage):
    """Tickets of the person's stores; opened for a customer, only his."""

    tables = ("ticket",)
    service = tickets
    kind = "ticket"
    sort = "opened_at"
    views = (
        SavedView("open", N_("All pending")),
        SavedView("mine", N_("Mine")),
        SavedView("asked", N_("Waiting for my answer"), "warning"),
        SavedView("unassigned", N_("Without anybody")),
        SavedView("store", N_("My store")),
        SavedView("late", N_("Overdue"), "danger"),
        SavedView("due_today", N_("Due today"), "warning"),
        SavedView("due", N_("My call-backs"), sort="promised_at"),
        SavedView("waiting", N_("Customer's turn")),
        SavedView("photos", N_("Photos to be checked")),
        SavedView("resolved", N_("Solved")),
        SavedView("knowledge", N_("For the knowledge base")),
        SavedView("all", N_("All tickets")),
    )
    empty = (N_("No tickets here."), N_("Open one when somebody asks, reports or suggests something (Ctrl+M)."))
    adds = Adds("ticket", "new_ticket", N_("New ticket"))

    def __init__(self, desk: Desk) -> None:
        self._behind: tickets.Wanted | None = None
        super().__init__(desk, "tickets", N_("Tickets"), "ticket")
        self.calls = Button(N_("Calls"), "calls", icon="call", key="Ctrl+Shift+C")
        opening = self.action("open_calls", N_("Calls"), "Ctrl+Shift+C", lambda: desk.open_page("calls"), "call")
        self.calls.act(opening)
        self.action("find_called", N_("Find inquiries by telephone"), "", self.find_called, "search")
        add = desk.shortcuts.add
        chosen = self.pane.view.chosen_rows
        add(self.pane.view, "assign_tickets", N_("Give to…"), "A", lambda: self.assign(chosen()), "tickets", "assigned")
        self.head.insertWidget(self.head.count() - 1, self.calls)
        if desk.has_role("agent", "manager", "admin", "auditor"):
            self.inspected = Button(N_("Inspections"), "inspections", icon="target")
            self.inspected.clicked.connect(lambda: desk.open_page("inspections"))
            self.head.insertWidget(self.head.count() - 1, self.inspected)
        if desk.has_role(*COUNTERS):
            self.asked = Button(N_("What was asked"), "ticket_figures", icon="report")
            self.asked.clicked.connect(lambda: desk.open_page("ticket_figures"))
            self.head.insertWidget(self.head.count() - 1, self.asked)
        self.run(lambda: lookups.tree(desk.db, "problem_category"), self.filters["category"].set_options, slot="topics")

    def shown(self, view: str = "", text: str = "", wanted: tickets.Wanted | None = None, **how: Any) -> None:
        """wanted: exactly the requests behind a figure."""
        self._behind = wanted
        super().shown(view or (wanted.view if wanted is not None else ""), text, **how)
        if wanted is not None:
            self.only.setVisible(True)
            self.only.say(N_("Behind the figure"))

    def find_called(self) -> None:
        """All inquiries that came by telephone, whoever they are with."""
        self.shown("all", kind="inquiry", channel="phone")
        self.refresh()

    def wanted_in(self, view: str) -> tickets.Wanted:
        return super().wanted_in(view) if self._behind is None else replace(self._behind, view=view)

    def columns(self) -> list[Column]:
        now = self.desk.now
        return [
            Column("number", N_("Problem no."), "link"),
            Column("opened_at", N_("Age"), "age", sort="opened_at"),
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
            Column(
                "clock",
                N_("Promise"),
                "chip",
                chip=lambda row: row_chip("ticket", row, now()),
                sample="due in 2 h 10 mi",
            ),
            Column("owner_name", N_("Responsible"), shown=_owner),
            Column("over", N_("Finished?"), hidden=True, read=_finished),
            Column(
                "promised_at",
                N_("Call back at"),
                "moment",
                late=lambda row: row.state == "promised" and row.promised_at < now(),
                drop=4,
            ),
            Column(
                "due_on",
                N_("To be done by"),
                "date",
                late=lambda row: row.state in tickets.OPEN_STATES and _over(row.due_on, now()),
                drop=1,
            ),
            self.store_column(),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        kind = FilterButton("kind", N_("Kind"))
        kind.set_options(choices(tickets.KIND_NAMES, KIND_ICONS))
        channel = FilterButton("channel", N_("Came by"))
        channel.set_options(choices(tickets.CHANNEL_NAMES))
        urgency = FilterButton("urgency", N_("Urgency"))
        urgency.set_options(choices(tickets.URGENCY_NAMES))
        return {"kind": kind, "category": FilterButton("category", N_("Topic")), "channel": channel, "urgency": urgency}

    def row_actions(self) -> Sequence[ListAction]:
        return (ListAction("assign", N_("Give to…"), self.assign, "assigned", "A", lambda: self.desk.has_role(*DESK)),)

    def assign(self, rows: Sequence[tickets.TicketLine]) -> None:
        """Give the chosen tickets to somebody; which could not be given is said."""
        pending = [row for row in rows if row.state in tickets.OPEN_STATES]
        if pending:
            AssignDialog(self, pending).open()


def _over(day: date | None, now: datetime) -> bool:
    """Whether a day is over at the store."""
    return day is not None and day < formats.local(now).date()


def _finished(row: tickets.TicketLine) -> str:
    return _("No") if row.state in tickets.OPEN_STATES else _("Yes")


def _owner(row: tickets.TicketLine) -> str:
    """Who is responsible, and to whom it is on its way."""
    if row.handed_to:
        return _("{name} → {other}").format(name=row.owner_name or formats.EMPTY, other=row.handed_to)
    return row.owner_name

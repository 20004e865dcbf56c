"""Tickets: the list, a new one with live suggestions, one with its trace and next steps."""

from services.texts import N_
from ui.frame_pages import PageSpec, later
from ui.tickets.labels import COUNTERS, DESK

# Who may be rung up.
CALLED = frozenset({"agent", "manager", "technician", "parts", "sales"})

SPECS = (
    PageSpec("tickets", N_("Tickets"), "ticket", later("ui.tickets.page", "TicketsPage")),
    PageSpec("new_ticket", N_("New ticket"), "ticket", later("ui.tickets.new", "NewTicketPage"), DESK, rail=False),
    PageSpec("ticket", N_("Ticket"), "ticket", later("ui.tickets.detail", "TicketPage"), rail=False, kind="ticket"),
    PageSpec("calls", N_("Calls"), "call", later("ui.tickets.calls_page", "CallsPage"), CALLED, rail=False),
    PageSpec(
        "ticket_figures",
        N_("What was asked"),
        "report",
        later("ui.tickets.figures", "TicketFiguresPage"),
        COUNTERS,
        rail=False,
    ),
)

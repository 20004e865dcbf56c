"""Tickets: the list, a new one with live suggestions, one with its trace and next steps."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.tickets.calls_page import CallsPage
from ui.tickets.detail import TicketPage
from ui.tickets.labels import DESK
from ui.tickets.new import NewTicketPage
from ui.tickets.page import TicketsPage

# Who may be rung up.
CALLED = frozenset({"agent", "manager", "technician", "parts", "sales"})

SPECS = (
    PageSpec("tickets", N_("Tickets"), "ticket", TicketsPage),
    PageSpec("new_ticket", N_("New ticket"), "ticket", NewTicketPage, DESK, rail=False),
    PageSpec("ticket", N_("Ticket"), "ticket", TicketPage, rail=False, kind="ticket"),
    PageSpec("calls", N_("Calls"), "call", CallsPage, CALLED, rail=False),
)

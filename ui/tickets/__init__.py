"""Tickets: the list, a new one with live suggestions, one with its trace and next steps."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.tickets.detail import TicketPage
from ui.tickets.new import NewTicketPage
from ui.tickets.page import TicketsPage

DESK = frozenset({"agent", "manager"})

SPECS = (
    PageSpec("tickets", N_("Tickets"), "ticket", TicketsPage),
    PageSpec("new_ticket", N_("New ticket"), "ticket", NewTicketPage, DESK, rail=False),
    PageSpec("ticket", N_("Ticket"), "ticket", TicketPage, rail=False, kind="ticket"),
)

"""The pages of this feature, for app.wiring."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.tickets.detail import TicketPage
from ui.tickets.new import NewTicketPage
from ui.tickets.page import TicketsPage

DESK = frozenset({"agent", "manager"})

PAGES = (
    PageSpec("tickets", N_("Tickets"), "ticket", TicketsPage),
    PageSpec("new_ticket", N_("New ticket"), "ticket", NewTicketPage, DESK, rail=False),
    PageSpec("ticket", N_("Ticket"), "ticket", TicketPage, rail=False, kind="ticket"),
)

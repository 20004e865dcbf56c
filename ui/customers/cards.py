"""The customer data card on paper: filled in for one customer, or empty to be filled in by hand."""

from uuid import UUID

from services.customers import Customer
from services.documents import from_customers
from services.texts import N_
from ui.kit import papers
from ui.kit.page import Page


def print_card(page: Page, customer: Customer) -> None:
    """Print what is on file of a customer."""
    store = _store(page)
    if store is not None:
        name = page.desk.person.name
        make = papers.paper_of(
            page,
            "card",
            lambda db: from_customers.customer_card(db, customer.id, store, name),
            lambda _db: [customer.id],
            customer.number,
            store,
        )
        papers.print_out(page, make)


def print_blank(page: Page) -> None:
    """Print an empty card."""
    store = _store(page)
    if store is not None:
        papers.print_out(page, papers.paper_of(page, "card", lambda db: from_customers.blank_card(db, store)))


def _store(page: Page) -> UUID | None:
    store = page.desk.person.store_id
    if store is None:
        page.messages.show("info", N_("A card is headed by a store; you work in none."), key="card", icon="print")
    return store

"""What the page of a customer shows, read together."""

from dataclasses import dataclass
from typing import Any

from services import customer_overview, customer_parts, customers
from services.customer_overview import Moment, Overview
from services.customer_parts import Address, Class, Consent, Contact, Note
from services.customers import Customer


@dataclass(frozen=True)
class Loaded:
    """Everything the page shows, read together."""

    customer: Customer
    overview: Overview
    moments: list[Moment]
    notes: list[Note]
    classes: list[Class]
    consents: list[Consent]
    contacts: list[Contact]
    addresses: list[Address]


def load(db: Any, customer_id: Any) -> Loaded:
    """Read a customer with all that belongs to him."""
    return Loaded(
        customers.get(db, customer_id),
        customer_overview.get(db, customer_id),
        customer_overview.time_line(db, customer_id),
        customer_parts.notes(db, customer_id),
        customer_parts.classes(db, customer_id),
        customer_parts.consents(db, customer_id),
        customer_parts.contacts(db, customer_id),
        customer_parts.addresses(db, customer_id),
    )

"""Where a customer can be visited: his further addresses, masked as everywhere."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database


class Address(NamedTuple):
    """A further address."""

    id: UUID
    label: str
    recipient: str
    address_masked: str

    @property
    def words(self) -> str:
        """In a line."""
        return " · ".join(word for word in (self.label, self.address_masked, self.recipient) if word)


_OF = text("""
    select id, label, recipient, address_masked from customer_address
    where customer_id = :id and archived_at is null order by created_at, id""")


def of(db: Database, customer_id: UUID) -> list[Address]:
    """A customer's further addresses; the one in his file is not among them."""
    with db.read() as connection:
        return [Address(*row) for row in connection.execute(_OF, {"id": customer_id})]

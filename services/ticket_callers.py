"""Callers who are no customers: who they may be, taking them over as customers, forgetting them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import customers, errors
from services.database import Database
from services.ids import new_id
from services.initials import initials_of
from services.personal_data import Caller
from services.rows import call_once
from services.texts import N_
from services.tickets import Ticket

errors.sentences(
    caller_is_customer=N_("The ticket has a customer already."),
    caller_still_waits=N_("The caller still waits for an answer. Resolve or cancel the ticket first."),
)

_OPEN = text("select open_caller_lookup(:id)")
_KNOWN = text("select * from customers_by_caller(:id)")
_TAKE_OVER = text("select ticket_take_over(:id, :version, :customer, :initials, null)")


def known(db: Database, ticket_id: UUID) -> list[Caller]:
    """Customers who have the number of a ticket's caller, or a contact who has it; logged like every look-up.

    Raises ServiceError 'lookup_limit' after too many in an hour.
    """
    with db.statement() as connection:
        connection.execute(_OPEN, {"id": ticket_id})
    with db.read() as connection:
        return [Caller(*row) for row in connection.execute(_KNOWN, {"id": ticket_id})]


def take_over(db: Database, seen: Ticket, customer_id: UUID | None, values: Mapping[str, Any], request: UUID) -> UUID:
    """The caller is this customer, or a new one with these values; the number goes with him. Returns the customer's id.

    Other tickets of the same caller, calls, visits and complaints that came of them are joined to him too. Raises
    ServiceError 'conflict', 'caller_is_customer', or what entering a customer raises.
    """
    made = new_id()

    def work(connection: Connection) -> str:
        if customer_id is None:
            # the number is filled in from the ticket: nobody has to see it for that
            customers.insert(connection, made, values)
        answer = connection.execute(
            _TAKE_OVER,
            {
                "id": seen.id,
                "version": seen.version,
                "customer": customer_id or made,
                "initials": initials_of(seen.reporter),
            },
        ).scalar_one()
        return str(answer["customer_id"])

    return UUID(db.once(request, work))


def forget(db: Database, seen: Ticket, why: str, request: UUID) -> None:
    """Erase the name and the number of a caller who is no customer, for good; logged. Managers and administrators.

    Raises ServiceError 'caller_still_waits' while the ticket is not over.
    """
    call_once(db, request, "ticket_forget_caller", id=seen.id, version=seen.version, why=why)

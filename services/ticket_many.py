"""One person for several tickets, each a save of its own: what can be done is done, the rest is said."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from services import steps
from services.database import Database
from services.errors import Cancelled, Conflict, OutcomeUnknown, ServiceError, Unavailable
from services.texts import _
from services.tickets import TicketLine


class LeftOut(NamedTuple):
    """A ticket that was not given, and why, as a sentence."""

    id: UUID
    number: str
    why: str


def give(
    db: Database, rows: Sequence[TicketLine], values: Mapping[str, Any], requests: Mapping[UUID, UUID]
) -> list[LeftOut]:
    """Assign tickets as they were seen, or hand over those that are one's own; returns those that stayed.

    values: owner_id and comment; requests: a request id for each ticket. A lost connection ends it: asked again, what
    was done stays done once.
    """
    left = []
    for row in rows:
        offered = {step.action for step in steps.next_steps(db, "ticket", row.id)}
        action = next((one for one in ("assign", "hand_over") if one in offered), "assign")
        try:
            steps.move(db, "ticket", row.id, row.version, action, values, requests[row.id])
        except ServiceError as error:
            if isinstance(error, (Unavailable, OutcomeUnknown, Cancelled)):
                raise
            # the usual sentence asks whether to reload, which the list does by itself
            moved = isinstance(error, Conflict) or error.code == "conflict"
            left.append(
                LeftOut(row.id, row.number, _("Somebody else changed it meanwhile.") if moved else error.sentence())
            )
    return left

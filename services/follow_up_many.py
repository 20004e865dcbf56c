"""Several follow-ups taken, or given to one person, each a save of its own: what can be done is done, the rest said."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services import follow_ups
from services.database import Database
from services.errors import Cancelled, Conflict, OutcomeUnknown, ServiceError, Unavailable
from services.follow_ups import FollowUpLine
from services.texts import _
from services.ticket_many import LeftOut


def move(
    db: Database, rows: Sequence[FollowUpLine], action: str, values: Mapping[str, Any], requests: Mapping[UUID, UUID]
) -> list[LeftOut]:
    """Take 'take' or 'assign' for each as it was seen; returns those that stayed, with the reason.

    requests: a request id for each. A lost connection ends it: asked again, what was done stays done once.
    """
    left = []
    for row in rows:
        try:
            follow_ups.move(db, row, action, values, requests[row.id])
        except ServiceError as error:
            if isinstance(error, (Unavailable, OutcomeUnknown, Cancelled)):
                raise
            # the usual sentence asks whether to reload, which the list does by itself
            moved = isinstance(error, Conflict) or error.code == "conflict"
            why = _("Somebody else changed it meanwhile.") if moved else error.sentence()
            left.append(LeftOut(row.id, row.number, why))
    return left

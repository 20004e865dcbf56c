"""Tickets and complaints about an order, as far as this person may see them."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import complaints, tickets
from services.database import Database

KINDS = ("complaint", "ticket")
STATE_NAMES = {"ticket": tickets.STATE_NAMES, "complaint": complaints.STATE_NAMES}


# A ticket may be about several orders.
_LINKED = {
    "ticket": """ or x.id = any(array(
        select l.ticket_id from ticket_link l where l.work_order_id = :id and l.until is null))"""
}


class Case(NamedTuple):
    """A ticket or a complaint; over: nobody has to do anything any more."""

    kind: str
    id: UUID
    number: str
    state: str
    subject: str
    opened_at: datetime
    over: bool


def of_order(db: Database, order_id: UUID, kinds: Collection[str] = KINDS) -> list[Case]:
    """What was opened about an order, the newest first, 20 at most; kinds: those whose table the person may read."""
    parts = [
        f"""select '{kind}' as kind, x.id, x.number, x.state, x.subject, x.opened_at,
                   x.state in ('closed', 'cancelled', 'resolved', 'accepted') as over
            from {kind} x where x.work_order_id = :id{_LINKED.get(kind, "")}"""
        for kind in KINDS
        if kind in kinds
    ]
    if not parts:
        return []
    query = text(f"{' union all '.join(parts)} order by opened_at desc, id limit 20")
    with db.read() as connection:
        return [Case(*row) for row in connection.execute(query, {"id": order_id})]

"""What was written to customers by people, and that it came back: then it was no telling."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import order_errors
from services.database import Database
from services.rows import call_once, records

# A call or a talk at the counter cannot come back.
WRITTEN = ("wechat", "sms", "email", "letter")


class Telling(NamedTuple):
    """One telling that still counts, by one of the WRITTEN ways."""

    id: UUID
    at: datetime
    method: str
    comment: str


_STANDING = {
    "ticket": text("""
        select e.id, e.at, e.details ->> 'method' as method, e.comment from ticket_event e
        where e.ticket_id = :id and e.action = 'told' and e.details ->> 'method' = any (:ways)
          and not exists (select from ticket_event b where b.ticket_id = :id and b.action = 'came_back'
                          and b.details ->> 'takes_back' = cast(e.id as text))
        order by e.at desc"""),
    # of what the program sent it is said of the message
    "work_order": text("""
        select e.id, e.at, e.method, e.comment from work_order_event e
        where e.work_order_id = :id and e.axis = 'contact' and e.action = 'told' and e.method = any (:ways)
          and not e.details ? 'message_id'
          and not exists (select from work_order_event b where b.work_order_id = :id and b.action = 'came_back'
                          and b.details ->> 'takes_back' = cast(e.id as text))
        order by e.seq desc"""),
}


def standing(db: Database, kind: str, record_id: UUID) -> list[Telling]:
    """What people wrote to the customer of a ticket or work_order and what has not come back, the newest first."""
    with db.read() as connection:
        return records(Telling, connection.execute(_STANDING[kind], {"id": record_id, "ways": list(WRITTEN)}))


def came_back(
    db: Database, kind: str, record_id: UUID, telling_id: UUID, comment: str, request: UUID, workstation: str = ""
) -> None:
    """Say that it came back: the customer is owed since the telling before it.

    ServiceError 'telling_final' where it cannot come back, or a colleague has said so.
    """
    if kind == "ticket":
        call_once(db, request, "ticket_came_back", id=record_id, telling=telling_id, comment=comment)
        return
    order_errors.call(
        db,
        "select order_came_back(:id, :telling, :comment, :workstation, :request)",
        {"id": record_id, "telling": telling_id, "comment": comment, "workstation": workstation},
        request,
    )

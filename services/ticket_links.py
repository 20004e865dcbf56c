"""What a ticket is about besides its first device and order: further ones, linked and taken away."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import model_names
from services.database import Database
from services.errors import NotPermitted
from services.ids import new_id
from services.rows import insert_row, sql

COLUMNS = {"device": "device_id", "work_order": "work_order_id"}


class Link(NamedTuple):
    """A device or an order. id: the link's, None for the one that stands in the ticket itself.

    name is '' where the person may not see what is linked.
    """

    id: UUID | None
    kind: str
    target: UUID
    name: str
    state: str


_LINKS = sql(f"""
    select l.id, case when l.device_id is null then 'work_order' else 'device' end as kind,
           coalesce(l.device_id, l.work_order_id) as target,
           coalesce(o.number, nullif(concat_ws(' ', nullif({model_names.title("m")}, ''), nullif(d.serial_no, '')), ''), '') as name,
           coalesce(o.work_state, '') as state
    from (
        select null::uuid as id, t.device_id, null::uuid as work_order_id, t.created_at
        from ticket t where t.id = :id and t.device_id is not null
        union all
        select null, null, t.work_order_id, t.created_at from ticket t where t.id = :id and t.work_order_id is not null
        union all
        select x.id, x.device_id, x.work_order_id, x.created_at from ticket_link x
        where x.ticket_id = :id and x.until is null) l
    left join device d on d.id = l.device_id
    left join product_model m on m.id = d.product_model_id
    left join work_order o on o.id = l.work_order_id
    order by l.id is not null, l.created_at, l.id""")
_AWAY = text("update ticket_link set until = now() where id = :id and until is null")


def of_ticket(db: Database, ticket_id: UUID) -> list[Link]:
    """Everything a ticket is about, its own device and order first."""
    with db.read() as connection:
        return [Link(*row) for row in connection.execute(_LINKS, {"id": ticket_id})]


def link(db: Database, ticket_id: UUID, kind: str, target: UUID, request: UUID) -> None:
    """Link a device or a work order; raises ServiceError 'linked_already', NotPermitted."""
    values = {"id": new_id(), "ticket_id": ticket_id, COLUMNS[kind]: target}
    db.once(request, lambda connection: insert_row(connection, "ticket_link", values))


def unlink(db: Database, link_id: UUID, request: UUID) -> None:
    """Take a link away; it stays in the trace."""

    def work(connection: Connection) -> None:
        if connection.execute(_AWAY, {"id": link_id}).rowcount == 0:
            raise NotPermitted

    db.once(request, work)

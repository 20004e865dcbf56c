"""All there is about one device: its orders and what happened to it."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.customer_overview import Moment, OrderLine, named
from services.database import Database

SHOWN = 50


class DeviceOverview(NamedTuple):
    """The newest orders of a device and its time line, newest first; repairs counts the completed ones."""

    orders: list[OrderLine]
    moments: list[Moment]
    repairs: int


_ORDERS = text(f"""
    select o.id, o.number, o.kind, o.work_state, o.money_state, o.custody_state, o.outcome,
           coalesce(c.name, '') as device, o.problem, o.opened_on, o.promised_at,
           greatest(o.due - o.paid - o.written_off, 0) as due
    from work_order o left join customer c on c.id = o.customer_id
    where o.device_id = :id order by o.opened_at desc, o.id desc limit {SHOWN}""")
_MOMENTS = text(
    named(
        """
      select e.effective_at as at, 'order' as kind, e.axis || '.' || e.action as action, 'work_order' as record_kind,
             o.id as record_id, o.number,
             case when e.comment <> '' then e.comment when e.action = 'receive' then o.problem else '' end as detail,
             null::numeric as amount, e.by_login
      from work_order o join work_order_event e on e.work_order_id = o.id
      where o.device_id = :id and e.axis = 'work'
        and e.action in ('receive', 'complete', 'fail', 'refuse', 'deliver', 'return_unrepaired', 'cancel')
      union all
      select w.since, 'device', 'gained', 'customer', w.customer_id, coalesce(c.number, ''), coalesce(c.name, ''),
             null, w.created_by
      from device_owner w left join customer c on c.id = w.customer_id where w.device_id = :id
      union all
      select x.created_at, 'device', case x.old_device_id when :id then 'exchanged_out' else 'exchanged_in' end, 'device',
             case x.old_device_id when :id then x.new_device_id else x.old_device_id end, x.number,
             coalesce((select d.serial_no from device d
                       where d.id = case x.old_device_id when :id then x.new_device_id else x.old_device_id end), ''),
             null, x.created_by
      from device_exchange x where x.old_device_id = :id or x.new_device_id = :id
      union all
      select d.created_at, 'device', 'created', 'device', d.id, d.serial_no, '', null, d.created_by
      from device d where d.id = :id""",
        200,
    )
)


def get(db: Database, device_id: UUID) -> DeviceOverview:
    """Orders and time line of a device, as far as this person sees them."""
    with db.read() as connection:
        orders = [OrderLine(*row) for row in connection.execute(_ORDERS, {"id": device_id})]
        moments = [Moment(*row) for row in connection.execute(_MOMENTS, {"id": device_id})]
    return DeviceOverview(orders, moments, sum(order.outcome == "repaired" for order in orders))

"""Sample parcels: to customers, to the works and a part that is late, in each store."""

from datetime import timedelta

from services.sample.world import CHINA, World

# The nth newest order of the store in one of these states; its agent enters the parcel.
_SEND = """select aftercare.shipment_send(($1 ->> 'id')::uuid, o.id, $1 ->> 'direction', $1 ->> 'carrier', $1 ->> 'number',
      $1 ->> 'what', ($1 ->> 'expected')::date, ($1 ->> 'request')::uuid)
    from (select w.id from aftercare.work_order w
          where w.store_id = ($1 ->> 'store')::uuid and w.work_state = any (string_to_array($1 ->> 'states', ' '))
            and w.opened_at < ($1 ->> 'moment')::timestamptz
          order by w.opened_at desc, w.id limit 1) o"""
_ARRIVE = """select aftercare.shipment_move(h.id, h.version, 'arrived', ($1 ->> 'on')::date, '客户本人签收', ($1 ->> 'request')::uuid)
    from aftercare.shipment h where h.id = ($1 ->> 'id')::uuid"""
# direction, states of the order, carrier, days since it was sent, days it should take, what, arrived after days
_PARCELS = (
    ("to_customer", "delivered closed", "顺丰速运", 9, 2, "", 2),
    ("to_customer", "completed delivered", "京东物流", 1, 2, "", None),
    ("to_maker", "diagnosing waiting_parts repairing", "德邦物流", 6, 4, "主控板", None),
    ("part", "waiting_parts repairing diagnosing", "中通快递", 3, 5, "压缩机", None),
)


def write(world: World) -> None:
    """What is under way; the one to the works should have arrived already."""
    for store in (store.code for store in world.material.stores if store.share):
        agents = world.material.staff(store, "agent")
        for place, (direction, states, carrier, ago, days, what, took) in enumerate(_PARCELS if agents else ()):
            at = world.until - timedelta(days=ago, hours=2, minutes=place)
            day = at.astimezone(CHINA).date()
            given = {"id": world.new_id(at), "direction": direction, "carrier": carrier, "what": what, "states": states}
            world.script.add(
                at, agents[0], _SEND, **given, store=world.store_ids[store], moment=at.isoformat(),
                number=f"{'SF' if place == 0 else 'YD'}{world.chance.randrange(10**11, 10**12)}",
                expected=(day + timedelta(days=days)).isoformat(), request=world.new_id(at),
            )  # fmt: skip
            if took is not None:
                later = at + timedelta(days=took)
                world.script.add(
                    later, agents[0], _ARRIVE, id=given["id"], on=(day + timedelta(days=took)).isoformat(),
                    request=world.new_id(later),
                )  # fmt: skip

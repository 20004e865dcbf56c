"""Sample quality inspections: in each store two contacts of agents looked at, one of them talked over."""

from datetime import timedelta

from services.sample.world import CHINA, World

# The nth newest solved ticket of an agent of the store, other than the manager who looks at it.
_INSPECT = """select aftercare.inspection_add(($1 ->> 'id')::uuid, t.owner_id, 'ticket', t.id, $1 -> 'points', $1 ->> 'note',
      ($1 ->> 'request')::uuid)
    from (select x.id, x.owner_id from aftercare.ticket x
          join aftercare.store s on s.id = x.store_id join aftercare.staff p on p.id = x.owner_id
          where s.code = $1 ->> 'store' and x.state in ('resolved', 'closed') and p.login <> $1 ->> 'manager'
          order by x.opened_at desc, x.id offset ($1 ->> 'nth')::int limit 1) t"""
_TALK = """select aftercare.inspection_talk(i.id, i.version, ($1 ->> 'on')::date, $1 ->> 'note', ($1 ->> 'request')::uuid)
    from aftercare.inspection i where i.id = ($1 ->> 'id')::uuid"""
_GOOD = {"greeting": 10, "listening": 18, "knowledge": 25, "promise": 20, "courtesy": 15, "privacy": 10}
_WEAK = {"greeting": 6, "listening": 8, "knowledge": 15, "promise": 5, "courtesy": 12, "privacy": 10}


def write(world: World) -> None:
    """What managers saw this week; nothing follows yet from the weak one, which is still to be talked over."""
    for store in (store.code for store in world.material.stores if store.share):
        manager = world.material.manager(store)
        at = world.until - timedelta(minutes=40)
        for nth, (points, note) in enumerate(
            ((_GOOD, "答复清楚，按时回电。"), (_WEAK, "未记录客户的要求，约定回电未做到。"))
        ):
            given = {"id": world.new_id(at), "store": store, "manager": manager, "nth": nth}
            world.script.add(at, manager, _INSPECT, **given, points=points, note=note, request=world.new_id(at))
            if points is _GOOD:
                later = at + timedelta(minutes=5)
                world.script.add(
                    later, manager, _TALK, id=given["id"], on=later.astimezone(CHINA).date().isoformat(), note="已面谈，予以肯定。",
                    request=world.new_id(later),
                )  # fmt: skip

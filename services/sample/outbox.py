"""Sample messages to customers: what was sent in the last days, what was not, and a letter to be posted."""

from datetime import timedelta
from random import Random
from uuid import UUID

from services.sample.world import World

# The nth of the orders that wait for their customers, or for their answer; none where there are not so many.
_TELL = """select aftercare.message_tell(($1 ->> 'message')::uuid,
      md5('message_template ' || ($1 ->> 'occasion') || ' ' || ($1 ->> 'channel'))::uuid, 'work_order', o.id, $1 ->> 'note')
    from (
      select w.id from aftercare.work_order w
      join aftercare.store s on s.id = w.store_id join aftercare.customer c on c.id = w.customer_id
      where s.code = $1 ->> 'store' and c.notify_by <> 'none' and c.merged_into is null
        -- whoever refused it once is told nothing, whichever orders the stories left waiting
        and not exists (select from aftercare.customer_consent k
                        join aftercare.customer m on m.id = k.customer_id
                        where c.id in (m.id, m.merged_into) and not k.given)
        and ($1 ->> 'occasion' = 'quote' and w.work_state = 'quoted'
             or $1 ->> 'occasion' <> 'quote' and w.work_state in ('completed', 'failed'))
        and case $1 ->> 'channel' when 'email' then c.email <> '' when 'sms' then c.phone <> '' else true end
      order by w.ready_at desc nulls last, w.id offset ($1 ->> 'nth')::int limit 1) o"""
_BECOMES = """update aftercare.message set state = $1 ->> 'state', attempts = 1, fault = $1 ->> 'fault',
      fault_detail = $1 ->> 'detail',
      next_try_at = case when $1 ->> 'state' = 'failed' then clock_timestamp() + interval '4 minutes' end,
      sent_at = case when $1 ->> 'state' = 'sent' then clock_timestamp() end
    where id = ($1 ->> 'message')::uuid"""
# occasion, channel, which of the orders, what became of it, why
_WRITTEN = (
    ("ready", "sms", 0, "sent", "", ""),
    ("ready", "email", 0, "sent", "", ""),
    ("ready", "sms", 1, "perhaps", "sms_no_answer", "timeout"),
    ("overdue", "sms", 2, "given_up", "sms_refused", "65 number not in use"),
    ("ready", "sms", 3, "failed", "sms_failed", "75 try later"),
    ("quote", "sms", 0, "sent", "", ""),
    ("quote", "email", 0, "sent", "", ""),
    ("overdue", "letter", 0, "", "", ""),
    ("ready", "letter", 1, "", "", ""),
)


def write(world: World) -> None:
    """Messages of this morning in each store; with chance of its own, so that the stories stay as they are."""
    chance = Random(len(_WRITTEN))
    for store in (store.code for store in world.material.stores if store.share):
        clerk = next(
            (one.login for one in world.material.people if "agent" in one.roles and store in one.stores),
            world.material.manager(store),
        )
        at = world.until - timedelta(minutes=50)
        for occasion, channel, nth, state, fault, detail in _WRITTEN:
            at += timedelta(minutes=chance.randint(1, 4))
            message = str(UUID(int=chance.getrandbits(128)))
            world.script.add(
                at, clerk, _TELL, message=message, occasion=occasion, channel=channel, store=store, nth=nth, note=""
            )
            if state:
                world.script.add(
                    at + timedelta(minutes=1), None, _BECOMES, message=message, state=state, fault=fault, detail=detail
                )

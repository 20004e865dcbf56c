-- What may follow in a service recovery plan, for whom, and what a step asks for; 'owner' answers for it.
delete from aftercare.recovery_plan_transition where origin = 'shipped';
insert into aftercare.recovery_plan_transition (from_state, action, to_state, role, needs, position, origin)
select x.from_state, x.action, x.to_state, r, x.needs, x.position, 'shipped'
from (values
  ('open', 'finish', 'done', array['owner', 'manager'], array['result', 'told'], 10),
  ('open', 'pass_on', 'open', array['manager'], array['owner_id', 'due_on', 'comment'], 30),
  ('open', 'withdraw', 'withdrawn', array['manager'], array['comment'], 90),
  ('done', 'reopen', 'open', array['manager'], array['due_on', 'comment'], 60)
) x (from_state, action, to_state, roles, needs, position)
cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

-- What may follow in a suggestion, for whom, and what a step asks for; 'author' filed it, 'owner' carries it out.
delete from aftercare.improvement_transition where origin = 'shipped';
insert into aftercare.improvement_transition (from_state, action, to_state, role, needs, position, origin)
select x.from_state, x.action, x.to_state, r, x.needs, x.position, 'shipped'
from (values
  ('filed', 'adopt', 'adopted', array['manager'], array['owner_id', 'due_on', 'comment'], 10),
  ('filed', 'decline', 'declined', array['manager'], array['comment'], 20),
  ('filed', 'withdraw', 'withdrawn', array['author'], array['comment'], 90),
  ('adopted', 'finish', 'done', array['owner', 'manager'], array['result'], 10),
  ('adopted', 'pass_on', 'adopted', array['manager'], array['owner_id', 'due_on', 'comment'], 30),
  ('adopted', 'decline', 'declined', array['manager'], array['comment'], 80),
  ('declined', 'consider', 'filed', array['manager'], array['comment'], 60),
  ('done', 'reopen', 'adopted', array['manager'], array['comment'], 60)
) x (from_state, action, to_state, roles, needs, position)
cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

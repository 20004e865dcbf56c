-- What may follow in a training, for whom, and what a step asks for.
delete from aftercare.training_transition where origin = 'shipped';
insert into aftercare.training_transition (from_state, action, to_state, role, needs, position, origin)
select x.from_state, x.action, x.to_state, r, x.needs, x.position, 'shipped'
from (values
  ('planned', 'hold', 'held', array['trainer', 'manager'], array[]::text[], 10),
  ('planned', 'cancel', 'cancelled', array['agent', 'manager'], array['comment'], 90),
  ('held', 'close', 'closed', array['trainer', 'manager'], array['summary'], 10),
  ('closed', 'reopen', 'held', array['manager'], array['comment'], 60),
  ('cancelled', 'restore', 'planned', array['manager'], array['comment'], 60)
) x (from_state, action, to_state, roles, needs, position)
cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'retraining_days', 'int', '30', '培训合格到期前多少天提示复训', 'Days before a training runs out at which it is to be repeated')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);

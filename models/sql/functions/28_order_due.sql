-- owner: aftercare_workflow
-- Work that falls due by itself; called by the function of the due jobs.

-- Delivered orders close by themselves after the company's days, as of the moment they were due.
create or replace function aftercare.close_delivered()
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
  t aftercare.work_order_transition;
  days int := aftercare.parameter_value('close_days', '7')::int;
  done bigint := 0;
begin
  for o in
    select w.* from aftercare.work_order w
    where w.work_state = 'delivered' and w.delivered_at < clock_timestamp() - make_interval(days => days)
    order by w.delivered_at limit 500 for no key update skip locked
  loop
    select s.* into t from aftercare.steps_of(o, 'work', 'close') s where s.role = 'jobs' limit 1;
    continue when t.action is null;
    perform aftercare.take_step(o, t, '{}', 'jobs', o.delivered_at + make_interval(days => days));
    done := done + 1;
  end loop;
  return done;
end $$;

grant execute on function aftercare.close_delivered() to aftercare_due;

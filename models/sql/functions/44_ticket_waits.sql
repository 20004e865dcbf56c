-- owner: aftercare_workflow
-- A ticket waits for its customer no longer than was said; then it is the desk's turn again, whether he answered or not.
-- wake_at stays until the next step, so that its owner is reminded.

create or replace function aftercare.tickets_wake(until timestamptz)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.ticket;
  moment timestamptz;
  done bigint := 0;
begin
  for t in
    select x.* from aftercare.ticket x
    where x.wake_at <= clock_timestamp() and x.state = 'waiting_customer'
    order by x.wake_at limit 1000 for no key update skip locked
  loop
    update aftercare.ticket x set state = 'in_progress' where x.id = t.id;
    moment := greatest(clock_timestamp(),
      (select max(e.at) from aftercare.ticket_event e where e.ticket_id = t.id));
    insert into aftercare.ticket_event (ticket_id, store_id, kind, owner_id, action, from_state, to_state, at,
                                        effective_at, by_login, comment, details, happened_on)
      values (t.id, t.store_id, t.kind, t.owner_id, 'wake', t.state, 'in_progress', moment, t.wake_at,
              aftercare.login_name(), '', '{}', aftercare.store_date(t.store_id, moment));
    done := done + 1;
    exit when clock_timestamp() > until;
  end loop;
  return done;
end $$;

grant execute on function aftercare.tickets_wake(timestamptz) to aftercare_due;

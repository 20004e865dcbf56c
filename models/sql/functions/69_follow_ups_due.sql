-- owner: aftercare_due
-- Fills the queue of follow-ups by the rules; a few seconds at a time, what is left waits for the next time.
create or replace function aftercare.due_follow_ups()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return aftercare.follow_ups_fill(clock_timestamp() + interval '5 seconds');
end $$;
comment on function aftercare.due_follow_ups() is 'every 5 minutes';

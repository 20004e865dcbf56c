-- owner: aftercare_due
-- A call that nobody took in time was missed: at the moment the time was over, whenever this is found out.
create or replace function aftercare.due_missed_calls()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  waited interval := make_interval(mins => aftercare.parameter_value('call_missed_minutes', '10')::int);
  touched bigint;
begin
  update aftercare.phone_call c set state = 'missed', missed_at = c.came_at + waited
    where c.state = 'waiting' and c.came_at < clock_timestamp() - waited;
  get diagnostics touched = row_count;
  return touched;
end $$;

-- Numbers are kept no longer than they are needed for calling back.
create or replace function aftercare.due_forget_callers()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  kept interval := make_interval(days => aftercare.parameter_value('call_keep_days', '180')::int);
  touched bigint;
begin
  update aftercare.phone_call c set phone = '', contact_name = '', note = ''
    where c.phone <> '' and c.came_at < clock_timestamp() - kept;
  get diagnostics touched = row_count;
  return touched;
end $$;
comment on function aftercare.due_forget_callers() is 'every 1 hour';

-- owner: aftercare_due
-- Moves the clocks of what is promised: calendars that changed, what fell due, what soon will. A few seconds at a
-- time; what is left waits for the next minute.
create or replace function aftercare.due_service_clock()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  until timestamptz := clock_timestamp() + interval '5 seconds';
begin
  return aftercare.sla_reckon(until) + aftercare.sla_breach(until) + aftercare.sla_warn(until);
end $$;

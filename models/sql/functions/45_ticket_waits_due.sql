-- owner: aftercare_due
-- Tickets whose customers were waited for long enough; a few seconds at a time.
create or replace function aftercare.due_ticket_waits()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return aftercare.tickets_wake(clock_timestamp() + interval '5 seconds');
end $$;

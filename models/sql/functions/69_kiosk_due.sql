-- owner: aftercare_due
-- What was typed at kiosks is kept for a quarter of a year, the counters of the limits for a day.
create or replace function aftercare.due_forget_kiosk_tries()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  tries bigint;
  limits bigint;
begin
  delete from aftercare.kiosk_try k where k.at < clock_timestamp() - interval '90 days';
  get diagnostics tries = row_count;
  delete from aftercare.kiosk_limit k where k.last_at < clock_timestamp() - interval '1 day' and k.tries < 20;
  get diagnostics limits = row_count;
  return tries + limits;
end $$;
comment on function aftercare.due_forget_kiosk_tries() is 'every 1 hour';

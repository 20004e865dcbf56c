-- owner: aftercare_due
-- Looks once a day for what is past its period; its number stands among due work. Nothing is erased here.
create or replace function aftercare.due_propose_retention()
returns bigint
language sql
set search_path = pg_catalog, pg_temp
as $$
  select count(*) from unnest(array['customer', 'caller', 'paper', 'message', 'trail', 'look']) k, aftercare.retention_due(k, 1001)
$$;
comment on function aftercare.due_propose_retention() is 'every 1 day';

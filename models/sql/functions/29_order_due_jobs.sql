-- owner: aftercare_due

create or replace function aftercare.due_close_orders()
returns bigint
language sql
set search_path = pg_catalog, pg_temp
as $$ select aftercare.close_delivered() $$;
comment on function aftercare.due_close_orders() is 'every 10 minutes';

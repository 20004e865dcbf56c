-- owner: aftercare_due

create or replace function aftercare.due_messages_left_behind()
returns bigint
language sql
set search_path = pg_catalog, pg_temp
as $$ select aftercare.messages_left_behind() + aftercare.sending_tests_left_behind() $$;

create or replace function aftercare.due_messages()
returns bigint
language sql
set search_path = pg_catalog, pg_temp
as $$ select aftercare.messages_of_due_work() $$;
comment on function aftercare.due_messages() is 'every 10 minutes';

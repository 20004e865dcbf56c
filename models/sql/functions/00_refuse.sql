-- owner: aftercare_owner
-- The one way in which our SQL refuses: SQLSTATE AC001, the message is a code that the client has a
-- sentence for (services/errors.py), the detail holds field and values as JSON.
create or replace function aftercare.refuse(code text, field text default null, vals jsonb default '{}')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception using errcode = 'AC001', message = code,
    detail = jsonb_build_object('field', field, 'values', vals)::text;
end $$;

-- The login as people type it: the database role without its prefix.
create or replace function aftercare.login_name()
returns text
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when session_user like 's\_%' then substr(session_user, 3) else session_user::text end;
end $$;

grant execute on function aftercare.refuse(text, text, jsonb), aftercare.login_name()
  to aftercare_staff, aftercare_customer, aftercare_identity, aftercare_history, aftercare_search,
     aftercare_workflow, aftercare_due, aftercare_accounts, aftercare_transfer, aftercare_guests, aftercare_jobs;

-- What this database allows at all; runs as a superuser at every init and upgrade.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('alter database %I set search_path = aftercare, pg_temp', current_database());
  -- people get CONNECT one by one, through the accounts functions
  execute format('grant connect on database %I to aftercare_accounts with grant option', current_database());
  execute format('grant connect on database %I to aftercare_jobs, aftercare_backup', current_database());
  -- a kiosk belongs to one database; an earlier release's might enter all of the cluster
  execute format('revoke connect on database %I from aftercare_kiosk', current_database());
end $$;

create schema if not exists aftercare authorization aftercare_owner;
grant usage on schema aftercare to aftercare_staff, aftercare_customer, aftercare_kiosk, aftercare_jobs;
grant usage, create on schema aftercare
  to aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts,
     aftercare_transfer, aftercare_guests;

revoke all on schema public from public;
-- A person with psql could otherwise write functions of his own or fill the disk with large objects.
revoke usage on language plpgsql from public;
grant usage on language plpgsql to aftercare_owner, aftercare_identity, aftercare_history, aftercare_search,
  aftercare_workflow, aftercare_due, aftercare_accounts, aftercare_transfer, aftercare_guests;
revoke execute on function lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) from public;

do $$
declare
  name text;
begin
  foreach name in array array['owner', 'identity', 'history', 'search', 'workflow', 'due', 'accounts',
      'transfer', 'guests'] loop
    execute format('alter default privileges for role aftercare_%s revoke execute on functions from public', name);
  end loop;
end $$;

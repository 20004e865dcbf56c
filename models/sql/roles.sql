-- Roles belong to the cluster; this file runs as a superuser at every init and upgrade and may run twice.
do $$
declare
  name text;
begin
  -- group roles of people, the owner of the tables, and the owners of security definer functions
  -- (nobody is a member of those)
  foreach name in array array['aftercare_staff', 'aftercare_admin', 'aftercare_manager', 'aftercare_agent',
      'aftercare_technician', 'aftercare_parts', 'aftercare_sales', 'aftercare_finance', 'aftercare_auditor',
      'aftercare_leader', 'aftercare_inspector', 'aftercare_customer',
      'aftercare_owner', 'aftercare_identity', 'aftercare_history', 'aftercare_search', 'aftercare_workflow',
      'aftercare_due', 'aftercare_transfer', 'aftercare_guests', 'aftercare_kiosk'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'aftercare_accounts') then
    create role aftercare_accounts nologin createrole;
  end if;
  -- these sign in, but not before an administrator of the server gives them a password
  if not exists (select from pg_roles where rolname = 'aftercare_jobs') then
    create role aftercare_jobs login;
  end if;
  -- earlier releases let it sign in itself; now each store's kiosk has a sign-in of its own in this group
  if exists (select from pg_roles where rolname = 'aftercare_kiosk' and rolcanlogin) then
    alter role aftercare_kiosk nologin;
  end if;
  -- pg_dump stops where row security would hide rows
  if not exists (select from pg_roles where rolname = 'aftercare_backup') then
    create role aftercare_backup login bypassrls;
  end if;
end $$;

grant pg_read_all_data to aftercare_backup;
do $$
begin
  -- earlier releases let the undoing of imports read everything; now it reads what refers to imported records
  if pg_has_role('aftercare_transfer', 'pg_read_all_data', 'member') then
    revoke pg_read_all_data from aftercare_transfer;
  end if;
end $$;
-- ends the sessions of a person who is disabled, and transactions left idle
grant pg_signal_backend to aftercare_accounts, aftercare_due;
-- without it the state of other people's sessions is hidden
grant pg_read_all_stats to aftercare_due;

do $$
declare
  name text;
begin
  -- from PostgreSQL 16 on CREATEROLE alone may not grant: the accounts functions need the admin option
  if current_setting('server_version_num')::int >= 160000 then
    foreach name in array array['staff', 'admin', 'manager', 'agent', 'technician', 'parts', 'sales',
        'finance', 'auditor', 'leader', 'inspector', 'customer', 'kiosk'] loop
      if not exists (
        select from pg_auth_members
        where roleid = ('aftercare_' || name)::regrole and member = 'aftercare_accounts'::regrole
          and admin_option) then
        execute format('grant aftercare_%s to aftercare_accounts with admin true, inherit false, set false',
                       name);
      end if;
    end loop;
  end if;
end $$;

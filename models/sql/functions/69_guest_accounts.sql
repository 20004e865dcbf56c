-- owner: aftercare_accounts
-- Sign-ins of stores' kiosks and of customers: made and closed by administrators, those of customers by managers too.

create or replace function aftercare.check_may_let_in(kind text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if kind = 'customer' and aftercare.i_am('manager') then return; end if;
  perform aftercare.check_may_administer();
end $$;

-- Whether this role exists and is more than a guest's of that kind: staff, a service, somebody's own.
create or replace function aftercare.taken_by_others(role_name text, kind text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
      select from pg_roles r where r.rolname = role_name
        and (r.rolsuper or r.rolcreaterole or r.rolbypassrls
             or not exists (select from pg_auth_members m where m.member = r.oid
                            and m.roleid = to_regrole('aftercare_' || kind)::oid)
             or exists (select from pg_auth_members m where m.member = r.oid
                        and m.roleid <> to_regrole('aftercare_' || kind)::oid)));
end $$;

-- An existing role of that name and kind is a sign-in of another database of this cluster: it gets this one too, its
-- password stays as it is.
create or replace function aftercare.create_guest(guest_id uuid, kind text, login text, verifier text, store uuid,
  customer uuid, must_change boolean default true)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  guest text := 's_' || login;
begin
  if kind is null or kind not in ('kiosk', 'customer') then perform aftercare.refuse('value_refused', 'kind'); end if;
  perform aftercare.check_may_let_in(kind);
  if login is null or login !~ '^[a-z][a-z0-9_]{1,39}$' then
    perform aftercare.refuse('login_not_allowed', 'login');
  end if;
  if exists (select from aftercare.staff s where s.login = create_guest.login)
     or exists (select from aftercare.guest_login g where g.login = create_guest.login)
     or aftercare.taken_by_others(guest, kind) then
    perform aftercare.refuse('person_exists', 'login', jsonb_build_object('login', login));
  end if;
  if kind = 'kiosk' and not exists (select from aftercare.store s where s.id = store and s.archived_at is null)
     or kind = 'customer' and not exists (select from aftercare.customer c where c.id = customer
                                          and c.merged_into is null and c.archived_at is null) then
    perform aftercare.refuse('gone_record');
  end if;
  if not exists (select from pg_roles r where r.rolname = guest) then
    perform aftercare.check_verifier(verifier);
    -- a kiosk may stand on several PCs of a store, a customer has one window
    execute format('create role %I login password %L nosuperuser nocreatedb nocreaterole noreplication nobypassrls
                    connection limit %s', guest, verifier, case kind when 'kiosk' then 8 else 4 end);
    execute format('grant %I to %I', 'aftercare_' || kind, guest);
    execute format('alter role %I set statement_timeout = ''10s''', guest);
    execute format('alter role %I set lock_timeout = ''3s''', guest);
    execute format('alter role %I set idle_in_transaction_session_timeout = ''10s''', guest);
  end if;
  execute format('grant connect on database %I to %I', current_database(), guest);
  insert into aftercare.guest_login (id, login, kind, store_id, customer_id, must_change_password, password_at)
    values (guest_id, login, kind, case when kind = 'kiosk' then store end,
            case when kind = 'customer' then customer end, must_change and kind = 'customer', clock_timestamp());
  return guest_id;
end $$;

-- The sign-in, locked, of somebody who may change it.
create or replace function aftercare.lock_guest(wanted uuid)
returns aftercare.guest_login
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  g aftercare.guest_login;
begin
  select x.* into g from aftercare.guest_login x where x.id = wanted for no key update;
  perform aftercare.check_may_let_in(coalesce(g.kind, 'customer'));
  if g.id is null then perform aftercare.refuse('person_unknown'); end if;
  return g;
end $$;

-- Those whose store is closed, or whose customer was merged or archived, are not let in again.
create or replace function aftercare.check_guest_stands(g aftercare.guest_login)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if g.kind = 'kiosk' and not exists (select from aftercare.store s where s.id = g.store_id and s.archived_at is null)
     or g.kind = 'customer' and not exists (select from aftercare.customer c where c.id = g.customer_id
                                            and c.merged_into is null and c.archived_at is null) then
    perform aftercare.refuse('guest_without_record');
  end if;
end $$;

-- A new password, also for one that was closed. A customer replaces it at the next sign-in; a kiosk's belongs to
-- nobody who could.
create or replace function aftercare.reset_guest_password(wanted uuid, verifier text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  g aftercare.guest_login := aftercare.lock_guest(wanted);
begin
  perform aftercare.check_verifier(verifier);
  perform aftercare.check_guest_stands(g);
  execute format('alter role %I login password %L', 's_' || g.login, verifier);
  update aftercare.guest_login x
    set must_change_password = (x.kind = 'customer'), active = true, password_at = clock_timestamp() where x.id = g.id;
end $$;

-- Closed at once: no sign-in, what is open ends.
create or replace function aftercare.close_guest(g aftercare.guest_login)
returns int
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('alter role %I nologin', 's_' || g.login);
  update aftercare.guest_login x set active = false where x.id = g.id and x.active;
  return (select count(pg_terminate_backend(a.pid)) from pg_stat_activity a
          where a.usename = 's_' || g.login and a.datname = current_database());
end $$;

create or replace function aftercare.disable_guest(wanted uuid)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return aftercare.close_guest(aftercare.lock_guest(wanted));
end $$;

create or replace function aftercare.enable_guest(wanted uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  g aftercare.guest_login := aftercare.lock_guest(wanted);
begin
  perform aftercare.check_guest_stands(g);
  execute format('alter role %I login', 's_' || g.login);
  update aftercare.guest_login x set active = true where x.id = g.id;
end $$;

-- AFTER UPDATE of customer and store: who is merged, archived or erased, or closed, has no sign-in any more.
create or replace function aftercare.close_guests()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  g aftercare.guest_login;
begin
  for g in select x.* from aftercare.guest_login x where x.active and new.id in (x.customer_id, x.store_id)
           order by x.id for no key update loop
    perform aftercare.close_guest(g);
  end loop;
  return null;
end $$;

-- A customer's own password; the client has signed in with the old one just before.
create or replace function aftercare.change_guest_password(verifier text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := (select w.id from aftercare.guest_who() w where w.kind = 'customer');
begin
  perform aftercare.check_verifier(verifier);
  if me is null then
    raise exception using errcode = '42501', message = 'no such customer';
  end if;
  execute format('alter role %I password %L', session_user, verifier);
  update aftercare.guest_login g set must_change_password = false, password_at = clock_timestamp() where g.id = me;
end $$;

grant execute on function aftercare.create_guest(uuid, text, text, text, uuid, uuid, boolean),
  aftercare.reset_guest_password(uuid, text), aftercare.disable_guest(uuid), aftercare.enable_guest(uuid)
  to aftercare_admin, aftercare_manager;
grant execute on function aftercare.change_guest_password(text) to aftercare_customer;
grant execute on function aftercare.close_guests() to aftercare_owner;

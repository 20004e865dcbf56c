-- owner: aftercare_accounts
-- People and their passwords. PostgreSQL keeps the passwords (SCRAM); the client sends verifiers only, so no
-- password in clear ever crosses the line or reaches a log. From PostgreSQL 16 on every person has to be
-- created through these functions, else they may not change him later.

create or replace function aftercare.check_verifier(verifier text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if verifier is null or verifier !~
     '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{16,}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
    perform aftercare.refuse('password_not_a_verifier', 'password');
  end if;
end $$;

-- Administrators, and whoever runs the server itself (the first administrator, a forgotten password).
create or replace function aftercare.check_may_administer()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not aftercare.i_am('admin')
     and not (select r.rolsuper from pg_roles r where r.rolname = session_user) then
    raise exception using errcode = '42501', message = 'only an administrator manages people';
  end if;
end $$;

-- Makes this person's looks and exports go one after the other, so that two at once do not both find room under
-- a limit; until the transaction ends. Only where each statement sees what was committed before it: in an older
-- snapshot the other's entries would not be there to be counted.
create or replace function aftercare.count_alone()
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = '42501', message = 'looks are counted in transactions of level read committed';
  end if;
  perform from aftercare.staff s where s.id = aftercare.my_staff_id() for no key update;
end $$;
grant execute on function aftercare.count_alone() to aftercare_search;

create or replace function aftercare.set_groups(person text, wanted text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  code text;
  now_has text[] := aftercare.roles_of(substr(person, 3));
begin
  if coalesce(cardinality(wanted), 0) = 0 then
    perform aftercare.refuse('person_without_role', 'roles');
  end if;
  -- whoever leads a group or inspects contacts is one of the desk
  if wanted && array['leader', 'inspector'] and not 'agent' = any (wanted) then
    perform aftercare.refuse('duty_without_desk', 'roles');
  end if;
  foreach code in array wanted loop
    if code not in ('admin', 'manager', 'agent', 'technician', 'parts', 'sales', 'finance', 'auditor', 'leader',
                    'inspector') then
      perform aftercare.refuse('role_unknown', 'roles', jsonb_build_object('role', code));
    end if;
    if code <> all (now_has) then
      execute format('grant %I to %I', 'aftercare_' || code, person);
    end if;
  end loop;
  foreach code in array now_has loop
    if code <> all (wanted) then
      execute format('revoke %I from %I', 'aftercare_' || code, person);
    end if;
  end loop;
  if not pg_has_role(person, 'aftercare_staff', 'member') then
    execute format('grant aftercare_staff to %I', person);
  end if;
end $$;

create or replace function aftercare.set_desks(who uuid, store_ids uuid[], region_ids uuid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.staff_store d set until = clock_timestamp()
    where d.staff_id = who and d.until is null and d.store_id <> all (coalesce(store_ids, '{}'));
  insert into aftercare.staff_store (id, staff_id, store_id)
    select gen_random_uuid(), who, s from unnest(store_ids) s
    where not exists (select from aftercare.staff_store d
                      where d.staff_id = who and d.store_id = s and d.until is null);
  update aftercare.staff_region r set until = clock_timestamp()
    where r.staff_id = who and r.until is null and r.region_id <> all (coalesce(region_ids, '{}'));
  insert into aftercare.staff_region (id, staff_id, region_id)
    select gen_random_uuid(), who, g from unnest(region_ids) g
    where not exists (select from aftercare.staff_region r
                      where r.staff_id = who and r.region_id = g and r.until is null);
end $$;

-- An existing database role of that name is somebody who works with another database of this cluster: he gets
-- this database too, his password and groups stay as they are. Without a verifier the person cannot sign in.
create or replace function aftercare.create_person(staff_id uuid, login text, name text, verifier text,
  roles text[], store_ids uuid[], region_ids uuid[] default '{}', home_store uuid default null,
  must_change boolean default true, initials text default '')
returns uuid
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  person text := 's_' || login;
begin
  perform aftercare.check_may_administer();
  if login is null or login !~ '^[a-z][a-z0-9_]{1,39}$' then
    perform aftercare.refuse('login_not_allowed', 'login');
  end if;
  -- a sign-in of a kiosk or a customer, of this database or another, never becomes a person's
  if exists (select from aftercare.staff s where s.login = create_person.login)
     or exists (select from aftercare.guest_login g where g.login = create_person.login)
     or exists (select from pg_auth_members m
                where m.member = to_regrole(person)::oid
                  and m.roleid in (to_regrole('aftercare_kiosk')::oid, to_regrole('aftercare_customer')::oid)) then
    perform aftercare.refuse('person_exists', 'login', jsonb_build_object('login', login));
  end if;
  if not exists (select from pg_roles r where r.rolname = person) then
    execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls
                    connection limit 12', person);
    if verifier is not null then
      perform aftercare.check_verifier(verifier);
      execute format('alter role %I login password %L', person, verifier);
    end if;
    execute format('alter role %I set statement_timeout = ''30s''', person);
    execute format('alter role %I set lock_timeout = ''5s''', person);
    execute format('alter role %I set idle_in_transaction_session_timeout = ''60s''', person);
    perform aftercare.set_groups(person, roles);
  end if;
  execute format('grant connect on database %I to %I', current_database(), person);
  insert into aftercare.staff (id, login, name, store_id, must_change_password, initials, roles, password_at)
    values (staff_id, login, name, coalesce(home_store, store_ids[1]), must_change and verifier is not null,
            initials, aftercare.roles_of(login), case when verifier is not null then clock_timestamp() end);
  perform aftercare.set_desks(staff_id, store_ids, region_ids);
  return staff_id;
end $$;

create or replace function aftercare.active_admins()
returns bigint
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select count(*) from aftercare.staff s
  join pg_roles p on p.rolname = 's_' || s.login and p.rolcanlogin
  where s.active and 'admin' = any (aftercare.roles_of(s.login))
$$;

-- Two administrators who take each other's right at the same moment must meet: all lock the same rows.
create or replace function aftercare.keep_an_admin(p aftercare.staff, stays boolean)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if stays or 'admin' <> all (aftercare.roles_of(p.login)) then return; end if;
  perform s.id from aftercare.staff s order by s.id for no key update;
  if p.active and aftercare.active_admins() <= 1 then
    perform aftercare.refuse('last_admin', 'roles');
  end if;
end $$;

-- Name, roles, desks and regions of a person. Nobody changes his own rights.
create or replace function aftercare.change_person(who uuid, seen_version int, name text, roles text[],
  store_ids uuid[], region_ids uuid[], home_store uuid, initials text default null)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  p aftercare.staff;
  has text[];
begin
  perform aftercare.check_may_administer();
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  has := aftercare.roles_of(p.login);
  if p.login = aftercare.login_name() and not (roles @> has and roles <@ has) then
    perform aftercare.refuse('own_rights', 'roles');
  end if;
  perform aftercare.keep_an_admin(p, 'admin' = any (roles));
  perform aftercare.set_groups('s_' || p.login, roles);
  perform aftercare.set_desks(who, store_ids, region_ids);
  update aftercare.staff s set name = change_person.name, store_id = home_store,
    initials = coalesce(change_person.initials, s.initials), roles = aftercare.roles_of(p.login) where s.id = who
    returning s.version into seen_version;
  return seen_version;
end $$;

-- The own name as others read it: all of the account that a person changes himself. Nobody takes the name of a colleague,
-- nor one that only looks like it.
create or replace function aftercare.change_my_name(before text, name text, initials text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  p aftercare.staff;
  unseen text := '[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]';
begin
  select s.* into p from aftercare.staff s where s.id = aftercare.my_staff_id() for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.name is distinct from before then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if regexp_replace(coalesce(name, ''), unseen, '', 'g') = '' then perform aftercare.refuse('name_missing', 'name'); end if;
  if exists (select from aftercare.staff s
             where s.active and s.id <> p.id
               and lower(regexp_replace(s.name, unseen, '', 'g')) = lower(regexp_replace(name, unseen, '', 'g'))) then
    perform aftercare.refuse('name_of_colleague', 'name');
  end if;
  update aftercare.staff s set name = btrim(change_my_name.name), initials = left(change_my_name.initials, 80)
    where s.id = p.id returning s.version into p.version;
  return p.version;
end $$;
grant execute on function aftercare.change_my_name(text, text, text) to aftercare_staff;

-- A new password given by an administrator; the person has to replace it at the next sign-in.
create or replace function aftercare.reset_password(who uuid, verifier text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  p aftercare.staff;
begin
  perform aftercare.check_may_administer();
  perform aftercare.check_verifier(verifier);
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.login = aftercare.login_name() then perform aftercare.refuse('own_password_elsewhere', 'password'); end if;
  execute format('alter role %I login password %L', 's_' || p.login, verifier);
  update aftercare.staff s set must_change_password = true, active = true, password_at = clock_timestamp()
    where s.id = who;
end $$;

-- One's own password; the client has signed in with the old one just before.
create or replace function aftercare.change_own_password(verifier text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.check_verifier(verifier);
  if not exists (select from aftercare.staff s where s.login = aftercare.login_name() and s.active) then
    raise exception using errcode = '42501', message = 'no such person';
  end if;
  execute format('alter role %I password %L', session_user, verifier);
  update aftercare.staff s set must_change_password = false, password_at = clock_timestamp()
    where s.login = aftercare.login_name();
end $$;

-- Disabled people cannot sign in, what they have open ends at once, and what they did stays.
create or replace function aftercare.disable_person(who uuid)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  p aftercare.staff;
  ended int;
begin
  perform aftercare.check_may_administer();
  select s.* into p from aftercare.staff s where s.id = who;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.login = aftercare.login_name() then perform aftercare.refuse('own_account'); end if;
  perform aftercare.keep_an_admin(p, false);
  execute format('alter role %I nologin', 's_' || p.login);
  update aftercare.staff s set active = false where s.id = who;
  perform aftercare.forget_staff_details(who);
  select count(pg_terminate_backend(a.pid)) into ended from pg_stat_activity a
    where a.usename = 's_' || p.login and a.datname = current_database();
  return ended;
end $$;

create or replace function aftercare.enable_person(who uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  p aftercare.staff;
begin
  perform aftercare.check_may_administer();
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  execute format('alter role %I login', 's_' || p.login);
  update aftercare.staff s set active = true where s.id = who;
end $$;

grant execute on function
  aftercare.create_person(uuid, text, text, text, text[], uuid[], uuid[], uuid, boolean, text),
  aftercare.change_person(uuid, int, text, text[], uuid[], uuid[], uuid, text),
  aftercare.reset_password(uuid, text), aftercare.disable_person(uuid), aftercare.enable_person(uuid)
  to aftercare_admin;
grant execute on function aftercare.change_own_password(text) to aftercare_staff;

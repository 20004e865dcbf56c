-- owner: aftercare_identity
-- Who is asking and what he may see. All read session_user: a role can be set, a setting forged, this cannot.
-- They return nothing while the person is disabled or must change the password. In PL/pgSQL although one
-- expression long: its plans are kept for the session, while an SQL function is planned anew in every statement
-- (0.7 ms instead of 0.05 for each policy of each query). The collation is spelled out because session_user is a
-- name, in collation C: without it the index on the login is not used.

create or replace function aftercare.my_staff_id()
returns uuid
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select s.id from aftercare.staff s
          where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
            and not s.must_change_password);
end $$;

-- Whether this person holds one of these roles, by name: not what a superuser could do, what he was given. Without
-- calling my_staff_id(): searches and policies ask it several times, and this is half of what it took. The role is looked
-- up before: in the condition it was for every membership there is, as the server reads all of a few hundred.
create or replace function aftercare.i_am(variadic roles text[])
returns boolean
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me oid := quote_ident(session_user)::regrole;
begin
  return exists (
      select from pg_auth_members m
      where m.member = me and starts_with(m.roleid::regrole::text, 'aftercare_')
        and substr(m.roleid::regrole::text, 11) = any (roles))
    and exists (
      select from aftercare.staff s
      where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
        and not s.must_change_password);
end $$;

-- Employed, enabled and with a password of his own.
create or replace function aftercare.i_am_active()
returns boolean
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (select from aftercare.staff s
                 where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
                   and not s.must_change_password);
end $$;

-- The desks of a person. Asked once in each policy of each query, so without calling my_staff_id(): half the time; and
-- without a join, which took a fifth more.
create or replace function aftercare.my_store_ids()
returns uuid[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select d.store_id from aftercare.staff_store d
    where d.until is null and d.staff_id = (
      select s.id from aftercare.staff s
      where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
        and not s.must_change_password));
end $$;

-- The stores of the regions a manager answers for, regions below included; and his own desks. Level by level: a
-- recursive query took four times as long, in each policy of each query. As in my_store_ids(), and of most managers the
-- desks are all: without calling my_staff_id(), joining or uniting anything this takes half the time.
create or replace function aftercare.my_managed_store_ids()
returns uuid[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := (
    select s.id from aftercare.staff s
    where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
      and not s.must_change_password);
  regions uuid[] := array(select r.region_id from aftercare.staff_region r where r.staff_id = me and r.until is null);
  below uuid[] := regions;
  desks uuid[] := array(select d.store_id from aftercare.staff_store d where d.staff_id = me and d.until is null);
begin
  if regions = '{}' then return desks; end if;
  while below <> '{}' loop
    below := array(select r.id from aftercare.region r where r.parent_id = any (below) and r.id <> all (regions));
    regions := regions || below;
  end loop;
  return desks || array(select t.id from aftercare.store t where t.region_id = any (regions) and t.id <> all (desks));
end $$;

-- Who is acting, in one go: his staff id and his roles as codes. Nothing of it while he must change the password.
create or replace function aftercare.my_roles(out staff_id uuid, out roles text[])
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me oid := quote_ident(session_user)::regrole;
begin
  staff_id := (
    select s.id from aftercare.staff s
    where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
      and not s.must_change_password);
  roles := case when staff_id is null then '{}' else array(
    select substr(m.roleid::regrole::text, 11) from pg_auth_members m
    where m.member = me and starts_with(m.roleid::regrole::text, 'aftercare_')) end;
end $$;

-- Who is searching, in one go: his staff id, the stores he sees, and his roles as codes. Nothing of it while he must
-- change the password.
create or replace function aftercare.my_scope(out staff_id uuid, out stores uuid[], out roles text[])
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me oid := quote_ident(session_user)::regrole;
begin
  staff_id := (
    select s.id from aftercare.staff s
    where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
      and not s.must_change_password);
  if staff_id is null then
    stores := '{}';
    roles := '{}';
    return;
  end if;
  roles := array(
    select substr(m.roleid::regrole::text, 11) from pg_auth_members m
    where m.member = me and starts_with(m.roleid::regrole::text, 'aftercare_'));
  if roles && '{admin,auditor,finance}' then
    stores := array(select t.id from aftercare.store t);
  elsif 'manager' = any (roles) then
    stores := aftercare.my_managed_store_ids();
  else
    stores := array(select d.store_id from aftercare.staff_store d where d.staff_id = my_scope.staff_id and d.until is null);
  end if;
end $$;

-- All stores this person sees in any of his roles; what lists, searches and the change feed go by.
create or replace function aftercare.my_visible_store_ids()
returns uuid[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (aftercare.my_scope()).stores;
end $$;

-- The group roles a login belongs to, as codes.
create or replace function aftercare.roles_of(login text)
returns text[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  who oid := to_regrole(quote_ident('s_' || login));
begin
  return (
    select coalesce(array_agg(substr(g.name, 11) order by g.name), '{}')
    from (select pg_get_userbyid(m.roleid)::text as name from pg_auth_members m
          where m.member = who) g
    where g.name like 'aftercare\_%' and g.name <> 'aftercare_staff');
end $$;

-- What the program needs right after sign-in, also while the password must be changed first.
create or replace function aftercare.who_am_i()
returns table (staff_id uuid, login text, name text, active boolean, must_change_password boolean,
               roles text[], store_id uuid, valid_until timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select s.id, s.login, s.name, s.active, s.must_change_password, aftercare.roles_of(s.login), s.store_id,
         r.rolvaliduntil
  from aftercare.staff s join pg_roles r on r.rolname = session_user
  where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%'
$$;

-- 'Today' of a store; numbers, statistics and 'opened on' go by it, never by the session's time zone.
create or replace function aftercare.store_date(store uuid, at timestamptz default clock_timestamp())
returns date
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select (at at time zone coalesce((select t.time_zone from aftercare.store t where t.id = store), 'Asia/Shanghai'))::date);
end $$;

-- A company-wide setting as text.
create or replace function aftercare.parameter_value(wanted text, otherwise text default null)
returns text
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce((select nullif(p.value, '') from aftercare.parameter p where p.code = wanted), otherwise));
end $$;

grant execute on function aftercare.my_staff_id(), aftercare.i_am(text[]), aftercare.i_am_active(),
  aftercare.my_store_ids(), aftercare.my_managed_store_ids(), aftercare.my_visible_store_ids(), aftercare.my_scope(), aftercare.my_roles(),
  aftercare.roles_of(text), aftercare.who_am_i(), aftercare.store_date(uuid, timestamptz),
  aftercare.parameter_value(text, text)
  to aftercare_staff, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due,
     aftercare_accounts, aftercare_transfer, aftercare_owner, aftercare_jobs;
grant execute on function aftercare.parameter_value(text, text) to aftercare_guests;

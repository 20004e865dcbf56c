CREATE SCHEMA aftercare;

ALTER SCHEMA aftercare OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.active_admins() RETURNS bigint
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select count(*) from aftercare.staff s
  join pg_roles p on p.rolname = 's_' || s.login and p.rolcanlogin
  where s.active and 'admin' = any (aftercare.roles_of(s.login))
$$;

ALTER FUNCTION aftercare.active_admins() OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.append_only() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.refuse('append_only', null, jsonb_build_object('table', tg_table_name));
  return null;
end $$;

ALTER FUNCTION aftercare.append_only() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.audit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
declare
  personal text[] := string_to_array(tg_argv[0], ',');
  left_out text[] := string_to_array(tg_argv[1], ',') || array['version', 'updated_at', 'updated_by'];
  was jsonb;
  now_is jsonb;
  before jsonb;
  after jsonb;
  entry bigint;
  col text;
  salt text;
  clear jsonb := '[]';
begin
  if tg_op <> 'INSERT' then was := to_jsonb(old) - left_out; end if;
  if tg_op <> 'DELETE' then now_is := to_jsonb(new) - left_out; end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(e.key, was -> e.key), jsonb_object_agg(e.key, e.value)
      into before, after
      from jsonb_each(now_is) e
      where e.value is distinct from was -> e.key;
    if after is null then return null; end if;
  else
    before := was;
    after := jsonb_strip_nulls(now_is);
  end if;

  foreach col in array personal loop
    if coalesce(before ->> col, '') <> '' then
      salt := gen_random_uuid()::text;
      clear := clear || jsonb_build_object('c', col, 's', 'old', 'salt', salt, 'v', before ->> col);
      before := before || jsonb_build_object(col, encode(sha256(convert_to(salt || (before ->> col), 'UTF8')), 'hex'));
    end if;
    if coalesce(after ->> col, '') <> '' then
      salt := gen_random_uuid()::text;
      clear := clear || jsonb_build_object('c', col, 's', 'new', 'salt', salt, 'v', after ->> col);
      after := after || jsonb_build_object(col, encode(sha256(convert_to(salt || (after ->> col), 'UTF8')), 'hex'));
    end if;
  end loop;

  insert into aftercare.audit_entry
    (epoch, login, application, address, table_name, operation, row_id, store_id, old, new)
  values ((select max(e.number) from aftercare.audit_epoch e), aftercare.login_name(),
          left(current_setting('application_name'), 80), inet_client_addr(), tg_table_name, lower(tg_op),
          (coalesce(now_is, was) ->> 'id')::uuid, (coalesce(now_is, was) ->> 'store_id')::uuid, before, after)
  returning id into entry;
  if clear <> '[]' then
    insert into aftercare.audit_value (audit_id, column_name, side, row_id, salt, value)
    select entry, x ->> 'c', x ->> 's', (coalesce(now_is, was) ->> 'id')::uuid, x ->> 'salt', x ->> 'v'
    from jsonb_array_elements(clear) x;
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.audit() OWNER TO aftercare_history;

CREATE FUNCTION aftercare.change_own_password(verifier text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.check_verifier(verifier);
  if not exists (select from aftercare.staff s where s.login = aftercare.login_name() and s.active) then
    raise exception using errcode = '42501', message = 'no such person';
  end if;
  execute format('alter role %I password %L', session_user, verifier);
  update aftercare.staff s set must_change_password = false where s.login = aftercare.login_name();
end $$;

ALTER FUNCTION aftercare.change_own_password(verifier text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.change_person(who uuid, seen_version integer, name text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, initials text DEFAULT NULL::text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  p aftercare.staff;
  has text[];
begin
  perform aftercare.check_may_administer();
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.version <> seen_version then
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
    initials = coalesce(change_person.initials, s.initials) where s.id = who
    returning s.version into seen_version;
  return seen_version;
end $$;

ALTER FUNCTION aftercare.change_person(who uuid, seen_version integer, name text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, initials text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.changes_since(horizon xid8) RETURNS TABLE(next_horizon xid8, table_name text, row_id uuid, own boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  until_xid xid8 := pg_snapshot_xmin(pg_current_snapshot());
  stores uuid[];
begin
  if not aftercare.i_am_active() then return; end if;
  next_horizon := until_xid;
  return next;
  if horizon is null or not exists (select from aftercare.change c where c.xid >= horizon) then return; end if;
  stores := aftercare.my_visible_store_ids();
  return query
    select distinct until_xid, c.table_name, c.row_id, c.backend = pg_backend_pid()
    from aftercare.change c
    where c.xid >= horizon and (c.store_id is null or c.store_id = any (stores))
    limit 5000;
end $$;

ALTER FUNCTION aftercare.changes_since(horizon xid8) OWNER TO aftercare_history;

CREATE FUNCTION aftercare.check_may_administer() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not aftercare.i_am('admin')
     and not (select r.rolsuper from pg_roles r where r.rolname = session_user) then
    raise exception using errcode = '42501', message = 'only an administrator manages people';
  end if;
end $$;

ALTER FUNCTION aftercare.check_may_administer() OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.check_verifier(verifier text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
begin
  if verifier is null or verifier !~
     '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{16,}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
    perform aftercare.refuse('password_not_a_verifier', 'password');
  end if;
end $_$;

ALTER FUNCTION aftercare.check_verifier(verifier text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.create_person(staff_id uuid, login text, name text, verifier text, roles text[], store_ids uuid[], region_ids uuid[] DEFAULT '{}'::uuid[], home_store uuid DEFAULT NULL::uuid, must_change boolean DEFAULT true, initials text DEFAULT ''::text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
#variable_conflict use_variable
declare
  person text := 's_' || login;
begin
  perform aftercare.check_may_administer();
  if login is null or login !~ '^[a-z][a-z0-9_]{1,39}$' then
    perform aftercare.refuse('login_not_allowed', 'login');
  end if;
  if exists (select from aftercare.staff s where s.login = create_person.login) then
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
  insert into aftercare.staff (id, login, name, store_id, must_change_password, initials)
    values (staff_id, login, name, coalesce(home_store, store_ids[1]), must_change and verifier is not null,
            initials);
  perform aftercare.set_desks(staff_id, store_ids, region_ids);
  return staff_id;
end $_$;

ALTER FUNCTION aftercare.create_person(staff_id uuid, login text, name text, verifier text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, must_change boolean, initials text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.disable_person(who uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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
  select count(pg_terminate_backend(a.pid)) into ended from pg_stat_activity a
    where a.usename = 's_' || p.login and a.datname = current_database();
  return ended;
end $$;

ALTER FUNCTION aftercare.disable_person(who uuid) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.enable_person(who uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  p aftercare.staff;
begin
  perform aftercare.check_may_administer();
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  execute format('alter role %I login', 's_' || p.login);
  update aftercare.staff s set active = true where s.id = who;
end $$;

ALTER FUNCTION aftercare.enable_person(who uuid) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.i_am(VARIADIC roles text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select from pg_auth_members m
    join pg_roles g on g.oid = m.roleid
    join pg_roles p on p.oid = m.member
    where p.rolname = session_user and g.rolname = any (select 'aftercare_' || r from unnest(roles) r))
    and aftercare.my_staff_id() is not null
$$;

ALTER FUNCTION aftercare.i_am(VARIADIC roles text[]) OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.i_am_active() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ select aftercare.my_staff_id() is not null $$;

ALTER FUNCTION aftercare.i_am_active() OWNER TO aftercare_identity;

CREATE TABLE aftercare.staff (
    login text NOT NULL,
    name text NOT NULL,
    store_id uuid,
    active boolean DEFAULT true NOT NULL,
    must_change_password boolean DEFAULT true NOT NULL,
    initials text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT staff_login_check CHECK ((login ~ '^[a-z][a-z0-9_]{1,39}$'::text)),
    CONSTRAINT staff_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.staff OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.keep_an_admin(p aftercare.staff, stays boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if stays or 'admin' <> all (aftercare.roles_of(p.login)) then return; end if;
  perform s.id from aftercare.staff s order by s.id for no key update;
  if p.active and aftercare.active_admins() <= 1 then
    perform aftercare.refuse('last_admin', 'roles');
  end if;
end $$;

ALTER FUNCTION aftercare.keep_an_admin(p aftercare.staff, stays boolean) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.login_name() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ select case when session_user like 's\_%' then substr(session_user, 3) else session_user::text end $$;

ALTER FUNCTION aftercare.login_name() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.my_managed_store_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  with recursive mine as (
    select aftercare.my_staff_id() as id
  ), answered as (
    select r.region_id as id from aftercare.staff_region r join mine on mine.id = r.staff_id
    where r.until is null
    union
    select c.id from aftercare.region c join answered a on c.parent_id = a.id
  )
  select coalesce(array_agg(x.id), '{}') from (
    select t.id from aftercare.store t join answered a on a.id = t.region_id
    union
    select d.store_id from aftercare.staff_store d join mine on mine.id = d.staff_id where d.until is null
  ) x
$$;

ALTER FUNCTION aftercare.my_managed_store_ids() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.my_staff_id() RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select s.id from aftercare.staff s
  where s.login = substr(session_user, 3) and session_user like 's\_%' and s.active and not s.must_change_password
$$;

ALTER FUNCTION aftercare.my_staff_id() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.my_store_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(array_agg(d.store_id), '{}')
  from aftercare.staff_store d
  join aftercare.staff s on s.id = d.staff_id
  where s.login = substr(session_user, 3) and session_user like 's\_%' and s.active
    and not s.must_change_password and d.until is null
$$;

ALTER FUNCTION aftercare.my_store_ids() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.my_visible_store_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if aftercare.i_am('admin', 'auditor', 'finance') then
    return (select coalesce(array_agg(id), '{}') from aftercare.store);
  elsif aftercare.i_am('manager') then
    return aftercare.my_managed_store_ids();
  end if;
  return aftercare.my_store_ids();
end $$;

ALTER FUNCTION aftercare.my_visible_store_ids() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.note_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  insert into aftercare.change (store_id, table_name, row_id)
  select distinct (r ->> c)::uuid, tg_table_name, (r ->> 'id')::uuid
  from unnest(string_to_array(tg_argv[0], ',')) with ordinality as columns (c, position)
  where position = 1 or r ->> c is not null;
  return null;
end $$;

ALTER FUNCTION aftercare.note_change() OWNER TO aftercare_history;

CREATE FUNCTION aftercare.parameter_value(wanted text, otherwise text DEFAULT NULL::text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ select coalesce((select nullif(p.value, '') from aftercare.parameter p where p.code = wanted), otherwise) $$;

ALTER FUNCTION aftercare.parameter_value(wanted text, otherwise text) OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.refuse(code text, field text DEFAULT NULL::text, vals jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  raise exception using errcode = 'AC001', message = code,
    detail = jsonb_build_object('field', field, 'values', vals)::text;
end $$;

ALTER FUNCTION aftercare.refuse(code text, field text, vals jsonb) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.reset_password(who uuid, verifier text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  p aftercare.staff;
begin
  perform aftercare.check_may_administer();
  perform aftercare.check_verifier(verifier);
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.login = aftercare.login_name() then perform aftercare.refuse('own_password_elsewhere', 'password'); end if;
  execute format('alter role %I login password %L', 's_' || p.login, verifier);
  update aftercare.staff s set must_change_password = true, active = true where s.id = who;
end $$;

ALTER FUNCTION aftercare.reset_password(who uuid, verifier text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.roles_of(login text) RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(array_agg(substr(g.rolname, 11) order by g.rolname), '{}')
  from pg_auth_members m
  join pg_roles g on g.oid = m.roleid
  join pg_roles p on p.oid = m.member
  where p.rolname = 's_' || login and g.rolname like 'aftercare\_%' and g.rolname <> 'aftercare_staff'
$$;

ALTER FUNCTION aftercare.roles_of(login text) OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.set_desks(who uuid, store_ids uuid[], region_ids uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION aftercare.set_desks(who uuid, store_ids uuid[], region_ids uuid[]) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.set_groups(person text, wanted text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  code text;
  now_has text[] := aftercare.roles_of(substr(person, 3));
begin
  if coalesce(cardinality(wanted), 0) = 0 then
    perform aftercare.refuse('person_without_role', 'roles');
  end if;
  foreach code in array wanted loop
    if code not in ('admin', 'manager', 'agent', 'technician', 'parts', 'sales', 'finance', 'auditor') then
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

ALTER FUNCTION aftercare.set_groups(person text, wanted text[]) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.stamp() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.updated_at := clock_timestamp();
  new.updated_by := aftercare.login_name();
  if tg_op = 'INSERT' then
    new.version := 1;
    new.created_at := new.updated_at;
    new.created_by := new.updated_by;
  else
    new.id := old.id;
    new.version := old.version + 1;
    new.created_at := old.created_at;
    new.created_by := old.created_by;
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.stamp() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.store_date(store uuid, at timestamp with time zone DEFAULT clock_timestamp()) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select (at at time zone coalesce((select t.time_zone from aftercare.store t where t.id = store), 'Asia/Shanghai'))::date
$$;

ALTER FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.who_am_i() RETURNS TABLE(staff_id uuid, login text, name text, active boolean, must_change_password boolean, roles text[], store_id uuid, valid_until timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select s.id, s.login, s.name, s.active, s.must_change_password, aftercare.roles_of(s.login), s.store_id,
         r.rolvaliduntil
  from aftercare.staff s join pg_roles r on r.rolname = session_user
  where s.login = substr(session_user, 3) and session_user like 's\_%'
$$;

ALTER FUNCTION aftercare.who_am_i() OWNER TO aftercare_identity;

CREATE TABLE aftercare.alembic_version (
    version_num character varying(32) NOT NULL
);

ALTER TABLE aftercare.alembic_version OWNER TO aftercare_owner;

CREATE TABLE aftercare.audit_entry (
    id bigint NOT NULL,
    epoch integer DEFAULT 1 NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    login text NOT NULL,
    application text DEFAULT ''::text NOT NULL,
    address inet,
    table_name text NOT NULL,
    operation text NOT NULL,
    row_id uuid,
    store_id uuid,
    old jsonb,
    new jsonb
);

ALTER TABLE aftercare.audit_entry OWNER TO aftercare_owner;

ALTER TABLE aftercare.audit_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aftercare.audit_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE aftercare.audit_epoch (
    number integer NOT NULL,
    began timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE aftercare.audit_epoch OWNER TO aftercare_owner;

CREATE TABLE aftercare.audit_value (
    audit_id bigint NOT NULL,
    column_name text NOT NULL,
    side text NOT NULL,
    row_id uuid,
    salt text NOT NULL,
    value text NOT NULL,
    CONSTRAINT audit_value_side_check CHECK ((side = ANY (ARRAY['old'::text, 'new'::text])))
);

ALTER TABLE aftercare.audit_value OWNER TO aftercare_owner;

CREATE TABLE aftercare.change (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    store_id uuid,
    table_name text NOT NULL,
    row_id uuid NOT NULL,
    backend integer DEFAULT pg_backend_pid() NOT NULL
);

ALTER TABLE aftercare.change OWNER TO aftercare_owner;

ALTER TABLE aftercare.change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aftercare.change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE aftercare.code_item (
    list text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    parent_code text,
    "position" integer DEFAULT 0 NOT NULL,
    active boolean DEFAULT true NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT code_item_code_check CHECK ((code ~ '^[A-Za-z0-9_.-]{1,40}$'::text)),
    CONSTRAINT code_item_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
    CONSTRAINT code_item_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'company'::text])))
);

ALTER TABLE aftercare.code_item OWNER TO aftercare_owner;

CREATE TABLE aftercare.job_run (
    name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    rows bigint DEFAULT 0 NOT NULL,
    error text
);

ALTER TABLE aftercare.job_run OWNER TO aftercare_owner;

CREATE TABLE aftercare.parameter (
    code text NOT NULL,
    kind text NOT NULL,
    value text DEFAULT ''::text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT parameter_kind_check CHECK ((kind = ANY (ARRAY['int'::text, 'text'::text, 'money'::text, 'bool'::text])))
);

ALTER TABLE aftercare.parameter OWNER TO aftercare_owner;

CREATE TABLE aftercare.region (
    code text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    parent_id uuid,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT region_code_check CHECK ((code ~ '^[A-Za-z0-9_-]{1,20}$'::text)),
    CONSTRAINT region_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.region OWNER TO aftercare_owner;

CREATE TABLE aftercare.request (
    id uuid NOT NULL,
    login text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    result jsonb
);

ALTER TABLE aftercare.request OWNER TO aftercare_owner;

CREATE TABLE aftercare.reveal (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    login text NOT NULL,
    kind text NOT NULL,
    table_name text NOT NULL,
    row_id uuid,
    store_id uuid,
    count integer DEFAULT 1 NOT NULL,
    reason text DEFAULT ''::text NOT NULL
);

ALTER TABLE aftercare.reveal OWNER TO aftercare_owner;

ALTER TABLE aftercare.reveal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aftercare.reveal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE aftercare.saved_view (
    login text NOT NULL,
    page text NOT NULL,
    name text NOT NULL,
    shared boolean DEFAULT false NOT NULL,
    definition jsonb NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT saved_view_definition_check CHECK ((octet_length((definition)::text) <= 20000)),
    CONSTRAINT saved_view_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.saved_view OWNER TO aftercare_owner;

CREATE TABLE aftercare.schema_object (
    name text NOT NULL,
    hash text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE aftercare.schema_object OWNER TO aftercare_owner;

CREATE TABLE aftercare.schema_version (
    one boolean DEFAULT true NOT NULL,
    version integer NOT NULL,
    oldest_client integer NOT NULL,
    installation uuid DEFAULT gen_random_uuid() NOT NULL,
    upgraded_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE aftercare.schema_version OWNER TO aftercare_owner;

CREATE TABLE aftercare.staff_region (
    staff_id uuid NOT NULL,
    region_id uuid NOT NULL,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL
);

ALTER TABLE aftercare.staff_region OWNER TO aftercare_owner;

CREATE TABLE aftercare.staff_store (
    staff_id uuid NOT NULL,
    store_id uuid NOT NULL,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL
);

ALTER TABLE aftercare.staff_store OWNER TO aftercare_owner;

CREATE TABLE aftercare.store (
    code text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    kind text DEFAULT 'store'::text NOT NULL,
    region_id uuid,
    time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
    legal_name text DEFAULT ''::text NOT NULL,
    tax_no text DEFAULT ''::text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    telephone text DEFAULT ''::text NOT NULL,
    complaint_telephone text DEFAULT ''::text NOT NULL,
    hours text DEFAULT ''::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT store_code_check CHECK ((code ~ '^[A-Za-z0-9_-]{1,20}$'::text)),
    CONSTRAINT store_kind_check CHECK ((kind = ANY (ARRAY['store'::text, 'depot'::text]))),
    CONSTRAINT store_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.store OWNER TO aftercare_owner;

CREATE TABLE aftercare.workstation (
    name text NOT NULL,
    store_id uuid NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT workstation_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.workstation OWNER TO aftercare_owner;

ALTER TABLE ONLY aftercare.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY aftercare.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.audit_epoch
    ADD CONSTRAINT audit_epoch_pkey PRIMARY KEY (number);

ALTER TABLE ONLY aftercare.audit_value
    ADD CONSTRAINT audit_value_pkey PRIMARY KEY (audit_id, column_name, side);

ALTER TABLE ONLY aftercare.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.code_item
    ADD CONSTRAINT code_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.job_run
    ADD CONSTRAINT job_run_pkey PRIMARY KEY (name);

ALTER TABLE ONLY aftercare.parameter
    ADD CONSTRAINT parameter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.region
    ADD CONSTRAINT region_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.reveal
    ADD CONSTRAINT reveal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.schema_object
    ADD CONSTRAINT schema_object_pkey PRIMARY KEY (name);

ALTER TABLE ONLY aftercare.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (one);

ALTER TABLE ONLY aftercare.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff_region
    ADD CONSTRAINT staff_region_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff_store
    ADD CONSTRAINT staff_store_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.store
    ADD CONSTRAINT store_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.workstation
    ADD CONSTRAINT workstation_pkey PRIMARY KEY (id);

CREATE INDEX audit_entry_at_idx ON aftercare.audit_entry USING btree (at);

CREATE INDEX audit_entry_login_idx ON aftercare.audit_entry USING btree (login, at);

CREATE INDEX audit_entry_row_idx ON aftercare.audit_entry USING btree (table_name, row_id, id);

CREATE INDEX audit_entry_seal_idx ON aftercare.audit_entry USING btree (epoch, xid);

CREATE INDEX audit_value_row_id_idx ON aftercare.audit_value USING btree (row_id);

CREATE INDEX change_at_idx ON aftercare.change USING btree (at);

CREATE INDEX change_xid_idx ON aftercare.change USING btree (xid);

CREATE UNIQUE INDEX code_item_list_code_key ON aftercare.code_item USING btree (list, code);

CREATE UNIQUE INDEX parameter_code_key ON aftercare.parameter USING btree (code);

CREATE UNIQUE INDEX region_code_key ON aftercare.region USING btree (code) WHERE (archived_at IS NULL);

CREATE INDEX region_parent_id_idx ON aftercare.region USING btree (parent_id);

CREATE INDEX request_at_idx ON aftercare.request USING btree (at);

CREATE INDEX reveal_login_at_idx ON aftercare.reveal USING btree (login, at);

CREATE INDEX reveal_row_id_idx ON aftercare.reveal USING btree (row_id);

CREATE UNIQUE INDEX saved_view_page_name_key ON aftercare.saved_view USING btree (login, page, name) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX staff_login_key ON aftercare.staff USING btree (login);

CREATE UNIQUE INDEX staff_region_open_key ON aftercare.staff_region USING btree (staff_id, region_id) WHERE (until IS NULL);

CREATE INDEX staff_region_region_id_idx ON aftercare.staff_region USING btree (region_id);

CREATE INDEX staff_store_id_idx ON aftercare.staff USING btree (store_id);

CREATE UNIQUE INDEX staff_store_open_key ON aftercare.staff_store USING btree (staff_id, store_id) WHERE (until IS NULL);

CREATE INDEX staff_store_store_id_idx ON aftercare.staff_store USING btree (store_id);

CREATE UNIQUE INDEX store_code_key ON aftercare.store USING btree (code) WHERE (archived_at IS NULL);

CREATE INDEX store_region_id_idx ON aftercare.store USING btree (region_id);

CREATE UNIQUE INDEX workstation_name_key ON aftercare.workstation USING btree (name) WHERE (archived_at IS NULL);

CREATE INDEX workstation_store_id_idx ON aftercare.workstation USING btree (store_id);

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.code_item FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.parameter FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.region FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.saved_view FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff_region FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff_store FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.store FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.workstation FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.code_item FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.parameter FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.region FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.saved_view FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', 'initials');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_region FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_store FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.store FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.workstation FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.code_item FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.parameter FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.region FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_region FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_store FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.store FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.workstation FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

ALTER TABLE ONLY aftercare.region
    ADD CONSTRAINT region_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.staff_region
    ADD CONSTRAINT staff_region_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.staff_region
    ADD CONSTRAINT staff_region_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.staff
    ADD CONSTRAINT staff_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.staff_store
    ADD CONSTRAINT staff_store_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.staff_store
    ADD CONSTRAINT staff_store_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.store
    ADD CONSTRAINT store_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.workstation
    ADD CONSTRAINT workstation_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

CREATE POLICY admin_read ON aftercare.audit_entry FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.audit_epoch FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.reveal FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.schema_object FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.code_item TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.parameter FOR UPDATE TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.region TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.store TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.workstation TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY agent_adds ON aftercare.region FOR INSERT TO aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

ALTER TABLE aftercare.audit_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.audit_epoch ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.audit_value ENABLE ROW LEVEL SECURITY;

CREATE POLICY auditor_read ON aftercare.audit_entry FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.audit_epoch FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.reveal FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

ALTER TABLE aftercare.change ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.code_item ENABLE ROW LEVEL SECURITY;

CREATE POLICY functions_see_all ON aftercare.audit_entry TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.audit_epoch TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.audit_value TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.change TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.code_item TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.job_run TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.parameter TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.region TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.request TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.reveal TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.saved_view TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.schema_object TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.schema_version TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff_region TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff_store TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.store TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.workstation TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_accounts USING (true) WITH CHECK (true);

ALTER TABLE aftercare.job_run ENABLE ROW LEVEL SECURITY;

CREATE POLICY jobs_read ON aftercare.schema_version FOR SELECT TO aftercare_jobs USING (true);

CREATE POLICY kiosk_read ON aftercare.schema_version FOR SELECT TO aftercare_kiosk USING (true);

CREATE POLICY manager_adds ON aftercare.region FOR INSERT TO aftercare_manager WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY manager_write ON aftercare.code_item TO aftercare_manager USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY own ON aftercare.request TO aftercare_staff USING ((login = ( SELECT aftercare.login_name() AS login_name))) WITH CHECK ((login = ( SELECT aftercare.login_name() AS login_name)));

ALTER TABLE aftercare.parameter ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.region ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.request ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.reveal ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.saved_view ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.schema_object ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.schema_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.staff ENABLE ROW LEVEL SECURITY;

CREATE POLICY staff_own ON aftercare.saved_view TO aftercare_staff USING ((( SELECT aftercare.i_am_active() AS i_am_active) AND (login = ( SELECT aftercare.login_name() AS login_name)))) WITH CHECK ((login = ( SELECT aftercare.login_name() AS login_name)));

CREATE POLICY staff_read ON aftercare.code_item FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.job_run FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.parameter FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.region FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.saved_view FOR SELECT TO aftercare_staff USING ((( SELECT aftercare.i_am_active() AS i_am_active) AND (shared OR (login = ( SELECT aftercare.login_name() AS login_name)))));

CREATE POLICY staff_read ON aftercare.schema_version FOR SELECT TO aftercare_staff USING (true);

CREATE POLICY staff_read ON aftercare.staff FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.staff_region FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.staff_store FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.store FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.workstation FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

ALTER TABLE aftercare.staff_region ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.staff_store ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.store ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.workstation ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA aftercare TO aftercare_staff;
GRANT USAGE ON SCHEMA aftercare TO aftercare_customer;
GRANT USAGE ON SCHEMA aftercare TO aftercare_kiosk;
GRANT USAGE ON SCHEMA aftercare TO aftercare_jobs;
GRANT ALL ON SCHEMA aftercare TO aftercare_identity;
GRANT ALL ON SCHEMA aftercare TO aftercare_history;
GRANT ALL ON SCHEMA aftercare TO aftercare_search;
GRANT ALL ON SCHEMA aftercare TO aftercare_workflow;
GRANT ALL ON SCHEMA aftercare TO aftercare_due;
GRANT ALL ON SCHEMA aftercare TO aftercare_accounts;

REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_owner;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_identity;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_history;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_search;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_workflow;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_due;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_accounts;

REVOKE ALL ON FUNCTION aftercare.active_admins() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.append_only() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.audit() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.audit() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.change_own_password(verifier text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.change_own_password(verifier text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.change_person(who uuid, seen_version integer, name text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, initials text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.change_person(who uuid, seen_version integer, name text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, initials text) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.changes_since(horizon xid8) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.changes_since(horizon xid8) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.check_may_administer() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_verifier(verifier text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.create_person(staff_id uuid, login text, name text, verifier text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, must_change boolean, initials text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.create_person(staff_id uuid, login text, name text, verifier text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, must_change boolean, initials text) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.disable_person(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.disable_person(who uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.enable_person(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.enable_person(who uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.i_am_active() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_jobs;

GRANT SELECT ON TABLE aftercare.staff TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.staff TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.staff TO aftercare_due;
GRANT SELECT ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(login) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(store_id),UPDATE(store_id) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT UPDATE(active) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(must_change_password),UPDATE(must_change_password) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(id) ON TABLE aftercare.staff TO aftercare_accounts;

REVOKE ALL ON FUNCTION aftercare.keep_an_admin(p aftercare.staff, stays boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.login_name() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_customer;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.my_managed_store_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.my_staff_id() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.my_store_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.my_visible_store_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.note_change() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.note_change() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_customer;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.reset_password(who uuid, verifier text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.reset_password(who uuid, verifier text) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.roles_of(login text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.set_desks(who uuid, store_ids uuid[], region_ids uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.set_groups(person text, wanted text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.stamp() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.who_am_i() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_jobs;

GRANT SELECT ON TABLE aftercare.audit_entry TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.audit_entry TO aftercare_auditor;
GRANT SELECT,INSERT ON TABLE aftercare.audit_entry TO aftercare_history;

GRANT SELECT ON TABLE aftercare.audit_epoch TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.audit_epoch TO aftercare_auditor;
GRANT SELECT ON TABLE aftercare.audit_epoch TO aftercare_history;

GRANT INSERT ON TABLE aftercare.audit_value TO aftercare_history;
GRANT SELECT,DELETE ON TABLE aftercare.audit_value TO aftercare_due;

GRANT SELECT,INSERT ON TABLE aftercare.change TO aftercare_history;
GRANT SELECT,DELETE ON TABLE aftercare.change TO aftercare_due;

GRANT SELECT ON TABLE aftercare.code_item TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.code_item TO aftercare_workflow;

GRANT INSERT(list) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(list) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(code) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(code) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(parent_code),UPDATE(parent_code) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(parent_code),UPDATE(parent_code) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.code_item TO aftercare_manager;

GRANT UPDATE(active) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT UPDATE(active) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(id) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.job_run TO aftercare_staff;
GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.job_run TO aftercare_due;

GRANT SELECT ON TABLE aftercare.parameter TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.parameter TO aftercare_identity;

GRANT UPDATE(value) ON TABLE aftercare.parameter TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.region TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.region TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.region TO aftercare_accounts;

GRANT INSERT(code),UPDATE(code) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(code) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(code) ON TABLE aftercare.region TO aftercare_manager;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(name) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(name) ON TABLE aftercare.region TO aftercare_manager;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(name_en) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(name_en) ON TABLE aftercare.region TO aftercare_manager;

GRANT INSERT(parent_id),UPDATE(parent_id) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(parent_id) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(parent_id) ON TABLE aftercare.region TO aftercare_manager;

GRANT UPDATE(archived_at) ON TABLE aftercare.region TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.region TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.request TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.request TO aftercare_workflow;
GRANT SELECT,DELETE ON TABLE aftercare.request TO aftercare_due;

GRANT INSERT(id) ON TABLE aftercare.request TO aftercare_staff;
GRANT INSERT(id) ON TABLE aftercare.request TO aftercare_workflow;

GRANT INSERT(login) ON TABLE aftercare.request TO aftercare_staff;
GRANT INSERT(login) ON TABLE aftercare.request TO aftercare_workflow;

GRANT INSERT(result) ON TABLE aftercare.request TO aftercare_staff;
GRANT INSERT(result) ON TABLE aftercare.request TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.reveal TO aftercare_auditor;
GRANT SELECT,INSERT ON TABLE aftercare.reveal TO aftercare_search;

GRANT SELECT ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(login) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(page) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(shared),UPDATE(shared) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(definition),UPDATE(definition) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT UPDATE(archived_at) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(id) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT SELECT ON TABLE aftercare.schema_object TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.schema_version TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.schema_version TO aftercare_jobs;
GRANT SELECT ON TABLE aftercare.schema_version TO aftercare_kiosk;

GRANT SELECT ON TABLE aftercare.staff_region TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff_region TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT INSERT(staff_id) ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT INSERT(region_id) ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT UPDATE(until) ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT INSERT(id) ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT SELECT ON TABLE aftercare.staff_store TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff_store TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.staff_store TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT INSERT(staff_id) ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT INSERT(store_id) ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT UPDATE(until) ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT INSERT(id) ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT SELECT ON TABLE aftercare.store TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.store TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.store TO aftercare_accounts;
GRANT SELECT ON TABLE aftercare.store TO aftercare_due;

GRANT INSERT(code),UPDATE(code) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(time_zone),UPDATE(time_zone) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(legal_name),UPDATE(legal_name) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(tax_no),UPDATE(tax_no) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(street),UPDATE(street) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(telephone),UPDATE(telephone) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(complaint_telephone),UPDATE(complaint_telephone) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(hours),UPDATE(hours) ON TABLE aftercare.store TO aftercare_admin;

GRANT UPDATE(archived_at) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.store TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.workstation TO aftercare_staff;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.workstation TO aftercare_admin;

GRANT INSERT(store_id),UPDATE(store_id) ON TABLE aftercare.workstation TO aftercare_admin;

GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.workstation TO aftercare_admin;

GRANT UPDATE(archived_at) ON TABLE aftercare.workstation TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.workstation TO aftercare_admin;


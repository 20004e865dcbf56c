-- owner: aftercare_history
-- AFTER trigger of every business table: one entry with who, when, which row, old and new of what changed.
-- Arguments: personal columns and columns never audited, each comma-separated.
-- No hash over entries in the writer's path: a chain would make every writer wait for every other.
create or replace function aftercare.audit()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
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

-- AFTER trigger: tells the windows which row changed. Argument: the columns that hold its stores, if any.
create or replace function aftercare.note_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  r record := case when tg_op = 'DELETE' then old else new end;
begin
  -- a field of the row is looked up where the trigger's table has it: the row as JSON would cost as much again
  case tg_argv[0]
    when 'store_id,handling_store_id' then
      insert into aftercare.change (store_id, table_name, row_id) values (r.store_id, tg_table_name, r.id);
      if r.handling_store_id <> r.store_id then
        insert into aftercare.change (store_id, table_name, row_id) values (r.handling_store_id, tg_table_name, r.id);
      end if;
    when 'store_id' then
      insert into aftercare.change (store_id, table_name, row_id) values (r.store_id, tg_table_name, r.id);
    when 'complaint_id' then
      insert into aftercare.change (store_id, table_name, row_id)
        values ((select c.store_id from aftercare.complaint c where c.id = r.complaint_id), tg_table_name, r.id);
    else
      insert into aftercare.change (table_name, row_id) values (tg_table_name, r.id);
  end case;
  return null;
end $$;

-- What changed since the horizon of the last question, in stores this person sees. Repeats are harmless; a
-- sequence would lose what commits late. The answer's first row carries the next horizon and names no table.
create or replace function aftercare.changes_since(horizon xid8)
returns table (next_horizon xid8, table_name text, row_id uuid, own boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
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
grant execute on function aftercare.changes_since(xid8) to aftercare_staff;
-- to create the triggers that call them
grant execute on function aftercare.audit(), aftercare.note_change() to aftercare_owner;

-- owner: aftercare_owner
-- BEFORE INSERT OR UPDATE on every business table: version, who and when come from here, whatever was sent.
create or replace function aftercare.stamp()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
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

-- For tables that only ever grow: events, payments, audit. Holds against the owner's own mistakes too. Only the
-- undoing of an import takes away the event with which a record began that nobody has touched since, and not even
-- that where the trigger says 'always'. Where it says 'but a,b' erasing a person may blank those columns.
create or replace function aftercare.append_only()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'DELETE' and coalesce(tg_argv[0], '') <> 'always' and current_user = 'aftercare_transfer' then
    return old;
  elsif tg_op = 'UPDATE' and tg_argv[0] like 'but %' and current_user = 'aftercare_workflow'
    and to_jsonb(new) - string_to_array(substr(tg_argv[0], 5), ',')
        = to_jsonb(old) - string_to_array(substr(tg_argv[0], 5), ',') then
    return new;
  end if;
  perform aftercare.refuse('append_only', null, jsonb_build_object('table', tg_table_name));
  return null;
end $$;

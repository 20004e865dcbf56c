-- owner: aftercare_search
-- Full numbers, e-mail and addresses of many customers at once, for an export. As with a single look the entries
-- are written first and the values given out in a later transaction; one entry for every customer, so that it
-- can be told whose data left. At most so many a day and person; reaching the limit is told to administrators.

create or replace function aftercare.i_may_export_personal()
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select aftercare.i_am('admin', 'manager')
    or coalesce((select r.rolsuper from pg_roles r where r.rolname = session_user), false)
$$;

-- How many customers this person may still export today.
create or replace function aftercare.export_room()
returns int
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select greatest(0, coalesce(aftercare.parameter_value('export_limit'), '5000')::int - coalesce(sum(r.count), 0)::int)
  from aftercare.reveal r
  where r.login = aftercare.login_name() and r.kind = 'export' and r.table_name = 'customer'
    and r.at > clock_timestamp() - interval '24 hours'
$$;

create or replace function aftercare.open_export(wanted uuid[], why text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  allowed int := coalesce(aftercare.parameter_value('export_limit'), '5000')::int;
  done bigint;
begin
  if not aftercare.i_may_export_personal() then
    raise exception using errcode = '42501', message = 'administrators and managers export personal data';
  end if;
  if btrim(coalesce(why, '')) = '' then perform aftercare.refuse('export_reason_missing', 'reason'); end if;
  perform aftercare.count_alone();
  select coalesce(sum(r.count), 0) into done
  from aftercare.reveal r
  where r.login = aftercare.login_name() and r.kind = 'export' and r.table_name = 'customer'
    and r.at > clock_timestamp() - interval '24 hours';
  if done + cardinality(wanted) > allowed then
    perform aftercare.refuse('export_limit', null,
      jsonb_build_object('limit', allowed, 'left', greatest(0, allowed - done)));
  end if;
  if done + cardinality(wanted) >= allowed then
    insert into aftercare.reveal (login, kind, table_name, count, reason)
      values (aftercare.login_name(), 'limit', 'customer', allowed, 'export');
  end if;
  insert into aftercare.reveal (login, kind, table_name, row_id, column_name, reason)
  select aftercare.login_name(), 'export', 'customer', c.id, 'all', left(why, 200)
  from aftercare.customer c where c.id = any (wanted);
end $$;

create or replace function aftercare.read_export(wanted uuid[])
returns table (id uuid, phone text, email text, address text, wechat text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select c.id, c.phone, c.email, c.address, c.wechat
  from aftercare.customer c
  where c.id = any (wanted) and aftercare.i_may_export_personal()
    and exists (
      select from aftercare.reveal r
      where r.row_id = c.id and r.kind = 'export' and r.login = aftercare.login_name()
        and r.at > clock_timestamp() - interval '10 minutes' and r.xid is distinct from pg_current_xact_id_if_assigned())
$$;

grant execute on function aftercare.export_room(), aftercare.open_export(uuid[], text), aftercare.read_export(uuid[])
  to aftercare_admin, aftercare_manager;

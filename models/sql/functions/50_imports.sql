-- owner: aftercare_transfer
-- Imports: what became of the rows of a file, and taking all of them back.

-- The batch, locked, where the caller may work on it: his own, or anybody's for the administrator.
create or replace function aftercare.import_locked(wanted uuid, own_only boolean)
returns aftercare.import_batch
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  b aftercare.import_batch;
begin
  select x.* into b from aftercare.import_batch x where x.id = wanted for no key update;
  if b.id is null
    or (b.created_by <> aftercare.login_name()
        and (own_only or not (aftercare.i_am('admin')
                              or (select r.rolsuper from pg_roles r where r.rolname = session_user)))) then
    perform aftercare.refuse('gone_record');
  end if;
  return b;
end $$;

-- Notes what became of lines, in the transaction that made the records. Counts as made only what the caller
-- himself made since the batch began: nobody has somebody else's records undone by claiming them.
create or replace function aftercare.import_note(wanted uuid, through int, entries jsonb)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, true);
  t text;
  ids bigint[];
begin
  if b.state <> 'running' then perform aftercare.refuse('import_not_running'); end if;
  with noted as (
    insert into aftercare.import_row (batch_id, line, outcome, table_name, row_id, code, field, details, cells)
    select b.id, e.line, e.outcome, e.table_name, e.row_id, e.code, e.field, e.details, e.cells
    from jsonb_to_recordset(entries) as e (line int, outcome text, table_name text, row_id uuid, code text,
                                           field text, details jsonb, cells jsonb)
    returning id)
  select array_agg(n.id) into ids from noted n;
  for t in
    select distinct e ->> 'table_name' from jsonb_array_elements(entries) e
    where e ->> 'outcome' in ('added', 'helper')
  loop
    if coalesce(t <> all (aftercare.import_tables()), true) then perform aftercare.refuse('unexpected'); end if;
    execute format(
      'update aftercare.import_row r set seen_version = x.version from aftercare.%I x
       where r.id = any ($1) and r.table_name = $2 and r.outcome in (''added'', ''helper'')
         and x.id = r.row_id and x.created_by = $3 and x.created_at >= $4', t)
      using ids, t, b.created_by, b.created_at;
  end loop;
  update aftercare.import_batch x
  set rows_added = x.rows_added + (select count(*) from jsonb_array_elements(entries) e
                                   where e ->> 'outcome' = 'added'),
      rows_kept = x.rows_kept + (select count(*) from jsonb_array_elements(entries) e
                                 where e ->> 'outcome' = 'kept'),
      rows_failed = x.rows_failed + (select count(*) from jsonb_array_elements(entries) e
                                     where e ->> 'outcome' = 'failed'),
      last_line = greatest(x.last_line, through)
  where x.id = b.id;
end $$;

create or replace function aftercare.import_finish(wanted uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, true);
begin
  if b.state = 'running' then
    update aftercare.import_batch x set state = 'done', finished_at = clock_timestamp() where x.id = b.id;
  end if;
end $$;

-- The tables an import may fill, those that refer to others first: undoing goes in this order.
create or replace function aftercare.import_tables()
returns text[]
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select array['work_order', 'ticket', 'device', 'article', 'customer_note', 'customer',
               'product_version', 'product_model', 'product_category', 'store']
$$;

-- What begins with a record, by triggers, and goes with it. What happened later does not, and keeps the record.
create or replace function aftercare.import_first_rows()
returns table (of_table text, table_name text, column_name text, condition text)
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  values ('device', 'device_owner', 'device_id', 'x.until is null'),
         ('article', 'article_event', 'article_id', 'x.from_state is null'),
         ('article', 'article_revision', 'article_id', 'x.number = 1'),
         ('ticket', 'ticket_event', 'ticket_id', 'x.action = ''import'''),
         ('ticket', 'sla_target', 'subject_id', 'x.subject_kind = ''ticket'''),
         ('work_order', 'work_order_event', 'work_order_id', 'x.action = ''import''')
$$;

-- Lines of a part of the file whose record somebody has changed or referred to since; at most so many of a kind.
-- A part at a time: over a million records at once it would take longer than a statement may.
drop function if exists aftercare.import_touched(uuid, int);
create or replace function aftercare.import_touched(wanted uuid, after int, through int, most int)
returns setof int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
  t text;
  k record;
begin
  for t in
    select distinct r.table_name from aftercare.import_row r
    where r.batch_id = b.id and r.line > after and r.line <= through and r.outcome = 'added' and r.row_id is not null
  loop
    return query execute format(
      'select r.line from aftercare.import_row r
       join aftercare.%I x on x.id = r.row_id
       where r.batch_id = $1 and r.line > $2 and r.line <= $3 and r.outcome = ''added'' and r.table_name = $4
         and x.version is distinct from r.seen_version
       limit $5', t) using b.id, after, through, t, most;
    for k in
      select c.relname as child, a.attname as col
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
      where f.contype = 'f' and f.confrelid = ('aftercare.' || quote_ident(t))::regclass
        and cardinality(f.conkey) = 1
        and not exists (select from aftercare.import_first_rows() s where s.table_name = c.relname)
    loop
      return query execute format(
        'select r.line from aftercare.import_row r
         where r.batch_id = $1 and r.line > $2 and r.line <= $3 and r.outcome = ''added'' and r.table_name = $4
           and exists (select from aftercare.%I x where x.%I = r.row_id %s)
         limit $5', k.child, k.col,
        -- what the batch itself brought goes with it
        case when k.child = any (aftercare.import_tables())
          then 'and not exists (select from aftercare.import_row z where z.row_id = x.id and z.batch_id = $1)' end)
        using b.id, after, through, t, most;
    end loop;
  end loop;
end $$;

-- Begins to undo a batch, also one that broke off. Whoever undoes asks import_touched first and leaves a batch alone
-- that was touched; where he does not, or something happens meanwhile, the steps keep what was touched.
create or replace function aftercare.import_undo(wanted uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
begin
  if b.state = 'undone' then perform aftercare.refuse('import_undone_already'); end if;
  update aftercare.import_batch x set state = 'undoing' where x.id = b.id;
end $$;

-- Looks at up to so many records of a batch that is being undone; returns how many it was, 0 = all is undone.
-- A record that was touched in the meantime stays, and its row says so. When no record is left it forgets, going
-- back through the lines, what the refused ones held: last_line is where that has come to.
create or replace function aftercare.import_undo_step(wanted uuid, most int)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
  many int := least(greatest(most, 1), 10000);
  t text;
  ids uuid[];
  one uuid;
begin
  if b.state <> 'undoing' then perform aftercare.refuse('import_not_undoing'); end if;
  foreach t in array aftercare.import_tables() loop
    select array_agg(y.row_id) into ids from (
      select r.row_id from aftercare.import_row r
      where r.batch_id = b.id and r.table_name = t and r.row_id is not null and r.code is null
        and r.outcome in ('added', 'helper')
      limit many) y;
    exit when ids is not null;
  end loop;
  if ids is null and b.last_line > 0 then
    update aftercare.import_row r set cells = null
      where r.batch_id = b.id and r.line > b.last_line - many and r.cells is not null;
    update aftercare.import_batch x set last_line = greatest(0, b.last_line - many) where x.id = b.id;
    return least(many, b.last_line);
  elsif ids is null then
    update aftercare.import_batch x set state = 'undone', undone_at = clock_timestamp(),
      undone_by = aftercare.login_name() where x.id = b.id;
    return 0;
  end if;
  begin
    perform aftercare.import_remove(b.id, t, ids);
  exception when foreign_key_violation then
    foreach one in array ids loop
      begin
        perform aftercare.import_remove(b.id, t, array[one]);
      exception when foreign_key_violation then
        update aftercare.import_row r set code = 'still_referred'
          where r.batch_id = b.id and r.table_name = t and r.row_id = one;
      end;
    end loop;
  end;
  return cardinality(ids);
end $$;

create or replace function aftercare.import_remove(batch uuid, t text, ids uuid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  untouched uuid[];
  removed int;
  k record;
begin
  execute format(
    'select array_agg(y.id) from aftercare.%I y
     join aftercare.import_row r on r.row_id = y.id and r.batch_id = $1
     where y.id = any ($2) and y.version = r.seen_version', t)
    into untouched using batch, ids;
  for k in select s.* from aftercare.import_first_rows() s where s.of_table = t loop
    execute format('delete from aftercare.%I x where x.%I = any ($1) and %s', k.table_name, k.column_name, k.condition)
      using untouched;
  end loop;
  execute format(
    'delete from aftercare.%I x using aftercare.import_row r
     where x.id = any ($2) and r.row_id = x.id and r.batch_id = $1 and x.version = r.seen_version', t)
    using batch, untouched;
  get diagnostics removed = row_count;
  if removed <> coalesce(cardinality(untouched), 0) then
    raise exception using errcode = '40001', message = 'a record was changed in this moment';
  end if;
  update aftercare.import_row r set row_id = null where r.batch_id = batch and r.row_id = any (untouched);
  update aftercare.import_row r set code = 'import_row_touched'
    where r.batch_id = batch and r.row_id = any (ids);
end $$;

-- The rows that were refused, with what the file held: for whoever brought them and the administrator. As with a
-- single look the entry is written first and the rows given out in a later transaction.
create or replace function aftercare.import_open_rejected(wanted uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
begin
  insert into aftercare.reveal (login, kind, table_name, row_id, count)
  select aftercare.login_name(), 'export', 'import_row', b.id, count(*)
  from aftercare.import_row r where r.batch_id = b.id and r.outcome = 'failed' having count(*) > 0;
end $$;

-- Second step, within ten minutes.
create or replace function aftercare.import_rejected(wanted uuid)
returns table (line int, code text, field text, details jsonb, cells jsonb)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
begin
  return query
    select r.line, r.code, r.field, r.details, r.cells from aftercare.import_row r
    where r.batch_id = b.id and r.outcome = 'failed'
      and exists (
        select from aftercare.reveal e
        where e.row_id = b.id and e.table_name = 'import_row' and e.login = aftercare.login_name()
          and e.at > clock_timestamp() - interval '10 minutes'
          and e.xid is distinct from pg_current_xact_id_if_assigned())
    order by r.line, r.id;
end $$;

grant execute on function aftercare.import_note(uuid, int, jsonb), aftercare.import_finish(uuid),
  aftercare.import_touched(uuid, int, int, int), aftercare.import_undo(uuid), aftercare.import_undo_step(uuid, int),
  aftercare.import_open_rejected(uuid), aftercare.import_rejected(uuid)
  to aftercare_admin, aftercare_manager, aftercare_agent;

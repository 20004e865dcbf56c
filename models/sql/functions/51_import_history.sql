-- owner: aftercare_transfer
-- History of other repairers as closed orders without customer (Open Repair Data Standard). The rows come as
-- {line, id, number, store_code, store_name, time_zone, category_code, category_name, brand, opened_on, outcome,
-- barrier_code, problem, remarks}; stores, categories and models they need are made on the way. Categories and
-- models come archived: they tell what was repaired and stay out of the counter's lists.
create or replace function aftercare.import_history(rows jsonb)
returns table (line int, outcome text, table_name text, row_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  if not aftercare.i_am('admin')
     and not (select r.rolsuper from pg_roles r where r.rolname = session_user) then
    raise exception using errcode = '42501', message = 'administrators import history';
  end if;

  return query
    with wanted as (
      select distinct on (x.store_code) x.line, x.store_code, x.store_name, x.time_zone
      from jsonb_to_recordset(rows) as x (line int, store_code text, store_name text, time_zone text)
      order by x.store_code, x.line
    ), made as (
      insert into aftercare.store (id, code, name, name_en, time_zone)
      select gen_random_uuid(), w.store_code, w.store_name, w.store_name, w.time_zone
      from wanted w
      where not exists (select from aftercare.store s where s.code = w.store_code and s.archived_at is null)
      returning id, code
    )
    select w.line, 'helper', 'store', m.id from made m join wanted w on w.store_code = m.code;

  return query
    with wanted as (
      select distinct on (x.category_code) x.line, x.category_code, x.category_name
      from jsonb_to_recordset(rows) as x (line int, category_code text, category_name text)
      where x.category_code <> '' order by x.category_code, x.line
    ), made as (
      insert into aftercare.product_category (id, code, name, name_en, position, archived_at)
      select gen_random_uuid(), w.category_code, w.category_name, w.category_name, 900, clock_timestamp()
      from wanted w
      where not exists (select from aftercare.product_category c where c.code = w.category_code)
      returning id, code
    )
    select w.line, 'helper', 'product_category', m.id from made m join wanted w on w.category_code = m.code;

  return query
    with wanted as (
      select distinct on (c.id, x.brand) x.line, c.id as category_id, c.name, x.brand
      from jsonb_to_recordset(rows) as x (line int, category_code text, brand text)
      join aftercare.product_category c on c.code = x.category_code
      order by c.id, x.brand, x.line
    ), made as (
      insert into aftercare.product_model (id, brand, name, category_id, warranty_months, archived_at)
      select gen_random_uuid(), w.brand, w.name, w.category_id, 0, clock_timestamp()
      from wanted w
      where not exists (
        select from aftercare.product_model m
        where m.category_id = w.category_id and m.brand = w.brand and m.model_no = '')
      returning id, category_id, brand
    )
    select w.line, 'helper', 'product_model', m.id
    from made m join wanted w on w.category_id = m.category_id and w.brand = m.brand;

  return query
    with incoming as (
      select x.*, s.id as store_id, s.region_id,
             (x.opened_on + time '12:00') at time zone s.time_zone as moment,
             (select m.id from aftercare.product_category c
              join aftercare.product_model m on m.category_id = c.id and m.brand = x.brand and m.model_no = ''
              where c.code = x.category_code limit 1) as model_id
      from jsonb_to_recordset(rows) as x (line int, id uuid, number text, store_code text, category_code text,
        brand text, opened_on date, outcome text, barrier_code text, problem text, remarks text)
      join aftercare.store s on s.code = x.store_code and s.archived_at is null
    ), made as (
      insert into aftercare.work_order
        (id, number, source, work_state, custody_state, outcome, barrier_code, product_model_id, store_id, opened_at,
         opened_on, state_since, ready_at, delivered_at, delivered_on, closed_at, event_count, problem, condition_note)
      select i.id, i.number, 'ords', 'closed', 'returned', i.outcome, i.barrier_code, i.model_id, i.store_id,
             i.moment, i.opened_on, i.moment, i.moment, i.moment, i.opened_on, i.moment, 1, i.problem, i.remarks
      from incoming i
      where not exists (select from aftercare.work_order o where o.number = i.number)
      returning id
    ), told as (
      insert into aftercare.work_order_event
        (id, work_order_id, seq, axis, action, to_state, at, effective_at, happened_on, by_login, reason_code, store_id,
         region_id, product_model_id, kind, sale_stage, outcome, source, opened_on)
      select gen_random_uuid(), i.id, 1, 'work', 'import', 'closed', greatest(clock_timestamp(), i.moment),
             least(clock_timestamp(), i.moment), i.opened_on, aftercare.login_name(), i.barrier_code, i.store_id,
             i.region_id, i.model_id, 'repair', 'after_sale', i.outcome, 'ords', i.opened_on
      from incoming i join made m on m.id = i.id
    )
    select i.line, case when m.id is null then 'kept' else 'added' end, 'work_order', i.id
    from incoming i left join made m on m.id = i.id;
end $$;

grant execute on function aftercare.import_history(jsonb) to aftercare_admin;

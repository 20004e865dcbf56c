-- owner: aftercare_workflow
-- Taking devices in: one intake, an order for each of them, one transaction, one request.

-- Covered by the purchase date and the model's months? 'To be checked': a proof may say otherwise.
create or replace function aftercare.warranty_by_purchase(device_id uuid, on_day date)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  began date;
  months int;
  ends date;
begin
  select coalesce(d.warranty_from, d.sold_on), p.warranty_months into began, months
    from aftercare.device d join aftercare.product_model p on p.id = d.product_model_id where d.id = device_id;
  if began is null then
    return jsonb_build_object('verdict', 'unknown', 'reason', 'no_purchase_date', 'values', jsonb_build_object());
  elsif coalesce(months, 0) = 0 then
    return jsonb_build_object('verdict', 'unknown', 'reason', 'no_months', 'values', jsonb_build_object('from', began));
  end if;
  ends := (began + make_interval(months => months))::date;
  return jsonb_build_object('verdict', case when on_day <= ends then 'in' else 'out' end, 'reason', 'purchase_date',
    'values', jsonb_build_object('from', began, 'months', months, 'until', ends));
end $$;

create or replace function aftercare.next_number(prefix text, sequence regclass, day date)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select prefix || to_char(day, 'YYMM') || '-' || case when length(n::text) < 5 then lpad(n::text, 5, '0') else n::text end
    from nextval(sequence) n);
end $$;

-- What one order of an intake lacks; index tells which of several.
create or replace function aftercare.intake_lacks(wanted jsonb, index int)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  d aftercare.device;
  answer jsonb := '[]';
  at_index jsonb := jsonb_build_object('index', index);
begin
  select x.* into d from aftercare.device x where x.id = nullif(wanted ->> 'device_id', '')::uuid;
  if d.id is null then
    answer := answer || aftercare.lack('device_missing', 'device_id', at_index);
  elsif d.serial_no = '' and d.no_serial_reason = '' then
    answer := answer || aftercare.lack('serial_missing', 'serial_no', at_index);
  end if;
  if not aftercare.says(wanted, 'problem') then
    answer := answer || aftercare.lack('problem_missing', 'problem', at_index);
  end if;
  return answer;
end $$;

-- Opens one order; its store, customer and intake are checked by the caller.
create or replace function aftercare.open_order(wanted jsonb, i aftercare.intake)
returns aftercare.work_order
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
  moment timestamptz := i.received_at;
  verdict jsonb;
  home boolean;
begin
  -- Only these are taken from the caller; all else is ours to say.
  o := jsonb_populate_record(null::aftercare.work_order, jsonb_strip_nulls((
    select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(wanted) e
    where e.key = any (array['id', 'kind', 'sale_stage', 'wish', 'priority', 'source', 'device_id', 'rework_of',
      'problem', 'symptoms', 'accessories', 'accessories_note', 'condition_note', 'sketch', 'marks', 'answers',
      'backup_choice', 'erase_allowed', 'old_parts', 'notify_by', 'loan_unit', 'instructions', 'estimate',
      'inspection_fee', 'promised_at', 'shelf']))));
  o.kind := coalesce(o.kind, 'repair');
  home := o.kind in ('on_site', 'installation', 'maintenance', 'inspection')
    and not coalesce((wanted ->> 'device_here')::boolean, false);
  if o.source = 'ords' then o.source := null; end if;
  verdict := aftercare.warranty_by_purchase(o.device_id, i.received_on);
  insert into aftercare.work_order
    (id, number, kind, sale_stage, wish, priority, source, custody_state, customer_id, device_id, product_model_id,
     intake_id, store_id, rework_of, opened_at, opened_on, promised_at, state_since, event_count, shelf, problem,
     symptoms, accessories, accessories_note, condition_note, sketch, marks, answers, backup_choice, erase_allowed,
     old_parts, notify_by, loan_unit, instructions, warranty_verdict, warranty_reason, warranty_values, pickup_code,
     estimate, inspection_fee)
  select coalesce(o.id, gen_random_uuid()),
     aftercare.next_number('W', 'aftercare.work_order_number', i.received_on), o.kind,
     coalesce(o.sale_stage, 'after_sale'), coalesce(o.wish, 'repair'), coalesce(o.priority, 'normal'),
     coalesce(o.source, 'counter'), case when home then 'with_customer' else 'at_store' end, i.customer_id,
     o.device_id, d.product_model_id, i.id, i.store_id, o.rework_of, moment, i.received_on,
     coalesce(o.promised_at,
              moment + make_interval(days => aftercare.parameter_value('promise_days', '3')::int)),
     moment, case when home then 1 else 2 end, case when home then '' else coalesce(o.shelf, '') end, o.problem, coalesce(o.symptoms, '{}'),
     coalesce(o.accessories, '{}'), coalesce(o.accessories_note, ''), coalesce(o.condition_note, ''),
     coalesce(o.sketch, 'box'), coalesce(o.marks, '[]'), coalesce(o.answers, '{}'), coalesce(o.backup_choice, ''),
     o.erase_allowed, coalesce(o.old_parts, ''), coalesce(o.notify_by, ''), coalesce(o.loan_unit, ''),
     coalesce(o.instructions, ''), verdict ->> 'verdict', verdict ->> 'reason', verdict -> 'values',
     lpad((('x' || substr(md5(gen_random_uuid()::text), 1, 7))::bit(28)::int % 1000000)::text, 6, '0'),
     o.estimate, o.inspection_fee
  from aftercare.device d where d.id = o.device_id
  returning * into o;
  o.event_count := 1;
  perform aftercare.record_event(o, 'work', 'receive', null, 'received',
    jsonb_build_object('promised_at', o.promised_at, 'shelf', o.shelf)
      || jsonb_strip_nulls(jsonb_build_object('workstation', wanted -> 'workstation')), true, null, moment);
  if not home then
    o.event_count := 2;
    perform aftercare.record_event(o, 'custody', 'hand_in', 'with_customer', 'at_store',
      jsonb_build_object('with', 'receive') || jsonb_strip_nulls(jsonb_build_object('workstation', wanted -> 'workstation')),
      true, null, moment);
  end if;
  if aftercare.says(wanted -> 'unlock_code', 'code') then
    insert into aftercare.unlock_code (work_order_id, kind, code, created_by)
      values (o.id, coalesce(wanted -> 'unlock_code' ->> 'kind', 'text'), wanted -> 'unlock_code' ->> 'code',
              aftercare.login_name());
  end if;
  return o;
end $$;

-- intake: {id, store_id, customer_id, brought_by, note, workstation}; orders: [{id, device_id, problem, …}].
-- Returns {id, number, orders: [{id, number, version}]}. Refuses with everything that is lacking at once.
create or replace function aftercare.intake_open(intake jsonb, orders jsonb, request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  i aftercare.intake;
  o aftercare.work_order;
  wanted jsonb;
  index int := 0;
  missing jsonb := '[]';
  opened jsonb := '[]';
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  i.store_id := (intake ->> 'store_id')::uuid;
  if not (aftercare.i_am('agent') and i.store_id = any (aftercare.my_store_ids())
          or aftercare.i_am('manager') and i.store_id = any (aftercare.my_managed_store_ids())) then
    raise exception using errcode = '42501', message = 'devices are taken in at one''s own store';
  end if;
  i.id := coalesce((intake ->> 'id')::uuid, gen_random_uuid());
  i.customer_id := nullif(intake ->> 'customer_id', '')::uuid;
  i.received_at := clock_timestamp();
  i.received_on := aftercare.store_date(i.store_id, i.received_at);
  if coalesce(jsonb_array_length(orders), 0) = 0 then missing := missing || aftercare.lack('device_missing', 'device_id'); end if;
  if i.customer_id is null then
    if exists (select from jsonb_array_elements(orders) x where coalesce(x ->> 'sale_stage', '') <> 'pre_sale') then
      missing := missing || aftercare.lack('customer_missing', 'customer_id');
    end if;
  elsif exists (select from aftercare.customer c where c.id = i.customer_id
                and (c.merged_into is not null or c.archived_at is not null)) then
    perform aftercare.refuse('customer_archived', 'customer_id');
  elsif not exists (
    select from aftercare.customer c where c.id = i.customer_id
      and (c.phone_last4 <> '' or c.no_phone_reason <> ''
           or exists (select from aftercare.contact k where k.customer_id = c.id and k.phone_last4 <> ''))) then
    missing := missing || aftercare.lack('phone_missing', 'phone');
  end if;
  for wanted in select x from jsonb_array_elements(orders) x loop
    missing := missing || aftercare.intake_lacks(wanted, index);
    index := index + 1;
  end loop;
  if missing <> '[]' then
    perform aftercare.refuse('order_missing', missing -> 0 ->> 'field', jsonb_build_object('missing', missing));
  end if;
  insert into aftercare.intake (id, number, customer_id, store_id, received_at, received_on, brought_by, note)
    values (i.id, aftercare.next_number('N', 'aftercare.intake_number', i.received_on), i.customer_id, i.store_id,
            i.received_at, i.received_on, coalesce(intake ->> 'brought_by', ''), coalesce(intake ->> 'note', ''))
    returning * into i;
  for wanted in select x from jsonb_array_elements(orders) x loop
    o := aftercare.open_order(
      wanted || jsonb_strip_nulls(jsonb_build_object('workstation', intake -> 'workstation')), i);
    opened := opened || jsonb_build_array(jsonb_build_object('id', o.id, 'number', o.number, 'version', o.version));
  end loop;
  return aftercare.keep_result(request_id, jsonb_build_object('id', i.id, 'number', i.number, 'orders', opened));
end $$;

grant execute on function aftercare.intake_open(jsonb, jsonb, uuid) to aftercare_agent, aftercare_manager;
grant execute on function aftercare.warranty_by_purchase(uuid, date) to aftercare_search;

-- owner: aftercare_search
-- Finding orders, and what the counter should know before it asks.

-- What an order is found by. Its stores are words like any other: searches AND them, since a limit taken before a
-- filter by store would lose most hits of a small one.
create or replace function aftercare.order_tokens(o aftercare.work_order)
returns tsvector
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select aftercare.search_tokens(concat_ws(' ', o.number, o.problem,
      (select c.name from aftercare.customer c where c.id = o.customer_id),
      (select concat_ws(' ', d.serial_no, m.brand, m.name, m.model_no) from aftercare.device d
         join aftercare.product_model m on m.id = d.product_model_id where d.id = o.device_id)))
    || array_to_tsvector(array_remove(array['=store:' || o.store_id, '=store:' || o.handling_store_id], null)));
end $$;

create or replace function aftercare.order_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' or (new.problem, new.customer_id, new.device_id, new.store_id, new.handling_store_id)
       is distinct from (old.problem, old.customer_id, old.device_id, old.store_id, old.handling_store_id) then
    new.search := aftercare.order_tokens(new);
  end if;
  return new;
end $$;

-- AFTER a customer's name changed: his orders are found by the new one.
create or replace function aftercare.reword_orders()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.work_order w set search = aftercare.order_tokens(w) where w.customer_id = new.id;
  return null;
end $$;
grant execute on function aftercare.reword_orders() to aftercare_owner;
grant execute on function aftercare.order_words() to aftercare_owner;

-- Numbers by their beginning or end, four digits of a telephone number, words. What one may not see is left out
-- before the cap; coalesce() keeps the planner from reading by it, which is all orders of a large store. Plans are
-- made once and kept, but for words of those who see many stores: an administrator's thousand need another plan than
-- a clerk's one (150 ms instead of 9 among a million). Columns are named: of all seventy the server prepares each in each
-- search.
drop function if exists aftercare.search_work_orders(text, tsquery, int);
create or replace function aftercare.search_work_orders(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
-- names are looked up for the few rows found, where a plan for any number of them reads all models
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  tail text := reverse(one);
  caller record := aftercare.my_scope();
  stores uuid[] := caller.stores;
  me uuid := caller.staff_id;
  only_own boolean := 'technician' = any (caller.roles)
    and not caller.roles && '{admin,manager,agent,parts,sales,finance,auditor}';
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null then return; end if;
  if one ~ '^[A-Z]' then
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(aftercare.model_title(m.brand, m.name, m.name_en, english), ''), c.name,
                       nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             case when o.number = one then 0 else 3 end
      from (
        select o.id, o.number, o.problem, o.work_state, o.opened_at, o.product_model_id, o.customer_id
        from aftercare.work_order o
        where o.number >= one and o.number < aftercare.prefix_end(one)
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        order by o.number limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by 5, o.opened_at desc;
  end if;
  if one ~ '^N[0-9]{4}-[0-9]+$' then
    -- the number of a slip of several devices
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(aftercare.model_title(m.brand, m.name, m.name_en, english), ''), c.name,
                       nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             1
      from (
        select o.id, o.number, o.problem, o.work_state, o.opened_at, o.product_model_id, o.customer_id
        from aftercare.intake i join aftercare.work_order o on o.intake_id = i.id
        where i.number = one
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        order by o.number limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by o.opened_at desc;
  end if;
  if one ~ '^[0-9]{4,8}$' then
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(aftercare.model_title(m.brand, m.name, m.name_en, english), ''), c.name,
                       nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             5
      from (
        select o.id, o.number, o.problem, o.work_state, o.opened_at, o.product_model_id, o.customer_id
        from aftercare.work_order o
        where reverse(o.number) >= tail and reverse(o.number) < aftercare.prefix_end(tail)
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by o.opened_at desc;
  end if;
  if one ~ '^[0-9]{4}$' then
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(aftercare.model_title(m.brand, m.name, m.name_en, english), ''), c.name,
                       nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             case when o.work_state in ('delivered', 'closed', 'cancelled') then 28 else 6 end
      from (
        select o.id, o.number, o.problem, o.work_state, o.opened_at, o.product_model_id, o.customer_id
        from aftercare.customer c join aftercare.work_order o on o.customer_id = c.id
        where c.phone_last4 = one
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        order by (o.work_state in ('delivered', 'closed', 'cancelled')), o.opened_at desc limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by 5, o.opened_at desc;
  end if;
  -- a whole number is found by its index; its year and month as a word would be found in every fifth order
  if one !~ '^[A-Z]{1,2}[0-9]{4}-[0-9]{4,}$' and words is not null and numnode(words) > 0 then
    if cardinality(stores) > 60 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
    words := aftercare.in_stores(words, stores);
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(aftercare.model_title(m.brand, m.name, m.name_en, english), ''), c.name,
                       nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             35
      from (
        select o.id, o.number, o.problem, o.work_state, o.opened_at, o.product_model_id, o.customer_id
        from aftercare.work_order o
        where o.search @@ words
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by o.opened_at desc;
  end if;
end $$;

-- Before the counter asks anything: open orders of the device, its last repairs, what is owed, flagged notes,
-- complaints, the warranty by purchase date. Looks into every store; orders of others are named, not opened.
create or replace function aftercare.before_intake(of_device uuid, of_customer uuid, at_store uuid)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  seen uuid[] := aftercare.my_visible_store_ids();
  today date := aftercare.store_date(at_store);
  me uuid := aftercare.my_staff_id();
begin
  if not aftercare.i_am('agent', 'manager') then
    raise exception using errcode = '42501', message = 'the counter asks this';
  end if;
  return jsonb_build_object(
    'open_orders', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'work_state', o.work_state,
          'store_name', s.name, 'store_name_en', s.name_en, 'opened_at', o.opened_at, 'visible', o.store_id = any (seen)
            or coalesce(o.handling_store_id = any (seen), false)) order by o.opened_at desc)
      from aftercare.work_order o join aftercare.store s on s.id = o.store_id
      where o.device_id = of_device and o.work_state not in ('delivered', 'closed')
        and not (o.work_state = 'cancelled' and o.custody_state = 'with_customer')), '[]'),
    'repeats', coalesce((
      select jsonb_agg(x order by x ->> 'finished_at' desc) from (
        select jsonb_build_object('id', o.id, 'number', o.number, 'outcome', o.outcome, 'store_name', s.name,
            -- another store's words stay there
            'problem', case when o.store_id = any (seen) or o.handling_store_id = any (seen)
                            then left(o.problem, 200) else '' end, 'finished_at', coalesce(o.delivered_at, o.ready_at),
            'days', today - coalesce(o.delivered_on, aftercare.store_date(o.store_id, o.ready_at)),
            'visible', o.store_id = any (seen) or coalesce(o.handling_store_id = any (seen), false)) as x
        from aftercare.work_order o join aftercare.store s on s.id = o.store_id
        where o.device_id = of_device and o.work_state in ('delivered', 'closed') and o.outcome is not null
          and coalesce(o.delivered_at, o.ready_at) is not null
        order by o.opened_at desc limit 20) recent), '[]'),
    'repeat_days', aftercare.parameter_value('repeat_days', '90')::int,
    'earlier', coalesce((
      select jsonb_agg(x) from (
        select jsonb_build_object('id', o.id, 'number', o.number, 'work_state', o.work_state, 'outcome', o.outcome,
            'opened_on', o.opened_on, 'device', aftercare.model_title(m.brand, m.name),
            'device_en', aftercare.model_title(m.brand, m.name, m.name_en, true),
            'same_device', o.device_id is not distinct from of_device,
            'visible', o.store_id = any (seen) or coalesce(o.handling_store_id = any (seen), false)) as x
        from aftercare.work_order o left join aftercare.product_model m on m.id = o.product_model_id
        where o.customer_id = of_customer or o.device_id = of_device
        order by o.opened_at desc limit 10) recent), '[]'),
    'orders', (select count(*) from (
      select from aftercare.work_order o where o.customer_id = of_customer limit 1001) c),
    -- what was handed over and not paid; an order that is ready is paid when it is collected
    'owes', (
      select jsonb_build_object('amount', coalesce(sum(o.due - o.paid - coalesce(o.written_off, 0)), 0),
                                'number', (array_agg(o.number order by o.opened_at desc))[1])
      from aftercare.work_order o
      where o.customer_id = of_customer and o.work_state in ('delivered', 'closed')
        and o.due > o.paid + coalesce(o.written_off, 0)),
    'notes', coalesce((
      select jsonb_agg(jsonb_build_object('level', n.level, 'body', n.body, 'at', n.created_at)
                       order by array_position(array['stop', 'warning', 'info'], n.level), n.created_at desc)
      from aftercare.customer_note n
      where n.customer_id = of_customer and n.at_intake and n.archived_at is null), '[]'),
    'complaints', (
      select count(*) from aftercare.complaint c
      where c.customer_id = of_customer and c.state <> 'closed' and c.about_staff_id is distinct from me
        and c.store_id = any (seen)),
    'warranty', case when of_device is not null then aftercare.warranty_by_purchase(of_device, today) end);
end $$;

grant execute on function aftercare.search_work_orders(text, tsquery, int, boolean) to aftercare_staff;
grant execute on function aftercare.before_intake(uuid, uuid, uuid) to aftercare_agent, aftercare_manager;

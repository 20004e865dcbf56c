-- owner: aftercare_search
-- The search box, one function a kind, all of one shape: what was typed, the words as a tsquery the client
-- built, the cap, whether names are wanted in English. Each branch returns up to cap + 1 rows, so that 'more than shown' can be said; the client
-- drops repetitions and orders by rank (smaller is better). Security definer, because the operators are not
-- leakproof and would not use an index under row security; so each states the caller's scope itself.

-- Plans are made once and kept: making one for each search took longer than the search. Whoever sees some customers
-- only gets theirs anew, and words that stand in many names: of those the index has a long list, where reading
-- customers as they come finds enough of them at once. The newest ones tell which words these are.
drop function if exists aftercare.search_customers(text, tsquery, int);
create or replace function aftercare.search_customers(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  one text := btrim(typed);
  low text := lower(one);
  digits text := case when one ~ '^[+0-9０-９][-0-9０-９ ()]{3,24}$' then aftercare.phone_key(one) else '' end;
  everything boolean := aftercare.i_see_all_customers();
  me uuid;
  jobs uuid[] := '{}';
begin
  cap := least(cap, 200) + 1;
  if one = '' or not (everything or aftercare.i_am_active()) then return; end if;
  if not everything then
    if aftercare.i_am('sales') then me := aftercare.my_staff_id(); end if;
    if aftercare.i_am('technician') then jobs := aftercare.my_job_customer_ids(); end if;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
  end if;
  if low ~ '^k[0-9]{3,}$' then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', nullif(c.phone_masked, ''), c.number), 0
      from aftercare.customer c
      where c.number >= upper(one) and c.number < aftercare.prefix_end(upper(one))
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      order by c.number limit cap;
  elsif length(digits) = 4 then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', c.phone_masked, c.number), 10
      from (select c.id, c.name, c.phone_masked, c.number, c.updated_at from aftercare.customer c
            where c.phone_last4 = digits and c.archived_at is null
              and (everything or c.sales_rep_id = me or c.id = any (jobs)) limit 500) c
      order by c.updated_at desc limit cap;
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', p.name, p.phone_masked, c.number), 11
      from aftercare.contact p join aftercare.customer c on c.id = p.customer_id
      where p.phone_last4 = digits and p.archived_at is null and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      limit cap;
  elsif length(digits) >= 7 and aftercare.lookup_is_open(digits) then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', c.phone_masked, c.number), 5
      from aftercare.customer c
      where c.phone_key >= digits and c.phone_key < aftercare.prefix_end(digits) and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      order by c.phone_key limit cap;
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', p.name, p.phone_masked, c.number), 6
      from aftercare.contact p join aftercare.customer c on c.id = p.customer_id
      where p.phone_key >= digits and p.phone_key < aftercare.prefix_end(digits) and p.archived_at is null
        and c.archived_at is null and (everything or c.sales_rep_id = me or c.id = any (jobs))
      limit cap;
  end if;
  if low ~ '^[a-z]{2,12}$' then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', nullif(c.phone_masked, ''), c.number),
             case when c.initials = low then 15 else 20 end
      from aftercare.customer c
      where c.initials >= low and c.initials < aftercare.prefix_end(low) and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      order by c.initials limit cap;
  end if;
  if digits = '' then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', nullif(c.phone_masked, ''), c.number),
             case when c.name = one then 12 else 18 end
      from aftercare.customer c
      where c.name >= one and c.name < aftercare.prefix_end(one) and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      order by c.name limit cap;
  end if;
  if words is not null and numnode(words) > 0 then
    if everything and digits = '' and (
         select count(*) > 1
         from (select x.search from aftercare.customer x where x.archived_at is null
               order by x.created_at desc, x.id desc limit 40) newest
         where newest.search @@ words) then
      perform set_config('plan_cache_mode', 'force_custom_plan', true);
    end if;
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', nullif(c.phone_masked, ''), c.number), 30
      from aftercare.customer c
      where c.search @@ words and position(low in lower(c.name)) > 0 and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      limit cap;
  end if;
end $$;

drop function if exists aftercare.search_devices(text, tsquery, int);
create or replace function aftercare.search_devices(typed text, words tsquery, cap int, english boolean default false)
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
  wanted text := aftercare.serial_key(typed);
  tail text := reverse(wanted);
  everything boolean;
  me uuid;
  jobs uuid[] := '{}';
begin
  cap := least(cap, 200) + 1;
  if length(wanted) < 4 or wanted !~ '[0-9]' then return; end if;
  everything := aftercare.i_see_all_customers();
  if not (everything or aftercare.i_am_active()) then return; end if;
  if not everything then
    if aftercare.i_am('sales') then me := aftercare.my_staff_id(); end if;
    if aftercare.i_am('technician') then jobs := aftercare.my_job_device_ids(); end if;
  end if;
  return query
    with found as (
      (select d.id, case when d.serial_key = wanted then 2 else 25 end as rank from aftercare.device d
       where d.serial_key >= wanted and d.serial_key < aftercare.prefix_end(wanted) limit cap)
      union all
      (select d.id, 26 from aftercare.device d
       where reverse(d.serial_key) >= tail and reverse(d.serial_key) < aftercare.prefix_end(tail) limit cap)
      union all
      (select n.device_id, case when n.key = wanted then 2 else 25 end from aftercare.device_number n
       where n.key >= wanted and n.key < aftercare.prefix_end(wanted) and n.archived_at is null limit cap)
      union all
      (select n.device_id, 26 from aftercare.device_number n
       where reverse(n.key) >= tail and reverse(n.key) < aftercare.prefix_end(tail) and n.archived_at is null
       limit cap)
    )
    select 'device', d.id, aftercare.model_title(m.brand, m.name, m.name_en, english),
           concat_ws(' · ', nullif(d.serial_no, ''), c.name, nullif(c.phone_masked, '')), min(f.rank)
    from found f
    join aftercare.device d on d.id = f.id
    join aftercare.product_model m on m.id = d.product_model_id
    left join aftercare.customer c on c.id = d.customer_id
    where d.archived_at is null and (everything or c.sales_rep_id = me or d.id = any (jobs))
    group by d.id, m.id, c.id
    order by min(f.rank), d.serial_no limit cap;
end $$;

drop function if exists aftercare.search_products(text, tsquery, int);
create or replace function aftercare.search_products(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
-- of some thousand models the server would read all rather than look into the words' index
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  one text := btrim(typed);
  low text := lower(one);
begin
  cap := least(cap, 200) + 1;
  if one = '' or not aftercare.i_am_active() then return; end if;
  return query
    select 'product', m.id, aftercare.model_title(m.brand, m.name, m.name_en, english), m.model_no,
           case when upper(m.model_no) = upper(one) then 4 else 22 end
    from aftercare.product_model m
    where upper(m.model_no) >= upper(one) and upper(m.model_no) < aftercare.prefix_end(upper(one))
      and m.archived_at is null
    order by upper(m.model_no) limit cap;
  if low ~ '^[a-z][a-z0-9]{1,12}$' then
    return query
      select 'product', m.id, aftercare.model_title(m.brand, m.name, m.name_en, english), m.model_no, 23
      from aftercare.product_model m
      where m.initials >= low and m.initials < aftercare.prefix_end(low) and m.archived_at is null
      order by m.initials limit cap;
  end if;
  if words is not null and numnode(words) > 0 then
    return query
      select 'product', m.id, aftercare.model_title(m.brand, m.name, m.name_en, english), m.model_no, 32
      from aftercare.product_model m
      where m.search @@ words and m.archived_at is null
      limit cap;
  end if;
end $$;

grant execute on function aftercare.search_customers(text, tsquery, int, boolean),
  aftercare.search_devices(text, tsquery, int, boolean), aftercare.search_products(text, tsquery, int, boolean)
  to aftercare_staff;

-- owner: aftercare_search
-- Visits by number and by words of what they are for.

create or replace function aftercare.visit_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and (new.subject, new.instructions, new.work_done, new.store_id, new.number)
       is not distinct from (old.subject, old.instructions, old.work_done, old.store_id, old.number) then
    return new;
  end if;
  new.search := aftercare.search_tokens(concat_ws(' ', new.number, new.subject, new.instructions, new.work_done))
    || array_to_tsvector(array['=store:' || new.store_id]);
  return new;
end $$;

-- Plans are made once and kept, as in search_work_orders.
drop function if exists aftercare.search_visits(text, tsquery, int);
create or replace function aftercare.search_visits(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  caller record := aftercare.my_scope();
  stores uuid[] := caller.stores;
  me uuid := caller.staff_id;
  only_own boolean := 'technician' = any (caller.roles)
    and not caller.roles && '{admin,manager,agent,parts,sales,finance,auditor}';
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null then return; end if;
  if one ~ '^V[0-9]{4}' then
    return query
      select 'visit', v.id, v.number, v.subject, case when v.number = one then 0 else 3 end
      from aftercare.visit v
      where v.number >= one and v.number < aftercare.prefix_end(one)
        and coalesce(v.store_id = any (stores) or v.technician_id = me, false)
        and (not only_own or v.technician_id = me or v.technician_id is null and v.state = 'open')
      order by v.number limit cap;
  elsif words is not null and numnode(words) > 0 then
    if cardinality(stores) > 60 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
    words := aftercare.in_stores(words, stores);
    return query
      select 'visit', v.id, v.number, v.subject, 42
      from aftercare.visit v
      where v.search @@ words and coalesce(v.store_id = any (stores), false)
        and (not only_own or v.technician_id = me or v.technician_id is null and v.state = 'open')
      limit cap;
  end if;
end $$;

grant execute on function aftercare.visit_words() to aftercare_owner;
grant execute on function aftercare.search_visits(text, tsquery, int, boolean) to aftercare_staff;

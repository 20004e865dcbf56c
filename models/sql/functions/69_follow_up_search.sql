-- owner: aftercare_search
-- Follow-ups by number, by words of what they are about, and by their customer. Plans are made once and kept, as in
-- search_work_orders.
drop function if exists aftercare.search_follow_ups(text, tsquery, int);
create or replace function aftercare.search_follow_ups(typed text, words tsquery, cap int, english boolean default false)
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
  customers uuid[];
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null or not caller.roles && '{agent,manager,admin,auditor}' then return; end if;
  if one ~ '^F[0-9]{4}' then
    return query
      select 'follow_up', f.id, f.number, f.subject, case when f.number = one then 0 else 3 end
      from aftercare.follow_up f
      where f.number >= one and f.number < aftercare.prefix_end(one) and f.about_id is distinct from me
        and coalesce(f.store_id = any (stores) or f.owner_id = me, false)
      order by f.number limit cap;
    return;
  end if;
  customers := array(select c.id from aftercare.search_customers(typed, words, least(cap, 50)) c);
  if words is not null and numnode(words) > 0 then
    if cardinality(stores) > 60 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
    words := aftercare.in_stores(words, stores);
    return query
      select 'follow_up', f.id, f.number, f.subject, 44
      from aftercare.follow_up f
      where f.search @@ words and coalesce(f.store_id = any (stores), false)
        and f.about_id is distinct from me
      limit cap;
  end if;
  -- customer by customer: the server cannot know that there are few of them, and read all follow-ups for them
  return query
    select 'follow_up', f.id, f.number, f.subject, 46
    from unnest(customers) c
    cross join lateral (
      select x.id, x.number, x.subject from aftercare.follow_up x
      where x.customer_id = c and coalesce(x.store_id = any (stores), false) and x.about_id is distinct from me
      offset 0) f
    limit cap;
end $$;
-- the search box asks all kinds at once: those who read none are answered with none
grant execute on function aftercare.search_follow_ups(text, tsquery, int, boolean) to aftercare_staff;

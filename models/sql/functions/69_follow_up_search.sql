-- owner: aftercare_search
-- Follow-ups by number, by words of what they are about, and by their customer.
drop function if exists aftercare.search_follow_ups(text, tsquery, int);
create or replace function aftercare.search_follow_ups(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  stores uuid[] := aftercare.my_visible_store_ids();
  me uuid := aftercare.my_staff_id();
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null or not aftercare.i_am('agent', 'manager', 'admin', 'auditor') then return; end if;
  if one ~ '^F[0-9]{4}' then
    return query
      select 'follow_up', f.id, f.number, f.subject, case when f.number = one then 0 else 3 end
      from aftercare.follow_up f
      where f.number >= one and f.number < aftercare.prefix_end(one) and f.about_id is distinct from me
        and (f.store_id = any (stores) or f.owner_id = me)
      order by f.number limit cap;
    return;
  end if;
  if words is not null and numnode(words) > 0 then
    return query
      select 'follow_up', f.id, f.number, f.subject, 44
      from aftercare.follow_up f
      where f.search @@ aftercare.in_stores(words, stores) and f.store_id = any (stores) and f.about_id is distinct from me
      limit cap;
  end if;
  return query
    select 'follow_up', f.id, f.number, f.subject, 46
    from aftercare.search_customers(typed, words, least(cap, 50)) c
    join aftercare.follow_up f on f.customer_id = c.id
    where f.store_id = any (stores) and f.about_id is distinct from me
    limit cap;
end $$;
-- the search box asks all kinds at once: those who read none are answered with none
grant execute on function aftercare.search_follow_ups(text, tsquery, int, boolean) to aftercare_staff;

-- owner: aftercare_search
-- Share of promises kept, by week and kind, of the stores a person sees. A target counts on the day it was met if that
-- was in time, else on the day it fell due, also while it is still open; what was called off before counts nowhere.
create or replace function aftercare.service_figures(since date, until date, stores uuid[] default null)
returns table (week date, subject_kind text, target text, n bigint, kept bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
-- one plan for a store and for a thousand: sorting these took twice as long as counting them
set enable_sort = off
as $$
declare
  mine uuid[] := aftercare.my_visible_store_ids();
begin
  if stores is not null then mine := array(select s from unnest(stores) s where s = any (mine)); end if;
  return query
    select aftercare.week_of(x.counted_on), x.subject_kind, x.target, sum(x.n)::bigint, sum(x.kept)::bigint from (
      select y.counted_on, y.subject_kind, y.target, count(*) as n,
             count(*) filter (where y.breached_at is null) as kept
      from aftercare.sla_target y
      where y.store_id = any (mine) and y.counted_on between since and until
      group by 1, 2, 3
    ) x
    group by 1, 2, 3;
end $$;
grant execute on function aftercare.service_figures(date, date, uuid[])
  to aftercare_manager, aftercare_admin, aftercare_auditor, aftercare_finance;

-- Records with something overdue, or due later today, in the stores a person sees: for the views of lists, which keep
-- to their own rows. Asked as a function, because the policy of sla_target looks up the record of every row. The
-- longest overdue come first where there are more than anybody could list. What somebody is accused of he is not told.
-- One plan is made and kept: making it anew for each count took three times as long as reading by it.
create or replace function aftercare.overdue_records(kind text)
returns setof uuid
language plpgsql stable security definer rows 200
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  me uuid := aftercare.my_staff_id();
begin
  if kind = 'complaint' and not aftercare.i_am('agent', 'manager', 'admin', 'auditor') then return; end if;
  return query
    select x.subject_id from aftercare.sla_target x
    where x.store_id = any (aftercare.my_visible_store_ids()) and x.subject_kind = kind
      and x.met_at is null and x.stopped_at is null and x.due_at < statement_timestamp()
      and (x.breached_at is not null or x.paused_since is null)
      and (kind <> 'complaint' or not exists (
        select from aftercare.complaint c where c.id = x.subject_id and c.about_staff_id = me))
    order by x.due_at limit 20000;
end $$;

-- Today is the store's; the day and a bit from now on is what an index can look for.
create or replace function aftercare.records_due_today(kind text)
returns setof uuid
language plpgsql stable security definer rows 200
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  me uuid := aftercare.my_staff_id();
begin
  if kind = 'complaint' and not aftercare.i_am('agent', 'manager', 'admin', 'auditor') then return; end if;
  return query
    select x.subject_id from aftercare.sla_target x
    where x.store_id = any (aftercare.my_visible_store_ids()) and x.subject_kind = kind
      and x.met_at is null and x.stopped_at is null and x.paused_since is null and x.breached_at is null
      and x.due_at >= statement_timestamp() and x.due_at < statement_timestamp() + interval '26 hours'
      and x.due_on = (statement_timestamp() at time zone x.zone)::date
      and (kind <> 'complaint' or not exists (
        select from aftercare.complaint c where c.id = x.subject_id and c.about_staff_id = me))
    order by x.due_at limit 20000;
end $$;
grant execute on function aftercare.overdue_records(text), aftercare.records_due_today(text) to aftercare_staff;

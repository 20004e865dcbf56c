-- owner: aftercare_search
-- Share of promises kept, by week and kind, of the stores a person sees. A target counts on the day it was met if that
-- was in time, else on the day it fell due, also while it is still open; what was called off before counts nowhere.
create or replace function aftercare.service_figures(since date, until date, stores uuid[] default null)
returns table (week date, subject_kind text, target text, n bigint, kept bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  mine uuid[] := aftercare.my_visible_store_ids();
begin
  if stores is not null then mine := array(select s from unnest(stores) s where s = any (mine)); end if;
  return query
    select aftercare.week_of(x.counted_on), x.subject_kind, x.target, sum(x.n)::bigint, sum(x.kept)::bigint from (
      select y.counted_on, y.subject_kind, y.target, count(*) as n, count(*) filter (where y.breached_at is null) as kept
      from aftercare.sla_target y
      where y.store_id = any (mine) and y.counted_on between since and until
      group by 1, 2, 3
    ) x
    group by 1, 2, 3;
end $$;
grant execute on function aftercare.service_figures(date, date, uuid[])
  to aftercare_manager, aftercare_admin, aftercare_auditor, aftercare_finance;

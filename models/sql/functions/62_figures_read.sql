-- owner: aftercare_search
-- Figures and open orders of the stores a person sees, for charts. stores null means all of his.

create or replace function aftercare.figure_scopes(stores uuid[])
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  mine uuid[] := aftercare.my_visible_store_ids();
begin
  if stores is not null then
    return (select coalesce(array_agg(s), '{}') from unnest(stores) s where s = any (mine));
  elsif aftercare.i_am('admin', 'auditor', 'finance') then
    return array['00000000-0000-0000-0000-000000000000'::uuid];
  end if;
  return mine;
end $$;

-- The folded weeks and what was appended since. Planned for the stores of each call: a plan for any of them expects
-- a few rows and sorts the ten thousand of fifty stores. Only that: who asks is found by the plans that are kept.
create or replace function aftercare.order_figures(since date, until date, stores uuid[] default null)
returns table (week date, measure text, bucket int, n bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = auto
as $$
declare
  scopes uuid[] := aftercare.figure_scopes(stores);
  company boolean := scopes = array['00000000-0000-0000-0000-000000000000'::uuid];
begin
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  return query
    select x.week, x.measure, x.bucket, sum(x.n) from (
      select d.week, d.measure, d.bucket, d.n from aftercare.figure_week d
        where d.scope = any (scopes) and d.week between since and until
      union all
      select aftercare.week_of(e.day), e.measure, e.bucket, e.n from aftercare.figure_delta e
        where (company or e.store_id = any (scopes)) and e.day between since and until
    ) x
    group by 1, 2, 3 having sum(x.n) <> 0;
end $$;

-- Orders in work by state and days since intake (up to 99), with how many of them are late.
create or replace function aftercare.open_orders(today date, stores uuid[] default null)
returns table (work_state text, age int, n bigint, late bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = auto
as $$
declare
  scopes uuid[] := aftercare.figure_scopes(stores);
  company boolean := scopes = array['00000000-0000-0000-0000-000000000000'::uuid];
  moment timestamptz := statement_timestamp();
begin
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  -- by day first: ages and what is late by state are then told of a thousand groups, not of every order
  return query
    select g.work_state, least(greatest(today - g.opened_on, 0), 99), sum(g.n)::bigint,
           coalesce(sum(g.passed) filter (where g.work_state not in ('completed', 'failed', 'cancelled')), 0)::bigint
    from (
      select w.work_state, w.opened_on, count(*) as n, count(*) filter (where w.promised_at < moment) as passed
      from aftercare.work_order w
      where w.work_state not in ('delivered', 'closed') and (company or w.store_id = any (scopes))
      group by 1, 2) g
    group by 1, 2;
end $$;

-- Finished devices still with us for longer than so many days.
create or replace function aftercare.uncollected_orders(days int, stores uuid[] default null)
returns bigint
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  scopes uuid[] := aftercare.figure_scopes(stores);
  company boolean := scopes = array['00000000-0000-0000-0000-000000000000'::uuid];
begin
  return (select count(*) from aftercare.work_order w
    where w.work_state in ('completed', 'failed') and w.ready_at < statement_timestamp() - make_interval(days => days)
      and (company or w.store_id = any (scopes)));
end $$;

grant execute on function aftercare.order_figures(date, date, uuid[]), aftercare.open_orders(date, uuid[]),
  aftercare.uncollected_orders(int, uuid[]) to aftercare_manager, aftercare_admin, aftercare_auditor, aftercare_finance;

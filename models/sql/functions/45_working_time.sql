-- owner: aftercare_workflow
-- Working time, the only place where it is reckoned. A calendar is null for elapsed time: then every second counts.
-- Hours are those of the clock on the wall: where a clock is put back the repeated hour counts where the calendar
-- works through it, where it is put forward the hour that does not exist does not count.

-- When the clock on the wall has passed a time for good. Where it is put back that is the second time it shows it
-- (which is what AT TIME ZONE takes), where it is put forward beyond it the moment that is done.
create or replace function aftercare.wall_instant(wall timestamp, zone text)
returns timestamptz
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  late timestamptz := wall at time zone zone;
  early timestamptz;
  middle timestamptz;
begin
  if late at time zone zone = wall then return late; end if;
  -- no clock ever showed it: AT TIME ZONE took the offset from before, by which it lies after the change
  early := late - ((late at time zone zone) - wall);
  while late - early > interval '1 microsecond' loop
    middle := early + (late - early) / 2;
    if middle at time zone zone < wall then early := middle; else late := middle; end if;
  end loop;
  return late;
end $$;

-- The spans worked on the days from first to last, in the calendar's own order, as instants. Those who ask have one plan
-- made and kept: for other days it was planned anew each time, twice as long as it ran.
create or replace function aftercare.working_spans(calendar uuid, first date, last date, zone text)
returns table (began timestamptz, ended timestamptz)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select s.began, s.ended
    from (
      select aftercare.wall_instant(d.day + make_interval(mins => (x.span ->> 0)::int), zone) as began,
             aftercare.wall_instant(d.day + make_interval(mins => (x.span ->> 1)::int), zone) as ended
      from (
        select first + n as day from generate_series(0, last - first) n
      ) d
      join aftercare.working_calendar c on c.id = calendar
      left join aftercare.calendar_day e on e.calendar_id = c.id and e.day = d.day and e.archived_at is null
      cross join lateral jsonb_array_elements(
        case when e.id is null then c.week -> (extract(isodow from d.day)::int - 1)
             when e.weekday is not null then c.week -> (e.weekday - 1)
             else e.hours end) x (span)
    ) s
    where s.ended > s.began
    order by s.began;
end $$;

-- Seconds worked from one moment to another; none where the second is not the later one.
create or replace function aftercare.working_seconds(calendar uuid, from_at timestamptz, to_at timestamptz,
                                                     zone text default 'Asia/Shanghai')
returns numeric
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
  if from_at is null or to_at is null then return null; end if;
  if to_at <= from_at then return 0; end if;
  if calendar is null then return extract(epoch from to_at - from_at); end if;
  return (
    select coalesce(sum(extract(epoch from least(to_at, s.ended) - greatest(from_at, s.began))), 0)
    from aftercare.working_spans(calendar, (from_at at time zone zone)::date - 1, (to_at at time zone zone)::date + 1,
                                 zone) s
    where s.ended > from_at and s.began < to_at);
end $$;

-- The first moment by which so many seconds were worked; null where ten years do not hold as many.
create or replace function aftercare.add_working(calendar uuid, from_at timestamptz, seconds numeric,
                                                 zone text default 'Asia/Shanghai')
returns timestamptz
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  left_over interval := seconds * interval '1 second';
  day date := (from_at at time zone zone)::date - 1;
  days int := 9;
  span record;
  here timestamptz;
begin
  if from_at is null or seconds is null then return null; end if;
  if seconds <= 0 then return from_at; end if;
  if calendar is null then return from_at + left_over; end if;
  while day < (from_at at time zone zone)::date + 3660 loop
    for span in
      select s.began, s.ended from aftercare.working_spans(calendar, day, day + days - 1, zone) s
      where s.ended > from_at
    loop
      here := greatest(span.began, from_at);
      if span.ended - here >= left_over then return here + left_over; end if;
      left_over := left_over - (span.ended - here);
    end loop;
    day := day + days;
    days := 28;
  end loop;
  return null;
end $$;

-- The calendar a store works by: its own, that of the nearest region above it, the company's.
create or replace function aftercare.calendar_of(store uuid)
returns uuid
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    with recursive above as (
      select t.region_id as id, 1 as steps from aftercare.store t where t.id = store
      union all
      select r.parent_id, a.steps + 1 from above a join aftercare.region r on r.id = a.id where a.steps < 20
    ), places as (
      select 0 as steps, store as store_id, null::uuid as region_id
      union all select a.steps, null, a.id from above a where a.id is not null
      union all select 99, null, null
    )
    select u.calendar_id
    from places p
    join aftercare.calendar_use u on u.archived_at is null
      and u.store_id is not distinct from p.store_id and u.region_id is not distinct from p.region_id
    join aftercare.working_calendar c on c.id = u.calendar_id and c.archived_at is null
    order by p.steps limit 1);
end $$;

create or replace function aftercare.zone_of(store uuid)
returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce((select t.time_zone from aftercare.store t where t.id = store), 'Asia/Shanghai');
end $$;

grant execute on function aftercare.working_seconds(uuid, timestamptz, timestamptz, text),
  aftercare.add_working(uuid, timestamptz, numeric, text), aftercare.calendar_of(uuid), aftercare.zone_of(uuid)
  to aftercare_staff, aftercare_due, aftercare_search;

-- owner: aftercare_workflow
-- Planning: what speaks against sending somebody, who fits best, how full the days are.

-- A region and all those it lies in, the nearest first.
create or replace function aftercare.region_path(region uuid)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    with recursive up as (
      select r.id, r.parent_id, 1 as step from aftercare.region r where r.id = region
      union all
      select p.id, p.parent_id, u.step + 1 from up u join aftercare.region p on p.id = u.parent_id where u.step < 20)
    select coalesce(array_agg(u.id order by u.step), '{}') from up u);
end $$;

-- Where somebody drives: his areas, else the regions of his stores.
create or replace function aftercare.areas_of(person uuid)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  found uuid[];
begin
  select array_agg(a.region_id) into found from aftercare.staff_area a where a.staff_id = person and a.until is null;
  return coalesce(found, (
    select array_agg(distinct s.region_id)
    from aftercare.staff_store d join aftercare.store s on s.id = d.store_id
    where d.staff_id = person and d.until is null and s.region_id is not null), '{}');
end $$;

-- How far somebody is by regions only: 0 within his areas, 1 in the one around or beside them, 2 further away;
-- null where one of the two is not known.
create or replace function aftercare.region_distance(person uuid, region uuid)
returns int
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  path uuid[] := aftercare.region_path(region);
  areas uuid[] := aftercare.areas_of(person);
begin
  if path = '{}' or areas = '{}' then return null; end if;
  return case
    when path && areas then 0
    -- an area below the wanted region, or one with the same region around it
    when exists (select from unnest(areas) a
                 where region = any (aftercare.region_path(a))
                    or (aftercare.region_path(a))[2] = any (path[1:2])) then 1
    else 2 end;
end $$;

create or replace function aftercare.minutes_a_day(person uuid)
returns int
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce((select c.minutes_a_day from aftercare.staff_capacity c where c.id = person),
                  aftercare.parameter_value('visit_minutes_a_day', '420')::int);
end $$;

-- Minutes planned for somebody on a day of the store's calendar, but for one visit.
create or replace function aftercare.planned_minutes(person uuid, day date, but uuid default null)
returns int
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(sum(extract(epoch from v.planned_until - v.planned_from) / 60), 0)::int
    from aftercare.visit v
    where v.technician_id = person and v.planned_on = day and v.state <> 'cancelled' and v.id is distinct from but
      -- the index
      and v.planned_from >= day::timestamptz - interval '2 days' and v.planned_from < day::timestamptz + interval '3 days');
end $$;

-- An instant as the store's clock shows it, for sentences.
create or replace function aftercare.store_clock(store uuid, at timestamptz)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return to_char(at at time zone coalesce((select t.time_zone from aftercare.store t where t.id = store),
                                          'Asia/Shanghai'), 'MM-DD HH24:MI');
end $$;

-- Whether the store's calendar has no hour of work on a day: a holiday, a day off.
create or replace function aftercare.store_is_closed(store uuid, day date)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  calendar uuid := aftercare.calendar_of(store);
  zone text := coalesce((select t.time_zone from aftercare.store t where t.id = store), 'Asia/Shanghai');
begin
  -- a shift may begin on the day before
  return calendar is not null and not exists (
    select from aftercare.working_spans(calendar, day - 1, day, zone) s
    where s.ended > day::timestamp at time zone zone and s.began < (day + 1)::timestamp at time zone zone);
end $$;

-- Everything that speaks against sending this person there then, as [{code, values}]; '[]' where nothing does.
create or replace function aftercare.conflicts_of(v aftercare.visit, person uuid, begins timestamptz,
                                                  ends timestamptz)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  answer jsonb := '[]';
  day date := aftercare.store_date(v.store_id, begins);
  load int;
  room int;
begin
  select answer || coalesce(jsonb_agg(jsonb_build_object('code', 'overlap', 'values', jsonb_build_object(
           -- a visit of another store is a busy hour and no more
           'number', case when aftercare.sees_visit(x) then x.number else '' end, 'from',
           aftercare.store_clock(v.store_id, x.planned_from), 'until', aftercare.store_clock(v.store_id, x.planned_until))) order by x.planned_from), '[]')
    into answer
    from aftercare.visit x
    where x.technician_id = person and x.id is distinct from v.id
      and x.state in ('planned', 'travelling', 'arrived', 'working')
      and x.planned_from < ends and x.planned_until > begins
      and x.planned_from > begins - interval '1 day';
  select answer || coalesce(jsonb_agg(jsonb_build_object('code', 'absent', 'values', jsonb_build_object(
           'from', aftercare.store_clock(v.store_id, a.from_at),
           'until', aftercare.store_clock(v.store_id, a.until_at))) order by a.from_at), '[]')
    into answer
    from aftercare.staff_absence a
    where a.staff_id = person and a.withdrawn_at is null and a.from_at < ends and a.until_at > begins;
  if aftercare.store_is_closed(v.store_id, day) then
    answer := answer || jsonb_build_object('code', 'closed_day', 'values', jsonb_build_object('day', day));
  end if;
  load := aftercare.planned_minutes(person, day, v.id) + (extract(epoch from ends - begins) / 60)::int;
  room := aftercare.minutes_a_day(person);
  if load > room then
    answer := answer || jsonb_build_object('code', 'overload', 'values', jsonb_build_object(
      'planned', load, 'capacity', room));
  end if;
  if v.skill is not null and not exists (
    select from aftercare.staff_skill k where k.staff_id = person and k.skill = v.skill and k.until is null) then
    answer := answer || jsonb_build_object('code', 'wrong_skill', 'values', jsonb_build_object('skill', v.skill));
  end if;
  if v.region_id is not null and aftercare.region_distance(person, v.region_id) > 0 then
    answer := answer || jsonb_build_object('code', 'wrong_region', 'values', (
      select jsonb_build_object('region', r.name, 'region_en', r.name_en) from aftercare.region r where r.id = v.region_id));
  end if;
  if exists (select from aftercare.work_order o where o.id = v.work_order_id and o.work_state = 'waiting_parts') then
    answer := answer || jsonb_build_object('code', 'parts_missing', 'values', '{}'::jsonb);
  end if;
  if v.due_at < begins then
    answer := answer || jsonb_build_object('code', 'too_late', 'values', jsonb_build_object(
      'due_at', aftercare.store_clock(v.store_id, v.due_at)));
  end if;
  return answer;
end $$;

-- The same for the screen, before anything is saved.
create or replace function aftercare.visit_conflicts(wanted uuid, person uuid, from_at timestamptz, until_at timestamptz)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  v aftercare.visit;
begin
  select x.* into v from aftercare.visit x where x.id = wanted;
  if not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record'); end if;
  return aftercare.conflicts_of(v, person, from_at, until_at);
end $$;

-- From whose desks somebody may be sent: of the store the visit belongs to, and of the one that handles its order.
create or replace function aftercare.sending_stores(v aftercare.visit)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array[v.store_id] || array(
    select o.handling_store_id from aftercare.work_order o
    where o.id = v.work_order_id and o.handling_store_id is not null and o.handling_store_id <> v.store_id);
end $$;

-- The visit as it will be planned. Refuses who cannot be sent at all; other conflicts may be overridden with a
-- reason (payload override), and are otherwise told all at once.
create or replace function aftercare.visit_planned(v aftercare.visit, payload jsonb)
returns aftercare.visit
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  who uuid := coalesce(nullif(payload ->> 'technician_id', '')::uuid, v.technician_id);
  from_at timestamptz := coalesce(nullif(payload ->> 'planned_from', '')::timestamptz, v.planned_from);
  until_at timestamptz := coalesce(nullif(payload ->> 'planned_until', '')::timestamptz,
                                   from_at + make_interval(mins => v.minutes));
  conflicts jsonb;
begin
  if not aftercare.may_be_sent(who, v.kind) then perform aftercare.refuse('visit_not_technician', 'technician_id'); end if;
  if not exists (select from aftercare.staff_store d
                 where d.staff_id = who and d.until is null
                   and d.store_id = any (aftercare.sending_stores(v))) then
    perform aftercare.refuse('technician_elsewhere', 'technician_id');
  end if;
  if until_at <= from_at then perform aftercare.refuse('visit_ends_early', 'planned_until'); end if;
  if until_at > from_at + interval '1440 minutes' then perform aftercare.refuse('visit_too_long', 'planned_until'); end if;
  if from_at < clock_timestamp() - interval '1 day' or from_at > clock_timestamp() + interval '2 years' then
    perform aftercare.refuse('visit_time_impossible', 'planned_from');
  end if;
  -- Two people planning for the same technician wait for each other here; both would find the hour free.
  insert into aftercare.staff_capacity (id) values (who) on conflict do nothing;
  perform from aftercare.staff_capacity c where c.id = who for no key update;
  conflicts := aftercare.conflicts_of(v, who, from_at, until_at);
  if conflicts <> '[]' and aftercare.is_blank(payload ->> 'override') then
    perform aftercare.refuse('visit_conflicts', 'technician_id', jsonb_build_object('conflicts', conflicts));
  end if;
  v.technician_id := who;
  v.contractor_id := null;
  v.agreed_price := null;
  v.planned_from := from_at;
  v.planned_until := until_at;
  v.planned_on := aftercare.store_date(v.store_id, from_at);
  v.override_reason := case when conflicts = '[]' then '' else left(payload ->> 'override', 1000) end;
  return v;
end $$;

-- The best to send, by skill, region, time and load, with the first hour that is free for each of them from a
-- day on: within the company's hours, not while absent, without overlap and overload. What the functions above tell
-- of one person is asked here for all at once, and the days of the calendar in one go: fifty people took 22 ms. Its plan
-- is kept: a new one each time took as long as the answer.
create or replace function aftercare.visit_suggestions(wanted uuid, from_day date default null, cap int default 3)
returns table (technician_id uuid, name text, planned_from timestamptz, planned_until timestamptz, distance int,
               has_skill boolean, load int, capacity int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  v aftercare.visit;
  zone text;
  first_day date;
  opens time := aftercare.parameter_value('visit_day_from', '08:30')::time;
  shuts time := aftercare.parameter_value('visit_day_until', '18:00')::time;
  usual int := aftercare.parameter_value('visit_minutes_a_day', '420')::int;
  -- quarters of an hour are planned
  soonest timestamptz := to_timestamp(ceil(extract(epoch from clock_timestamp()) / 900) * 900);
  calendar uuid;
  worked date[];
  sent oid[];
  members oid[];
  near uuid[];
  path uuid[];
  beside uuid[];
  stores uuid[];
begin
  select x.* into v from aftercare.visit x where x.id = wanted;
  if not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record'); end if;
  stores := aftercare.sending_stores(v);
  zone := coalesce((select s.time_zone from aftercare.store s where s.id = v.store_id), 'Asia/Shanghai');
  first_day := greatest(coalesce(from_day, aftercare.store_date(v.store_id)), aftercare.store_date(v.store_id));
  calendar := aftercare.calendar_of(v.store_id);
  -- a shift may begin on the day before
  worked := array(
    select n::date from aftercare.working_spans(calendar, first_day - 1, first_day + 6, zone) w
    cross join lateral generate_series((w.began at time zone zone)::date,
      (w.ended at time zone zone - interval '1 microsecond')::date, interval '1 day') n);
  -- asked before: in the statement each person's role was looked up for every membership there is, and of so many
  -- conditions the server expected nobody, and compared each with each
  sent := aftercare.sendable_roles(v.kind);
  members := array(select m.member from pg_auth_members m where m.roleid = any (sent));
  near := array(select d.staff_id from aftercare.staff_store d where d.until is null and d.store_id = any (stores));
  near := array(select s.id from aftercare.staff s
                where s.id = any (near) and s.active and to_regrole(quote_ident('s_' || s.login))::oid = any (members));
  if v.region_id is not null then
    path := nullif(aftercare.region_path(v.region_id), '{}');
    beside := array(
      with recursive below as (
        select r.id from aftercare.region r where r.id = v.region_id
        union
        select r.id from below b join aftercare.region r on r.parent_id = b.id)
      select b.id from below b
      union
      select r.id from aftercare.region r where r.parent_id = any (path[1:2]));
  end if;
  return query
    with person as materialized (
      select s.id, s.name,
             case when path is null or p.areas = '{}' then null when path && p.areas then 0
                  when beside && p.areas then 1 else 2 end as distance,
             v.skill is null or exists (select from aftercare.staff_skill k
               where k.staff_id = s.id and k.skill = v.skill and k.until is null) as has_skill,
             coalesce((select c.minutes_a_day from aftercare.staff_capacity c where c.id = s.id), usual) as capacity
      from aftercare.staff s
      cross join lateral (select case when path is not null then aftercare.areas_of(s.id) end as areas) p
      where s.id = any (near)
    ), day as materialized (
      select d::date as day, (d::date + opens) at time zone zone as opens, (d::date + shuts) at time zone zone as shuts
      from generate_series(first_day, first_day + 6, interval '1 day') d
      where calendar is null or d::date = any (worked)
    ), taken as materialized (
      select p.id, x.planned_on as day, x.planned_from as from_at, x.planned_until as until_at
      from person p join aftercare.visit x on x.technician_id = p.id
      where x.id <> v.id and x.state in ('planned', 'travelling', 'arrived', 'working', 'finished', 'closed')
        and x.planned_from >= first_day::timestamptz - interval '2 days'
        and x.planned_from < first_day::timestamptz + interval '9 days'
    ), busy as materialized (
      select t.id, t.from_at, t.until_at from taken t
      union all
      select a.staff_id, a.from_at, a.until_at from aftercare.staff_absence a
      where a.withdrawn_at is null and a.until_at > first_day::timestamptz - interval '1 day'
        and a.from_at < first_day::timestamptz + interval '9 days' and a.staff_id in (select p.id from person p)
    ), start as (
      select p.id, d.day, d.shuts, greatest(d.opens, soonest) as at
      from person p cross join day d
      union
      select b.id, d.day, d.shuts, b.until_at from busy b join day d on b.until_at >= d.opens and b.until_at < d.shuts
    ), free as (
      select s.id, s.day, s.at from start s
      where s.at >= clock_timestamp() and s.at + make_interval(mins => v.minutes) <= s.shuts
        and not exists (select from busy b where b.id = s.id and b.from_at < s.at + make_interval(mins => v.minutes)
                          and b.until_at > s.at)
    ), loaded as (
      select t.id, t.day, (sum(extract(epoch from t.until_at - t.from_at)) / 60)::int as minutes
      from taken t group by t.id, t.day
    ), best as (
      select distinct on (f.id) f.id, f.at, coalesce(l.minutes, 0) as load
      from free f join person p on p.id = f.id left join loaded l on l.id = f.id and l.day = f.day
      where coalesce(l.minutes, 0) + v.minutes <= p.capacity order by f.id, f.at
    )
    select p.id, p.name, b.at, b.at + make_interval(mins => v.minutes), p.distance, p.has_skill, b.load, p.capacity
    from best b join person p on p.id = b.id
    order by p.has_skill desc, coalesce(p.distance, 1), b.at::date, b.load, b.at, p.name
    limit least(greatest(cap, 1), 20);
end $$;

-- The people a manager answers for: he keeps their skills, areas, hours and absences.
create or replace function aftercare.my_managed_staff_ids()
returns uuid[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(array_agg(distinct d.staff_id), '{}') from aftercare.staff_store d
    where d.until is null and d.store_id = any (aftercare.my_managed_store_ids()));
end $$;

-- The people at one's own desks, whose free hours one has to know.
create or replace function aftercare.my_colleague_ids()
returns uuid[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(array_agg(distinct d.staff_id), '{}') from aftercare.staff_store d
    where d.until is null and d.store_id = any (aftercare.my_store_ids()));
end $$;

grant execute on function aftercare.visit_conflicts(uuid, uuid, timestamptz, timestamptz),
  aftercare.visit_suggestions(uuid, date, int), aftercare.my_managed_staff_ids(),
  aftercare.my_colleague_ids() to aftercare_staff;

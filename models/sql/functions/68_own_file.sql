-- owner: aftercare_guests
-- A company customer's own pages: his file, devices, orders and how well we serve. Every function starts from the
-- customer behind the sign-in; ids of others find nothing, as ids that do not exist.

-- NET-14 查看个人详细信息. Numbers are masked as for everybody: a password that leaked gives none away.
create or replace function aftercare.own_file()
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_customer_id();
begin
  return (
    select jsonb_build_object('number', c.number, 'kind', c.kind, 'name', c.name, 'phone', c.phone_masked,
      'email', c.email_masked, 'address', c.address_masked, 'notify_by', c.notify_by, 'language', c.language,
      'since', c.created_at, 'region', coalesce(r.name, ''), 'region_en', coalesce(r.name_en, ''),
      'contacts', (select coalesce(jsonb_agg(jsonb_build_object('name', k.name, 'title', k.title,
                     'phone', k.phone_masked, 'email', k.email_masked) order by k.created_at, k.id), '[]')
                   from aftercare.contact k where k.customer_id = me and k.archived_at is null),
      'addresses', (select coalesce(jsonb_agg(jsonb_build_object('label', a.label, 'kind', a.kind,
                      'address', a.address_masked) order by a.created_at, a.id), '[]')
                    from aftercare.customer_address a where a.customer_id = me and a.archived_at is null),
      'devices', (select count(*) from (
                    select from aftercare.device d where d.customer_id = me and d.archived_at is null limit 1001) x),
      'orders_open', (select count(*) from (
                        select from aftercare.work_order o
                        where o.customer_id = me and o.work_state not in ('delivered', 'closed', 'cancelled')
                        limit 1001) x),
      'orders_ready', (select count(*) from (
                         select from aftercare.work_order o
                         where o.customer_id = me and o.work_state in ('completed', 'failed') limit 1001) x))
    from aftercare.customer c left join aftercare.region r on r.id = c.region_id where c.id = me);
end $$;

-- Pages: rows before (down) or after the row named; without one from that end.
create or replace function aftercare.own_devices(place_id uuid, down boolean, cap int)
returns table (id uuid, brand text, model text, model_en text, model_no text, serial_no text, colour text, place text,
               sold_on date, warranty_until date, orders bigint, open_orders bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  me uuid := aftercare.my_customer_id();
begin
  return query
    select d.id, m.brand, m.name, m.name_en, m.model_no, d.serial_no, d.colour, d.place, d.sold_on,
           case when m.warranty_months > 0 then
             (coalesce(d.warranty_from, d.sold_on) + make_interval(months => m.warranty_months))::date end,
           (select count(*) from aftercare.work_order o where o.device_id = d.id and o.customer_id = me),
           (select count(*) from aftercare.work_order o where o.device_id = d.id and o.customer_id = me
              and o.work_state not in ('delivered', 'closed', 'cancelled'))
    from aftercare.device d join aftercare.product_model m on m.id = d.product_model_id
    where d.customer_id = me and d.archived_at is null
      and (place_id is null or case when down then d.id < place_id else d.id > place_id end)
    order by case when down then d.id end desc, case when not down then d.id end
    limit least(greatest(cap, 1), 201);
end $$;

-- only_open: what is not handed over yet. Pages as of devices, by moment and id.
create or replace function aftercare.own_orders(only_open boolean, place_at timestamptz, place_id uuid, down boolean,
                                                cap int)
returns table (id uuid, number text, kind text, work_state text, custody_state text, outcome text, brand text,
               model text, model_en text, serial_no text, problem text, opened_at timestamptz, promised_at timestamptz,
               balance numeric, store text, store_en text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  me uuid := aftercare.my_customer_id();
begin
  -- the rows of a page by their index first, then what is shown of them
  return query
    with page as (
      (select w.id, w.opened_at from aftercare.work_order w
       where down and w.customer_id = me and (not only_open or w.work_state not in ('delivered', 'closed', 'cancelled'))
         and (place_at is null or (w.opened_at, w.id) < (place_at, place_id))
       order by w.opened_at desc, w.id desc limit least(greatest(cap, 1), 201))
      union all
      (select w.id, w.opened_at from aftercare.work_order w
       where not down and w.customer_id = me
         and (not only_open or w.work_state not in ('delivered', 'closed', 'cancelled'))
         and (place_at is null or (w.opened_at, w.id) > (place_at, place_id))
       order by w.opened_at, w.id limit least(greatest(cap, 1), 201))
    )
    select o.id, o.number, o.kind, o.work_state, o.custody_state, o.outcome, coalesce(m.brand, ''),
           coalesce(m.name, ''), coalesce(m.name_en, ''), coalesce(d.serial_no, ''), o.problem, o.opened_at,
           o.promised_at, o.due - o.paid - coalesce(o.written_off, 0), s.name, s.name_en
    from page p
    join aftercare.work_order o on o.id = p.id
    join aftercare.store s on s.id = o.store_id
    left join aftercare.product_model m on m.id = o.product_model_id
    left join aftercare.device d on d.id = o.device_id
    order by case when down then p.opened_at end desc, case when down then p.id end desc, p.opened_at, p.id;
end $$;

create or replace function aftercare.own_order(wanted uuid)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_customer_id();
  mine uuid := (select o.id from aftercare.work_order o where o.id = wanted and o.customer_id = me);
begin
  if mine is null then perform aftercare.refuse('gone_record'); end if;
  return aftercare.public_order(mine)
    || jsonb_build_object('customer', (select c.name from aftercare.customer c where c.id = me));
end $$;

-- Figures of the whole company's service since a day, at most a year: how much was finished, how much of it by the
-- time promised, and within how many days. Told from a score of finished orders on: fewer would be somebody's.
create or replace function aftercare.own_service_figures(since date, out finished bigint, out kept bigint,
                                                         out days numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.my_customer_id();
  select sum(x.n) filter (where x.measure = 'finished'), sum(x.n) filter (where x.measure = 'kept'),
         sum(x.n * x.bucket / 4.0) filter (where x.measure = 'finished')
    into finished, kept, days
    from aftercare.figure_week x
    where x.scope = '00000000-0000-0000-0000-000000000000' and x.measure in ('finished', 'kept')
      and x.week >= greatest(since, (clock_timestamp() - interval '1 year')::date);
  if coalesce(finished, 0) < 20 then
    finished := null;
    kept := null;
    days := null;
  end if;
  kept := case when finished is not null then coalesce(kept, 0) end;
  days := round(days / finished, 1);
end $$;

-- NET-22 查询回访用户, NET-23 查询回访成功用户: how many customers were followed up since a day, at most a year, how many
-- of them successfully, and their mean score; the score of a few would be somebody's.
create or replace function aftercare.own_follow_up_figures(since date, out followed bigint, out successful bigint,
                                                           out score numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.my_customer_id();
  select count(*), count(*) filter (where f.state = 'done'),
         case when count(f.score) >= 20 then round(avg(f.score), 1) end
    into followed, successful, score
    from aftercare.store s
    join aftercare.follow_up f on f.store_id = s.id
      and f.finished_on >= greatest(since, (clock_timestamp() - interval '1 year')::date)
    where f.state in ('done', 'refused', 'unreached');
end $$;

-- NET-23 受理的客户的问题的合理性: of the orders behind successful follow-ups since a day, those on which somebody looked
-- for the fault, and those on which there was one. Nothing of fewer than a score.
create or replace function aftercare.own_problem_figures(since date, out examined bigint, out justified bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.my_customer_id();
  select count(*), count(*) filter (where o.outcome <> 'no_fault')
    into examined, justified
    from aftercare.store s
    join aftercare.follow_up f on f.store_id = s.id
      and f.finished_on >= greatest(since, (clock_timestamp() - interval '1 year')::date)
    join aftercare.work_order o on o.id = f.work_order_id
    where f.state = 'done'
      and o.outcome in ('repaired', 'no_fault', 'unrepairable', 'refused', 'exchanged', 'refunded');
  if examined < 20 then
    examined := null;
    justified := null;
  end if;
end $$;

-- The own follow-ups that are over, with the order they asked about. Pages as of orders.
create or replace function aftercare.own_follow_ups(only_successful boolean, place_at timestamptz, place_id uuid,
                                                    down boolean, cap int)
returns table (id uuid, occasion text, state text, due_at timestamptz, finished_on date, score int, order_id uuid,
               number text, problem text, outcome text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  me uuid := aftercare.my_customer_id();
begin
  return query
    select f.id, f.occasion, f.state, f.due_at, f.finished_on, f.score::int, o.id, coalesce(o.number, ''),
           coalesce(o.problem, ''), o.outcome
    from aftercare.follow_up f
    left join aftercare.work_order o on o.id = f.work_order_id and o.customer_id = me
    where f.customer_id = me and f.state in ('done', 'refused', 'unreached')
      and (not only_successful or f.state = 'done')
      and (place_id is null or case when down then (f.due_at, f.id) < (place_at, place_id)
                               else (f.due_at, f.id) > (place_at, place_id) end)
    order by case when down then f.due_at end desc, case when down then f.id end desc, f.due_at, f.id
    limit least(greatest(cap, 1), 201);
end $$;

-- The own follow-ups that wait for answers.
create or replace function aftercare.own_surveys()
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_customer_id();
begin
  return (select coalesce(jsonb_agg(aftercare.public_survey(x.id) order by x.due_at desc), '[]') from (
    select f.id, f.due_at from aftercare.follow_up f
    where f.customer_id = me and f.state in ('open', 'retry') and f.occasion not in ('lapsed', 'unhappy') order by f.due_at desc limit 20) x);
end $$;

create or replace function aftercare.own_survey_answer(survey uuid, answers jsonb, note text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_customer_id();
begin
  if not exists (select from aftercare.follow_up f where f.id = survey and f.customer_id = me) then
    perform aftercare.refuse('gone_record');
  end if;
  perform aftercare.follow_up_take(survey, answers, note);
end $$;

grant execute on function aftercare.own_follow_up_figures(date), aftercare.own_problem_figures(date),
  aftercare.own_follow_ups(boolean, timestamptz, uuid, boolean, int), aftercare.own_surveys(),
  aftercare.own_survey_answer(uuid, jsonb, text) to aftercare_customer;
grant execute on function aftercare.own_file(), aftercare.own_devices(uuid, boolean, int),
  aftercare.own_orders(boolean, timestamptz, uuid, boolean, int), aftercare.own_order(uuid), aftercare.own_service_figures(date)
  to aftercare_customer;

-- owner: aftercare_workflow
-- Which customers the rules choose.

-- The same draw each time: chosen or not chosen, however often the rules are gone through.
create or replace function aftercare.follow_up_drawn(rule uuid, source uuid, percent int)
returns boolean
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select ('x' || left(md5(rule::text || source::text), 7))::bit(28)::int % 100 < percent
$$;

-- Whether an occasion is one of those a rule narrows itself to: what the customer pays for its order, what covers it,
-- and who did the work (of complaints also whoever it is about, and who had the order).
create or replace function aftercare.follow_up_fits(r aftercare.follow_up_rule, customer uuid, device uuid,
  order_id uuid, worker uuid, about uuid, at timestamptz)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
begin
  if r.cover = '' and r.least_amount is null and r.technician_id is null then return true; end if;
  select w.* into o from aftercare.work_order w where w.id = order_id;
  return coalesce(
    (r.least_amount is null or o.due >= r.least_amount)
    and case r.cover
      when '' then true
      when 'warranty' then o.warranty_verdict = 'in'
      when 'out' then o.warranty_verdict = 'out'
      when 'paid' then o.due > 0
      else aftercare.under_contract(customer, coalesce(o.product_model_id,
             (select d.product_model_id from aftercare.device d where d.id = device)), coalesce(o.opened_on, at::date)) end
    and (r.technician_id is null or r.technician_id = worker
         or r.occasion in ('complaint', 'unhappy') and r.technician_id in (about, o.assigned_to)), false);
end $$;

-- What a rule follows that fell due within the last two weeks; later is too late to ask.
create or replace function aftercare.follow_up_occasions(r aftercare.follow_up_rule)
returns table (source_id uuid, store_id uuid, customer_id uuid, device_id uuid, work_order_id uuid, visit_id uuid,
               complaint_id uuid, ticket_id uuid, subject text, worker_id uuid, about_id uuid, at timestamptz)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  last timestamptz := clock_timestamp() - make_interval(days => r.after_days);
  first timestamptz := greatest(r.starts_at, last - interval '14 days');
begin
  if r.occasion = 'hand_over' then
    return query
      select o.id, o.store_id, o.customer_id, o.device_id, o.id, null::uuid, null::uuid, null::uuid,
             concat_ws(' · ', o.number, o.problem), o.assigned_to, null::uuid, o.delivered_at
      from aftercare.work_order o
      where o.delivered_at > first and o.delivered_at <= last and o.work_state in ('delivered', 'closed')
        and o.customer_id is not null and r.record_kind in ('', o.kind)
        and (not r.only_rework or o.rework_of is not null)
        and (r.store_id is null or o.store_id = r.store_id);
  elsif r.occasion = 'visit' then
    return query
      select v.id, v.store_id, v.customer_id, v.device_id, v.work_order_id, v.id, null::uuid, v.ticket_id,
             concat_ws(' · ', v.number, v.subject), v.technician_id, null::uuid, v.finished_at
      from aftercare.store s
      join aftercare.visit v on v.store_id = s.id
      where (r.store_id is null or s.id = r.store_id) and v.finished_at > first and v.finished_at <= last
        and v.kind = 'on_site' and v.outcome = 'solved' and v.state in ('finished', 'closed')
        and v.customer_id is not null
        and (not r.only_rework or exists (
          select from aftercare.work_order w where w.id = v.work_order_id and w.rework_of is not null));
  elsif r.occasion = 'complaint' then
    return query
      select c.id, c.store_id, c.customer_id, o.device_id, c.work_order_id, null::uuid, c.id, c.ticket_id,
             concat_ws(' · ', c.number, c.subject), c.owner_id, c.about_staff_id, max(e.at)
      from aftercare.complaint_event e
      join aftercare.complaint c on c.id = e.complaint_id
      left join aftercare.work_order o on o.id = c.work_order_id
      where e.at > first and e.at <= last and e.to_state = 'closed' and e.from_state <> 'closed'
        and c.state = 'closed' and c.customer_id is not null and (r.store_id is null or c.store_id = r.store_id)
      group by c.id, o.id;
  elsif r.occasion = 'ticket' then
    return query
      select t.id, t.store_id, t.customer_id, t.device_id, t.work_order_id, null::uuid, null::uuid, t.id,
             concat_ws(' · ', t.number, t.subject), t.owner_id, null::uuid, t.resolved_at
      from aftercare.ticket t
      where t.resolved_at > first and t.resolved_at <= last and t.state in ('resolved', 'closed')
        and t.customer_id is not null and r.record_kind in ('', t.kind)
        and (r.store_id is null or t.store_id = r.store_id)
        -- what a bad answer opened is followed up by its manager
        and not exists (select from aftercare.follow_up f where f.task_id = t.id);
  elsif r.occasion = 'lapsed' then
    -- nothing of his came for so many days since his last order; that is found of earlier orders too
    first := last - interval '14 days';
    return query
      select o.id, o.store_id, o.customer_id, o.device_id, o.id, null::uuid, null::uuid, null::uuid,
             concat_ws(' · ', o.number, o.problem), o.assigned_to, null::uuid, o.delivered_at
      from aftercare.work_order o
      where o.delivered_at > first and o.delivered_at <= last and o.work_state in ('delivered', 'closed')
        and o.customer_id is not null and r.record_kind in ('', o.kind)
        and (not r.only_rework or o.rework_of is not null)
        and (r.store_id is null or o.store_id = r.store_id)
        and not exists (select from aftercare.work_order n
                        where n.customer_id = o.customer_id and n.opened_at > o.opened_at);
  elsif r.occasion = 'unhappy' then
    return query
      select c.id, c.store_id, c.customer_id, o.device_id, c.work_order_id, null::uuid, c.id, c.ticket_id,
             concat_ws(' · ', c.number, c.subject), c.owner_id, c.about_staff_id, max(e.at)
      from aftercare.complaint_event e
      join aftercare.complaint c on c.id = e.complaint_id
      left join aftercare.work_order o on o.id = c.work_order_id
      where e.at > first and e.at <= last and e.to_state = 'closed' and e.from_state = 'rejected'
        and c.state = 'closed' and c.customer_id is not null and (r.store_id is null or c.store_id = r.store_id)
      group by c.id, o.id
      union all
      select f.id, f.store_id, f.customer_id, f.device_id, f.work_order_id, f.visit_id, f.complaint_id, f.ticket_id,
             concat_ws(' · ', f.number, f.subject), f.worker_id, f.about_id, f.finished_at
      from aftercare.store s
      join aftercare.follow_up f on f.store_id = s.id
      where (r.store_id is null or s.id = r.store_id) and f.bad and f.state = 'done'
        and f.due_at > first - interval '90 days' and f.finished_at > first and f.finished_at <= last;
  end if;
end $$;

-- Whether this customer was asked lately, or is being asked.
create or replace function aftercare.follow_up_asked(customer uuid, days int)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from aftercare.follow_up f
    where f.customer_id = customer
      and (f.state in ('open', 'retry')
           or f.state <> 'cancelled' and coalesce(f.finished_at, f.due_at) > clock_timestamp() - make_interval(days => days)));
end $$;

-- Whether a technician has fewer follow-ups of a rule than his month asks for by the day it fell due: spread over the
-- month, so that nobody knows after the first days that no more will be asked.
create or replace function aftercare.follow_up_short(r aftercare.follow_up_rule, store uuid, worker uuid, due timestamptz)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  day date := aftercare.store_date(store, due);
  first date := date_trunc('month', day)::date;
  days int := extract(day from first + interval '1 month' - interval '1 day');
begin
  if r.at_least = 0 or worker is null then return false; end if;
  return (
    select count(*) from aftercare.follow_up f
    where f.rule_id = r.id and f.store_id = store and f.worker_id = worker and f.state <> 'cancelled'
      and f.due_at > first::timestamptz - interval '1 day' and aftercare.store_date(f.store_id, f.due_at) between first and day)
    < ceil(r.at_least * extract(day from day) / days);
end $$;

-- Puts into the queue whoever the rules choose, and takes out who may not be called any more. Repeated it does
-- nothing; what is left at `until` waits for the next time.
create or replace function aftercare.follow_ups_fill(until timestamptz)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  r aftercare.follow_up_rule;
  f aftercare.follow_up;
  x record;
  due timestamptz;
  touched bigint := 0;
begin
  for f in
    select y.* from aftercare.follow_up y
    where y.state in ('open', 'retry') and not aftercare.follow_up_wanted(y.customer_id)
    for no key update skip locked
  loop
    f.state := 'cancelled';
    perform aftercare.follow_up_store(f, 'open', 'not_wanted', '', '{}');
    touched := touched + 1;
  end loop;
  -- who came by himself before he was called
  for f in
    select y.* from aftercare.follow_up y
    where y.state in ('open', 'retry') and y.occasion = 'lapsed'
      and exists (select from aftercare.work_order n where n.customer_id = y.customer_id and n.opened_at > y.due_at)
    for no key update skip locked
  loop
    f.state := 'won';
    f.reached_at := coalesce(f.reached_at, clock_timestamp());
    perform aftercare.follow_up_store(f, case when f.attempts > 0 then 'retry' else 'open' end, 'came_back', '', '{}');
    touched := touched + 1;
  end loop;
  for r in
    select y.* from aftercare.follow_up_rule y
    join aftercare.questionnaire q on q.id = y.questionnaire_id and q.revision > 0 and q.archived_at is null
    where y.archived_at is null and y.occasion <> 'manual' order by y.position, y.created_at, y.id
  loop
    for x in
      select o.*, q.revision, aftercare.follow_up_drawn(r.id, o.source_id, r.percent) as drawn
      from aftercare.follow_up_occasions(r) o
      join aftercare.questionnaire q on q.id = r.questionnaire_id
      where (r.at_least > 0 and o.worker_id is not null or aftercare.follow_up_drawn(r.id, o.source_id, r.percent))
        and aftercare.follow_up_fits(r, o.customer_id, o.device_id, o.work_order_id, o.worker_id, o.about_id, o.at)
        and not exists (select from aftercare.follow_up g where g.occasion = r.occasion and g.source_id = o.source_id)
        and aftercare.follow_up_wanted(o.customer_id)
      -- what is drawn counts towards the month's number; the rest comes by lot
      order by drawn desc, case when aftercare.follow_up_drawn(r.id, o.source_id, r.percent) then o.at end,
               md5(r.id::text || o.source_id::text)
    loop
      -- asked here, where what was put into the queue a moment ago is seen too
      continue when aftercare.follow_up_asked(x.customer_id, r.pause_days);
      if clock_timestamp() > until then return touched; end if;
      due := x.at + make_interval(days => r.after_days);
      continue when not x.drawn and not aftercare.follow_up_short(r, x.store_id, x.worker_id, due);
      insert into aftercare.follow_up (id, occasion, rule_id, questionnaire_id, revision, store_id, customer_id, device_id,
                                       work_order_id, visit_id, complaint_id, ticket_id, source_id, subject, worker_id,
                                       about_id, due_at, call_by, next_at)
        values (gen_random_uuid(), r.occasion, r.id, r.questionnaire_id, x.revision, x.store_id, x.customer_id,
                x.device_id, x.work_order_id, x.visit_id, x.complaint_id, x.ticket_id, x.source_id,
                left(x.subject, 400), x.worker_id, x.about_id, due, due + make_interval(days => r.due_days), due)
        on conflict do nothing returning * into f;
      continue when not found;
      perform aftercare.follow_up_record(f, 'open', null, f.state, '', '{}', due);
      touched := touched + 1;
    end loop;
  end loop;
  return touched;
end $$;
grant execute on function aftercare.follow_ups_fill(timestamptz) to aftercare_due;

-- What a rule would have chosen of the last days, before it is switched on: occasions, and of them those drawn.
create or replace function aftercare.follow_up_rule_preview(wanted uuid)
returns table (occasions bigint, drawn bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  r aftercare.follow_up_rule;
begin
  if not aftercare.i_am('manager', 'admin') then
    raise exception using errcode = '42501', message = 'managers and administrators keep the rules';
  end if;
  select x.* into r from aftercare.follow_up_rule x where x.id = wanted;
  r.starts_at := '-infinity';
  return query
    select count(*), count(*) filter (where aftercare.follow_up_drawn(r.id, o.source_id, r.percent))
    from aftercare.follow_up_occasions(r) o
    where aftercare.follow_up_fits(r, o.customer_id, o.device_id, o.work_order_id, o.worker_id, o.about_id, o.at);
end $$;
grant execute on function aftercare.follow_up_rule_preview(uuid) to aftercare_manager, aftercare_admin;

-- owner: aftercare_workflow
-- Events and money of an order. Callers hold the order's row lock.

-- Appends the event number n.event_count; n is the order as it is after the step.
create or replace function aftercare.record_event(n aftercare.work_order, axis text, action text, from_state text,
  to_state text, payload jsonb default '{}', public boolean default true, undo jsonb default null,
  effective timestamptz default null, by_login text default null, corrects uuid default null)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  event uuid := gen_random_uuid();
  last timestamptz := (
    select e.at from aftercare.work_order_event e where e.work_order_id = n.id order by e.seq desc limit 1);
  now_at timestamptz := greatest(clock_timestamp(), last);
  desks uuid[] := case when n.handling_store_id is null then '{}' else aftercare.my_store_ids() end;
begin
  -- The trace says which store did it: the one that handles the order for another, where it was that one.
  if n.handling_store_id = any (desks) and n.store_id <> all (desks) then
    payload := payload || jsonb_build_object('by_store', n.handling_store_id);
  end if;
  insert into aftercare.work_order_event
    (id, work_order_id, seq, axis, action, from_state, to_state, at, effective_at, happened_on, by_login, workstation,
     comment, method, reason_code, public, details, undo, corrects_id, store_id, handling_store_id, region_id,
     product_model_id, technician_id, kind, sale_stage, outcome, source, opened_on)
  values
    (event, n.id, n.event_count, axis, action, from_state, to_state, now_at, coalesce(effective, now_at),
     aftercare.store_date(n.store_id, coalesce(effective, now_at)), coalesce(by_login, aftercare.login_name()),
     left(coalesce(payload ->> 'workstation', ''), 80), coalesce(payload ->> 'comment', ''),
     left(coalesce(payload ->> 'method', ''), 120), payload ->> 'reason_code', public,
     payload - array['workstation', 'comment', 'method', 'reason_code', 'public', 'unlock_code', 'pickup_code'], undo,
     corrects, n.store_id, n.handling_store_id, (select s.region_id from aftercare.store s where s.id = n.store_id),
     n.product_model_id, n.assigned_to, n.kind, n.sale_stage, n.outcome, n.source, n.opened_on);
  return event;
end $$;

-- What the order costs, what came in and the state that follows. Where nothing was repaired only what was really
-- used and the inspection fee are due. Money taken before the device is ready is a prepayment 预付款.
create or replace function aftercare.money_of(n aftercare.work_order, out due numeric, out paid numeric,
                                              out state text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  nothing_done boolean := n.work_state = 'cancelled' or coalesce(n.outcome in ('unrepairable', 'refused'), false)
    or n.work_state in ('delivered', 'closed') and n.outcome is null;
  ready boolean := n.work_state in ('completed', 'failed', 'delivered', 'closed', 'cancelled');
begin
  select coalesce(sum(l.amount), 0) into due from aftercare.work_order_line l
    where l.work_order_id = n.id and l.payer = 'customer'
      and (l.state = 'used' or l.state in ('planned', 'proposed') and (not nothing_done or l.kind = 'fee'));
  if n.outcome in ('unrepairable', 'refused', 'no_fault') then due := due + coalesce(n.inspection_fee, 0); end if;
  select coalesce(sum(p.amount), 0) into paid from aftercare.payment p where p.work_order_id = n.id;
  state := case
    when n.written_off is not null then 'written_off'
    when paid > 0 and not ready then 'prepaid'
    when paid > 0 and paid < due then 'part_paid'
    when paid > 0 then 'paid'
    when exists (select from aftercare.quote q where q.work_order_id = n.id and q.state in ('open', 'accepted'))
      then 'quoted'
    else 'none' end;
end $$;

-- Brings due, paid and the money state up to date after something about money was written.
create or replace function aftercare.settle_money(order_id uuid, action text, payload jsonb default '{}')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
  m record;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id for no key update;
  select * into m from aftercare.money_of(o);
  if action is not null then
    update aftercare.work_order w
      set due = m.due, paid = m.paid, money_state = m.state, event_count = w.event_count + 1
      where w.id = order_id returning w.event_count into o.event_count;
    perform aftercare.record_event(o, 'money', action, o.money_state, m.state, payload);
  elsif (m.due, m.paid, m.state) is distinct from (o.due, o.paid, o.money_state) then
    update aftercare.work_order w
      set due = m.due, paid = m.paid, money_state = m.state,
          event_count = w.event_count + (m.state <> o.money_state)::int
      where w.id = order_id returning w.event_count into o.event_count;
    if m.state <> o.money_state then
      perform aftercare.record_event(o, 'money', 'settle', o.money_state, m.state, payload, false);
    end if;
  end if;
end $$;

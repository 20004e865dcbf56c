-- owner: aftercare_workflow
-- What happens to tickets, complaints and orders moves their clocks; AFTER triggers, so that a refused step moves
-- nothing.

-- response: somebody took it up; call_back: the time promised; resolution: solved; update: the customer is told every so
-- often until it is over. The customer's turn pauses.
create or replace function aftercare.ticket_clock()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := clock_timestamp();
  over constant text[] := array['resolved', 'closed', 'cancelled'];
  cover text := aftercare.promise_cover(new.work_order_id, new.customer_id, new.device_id, new.opened_on);
begin
  if tg_op = 'INSERT' then
    -- what comes from a file may be over, or on its way; the promise holds from when the customer said it
    if new.state = any (over) then return null; end if;
    if new.state = 'open' then
      perform aftercare.sla_open('ticket', new.id, new.store_id, 'response', new.kind, new.urgency, cover,
                                 new.reported_at);
    end if;
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'resolution', new.kind, new.urgency, cover,
                               new.reported_at);
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'update', new.kind, new.urgency, cover, new.reported_at);
    if new.state = 'promised' then
      perform aftercare.sla_open('ticket', new.id, new.store_id, 'call_back', new.kind, new.urgency, cover,
                                 new.reported_at, new.promised_at);
    elsif new.state = 'waiting_customer' then
      perform aftercare.sla_pause('ticket', new.id, 'customer', moment);
    end if;
    return null;
  end if;
  if old.state <> all (over) and (new.kind, new.urgency) is distinct from (old.kind, old.urgency) then
    perform aftercare.sla_review('ticket', new.id, 'response', new.kind, new.urgency, cover);
    perform aftercare.sla_review('ticket', new.id, 'resolution', new.kind, new.urgency, cover);
    perform aftercare.sla_review('ticket', new.id, 'update', new.kind, new.urgency, cover);
  end if;
  if new.state = 'cancelled' and old.state <> 'cancelled' then
    perform aftercare.sla_stop('ticket', new.id, null, 'stopped', moment);
    return null;
  end if;
  if old.state = 'open' and new.state <> 'open' then
    perform aftercare.sla_stop('ticket', new.id, 'response', 'met', moment);
  end if;
  if old.state = 'promised' and new.state = 'promised' and new.promised_at is distinct from old.promised_at then
    perform aftercare.sla_stop('ticket', new.id, 'call_back', 'stopped', moment);
  elsif old.state = 'promised' and new.state <> 'promised' then
    perform aftercare.sla_stop('ticket', new.id, 'call_back', 'met', moment);
  end if;
  if new.state = 'promised' then
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'call_back', new.kind, new.urgency, cover, moment,
                               new.promised_at);
  end if;
  if new.state = old.state then return null; end if;
  if new.state in ('resolved', 'closed') then
    perform aftercare.sla_stop('ticket', new.id, null, 'met', moment);
  elsif old.state = any (over) then
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'resolution', new.kind, new.urgency, cover, moment);
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'update', new.kind, new.urgency, cover, moment);
  end if;
  if new.state = 'waiting_customer' then
    perform aftercare.sla_pause('ticket', new.id, 'customer', moment);
  elsif old.state = 'waiting_customer' then
    -- later than it was to wait for the customer, it was our turn already
    perform aftercare.sla_resume('ticket', new.id, least(moment, old.wake_at));
  end if;
  return null;
end $$;

-- AFTER INSERT on the trace of a ticket: the customer was told, or called back.
create or replace function aftercare.ticket_told_clock()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = new.ticket_id;
  perform aftercare.sla_told('ticket', t.id, t.store_id, t.kind, t.urgency,
    aftercare.promise_cover(t.work_order_id, t.customer_id, t.device_id, t.opened_on),
    case when t.state = 'waiting_customer' then 'customer' end, t.state not in ('resolved', 'closed', 'cancelled'), new.at);
  return null;
end $$;

-- response: acknowledged; resolution: answered, by the moment that stands in the complaint.
create or replace function aftercare.complaint_clock()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := clock_timestamp();
  answered constant text[] := array['answered', 'accepted', 'rejected', 'closed'];
begin
  if tg_op = 'INSERT' then
    perform aftercare.sla_open('complaint', new.id, new.store_id, 'response', new.channel, new.severity::text, '',
                               new.opened_at);
    perform aftercare.sla_open('complaint', new.id, new.store_id, 'resolution', new.channel, new.severity::text, '',
                               new.opened_at, new.answer_due_at);
    return null;
  end if;
  if (new.severity, new.channel, new.answer_due_at) is distinct from (old.severity, old.channel, old.answer_due_at) then
    perform aftercare.sla_review('complaint', new.id, 'response', new.channel, new.severity::text);
    -- only a manager may write when it is to be answered
    perform aftercare.sla_review('complaint', new.id, 'resolution', new.channel, new.severity::text, '',
                                 new.answer_due_at, new.answer_due_at is distinct from old.answer_due_at);
  end if;
  if new.state = old.state then return null; end if;
  if old.state = 'received' then
    perform aftercare.sla_stop('complaint', new.id, 'response', 'met', moment);
  end if;
  if new.state = any (answered) then
    perform aftercare.sla_stop('complaint', new.id, 'resolution', 'met', moment);
  elsif old.state = any (answered) then
    -- another answer is owed, in as many days as the first
    perform aftercare.sla_open('complaint', new.id, new.store_id, 'resolution', new.channel, new.severity::text, '',
      moment, greatest(new.answer_due_at,
        moment + make_interval(days => aftercare.parameter_value('complaint_answer_days', '5')::int)));
  end if;
  return null;
end $$;

create or replace function aftercare.order_cover(verdict text)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case verdict when 'in' then 'warranty' when 'out' then 'out' else '' end;
end $$;

-- The cover of what a ticket is about, where an order says it.
create or replace function aftercare.order_cover(order_id uuid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if order_id is null then return ''; end if;
  return coalesce((select aftercare.order_cover(w.warranty_verdict) from aftercare.work_order w where w.id = order_id), '');
end $$;

-- Whether a customer's device, or whatever he asks about where none is named, is looked after by contract on a day: as
-- long as the warranty of a project of his runs, which begins on the day after its final acceptance.
create or replace function aftercare.under_contract(customer uuid, model uuid, day date)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return customer is not null and exists (
    select from aftercare.project p
    where p.customer_id = customer and p.archived_at is null and p.accepted_on < day
      and day <= (p.accepted_on + make_interval(months => p.warranty_months))::date
      and (p.product_model_id is null or model is null or p.product_model_id = model));
end $$;

-- What a promise goes by: a contract before what the order says of its warranty.
create or replace function aftercare.promise_cover(order_id uuid, customer uuid, device uuid, day date)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when aftercare.under_contract(customer,
      (select d.product_model_id from aftercare.device d where d.id = device), day) then 'contract'
    else aftercare.order_cover(order_id) end;
end $$;

-- Whose turn it is with an order, where it is not ours.
create or replace function aftercare.order_turn(work_state text, custody_state text)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when work_state = 'quoted' then 'customer' when custody_state = 'at_depot' then 'maker' end;
end $$;

-- response: somebody took it on; on_site: work began at the customer's place; resolution: completed, or found
-- beyond repair, by the time first promised; update: the customer is told every so often, and once more when it is
-- ready. The customer's answer to a quote and the maker's agent pause.
create or replace function aftercare.order_clock()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := clock_timestamp();
  done constant text[] := array['completed', 'failed', 'delivered', 'closed'];
  begun constant text[] := array['diagnosing', 'quoted', 'waiting_parts', 'repairing', 'testing', 'completed', 'failed'];
  elsewhere constant text[] := array['on_site', 'installation', 'maintenance', 'inspection'];
  cover text := case when aftercare.under_contract(new.customer_id, new.product_model_id, new.opened_on) then 'contract'
    else aftercare.order_cover(new.warranty_verdict) end;
  was text;
  turn text := aftercare.order_turn(new.work_state, new.custody_state);
begin
  if tg_op = 'INSERT' then
    if new.source = 'ords' or new.work_state <> 'received' then return null; end if;
    perform aftercare.sla_open('work_order', new.id, new.store_id, 'response', new.kind, new.priority, cover,
                               new.opened_at);
    if new.kind = any (elsewhere) then
      perform aftercare.sla_open('work_order', new.id, new.store_id, 'on_site', new.kind, new.priority, cover,
                                 new.opened_at);
    end if;
    perform aftercare.sla_open('work_order', new.id, new.store_id, 'resolution', new.kind, new.priority, cover,
                               new.opened_at, new.promised_at);
    perform aftercare.sla_open('work_order', new.id, new.store_id, 'update', new.kind, new.priority, cover,
                               new.opened_at);
    return null;
  end if;
  if new.source = 'ords' then return null; end if;
  if old.work_state <> all (done) and new.work_state <> all (done || array['cancelled'])
     and (new.priority, new.kind, new.warranty_verdict, new.promised_at)
         is distinct from (old.priority, old.kind, old.warranty_verdict, old.promised_at) then
    perform aftercare.sla_review('work_order', new.id, 'response', new.kind, new.priority, cover);
    perform aftercare.sla_review('work_order', new.id, 'on_site', new.kind, new.priority, cover);
    perform aftercare.sla_review('work_order', new.id, 'update', new.kind, new.priority, cover);
    perform aftercare.sla_review('work_order', new.id, 'resolution', new.kind, new.priority, cover, new.promised_at);
    -- taken up again after the time promised had passed: the next promise begins a clock
    if new.promised_at > moment then
      perform aftercare.sla_open('work_order', new.id, new.store_id, 'resolution', new.kind, new.priority, cover,
                                 moment, new.promised_at);
    end if;
  end if;
  was := aftercare.order_turn(old.work_state, old.custody_state);
  if new.work_state is distinct from old.work_state then
    if old.work_state = 'received' and new.work_state <> 'cancelled' then
      perform aftercare.sla_stop('work_order', new.id, 'response', 'met', moment);
    end if;
    if new.work_state = any (begun) then
      perform aftercare.sla_stop('work_order', new.id, 'on_site', 'met', moment);
    end if;
    if new.work_state in ('delivered', 'closed') then
      perform aftercare.sla_stop('work_order', new.id, null, 'met', moment);
    elsif new.work_state = any (done) then
      perform aftercare.sla_stop('work_order', new.id, goal, 'met', moment)
        from unnest(array['response', 'on_site', 'resolution']) goal;
    elsif new.work_state = 'cancelled' then
      perform aftercare.sla_stop('work_order', new.id, null, 'stopped', moment);
    elsif old.work_state = any (done) or old.work_state = 'cancelled' then
      -- a step taken back was none; work taken up again is promised anew
      if (select e.action from aftercare.work_order_event e where e.work_order_id = new.id order by e.seq desc limit 1)
         = 'undo' then
        perform aftercare.sla_unmeet('work_order', new.id, 'resolution');
      else
        perform aftercare.sla_open('work_order', new.id, new.store_id, 'resolution', new.kind, new.priority, cover,
                                   moment, case when new.promised_at > moment then new.promised_at end);
      end if;
      perform aftercare.sla_open('work_order', new.id, new.store_id, 'update', new.kind, new.priority, cover, moment);
      was := null;
    end if;
  end if;
  if turn is not null and turn is distinct from was then
    perform aftercare.sla_pause('work_order', new.id, turn, moment);
  elsif turn is null and was is not null then
    perform aftercare.sla_resume('work_order', new.id, moment);
  end if;
  return null;
end $$;

-- AFTER INSERT on the trace of an order: the customer was told, was written something he may read, or answered a quote.
create or replace function aftercare.order_told_clock()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
begin
  select w.* into o from aftercare.work_order w where w.id = new.work_order_id;
  perform aftercare.sla_told('work_order', o.id, o.store_id, o.kind, o.priority,
    case when aftercare.under_contract(o.customer_id, o.product_model_id, o.opened_on) then 'contract'
      else aftercare.order_cover(o.warranty_verdict) end,
    aftercare.order_turn(o.work_state, o.custody_state),
    o.work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled'), new.at);
  return null;
end $$;

-- AFTER INSERT on a trace: what was written to the customer came back (details.takes_back: the telling), so that he is
-- owed since the telling before it. The argument is the kind of record.
create or replace function aftercare.came_back_clock()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
  telling uuid := (new.details ->> 'takes_back')::uuid;
begin
  if tg_argv[0] = 'ticket' then
    perform aftercare.sla_untold('ticket', e.ticket_id, e.at, null, null) from aftercare.ticket_event e where e.id = telling;
    return null;
  end if;
  select w.* into o from aftercare.work_order w where w.id = new.work_order_id;
  perform aftercare.sla_untold('work_order', o.id, e.at,
      case when o.work_state in ('delivered', 'closed', 'cancelled') then coalesce(o.delivered_at, o.closed_at, o.state_since) end,
      aftercare.order_turn(o.work_state, o.custody_state))
    from aftercare.work_order_event e where e.id = telling;
  return null;
end $$;

-- on_site: there by the visit's own term, or by the end of the time agreed with the customer where that is earlier.
-- Another time agreed later does not put it off.
create or replace function aftercare.visit_clock()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := clock_timestamp();
  cover text := aftercare.promise_cover(new.work_order_id, new.customer_id, new.device_id, new.opened_on);
begin
  if new.kind <> 'on_site' then return null; end if;
  if tg_op = 'INSERT' then
    if new.state = 'open' then
      perform aftercare.sla_open('visit', new.id, new.store_id, 'on_site', new.kind, new.priority, cover, new.opened_at,
                                 new.due_at);
    end if;
    return null;
  end if;
  if new.state = 'cancelled' then
    perform aftercare.sla_stop('visit', new.id, null, 'stopped', moment);
  elsif old.state = 'cancelled' then
    perform aftercare.sla_open('visit', new.id, new.store_id, 'on_site', new.kind, new.priority, cover, new.opened_at,
                               new.due_at);
  elsif new.arrived_at is not null or new.state in ('arrived', 'working', 'finished', 'closed') then
    perform aftercare.sla_stop('visit', new.id, null, 'met', coalesce(new.arrived_at, moment));
  else
    perform aftercare.sla_review('visit', new.id, 'on_site', new.kind, new.priority, cover,
                                 least(new.due_at, new.planned_until));
  end if;
  return null;
end $$;

-- A day of a calendar changed: clocks that run by it are reckoned anew.
create or replace function aftercare.calendar_changed()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.working_calendar c set changed_at = clock_timestamp() where c.id = new.calendar_id;
  return null;
end $$;

grant execute on function aftercare.ticket_clock(), aftercare.complaint_clock(), aftercare.order_clock(), aftercare.visit_clock(),
  aftercare.ticket_told_clock(), aftercare.order_told_clock(), aftercare.came_back_clock(),
  aftercare.calendar_changed() to aftercare_owner;

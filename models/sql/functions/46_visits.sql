-- owner: aftercare_workflow
-- Visits: numbers and trace of new ones, who may do what, and the only door through which they change state.

-- BEFORE INSERT: number, dates, and what the order, the address or the customer say already.
create or replace function aftercare.visit_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
begin
  if new.work_order_id is not null then
    select w.* into o from aftercare.work_order w where w.id = new.work_order_id;
    if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record', 'work_order_id'); end if;
    if o.work_state in ('delivered', 'closed', 'cancelled') then
      perform aftercare.refuse('order_finished', 'work_order_id');
    end if;
    if new.store_id is distinct from o.store_id and new.store_id is distinct from o.handling_store_id then
      perform aftercare.refuse('visit_order_elsewhere', 'work_order_id');
    end if;
    new.customer_id := o.customer_id;
    new.device_id := coalesce(new.device_id, o.device_id);
  elsif exists (select from aftercare.ticket t
                where t.id = new.ticket_id and t.state = 'cancelled' and t.merged_into_id is null) then
    perform aftercare.refuse('visit_ticket_cancelled', 'ticket_id');
  end if;
  if new.address_id is not null and not exists (
    select from aftercare.customer_address a where a.id = new.address_id and a.customer_id = new.customer_id) then
    perform aftercare.refuse('visit_address_of_another', 'address_id');
  end if;
  new.region_id := coalesce(new.region_id,
    (select a.region_id from aftercare.customer_address a where a.id = new.address_id),
    (select c.region_id from aftercare.customer c where c.id = new.customer_id));
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  new.due_at := coalesce(new.due_at, new.opened_at + make_interval(
    hours => aftercare.parameter_value('visit_on_site_hours', '48')::int));
  new.number := coalesce(new.number,
    aftercare.desk_number('V', new.opened_on, nextval('aftercare.visit_number_seq')));
  return new;
end $$;

-- BEFORE UPDATE: a visit stays at its store, its address is one of its customer's, and what was settled keeps its price.
create or replace function aftercare.visit_keep()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.address_id is distinct from old.address_id or new.customer_id is distinct from old.customer_id then
    -- merging two customers moves visits and addresses one after the other
    if new.address_id is not null and new.customer_id is not distinct from old.customer_id and not exists (
      select from aftercare.customer_address a where a.id = new.address_id and a.customer_id = new.customer_id) then
      perform aftercare.refuse('visit_address_of_another', 'address_id');
    end if;
  end if;
  if new.agreed_price is distinct from old.agreed_price then
    if new.contractor_id is null and new.agreed_price is not null then perform aftercare.refuse('visit_no_contractor'); end if;
    if old.settled_at is not null then perform aftercare.refuse('visit_is_settled', 'agreed_price'); end if;
  end if;
  return new;
end $$;

create or replace function aftercare.visit_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.visit_record(new, 'open', null, new.state, '',
    jsonb_strip_nulls(jsonb_build_object('previous_id', new.previous_id)));
  return null;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.visit_record(v aftercare.visit, action text, from_state text, to_state text,
  comment text, details jsonb)
returns timestamptz
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.visit_event e where e.visit_id = v.id));
begin
  insert into aftercare.visit_event (visit_id, store_id, kind, owner_id, action, from_state, to_state, at,
                                     effective_at, by_login, comment, details, happened_on)
  values (v.id, v.store_id, v.kind, v.technician_id, action, from_state, to_state, moment, moment,
          aftercare.login_name(), comment, details, aftercare.store_date(v.store_id, moment));
  return moment;
end $$;

-- Who may be sent: technicians; for a follow-up service agents and managers too. As the oids of their group roles.
create or replace function aftercare.sendable_roles(kind text)
returns oid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when kind = 'follow_up'
    then array['aftercare_technician'::regrole, 'aftercare_agent'::regrole, 'aftercare_manager'::regrole]::oid[]
    else array['aftercare_technician'::regrole]::oid[] end;
end $$;

-- Whether somebody may be sent: employed, and in one of those roles.
create or replace function aftercare.may_be_sent(person uuid, kind text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from aftercare.staff s where s.id = person and s.active
      and exists (select from pg_auth_members m where m.member = to_regrole(quote_ident('s_' || s.login))
                  and m.roleid = any (aftercare.sendable_roles(kind))));
end $$;

-- The roles in which the caller may act on this visit: the desk of its store, its managers, and 'technician' for
-- whoever is sent; for a job nobody has yet, the technicians of its store, who may take it.
create or replace function aftercare.visit_roles(v aftercare.visit)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid;
  mine text[];
  found text[] := '{}';
begin
  select r.staff_id, r.roles into me, mine from aftercare.my_roles() r;
  if me is null or v.id is null then return '{}'; end if;
  if 'agent' = any (mine) and v.store_id = any (aftercare.my_store_ids()) then found := found || 'agent'::text; end if;
  if 'manager' = any (mine) and v.store_id = any (aftercare.my_managed_store_ids()) then
    found := found || 'manager'::text;
  end if;
  if coalesce(v.technician_id = me, false) and ('technician' = any (mine) or v.kind = 'follow_up')
     or v.technician_id is null and v.state = 'open' and 'technician' = any (mine)
        and v.store_id = any (aftercare.my_store_ids())
     -- a contractor signs in nowhere: the desk reports for him
     or v.technician_id is null and v.contractor_id is not null and 'agent' = any (found) then
    found := found || 'technician'::text;
  end if;
  return found;
end $$;

-- Whether this person sees the visit at all; the policies of visit say the same.
create or replace function aftercare.sees_visit(v aftercare.visit)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return v.id is not null and (
    -- what most who ask are, first
    cardinality(aftercare.visit_roles(v)) > 0 or aftercare.i_am('admin', 'auditor', 'finance')
    or coalesce(v.technician_id = aftercare.my_staff_id(), false)
    or aftercare.i_am('parts', 'sales') and v.store_id = any (aftercare.my_store_ids()));
end $$;

-- What a step still lacks: what it asks for and was not brought along, and what the record must hold by then.
-- Guards: work_done (what was done is written down), acceptance (the customer said what he thinks of it),
-- measured (every value is measured), within (a note stands at each value beyond its limits), photos (as many of the
-- finished work as the company wants).
create or replace function aftercare.visit_lacks(v aftercare.visit, step aftercare.visit_transition, payload jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- asked for the buttons, before an outcome is chosen, everything that the best one needs is named
  outcome text := coalesce(payload ->> 'outcome', 'solved');
  found text[];
begin
  select coalesce(array_agg(n order by place), '{}') into found
    from unnest(step.needs) with ordinality x (n, place)
    where aftercare.is_blank(coalesce(payload ->> n, case n
      when 'technician_id' then v.technician_id::text when 'contractor_id' then v.contractor_id::text when 'planned_from' then v.planned_from::text
      when 'planned_until' then v.planned_until::text end));
  if 'work_done' = any (step.guards) and outcome in ('solved', 'again', 'parts') and aftercare.is_blank(v.work_done) then
    found := found || 'work_done'::text;
  end if;
  if outcome = 'solved' and 'measured' = any (step.guards) and exists (
    select from aftercare.visit_check c where c.visit_id = v.id and c.withdrawn_at is null and c.value is null) then
    found := found || 'measured'::text;
  end if;
  if outcome = 'solved' and 'within' = any (step.guards) and exists (
    select from aftercare.visit_check c
    where c.visit_id = v.id and c.withdrawn_at is null and not c.within and aftercare.is_blank(c.note)) then
    found := found || 'within'::text;
  end if;
  if outcome = 'solved' and v.kind = 'on_site' and 'acceptance' = any (step.guards) and v.accepted is null then
    found := found || 'acceptance'::text;
  end if;
  if outcome = 'solved' and v.kind = 'on_site' and 'photos' = any (step.guards)
     and (select count(*) from aftercare.attachment a
          where a.visit_id = v.id and a.kind = 'photo_out' and a.withdrawn_at is null)
         < aftercare.parameter_value('visit_photos_after', '0')::int then
    found := found || 'photos'::text;
  end if;
  return found;
end $$;

-- Steps that a state allows and this visit does not: contractors work on site, and what is settled stays done.
-- Planned anew, a contractor's visit becomes a technician's.
create or replace function aftercare.visit_step_fits(v aftercare.visit, action text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(case action
    when 'contract' then v.kind = 'on_site'
    when 'reopen' then v.settled_at is null
    else true end, false);
end $$;

-- The steps this person may take now, for the screen's buttons; `lacks` names what is not there yet.
create or replace function aftercare.visit_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  v aftercare.visit;
  roles text[];
begin
  select x.* into v from aftercare.visit x where x.id = wanted;
  roles := aftercare.visit_roles(v);
  return query
    select s.action, s.to_state, s.needs, aftercare.visit_lacks(v, s, '{}')
    from (select distinct on (t.position, t.action) t.* from aftercare.visit_transition t
          where t.from_state = v.state and t.role = any (roles) and aftercare.visit_step_fits(v, t.action)
          order by t.position, t.action, t.role) s
    order by s.position, s.action;
end $$;

-- The visit, locked for what follows. Refuses what the person does not see.
drop function if exists aftercare.lock_visit(uuid, int);
create or replace function aftercare.lock_visit(visit_id uuid)
returns aftercare.visit
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v aftercare.visit;
begin
  select x.* into v from aftercare.visit x where x.id = visit_id for no key update;
  if not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record'); end if;
  return v;
end $$;

-- The one way to change a visit's state, time and technician. payload: technician_id, planned_from, planned_until,
-- outcome, comment, and override, the reason to send somebody in spite of what speaks against it. All conflicts are
-- told at once ('visit_conflicts'). What a step means for the order goes through work_order_move.
create or replace function aftercare.visit_move(visit_id uuid, seen_version int, action text, payload jsonb,
                                                request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  v aftercare.visit;
  was aftercare.visit;
  step aftercare.visit_transition;
  roles text[];
  lacks text[];
  moment timestamptz;
  told jsonb := '{}';
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  v := aftercare.lock_visit(visit_id);
  -- the same step asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if v.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  roles := aftercare.visit_roles(v);
  select s.* into step from aftercare.visit_transition s
    where s.from_state = v.state and s.action = action and s.role = any (roles) order by s.role limit 1;
  if step.action is null then
    if exists (select from aftercare.visit_transition s where s.from_state = v.state and s.action = action) then
      raise exception using errcode = '42501', message = 'this step belongs to another role';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', v.state, 'action', action));
  end if;
  if action = 'reopen' and v.settled_at is not null then perform aftercare.refuse('visit_is_settled'); end if;
  if not aftercare.visit_step_fits(v, action) then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', v.state, 'action', action));
  end if;
  if action = 'take' then payload := payload || jsonb_build_object('technician_id', aftercare.my_staff_id()); end if;
  lacks := aftercare.visit_lacks(v, step, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;

  was := v;
  if action in ('assign', 'take', 'plan') then
    v := aftercare.visit_planned(v, payload);
    payload := payload || jsonb_build_object('technician_id', v.technician_id, 'planned_from', v.planned_from,
                                             'planned_until', v.planned_until);
  elsif action = 'contract' then
    v := aftercare.visit_contracted(v, payload);
    payload := payload || jsonb_build_object('contractor_id', v.contractor_id, 'agreed_price', v.agreed_price,
      'planned_from', v.planned_from, 'planned_until', v.planned_until,
      'number', (select c.number from aftercare.customer c where c.id = v.contractor_id));
  end if;
  v.state := step.to_state;
  moment := aftercare.visit_record(v, action, was.state, v.state, coalesce(payload ->> 'comment', ''),
    payload - 'comment' || case when was.technician_id is distinct from v.technician_id and was.technician_id is not null
                                then jsonb_build_object('was_technician_id', was.technician_id) else '{}' end);
  case action
    when 'unassign' then
      v.technician_id := null;
      v.contractor_id := null;
      v.agreed_price := null;
      v.planned_from := null;
      v.planned_until := null;
      v.planned_on := null;
      v.override_reason := '';
      v.travel_at := null;
    when 'depart' then v.travel_at := moment;
    when 'arrive' then v.arrived_at := moment;
    when 'begin' then v.started_at := moment;
    when 'finish' then
      v.finished_at := moment;
      v.outcome := payload ->> 'outcome';
    when 'no_access' then
      v.finished_at := moment;
      v.outcome := 'no_access';
    when 'reopen' then
      v.finished_at := null;
      v.outcome := null;
    else null;
  end case;
  update aftercare.visit x set state = v.state, technician_id = v.technician_id, contractor_id = v.contractor_id,
      agreed_price = v.agreed_price, planned_from = v.planned_from,
      planned_until = v.planned_until, planned_on = v.planned_on, override_reason = v.override_reason,
      outcome = v.outcome, travel_at = v.travel_at, arrived_at = v.arrived_at, started_at = v.started_at,
      finished_at = v.finished_at
    where x.id = v.id returning x.version into v.version;
  if action in ('finish', 'close') then perform aftercare.visit_tells_order(v); end if;
  told := aftercare.visit_moves_order(v, action, payload);
  if v.outcome in ('again', 'parts', 'no_access') and action in ('finish', 'no_access') then
    told := told || jsonb_strip_nulls(jsonb_build_object('next_visit_id', aftercare.visit_again(v)));
  elsif action = 'finish' then
    -- taken up again and done after all: what was opened for the rest is not driven to
    perform aftercare.visits_call_off(null, null, v.id, v.number);
  end if;
  return aftercare.keep_result(request_id,
    jsonb_build_object('id', v.id, 'version', v.version, 'state', v.state) || told);
end $$;

-- The next visit for what this one could not finish; the dispatcher sees it among the unassigned.
create or replace function aftercare.visit_again(v aftercare.visit)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  again uuid;
begin
  select x.id into again from aftercare.visit x where x.previous_id = v.id and x.state <> 'cancelled' limit 1;
  if again is not null then return again; end if;
  -- what was cancelled while somebody was on the way is not driven to again
  if v.work_order_id is not null and exists (
       select from aftercare.work_order o where o.id = v.work_order_id and o.work_state in ('delivered', 'closed', 'cancelled'))
     or v.work_order_id is null and exists (
       select from aftercare.ticket t where t.id = v.ticket_id and t.state = 'cancelled' and t.merged_into_id is null) then
    return null;
  end if;
  insert into aftercare.visit (id, kind, priority, store_id, work_order_id, ticket_id, customer_id, address_id,
      device_id, region_id, skill, subject, instructions, contact_name, minutes, previous_id)
    select gen_random_uuid(), v.kind, v.priority, v.store_id, v.work_order_id, v.ticket_id, v.customer_id, v.address_id,
      v.device_id, v.region_id, v.skill, v.subject, v.instructions, v.contact_name, v.minutes, v.id
    returning id into again;
  return again;
end $$;

-- Calls off the visits of an order, those of a ticket that are for no order, or those opened after a visit, that nobody
-- has set out for; because: the number of what made them needless, for the trace.
drop function if exists aftercare.visits_call_off(uuid, uuid, text);
create or replace function aftercare.visits_call_off(of_order uuid, of_ticket uuid, after_visit uuid, because text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v aftercare.visit;
begin
  for v in
    select x.* from aftercare.visit x
    where (x.work_order_id = of_order or x.ticket_id = of_ticket and x.work_order_id is null
           or x.previous_id = after_visit) and x.state in ('open', 'planned')
    order by x.id for no key update
  loop
    perform aftercare.visit_record(v, 'cancel', v.state, 'cancelled', '', jsonb_build_object('because', because));
    update aftercare.visit x set state = 'cancelled' where x.id = v.id;
  end loop;
end $$;

-- Brings back the visits that the cancelling of an order or a ticket called off, to be planned anew: the hour may be
-- another's by now, and the customer heard that nobody comes. The trace keeps who was to go when.
drop function if exists aftercare.visits_bring_back(uuid, text);
create or replace function aftercare.visits_bring_back(of_order uuid, of_ticket uuid, because text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v aftercare.visit;
begin
  for v in
    select x.* from aftercare.visit x
    where (x.work_order_id = of_order or x.ticket_id = of_ticket and x.work_order_id is null)
      and x.state = 'cancelled' and exists (
      select from (select e.action, e.details from aftercare.visit_event e where e.visit_id = x.id
                   order by e.at desc, e.id desc limit 1) last
      where last.action = 'cancel' and last.details ->> 'because' = because)
    order by x.id for no key update
  loop
    update aftercare.visit x set state = 'open', technician_id = null, contractor_id = null, agreed_price = null,
        planned_from = null, planned_until = null, planned_on = null, override_reason = ''
      where x.id = v.id;
    perform aftercare.visit_record(v, 'bring_back', 'cancelled', 'open', '', jsonb_strip_nulls(jsonb_build_object(
      'because', because, 'planned_from', v.planned_from, 'planned_until', v.planned_until,
      'contractor_id', v.contractor_id)));
  end loop;
end $$;

-- AFTER UPDATE of an order: nobody drives to one that was cancelled, until that is taken back.
create or replace function aftercare.order_ends_visits()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.work_state = 'cancelled' then
    perform aftercare.visits_call_off(new.id, null, null, new.number);
  else
    perform aftercare.visits_bring_back(new.id, null, new.number);
  end if;
  return null;
end $$;

-- AFTER UPDATE of a ticket: the same. One merged into another goes on there, and its visits with it.
create or replace function aftercare.ticket_ends_visits()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.state = 'cancelled' then
    perform aftercare.visits_call_off(null, new.id, null, new.number);
  else
    perform aftercare.visits_bring_back(null, new.id, new.number);
  end if;
  return null;
end $$;

-- What a step of a visit means for its order, as far as this person may take the order's step and nothing is
-- lacking for it; what was lacking is told and stays to be done by hand.
create or replace function aftercare.visit_moves_order(v aftercare.visit, action text, payload jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  wanted text[];
  one text;
  brings jsonb;
  missing jsonb;
begin
  if v.work_order_id is null or v.kind <> 'on_site' then return '{}'; end if;
  select w.* into o from aftercare.work_order w where w.id = v.work_order_id;
  wanted := case
    when action in ('assign', 'take', 'plan') and o.work_state = 'received' then array['take', 'assign']
    when action in ('assign', 'plan') and o.assigned_to is distinct from v.technician_id
         and o.work_state in ('assigned', 'diagnosing', 'waiting_parts', 'repairing') then array['reassign']
    when action = 'begin' then array['start', 'repair']
    when action = 'finish' and v.outcome = 'solved' then array['start', 'repair', 'test']
    when action = 'finish' and v.outcome = 'parts' then array['wait_parts']
    else '{}' end;
  foreach one in array wanted loop
    select w.* into o from aftercare.work_order w where w.id = v.work_order_id;
    -- what waits for a price, parts or an answer is not taken up by driving there
    continue when one = 'repair' and not (action = 'finish' and o.work_state = 'diagnosing'
                                          or action = 'begin' and o.work_state = 'waiting_parts');
    continue when one = 'take' and v.technician_id is distinct from aftercare.my_staff_id();
    brings := jsonb_strip_nulls(jsonb_build_object('visit', v.number, 'workstation', payload -> 'workstation',
      'technician_id', case when one in ('assign', 'reassign') then v.technician_id end,
      'comment', case when one in ('reassign', 'wait_parts') then v.number end));
    continue when not exists (
      select from aftercare.steps_of(o, 'work', one) s where aftercare.may_act_on(o, s.role, one));
    missing := aftercare.work_order_missing(o.id, one, 'work', brings);
    if missing <> '[]' then
      return jsonb_build_object('order_missing', missing);
    end if;
    perform aftercare.work_order_move(o.id, o.version, 'work', one, brings, null);
    exit when one = 'take';
  end loop;
  return '{}';
end $$;

-- A line in the trace.
create or replace function aftercare.visit_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  v aftercare.visit := aftercare.lock_visit(wanted);
begin
  if cardinality(aftercare.visit_roles(v)) = 0 then
    raise exception using errcode = '42501', message = 'this person may not write to the visit';
  end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.visit x set state = x.state where x.id = v.id returning x.version into v.version;
  perform aftercare.visit_record(v, 'note', v.state, v.state, comment, '{}');
  return v.version;
end $$;

-- A stamp was pressed late or forgotten: a manager says when it really was. The trace keeps both; stamps stay in their
-- order. stamp: depart, arrive, begin or finish, as the steps are called.
create or replace function aftercare.visit_correct_time(visit_id uuid, seen_version int, stamp text, at timestamptz,
  comment text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  v aftercare.visit;
  was timestamptz;
  event uuid;
  moment timestamptz;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  v := aftercare.lock_visit(visit_id);
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if v.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if not 'manager' = any (aftercare.visit_roles(v)) then
    raise exception using errcode = '42501', message = 'stamps are corrected by a manager';
  end if;
  if v.state = 'cancelled' then perform aftercare.refuse('visit_finished'); end if;
  was := case stamp when 'depart' then v.travel_at when 'arrive' then v.arrived_at when 'begin' then v.started_at
                    when 'finish' then v.finished_at end;
  if was is null then perform aftercare.refuse('visit_stamp_missing', 'at'); end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('reason_missing', 'comment'); end if;
  perform aftercare.check_note(comment);
  if at is null or at > clock_timestamp() or at < v.opened_at - interval '30 days' then
    perform aftercare.refuse('effective_out_of_range', 'at');
  end if;
  case stamp
    when 'depart' then v.travel_at := at;
    when 'arrive' then v.arrived_at := at;
    when 'begin' then v.started_at := at;
    else v.finished_at := at;
  end case;
  if exists (
    select from (select x.at, lag(x.at) over (order by x.place) as before
                 from (values (1, v.travel_at), (2, v.arrived_at), (3, v.started_at), (4, v.finished_at)) x (place, at)
                 where x.at is not null) y
    where y.at < y.before) then
    perform aftercare.refuse('visit_stamps_cross', 'at');
  end if;
  select e.id into event from aftercare.visit_event e
    where e.visit_id = v.id and (e.action = stamp or stamp = 'finish' and e.action = 'no_access')
    order by e.at desc limit 1;
  moment := greatest(clock_timestamp(), (select max(e.at) from aftercare.visit_event e where e.visit_id = v.id));
  insert into aftercare.visit_event (visit_id, store_id, kind, owner_id, action, from_state, to_state, at,
                                     effective_at, by_login, comment, details, happened_on)
    values (v.id, v.store_id, v.kind, v.technician_id, 'correct_time', v.state, v.state, moment, at,
            aftercare.login_name(), comment,
            jsonb_build_object('stamp', stamp, 'was', was, 'at', at, 'corrects_id', event),
            aftercare.store_date(v.store_id, moment));
  update aftercare.visit x set travel_at = v.travel_at, arrived_at = v.arrived_at, started_at = v.started_at,
      finished_at = v.finished_at
    where x.id = v.id returning x.version into v.version;
  perform aftercare.visit_tells_order(v);
  return aftercare.keep_result(request_id, jsonb_build_object('id', v.id, 'version', v.version, 'state', v.state));
end $$;

grant execute on function aftercare.visit_correct_time(uuid, int, text, timestamptz, text, uuid) to aftercare_manager;
grant execute on function aftercare.visit_begin(), aftercare.visit_keep(), aftercare.visit_began(),
  aftercare.order_ends_visits(), aftercare.ticket_ends_visits() to aftercare_owner;
grant execute on function aftercare.visit_steps(uuid), aftercare.visit_move(uuid, int, text, jsonb, uuid),
  aftercare.visit_note(uuid, text) to aftercare_staff;

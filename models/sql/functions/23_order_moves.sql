-- owner: aftercare_workflow
-- The only door to the states of an order.

-- The rows of the transition table that fit: those of the order's kind, else those of every kind. One plan is made and
-- kept, as in the door below with all it runs through: planning for each step anew took as long as the step.
create or replace function aftercare.steps_of(o aftercare.work_order, wanted_axis text default null,
                                              wanted_action text default null)
returns setof aftercare.work_order_transition
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select t.*
    from (values ('work', o.work_state), ('custody', o.custody_state), ('money', o.money_state)) s (axis, state)
    join aftercare.work_order_transition t on t.kind in (o.kind, '*') and t.axis = s.axis and t.from_state = s.state
    where t.active
      and (wanted_axis is null or t.axis = wanted_axis) and (wanted_action is null or t.action = wanted_action)
      and (t.kind = o.kind or not exists (
        select from aftercare.work_order_transition own
        where own.active and own.kind = o.kind and own.axis = t.axis and own.from_state = t.from_state
          and own.action = t.action and own.role = t.role));
end $$;

-- Everything the guards of some steps find lacking, each thing once.
create or replace function aftercare.lacking(o aftercare.work_order, guards text[], payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  guard text;
  found jsonb;
  answer jsonb := '[]';
begin
  foreach guard in array guards loop
    execute format('select aftercare.%I($1, $2)', 'guard_' || guard) into found using o, payload;
    answer := answer || coalesce(found, '[]');
  end loop;
  return answer;
end $$;

-- What is still lacking for a step, as [{code, field, values, asked}]; null where the step does not exist now.
create or replace function aftercare.work_order_missing(order_id uuid, action text, axis text default 'work',
                                                        payload jsonb default '{}')
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  t aftercare.work_order_transition;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null or not aftercare.sees_order(o) then return null; end if;
  select s.* into t from aftercare.steps_of(o, axis, action) s limit 1;
  if t.action is null then return null; end if;
  return aftercare.lacking(o, t.guard, coalesce(payload, '{}'));
end $$;

-- The buttons: every step this person may take now, with what is still lacking for it.
create or replace function aftercare.work_order_next_steps(order_id uuid)
returns table (axis text, action text, to_state text, asks text[], step_position int, missing jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  o aftercare.work_order;
  here record;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null then return; end if;
  here := aftercare.standing_on(o);
  if not here.seeing then return; end if;
  return query
    select t.axis, t.action, t.to_state, t.asks, t.position, aftercare.lacking(o, t.guard, '{}')
    from (
      select distinct on (s.position, s.axis, s.action) s.*
      from aftercare.steps_of(o) s
      where s.role = any (here.roles) or s.role = 'technician' and s.action = 'take' and here.taking
      order by s.position, s.axis, s.action
    ) t
    order by t.position, t.axis, t.action;
end $$;

-- Where the device is after a step. 'returned' is where its journey ends: with the customer, at the customer's
-- place where it never left, or, for a pre-sale defect, back at the store.
create or replace function aftercare.custody_after(o aftercare.work_order, wanted text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when wanted is null then o.custody_state
    when wanted = 'with_technician' then
      case when o.custody_state in ('at_store', 'back_at_store', 'ready_shelf') then wanted else o.custody_state end
    when wanted = 'ready_shelf' then
      case when o.custody_state in ('at_store', 'with_technician', 'back_at_store') then wanted
           else o.custody_state end
    when wanted = 'returned' and o.custody_state = 'with_customer' then o.custody_state
    when wanted = 'returned' and o.sale_stage = 'pre_sale' then 'back_at_store'
    else wanted end;
end $$;

-- The name of a custody event that comes along with a step of work.
create or replace function aftercare.custody_action(state text)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case state
    when 'with_technician' then 'give' when 'ready_shelf' then 'shelve' when 'returned' then 'collect'
    when 'back_at_store' then 'arrive_back' when 'abandoned' then 'abandon' else 'hand_in' end;
end $$;

-- The columns of an order that a step may change and undoing it brings back: all seventy as JSON took four times as long.
create or replace function aftercare.step_columns(o aftercare.work_order)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object('work_state', o.work_state, 'custody_state', o.custody_state, 'outcome', o.outcome,
    'barrier_code', o.barrier_code, 'handling_store_id', o.handling_store_id, 'assigned_to', o.assigned_to,
    'state_since', o.state_since, 'ready_at', o.ready_at, 'told_at', o.told_at, 'delivered_at', o.delivered_at,
    'delivered_on', o.delivered_on, 'closed_at', o.closed_at, 'shelf', o.shelf, 'collected_by', o.collected_by,
    'collected_how', o.collected_how, 'id_note', o.id_note, 'hand_over', o.hand_over, 'written_off', o.written_off,
    'test_passed', o.test_passed);
end $$;

-- Takes a step that was found allowed and complete: writes states and events. Nobody may call it directly.
create or replace function aftercare.take_step(o aftercare.work_order, t aftercare.work_order_transition,
  payload jsonb, by_login text default null, effective timestamptz default null)
returns aftercare.work_order
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  n aftercare.work_order := o;
  moment timestamptz := coalesce(effective, greatest(clock_timestamp(), (
    select e.at from aftercare.work_order_event e where e.work_order_id = o.id order by e.seq desc limit 1)));
  m record;
  was jsonb;
  before jsonb;
begin
  n.custody_state := case when t.axis = 'custody' then t.to_state else aftercare.custody_after(o, t.custody_to) end;
  if t.axis = 'work' then
    n.work_state := t.to_state;
    if n.work_state <> o.work_state then n.state_since := moment; end if;
    case
      when t.action in ('assign', 'reassign') then n.assigned_to := (payload ->> 'technician_id')::uuid;
      when t.action = 'take' then n.assigned_to := aftercare.my_staff_id();
      when t.action = 'unassign' then n.assigned_to := null;
      else null;
    end case;
    if t.to_state in ('completed', 'failed') then
      n.outcome := case t.action when 'complete' then payload ->> 'outcome' when 'refuse' then 'refused'
                                 else 'unrepairable' end;
      n.barrier_code := case when t.action = 'fail' then payload ->> 'barrier_code' end;
      n.ready_at := moment;
      n.told_at := null;
    elsif t.to_state = 'delivered' then
      n.outcome := case when payload ->> 'outcome' in ('exchanged', 'refunded') and o.outcome is not null
                        then payload ->> 'outcome' else o.outcome end;
      n.delivered_at := moment;
      n.delivered_on := aftercare.store_date(o.store_id, moment);
      n.collected_by := left(coalesce(payload ->> 'collected_by', ''), 80);
      n.collected_how := left(coalesce(payload ->> 'collected_how', ''), 20);
      n.id_note := left(coalesce(payload ->> 'id_note', ''), 200);
      n.hand_over := coalesce(payload -> 'checklist', '{}');
      n.shelf := '';
      delete from aftercare.unlock_code u where u.work_order_id = o.id;
    elsif t.to_state = 'closed' then
      n.closed_at := moment;
    elsif o.work_state in ('completed', 'failed') then
      n.outcome := null;
      n.barrier_code := null;
      n.ready_at := null;
      n.told_at := null;
    end if;
    if t.to_state = 'cancelled' then n.ready_at := moment; end if;
    -- work taken up again is tested again
    if t.action in ('not_passed', 'reopen') then n.test_passed := null; end if;
  elsif t.axis = 'custody' then
    if t.action = 'send_out' then n.handling_store_id := (payload ->> 'handling_store_id')::uuid; end if;
    if t.action in ('send_out', 'take_home') then n.shelf := ''; end if;
  elsif t.action = 'write_off' then
    n.written_off := o.due - o.paid;
  end if;
  if aftercare.says(payload, 'shelf') and n.custody_state not in ('with_customer', 'at_depot', 'returned') then
    n.shelf := payload ->> 'shelf';
  elsif n.custody_state <> o.custody_state and o.custody_state = 'ready_shelf' then
    n.shelf := '';
  end if;

  select * into m from aftercare.money_of(n);
  n.due := m.due;
  n.paid := m.paid;
  n.money_state := m.state;
  n.event_count := o.event_count + 1;
  was := aftercare.step_columns(o);
  select jsonb_object_agg(is_now.key, was -> is_now.key) into before
    from jsonb_each(aftercare.step_columns(n)) is_now where is_now.value is distinct from was -> is_now.key;
  -- A step is undone whole: what came along with it is named by the first event only.
  perform aftercare.record_event(n, t.axis, t.action, t.from_state, t.to_state,
    payload || case when t.action = 'take' then jsonb_build_object('technician_id', n.assigned_to) else '{}' end,
    t.public, coalesce(before, '{}'), moment, by_login);
  if t.axis <> 'custody' and n.custody_state <> o.custody_state then
    n.event_count := n.event_count + 1;
    perform aftercare.record_event(n, 'custody', aftercare.custody_action(n.custody_state), o.custody_state,
      n.custody_state, payload - 'comment' || jsonb_build_object('with', t.action), t.public, null, moment, by_login);
  end if;
  if t.axis <> 'money' and n.money_state <> o.money_state then
    n.event_count := n.event_count + 1;
    perform aftercare.record_event(n, 'money', 'settle', o.money_state, n.money_state,
      jsonb_build_object('with', t.action), false, null, moment, by_login);
  end if;
  update aftercare.work_order w set
      work_state = n.work_state, money_state = n.money_state, custody_state = n.custody_state, outcome = n.outcome,
      barrier_code = n.barrier_code, handling_store_id = n.handling_store_id, assigned_to = n.assigned_to,
      state_since = n.state_since, ready_at = n.ready_at, told_at = n.told_at, delivered_at = n.delivered_at,
      delivered_on = n.delivered_on, closed_at = n.closed_at, shelf = n.shelf, collected_by = n.collected_by,
      collected_how = n.collected_how, id_note = n.id_note, hand_over = n.hand_over, due = n.due, paid = n.paid,
      written_off = n.written_off, test_passed = n.test_passed, event_count = n.event_count
    where w.id = o.id returning w.* into n;
  return n;
end $$;

-- What a door tells about the order it left behind.
create or replace function aftercare.order_result(n aftercare.work_order)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object('id', n.id, 'version', n.version, 'work_state', n.work_state,
    'money_state', n.money_state, 'custody_state', n.custody_state, 'event_count', n.event_count);
end $$;

-- A repair is completed: planned lines were used, but for those that payload names as unused_lines; these are off the
-- bill. Returns what was done, for the event, so that it can be taken back with the step.
create or replace function aftercare.count_lines(order_id uuid, unused jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  off uuid[] := '{}';
  lines_used uuid[];
  lines_dropped uuid[];
begin
  if jsonb_typeof(unused) = 'array' then
    off := array(select l.id from aftercare.work_order_line l
                 where l.work_order_id = order_id and unused ? l.id::text);
  end if;
  with counted as (
    update aftercare.work_order_line l set state = case when l.id = any (off) then 'dropped' else 'used' end
      where l.work_order_id = order_id and l.state = 'planned' returning l.id, l.state)
  select coalesce(array_agg(c.id) filter (where c.state = 'used'), '{}'),
         coalesce(array_agg(c.id) filter (where c.state = 'dropped'), '{}')
    into lines_used, lines_dropped from counted c;
  return jsonb_build_object('lines_used', to_jsonb(lines_used), 'lines_dropped', to_jsonb(lines_dropped));
end $$;

-- The door. payload holds what the step asks for and comment, method, workstation; the version is the one that
-- was seen. Refuses with everything that is lacking at once.
create or replace function aftercare.work_order_move(order_id uuid, seen_version int, axis text, action text,
  payload jsonb default '{}', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  t aftercare.work_order_transition;
  here record;
  missing jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  -- as lock_order does, but what he may do is asked once for all that follows
  select w.* into o from aftercare.work_order w where w.id = order_id for no key update;
  if o.id is null then perform aftercare.refuse('gone_record'); end if;
  here := aftercare.standing_on(o);
  if not here.seeing then perform aftercare.refuse('gone_record'); end if;
  -- The same step asked for twice at the same moment: the second waited for the row.
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if o.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select s.* into t from aftercare.steps_of(o, axis, action) s
    where s.role = any (here.roles) or s.role = 'technician' and s.action = 'take' and here.taking
    order by s.kind desc limit 1;
  if t.action is null then
    if exists (select from aftercare.steps_of(o, axis, action)) then
      raise exception using errcode = '42501', message = 'this step is another role''s';
    end if;
    perform aftercare.refuse('order_step_not_possible', null, jsonb_build_object('action', action, 'state',
      case axis when 'work' then o.work_state when 'custody' then o.custody_state else o.money_state end));
  end if;
  missing := aftercare.lacking(o, t.guard, payload);
  if missing <> '[]' then
    perform aftercare.refuse('order_missing', missing -> 0 ->> 'field', jsonb_build_object('missing', missing));
  end if;
  if t.to_state = 'completed' and payload ->> 'outcome' = 'repaired' then
    payload := payload - 'unused_lines' || aftercare.count_lines(o.id, payload -> 'unused_lines');
    -- what is due may have changed with them
    select w.* into o from aftercare.work_order w where w.id = order_id;
  end if;
  return aftercare.keep_result(request_id, aftercare.order_result(aftercare.take_step(o, t, payload)));
end $$;

-- The author's last step taken back within the company's minutes, if nothing followed; an event of its own.
create or replace function aftercare.work_order_undo(order_id uuid, seen_version int, payload jsonb default '{}',
                                                     request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  n aftercare.work_order;
  step aftercare.work_order_event;
  m record;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  o := aftercare.lock_order(order_id, 'agent', 'manager', 'technician', 'parts', 'finance');
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if o.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  step := aftercare.step_to_undo(o);
  if step.id is null then perform aftercare.refuse('nothing_to_undo'); end if;
  if step.details ? 'lines_used' then
    update aftercare.work_order_line l set state = 'planned'
      where l.work_order_id = o.id
        and (l.state = 'used' and step.details -> 'lines_used' ? l.id::text
             or l.state = 'dropped' and step.details -> 'lines_dropped' ? l.id::text);
    select w.* into o from aftercare.work_order w where w.id = order_id;
  end if;
  n := jsonb_populate_record(o, step.undo);
  select * into m from aftercare.money_of(n);
  n.due := m.due;
  n.paid := m.paid;
  n.money_state := m.state;
  n.event_count := o.event_count + 1;
  perform aftercare.record_event(n, step.axis, 'undo', step.to_state, step.from_state,
    payload || jsonb_build_object('undone', step.action), step.public, null, null, null, step.id);
  if step.axis <> 'custody' and n.custody_state <> o.custody_state then
    n.event_count := n.event_count + 1;
    perform aftercare.record_event(n, 'custody', 'undo', o.custody_state, n.custody_state,
      jsonb_build_object('undone', step.action), step.public, null, null, null, step.id);
  end if;
  if step.axis <> 'money' and n.money_state <> o.money_state then
    n.event_count := n.event_count + 1;
    perform aftercare.record_event(n, 'money', 'undo', o.money_state, n.money_state,
      jsonb_build_object('undone', step.action), false, null, null, null, step.id);
  end if;
  update aftercare.work_order w set
      work_state = n.work_state, money_state = n.money_state, custody_state = n.custody_state, outcome = n.outcome,
      barrier_code = n.barrier_code, handling_store_id = n.handling_store_id, assigned_to = n.assigned_to,
      state_since = n.state_since, ready_at = n.ready_at, told_at = n.told_at, delivered_at = n.delivered_at,
      delivered_on = n.delivered_on, closed_at = n.closed_at, shelf = n.shelf, collected_by = n.collected_by,
      collected_how = n.collected_how, id_note = n.id_note, hand_over = n.hand_over, due = n.due, paid = n.paid,
      written_off = n.written_off, test_passed = n.test_passed, event_count = n.event_count
    where w.id = o.id returning w.* into n;
  return aftercare.keep_result(request_id, aftercare.order_result(n));
end $$;

-- The step this person may still take back: his own, the last one, young enough. What came along with it
-- (custody, money) belongs to it; an undo is not undone.
create or replace function aftercare.step_to_undo(o aftercare.work_order)
returns aftercare.work_order_event
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  e aftercare.work_order_event;
begin
  select x.* into e from aftercare.work_order_event x
    where x.work_order_id = o.id and not (x.undo is null and x.details ? 'with') order by x.seq desc limit 1;
  if e.undo is not null and e.by_login = aftercare.login_name()
     and e.at > clock_timestamp() - make_interval(mins => aftercare.parameter_value('undo_minutes', '10')::int) then
    return e;
  end if;
  return null;
end $$;

-- Whether there is such a step, for the button; its action, else null.
create or replace function aftercare.work_order_may_undo(order_id uuid)
returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null or not aftercare.sees_order(o) then return null; end if;
  return (aftercare.step_to_undo(o)).action;
end $$;

grant execute on function
  aftercare.work_order_missing(uuid, text, text, jsonb), aftercare.work_order_next_steps(uuid),
  aftercare.work_order_move(uuid, int, text, text, jsonb, uuid),
  aftercare.work_order_undo(uuid, int, jsonb, uuid), aftercare.work_order_may_undo(uuid)
  to aftercare_staff;

-- owner: aftercare_workflow
-- Tickets: numbers, owner and trace of new ones, and the only door through which they change state.

-- BEFORE INSERT: number, dates, and CSD-11: whom the customer asked first is responsible.
create or replace function aftercare.ticket_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_staff_id();
begin
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  new.number := coalesce(new.number,
    aftercare.desk_number('T', new.opened_on, nextval('aftercare.ticket_number_seq')));
  new.reported_at := coalesce(new.reported_at, new.opened_at);
  if not isfinite(new.reported_at) or new.reported_at > clock_timestamp() + interval '5 minutes' then
    perform aftercare.refuse('reported_later', 'reported_at');
  end if;
  -- whoever brings a file was not asked by anybody
  if new.source = 'desk' then
    new.first_asked_id := coalesce(new.first_asked_id, me);
    new.owner_id := coalesce(new.owner_id, me);
  end if;
  return new;
end $$;

-- A number as people read and scan it: prefix, year and month of the store's date, at least five digits.
create or replace function aftercare.desk_number(prefix text, day date, n bigint)
returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return prefix || to_char(day, 'YYMM') || '-' || lpad(n::text, greatest(5, length(n::text)), '0');
end $$;

create or replace function aftercare.ticket_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.ticket_record(new, case new.source when 'desk' then 'open' else 'import' end, null, new.state, '', '{}');
  return null;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.ticket_record(t aftercare.ticket, action text, from_state text,
  to_state text, comment text, details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.ticket_event e where e.ticket_id = t.id));
begin
  insert into aftercare.ticket_event (ticket_id, store_id, kind, owner_id, action, from_state, to_state, at,
                                      effective_at, by_login, comment, details,
                                      happened_on)
  values (t.id, t.store_id, t.kind, t.owner_id, action, from_state, to_state, moment,
          case when action in ('open', 'import') then t.opened_at else moment end, aftercare.login_name(), comment,
          details, aftercare.store_date(t.store_id, moment));
end $$;

-- The roles in which the caller may act on this ticket: the desk of its store, who leads it, its managers, its owner, and whoever
-- was asked to decide.
create or replace function aftercare.ticket_roles(t aftercare.ticket)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  me record := aftercare.my_roles();
  own boolean := coalesce(me.staff_id in (t.owner_id, t.escalated_to_id), false);
  answer text[] := '{}';
  code text;
begin
  foreach code in array me.roles loop
    if own and code in ('agent', 'manager', 'technician', 'parts', 'sales')
       or code in ('agent', 'leader') and t.store_id = any (aftercare.my_store_ids())
       or code = 'manager' and t.store_id = any (aftercare.my_managed_store_ids()) then
      answer := answer || code;
    end if;
  end loop;
  return answer;
end $$;

-- The same for one step: whoever is asked to take a ticket over may answer, and nothing else before he accepts.
create or replace function aftercare.ticket_roles_for(t aftercare.ticket, action text)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when action not in ('accept', 'decline') then aftercare.ticket_roles(t)
    when t.offered_to_id = aftercare.my_staff_id() then aftercare.roles_of(aftercare.login_name())
    else '{}' end;
end $$;

-- Steps that a state allows and this ticket does not: CSD-11, who was asked first hands over himself, in writing,
-- and stays responsible until the other accepts.
create or replace function aftercare.ticket_step_fits(t aftercare.ticket, action text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(case action
    when 'take' then t.owner_id is null
    when 'release' then t.owner_id is not null
    when 'hand_over' then t.owner_id = aftercare.my_staff_id() and t.offered_to_id is null
    when 'withdraw' then t.offered_to_id is not null
                         and (t.owner_id = aftercare.my_staff_id() or aftercare.i_am('manager', 'leader'))
    when 'escalate' then t.escalated_to_id is null
    when 'settle' then t.escalated_to_id is not null
    when 'unmerge' then t.merged_into_id is not null
    when 'take_back' then t.merged_into_id is null
    else true end, false);
end $$;

-- What a step still lacks: neither brought along nor, where the record can hold it, filled in already.
create or replace function aftercare.ticket_lacks(t aftercare.ticket, needs text[], payload jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  answer text[] := '{}';
  need text;
begin
  foreach need in array needs loop
    if btrim(coalesce(payload ->> need, case need when 'solution' then t.solution
         -- as long as the company usually waits
         when 'wake_at' then 'usual' end, '')) = '' then
      answer := answer || need;
    end if;
  end loop;
  return answer;
end $$;

-- Everything that stands in the way of a step, all at once: {code, field} each, 'lacks' for what is missing.
create or replace function aftercare.ticket_problems(t aftercare.ticket, action text, needs text[], payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  troubles jsonb := coalesce((
    select jsonb_agg(jsonb_build_object('code', 'lacks', 'field', n))
    from unnest(aftercare.ticket_lacks(t, needs, payload)) n), '[]');
  field text := case action when 'escalate' then 'escalated_to_id' else 'owner_id' end;
  person uuid;
  moment timestamptz;
  other aftercare.ticket;
  code text;
begin
  if action in ('assign', 'hand_over', 'escalate') and nullif(payload ->> field, '') is not null then
    person := (payload ->> field)::uuid;
    code := case
      when not exists (select from aftercare.staff s where s.id = person and s.active) then 'owner_not_active'
      when not aftercare.roles_of((select s.login from aftercare.staff s where s.id = person))
               && array['agent', 'manager', 'technician', 'parts', 'sales'] then 'owner_cannot_work'
      when action <> 'escalate' and person = t.owner_id then 'owner_is_already'
      when action = 'escalate' and person = aftercare.my_staff_id() then 'escalate_to_self' end;
    if code is not null then troubles := troubles || jsonb_build_object('code', code, 'field', field); end if;
  end if;
  if action = 'promise' and nullif(payload ->> 'promised_at', '') is not null then
    moment := (payload ->> 'promised_at')::timestamptz;
    code := case when not isfinite(moment) or moment > clock_timestamp() + interval '2 years' then 'promise_far'
      when moment <= clock_timestamp() then 'promise_past' end;
    if code is not null then troubles := troubles || jsonb_build_object('code', code, 'field', 'promised_at'); end if;
  end if;
  if action = 'wait' and nullif(payload ->> 'wake_at', '') is not null then
    moment := (payload ->> 'wake_at')::timestamptz;
    code := case when not isfinite(moment) or moment > clock_timestamp() + interval '90 days' then 'promise_far'
      when moment <= clock_timestamp() then 'wake_past' end;
    if code is not null then troubles := troubles || jsonb_build_object('code', code, 'field', 'wake_at'); end if;
  end if;
  if action = 'merge' and nullif(payload ->> 'into_id', '') is not null then
    select x.* into other from aftercare.ticket x where x.id = (payload ->> 'into_id')::uuid;
    code := case
      when other.id = t.id then 'merge_itself'
      when other.id is null or cardinality(aftercare.ticket_roles(other)) = 0 then 'merge_unknown'
      when other.state = 'cancelled' then 'merge_into_gone'
      when other.customer_id <> t.customer_id then 'merge_other_customer' end;
    if code is not null then troubles := troubles || jsonb_build_object('code', code, 'field', 'into_id'); end if;
  end if;
  return troubles;
end $$;

-- One problem is said as itself, missing fields together, several kinds as a list.
create or replace function aftercare.refuse_problems(troubles jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  lacks text[] := array(select p ->> 'field' from jsonb_array_elements(troubles) p where p ->> 'code' = 'lacks');
  others jsonb := coalesce((select jsonb_agg(p) from jsonb_array_elements(troubles) p where p ->> 'code' <> 'lacks'), '[]');
begin
  if troubles = '[]' then return; end if;
  if others = '[]' then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  elsif troubles = others and jsonb_array_length(others) = 1 then
    perform aftercare.refuse(others -> 0 ->> 'code', others -> 0 ->> 'field');
  end if;
  perform aftercare.refuse('step_problems', troubles -> 0 ->> 'field',
                           jsonb_build_object('lacks', lacks, 'problems', others));
end $$;

-- The steps this person may take now, for the screen's buttons; `lacks` names what has to come along.
create or replace function aftercare.ticket_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  t aftercare.ticket;
  roles text[];
  asked text[];
begin
  select x.* into t from aftercare.ticket x where x.id = wanted;
  roles := aftercare.ticket_roles(t);
  asked := aftercare.ticket_roles_for(t, 'accept');
  return query
    select s.action, s.to_state, s.needs, aftercare.ticket_lacks(t, s.needs, '{}')
    from aftercare.ticket_transition s
    where s.from_state = t.state
      and s.role = any (case when s.action in ('accept', 'decline') then asked else roles end)
      and aftercare.ticket_step_fits(t, s.action)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- The one way to change a ticket's state, owner, promised time and place among others. Refuses a stale version with
-- AC002; a repetition with the same request id returns the first result.
create or replace function aftercare.ticket_move(ticket_id uuid, seen_version int, action text,
  payload jsonb, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  step aftercare.ticket_transition;
  me uuid := aftercare.my_staff_id();
  answer jsonb;
  was text;
  details jsonb;
begin
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;

  payload := aftercare.clean_payload(payload);
  if action = 'merge' and nullif(payload ->> 'into_id', '') is not null then
    -- both, in one order: two people may merge the same two the other way round at this moment
    perform from aftercare.ticket x where x.id in (ticket_id, (payload ->> 'into_id')::uuid)
      order by x.id for no key update;
  end if;
  select x.* into t from aftercare.ticket x where x.id = ticket_id for no key update;
  -- The same step asked for twice at the same moment: the second waited for the row.
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;
  if t.id is null or not (cardinality(aftercare.ticket_roles(t)) > 0 or t.offered_to_id = me
                          or t.store_id = any (aftercare.my_visible_store_ids())) is true then
    perform aftercare.refuse('gone_record');
  end if;
  if t.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select s.* into step from aftercare.ticket_transition s
    where s.from_state = t.state and s.action = action
      and s.role = any (aftercare.ticket_roles_for(t, action)) limit 1;
  if step.action is null then
    if exists (select from aftercare.ticket_transition s where s.from_state = t.state and s.action = action) then
      raise exception using errcode = '42501', message = 'this step belongs to another role';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', action));
  end if;
  if not aftercare.ticket_step_fits(t, action) then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', action));
  end if;
  perform aftercare.refuse_problems(aftercare.ticket_problems(t, action, step.needs, payload));

  was := t.state;
  t.state := step.to_state;
  details := payload - array['comment', 'solution', 'subject', 'description'];
  answer := '{}';
  if action in ('assign', 'take', 'release', 'accept') then
    t.owner_id := case action when 'assign' then (payload ->> 'owner_id')::uuid when 'release' then null else me end;
    t.offered_to_id := null;
  elsif action = 'hand_over' then
    t.offered_to_id := (payload ->> 'owner_id')::uuid;
    t.offered_at := clock_timestamp();
    details := details || jsonb_build_object('name', (select s.name from aftercare.staff s where s.id = t.offered_to_id));
  elsif action in ('decline', 'withdraw') then
    t.offered_to_id := null;
  elsif action = 'escalate' then
    t.escalated_to_id := (payload ->> 'escalated_to_id')::uuid;
    t.escalated_at := clock_timestamp();
    details := details || jsonb_build_object('name', (select s.name from aftercare.staff s where s.id = t.escalated_to_id));
  elsif action = 'settle' then
    t.escalated_to_id := null;
  elsif action = 'promise' then
    t.promised_at := (payload ->> 'promised_at')::timestamptz;
  elsif action = 'wait' then
    t.wake_at := coalesce(nullif(payload ->> 'wake_at', '')::timestamptz, clock_timestamp()
      + make_interval(days => aftercare.parameter_value('ticket_wait_days', '3')::int));
    details := details || jsonb_build_object('wake_at', t.wake_at);
  elsif action = 'resolve' then
    -- as typed: what is blank around a text belongs to it
    if btrim(coalesce(payload ->> 'solution', '')) <> '' then t.solution := payload ->> 'solution'; end if;
    t.resolved_at := clock_timestamp();
  elsif action = 'reopen' then
    t.resolved_at := null;
  elsif action = 'start' and t.owner_id is null then
    t.owner_id := me;
  elsif action = 'merge' then
    t.merged_into_id := (payload ->> 'into_id')::uuid;
    details := details || jsonb_build_object('number', aftercare.ticket_take_in(t, coalesce(payload ->> 'comment', '')));
  elsif action = 'unmerge' then
    details := details || jsonb_build_object('number', aftercare.ticket_let_go(t, coalesce(payload ->> 'comment', '')));
    t.merged_into_id := null;
  elsif action = 'split' then
    answer := aftercare.ticket_split(t, payload);
    details := details || answer;
  end if;
  if t.state <> 'waiting_customer' then t.wake_at := null; end if;
  -- What is over waits for nobody any more.
  if t.state in ('resolved', 'closed', 'cancelled') then
    t.offered_to_id := null;
    t.escalated_to_id := null;
  end if;
  update aftercare.ticket x set state = t.state, owner_id = t.owner_id, promised_at = t.promised_at,
      wake_at = t.wake_at, snoozed_until = case when t.state = 'promised' and action <> 'promise' then t.snoozed_until end,
      solution = t.solution, resolved_at = t.resolved_at, merged_into_id = t.merged_into_id,
      offered_to_id = t.offered_to_id, offered_at = case when t.offered_to_id is not null then t.offered_at end,
      escalated_to_id = t.escalated_to_id,
      escalated_at = case when t.escalated_to_id is not null then t.escalated_at end
    where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, action, was, t.state, coalesce(payload ->> 'comment', ''), details);
  answer := answer || jsonb_build_object('version', t.version, 'state', t.state);
  return aftercare.keep_result(request_id, answer);
end $$;

-- The ticket that another is merged into takes over what that was about; returns its number for the trace.
create or replace function aftercare.ticket_take_in(t aftercare.ticket, comment text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  stays aftercare.ticket;
begin
  update aftercare.ticket x set merged_into_id = t.merged_into_id where x.merged_into_id = t.id;
  insert into aftercare.ticket_link (id, ticket_id, device_id, work_order_id)
    select gen_random_uuid(), s.id, l.device_id, l.work_order_id
    from aftercare.ticket s
    cross join lateral (
      select x.device_id, x.work_order_id from aftercare.ticket_link x where x.ticket_id = t.id and x.until is null
      union select t.device_id, null where t.device_id is not null and s.device_id is not null
      union select null, t.work_order_id where t.work_order_id is not null and s.work_order_id is not null) l
    where s.id = t.merged_into_id and l.device_id is distinct from coalesce(s.device_id, t.id)
      and l.work_order_id is distinct from coalesce(s.work_order_id, t.id)
    on conflict do nothing;
  update aftercare.ticket x set customer_id = coalesce(x.customer_id, t.customer_id),
      device_id = coalesce(x.device_id, t.device_id), work_order_id = coalesce(x.work_order_id, t.work_order_id),
      photos_state = case when x.photos_state in ('', 'more') and t.photos_state in ('waiting', 'accepted')
                          then 'waiting' else x.photos_state end,
      reporter = case when x.reporter = '' and x.phone in ('', t.phone) then t.reporter else x.reporter end,
      phone = case when x.phone = '' and x.reporter in ('', t.reporter) then t.phone else x.phone end
    where x.id = t.merged_into_id returning x.* into stays;
  perform aftercare.ticket_record(stays, 'merged_in', stays.state, stays.state, comment,
    jsonb_build_object('number', t.number, 'ticket_id', t.id));
  return stays.number;
end $$;

create or replace function aftercare.ticket_let_go(t aftercare.ticket, comment text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  stays aftercare.ticket;
begin
  update aftercare.ticket x set state = x.state where x.id = t.merged_into_id returning x.* into stays;
  perform aftercare.ticket_record(stays, 'merged_out', stays.state, stays.state, comment,
    jsonb_build_object('number', t.number, 'ticket_id', t.id));
  return stays.number;
end $$;

-- A second matter in one contact becomes a ticket of its own, with the same owner and whom the customer asked first.
create or replace function aftercare.ticket_split(t aftercare.ticket, payload jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  part aftercare.ticket;
begin
  insert into aftercare.ticket (id, kind, channel, store_id, customer_id, device_id, work_order_id, reporter, owner_id,
                                phone, first_asked_id, urgency, mood, subject, description, split_from_id)
  values (gen_random_uuid(), t.kind, t.channel, t.store_id, t.customer_id, t.device_id, t.work_order_id, t.reporter,
          t.owner_id, t.phone, t.first_asked_id, t.urgency, t.mood, payload ->> 'subject',
          coalesce(payload ->> 'description', ''), t.id)
  returning * into part;
  perform aftercare.ticket_record(part, 'split_from', part.state, part.state, '',
    jsonb_build_object('number', t.number, 'ticket_id', t.id));
  return jsonb_build_object('ticket_id', part.id, 'number', part.number);
end $$;

-- Puts the reminder of a promised call-back off; what was promised to the customer stays.
create or replace function aftercare.ticket_snooze(wanted uuid, until timestamptz)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if t.state <> 'promised' then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', 'snooze'));
  end if;
  perform aftercare.check_snooze(until);
  update aftercare.ticket x set snoozed_until = until where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, 'snooze', t.state, t.state, '', jsonb_build_object('until', until));
  return t.version;
end $$;

-- Whether this person may change what a ticket says now; for the policies of what hangs on it.
create or replace function aftercare.may_change_ticket(wanted uuid)
returns boolean
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from aftercare.ticket t
    where t.id = wanted and t.state not in ('closed', 'cancelled') and cardinality(aftercare.ticket_roles(t)) > 0)
$$;

-- AFTER INSERT OR UPDATE on ticket_link: the trace says what was linked, and every window hears of it.
create or replace function aftercare.ticket_linked()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.ticket;
  number text;
begin
  if tg_op = 'UPDATE' and new.until is not distinct from old.until then return null; end if;
  update aftercare.ticket x set state = x.state where x.id = new.ticket_id returning x.* into t;
  number := coalesce((select o.number from aftercare.work_order o where o.id = new.work_order_id),
    (select coalesce(nullif(d.serial_no, ''), m.name) from aftercare.device d
       left join aftercare.product_model m on m.id = d.product_model_id where d.id = new.device_id));
  perform aftercare.ticket_record(t, case when new.until is null then 'link' else 'unlink' end, t.state, t.state, '',
    jsonb_build_object('number', coalesce(number, ''), 'device_id', new.device_id,
                       'work_order_id', new.work_order_id));
  return null;
end $$;

-- Only people who still work here can own something.
create or replace function aftercare.check_owner(person uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from aftercare.staff s where s.id = person and s.active) then
    perform aftercare.refuse('owner_not_active', 'owner_id');
  end if;
end $$;

-- A line in the trace without a step. The ticket's version moves too, so that every window hears of it.
create or replace function aftercare.ticket_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if btrim(coalesce(comment, '')) = '' then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.ticket x set state = x.state where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, 'note', t.state, t.state, comment, '{}');
  return t.version;
end $$;

-- A try to reach the customer: told or not, by which way, and what was said.
create or replace function aftercare.ticket_told(wanted uuid, reached boolean, method text, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if t.state = 'cancelled' then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', 'told'));
  end if;
  if reached is null or method is null or method not in ('phone', 'counter', 'wechat', 'sms', 'email', 'letter') then
    perform aftercare.refuse('value_refused', 'method');
  end if;
  perform aftercare.check_note(coalesce(comment, ''));
  update aftercare.ticket x set state = x.state where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, case when reached then 'told' else 'not_told' end, t.state, t.state,
    coalesce(comment, ''), jsonb_build_object('method', method));
  return t.version;
end $$;

-- What was written to the customer came back: he was not told.
create or replace function aftercare.ticket_came_back(wanted uuid, telling uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  e aftercare.ticket_event;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  select x.* into e from aftercare.ticket_event x where x.id = telling and x.ticket_id = t.id and x.action = 'told';
  if e.id is null or coalesce(e.details ->> 'method', '') not in ('wechat', 'sms', 'email', 'letter') or exists (
       select from aftercare.ticket_event b
       where b.ticket_id = t.id and b.action = 'came_back' and b.details ->> 'takes_back' = e.id::text) then
    perform aftercare.refuse('telling_final', 'telling');
  end if;
  perform aftercare.check_note(coalesce(comment, ''));
  update aftercare.ticket x set state = x.state where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, 'came_back', t.state, t.state, coalesce(comment, ''),
    jsonb_build_object('method', e.details ->> 'method', 'takes_back', e.id));
  return t.version;
end $$;

-- A reminder is put off until a moment of the coming week.
create or replace function aftercare.check_snooze(until timestamptz)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if until is null or until <= clock_timestamp() or until > clock_timestamp() + interval '7 days' then
    perform aftercare.refuse('snooze_wrong', 'snoozed_until');
  end if;
end $$;

create or replace function aftercare.check_note(comment text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if length(comment) > 8000 then perform aftercare.refuse('too_long', 'comment'); end if;
end $$;

-- Remembers that an article was used for a ticket, so that 'worked / did not work' can be asked for.
create or replace function aftercare.ticket_use_article(wanted uuid, article uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  used aftercare.article;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  select a.* into used from aftercare.article a where a.id = article and a.state = 'published';
  if used.id is null then perform aftercare.refuse('gone_record', 'article'); end if;
  if exists (select from aftercare.ticket_event e where e.ticket_id = t.id and e.action = 'article'
             and e.details ->> 'article_id' = article::text) then
    return;
  end if;
  update aftercare.ticket x set state = x.state where x.id = t.id;
  perform aftercare.ticket_record(t, 'article', t.state, t.state, '',
    jsonb_build_object('article_id', article, 'number', used.number));
end $$;

grant execute on function aftercare.ticket_begin(), aftercare.ticket_began(), aftercare.ticket_linked()
  to aftercare_owner;
grant execute on function aftercare.ticket_steps(uuid), aftercare.ticket_move(uuid, int, text, jsonb, uuid),
  aftercare.ticket_note(uuid, text), aftercare.ticket_told(uuid, boolean, text, text),
  aftercare.ticket_came_back(uuid, uuid, text), aftercare.ticket_use_article(uuid, uuid),
  aftercare.ticket_snooze(uuid, timestamptz), aftercare.may_change_ticket(uuid)
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_sales;

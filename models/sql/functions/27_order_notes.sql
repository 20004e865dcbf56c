-- owner: aftercare_workflow
-- What is said about an order without changing its states: notes, calls, promises; corrections by a manager;
-- unlock codes.

create or replace function aftercare.order_note(order_id uuid, comment text, public boolean default false,
  method text default '', workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'agent', 'manager', 'technician', 'parts', 'finance');
  if aftercare.is_blank(comment) then perform aftercare.refuse('required_missing', 'comment'); end if;
  update aftercare.work_order w set event_count = w.event_count + 1 where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'note', 'note', null, null,
    jsonb_build_object('comment', comment, 'method', method, 'workstation', workstation), public);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

-- A try to reach the customer: told or not told, by which way, about what (ready, quote, delay, notice, progress).
create or replace function aftercare.order_told(order_id uuid, reached boolean, method text, about text default 'ready',
  comment text default '', workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'agent', 'manager', 'technician');
  if about not in ('ready', 'quote', 'delay', 'notice', 'progress') then perform aftercare.refuse('value_refused', 'about'); end if;
  update aftercare.work_order w set event_count = w.event_count + 1,
      told_at = case when reached and about in ('ready', 'notice') and w.ready_at is not null
                     then coalesce(w.told_at, clock_timestamp()) else w.told_at end
    where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'contact', case when reached then 'told' else 'not_told' end, null, null,
    jsonb_build_object('comment', comment, 'method', method, 'about', about, 'workstation', workstation), true);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

-- Takes a telling of the customer back: the trace says so, the order is told at the first of the tellings that stand, and
-- a trigger sets the clock back. The order is locked by the caller.
create or replace function aftercare.order_untold(o aftercare.work_order, telling uuid, details jsonb)
returns aftercare.work_order
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.work_order w set event_count = w.event_count + 1 where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'contact', 'came_back', null, null,
    details || jsonb_build_object('takes_back', telling), false);
  update aftercare.work_order w set told_at = (
      select min(e.at) from aftercare.work_order_event e
      where e.work_order_id = o.id and e.axis = 'contact' and e.action = 'told' and e.at >= o.ready_at
        and e.details ->> 'about' in ('ready', 'notice') and aftercare.telling_stands(e))
    where w.id = o.id and w.told_at is not null;
  return (select w from aftercare.work_order w where w.id = o.id);
end $$;

-- Whether what was said or written to a customer still counts as telling him.
create or replace function aftercare.telling_stands(e aftercare.work_order_event)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return not exists (
    select from aftercare.work_order_event b
    where b.work_order_id = e.work_order_id and b.axis = 'contact' and b.action = 'came_back'
      and b.details ->> 'takes_back' = e.id::text);
end $$;

-- What a person wrote to the customer came back; of what the program sent that is said of the message itself.
create or replace function aftercare.order_came_back(order_id uuid, telling uuid, comment text default '',
  workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  e aftercare.work_order_event;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'agent', 'manager', 'technician');
  select x.* into e from aftercare.work_order_event x
    where x.id = telling and x.work_order_id = o.id and x.axis = 'contact' and x.action = 'told';
  if e.id is null or e.method not in ('wechat', 'sms', 'email', 'letter') or e.details ? 'message_id'
     or not aftercare.telling_stands(e) then
    perform aftercare.refuse('telling_final', 'telling');
  end if;
  perform aftercare.check_note(coalesce(comment, ''));
  o := aftercare.order_untold(o, e.id, jsonb_build_object('comment', coalesce(comment, ''), 'method', e.method,
    'about', e.details ->> 'about', 'workstation', workstation));
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

-- Another promised time; the old one stays in the event.
create or replace function aftercare.order_promise(order_id uuid, seen_version int, promised_at timestamptz,
  comment text default '', workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  was timestamptz;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'agent', 'manager');
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if o.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if o.work_state in ('delivered', 'closed', 'cancelled') then perform aftercare.refuse('order_finished'); end if;
  if promised_at is null then perform aftercare.refuse('required_missing', 'promised_at'); end if;
  if promised_at < o.opened_at then perform aftercare.refuse('promise_in_past', 'promised_at'); end if;
  was := o.promised_at;
  update aftercare.work_order w set event_count = w.event_count + 1, promised_at = promised_at
    where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'promise', 'promise', null, null,
    jsonb_build_object('comment', comment, 'workstation', workstation, 'was', was, 'promised_at', promised_at), true);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

-- A manager corrects a wrong fact: whose order, which device, what was agreed on the slip. values: the columns with
-- their right values.
create or replace function aftercare.order_correct(order_id uuid, seen_version int, vals jsonb, comment text,
  workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  n aftercare.work_order;
  m record;
  before jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'manager');
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if o.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('reason_missing', 'comment'); end if;
  if vals is null or vals = '{}' or exists (select from jsonb_object_keys(vals) k where k <> all (array[
      'customer_id', 'device_id', 'kind', 'sale_stage', 'wish', 'estimate', 'inspection_fee', 'warranty_verdict',
      'rework_of', 'barrier_code', 'outcome', 'problem'])) then
    perform aftercare.refuse('value_refused', 'values');
  end if;
  n := jsonb_populate_record(o, vals);
  if n.outcome is distinct from o.outcome and o.outcome is null then perform aftercare.refuse('value_refused', 'outcome'); end if;
  if n.device_id is distinct from o.device_id then
    select d.product_model_id into n.product_model_id from aftercare.device d where d.id = n.device_id;
    if n.product_model_id is null then perform aftercare.refuse('device_missing', 'device_id'); end if;
  end if;
  select jsonb_object_agg(k, to_jsonb(o) -> k) into before from jsonb_object_keys(vals) k;
  if vals ? 'warranty_verdict' then
    n.warranty_reason := 'manager';
    n.warranty_values := '{}';
  end if;
  select * into m from aftercare.money_of(n);
  update aftercare.work_order w set customer_id = n.customer_id, device_id = n.device_id,
      product_model_id = n.product_model_id, kind = n.kind, sale_stage = n.sale_stage, wish = n.wish,
      estimate = n.estimate, inspection_fee = n.inspection_fee, warranty_verdict = n.warranty_verdict,
      warranty_reason = n.warranty_reason, warranty_values = n.warranty_values, rework_of = n.rework_of,
      barrier_code = n.barrier_code, outcome = n.outcome, problem = n.problem, due = m.due, money_state = m.state,
      event_count = w.event_count + 1
    where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'correction', 'correct', null, null,
    jsonb_build_object('comment', comment, 'workstation', workstation, 'was', before, 'is', vals), false);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

-- A manager says when an event really was; figures go by the correction. Nothing before the order's beginning.
create or replace function aftercare.event_correct(event_id uuid, effective_at timestamptz, comment text,
  workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  e aftercare.work_order_event;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into e from aftercare.work_order_event x where x.id = event_id;
  o := aftercare.lock_order(e.work_order_id, 'manager');
  if aftercare.is_blank(comment) then perform aftercare.refuse('reason_missing', 'comment'); end if;
  if e.axis not in ('work', 'custody') then perform aftercare.refuse('value_refused', 'effective_at'); end if;
  if effective_at is null or effective_at > e.at or effective_at < o.opened_at - interval '30 days' then
    perform aftercare.refuse('effective_out_of_range', 'effective_at');
  end if;
  update aftercare.work_order w set event_count = w.event_count + 1 where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'correction', 'correct_time', e.from_state, e.to_state,
    jsonb_build_object('comment', comment, 'workstation', workstation, 'was', e.effective_at, 'axis', e.axis,
                       'action', e.action), false, null, effective_at, null, e.id);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

-- The code goes in through here and comes out through reveal only; an empty one removes it.
create or replace function aftercare.unlock_code_set(order_id uuid, kind text, code text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
begin
  o := aftercare.lock_order(order_id, 'agent', 'manager', 'technician');
  if o.work_state in ('delivered', 'closed', 'cancelled') then perform aftercare.refuse('order_finished'); end if;
  if coalesce(code, '') = '' then
    delete from aftercare.unlock_code u where u.work_order_id = o.id;
  else
    insert into aftercare.unlock_code (work_order_id, kind, code, created_by)
      values (o.id, kind, code, aftercare.login_name())
      on conflict on constraint unlock_code_pkey do update set kind = excluded.kind, code = excluded.code,
        created_by = excluded.created_by, created_at = clock_timestamp();
  end if;
  update aftercare.work_order w set event_count = w.event_count + 1 where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'note', case when coalesce(code, '') = '' then 'forget_code' else 'keep_code' end,
    null, null, '{}', false);
end $$;

-- What stands on an order's page and in no list: the slip's pick-up code for those who print slips, and whether an
-- unlock code is kept. One question beside the order's own, where each had its own before.
create or replace function aftercare.order_hidden(order_id uuid, out pickup_code text, out unlock_code_kept boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  -- whoever administers the server prints slips too
  root boolean := (select r.rolsuper from pg_roles r where r.rolname = session_user);
  here record;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null then return; end if;
  here := aftercare.standing_on(o);
  if not (root or here.seeing) then return; end if;
  if root or here.roles && '{agent,manager}' then
    pickup_code := o.pickup_code;
  end if;
  unlock_code_kept := exists (select from aftercare.unlock_code u where u.work_order_id = order_id);
end $$;

-- First step of looking at an unlock code: leaves its entry. The code is given out in a later transaction only,
-- so that nobody looks and rolls the entry back.
create or replace function aftercare.unlock_code_open(order_id uuid)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  entry bigint;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record'); end if;
  if not aftercare.may_work_on(o, 'technician', 'manager') then
    raise exception using errcode = '42501', message = 'only the assigned technician or a manager';
  end if;
  insert into aftercare.reveal (login, kind, table_name, row_id, store_id, column_name)
    values (aftercare.login_name(), 'unlock_code', 'unlock_code', o.id, o.store_id, 'code') returning id into entry;
  return entry;
end $$;

-- Second step, within two minutes: kind and code.
create or replace function aftercare.unlock_code_read(entry bigint)
returns table (kind text, code text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  wanted uuid;
begin
  select r.row_id into wanted from aftercare.reveal r
    where r.id = entry and r.kind = 'unlock_code' and r.login = aftercare.login_name()
      and r.at > clock_timestamp() - interval '2 minutes'
      and r.xid is distinct from pg_current_xact_id_if_assigned();
  if wanted is null or not aftercare.i_am_active() then perform aftercare.refuse('reveal_over'); end if;
  return query select u.kind, u.code from aftercare.unlock_code u where u.work_order_id = wanted;
end $$;

-- Says how often this paper of this record was printed before, and logs the print.
create or replace function aftercare.print_add(print_id uuid, record_id uuid, store uuid, number text, document text,
  media text, lang text, printer text, copies int, workstation text default '')
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  before int;
begin
  if not aftercare.i_am_active() or store is not null and store <> all (aftercare.my_visible_store_ids()) then
    raise exception using errcode = '42501', message = 'not a store of this person';
  end if;
  select count(*) into before from aftercare.print_log p where p.row_id = record_id and p.document = print_add.document;
  insert into aftercare.print_log (id, by_login, store_id, row_id, number, document, media, lang, printer, copies,
                                   reprint, workstation)
    values (print_id, aftercare.login_name(), store, record_id, number, document, media, lang, left(printer, 200),
            copies, before, left(workstation, 80));
  return before;
end $$;

grant execute on function
  aftercare.order_note(uuid, text, boolean, text, text, uuid),
  aftercare.order_told(uuid, boolean, text, text, text, text, uuid),
  aftercare.order_came_back(uuid, uuid, text, text, uuid),
  aftercare.order_promise(uuid, int, timestamptz, text, text, uuid),
  aftercare.order_correct(uuid, int, jsonb, text, text, uuid),
  aftercare.event_correct(uuid, timestamptz, text, text, uuid),
  aftercare.unlock_code_set(uuid, text, text), aftercare.order_hidden(uuid), aftercare.unlock_code_open(uuid),
  aftercare.unlock_code_read(bigint),
  aftercare.print_add(uuid, uuid, uuid, text, text, text, text, text, int, text)
  to aftercare_staff;

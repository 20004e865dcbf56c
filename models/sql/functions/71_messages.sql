-- owner: aftercare_workflow
-- The outbox: a message is written in the transaction of its occasion or by a person, and acted on by people.

-- Not before the morning, not after the evening of the store; mail may go at any hour.
create or replace function aftercare.message_hour(wanted timestamptz, of_channel text, store uuid)
returns timestamptz
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  zone text := coalesce((select s.time_zone from aftercare.store s where s.id = store), 'Asia/Shanghai');
  there timestamp := wanted at time zone zone;
  earliest time := aftercare.message_clock('sms_from', '08:00');
  latest time := aftercare.message_clock('sms_until', '21:00');
begin
  if of_channel <> 'sms' then return wanted; end if;
  if there::time < earliest then return (there::date + earliest) at time zone zone; end if;
  if there::time >= latest then return (there::date + 1 + earliest) at time zone zone; end if;
  return wanted;
end $$;

create or replace function aftercare.message_clock(code text, otherwise text)
returns time
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(substring(aftercare.parameter_value(code, otherwise) from '^(?:[01]?[0-9]|2[0-3]):[0-5][0-9]$'), otherwise)::time;
end $$;

-- Writes a message of a template. Where something is against it: refused to a person, kept as not sent where it came
-- by itself, so that what was not told is seen.
create or replace function aftercare.message_add(message uuid, t aftercare.message_template, wanted uuid,
  of_contact uuid, about text, about_id uuid, store uuid, note text, by_itself boolean)
returns aftercare.message
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.customer;
  m aftercare.message;
  lang text;
  facts jsonb;
  also jsonb;
  hindrance text;
  now_at timestamptz := clock_timestamp();
begin
  select x.* into c from aftercare.customer x where x.id = wanted;
  hindrance := aftercare.message_against(wanted, of_contact, t);
  if hindrance is not null and not by_itself then perform aftercare.refuse(hindrance, 'template_id'); end if;
  lang := case when c.language = 'en' and t.body_en <> '' then 'en' else 'zh' end;
  facts := aftercare.message_facts(wanted, about, about_id, store, lang, note);
  m.also_subject := '';
  m.also_body := '';
  if t.channel = 'letter' and t.body_en <> '' then
    also := aftercare.message_facts(wanted, about, about_id, store, case lang when 'zh' then 'en' else 'zh' end, note);
    m.also_subject := aftercare.message_subject(case lang when 'zh' then t.subject_en else t.subject_zh end, also);
    m.also_body := aftercare.message_body(case lang when 'zh' then t.body_en else t.body_zh end, also);
  end if;
  insert into aftercare.message (id, template_id, occasion, channel, purpose, automatic, store_id, customer_id, contact_id,
      work_order_id, visit_id, complaint_id, to_masked, lang, subject, body, also_subject, also_body, state, next_try_at,
      wanted_at, fault)
    values (message, t.id, t.occasion, t.channel, t.purpose, by_itself, store, wanted, of_contact,
      case about when 'work_order' then about_id
        when 'visit' then (select v.work_order_id from aftercare.visit v where v.id = about_id)
        when 'complaint' then (select x.work_order_id from aftercare.complaint x where x.id = about_id) end,
      case when about = 'visit' then about_id end, case when about = 'complaint' then about_id end,
      aftercare.message_masked(wanted, of_contact, t.channel), lang,
      aftercare.message_subject(case when lang = 'en' and t.subject_en <> '' then t.subject_en else t.subject_zh end, facts),
      aftercare.message_body(case lang when 'en' then t.body_en else t.body_zh end, facts), m.also_subject, m.also_body,
      case when hindrance is null then 'waiting' else 'given_up' end,
      case when hindrance is null then aftercare.message_hour(now_at + case when by_itself
        then make_interval(mins => aftercare.parameter_value('message_delay_minutes', '5')::int) else interval '0' end,
        t.channel, store) end,
      now_at, coalesce(hindrance, ''))
    returning * into m;
  return m;
end $$;

-- An occasion has come: the company's text for it goes to a customer who wants to be told in this way. What waits
-- about the same and says what is no longer so is taken back.
create or replace function aftercare.message_occasion(of_occasion text, wanted uuid, way text, about text, about_id uuid, store uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.message_template;
begin
  select x.* into t from aftercare.message_template x
    where x.occasion = of_occasion and x.automatic and x.archived_at is null
      and x.channel = coalesce(nullif(way, ''), (select c.notify_by from aftercare.customer c where c.id = wanted));
  if t.id is null or wanted is null then return; end if;
  perform aftercare.message_take_back(about, about_id, of_occasion);
  perform aftercare.message_add(gen_random_uuid(), t, wanted, null, about, about_id, store, '', true);
end $$;

-- What waits to be sent about an occasion that is no more, or that came again.
create or replace function aftercare.message_take_back(about text, about_id uuid, variadic occasions text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- one of them, so that each finds its messages by an index instead of reading all that wait
  of_order constant uuid := case about when 'work_order' then about_id end;
  of_visit constant uuid := case about when 'visit' then about_id end;
  of_complaint constant uuid := case when about not in ('work_order', 'visit') then about_id end;
begin
  update aftercare.message m set state = 'cancelled', next_try_at = null, fault = 'message_outdated'
    where m.state in ('waiting', 'failed') and m.automatic and m.occasion = any (occasions)
      and (m.work_order_id = of_order and m.visit_id is null and m.complaint_id is null
           or m.visit_id = of_visit or m.complaint_id = of_complaint);
end $$;

create or replace function aftercare.message_of_order()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.customer_id is null or new.sale_stage = 'pre_sale' then return null; end if;
  if tg_op = 'INSERT' then
    if new.opened_at > clock_timestamp() - interval '1 day' then
      perform aftercare.message_occasion('taken_in', new.customer_id, new.notify_by, 'work_order', new.id, new.store_id);
    end if;
    return null;
  end if;
  if old.ready_at is not null and new.ready_at is distinct from old.ready_at or new.delivered_at is not null then
    perform aftercare.message_take_back('work_order', new.id, 'ready', 'overdue', 'quote', 'delay');
  end if;
  if new.ready_at is distinct from old.ready_at and new.work_state in ('completed', 'failed') then
    perform aftercare.message_occasion('ready', new.customer_id, new.notify_by, 'work_order', new.id, new.store_id);
  elsif new.delivered_at is distinct from old.delivered_at and new.delivered_at is not null then
    perform aftercare.message_occasion('delivered', new.customer_id, new.notify_by, 'work_order', new.id, new.store_id);
  elsif new.promised_at > old.promised_at and new.ready_at is null then
    perform aftercare.message_occasion('delay', new.customer_id, new.notify_by, 'work_order', new.id, new.store_id);
  end if;
  return null;
end $$;

create or replace function aftercare.message_of_quote()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
begin
  select w.* into o from aftercare.work_order w where w.id = new.work_order_id;
  if o.customer_id is not null and o.sale_stage <> 'pre_sale' then
    perform aftercare.message_occasion('quote', o.customer_id, o.notify_by, 'work_order', o.id, o.store_id);
  end if;
  return null;
end $$;

create or replace function aftercare.message_of_visit()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.state in ('cancelled', 'open') then
    perform aftercare.message_take_back('visit', new.id, 'visit');
  elsif new.state = 'planned' and new.customer_id is not null and new.kind <> 'follow_up' then
    perform aftercare.message_occasion('visit', new.customer_id, '', 'visit', new.id, new.store_id);
  end if;
  return null;
end $$;

create or replace function aftercare.message_of_complaint()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.customer_id is null then return null; end if;
  if tg_op = 'INSERT' then
    perform aftercare.message_occasion('complaint_received', new.customer_id, '', 'complaint', new.id, new.store_id);
  else
    perform aftercare.message_occasion('complaint_answered', new.customer_id, '', 'complaint', new.id, new.store_id);
  end if;
  return null;
end $$;

-- Whom and what a message is about, for somebody who may tell this customer; refuses everybody else.
create or replace function aftercare.message_about(about text, about_id uuid, out customer_id uuid, out store_id uuid)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
  v aftercare.visit;
  c aftercare.complaint;
  may boolean := false;
begin
  if about = 'work_order' then
    select w.* into o from aftercare.work_order w where w.id = about_id;
    if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record'); end if;
    may := aftercare.may_work_on(o, 'agent', 'manager', 'technician');
    customer_id := o.customer_id;
    store_id := o.store_id;
  elsif about = 'visit' then
    select x.* into v from aftercare.visit x where x.id = about_id;
    may := v.id is not null and aftercare.visit_roles(v) && array['agent', 'manager', 'technician'];
    customer_id := v.customer_id;
    store_id := v.store_id;
  elsif about = 'complaint' then
    select x.* into c from aftercare.complaint x where x.id = about_id;
    may := c.id is not null and aftercare.complaint_roles(c) && array['agent', 'manager'];
    customer_id := c.customer_id;
    store_id := c.store_id;
  elsif about = 'customer' then
    may := aftercare.i_see_customer(about_id) and aftercare.i_am('agent', 'manager', 'sales');
    customer_id := about_id;
    store_id := (select s.store_id from aftercare.staff s where s.id = aftercare.my_staff_id());
  else
    perform aftercare.refuse('value_refused', 'about');
  end if;
  if not may then
    raise exception using errcode = '42501', message = 'this person may not tell this customer';
  end if;
  if customer_id is null or store_id is null then perform aftercare.refuse('message_no_customer'); end if;
end $$;

create or replace function aftercare.message_fits(of_occasion text, about text)
returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return of_occasion = 'other' or about = case
    when of_occasion = 'visit' then 'visit'
    when of_occasion in ('complaint_received', 'complaint_answered') then 'complaint'
    else 'work_order' end;
end $$;

-- The text, where it is in use and meant for such a record.
create or replace function aftercare.message_text(template uuid, about text)
returns aftercare.message_template
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.message_template;
begin
  select x.* into t from aftercare.message_template x where x.id = template and x.archived_at is null;
  if t.id is null or not aftercare.message_fits(t.occasion, about) then
    perform aftercare.refuse('message_template_wrong', 'template_id');
  end if;
  return t;
end $$;

-- A person tells the customer: with one of the company's texts, to the customer of the record and nobody else.
create or replace function aftercare.message_tell(message uuid, template uuid, about text, about_id uuid,
  note text default '', contact uuid default null, request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.message_template;
  m aftercare.message;
  told record;
  allowed int := aftercare.parameter_value('message_limit', '100')::int;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select * into told from aftercare.message_about(about, about_id);
  t := aftercare.message_text(template, about);
  if length(note) > 500 then perform aftercare.refuse('too_long', 'note'); end if;
  if contact is not null and not exists (
       select from aftercare.contact p where p.id = contact and p.customer_id = told.customer_id and p.archived_at is null) then
    perform aftercare.refuse('gone_record', 'contact_id');
  end if;
  if (select count(*) from aftercare.message x where x.created_by = aftercare.login_name() and not x.automatic
        and x.created_at > clock_timestamp() - interval '1 hour') >= allowed then
    perform aftercare.refuse('message_limit', null, jsonb_build_object('limit', allowed));
  end if;
  m := aftercare.message_add(message, t, told.customer_id, contact, about, about_id, told.store_id, note, false);
  return aftercare.keep_result(request_id, jsonb_build_object('id', m.id, 'version', m.version, 'state', m.state));
end $$;

-- Subject and body as they would be sent, of texts as they stand in the editor.
create or replace function aftercare.message_preview(of_occasion text, subject text, body text, about text, about_id uuid,
  lang text, note text default '')
returns table (filled_subject text, filled_body text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  told record;
  facts jsonb;
begin
  select * into told from aftercare.message_about(about, about_id);
  facts := aftercare.message_facts(told.customer_id, about, about_id, told.store_id, lang, note);
  return query select aftercare.message_subject(subject, facts), aftercare.message_body(body, facts);
end $$;

-- What a message would be before it is written: to whom (masked), in which language, what is against it, and what
-- the customer said last to messages of its purpose; consent is null where he said nothing.
drop function if exists aftercare.message_draft(uuid, text, uuid, text);
create or replace function aftercare.message_draft(template uuid, about text, about_id uuid, note text default '',
  contact uuid default null)
returns table (hindrance text, masked text, customer_lang text, filled_subject text, filled_body text,
  of_purpose text, consent boolean, consent_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  told record;
  t aftercare.message_template;
  c aftercare.customer;
  facts jsonb;
begin
  select * into told from aftercare.message_about(about, about_id);
  t := aftercare.message_text(template, about);
  select x.* into c from aftercare.customer x where x.id = told.customer_id;
  hindrance := aftercare.message_against(c.id, contact, t);
  masked := aftercare.message_masked(c.id, contact, t.channel);
  customer_lang := case when c.language = 'en' and t.body_en <> '' then 'en' else 'zh' end;
  facts := aftercare.message_facts(c.id, about, about_id, told.store_id, customer_lang, note);
  filled_subject := aftercare.message_subject(
    case when customer_lang = 'en' and t.subject_en <> '' then t.subject_en else t.subject_zh end, facts);
  filled_body := aftercare.message_body(case customer_lang when 'en' then t.body_en else t.body_zh end, facts);
  of_purpose := t.purpose;
  select k.given, k.created_at into consent, consent_at from aftercare.message_consent(c.id, t.purpose) k;
  return next;
end $$;

-- To whom a message of this text can be written: the customer himself (contact_id null), then the contacts of his
-- file, each with the masked address of the text's channel and what is against it. Letters go to the customer alone.
create or replace function aftercare.message_recipients(template uuid, about text, about_id uuid)
returns table (contact_id uuid, name text, role text, masked text, hindrance text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  told record;
  t aftercare.message_template;
begin
  select * into told from aftercare.message_about(about, about_id);
  t := aftercare.message_text(template, about);
  return query
    select null::uuid, c.name, '', aftercare.message_masked(c.id, null, t.channel), aftercare.message_against(c.id, null, t)
    from aftercare.customer c where c.id = told.customer_id;
  return query
    select p.id, p.name, p.role, aftercare.message_masked(p.customer_id, p.id, t.channel),
      aftercare.message_against(p.customer_id, p.id, t)
    from aftercare.contact p
    where p.customer_id = told.customer_id and p.archived_at is null and t.channel <> 'letter'
    order by p.created_at, p.id limit 50;
end $$;

-- Whether somebody acts on a message: who may tell this customer, and whoever administers sending.
create or replace function aftercare.message_may_act(m aftercare.message)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if m.complaint_id is not null and not exists (
       select from aftercare.complaint c where c.id = m.complaint_id
         and c.about_staff_id is distinct from aftercare.my_staff_id()) then
    return false;
  end if;
  return aftercare.i_am('admin') or aftercare.i_am('agent') and m.store_id = any (aftercare.my_store_ids())
    or aftercare.i_am('manager') and m.store_id = any (aftercare.my_managed_store_ids())
    or m.created_by = aftercare.login_name() and aftercare.i_am('technician', 'sales');
end $$;

-- What is done with a message: cancel, again (send it once more), sent (posted, or known to have arrived), returned
-- (it came back). What is being sent at this moment is left alone.
create or replace function aftercare.message_move(message_id uuid, seen_version int, action text, request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  m aftercare.message;
  hindrance text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into m from aftercare.message x where x.id = message_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  -- what stands where this person sees nothing is refused as if it were not there
  if m.id is null or not coalesce(m.store_id = any (aftercare.my_visible_store_ids())
                                  or m.created_by = aftercare.login_name(), false) then
    perform aftercare.refuse('gone_record');
  end if;
  if not aftercare.message_may_act(m) then
    raise exception using errcode = '42501', message = 'this person may not act on the message';
  end if;
  if m.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if not coalesce(case action
      when 'cancel' then m.state in ('waiting', 'failed', 'perhaps')
      when 'again' then m.state in ('failed', 'perhaps', 'given_up', 'cancelled')
      when 'sent' then m.state = 'perhaps' or m.channel = 'letter' and m.state = 'waiting'
      when 'returned' then m.state = 'sent' end, false) then
    perform aftercare.refuse('message_step', null, jsonb_build_object('state', m.state, 'action', action));
  end if;
  if action = 'again' then
    hindrance := aftercare.message_hindrance(m.customer_id, m.purpose);
    if hindrance is null and m.channel <> 'letter'
       and aftercare.message_address(m.customer_id, m.contact_id, m.channel) = '' then
      hindrance := 'message_no_' || m.channel;
    end if;
    if m.body = '#' then hindrance := 'message_no_customer'; end if;
    if hindrance is not null then perform aftercare.refuse(hindrance); end if;
    update aftercare.message x set state = 'waiting', next_try_at = aftercare.message_hour(clock_timestamp(), x.channel, x.store_id),
        wanted_at = clock_timestamp(), attempts = 0, fault = '', fault_detail = '', claimed_at = null, claimed_by = null,
        handed_at = null, to_masked = aftercare.message_masked(x.customer_id, x.contact_id, x.channel)
      where x.id = m.id returning * into m;
  elsif action = 'cancel' then
    update aftercare.message x set state = 'cancelled', next_try_at = null where x.id = m.id returning * into m;
  elsif action = 'sent' then
    update aftercare.message x set state = 'sent', next_try_at = null, sent_at = clock_timestamp(), fault = '', fault_detail = ''
      where x.id = m.id returning * into m;
    perform aftercare.message_told(m, true);
  else
    update aftercare.message x set state = 'given_up', sent_at = null, fault = 'message_came_back', fault_detail = ''
      where x.id = m.id returning * into m;
    perform aftercare.message_told(m, false);
  end if;
  return aftercare.keep_result(request_id, jsonb_build_object('id', m.id, 'version', m.version, 'state', m.state));
end $$;

-- What became of a message stands in its order's trace like every other try to reach the customer, and counts as
-- telling him; one that came back takes that away again.
create or replace function aftercare.message_told(m aftercare.message, reached boolean)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
  last aftercare.work_order_event;
  details jsonb;
begin
  if m.work_order_id is null or m.complaint_id is not null then return; end if;
  select w.* into o from aftercare.work_order w where w.id = m.work_order_id for no key update;
  select e.* into last from aftercare.work_order_event e
    where e.work_order_id = o.id and e.axis = 'contact' and e.details ->> 'message_id' = m.id::text
    order by e.seq desc limit 1;
  -- no word of the text: it names the customer, and an event keeps its comment when he is forgotten
  details := jsonb_build_object('method', m.channel,
    'about', case m.occasion when 'overdue' then 'notice' else m.occasion end, 'message_id', m.id);
  if not reached and last.action = 'told' then
    perform aftercare.order_untold(o, last.id, details);
    return;
  end if;
  update aftercare.work_order w set event_count = w.event_count + 1,
      told_at = case when m.occasion in ('ready', 'overdue') and reached and w.ready_at <= m.created_at
                     then coalesce(w.told_at, clock_timestamp()) else w.told_at end
    where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'contact', case when reached then 'told' else 'not_told' end, null, null, details,
    true, null, null, m.created_by);
end $$;

-- Devices that wait on the shelf for too long, once after each such period and three times at most; and the
-- question how all is, some days after hand-over.
create or replace function aftercare.messages_of_due_work()
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  o record;
  overdue int := aftercare.parameter_value('message_overdue_days', '14')::int;
  follow_up int := aftercare.parameter_value('message_follow_up_days', '3')::int;
  written bigint := 0;
begin
  if overdue > 0 and exists (
       select from aftercare.message_template t where t.occasion = 'overdue' and t.automatic and t.archived_at is null) then
    for o in
      select w.id, w.customer_id, w.notify_by, w.store_id
      from aftercare.work_order w
      join aftercare.customer c on c.id = w.customer_id
      join aftercare.message_template t on t.occasion = 'overdue' and t.automatic and t.archived_at is null
        and t.channel = coalesce(nullif(w.notify_by, ''), c.notify_by)
      where w.work_state in ('completed', 'failed') and w.ready_at < clock_timestamp() - make_interval(days => overdue)
        and w.sale_stage <> 'pre_sale' and w.source <> 'ords'
        and not exists (select from aftercare.message m where m.work_order_id = w.id and m.occasion = 'overdue'
                          and m.created_at > clock_timestamp() - make_interval(days => overdue))
        and (select count(*) from aftercare.message m where m.work_order_id = w.id and m.occasion = 'overdue'
                          and m.created_at > w.ready_at) < 3
      order by w.ready_at limit 200
    loop
      perform aftercare.message_occasion('overdue', o.customer_id, o.notify_by, 'work_order', o.id, o.store_id);
      written := written + 1;
    end loop;
  end if;
  if follow_up > 0 and exists (
       select from aftercare.message_template t where t.occasion = 'follow_up' and t.automatic and t.archived_at is null) then
    for o in
      select w.id, w.customer_id, w.notify_by, w.store_id
      from aftercare.work_order w
      join aftercare.customer c on c.id = w.customer_id
      join aftercare.message_template t on t.occasion = 'follow_up' and t.automatic and t.archived_at is null
        and t.channel = coalesce(nullif(w.notify_by, ''), c.notify_by)
      where w.work_state in ('delivered', 'closed') and w.outcome = 'repaired'
        and w.delivered_on between aftercare.store_date(null) - follow_up - 2 and aftercare.store_date(null) - follow_up
        and w.sale_stage <> 'pre_sale' and w.source <> 'ords'
        and not exists (select from aftercare.message m where m.work_order_id = w.id and m.occasion = 'follow_up')
      order by w.delivered_at limit 200
    loop
      perform aftercare.message_occasion('follow_up', o.customer_id, o.notify_by, 'work_order', o.id, o.store_id);
      written := written + 1;
    end loop;
  end if;
  return written;
end $$;

grant execute on function aftercare.message_tell(uuid, uuid, text, uuid, text, uuid, uuid),
  aftercare.message_draft(uuid, text, uuid, text, uuid), aftercare.message_recipients(uuid, text, uuid),
  aftercare.message_preview(text, text, text, text, uuid, text, text),
  aftercare.message_move(uuid, int, text, uuid)
  to aftercare_staff;
grant execute on function aftercare.messages_of_due_work() to aftercare_due;
grant execute on function aftercare.message_of_order(), aftercare.message_of_quote(), aftercare.message_of_visit(),
  aftercare.message_of_complaint() to aftercare_owner;

-- owner: aftercare_workflow
-- Texts of messages to customers: which variables an occasion has, what they stand for, and how they are put in.

-- The variables of an occasion, as they stand in braces. {note} is what a person adds.
create or replace function aftercare.message_variables(of_occasion text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return array['customer', 'store', 'store_phone', 'store_address', 'company', 'today', 'note'] || case
    when of_occasion in ('taken_in', 'delay', 'ready', 'overdue', 'delivered', 'follow_up', 'quote')
      then array['order', 'device', 'opened_on', 'promised', 'outcome', 'ready_on', 'to_pay', 'quote', 'quote_until']
    when of_occasion = 'visit' then array['visit', 'visit_day', 'visit_from', 'visit_until', 'technician', 'device']
    when of_occasion in ('complaint_received', 'complaint_answered')
      then array['complaint', 'complaint_subject', 'answer', 'answer_until']
    else array[]::text[] end;
end $$;

-- A value as it goes into a text: one line, without signs that end a line or turn the direction of writing.
create or replace function aftercare.one_line(value text)
returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return btrim(regexp_replace(value, '[\s\u0001-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+',
                              ' ', 'g'));
end $$;

-- The text with its variables put in, once: what comes out of one is never looked through for another.
create or replace function aftercare.message_fill(content text, facts jsonb)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  piece text[];
  filled text := '';
begin
  for piece in select regexp_matches(content, '\{([a-z_]+)\}|([^{]+|\{)', 'g') loop
    filled := filled || case when piece[1] is null then piece[2]
                             else coalesce(nullif(facts ->> piece[1], ''), case piece[1] when 'note' then '' else '—' end) end;
  end loop;
  return filled;
end $$;

-- BEFORE a template is kept: no variable that its occasion does not have, no brace that stands alone.
create or replace function aftercare.message_template_check()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  texts jsonb := jsonb_build_object('subject_zh', new.subject_zh, 'subject_en', new.subject_en,
                                    'body_zh', new.body_zh, 'body_en', new.body_en);
  known text[] := aftercare.message_variables(new.occasion);
  field text;
  wrong text;
begin
  if new.channel = 'sms' then
    new.subject_zh := '';
    new.subject_en := '';
    if length(new.body_zh) > 500 or length(new.body_en) > 500 then perform aftercare.refuse('message_sms_long', 'body_zh'); end if;
  end if;
  for field in select k from unnest(array['subject_zh', 'body_zh', 'subject_en', 'body_en']) k loop
    select m[1] into wrong from regexp_matches(texts ->> field, '\{([^{}]*)\}', 'g') m where m[1] <> all (known) limit 1;
    if wrong is not null then
      perform aftercare.refuse('message_variable_unknown', field, jsonb_build_object('name', left(wrong, 60)));
    end if;
    if regexp_replace(texts ->> field, '\{[a-z_]+\}', '', 'g') ~ '[{}]' then
      perform aftercare.refuse('message_brace', field);
    end if;
    if field like 'subject%' and texts ->> field ~ '[\u0001-\u001f\u007f\u2028\u2029]' then
      perform aftercare.refuse('message_subject_lines', field);
    end if;
  end loop;
  return new;
end $$;

create or replace function aftercare.message_day(day date, lang text)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case lang when 'en' then to_char(day, 'FMDD Mon YYYY') else to_char(day, 'FMYYYY"年"FMMM"月"FMDD"日"') end;
end $$;

-- What the variables stand for, in the customer's language. about: work_order, visit, complaint or customer.
create or replace function aftercare.message_facts(wanted uuid, about text, about_id uuid, store uuid, lang text, note text)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  s aftercare.store;
  o aftercare.work_order;
  v aftercare.visit;
  c aftercare.complaint;
  q aftercare.quote;
  facts jsonb;
  device uuid;
begin
  select x.* into s from aftercare.store x where x.id = store;
  select jsonb_build_object('customer', x.name) into facts from aftercare.customer x where x.id = wanted;
  facts := facts || jsonb_build_object(
    'store', case when lang = 'en' and s.name_en <> '' then s.name_en else s.name end, 'store_phone', s.telephone,
    'store_address', s.street, 'company', coalesce(nullif(aftercare.parameter_value('company_name', ''), ''), s.name),
    'today', aftercare.message_day(aftercare.store_date(store), lang));
  if about = 'work_order' then
    select x.* into o from aftercare.work_order x where x.id = about_id;
    select x.* into q from aftercare.quote x where x.work_order_id = o.id and x.state = 'open'
      order by x.version_no desc limit 1;
    device := o.product_model_id;
    facts := facts || jsonb_build_object(
      'order', o.number, 'opened_on', aftercare.message_day(o.opened_on, lang),
      'promised', aftercare.message_day((o.promised_at at time zone s.time_zone)::date, lang),
      'ready_on', aftercare.message_day((o.ready_at at time zone s.time_zone)::date, lang),
      'to_pay', '¥' || to_char(greatest(o.due - o.paid - coalesce(o.written_off, 0), 0), 'FM999,999,990.00'),
      'quote', '¥' || to_char(q.amount, 'FM999,999,990.00'), 'quote_until', aftercare.message_day(q.valid_until, lang),
      'outcome', case lang || o.outcome
        when 'zhrepaired' then '已修好' when 'enrepaired' then 'repaired'
        when 'zhunrepairable' then '无法修复' when 'enunrepairable' then 'could not be repaired'
        when 'zhrefused' then '按您的意见未维修' when 'enrefused' then 'not repaired, as you wished'
        when 'zhno_fault' then '未发现故障' when 'enno_fault' then 'no fault found'
        when 'zhexchanged' then '已换货' when 'enexchanged' then 'exchanged'
        when 'zhrefunded' then '已退货' when 'enrefunded' then 'refunded' end);
  elsif about = 'visit' then
    select x.* into v from aftercare.visit x where x.id = about_id;
    device := (select d.product_model_id from aftercare.device d where d.id = v.device_id);
    facts := facts || jsonb_build_object(
      'visit', v.number, 'visit_day', aftercare.message_day(v.planned_on, lang),
      'visit_from', to_char(v.planned_from at time zone s.time_zone, 'HH24:MI'),
      'visit_until', to_char(v.planned_until at time zone s.time_zone, 'HH24:MI'),
      'technician', coalesce((select t.name from aftercare.staff t where t.id = v.technician_id),
                             (select k.name from aftercare.customer k where k.id = v.contractor_id)));
  elsif about = 'complaint' then
    select x.* into c from aftercare.complaint x where x.id = about_id;
    facts := facts || jsonb_build_object('complaint', c.number, 'complaint_subject', c.subject,
      'answer_until', aftercare.message_day((c.answer_due_at at time zone s.time_zone)::date, lang));
  end if;
  facts := facts || jsonb_build_object('device', (
    select aftercare.model_title(m.brand, m.name, m.name_en, lang = 'en')
    from aftercare.product_model m where m.id = device));
  facts := (select jsonb_object_agg(f.key, aftercare.one_line(f.value)) from jsonb_each_text(facts) f);
  -- the only ones that have lines of their own
  return facts || jsonb_build_object('note', left(btrim(coalesce(note, '')), 500), 'answer', c.answer);
end $$;

create or replace function aftercare.message_subject(content text, facts jsonb)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return left(aftercare.one_line(aftercare.message_fill(content, facts)), 200);
end $$;

create or replace function aftercare.message_body(content text, facts jsonb)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- a note nobody wrote leaves no hole
  return left(btrim(regexp_replace(
    regexp_replace(aftercare.message_fill(content, facts), '\r\n?', E'\n', 'g'), '\n{3,}', E'\n\n', 'g'), E' \n\t'), 24000);
end $$;

-- What a customer, or one merged into him, said last to messages of this purpose; no row where he said nothing.
create or replace function aftercare.message_consent(wanted uuid, of_purpose text)
returns table (given boolean, created_at timestamptz)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query select k.given, k.created_at from aftercare.customer_consent k
    where k.purpose = of_purpose
      and (k.customer_id = wanted or k.customer_id in (select m.id from aftercare.customer m where m.merged_into = wanted))
    order by k.created_at desc, k.id desc limit 1;
end $$;

-- Why a customer gets no message of this purpose; null where nothing is against it. Whoever does not want to be
-- told at all gets none; service needs no consent but is stopped by a refusal, marketing needs one that was given.
create or replace function aftercare.message_hindrance(wanted uuid, of_purpose text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.customer;
  given boolean;
begin
  select x.* into c from aftercare.customer x where x.id = wanted;
  if c.id is null or c.name = '#' || c.number then return 'message_no_customer'; end if;
  if c.notify_by = 'none' then return 'message_not_wanted'; end if;
  select k.given into given from aftercare.message_consent(wanted, of_purpose) k;
  if not given then return 'message_consent_refused'; end if;
  if given is null and of_purpose = 'marketing' then return 'message_consent_missing'; end if;
  return null;
end $$;

-- The customer's address for a channel, or the contact's; '' where there is none that can be used. Never granted.
create or replace function aftercare.message_address(wanted uuid, of_contact uuid, of_channel text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  mail text;
  number text;
  place text;
begin
  if of_contact is not null then
    select p.email, p.phone_key into mail, number from aftercare.contact p
      where p.id = of_contact and p.customer_id = wanted and p.archived_at is null;
  else
    select c.email, c.phone_key, c.address into mail, number, place from aftercare.customer c where c.id = wanted;
  end if;
  return coalesce(case of_channel
    -- one address and nothing else: no blank, comma, angle, quote, line
    when 'email' then substring(btrim(mail) from '^[^\s@<>,;:"()\\\[\]\u0001-\u001f\u007f]+@[^\s@<>,;:"()\\\[\]\u0001-\u001f\u007f]+$')
    when 'sms' then substring(number from '^\+?[0-9]{5,20}$')
    else place end, '');
end $$;

create or replace function aftercare.message_masked(wanted uuid, of_contact uuid, of_channel text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return left(case of_channel
    when 'email' then aftercare.mask_email(aftercare.message_address(wanted, of_contact, of_channel))
    when 'sms' then aftercare.mask_phone(aftercare.message_address(wanted, of_contact, of_channel))
    else aftercare.mask_address(aftercare.message_address(wanted, of_contact, of_channel)) end, 200);
end $$;

-- What is against writing this text to this customer, or to a contact of his; null where nothing is.
create or replace function aftercare.message_against(wanted uuid, of_contact uuid, t aftercare.message_template)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(aftercare.message_hindrance(wanted, t.purpose),
    case when t.channel <> 'letter' and aftercare.message_address(wanted, of_contact, t.channel) = ''
      then 'message_no_' || t.channel end);
end $$;

grant execute on function aftercare.message_variables(text) to aftercare_staff, aftercare_owner;
grant execute on function aftercare.message_template_check() to aftercare_owner;

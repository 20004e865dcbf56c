-- owner: aftercare_guests
-- What those see who are no staff: a store's kiosk and company customers. They hold no right on any table; all of it
-- comes from here, and each function states whose records it gives. Nothing here names people who work for us, tells
-- what they wrote to each other, or gives a full number.

-- Who signed in, also while the password must be changed first; nothing for staff and for what was closed.
create or replace function aftercare.guest_who()
returns table (id uuid, login text, kind text, name text, name_en text, store_id uuid, must_change_password boolean,
               valid_until timestamptz, time_zone text, server_now timestamptz, idle_seconds int, version int,
               oldest_client int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select g.id, g.login, g.kind, coalesce(t.name, c.name), coalesce(t.name_en, ''), g.store_id,
           g.must_change_password, r.rolvaliduntil, coalesce(t.time_zone, 'Asia/Shanghai'), clock_timestamp(),
           case g.kind when 'kiosk' then aftercare.parameter_value('kiosk_seconds', '60')::int
           else aftercare.parameter_value('idle_minutes', '20')::int * 60 end, v.version, v.oldest_client
    from aftercare.guest_login g
    join pg_roles r on r.rolname = session_user
    join pg_auth_members m on m.member = r.oid and m.roleid = to_regrole('aftercare_' || g.kind)::oid
    left join aftercare.store t on t.id = g.store_id and t.archived_at is null
    left join aftercare.customer c on c.id = g.customer_id and c.merged_into is null and c.archived_at is null
    cross join aftercare.schema_version v
    where g.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and g.active
      and coalesce(t.id, c.id) is not null;
end $$;

-- The store whose kiosk this is; refuses everybody else.
create or replace function aftercare.my_kiosk_store()
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  found uuid := (select w.store_id from aftercare.guest_who() w where w.kind = 'kiosk');
begin
  if found is null then
    raise exception using errcode = '42501', message = 'only a store''s kiosk asks this';
  end if;
  return found;
end $$;

-- The customer whose sign-in this is, with a password of his own; refuses everybody else.
create or replace function aftercare.my_customer_id()
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  found uuid := (
    select g.customer_id from aftercare.guest_who() w join aftercare.guest_login g on g.id = w.id
    where w.kind = 'customer' and not w.must_change_password);
begin
  if found is null then
    raise exception using errcode = '42501', message = 'only a customer''s own sign-in asks this';
  end if;
  return found;
end $$;

-- Steps that a customer is told of; what is not named here never leaves the house, however it is marked.
create or replace function aftercare.told_to_customers(axis text, action text)
returns boolean
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return case axis
    when 'work' then action = any ('{receive,start,quote,requote,wait_parts,repair,no_fault,test,not_passed,complete,
      fail,refuse,deliver,return_unrepaired,return_cancelled,dispose,reopen,cancel}')
    when 'custody' then action = any ('{hand_in,send_out,ship_back,arrive_back,shelve,collect,take_home,abandon}')
    when 'money' then action = any ('{consent,decline,pay,prepay,refund,reversal}')
    when 'contact' then action = 'told'
    when 'promise' then action = 'promise'
    when 'note' then action = any ('{note,parcel_sent,parcel_arrived}')
    else false end;
end $$;

-- The trace like a parcel's: what happened, when, where. Taken back steps are left out whole: what came along with a
-- step belongs to it. Of comments only those of notes that were written for the customer.
create or replace function aftercare.public_trace(of_order uuid)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    with told as (
      select e.id, e.seq, e.axis, e.action, e.effective_at, e.comment, e.public, e.details, e.corrects_id, e.store_id,
             count(*) filter (where not e.details ? 'with') over (order by e.seq) as step
      from aftercare.work_order_event e where e.work_order_id = of_order
    ), undone as (
      select t.step from told t
      where exists (select from told u where u.corrects_id = t.id and u.action = 'undo') and not t.details ? 'with'
    ), shown as (
      select t.seq, t.axis, t.action,
             coalesce((select c.effective_at from told c where c.corrects_id = t.id and c.action = 'correct_time'
                       order by c.seq desc limit 1), t.effective_at) as at,
             s.name as store, s.name_en as store_en,
             case when t.axis = 'note' then t.comment else '' end as words,
             case when t.axis = 'promise' then t.details -> 'promised_at' end as promised_at
      from told t
      left join aftercare.store s on s.id = coalesce((t.details ->> 'by_store')::uuid, t.store_id)
      where t.public and aftercare.told_to_customers(t.axis, t.action)
        and t.step not in (select u.step from undone u)
        and not exists (select from told b where b.action = 'came_back' and b.details ->> 'takes_back' = t.id::text)
    )
    select coalesce(jsonb_agg(jsonb_build_object('axis', axis, 'action', action, 'at', at, 'store', store,
                              'store_en', store_en, 'words', words, 'promised_at', promised_at) order by seq), '[]')
    from shown);
end $$;

-- How the house takes money, as at the counter; 'other' is no way to be told.
create or replace function aftercare.public_ways()
returns jsonb
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '["cash", "card", "wechat", "alipay", "transfer", "voucher"]';
end $$;

-- What was paid on an order and given back, as its receipts say; not who took it.
create or replace function aftercare.public_payments(of_order uuid)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('at', p.at, 'kind', p.kind, 'method', p.method, 'amount', p.amount,
             'receipt_number', p.receipt_number) order by p.at, p.receipt_number), '[]')
    from aftercare.payment p where p.work_order_id = of_order);
end $$;

-- Parcels to the customer and from him; those to the works and ordered parts are the house's own.
create or replace function aftercare.public_parcels(of_order uuid)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('direction', h.direction, 'state', h.state, 'carrier', h.carrier,
             'tracking_no', h.tracking_no, 'what', h.what, 'sent_on', h.sent_on, 'expected_on', h.expected_on,
             'ended_on', h.ended_on) order by h.sent_on, h.id), '[]')
    from aftercare.shipment h
    where h.work_order_id = of_order and h.direction in ('to_customer', 'from_customer'));
end $$;

-- One order as its customer may see it: what stands on the slip, where it is, what is owed, the trace.
create or replace function aftercare.public_order(of_order uuid)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select jsonb_build_object('id', o.id, 'number', o.number, 'kind', o.kind, 'work_state', o.work_state,
             'custody_state', o.custody_state, 'outcome', o.outcome, 'problem', o.problem, 'opened_at', o.opened_at,
             'promised_at', o.promised_at, 'ready_at', o.ready_at, 'delivered_at', o.delivered_at,
             'brand', coalesce(m.brand, ''), 'model', coalesce(m.name, ''), 'model_en', coalesce(m.name_en, ''),
             'serial_no', coalesce(d.serial_no, ''), 'due', o.due, 'paid', o.paid,
             'balance', o.due - o.paid - coalesce(o.written_off, 0), 'estimate', o.estimate,
             'quoted', (select q.amount from aftercare.quote q where q.work_order_id = o.id and q.state = 'open'),
             'store', s.name, 'store_en', s.name_en, 'telephone', s.telephone, 'hours', s.hours, 'street', s.street,
             'complaint_telephone', s.complaint_telephone,
             'company', coalesce(nullif(s.legal_name, ''), aftercare.parameter_value('company_name', '')),
             'account', aftercare.parameter_value('transfer_account', ''),
             'ways', aftercare.public_ways(), 'payments', aftercare.public_payments(o.id),
             'parcels', aftercare.public_parcels(o.id), 'trace', aftercare.public_trace(o.id))
    from aftercare.work_order o
    join aftercare.store s on s.id = o.store_id
    left join aftercare.product_model m on m.id = o.product_model_id
    left join aftercare.device d on d.id = o.device_id
    where o.id = of_order);
end $$;

-- Counts a try before anybody knows whether it fits, so that rolling it back teaches nothing; what fits is taken off
-- again in the second step. Tries are forgotten one by one as time passes. Seconds to wait, 0 where it was counted.
create or replace function aftercare.kiosk_count(of_scope text, of_key text)
returns int
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  l aftercare.kiosk_limit;
  moment timestamptz := clock_timestamp();
  -- a kiosk is used by everybody who comes, a number by one customer
  free int := case of_scope when 'kiosk' then 12 else 5 end;
  forgotten_after interval := case of_scope when 'kiosk' then interval '5 minutes' else interval '30 minutes' end;
  longest int := case of_scope when 'kiosk' then 900 else 3600 end;
begin
  insert into aftercare.kiosk_limit (scope, key) values (of_scope, of_key) on conflict do nothing;
  select k.* into l from aftercare.kiosk_limit k where k.scope = of_scope and k.key = of_key for update;
  if l.waits_until > moment then
    return ceil(extract(epoch from l.waits_until - moment))::int;
  end if;
  -- last_at of a new row is a little later than this moment
  l.tries := greatest(l.tries - trunc(extract(epoch from moment - l.last_at)
                                      / extract(epoch from forgotten_after))::int, 0) + 1;
  update aftercare.kiosk_limit k
    set tries = least(l.tries, 1000), last_at = moment,
        waits_until = case when l.tries >= free
          then moment + make_interval(secs => least(longest, 5 * 2 ^ least(l.tries - free, 12))) end
    where k.scope = of_scope and k.key = of_key;
  return 0;
end $$;

-- A number as people type or scan it, taken apart: lower case, blanks, full-width signs, any dash or none, O for 0, and
-- the last part alone. letter: W for an order's, N for an intake's, '' where nobody said; yymm: '' where it was left
-- out; serial: as it is printed. Told from the typing alone: whether there is such a number plays no part.
create or replace function aftercare.kiosk_number(typed text, out letter text, out yymm text, out serial text)
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  plain text := translate(upper(normalize(left(coalesce(typed, ''), 80), nfkc)), '‐‑‒–—―−_', '--------');
  found text[];
begin
  -- without a regular expression, which takes a tenth of what opening an order does
  plain := translate(plain, translate(plain, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-', ''), '');
  plain := left(plain, 1) || translate(substr(plain, 2), 'OIL', '011');
  found := regexp_match(plain, '^([WN]?)-?([0-9]{4})-0*([0-9]{1,12})$');
  found := coalesce(found, regexp_match(plain, '^([WN]?)([0-9]{4})([0-9]{5,12})$'));
  if found is null then
    found := regexp_match(plain, '^([WN]?)-?0*([0-9]{1,8})$');
    found := case when found is not null then array[found[1], '', found[2]] end;
  end if;
  letter := coalesce(found[1], '');
  yymm := coalesce(found[2], '');
  serial := ltrim(coalesce(found[3], ''), '0');
  serial := case when serial = '' then '' else lpad(serial, greatest(5, length(serial)), '0') end;
end $$;

-- Under which names the tries at a number are counted: its kind and its last part, whichever way it is written. What is
-- typed without its letter may be either.
create or replace function aftercare.kiosk_keys(typed text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  n record;
begin
  select k.* into n from aftercare.kiosk_number(typed) k;
  if n.serial = '' then return array[left(upper(regexp_replace(left(typed, 80), '\s', '', 'g')), 40)]; end if;
  if n.letter = '' then return array['N' || n.serial, 'W' || n.serial]; end if;
  return array[n.letter || n.serial];
end $$;

-- First step: number and code as they were typed leave an entry, and count against the limits of this kiosk and of
-- this number. Answers {"entry": id} or {"wait": seconds}, and nothing about whether they fit.
create or replace function aftercare.kiosk_ask(number text, code text)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
  store uuid := aftercare.my_kiosk_store();
  n record;
  wanted text;
  typed text := left(regexp_replace(normalize(left(coalesce(code, ''), 80), nfkc), '\s', '', 'g'), 40);
  entry uuid := gen_random_uuid();
  key text;
  wait int;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = '42501', message = 'tries are counted in transactions of level read committed';
  end if;
  wait := aftercare.kiosk_count('kiosk', aftercare.login_name());
  foreach key in array aftercare.kiosk_keys(coalesce(number, '')) loop
    if wait = 0 then wait := aftercare.kiosk_count('number', key); end if;
  end loop;
  if wait > 0 then return jsonb_build_object('wait', wait); end if;
  select k.* into n from aftercare.kiosk_number(number) k;
  wanted := case when n.serial = '' then left(upper(regexp_replace(left(coalesce(number, ''), 80), '\s', '', 'g')), 40)
            else n.letter || case when n.yymm = '' then '' else n.yymm || '-' end || n.serial end;
  insert into aftercare.kiosk_try (id, login, store_id, number, secret)
    values (entry, aftercare.login_name(), store, wanted, sha256(convert_to(entry::text || typed, 'UTF8')));
  return jsonb_build_object('entry', entry);
end $$;

-- The orders a number may mean at a store: the order of that number, and those of the intake of that number, each with
-- its own pick-up code. key: under which name tries at it are counted. coalesce() keeps the server from reading all
-- orders of a large store for the one of this number.
create or replace function aftercare.kiosk_candidates(typed text, of_store uuid)
returns table (id uuid, pickup_code text, key text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set enable_hashjoin = off
as $$
#variable_conflict use_column
declare
  n record := aftercare.kiosk_number(typed);
  tail text;
begin
  if n.serial = '' then return; end if;
  -- read from the end an index finds a number whatever its month
  tail := reverse('-' || n.serial);
  if n.letter in ('', 'W') then
    return query
      select w.id, w.pickup_code, 'W' || n.serial
      from aftercare.work_order w
      where reverse(w.number) >= tail and reverse(w.number) < tail || '~'
        and w.number like case when n.yymm = '' then 'W____-' else 'W' || n.yymm || '-' end || n.serial
        and w.pickup_code <> '' and coalesce(w.store_id = of_store or w.handling_store_id = of_store, false);
  end if;
  if n.letter in ('', 'N') then
    return query
      select w.id, w.pickup_code, 'N' || n.serial
      from aftercare.intake i
      join aftercare.work_order w on w.intake_id = i.id
      where reverse(i.number) >= tail and reverse(i.number) < tail || '~'
        and i.number like case when n.yymm = '' then 'N____-' else 'N' || n.yymm || '-' end || n.serial
        and w.pickup_code <> '' and coalesce(w.store_id = of_store or w.handling_store_id = of_store, false);
  end if;
end $$;

-- The entry of a try at this kiosk, written by an earlier transaction within the last ten minutes.
create or replace function aftercare.kiosk_entry(entry uuid)
returns aftercare.kiosk_try
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.kiosk_try;
  store uuid := aftercare.my_kiosk_store();
begin
  select k.* into t from aftercare.kiosk_try k
    where k.id = entry and k.login = aftercare.login_name() and k.store_id = store
      and k.at > clock_timestamp() - interval '10 minutes' and k.xid is distinct from pg_current_xact_id_if_assigned();
  if t.id is null then perform aftercare.refuse('kiosk_over'); end if;
  return t;
end $$;

-- Second step, in a later transaction and within ten minutes: {"order": …}, or {} where number and code do not go
-- together, there is no such order, or another store has it; nobody can tell which. Of several devices handed in
-- together only the one whose code it is. Asked again it is brought up to date.
create or replace function aftercare.kiosk_read(entry uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
  t aftercare.kiosk_try := aftercare.kiosk_entry(entry);
  o record;
  -- once, and not for each number that was tried at
  keys text[] := aftercare.kiosk_keys(t.number);
begin
  if t.fits is null then
    select c.id, c.key into o from aftercare.kiosk_candidates(t.number, t.store_id) c
      where sha256(convert_to(t.id::text || c.pickup_code, 'UTF8')) = t.secret
      order by c.key desc, c.id limit 1;
    t.fits := o.id is not null;
    t.work_order_id := o.id;
    update aftercare.kiosk_try k set fits = t.fits, work_order_id = t.work_order_id
      where k.id = t.id and k.fits is null;
    if found and t.fits then
      update aftercare.kiosk_limit k set tries = greatest(k.tries - 1, 0), waits_until = null
        where k.scope = 'kiosk' and k.key = aftercare.login_name();
      -- tries at another's number that ends alike are not washed off by one's own: this one alone is
      update aftercare.kiosk_limit k
        set tries = case when k.key = o.key then 0 else greatest(k.tries - 1, 0) end,
            waits_until = case when k.key <> o.key then k.waits_until end
        where k.scope = 'number' and k.key = any (keys);
    end if;
  end if;
  if not t.fits or not exists (
       select from aftercare.work_order w
       where w.id = t.work_order_id and (w.store_id = t.store_id or w.handling_store_id = t.store_id)) then
    return '{}';
  end if;
  return jsonb_build_object('order', aftercare.public_order(t.work_order_id),
    -- the slip that was typed, where it is that of several devices
    'intake', coalesce((
      select i.number
      from aftercare.work_order w
      join aftercare.intake i on i.id = w.intake_id
      where w.id = t.work_order_id and (aftercare.kiosk_number(t.number)).letter <> 'W'
        and (select max(c.key) from aftercare.kiosk_candidates(t.number, t.store_id) c where c.id = w.id) like 'N%'), ''),
    'survey', aftercare.public_survey(
      (select f.id from aftercare.follow_up f
       where f.work_order_id = t.work_order_id and f.occasion in ('hand_over', 'visit') and f.state in ('open', 'retry')
       order by f.due_at desc limit 1)));
end $$;

-- The questions of a follow-up that waits for answers, without whose work it asks about.
create or replace function aftercare.public_survey(of_follow_up uuid)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select jsonb_build_object('id', f.id, 'due_at', f.due_at, 'name', n.name, 'name_en', n.name_en,
      'number', coalesce((select o.number from aftercare.work_order o where o.id = f.work_order_id), ''),
      'questions', (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'place', q.place, 'kind', q.kind,
          'words', q.words, 'words_en', q.words_en, 'options', q.options, 'options_en', q.options_en,
          'required', q.required, 'bad', '') order by q.place), '[]')
        from aftercare.question q where q.questionnaire_id = f.questionnaire_id and q.revision = f.revision))
    from aftercare.follow_up f join aftercare.questionnaire n on n.id = f.questionnaire_id
    where f.id = of_follow_up and f.state in ('open', 'retry'));
end $$;

-- Answers given at the kiosk, about the order that was opened there with number and code.
create or replace function aftercare.kiosk_answer(entry uuid, survey uuid, answers jsonb, note text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.kiosk_try := aftercare.kiosk_entry(entry);
begin
  if not coalesce(t.fits, false) or not exists (
       select from aftercare.follow_up f where f.id = survey and f.work_order_id = t.work_order_id
         and f.occasion in ('hand_over', 'visit')) then
    perform aftercare.refuse('gone_record');
  end if;
  perform aftercare.follow_up_take(survey, answers, note);
end $$;

-- Published articles as customers may read them, those about what was typed or chosen (public_topics); without words the
-- newest. Staff's own answers are no way to find one: what hits is looked for again in the customer's words.
drop function if exists aftercare.public_articles(tsquery, int);
create or replace function aftercare.public_articles(words tsquery, cap int, topic text default null,
  symptom text default null, model uuid default null)
returns table (id uuid, number text, question text, question_en text, answer text, answer_en text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  if not exists (select from aftercare.guest_who() w where not w.must_change_password) then
    raise exception using errcode = '42501', message = 'guests of this database ask this';
  end if;
  cap := least(greatest(cap, 1), 50) + 1;
  if words is null or numnode(words) = 0 then
    return query
      select a.id, a.number, a.question, a.question_en, a.customer_answer, a.customer_answer_en
      from aftercare.article a
      where a.state = 'published' and (a.customer_answer <> '' or a.customer_answer_en <> '')
        and (topic is null or a.category = topic) and (symptom is null or symptom = any (a.symptoms))
        and (model is null or model = any (a.model_ids))
      order by a.updated_at desc, a.id limit cap;
  else
    return query
      select a.id, a.number, a.question, a.question_en, a.customer_answer, a.customer_answer_en
      from (select x.id, x.number, x.question, x.question_en, x.customer_answer, x.customer_answer_en, x.updated_at
            from aftercare.article x
            where x.search @@ words and x.state = 'published'
              and (x.customer_answer <> '' or x.customer_answer_en <> '')
              and (topic is null or x.category = topic) and (symptom is null or symptom = any (x.symptoms))
              and (model is null or model = any (x.model_ids)) limit 2000) a
      where aftercare.search_tokens(concat_ws(' ', a.number, a.question, a.question_en, a.customer_answer,
                                              a.customer_answer_en)) @@ words
      order by aftercare.search_tokens(concat_ws(' ', a.question, a.question_en)) @@ words desc, a.updated_at desc, a.id
      limit cap;
  end if;
end $$;

-- What can be touched instead of typed: topics, faults and models of which published answers for customers tell, each
-- with how many. kind: topic, symptom or model; code: what public_articles takes.
create or replace function aftercare.public_topics()
returns table (kind text, code text, name text, name_en text, n int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  if not exists (select from aftercare.guest_who() w where not w.must_change_password) then
    raise exception using errcode = '42501', message = 'guests of this database ask this';
  end if;
  return query
    with told as materialized (
      select a.category, a.symptoms, a.model_ids from aftercare.article a
      where a.state = 'published' and (a.customer_answer <> '' or a.customer_answer_en <> '')
      order by a.updated_at desc limit 5000
    )
    (select 'topic', c.code, c.name, c.name_en, count(*)::int
     from told t join aftercare.code_item c on c.list = 'problem_category' and c.code = t.category
     group by c.code, c.name, c.name_en, c.position order by c.position, c.code limit 60)
    union all
    (select 'symptom', c.code, c.name, c.name_en, count(*)::int
     from told t cross join unnest(t.symptoms) s(code)
     join aftercare.code_item c on c.list = 'symptom' and c.code = s.code
     group by c.code, c.name, c.name_en, c.position order by c.position, c.code limit 60)
    union all
    (select 'model', m.id::text, aftercare.model_title(m.brand, m.name),
            case when m.name_en = '' then '' else aftercare.model_title(m.brand, m.name, m.name_en, true) end, count(*)::int
     from told t cross join unnest(t.model_ids) i(id)
     join aftercare.product_model m on m.id = i.id
     group by m.id, m.brand, m.name, m.name_en order by m.brand, m.name, m.id limit 200);
end $$;

-- The house's products that it shows to customers (NET-02), with what stands on their card; of software the newest version
-- that came out, and the first picture as small as it is shown. One that waits for review or lies in the archive is shown to
-- nobody, whatever it is marked.
drop function if exists aftercare.public_products();
create or replace function aftercare.public_products()
returns table (id uuid, brand text, model text, model_en text, model_no text, category text, category_en text, pitch text,
               pitch_en text, retail_price numeric, warranty_months int, newest text, picture bytea)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  if not exists (select from aftercare.guest_who() w where not w.must_change_password) then
    raise exception using errcode = '42501', message = 'guests of this database ask this';
  end if;
  return query
    select m.id, m.brand, m.name, m.name_en, m.model_no, coalesce(c.name, ''), coalesce(c.name_en, ''), m.pitch, m.pitch_en,
           m.retail_price, m.warranty_months,
           case when m.software then coalesce((
             select v.name from aftercare.product_version v
             where v.product_model_id = m.id and v.archived_at is null and v.released_on <= clock_timestamp()::date
             order by v.released_on desc, v.id desc limit 1), '') else '' end,
           (select a.thumbnail from aftercare.attachment a
            where a.product_model_id = m.id and a.withdrawn_at is null order by a.created_at, a.id limit 1)
    from aftercare.product_model m
    left join aftercare.product_category c on c.id = m.category_id and c.archived_at is null
    where m.shown and m.archived_at is null and not m.needs_review
    order by c.position nulls last, c.name, m.brand, m.name, m.id limit 300;
end $$;

grant execute on function aftercare.guest_who() to aftercare_kiosk, aftercare_customer, aftercare_accounts;
grant execute on function aftercare.public_articles(tsquery, int, text, text, uuid), aftercare.public_topics(),
  aftercare.public_products() to aftercare_kiosk, aftercare_customer;
grant execute on function aftercare.kiosk_ask(text, text), aftercare.kiosk_read(uuid),
  aftercare.kiosk_answer(uuid, uuid, jsonb, text) to aftercare_kiosk;

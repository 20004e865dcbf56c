-- owner: aftercare_workflow
-- What is done for somebody who complained: offered within one's limit, above it signed by a second person, and done
-- only when the document that proves it is there.

-- How serious a complaint is at least: the harm, one step more where it happens again or the public looks on.
create or replace function aftercare.complaint_severity(harm text, repeated boolean, exposed boolean)
returns int
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select least(5, case harm when 'health' then 4 when 'data' then 3 when 'money' then 2 else 1 end
    + case when repeated then 1 else 0 end + case when exposed then 1 else 0 end)
$$;

-- BEFORE INSERT OR UPDATE: nobody makes a complaint smaller than its facts, or answers it later than the authority wants
-- to hear of it: by the end of that day at the store.
create or replace function aftercare.complaint_weigh()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  new.severity := greatest(new.severity, aftercare.complaint_severity(new.harm, new.repeated, new.exposed));
  if new.regulator_due_on is not null and new.state not in ('answered', 'accepted', 'closed') then
    new.answer_due_at := least(new.answer_due_at,
      (new.regulator_due_on + 1)::timestamp at time zone aftercare.zone_of(new.store_id));
  end if;
  return new;
end $$;

-- Up to which amount one may offer a remedy alone.
create or replace function aftercare.remedy_limit(roles text[])
returns numeric
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when 'manager' = any (roles) then aftercare.parameter_value('remedy_limit_manager', '1000')
    when 'agent' = any (roles) then aftercare.parameter_value('remedy_limit_agent', '200')
    else '0' end::numeric
$$;

-- The complaint behind a remedy, locked; refuses those who have no part in it and complaints that are closed.
create or replace function aftercare.remedy_complaint(wanted uuid)
returns aftercare.complaint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c aftercare.complaint;
begin
  select x.* into c from aftercare.complaint x where x.id = wanted for no key update;
  if c.id is null or not aftercare.complaint_roles(c) && array['agent', 'manager', 'admin'] then
    perform aftercare.refuse('gone_record');
  end if;
  if c.state = 'closed' then perform aftercare.refuse('complaint_closed'); end if;
  return c;
end $$;

create or replace function aftercare.remedy_told(c aftercare.complaint, r aftercare.complaint_remedy, comment text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.complaint x set state = x.state where x.id = c.id;
  perform aftercare.complaint_record(c, 'remedy_' || r.state, c.state, c.state, comment,
    jsonb_strip_nulls(jsonb_build_object('remedy_id', r.id, 'kind', r.kind, 'amount', r.amount,
                                         'work_order_id', r.work_order_id, 'payment_id', r.payment_id)));
  return jsonb_build_object('version', r.version, 'state', r.state);
end $$;

-- Offers a remedy: approved at once where all that was offered alone for this complaint, and in 30 days for others of
-- the same customer or order, stays within the limit of who offers it, else it waits for a second signature. Neither
-- three small ones nor three complaints are a way around it.
create or replace function aftercare.remedy_propose(remedy_id uuid, complaint_id uuid, kind text, amount numeric,
  note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  c := aftercare.remedy_complaint(complaint_id);
  if not aftercare.complaint_roles(c) && array['agent', 'manager'] then
    raise exception using errcode = '42501', message = 'remedies are offered by the desk';
  end if;
  if kind in ('refund', 'part_refund', 'voucher', 'gift', 'compensation') then
    if amount is null or not amount > 0 then perform aftercare.refuse('remedy_amount_missing', 'amount'); end if;
  else
    amount := null;
  end if;
  if kind in ('refund', 'part_refund') and c.work_order_id is null then
    perform aftercare.refuse('remedy_without_order', 'kind');
  end if;
  -- one after the other, also for two complaints of one customer at this moment
  perform from aftercare.customer x where x.id = c.customer_id for no key update;
  if length(coalesce(note, '')) > 2000 then perform aftercare.refuse('too_long', 'note'); end if;
  insert into aftercare.complaint_remedy (id, complaint_id, kind, amount, note, state, second, decided_by, decided_at)
  select remedy_id, c.id, kind, round(amount, 2), coalesce(note, ''),
         case when x.alone then 'approved' else 'proposed' end, not x.alone,
         case when x.alone then aftercare.login_name() end, case when x.alone then clock_timestamp() end
  from (select coalesce(amount, 0) = 0 or amount + coalesce(sum(y.amount), 0)
                 <= aftercare.remedy_limit(aftercare.complaint_roles(c)) as alone
        from (select c.id
              union select k.id from aftercare.complaint k where k.customer_id = c.customer_id
              union select k.id from aftercare.complaint k where k.work_order_id = c.work_order_id) k (id)
        join aftercare.complaint_remedy y on y.complaint_id = k.id and y.state in ('approved', 'done') and not y.second
        where k.id = c.id or y.created_at > clock_timestamp() - interval '30 days') x
  returning * into r;
  return aftercare.keep_result(request_id, aftercare.remedy_told(c, r, coalesce(note, '')));
end $$;

-- A remedy as somebody saw it, locked after its complaint; refuses those who have no part in it.
create or replace function aftercare.remedy_locked(wanted uuid, seen_version int)
returns aftercare.complaint_remedy
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  r aftercare.complaint_remedy;
begin
  perform aftercare.remedy_complaint((select x.complaint_id from aftercare.complaint_remedy x where x.id = wanted));
  select x.* into r from aftercare.complaint_remedy x where x.id = wanted for no key update;
  if r.id is null then perform aftercare.refuse('gone_record'); end if;
  if r.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  return r;
end $$;

-- The second signature, or a refusal: by a manager or an administrator who did not offer it himself.
create or replace function aftercare.remedy_decide(remedy_id uuid, seen_version int, approve boolean, note text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  -- the same asked for twice at the same moment: the second waits for the complaint here
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.complaint_remedy y where y.id = remedy_id) for no key update;
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  r := aftercare.remedy_locked(remedy_id, seen_version);
  select x.* into c from aftercare.complaint x where x.id = r.complaint_id;
  if r.state <> 'proposed' then perform aftercare.refuse('remedy_not_waiting'); end if;
  if not aftercare.complaint_roles(c) && array['manager', 'admin'] then
    raise exception using errcode = '42501', message = 'the second signature is a manager''s';
  end if;
  if r.created_by = aftercare.login_name() then perform aftercare.refuse('remedy_own'); end if;
  if not approve and btrim(coalesce(note, '')) = '' then
    perform aftercare.refuse('step_lacks', 'note', jsonb_build_object('lacks', array['comment']));
  end if;
  update aftercare.complaint_remedy x set state = case when approve then 'approved' else 'refused' end,
      decided_by = aftercare.login_name(), decided_at = clock_timestamp(), decision_note = coalesce(note, '')
    where x.id = r.id returning * into r;
  return aftercare.keep_result(request_id, aftercare.remedy_told(c, r, coalesce(note, '')));
end $$;

create or replace function aftercare.remedy_withdraw(remedy_id uuid, seen_version int, note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  -- the same asked for twice at the same moment: the second waits for the complaint here
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.complaint_remedy y where y.id = remedy_id) for no key update;
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  r := aftercare.remedy_locked(remedy_id, seen_version);
  select x.* into c from aftercare.complaint x where x.id = r.complaint_id;
  if r.state not in ('proposed', 'approved') then perform aftercare.refuse('remedy_not_waiting'); end if;
  if r.created_by <> aftercare.login_name() and not 'manager' = any (aftercare.complaint_roles(c)) then
    raise exception using errcode = '42501', message = 'it is withdrawn by who offered it or a manager';
  end if;
  update aftercare.complaint_remedy x set state = 'withdrawn', decision_note = coalesce(note, '')
    where x.id = r.id returning * into r;
  return aftercare.keep_result(request_id, aftercare.remedy_told(c, r, coalesce(note, '')));
end $$;

-- The documents that may prove a remedy: orders of the same device taken in again since, refunds of that amount.
create or replace function aftercare.remedy_papers(r aftercare.complaint_remedy, c aftercare.complaint)
returns table (kind text, id uuid, number text, at timestamptz)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select 'work_order', o.id, o.number, o.opened_at
  from aftercare.work_order o
  left join aftercare.work_order was on was.id = c.work_order_id
  where r.kind = 'rework' and o.opened_at >= r.created_at - interval '1 day' and o.id is distinct from c.work_order_id
    and (o.rework_of = c.work_order_id or o.device_id = was.device_id
         or c.work_order_id is null and o.customer_id = c.customer_id)
    and not exists (select from aftercare.complaint_remedy x where x.work_order_id = o.id)
  union all
  select 'payment', p.id, p.receipt_number, p.at
  from aftercare.payment p
  where r.kind in ('refund', 'part_refund') and p.work_order_id = c.work_order_id and p.kind = 'refund'
    and -p.amount = r.amount and p.at >= r.created_at - interval '1 day'
    and not exists (select from aftercare.payment x where x.corrects_id = p.id)
    and not exists (select from aftercare.complaint_remedy x where x.payment_id = p.id)
  order by 4 desc
  limit 50
$$;

create or replace function aftercare.remedy_documents(remedy_id uuid)
returns table (kind text, id uuid, number text, at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
begin
  select x.* into r from aftercare.complaint_remedy x where x.id = remedy_id;
  select x.* into c from aftercare.complaint x where x.id = r.complaint_id;
  if c.id is null or cardinality(aftercare.complaint_roles(c)) = 0 then return; end if;
  return query select p.* from aftercare.remedy_papers(r, c) p;
end $$;

-- Done: with its document where the kind has one, with a note of what was given where it has none. A voucher is issued
-- here, under the id that `document` brings.
create or replace function aftercare.remedy_finish(remedy_id uuid, seen_version int, document uuid, note text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  -- the same asked for twice at the same moment: the second waits for the complaint here
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.complaint_remedy y where y.id = remedy_id) for no key update;
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  r := aftercare.remedy_locked(remedy_id, seen_version);
  select x.* into c from aftercare.complaint x where x.id = r.complaint_id;
  if r.state <> 'approved' then perform aftercare.refuse('remedy_not_approved'); end if;
  if r.kind in ('rework', 'refund', 'part_refund') then
    if not exists (select from aftercare.remedy_papers(r, c) p where p.id = document) then
      perform aftercare.refuse('remedy_document_missing', 'document');
    end if;
  elsif r.kind = 'voucher' then
    perform aftercare.voucher_issue(document, r, c);
  elsif r.kind = 'exchange' then
    -- only exchange_make knows both devices
    perform aftercare.refuse('remedy_exchange_first', 'document');
  elsif btrim(coalesce(note, '')) = '' then
    perform aftercare.refuse('step_lacks', 'note', jsonb_build_object('lacks', array['comment']));
  end if;
  update aftercare.complaint_remedy x set state = 'done', done_at = clock_timestamp(),
      work_order_id = case when r.kind = 'rework' then document end,
      payment_id = case when r.kind in ('refund', 'part_refund') then document end,
      decision_note = coalesce(nullif(btrim(note), ''), x.decision_note)
    where x.id = r.id returning * into r;
  return aftercare.keep_result(request_id, aftercare.remedy_told(c, r, coalesce(note, '')));
end $$;

grant execute on function aftercare.complaint_weigh() to aftercare_owner;
grant execute on function aftercare.complaint_severity(text, boolean, boolean) to aftercare_staff;
grant execute on function aftercare.remedy_propose(uuid, uuid, text, numeric, text, uuid),
  aftercare.remedy_finish(uuid, int, uuid, text, uuid) to aftercare_agent, aftercare_manager;
grant execute on function aftercare.remedy_decide(uuid, int, boolean, text, uuid),
  aftercare.remedy_withdraw(uuid, int, text, uuid), aftercare.remedy_documents(uuid)
  to aftercare_agent, aftercare_manager, aftercare_admin;

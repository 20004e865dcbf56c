-- owner: aftercare_workflow
-- Guards: guard_<name>(order, payload) returns null, or what is lacking as [{code, field, values, asked}].
-- asked: a field of the step's own dialog, so that the button may be offered although it is empty yet.

create or replace function aftercare.lack(code text, field text default null, vals jsonb default '{}',
                                          asked boolean default false)
returns jsonb
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_array(jsonb_build_object('code', code, 'field', field, 'values', vals, 'asked', asked));
end $$;

create or replace function aftercare.says(payload jsonb, field text)
returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return not aftercare.is_blank(payload ->> field);
end $$;

create or replace function aftercare.in_code_list(list_name text, wanted text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select exists (select from aftercare.code_item c where c.list = list_name and c.code = wanted and c.active));
end $$;

create or replace function aftercare.guard_technician(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  who uuid := nullif(payload ->> 'technician_id', '')::uuid;
begin
  if who is null then return aftercare.lack('technician_missing', 'technician_id', '{}', true); end if;
  if not exists (
    select from aftercare.staff s join aftercare.staff_store d on d.staff_id = s.id and d.until is null
    where s.id = who and s.active and d.store_id in (o.store_id, o.handling_store_id)
      and 'technician' = any (aftercare.roles_of(s.login))) then
    return aftercare.lack('technician_elsewhere', 'technician_id', '{}', true);
  end if;
  return null;
end $$;

create or replace function aftercare.guard_reason(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when not aftercare.says(payload, 'comment')
    then aftercare.lack('reason_missing', 'comment', '{}', true) end;
end $$;

create or replace function aftercare.guard_cancel_reason(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when not aftercare.in_code_list('cancel_reason', payload ->> 'reason_code')
    then aftercare.lack('cancel_reason_missing', 'reason_code', '{}', true) end;
end $$;

create or replace function aftercare.guard_barrier(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when not aftercare.in_code_list('barrier', payload ->> 'barrier_code')
    then aftercare.lack('barrier_missing', 'barrier_code', '{}', true) end;
end $$;

create or replace function aftercare.guard_outcome(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when payload ->> 'outcome' in ('repaired', 'no_fault') then null
    else aftercare.lack('outcome_missing', 'outcome', '{}', true) end;
end $$;

-- Fault, cause and remedy coded.
create or replace function aftercare.guard_diagnosis(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select jsonb_agg(x -> 0) from unnest(array[
    case when o.fault_code is null then aftercare.lack('fault_missing', 'fault_code') end,
    case when o.cause_code is null then aftercare.lack('cause_missing', 'cause_code') end,
    case when o.remedy_code is null then aftercare.lack('remedy_missing', 'remedy_code') end]) x
  where x is not null);
end $$;

create or replace function aftercare.guard_tested(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when o.test_passed is null then aftercare.lack('test_missing', 'test_passed')
              when not o.test_passed then aftercare.lack('test_failed', 'test_passed') end;
end $$;

-- 未完料 blocks 完工审查: every part asked for is used or dropped.
create or replace function aftercare.guard_parts_settled(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select case when count(*) > 0
    then aftercare.lack('parts_open', 'lines', jsonb_build_object('parts', string_agg(l.name, ', ' order by l.position)))
    end
  from aftercare.work_order_line l
  where l.work_order_id = o.id and l.kind = 'part' and l.state in ('proposed', 'planned'));
end $$;

-- Completing a repair takes what was planned as used (count_lines below says how); what a technician only proposed
-- was never agreed to by anybody. Where nothing was repaired each part is said to be used or not.
create or replace function aftercare.guard_parts_known(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if payload ->> 'outcome' is distinct from 'repaired' and payload ->> 'outcome' is not null then
    return aftercare.guard_parts_settled(o, payload);
  end if;
  return (select case when count(*) > 0
    then aftercare.lack('parts_open', 'lines', jsonb_build_object('parts', string_agg(l.name, ', ' order by l.position)))
    end
  from aftercare.work_order_line l
  where l.work_order_id = o.id and l.kind = 'part' and l.state = 'proposed');
end $$;

-- Every line the customer is to pay has a price.
create or replace function aftercare.guard_priced(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select case when count(*) > 0
    then aftercare.lack('lines_unpriced', 'lines', jsonb_build_object('lines', string_agg(l.name, ', ' order by l.position)))
    end
  from aftercare.work_order_line l
  where l.work_order_id = o.id and l.payer = 'customer' and l.unit_price is null
    and (l.state = 'used' or l.state <> 'dropped' and o.work_state not in ('failed', 'cancelled')));
end $$;

create or replace function aftercare.guard_quote_open(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select case when not exists (select from aftercare.quote q where q.work_order_id = o.id and q.state = 'open')
    then aftercare.lack('quote_missing', 'quote') end);
end $$;

-- Quotes over the company's limit are the manager's.
create or replace function aftercare.guard_quote_approved(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select aftercare.lack('quote_needs_manager', 'quote', jsonb_build_object('amount', q.amount))
  from aftercare.quote q
  where q.work_order_id = o.id and q.state = 'open' and q.approved_at is null
    and q.amount > aftercare.parameter_value('quote_approval_limit', '5000')::numeric
    and not aftercare.may_act_on(o, 'manager', '')
  limit 1);
end $$;

create or replace function aftercare.guard_consent(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select case when coalesce((
      select q.state from aftercare.quote q where q.work_order_id = o.id order by q.version_no desc limit 1), '')
      <> 'accepted'
    then aftercare.lack('consent_missing', 'consent') end);
end $$;

create or replace function aftercare.guard_refusal(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select case when coalesce((
      select c.answer from aftercare.consent c where c.work_order_id = o.id order by c.at desc limit 1), '')
      <> 'no'
    then aftercare.lack('refusal_missing', 'consent') end);
end $$;

-- What the customer agreed to pay at most: his last yes, else the estimate on the slip, with the company's margin.
create or replace function aftercare.agreed_amount(o aftercare.work_order)
returns numeric
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(
    (select c.amount from aftercare.consent c where c.work_order_id = o.id and c.answer = 'yes'
     order by c.at desc limit 1),
    o.estimate, 0) + aftercare.parameter_value('quote_limit', '0')::numeric);
end $$;

create or replace function aftercare.guard_agreed(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  charged numeric := (
    select coalesce(sum(l.amount), 0) from aftercare.work_order_line l
    where l.work_order_id = o.id and l.state <> 'dropped' and l.payer = 'customer');
  agreed numeric := aftercare.agreed_amount(o);
begin
  if charged <= agreed then return null; end if;
  return aftercare.lack('over_agreed', 'consent', jsonb_build_object('charged', charged, 'agreed', agreed));
end $$;

create or replace function aftercare.guard_device_here(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when o.custody_state in ('at_store', 'with_technician', 'ready_shelf', 'back_at_store')
      or o.custody_state = 'with_customer' and o.kind in ('on_site', 'installation', 'maintenance', 'inspection')
    then null else aftercare.lack('device_not_here', 'custody_state', jsonb_build_object('state', o.custody_state)) end;
end $$;

-- Somebody showed that the device is his: by signature, by the slip's code, or, collecting for another, by an ID
-- that was looked at; or it went to him as a parcel. In a pre-sale defect the store itself is the customer.
create or replace function aftercare.guard_collector(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  how text := coalesce(payload ->> 'collected_how', '');
begin
  if o.sale_stage = 'pre_sale' then return null; end if;
  if coalesce((payload ->> 'by_other')::boolean, false) then
    return (select jsonb_agg(x -> 0) from unnest(array[
      case when not aftercare.says(payload, 'collected_by')
        then aftercare.lack('collector_name_missing', 'collected_by', '{}', true) end,
      case when not aftercare.says(payload, 'id_note')
        then aftercare.lack('id_note_missing', 'id_note', '{}', true) end]) x where x is not null);
  end if;
  if how = 'signature' then
    if not exists (select from aftercare.attachment a where a.work_order_id = o.id and a.kind = 'signature_out'
                   and a.withdrawn_at is null) and not coalesce((payload ->> 'on_paper')::boolean, false) then
      return aftercare.lack('signature_missing', 'collected_how', '{}', true);
    end if;
  elsif how = 'code' then
    if coalesce(payload ->> 'pickup_code', '') <> o.pickup_code or o.pickup_code = '' then
      return aftercare.lack('pickup_code_wrong', 'pickup_code', '{}', true);
    end if;
  elsif how = 'id_note' then
    if not aftercare.says(payload, 'id_note') then
      return aftercare.lack('id_note_missing', 'id_note', '{}', true);
    end if;
  elsif how = 'shipped' then
    if not exists (select from aftercare.shipment h where h.work_order_id = o.id and h.direction = 'to_customer'
                   and h.state <> 'lost') then
      return aftercare.lack('shipment_missing', 'collected_how', '{}', true);
    end if;
  else
    return aftercare.lack('collector_missing', 'collected_how', '{}', true);
  end if;
  return null;
end $$;

create or replace function aftercare.guard_paid(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  balance numeric := o.due - o.paid - coalesce(o.written_off, 0);
begin
  if balance > 0 then
    return aftercare.lack('balance_open', 'payment', jsonb_build_object('amount', balance));
  elsif balance < 0 then
    return aftercare.lack('refund_open', 'payment', jsonb_build_object('amount', -balance));
  end if;
  return null;
end $$;

create or replace function aftercare.guard_balance(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when o.due - o.paid - coalesce(o.written_off, 0) <= 0
    then aftercare.lack('nothing_owed', 'payment') end;
end $$;

-- Nothing is disposed of before the customer was told and the term is over (Civil Code 453: sixty days at least).
create or replace function aftercare.guard_unclaimed(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  days int := aftercare.parameter_value('unclaimed_days', '60')::int;
begin
  if o.told_at is null then return aftercare.lack('not_told', 'told_at'); end if;
  if o.told_at > clock_timestamp() - make_interval(days => days) then
    return aftercare.lack('unclaimed_too_short', 'told_at', jsonb_build_object('days', days));
  end if;
  return null;
end $$;

create or replace function aftercare.guard_depot(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select case when not exists (
      select from aftercare.store s
      where s.id = nullif(payload ->> 'handling_store_id', '')::uuid and s.id <> o.store_id and s.archived_at is null)
    then aftercare.lack('depot_missing', 'handling_store_id', '{}', true) end);
end $$;

create or replace function aftercare.guard_shelf(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when not aftercare.says(payload, 'shelf')
    then aftercare.lack('shelf_missing', 'shelf', '{}', true) end;
end $$;

-- The arrival at the store that sent it: nobody else can say that it is there.
create or replace function aftercare.guard_own_store(o aftercare.work_order, payload jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when o.store_id = any (aftercare.my_visible_store_ids()) then null
    else aftercare.lack('only_owning_store') end;
end $$;

-- owner: aftercare_workflow
-- Contractors: companies on file as customers of the class 'contractor' that do work on site for an agreed price, and
-- are paid only for what is done and shown on photos (CSD-09).

create or replace function aftercare.is_contractor(company uuid)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from aftercare.customer c
    where c.id = company and c.archived_at is null and exists (
      select from aftercare.customer_class k
      where k.customer_id = c.id and k.code = 'nature.contractor' and k.until is null));
end $$;

-- The visit as a contractor will make it. payload: contractor_id, planned_from, planned_until, agreed_price.
create or replace function aftercare.visit_contracted(v aftercare.visit, payload jsonb)
returns aftercare.visit
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  company uuid := coalesce(nullif(payload ->> 'contractor_id', '')::uuid, v.contractor_id);
  from_at timestamptz := coalesce(nullif(payload ->> 'planned_from', '')::timestamptz, v.planned_from);
  until_at timestamptz := coalesce(nullif(payload ->> 'planned_until', '')::timestamptz,
                                   from_at + make_interval(mins => v.minutes));
begin
  if not aftercare.is_contractor(company) then perform aftercare.refuse('visit_not_contractor', 'contractor_id'); end if;
  if until_at <= from_at then perform aftercare.refuse('visit_ends_early', 'planned_until'); end if;
  if until_at > from_at + interval '1440 minutes' then perform aftercare.refuse('visit_too_long', 'planned_until'); end if;
  if from_at < clock_timestamp() - interval '1 day' or from_at > clock_timestamp() + interval '2 years' then
    perform aftercare.refuse('visit_time_impossible', 'planned_from');
  end if;
  -- what was agreed with one company binds no other
  v.agreed_price := aftercare.settlement_amount(coalesce(payload ->> 'agreed_price',
    case when company = v.contractor_id then v.agreed_price::text end), 'agreed_price');
  v.contractor_id := company;
  v.technician_id := null;
  v.planned_from := from_at;
  v.planned_until := until_at;
  v.planned_on := aftercare.store_date(v.store_id, from_at);
  v.override_reason := '';
  return v;
end $$;

-- What was typed as an amount in CNY; null for nothing.
create or replace function aftercare.settlement_amount(typed text, field text)
returns numeric
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(typed, '') = '' then return null; end if;
  if typed !~ '^[0-9]{1,9}(\.[0-9]{1,2})?$' then perform aftercare.refuse('settlement_amount_wrong', field); end if;
  return typed::numeric;
end $$;

-- The visit, locked, for those who pay contractors: finance, and whoever answers for the store.
drop function if exists aftercare.visit_of_payer(uuid, int);
create or replace function aftercare.visit_of_payer(visit_id uuid)
returns aftercare.visit
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v aftercare.visit := aftercare.lock_visit(visit_id);
begin
  if not (aftercare.i_am('finance') or v.store_id = any (aftercare.my_managed_store_ids())) is true then
    raise exception using errcode = '42501', message = 'finance and managers settle with contractors';
  end if;
  if v.contractor_id is null then perform aftercare.refuse('visit_no_contractor'); end if;
  return v;
end $$;

-- Pays a contractor for a visit: it is done, and a photo shows the finished work. More than was agreed needs a comment.
create or replace function aftercare.visit_settle(visit_id uuid, seen_version int, amount numeric, reference text,
                                                  comment text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  v aftercare.visit;
  paid numeric;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  v := aftercare.visit_of_payer(visit_id);
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if v.settled_at is not null then perform aftercare.refuse('visit_is_settled'); end if;
  if v.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if v.state not in ('finished', 'closed') then perform aftercare.refuse('visit_not_done'); end if;
  if not exists (select from aftercare.attachment a
                 where a.visit_id = v.id and a.kind = 'photo_out' and a.withdrawn_at is null) then
    perform aftercare.refuse('visit_no_photo_after');
  end if;
  paid := aftercare.settlement_amount(amount::text, 'amount');
  if paid is null then perform aftercare.refuse('settlement_amount_wrong', 'amount'); end if;
  if aftercare.is_blank(reference) then perform aftercare.refuse('settlement_no_missing', 'reference'); end if;
  if length(reference) > 80 then perform aftercare.refuse('too_long', 'reference'); end if;
  perform aftercare.check_note(coalesce(comment, ''));
  if paid > v.agreed_price and aftercare.is_blank(comment) then
    perform aftercare.refuse('settlement_above_price', 'comment');
  end if;
  update aftercare.visit x set settled_at = clock_timestamp(), settled_by_id = aftercare.my_staff_id(),
      settled_amount = paid, settlement_no = btrim(reference)
    where x.id = v.id returning x.version into v.version;
  perform aftercare.visit_record(v, 'settle', v.state, v.state, coalesce(comment, ''),
    jsonb_build_object('amount', paid, 'reference', btrim(reference)));
  return aftercare.keep_result(request_id, jsonb_build_object('id', v.id, 'version', v.version));
end $$;

-- A settlement was a mistake: the visit is to be settled again; the trace keeps both.
create or replace function aftercare.visit_unsettle(visit_id uuid, seen_version int, comment text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  v aftercare.visit;
  was jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  v := aftercare.visit_of_payer(visit_id);
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if v.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if v.settled_at is null then perform aftercare.refuse('visit_not_settled'); end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('reason_missing', 'comment'); end if;
  perform aftercare.check_note(comment);
  was := jsonb_build_object('amount', v.settled_amount, 'reference', v.settlement_no);
  update aftercare.visit x set settled_at = null, settled_by_id = null, settled_amount = null, settlement_no = ''
    where x.id = v.id returning x.version into v.version;
  perform aftercare.visit_record(v, 'unsettle', v.state, v.state, comment, was);
  return aftercare.keep_result(request_id, jsonb_build_object('id', v.id, 'version', v.version));
end $$;

-- BEFORE UPDATE of withdrawn_at on attachment: the last photo that a settlement rests on stays.
create or replace function aftercare.keep_settled_photo()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from aftercare.visit v where v.id = new.visit_id and v.settled_at is not null)
     and not exists (select from aftercare.attachment a
                     where a.visit_id = new.visit_id and a.kind = 'photo_out' and a.withdrawn_at is null
                       and a.id <> new.id) then
    perform aftercare.refuse('visit_is_settled');
  end if;
  return new;
end $$;

grant execute on function aftercare.keep_settled_photo() to aftercare_owner;
grant execute on function aftercare.visit_settle(uuid, int, numeric, text, text, uuid),
  aftercare.visit_unsettle(uuid, int, text, uuid) to aftercare_finance, aftercare_manager;

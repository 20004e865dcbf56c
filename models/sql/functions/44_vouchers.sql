-- owner: aftercare_workflow
-- Vouchers: issued as a remedy, paid with once, valid again when that payment was taken back.

create or replace function aftercare.voucher_issue(voucher_id uuid, r aftercare.complaint_remedy, c aftercare.complaint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  today date := aftercare.store_date(c.store_id);
begin
  if voucher_id is null then perform aftercare.refuse('remedy_document_missing', 'document'); end if;
  insert into aftercare.voucher (id, number, amount, valid_until, store_id, customer_id, remedy_id)
    values (voucher_id,
      aftercare.desk_number('G', today, nextval('aftercare.voucher_number_seq')) || '-'
        || upper(right(replace(gen_random_uuid()::text, '-', ''), 6)),
      r.amount, today + aftercare.parameter_value('voucher_days', '365')::int, c.store_id, c.customer_id, r.id);
end $$;

-- Whether this voucher pays that amount on that day; locks it, so that two tills do not take it at once.
create or replace function aftercare.voucher_check(typed text, amount numeric, day date)
returns aftercare.voucher
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v aftercare.voucher;
begin
  select x.* into v from aftercare.voucher x where x.number = upper(btrim(typed)) collate "C" for no key update;
  if v.id is null then perform aftercare.refuse('voucher_unknown', 'reference'); end if;
  if v.state = 'redeemed' then perform aftercare.refuse('voucher_redeemed', 'reference'); end if;
  if v.state = 'void' then perform aftercare.refuse('voucher_void', 'reference'); end if;
  if v.valid_until < day then
    perform aftercare.refuse('voucher_expired', 'reference', jsonb_build_object('day', v.valid_until));
  end if;
  if amount > v.amount then
    perform aftercare.refuse('voucher_too_small', 'amount', jsonb_build_object('amount', v.amount));
  end if;
  return v;
end $$;

-- The payment is there: the voucher is used up, also where it was worth more.
create or replace function aftercare.voucher_redeem(typed text, paid_with uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.voucher x set state = 'redeemed', payment_id = paid_with, redeemed_at = clock_timestamp()
    where x.number = upper(btrim(typed)) collate "C" and x.state = 'issued';
  if not found then perform aftercare.refuse('voucher_redeemed', 'reference'); end if;
end $$;

create or replace function aftercare.voucher_give_back(paid_with uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.voucher x set state = 'issued', payment_id = null, redeemed_at = null where x.payment_id = paid_with;
end $$;

-- Lost, or issued by mistake: it is not taken any more. The manager's, with the reason.
create or replace function aftercare.voucher_void(voucher_id uuid, seen_version int, note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  v aftercare.voucher;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into v from aftercare.voucher x where x.id = voucher_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  select x.* into c from aftercare.complaint x
    join aftercare.complaint_remedy r on r.complaint_id = x.id where r.id = v.remedy_id;
  if c.id is null or not 'manager' = any (aftercare.complaint_roles(c)) then
    perform aftercare.refuse('gone_record');
  end if;
  if v.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if v.state = 'redeemed' then perform aftercare.refuse('voucher_redeemed'); end if;
  if v.state = 'void' then perform aftercare.refuse('voucher_void'); end if;
  if aftercare.is_blank(note) then perform aftercare.refuse('reason_missing', 'note'); end if;
  update aftercare.voucher x set state = 'void', voided_at = clock_timestamp(), voided_by = aftercare.login_name(),
      void_note = note
    where x.id = v.id returning * into v;
  update aftercare.complaint x set state = x.state where x.id = c.id;
  perform aftercare.complaint_record(c, 'voucher_void', c.state, c.state, note,
    jsonb_build_object('number', v.number, 'kind', 'voucher', 'amount', v.amount));
  return aftercare.keep_result(request_id, jsonb_build_object('version', v.version, 'state', v.state));
end $$;

-- The complaint a voucher was given for, to whoever sees the complaint; the till's auditors see vouchers of all.
create or replace function aftercare.voucher_case(voucher_id uuid)
returns table (complaint_id uuid, number text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
begin
  select x.* into c from aftercare.voucher v
    join aftercare.complaint_remedy r on r.id = v.remedy_id
    join aftercare.complaint x on x.id = r.complaint_id
    where v.id = voucher_id;
  if c.id is null or not (cardinality(aftercare.complaint_roles(c)) > 0
       or aftercare.i_am('auditor') and c.about_staff_id is distinct from aftercare.my_staff_id()) then
    return;
  end if;
  complaint_id := c.id;
  number := c.number;
  return next;
end $$;

grant execute on function aftercare.voucher_case(uuid)
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_finance, aftercare_auditor;
grant execute on function aftercare.voucher_void(uuid, int, text, uuid) to aftercare_manager;

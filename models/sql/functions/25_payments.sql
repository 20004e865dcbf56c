-- owner: aftercare_workflow
-- Money taken and given back; the order's money state follows by a trigger.

create or replace function aftercare.payment_settles()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.settle_money(new.work_order_id, case new.kind when 'payment' then 'pay' when 'prepayment' then 'prepay'
      else new.kind end,
    jsonb_build_object('amount', new.amount, 'payment_id', new.id, 'receipt_number', new.receipt_number,
                       'method', new.method, 'comment', new.comment, 'workstation', new.workstation));
  return null;
end $$;

-- The next receipt number of a store's day, without gaps: its row stays locked until COMMIT, so it is asked last.
create or replace function aftercare.next_receipt(store uuid, day date)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  number int;
begin
  insert into aftercare.receipt_counter (store_id, day, last) values (store, day, 1)
    on conflict on constraint receipt_counter_pkey do update set last = receipt_counter.last + 1
    returning last into number;
  return 'R' || (select s.code from aftercare.store s where s.id = store) || '-' || to_char(day, 'YYMMDD') || '-'
    || case when number < 1000 then lpad(number::text, 3, '0') else number::text end;
end $$;

-- The same without `kind`, as it was called once.
drop function if exists aftercare.payments_take(uuid, jsonb, numeric, text, text, uuid);

-- Money taken, or given back, in one or several ways at once, on one receipt. parts: [{id, method, amount, reference}],
-- up to 8 of them, amounts in CNY and positive, for a refund too; total: what they must add up to, so that nothing is
-- lost between the screen and the till. kind: payment, prepayment or refund, empty: by the order's state. Money before
-- the device is ready is a prepayment; afterwards nobody pays more than is due, all parts taken together.
create or replace function aftercare.payments_take(order_id uuid, parts jsonb, total numeric, comment text default '',
  workstation text default '', request_id uuid default null, kind text default '')
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  ready boolean;
  sum numeric := 0;
  amount numeric;
  balance numeric;
  part jsonb;
  first uuid;
  number text;
  day date;
  place int := 0;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'agent', 'manager', 'finance');
  if o.source = 'ords' then perform aftercare.refuse('imported_order'); end if;
  if coalesce(jsonb_typeof(parts), '') <> 'array' or jsonb_array_length(parts) not between 1 and 8 then
    perform aftercare.refuse('value_refused', 'method');
  end if;
  for part in select p from jsonb_array_elements(parts) p loop
    if jsonb_typeof(part) <> 'object' or part ->> 'id' is null or part ->> 'method' is null then
      perform aftercare.refuse('value_refused', 'method');
    end if;
    amount := (part ->> 'amount')::numeric;
    if amount is null or amount = 'NaN' or amount <= 0 or amount <> round(amount, 2) then
      perform aftercare.refuse('amount_not_positive', 'amount');
    end if;
    sum := sum + amount;
    if part ->> 'method' = 'voucher' and kind = 'refund' then
      perform aftercare.refuse('voucher_no_refund', 'method');
    elsif part ->> 'method' = 'voucher' then
      perform aftercare.voucher_check(part ->> 'reference', amount, aftercare.store_date(o.store_id));
    end if;
  end loop;
  if total is null or sum <> total then
    perform aftercare.refuse('parts_do_not_add_up', 'amount', jsonb_build_object('sum', sum, 'total', total));
  end if;
  ready := o.work_state in ('completed', 'failed', 'delivered', 'closed', 'cancelled');
  balance := o.due - o.paid - coalesce(o.written_off, 0);
  kind := coalesce(nullif(kind, ''), case when ready then 'payment' else 'prepayment' end);
  if kind not in ('payment', 'prepayment', 'refund') then
    perform aftercare.refuse('value_refused', 'kind');
  elsif kind = 'refund' then
    if sum > o.paid then perform aftercare.refuse('refund_too_high', 'amount', jsonb_build_object('paid', o.paid)); end if;
  elsif ready and sum > balance then
    perform aftercare.refuse('payment_too_high', 'amount', jsonb_build_object('balance', greatest(balance, 0)));
  elsif not ready then
    kind := 'prepayment';
  end if;
  day := aftercare.store_date(o.store_id);
  number := aftercare.next_receipt(o.store_id, day);
  for part in select p from jsonb_array_elements(parts) p loop
    place := place + 1;
    amount := (part ->> 'amount')::numeric * case kind when 'refund' then -1 else 1 end;
    insert into aftercare.payment (id, work_order_id, store_id, kind, method, amount, at, paid_on, receipt_number,
                                   by_login, workstation, reference, comment, part_of)
      values ((part ->> 'id')::uuid, o.id, o.store_id, kind, part ->> 'method', amount, clock_timestamp(), day,
              number || case when place > 1 then '/' || place else '' end, aftercare.login_name(),
              left(coalesce(workstation, ''), 80), coalesce(part ->> 'reference', ''), coalesce(comment, ''), first);
    if part ->> 'method' = 'voucher' then
      perform aftercare.voucher_redeem(part ->> 'reference', (part ->> 'id')::uuid);
    end if;
    first := coalesce(first, (part ->> 'id')::uuid);
  end loop;
  return aftercare.keep_result(request_id, jsonb_build_object('id', first, 'receipt_number', number));
end $$;

-- The same in one way.
create or replace function aftercare.payment_take(payment_id uuid, order_id uuid, kind text, method text,
  amount numeric, reference text default '', comment text default '', workstation text default '',
  request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
  return aftercare.payments_take(order_id,
    jsonb_build_array(jsonb_build_object('id', payment_id, 'method', method, 'amount', amount, 'reference', reference)),
    amount, comment, workstation, request_id, kind);
end $$;

-- Handing over: the balance is settled and the step taken together, or nothing of it. money: {parts, total, kind,
-- comment} as payments_take has them, null where none changes hands. Returns what the step left behind, and `receipt`:
-- what payments_take returned.
create or replace function aftercare.order_hand_over(order_id uuid, seen_version int, action text, money jsonb,
  payload jsonb default '{}', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  receipt jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, variadic '{}'::text[]);
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if o.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if coalesce(jsonb_typeof(money), 'null') <> 'null' then
    receipt := aftercare.payments_take(order_id, money -> 'parts', (money ->> 'total')::numeric, money ->> 'comment',
      payload ->> 'workstation', null, money ->> 'kind');
    select w.version into seen_version from aftercare.work_order w where w.id = order_id;
  end if;
  return aftercare.keep_result(request_id,
    aftercare.work_order_move(order_id, seen_version, 'work', action, payload, null)
      || jsonb_build_object('receipt', receipt));
end $$;

-- A payment that was wrong is balanced by a counter-entry with a receipt of its own, never changed.
create or replace function aftercare.payment_reverse(reversal_id uuid, payment_id uuid, comment text,
  workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  p aftercare.payment;
  number text;
  day date;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into p from aftercare.payment x where x.id = payment_id;
  o := aftercare.lock_order(p.work_order_id, 'manager', 'finance');
  if p.kind = 'reversal' then perform aftercare.refuse('reversal_of_reversal'); end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('reason_missing', 'comment'); end if;
  day := aftercare.store_date(o.store_id);
  number := aftercare.next_receipt(o.store_id, day);
  insert into aftercare.payment (id, work_order_id, store_id, kind, method, amount, at, paid_on, receipt_number,
                                 by_login, workstation, reference, comment, corrects_id)
    values (reversal_id, o.id, o.store_id, 'reversal', p.method, -p.amount, clock_timestamp(), day, number,
            aftercare.login_name(), left(workstation, 80), p.reference, comment, p.id);
  perform aftercare.voucher_give_back(p.id);
  return aftercare.keep_result(request_id, jsonb_build_object('id', reversal_id, 'receipt_number', number));
end $$;

grant execute on function
  aftercare.payment_take(uuid, uuid, text, text, numeric, text, text, text, uuid),
  aftercare.payments_take(uuid, jsonb, numeric, text, text, uuid, text),
  aftercare.payment_reverse(uuid, uuid, text, text, uuid)
  to aftercare_agent, aftercare_manager, aftercare_finance;
grant execute on function aftercare.order_hand_over(uuid, int, text, jsonb, jsonb, uuid) to aftercare_staff;
grant execute on function aftercare.payment_settles() to aftercare_owner;

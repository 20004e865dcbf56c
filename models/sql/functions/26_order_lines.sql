-- owner: aftercare_workflow
-- Lines, quotes and consents.

-- Amounts are ours to compute, rounded per line, tax included; the usual price comes with the price list's item.
create or replace function aftercare.fill_order_line()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
  item aftercare.price_item;
begin
  if tg_op = 'UPDATE' then new.work_order_id := old.work_order_id; end if;
  select w.* into o from aftercare.work_order w where w.id = new.work_order_id for no key update;
  if o.id is null then perform aftercare.refuse('gone_record'); end if;
  if o.work_state in ('delivered', 'closed') then perform aftercare.refuse('order_finished'); end if;
  new.store_id := o.store_id;
  if tg_op = 'INSERT' then
    new.position := coalesce(nullif(new.position, 0), (
      select coalesce(max(l.position), 0) + 10 from aftercare.work_order_line l where l.work_order_id = o.id));
    select i.* into item from aftercare.price_item i where i.id = new.price_item_id;
    if item.id is not null then
      new.unit_price := coalesce(new.unit_price, item.unit_price);
      new.tax_rate := item.tax_rate;
      new.kind := item.kind;
      new.labour_minutes := coalesce(new.labour_minutes, item.labour_minutes);
    end if;
  end if;
  new.amount := coalesce(round(new.quantity * new.unit_price, 2), 0);
  new.tax_amount := round(new.amount * new.tax_rate / (1 + new.tax_rate), 2);
  return new;
end $$;

create or replace function aftercare.line_settles()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.settle_money(new.work_order_id, null);
  return null;
end $$;

-- Offers the order's lines as the next version of its quote; an older open one is superseded.
-- lines: ids of the lines to offer, null: all that the customer is to pay.
create or replace function aftercare.quote_offer(quote_id uuid, order_id uuid, lines uuid[] default null,
  valid_until date default null, note text default '', workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  q aftercare.quote;
  missing jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'agent', 'manager');
  if o.work_state in ('completed', 'failed', 'delivered', 'closed', 'cancelled') then
    perform aftercare.refuse('order_finished');
  end if;
  missing := aftercare.guard_priced(o, '{}');
  if missing is not null then
    perform aftercare.refuse('order_missing', 'lines', jsonb_build_object('missing', missing));
  end if;
  select coalesce(sum(l.amount), 0), coalesce(sum(l.tax_amount), 0),
         coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'name', l.name, 'name_en', l.name_en,
           'part_no', l.part_no, 'part_state', l.part_state, 'quantity', l.quantity, 'unit', l.unit,
           'unit_price', l.unit_price, 'amount', l.amount, 'optional', l.optional, 'note', l.note)
           order by l.position), '[]')
    into q.amount, q.tax_amount, q.lines
    from aftercare.work_order_line l
    where l.work_order_id = o.id and l.state <> 'dropped' and l.payer = 'customer'
      and (lines is null or l.id = any (lines));
  if q.lines = '[]' then
    perform aftercare.refuse('order_missing', 'lines',
      jsonb_build_object('missing', aftercare.lack('quote_empty', 'lines')));
  end if;
  update aftercare.quote x set state = 'superseded' where x.work_order_id = o.id and x.state = 'open';
  insert into aftercare.quote (id, work_order_id, store_id, version_no, quoted_at, valid_until, amount, tax_amount,
                               lines, note)
    values (quote_id, o.id, o.store_id,
            (select coalesce(max(x.version_no), 0) + 1 from aftercare.quote x where x.work_order_id = o.id),
            clock_timestamp(), valid_until, q.amount, q.tax_amount, q.lines, note)
    returning * into q;
  perform aftercare.settle_money(o.id, 'quote', jsonb_build_object('amount', q.amount, 'quote_id', q.id,
    'version_no', q.version_no, 'workstation', workstation));
  return aftercare.keep_result(request_id,
    jsonb_build_object('id', q.id, 'version_no', q.version_no, 'amount', q.amount));
end $$;

create or replace function aftercare.quote_approve(quote_id uuid, request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  q aftercare.quote;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into q from aftercare.quote x where x.id = quote_id;
  o := aftercare.lock_order(q.work_order_id, 'manager');
  update aftercare.quote x set approved_by = aftercare.login_name(), approved_at = clock_timestamp()
    where x.id = quote_id and x.state = 'open' and x.approved_at is null returning x.* into q;
  if q.id is null then perform aftercare.refuse('quote_not_open'); end if;
  perform aftercare.settle_money(o.id, 'approve', jsonb_build_object('amount', q.amount, 'quote_id', q.id));
  return aftercare.keep_result(request_id, jsonb_build_object('id', q.id));
end $$;

-- What the customer said, when and how. With a quote its amount is what he agreed to; without one (a price
-- agreed on the telephone) the amount is given.
create or replace function aftercare.consent_record(consent_id uuid, order_id uuid, quote_id uuid, answer text,
  who text, how text, amount numeric default null, contact_masked text default '', comment text default '',
  workstation text default '', request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  q aftercare.quote;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'agent', 'manager', 'technician');
  if o.work_state in ('delivered', 'closed', 'cancelled') then perform aftercare.refuse('order_finished'); end if;
  if quote_id is not null then
    update aftercare.quote x set state = case answer when 'yes' then 'accepted' else 'refused' end
      where x.id = quote_id and x.work_order_id = o.id and x.state = 'open' returning x.* into q;
    if q.id is null then perform aftercare.refuse('quote_not_open'); end if;
    amount := coalesce(amount, q.amount);
  end if;
  if amount is null or amount < 0 then perform aftercare.refuse('amount_missing', 'amount'); end if;
  insert into aftercare.consent (id, work_order_id, store_id, quote_id, answer, amount, who, how, contact_masked, at,
                                 by_login, comment)
    values (consent_id, o.id, o.store_id, quote_id, answer, amount, who, how, left(contact_masked, 40),
            clock_timestamp(), aftercare.login_name(), comment);
  perform aftercare.settle_money(o.id, case answer when 'yes' then 'consent' else 'decline' end,
    jsonb_build_object('amount', amount, 'who', who, 'method', how, 'comment', comment, 'quote_id', quote_id,
                       'workstation', workstation));
  return aftercare.keep_result(request_id, jsonb_build_object('id', consent_id));
end $$;

grant execute on function
  aftercare.quote_offer(uuid, uuid, uuid[], date, text, text, uuid)
  to aftercare_agent, aftercare_manager;
grant execute on function aftercare.quote_approve(uuid, uuid) to aftercare_manager;
grant execute on function
  aftercare.consent_record(uuid, uuid, uuid, text, text, text, numeric, text, text, text, uuid)
  to aftercare_agent, aftercare_manager, aftercare_technician;
grant execute on function aftercare.fill_order_line(), aftercare.line_settles() to aftercare_owner;

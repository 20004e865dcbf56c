-- owner: aftercare_workflow
-- One occasion told to the customers of many orders: each order by itself, with the same rights, consent and limits as
-- a single message, and never a second time because somebody else, or the program, was faster.

-- Whether this occasion is true of an order now: nobody sees each text of a hundred before it goes.
create or replace function aftercare.message_timely(o aftercare.work_order, of_occasion text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(case of_occasion
    when 'taken_in' then o.delivered_at is null and o.work_state <> 'cancelled'
    when 'quote' then exists (select from aftercare.quote q where q.work_order_id = o.id and q.state = 'open')
    when 'delay' then o.promised_at is not null and o.ready_at is null and o.work_state not in ('delivered', 'closed', 'cancelled')
    when 'ready' then o.ready_at is not null and o.work_state in ('completed', 'failed')
    when 'overdue' then o.ready_at is not null and o.work_state in ('completed', 'failed')
    when 'delivered' then o.delivered_at is not null
    when 'follow_up' then o.delivered_at is not null
    else true end, false);
end $$;

-- Whether an order's customer was told this, or is about to be: what waits, and what went out since the occasion came.
create or replace function aftercare.message_already(o aftercare.work_order, t aftercare.message_template)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return t.occasion = 'ready' and o.told_at is not null or exists (
    select from aftercare.message m
    where m.work_order_id = o.id and m.visit_id is null and m.complaint_id is null
      and case when t.occasion = 'other' then m.template_id = t.id else m.occasion = t.occasion end
      and (m.state in ('waiting', 'sending', 'failed', 'perhaps')
           or m.state = 'sent' and m.created_at > case t.occasion
             when 'ready' then o.ready_at
             when 'delivered' then o.delivered_at
             when 'follow_up' then o.delivered_at
             when 'taken_in' then o.opened_at
             else clock_timestamp() - interval '1 day' end));
end $$;

-- Which of these texts an order's customer gets: the one that goes the way he wishes, else the first that can reach
-- him. hindrance: what is against it; masked: where it would go.
create or replace function aftercare.message_for_order(o aftercare.work_order, templates uuid[],
  out template_id uuid, out channel text, out masked text, out hindrance text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.message_template;
  against text;
  way text := coalesce(nullif(o.notify_by, ''), (select c.notify_by from aftercare.customer c where c.id = o.customer_id));
begin
  hindrance := 'message_template_wrong';
  for t in
    select x.* from aftercare.message_template x
    where x.id = any (templates) and x.archived_at is null and aftercare.message_fits(x.occasion, 'work_order')
    order by x.channel = way desc, x.automatic desc, array_position(array['email', 'sms', 'letter'], x.channel),
      x.created_at, x.id
  loop
    against := case
      when not aftercare.may_work_on(o, 'agent', 'manager', 'technician') then 'message_not_yours'
      when o.customer_id is null then 'message_no_customer'
      when not aftercare.message_timely(o, t.occasion) then 'message_not_timely'
      when aftercare.message_already(o, t) then 'message_already'
      else aftercare.message_against(o.customer_id, null, t) end;
    if template_id is null or against is null then
      template_id := t.id;
      channel := t.channel;
      hindrance := against;
      masked := case when against is null then aftercare.message_masked(o.customer_id, null, t.channel) else '' end;
    end if;
    exit when against is null;
  end loop;
end $$;

-- What would become of each order's message, in the order of the ids; orders this person does not see are left out.
create or replace function aftercare.message_many_draft(templates uuid[], orders uuid[])
returns table (order_id uuid, template_id uuid, channel text, masked text, hindrance text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  picked record;
  allowed int := aftercare.parameter_value('message_limit', '100')::int;
begin
  if cardinality(orders) > 500 or cardinality(templates) > 20 then
    perform aftercare.refuse('message_many_most', null, jsonb_build_object('most', 500));
  end if;
  allowed := allowed - (select count(*) from aftercare.message x
    where x.created_by = aftercare.login_name() and not x.automatic and x.created_at > clock_timestamp() - interval '1 hour');
  for o in
    select w.* from unnest(orders) with ordinality as i(id, place) join aftercare.work_order w on w.id = i.id
    order by i.place
  loop
    continue when not aftercare.sees_order(o);
    select * into picked from aftercare.message_for_order(o, templates);
    order_id := o.id;
    template_id := picked.template_id;
    channel := picked.channel;
    masked := coalesce(picked.masked, '');
    hindrance := picked.hindrance;
    if hindrance is null then
      allowed := allowed - 1;
      if allowed < 0 then hindrance := 'message_many_limit'; end if;
    end if;
    return next;
  end loop;
end $$;

-- Writes one of them. The order is held meanwhile: two people who tell the same list at once tell it once.
create or replace function aftercare.message_tell_order(message uuid, templates uuid[], order_id uuid, note text default '',
  request_id uuid default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  picked record;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  if cardinality(templates) > 20 then perform aftercare.refuse('message_template_wrong', 'template_id'); end if;
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record'); end if;
  if not aftercare.may_work_on(o, 'agent', 'manager', 'technician') then
    raise exception using errcode = '42501', message = 'this person may not tell this customer';
  end if;
  select w.* into o from aftercare.work_order w where w.id = order_id for no key update;
  select * into picked from aftercare.message_for_order(o, templates);
  if picked.hindrance is not null then perform aftercare.refuse(picked.hindrance); end if;
  return aftercare.message_tell(message, picked.template_id, 'work_order', o.id, note, null, request_id);
end $$;

grant execute on function aftercare.message_many_draft(uuid[], uuid[]),
  aftercare.message_tell_order(uuid, uuid[], uuid, text, uuid) to aftercare_staff;

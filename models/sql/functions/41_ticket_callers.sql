-- owner: aftercare_workflow
-- Callers who are no customers: a ticket keeps their name and number until they become one, or are forgotten.

-- BEFORE INSERT OR UPDATE of phone.
create or replace function aftercare.fill_ticket_phone()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.phone_key := aftercare.phone_key(new.phone);
  if new.phone <> '' and length(new.phone_key) not between 3 and 20 then
    perform aftercare.refuse('phone_not_a_number', 'phone');
  end if;
  new.phone_masked := aftercare.mask_phone(new.phone_key);
  new.phone_last4 := case when length(new.phone_key) >= 7 then right(new.phone_key, 4) else '' end;
  return new;
end $$;

-- What is taken down for a colleague holds how the caller can be reached: a customer without any number or address
-- on file, his contacts' neither, needs the number he calls from.
create or replace function aftercare.ticket_reachable()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from aftercare.customer c
                 where c.id = new.customer_id and concat(c.phone_masked, c.email_masked, c.wechat_masked) <> '')
     and not exists (select from aftercare.contact k
                     where k.customer_id = new.customer_id and k.archived_at is null
                       and concat(k.phone_masked, k.email_masked) <> '') then
    perform aftercare.refuse('message_without_number', 'phone');
  end if;
  return new;
end $$;

-- The caller of a ticket is this customer: one who was on file, or was just entered. What came by the same number is
-- joined to him with it (other tickets of the same caller, visits, complaints, calls), and a number he did not have is
-- kept with him. initials: of the caller's name, by which a contact is found.
create or replace function aftercare.ticket_take_over(ticket_id uuid, seen_version int, customer uuid, initials text,
                                                      request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  c aftercare.customer;
  one aftercare.ticket;
  answer jsonb := aftercare.first_result(request_id);
begin
  if answer is not null then return answer; end if;
  select x.* into t from aftercare.ticket x where x.id = ticket_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if not aftercare.ticket_roles(t) && array['agent', 'manager'] then
    raise exception using errcode = '42501', message = 'desks and managers keep customers';
  end if;
  if t.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if t.customer_id is not null then perform aftercare.refuse('caller_is_customer'); end if;
  select x.* into c from aftercare.customer x
    where x.id = customer and x.archived_at is null and aftercare.i_see_customer(x.id) for no key update;
  if c.id is null then perform aftercare.refuse('gone_record', 'customer_id'); end if;

  if t.phone_key <> '' and c.phone_key = '' then
    update aftercare.customer x set phone = t.phone, no_phone_reason = '' where x.id = c.id;
  elsif t.phone_key <> '' and t.phone_key <> c.phone_key and not exists (
    select from aftercare.contact p where p.customer_id = c.id and p.phone_key = t.phone_key and p.archived_at is null)
  then
    insert into aftercare.contact (id, customer_id, name, phone, initials)
      values (gen_random_uuid(), c.id, coalesce(nullif(t.reporter, ''), c.name), t.phone,
              left(coalesce(initials, ''), 400));
  end if;
  for one in
    update aftercare.ticket x set customer_id = c.id
    where x.id = t.id
       or x.customer_id is null and t.phone_key <> '' and x.phone_key = t.phone_key
          and x.reporter in ('', t.reporter) and x.store_id = any (aftercare.my_visible_store_ids())
    returning x.*
  loop
    perform aftercare.ticket_record(one, 'customer', one.state, one.state, '',
      jsonb_build_object('customer_id', c.id, 'number', c.number));
    update aftercare.visit v set customer_id = c.id where v.ticket_id = one.id and v.customer_id is null;
    update aftercare.complaint p set customer_id = c.id where p.ticket_id = one.id and p.customer_id is null;
    if one.id = t.id then t.version := one.version; end if;
  end loop;
  update aftercare.phone_call r set customer_id = c.id
    where r.customer_id is null and t.phone_key <> '' and r.phone_key = t.phone_key
      and r.store_id = any (aftercare.my_visible_store_ids());
  return aftercare.keep_result(request_id,
    jsonb_build_object('version', t.version, 'customer_id', c.id, 'number', c.number));
end $$;

-- Names and numbers of callers are forgotten, with what the audit trail and their calls hold of them, and papers that
-- were photographed; what they asked and what was answered stays.
create or replace function aftercare.forget_callers(tickets uuid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  rings uuid[];
  papers uuid[] := array(
    select a.id from aftercare.attachment a
    where a.ticket_id = any (tickets) and a.kind in ('signature_in', 'signature_out', 'proof', 'document'));
begin
  select coalesce(array_agg(r.id), '{}') into rings from aftercare.phone_call r
    where r.customer_id is null
      and (r.ticket_id = any (tickets)
           or r.phone_key in (select t.phone_key from aftercare.ticket t where t.id = any (tickets) and t.phone_key <> ''));
  update aftercare.phone_call r set phone = '', contact_name = '', note = '' where r.id = any (rings);
  update aftercare.ticket t set reporter = '', phone = '' where t.id = any (tickets);
  delete from aftercare.attachment_data x where x.attachment_id = any (papers);
  update aftercare.attachment x set name = '', note = '', thumbnail = null,
      withdrawn_at = coalesce(x.withdrawn_at, clock_timestamp())
    where x.id = any (papers);
  delete from aftercare.audit_value v where v.row_id = any (tickets || rings || papers);
end $$;

-- A caller who is no customer asks to be forgotten: whoever answers for the store does it, once the matter is over.
create or replace function aftercare.ticket_forget_caller(ticket_id uuid, seen_version int, why text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = ticket_id for no key update;
  if t.id is null or not (t.store_id = any (aftercare.my_visible_store_ids())) is true then
    perform aftercare.refuse('gone_record');
  end if;
  if not (aftercare.i_am('admin') or t.store_id = any (aftercare.my_managed_store_ids())) is true then
    raise exception using errcode = '42501', message = 'managers and administrators erase';
  end if;
  if t.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if t.customer_id is not null then perform aftercare.refuse('caller_is_customer'); end if;
  if t.state not in ('resolved', 'closed', 'cancelled') then perform aftercare.refuse('caller_still_waits'); end if;
  if aftercare.is_blank(why) then perform aftercare.refuse('reason_missing', 'why'); end if;
  perform aftercare.forget_callers(array[t.id]);
  insert into aftercare.reveal (login, kind, table_name, row_id, reason)
    values (aftercare.login_name(), 'erase', 'ticket', t.id, left(why, 200));
end $$;

grant execute on function aftercare.fill_ticket_phone(), aftercare.ticket_reachable() to aftercare_owner;
grant execute on function aftercare.ticket_take_over(uuid, int, uuid, text, uuid) to aftercare_agent, aftercare_manager;
grant execute on function aftercare.ticket_forget_caller(uuid, int, text) to aftercare_admin, aftercare_manager;

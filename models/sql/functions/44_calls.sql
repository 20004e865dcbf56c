-- owner: aftercare_workflow
-- Calls as the telephone system announces them, and callers who only disturb. Numbers are masked like those of
-- customers; whose number it is follows the look-up that the caller's window left an entry for.

create or replace function aftercare.fill_phone_call()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.phone_key := aftercare.phone_key(new.phone);
  new.phone_masked := aftercare.mask_phone(new.phone_key);
  new.phone_last4 := case when length(new.phone_key) >= 7 then right(new.phone_key, 4) else '' end;
  return new;
end $$;

-- A call comes in at a store. Several windows may be told of one call, and it may ring again before somebody takes
-- it: as long as it waits it is the same. The customer is filled in where exactly one has the number and whoever asks
-- looked it up before (open_lookup), so that nobody learns here whose number it is without leaving a trace.
create or replace function aftercare.call_came(typed text, store uuid, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  wanted text := aftercare.phone_key(left(typed, 40));
  answer jsonb := aftercare.first_result(request_id);
  ring aftercare.phone_call;
  ids uuid[];
  contact text := '';
begin
  if answer is not null then return answer; end if;
  if aftercare.my_staff_id() is null or not coalesce(store = any (aftercare.my_visible_store_ids()), false) then
    raise exception using errcode = '42501', message = 'not a store of this person';
  end if;
  if wanted is null or length(wanted) not between 3 and 20 then
    perform aftercare.refuse('phone_not_a_number', 'phone');
  end if;
  if aftercare.lookup_is_open(wanted) then
    ids := array(select c.id from aftercare.customer c where c.phone_key = wanted and c.archived_at is null
                 and aftercare.i_see_customer(c.id) limit 2);
    if cardinality(ids) = 0 then
      select array_agg(p.customer_id), min(p.name) into ids, contact
      from (select x.customer_id, x.name from aftercare.contact x
            join aftercare.customer c on c.id = x.customer_id and c.archived_at is null
            where x.phone_key = wanted and x.archived_at is null and aftercare.i_see_customer(x.customer_id)
            limit 2) p;
    end if;
    -- nobody on file: who called by this number before
    if ids is null or cardinality(ids) = 0 then
      ids := null;
      select t.reporter into contact from aftercare.ticket t
        where t.phone_key = wanted and t.reporter <> ''
          and t.store_id = any (aftercare.my_visible_store_ids())
        order by t.opened_at desc limit 1;
    end if;
  end if;
  insert into aftercare.phone_call (id, store_id, phone, customer_id, contact_name)
  values (gen_random_uuid(), store, left(typed, 40), case when cardinality(ids) = 1 then ids[1] end,
          case when ids is null or cardinality(ids) = 1 then coalesce(contact, '') else '' end)
  on conflict (store_id, phone_key) where state = 'waiting' and phone_key <> '' do nothing
  returning * into ring;
  if ring.id is null then
    select c.* into ring from aftercare.phone_call c
      where c.phone_key = wanted and c.store_id = store and c.state = 'waiting';
  end if;
  return aftercare.keep_result(request_id, jsonb_build_object('id', ring.id));
end $$;

-- The call, locked, if it came to a store of the caller's.
create or replace function aftercare.my_call(wanted uuid)
returns aftercare.phone_call
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  ring aftercare.phone_call;
begin
  select c.* into ring from aftercare.phone_call c where c.id = wanted for no key update;
  if ring.id is null or aftercare.my_staff_id() is null
     or not ring.store_id = any (aftercare.my_visible_store_ids()) then
    perform aftercare.refuse('gone_record');
  end if;
  return ring;
end $$;

-- Somebody took the call, with or without a ticket; or says that nobody did.
create or replace function aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  ring aftercare.phone_call := aftercare.my_call(wanted);
  t aftercare.ticket;
begin
  if new_state is null or new_state not in ('handled', 'missed') then
    perform aftercare.refuse('value_refused', 'state');
  end if;
  if ticket is not null then
    select x.* into t from aftercare.ticket x where x.id = ticket;
    if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then
      perform aftercare.refuse('gone_record', 'ticket_id');
    end if;
  end if;
  -- whoever was first took it: two people at one desk press the same, and what was taken was not missed
  new_state := case when ring.state = 'handled' then 'handled' else new_state end;
  update aftercare.phone_call c set state = new_state,
      taken_by_id = case when new_state = 'handled' then coalesce(c.taken_by_id, aftercare.my_staff_id()) end,
      handled_at = case when new_state = 'handled' then coalesce(c.handled_at, clock_timestamp()) end,
      missed_at = case when new_state = 'missed' then coalesce(c.missed_at, clock_timestamp()) end,
      ticket_id = coalesce(t.id, c.ticket_id), customer_id = coalesce(c.customer_id, t.customer_id),
      note = case when btrim(coalesce(note, '')) <> '' then note else c.note end
    where c.id = ring.id;
  -- whoever called about a ticket that was there heard how it stands
  if new_state = 'handled' and ring.ticket_id is distinct from t.id and t.opened_at < ring.came_at
     and t.state <> 'cancelled' then
    update aftercare.ticket x set state = x.state where x.id = t.id;
    perform aftercare.ticket_record(t, 'told', t.state, t.state, '',
      jsonb_build_object('method', 'phone', 'call_id', ring.id));
  end if;
  -- somebody nobody knows is called back by the number he called from
  update aftercare.ticket x set phone = ring.phone
    where x.id = t.id and x.customer_id is null and x.phone = '' and ring.phone <> ''
      and x.state not in ('closed', 'cancelled');
end $$;

-- Marks the number of a call, or of a customer, as one that only disturbs; the reason is shown at the next call.
-- The number a ticket came from: the caller's own, else that of its customer; '' where this person may not work on it.
create or replace function aftercare.ticket_number_key(of_ticket uuid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = of_ticket;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then return ''; end if;
  return coalesce(nullif(t.phone_key, ''), (select c.phone_key from aftercare.customer c where c.id = t.customer_id), '');
end $$;

create or replace function aftercare.keep_caller_mark(wanted text, reason text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
  if coalesce(wanted, '') = '' then perform aftercare.refuse('caller_without_number'); end if;
  if btrim(coalesce(reason, '')) = '' then perform aftercare.refuse('caller_reason_missing', 'reason'); end if;
  if length(reason) > 400 then perform aftercare.refuse('too_long', 'reason'); end if;
  update aftercare.caller_mark m set reason = reason where m.phone_key = wanted and m.lifted_at is null;
  if not found then
    insert into aftercare.caller_mark (id, phone_key, phone_masked, reason)
    values (gen_random_uuid(), wanted, aftercare.mask_phone(wanted), reason)
    on conflict (phone_key) where lifted_at is null do update set reason = excluded.reason;
  end if;
end $$;

-- Marks the caller of a ticket, whether he is on file or not.
create or replace function aftercare.caller_mark_ticket(of_ticket uuid, reason text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not aftercare.i_am('agent', 'manager') or not exists (
    select from aftercare.ticket t where t.id = of_ticket and cardinality(aftercare.ticket_roles(t)) > 0) then
    perform aftercare.refuse('gone_record');
  end if;
  perform aftercare.keep_caller_mark(aftercare.ticket_number_key(of_ticket), reason);
end $$;

create or replace function aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  wanted text := '';
begin
  if of_call is not null then
    wanted := (aftercare.my_call(of_call)).phone_key;
  elsif aftercare.my_staff_id() is not null and aftercare.i_see_customer(of_customer) then
    select c.phone_key into wanted from aftercare.customer c where c.id = of_customer;
  else
    perform aftercare.refuse('gone_record');
  end if;
  perform aftercare.keep_caller_mark(wanted, reason);
end $$;

create or replace function aftercare.caller_mark_lift(wanted uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not aftercare.i_am('agent', 'manager') then
    raise exception using errcode = '42501', message = 'desks and managers lift a mark';
  end if;
  update aftercare.caller_mark m set lifted_at = clock_timestamp(), lifted_by = aftercare.login_name()
    where m.id = wanted and m.lifted_at is null;
  if not found then perform aftercare.refuse('gone_record'); end if;
end $$;

-- What is said of a caller: whether his number is marked, by whom and why; how often it rang in thirty days.
create or replace function aftercare.caller_of(of_call uuid, of_customer uuid)
returns table (mark_id uuid, reason text, marked_at timestamptz, marked_by text, calls bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  wanted text;
begin
  if aftercare.my_staff_id() is null then return; end if;
  if of_call is not null then
    select c.phone_key into wanted from aftercare.phone_call c
      where c.id = of_call and c.store_id = any (aftercare.my_visible_store_ids());
  elsif aftercare.i_see_customer(of_customer) then
    select c.phone_key into wanted from aftercare.customer c where c.id = of_customer;
  end if;
  if coalesce(wanted, '') = '' then return; end if;
  return query
    select m.id, m.reason, m.created_at, coalesce(s.name, m.created_by),
           (select count(*) from (select from aftercare.phone_call c
              where c.phone_key = wanted and c.came_at > now() - interval '30 days' limit 1001) x)
    from (select 1) one
    left join aftercare.caller_mark m on m.phone_key = wanted and m.lifted_at is null
    left join aftercare.staff s on s.login = m.created_by;
end $$;

-- The same of a ticket's caller.
create or replace function aftercare.caller_of_ticket(of_ticket uuid)
returns table (mark_id uuid, reason text, marked_at timestamptz, marked_by text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  wanted text := aftercare.ticket_number_key(of_ticket);
begin
  if wanted = '' then return; end if;
  return query
    select m.id, m.reason, m.created_at, coalesce(s.name, m.created_by)
    from aftercare.caller_mark m left join aftercare.staff s on s.login = m.created_by
    where m.phone_key = wanted and m.lifted_at is null;
end $$;

grant execute on function aftercare.fill_phone_call() to aftercare_owner;
grant execute on function aftercare.caller_mark_ticket(uuid, text) to aftercare_agent, aftercare_manager;
grant execute on function aftercare.caller_of_ticket(uuid)
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_sales;
grant execute on function aftercare.call_came(text, uuid, uuid), aftercare.call_mark(uuid, text, uuid, text),
  aftercare.caller_mark_set(uuid, uuid, text), aftercare.caller_mark_lift(uuid), aftercare.caller_of(uuid, uuid)
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_sales;

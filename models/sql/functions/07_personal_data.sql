-- owner: aftercare_search
-- Looking beyond the masks: look-ups by number, reveals. Each leaves an entry in `reveal`, and the value is
-- given out only in a later transaction than the entry's: whoever rolls the entry back gets nothing, and
-- searching through all numbers meets the hourly limit.

-- Customers and devices of a technician: his own orders and visits, for half a year, and the unassigned ones of his
-- stores.
create or replace function aftercare.my_job_customer_ids()
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(distinct o.customer_id), '{}')
    from (
      select x.customer_id from aftercare.work_order x
      where x.assigned_to = aftercare.my_staff_id() and x.opened_at > now() - interval '180 days'
      union all
      select x.customer_id from aftercare.work_order x
      where x.store_id = any (aftercare.my_store_ids()) and x.work_state = 'received' and x.assigned_to is null
      union all
      select x.customer_id from aftercare.work_order x
      where x.handling_store_id = any (aftercare.my_store_ids()) and x.work_state = 'received' and x.assigned_to is null
      union all
      select x.customer_id from aftercare.visit x
      where x.technician_id = aftercare.my_staff_id() and x.opened_at > now() - interval '180 days'
      union all
      select x.customer_id from aftercare.visit x
      where x.store_id = any (aftercare.my_store_ids()) and x.state = 'open' and x.technician_id is null
    ) o
    where o.customer_id is not null);
end $$;

create or replace function aftercare.my_job_device_ids()
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(distinct o.device_id), '{}')
    from (
      select x.device_id from aftercare.work_order x
      where x.assigned_to = aftercare.my_staff_id() and x.opened_at > now() - interval '180 days'
      union all
      select x.device_id from aftercare.work_order x
      where x.store_id = any (aftercare.my_store_ids()) and x.work_state = 'received' and x.assigned_to is null
      union all
      select x.device_id from aftercare.work_order x
      where x.handling_store_id = any (aftercare.my_store_ids()) and x.work_state = 'received' and x.assigned_to is null
      union all
      select x.device_id from aftercare.visit x
      where x.technician_id = aftercare.my_staff_id() and x.opened_at > now() - interval '180 days'
      union all
      select x.device_id from aftercare.visit x
      where x.store_id = any (aftercare.my_store_ids()) and x.state = 'open' and x.technician_id is null
    ) o
    where o.device_id is not null);
end $$;

-- Every desk reads all customers of the company.
create or replace function aftercare.i_see_all_customers()
returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return aftercare.i_am('admin', 'manager', 'agent', 'parts', 'finance', 'auditor');
end $$;

create or replace function aftercare.i_see_customer(wanted uuid)
returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select aftercare.i_see_all_customers()
      or (aftercare.i_am('technician') and wanted = any (aftercare.my_job_customer_ids()))
      or (aftercare.i_am('sales') and exists (
            select from aftercare.customer c where c.id = wanted and c.sales_rep_id = aftercare.my_staff_id())));
end $$;

-- Refuses once a person looked at too much in an hour; the last one allowed leaves an entry of kind 'limit'
-- that administrators are told about.
create or replace function aftercare.count_looks(of_kind text, parameter text, otherwise int)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  allowed int := coalesce(aftercare.parameter_value(parameter), otherwise::text)::int;
  done bigint;
begin
  perform aftercare.count_alone();
  select coalesce(sum(r.count), 0) into done from aftercare.reveal r
    where r.login = aftercare.login_name() and r.at > clock_timestamp() - interval '1 hour' and r.kind = of_kind;
  if done >= allowed then
    perform aftercare.refuse(of_kind || '_limit', null, jsonb_build_object('limit', allowed));
  elsif done = allowed - 1 then
    insert into aftercare.reveal (login, kind, table_name, count, reason)
      values (aftercare.login_name(), 'limit', 'customer', allowed, of_kind);
  end if;
end $$;

-- First step of looking at a full value; returns the entry to read it with.
create or replace function aftercare.open_reveal(of_table text, wanted uuid, of_column text, why text default '')
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  customer uuid;
  entry bigint;
begin
  if not aftercare.i_am('admin', 'manager', 'agent', 'finance', 'sales', 'technician') then
    raise exception using errcode = '42501', message = 'this role does not look at personal data';
  end if;
  if of_table in ('phone_call', 'ticket') then
    -- a caller may be no customer: his number is the store's that he called
    if of_column is distinct from 'phone' or not (
         of_table = 'ticket' and exists (
           select from aftercare.ticket t where t.id = wanted and t.phone <> '' and aftercare.sees_ticket(t))
         or of_table = 'phone_call' and exists (
           select from aftercare.phone_call c
           where c.id = wanted and c.phone <> '' and c.store_id = any (aftercare.my_visible_store_ids()))) then
      perform aftercare.refuse('gone_record');
    end if;
    perform aftercare.count_looks('reveal', 'reveal_limit', 60);
    insert into aftercare.reveal (login, kind, table_name, row_id, column_name, reason)
      values (aftercare.login_name(), 'reveal', of_table, wanted, of_column, left(why, 200))
      returning id into entry;
    return entry;
  end if;
  customer := case of_table
    when 'customer' then (select c.id from aftercare.customer c where c.id = wanted)
    when 'contact' then (select c.customer_id from aftercare.contact c where c.id = wanted)
    when 'customer_address' then (select a.customer_id from aftercare.customer_address a where a.id = wanted)
  end;
  if customer is null or not coalesce(of_column = any (case of_table
      when 'customer' then array['phone', 'email', 'address', 'wechat']
      when 'contact' then array['phone', 'email']
      when 'customer_address' then array['address'] end), false)
     or not aftercare.i_see_customer(customer) then
    perform aftercare.refuse('gone_record');
  end if;
  perform aftercare.count_looks('reveal', 'reveal_limit', 60);
  insert into aftercare.reveal (login, kind, table_name, row_id, column_name, reason)
    values (aftercare.login_name(), 'reveal', of_table, wanted, of_column, left(why, 200))
    returning id into entry;
  return entry;
end $$;

-- Second step, within two minutes: the value.
create or replace function aftercare.read_reveal(entry bigint)
returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  r aftercare.reveal;
begin
  select * into r from aftercare.reveal e
    where e.id = entry and e.kind = 'reveal' and e.login = aftercare.login_name()
      and e.at > clock_timestamp() - interval '2 minutes'
      and e.xid is distinct from pg_current_xact_id_if_assigned();
  if r.id is null or not aftercare.i_am_active() then perform aftercare.refuse('reveal_over'); end if;
  return case r.table_name || '.' || r.column_name
    when 'customer.phone' then (select c.phone from aftercare.customer c where c.id = r.row_id)
    when 'ticket.phone' then (select t.phone from aftercare.ticket t where t.id = r.row_id)
    when 'phone_call.phone' then (select c.phone from aftercare.phone_call c where c.id = r.row_id)
    when 'customer.email' then (select c.email from aftercare.customer c where c.id = r.row_id)
    when 'customer.address' then (select c.address from aftercare.customer c where c.id = r.row_id)
    when 'customer.wechat' then (select c.wechat from aftercare.customer c where c.id = r.row_id)
    when 'contact.phone' then (select c.phone from aftercare.contact c where c.id = r.row_id)
    when 'contact.email' then (select c.email from aftercare.contact c where c.id = r.row_id)
    when 'customer_address.address' then (select a.address from aftercare.customer_address a where a.id = r.row_id)
  end;
end $$;

-- Everything personal of one customer, for himself: two steps like any look, counted as one export.
create or replace function aftercare.open_person_export(wanted uuid, why text)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  entry bigint;
begin
  if not aftercare.i_am('admin', 'manager') then
    raise exception using errcode = '42501', message = 'managers and administrators export persons';
  end if;
  if not exists (select from aftercare.customer c where c.id = wanted) then perform aftercare.refuse('gone_record'); end if;
  perform aftercare.count_looks('export', 'reveal_limit', 60);
  insert into aftercare.reveal (login, kind, table_name, row_id, reason)
    values (aftercare.login_name(), 'export', 'customer', wanted, left(why, 200)) returning id into entry;
  return entry;
end $$;

create or replace function aftercare.read_person_export(entry bigint)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  r aftercare.reveal;
begin
  select * into r from aftercare.reveal e
    where e.id = entry and e.kind = 'export' and e.login = aftercare.login_name()
      and e.at > clock_timestamp() - interval '2 minutes'
      and e.xid is distinct from pg_current_xact_id_if_assigned();
  if r.id is null or not aftercare.i_am_active() then perform aftercare.refuse('reveal_over'); end if;
  return aftercare.person_record((
    select array_agg(c.id) from aftercare.customer c where c.id = r.row_id or c.merged_into = r.row_id));
end $$;

-- First step of searching by seven or more digits of a number.
create or replace function aftercare.open_lookup(typed text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  wanted text := aftercare.phone_key(typed);
  entry bigint;
begin
  if not aftercare.i_am_active() then
    raise exception using errcode = '42501', message = 'not active';
  end if;
  -- the same question asked again while the answer stands is the same look
  if aftercare.lookup_is_open(wanted) then return; end if;
  perform aftercare.count_looks('lookup', 'lookup_limit', 300);
  -- its number is a part of what is hashed, so it is drawn first
  entry := nextval('aftercare.reveal_id_seq');
  insert into aftercare.reveal (id, login, kind, table_name, column_name, asked) overriding system value
    values (entry, aftercare.login_name(), 'lookup', 'customer', 'phone',
            encode(sha256(convert_to(wanted || ' ' || entry, 'UTF8')), 'hex'));
end $$;

-- The newest first: the one just asked is found at once, where the hash of each older one was reckoned before it.
create or replace function aftercare.lookup_is_open(wanted text)
returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  me text := aftercare.login_name();
  since timestamptz := clock_timestamp() - interval '5 minutes';
begin
  return (
    select true from aftercare.reveal r
    where r.login = me and r.at > since
      and r.kind = 'lookup' and r.xid is distinct from pg_current_xact_id_if_assigned()
      and r.asked = encode(sha256(convert_to(wanted || ' ' || r.id, 'UTF8')), 'hex')
    order by r.at desc limit 1) is not null;
end $$;

-- Customers with this number, theirs or a contact's; whole number. Second step after open_lookup.
create or replace function aftercare.customers_by_phone(typed text, cap int default 20)
returns table (id uuid, number text, name text, phone_masked text, contact_name text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  wanted text := aftercare.phone_key(typed);
begin
  if length(wanted) < 5 or not aftercare.lookup_is_open(wanted) then return; end if;
  return query
    select c.id, c.number, c.name, c.phone_masked, ''::text from aftercare.customer c
    where c.phone_key = wanted and c.archived_at is null and aftercare.i_see_customer(c.id)
    union all
    select c.id, c.number, c.name, p.phone_masked, p.name
    from aftercare.contact p join aftercare.customer c on c.id = p.customer_id
    where p.phone_key = wanted and p.archived_at is null and c.archived_at is null
      and c.phone_key <> wanted and aftercare.i_see_customer(c.id)
    limit least(cap, 100);
end $$;

-- Who may be the same customer: same number (asks for open_lookup first), or same name. Numbers are shared by
-- families, so this warns and offers to merge, no more.
create or replace function aftercare.customers_alike(of_name text, of_phone text, but uuid default null)
returns table (id uuid, number text, name text, phone_masked text, same_phone boolean, same_name boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  wanted text := aftercare.phone_key(of_phone);
  numbers boolean := length(wanted) >= 5 and aftercare.lookup_is_open(wanted);
begin
  return query
    select a.id, a.number, a.name, a.phone_masked, bool_or(a.phone), bool_or(a.named)
    from (
      select c.id, c.number, c.name, c.phone_masked, true as phone, c.name = of_name as named
      from aftercare.customer c where numbers and c.phone_key = wanted and c.archived_at is null
      union all
      (select c.id, c.number, c.name, c.phone_masked, numbers and c.phone_key = wanted, true
       from aftercare.customer c where c.name = of_name and c.archived_at is null limit 50)
    ) a
    where a.id is distinct from but and aftercare.i_see_customer(a.id)
    group by a.id, a.number, a.name, a.phone_masked
    order by bool_or(a.phone) desc, bool_or(a.named) desc, a.number
    limit 10;
end $$;

-- Who looked at how much, for administrators: people with many looks in a window of hours.
create or replace function aftercare.look_volume(hours int default 24)
returns table (login text, kind text, looks bigint, last_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  if not aftercare.i_am('admin', 'auditor') then
    raise exception using errcode = '42501', message = 'administrators and auditors only';
  end if;
  return query
    select r.login, r.kind, sum(r.count)::bigint, max(r.at) from aftercare.reveal r
    where r.at > clock_timestamp() - make_interval(hours => least(hours, 24 * 366))
    group by r.login, r.kind order by 3 desc limit 200;
end $$;

grant execute on function aftercare.my_job_customer_ids(), aftercare.my_job_device_ids(),
  aftercare.i_see_all_customers(), aftercare.i_see_customer(uuid), aftercare.open_reveal(text, uuid, text, text),
  aftercare.read_reveal(bigint), aftercare.open_lookup(text), aftercare.customers_by_phone(text, int),
  aftercare.customers_alike(text, text, uuid)
  to aftercare_staff;
grant execute on function aftercare.i_see_customer(uuid), aftercare.i_see_all_customers(), aftercare.my_job_customer_ids(),
  aftercare.my_job_device_ids(), aftercare.lookup_is_open(text) to aftercare_workflow;
grant execute on function aftercare.open_person_export(uuid, text), aftercare.read_person_export(bigint)
  to aftercare_admin, aftercare_manager;
grant execute on function aftercare.look_volume(int) to aftercare_admin, aftercare_auditor;

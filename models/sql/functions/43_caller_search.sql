-- owner: aftercare_search
-- Whose number it may be that a ticket or a call holds. Each look leaves its entry first, as open_lookup does.

-- The policies of ticket, for functions that look beyond them.
create or replace function aftercare.sees_ticket(t aftercare.ticket)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(t.store_id = any (aftercare.my_visible_store_ids())
    or aftercare.my_staff_id() in (t.owner_id, t.offered_to_id, t.escalated_to_id), false);
end $$;

-- First step of asking which customers have the number of a ticket's caller; nothing where it has none.
create or replace function aftercare.open_caller_lookup(of_ticket uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  wanted text := (select t.phone_key from aftercare.ticket t where t.id = of_ticket and aftercare.sees_ticket(t));
begin
  if wanted is null then perform aftercare.refuse('gone_record'); end if;
  if wanted <> '' then perform aftercare.open_lookup(wanted); end if;
end $$;

-- Second step: as customers_by_phone.
create or replace function aftercare.customers_by_caller(of_ticket uuid)
returns table (id uuid, number text, name text, phone_masked text, contact_name text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  wanted text := (select t.phone_key from aftercare.ticket t where t.id = of_ticket and aftercare.sees_ticket(t));
begin
  return query select * from aftercare.customers_by_phone(wanted, 20);
end $$;

-- What was asked before by the number of a call, by whoever it was, what is open first. Asks for the look-up by
-- that number, as call_came does.
create or replace function aftercare.tickets_of_caller(of_call uuid, cap int)
returns table (id uuid, number text, state text, subject text, reporter text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  stores uuid[] := aftercare.my_visible_store_ids();
  wanted text := (select c.phone_key from aftercare.phone_call c where c.id = of_call and c.store_id = any (stores));
begin
  if coalesce(wanted, '') = '' or not aftercare.lookup_is_open(wanted) then return; end if;
  return query
    select t.id, t.number, t.state, t.subject, t.reporter from aftercare.ticket t
    where t.phone_key = wanted and t.store_id = any (stores)
    order by t.state in ('resolved', 'closed', 'cancelled'), t.opened_at desc limit least(cap, 50);
end $$;

grant execute on function aftercare.open_caller_lookup(uuid), aftercare.customers_by_caller(uuid),
  aftercare.tickets_of_caller(uuid, int) to aftercare_staff;

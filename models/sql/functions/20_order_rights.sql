-- owner: aftercare_workflow
-- Who may do what to an order, asked by the doors below before anything else.

-- Nothing but blanks of whatever script: the same as the checks of the tables.
create or replace function aftercare.is_blank(typed text)
returns boolean
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(typed, '') ~
    '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$';
end $$;

-- What this person may do with an order, in one go: in which roles he acts on it (an agent or parts clerk at a desk of
-- the store that took it in or handles it, a manager in his regions, a technician on his own jobs), whether he may take
-- it (a technician the unassigned jobs of his stores), and whether he sees it at all; the policies of work_order say the
-- same of that.
create or replace function aftercare.standing_on(o aftercare.work_order, out roles text[], out taking boolean,
                                                 out seeing boolean)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  me record := aftercare.my_roles();
  here uuid[] := array_remove(array[o.store_id, o.handling_store_id], null);
  desks uuid[];
begin
  roles := '{}';
  taking := false;
  seeing := me.roles && '{admin,auditor,finance}';
  if 'finance' = any (me.roles) then roles := roles || 'finance'::text; end if;
  if 'manager' = any (me.roles) and here && aftercare.my_managed_store_ids() then roles := roles || 'manager'::text; end if;
  if me.roles && '{agent,parts,sales,technician}' then
    desks := aftercare.my_store_ids();
    if here && desks then
      if 'agent' = any (me.roles) then roles := roles || 'agent'::text; end if;
      if 'parts' = any (me.roles) then roles := roles || 'parts'::text; end if;
      taking := 'technician' = any (me.roles) and o.assigned_to is null;
    end if;
    if 'technician' = any (me.roles) and o.assigned_to = me.staff_id then roles := roles || 'technician'::text; end if;
    seeing := seeing or 'sales' = any (me.roles) and o.store_id = any (desks);
  end if;
  seeing := coalesce(seeing or roles <> '{}' or taking and o.work_state = 'received', false);
end $$;

-- Whether this person, in this role, may take this step with this order.
create or replace function aftercare.may_act_on(o aftercare.work_order, wanted text, action text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  here record := aftercare.standing_on(o);
begin
  return wanted = any (here.roles) or wanted = 'technician' and action = 'take' and here.taking;
end $$;

-- The same for what is not a step of its own: notes, promises, quotes, payments.
create or replace function aftercare.may_work_on(o aftercare.work_order, variadic roles text[])
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (aftercare.standing_on(o)).roles && roles;
end $$;

-- Whether this person sees the order at all.
create or replace function aftercare.sees_order(o aftercare.work_order)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (aftercare.standing_on(o)).seeing;
end $$;

-- The order, locked for the step that follows. Refuses what the person may not see, and what he may see but not do.
drop function if exists aftercare.lock_order(uuid, int, text[]);
create or replace function aftercare.lock_order(order_id uuid, variadic roles text[])
returns aftercare.work_order
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id for no key update;
  if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record'); end if;
  if cardinality(roles) > 0 and not aftercare.may_work_on(o, variadic roles) then
    raise exception using errcode = '42501', message = 'this person may not do this to the order';
  end if;
  return o;
end $$;

-- What a step brings along, as it is kept in its event: an object of a decent size, without the words by which our
-- own functions mark what came along with a step and what was undone.
create or replace function aftercare.clean_payload(payload jsonb)
returns jsonb
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if payload is null or jsonb_typeof(payload) = 'null' then return '{}'; end if;
  if jsonb_typeof(payload) <> 'object' then perform aftercare.refuse('value_refused', 'payload'); end if;
  if octet_length(payload::text) > 40000 then perform aftercare.refuse('too_long', 'comment'); end if;
  return payload - array['with', 'undone', 'lines_used', 'lines_dropped'];
end $$;

-- A save that was done already; the doors below ask before they do anything.
create or replace function aftercare.first_result(request_id uuid)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if request_id is null then return null; end if;
  return (select r.result from aftercare.request r where r.id = request_id and r.login = aftercare.login_name());
end $$;

create or replace function aftercare.keep_result(request_id uuid, result jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if request_id is not null then
    insert into aftercare.request (id, login, result) values (request_id, aftercare.login_name(), result);
  end if;
  return result;
end $$;

-- owner: aftercare_workflow
-- Tickets: numbers, owner and trace of new ones, and the only door through which they change state.

-- BEFORE INSERT: number, dates, and CSD-11: whom the customer asked first is responsible.
create or replace function aftercare.ticket_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_staff_id();
begin
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  new.number := coalesce(new.number,
    aftercare.desk_number('T', new.opened_on, nextval('aftercare.ticket_number_seq')));
  new.first_asked_id := coalesce(new.first_asked_id, me);
  new.owner_id := coalesce(new.owner_id, me);
  return new;
end $$;

-- A number as people read and scan it: prefix, year and month of the store's date, at least five digits.
create or replace function aftercare.desk_number(prefix text, day date, n bigint)
returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return prefix || to_char(day, 'YYMM') || '-' || lpad(n::text, greatest(5, length(n::text)), '0');
end $$;

create or replace function aftercare.ticket_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.ticket_record(new, 'open', null, new.state, '', '{}');
  return null;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.ticket_record(t aftercare.ticket, action text, from_state text,
  to_state text, comment text, details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.ticket_event e where e.ticket_id = t.id));
begin
  insert into aftercare.ticket_event (ticket_id, store_id, kind, owner_id, action, from_state, to_state, at,
                                      effective_at, by_login, comment, details,
                                      happened_on)
  values (t.id, t.store_id, t.kind, t.owner_id, action, from_state, to_state, moment,
          case when action = 'open' then t.opened_at else moment end, aftercare.login_name(), comment, details,
          aftercare.store_date(t.store_id, moment));
end $$;

-- The roles in which the caller may act on this ticket: the desk of its store, its managers, its owner.
create or replace function aftercare.ticket_roles(t aftercare.ticket)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(r), '{}')
    from unnest(aftercare.roles_of(aftercare.login_name())) r
    where aftercare.my_staff_id() is not null
      and (r in ('agent', 'manager', 'technician', 'parts', 'sales') and t.owner_id = aftercare.my_staff_id()
           or r = 'agent' and t.store_id = any (aftercare.my_store_ids())
           or r = 'manager' and t.store_id = any (aftercare.my_managed_store_ids())));
end $$;

-- What a step still lacks: neither brought along nor, where the record can hold it, filled in already.
create or replace function aftercare.ticket_lacks(t aftercare.ticket, needs text[], payload jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(n order by place), '{}')
    from unnest(needs) with ordinality x (n, place)
    where btrim(coalesce(payload ->> n, case n when 'solution' then t.solution end, '')) = '');
end $$;

-- The steps this person may take now, for the screen's buttons; `lacks` names what has to come along.
create or replace function aftercare.ticket_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  t aftercare.ticket;
  roles text[];
begin
  select x.* into t from aftercare.ticket x where x.id = wanted;
  roles := aftercare.ticket_roles(t);
  return query
    select s.action, s.to_state, s.needs, aftercare.ticket_lacks(t, s.needs, '{}')
    from aftercare.ticket_transition s
    where s.from_state = t.state and s.role = any (roles)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- The one way to change a ticket's state, owner and promised time. Refuses a stale version with AC002; a
-- repetition with the same request id returns the first result.
create or replace function aftercare.ticket_move(ticket_id uuid, seen_version int, action text,
  payload jsonb, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  step aftercare.ticket_transition;
  roles text[];
  lacks text[];
  answer jsonb;
  was text;
begin
  select r.result into answer from aftercare.request r
    where r.id = request_id and r.login = aftercare.login_name();
  if found then return answer; end if;

  payload := aftercare.clean_payload(payload);
  select x.* into t from aftercare.ticket x where x.id = ticket_id for no key update;
  roles := aftercare.ticket_roles(t);
  if t.id is null or not (cardinality(roles) > 0 or t.store_id = any (aftercare.my_visible_store_ids())) then
    perform aftercare.refuse('gone_record');
  end if;
  if t.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select s.* into step from aftercare.ticket_transition s
    where s.from_state = t.state and s.action = action and s.role = any (roles) limit 1;
  if step.action is null then
    if exists (select from aftercare.ticket_transition s where s.from_state = t.state and s.action = action) then
      raise exception using errcode = '42501', message = 'this step belongs to another role';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', action));
  end if;
  lacks := aftercare.ticket_lacks(t, step.needs, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;

  was := t.state;
  t.state := step.to_state;
  if action = 'assign' then
    t.owner_id := (payload ->> 'owner_id')::uuid;
    perform aftercare.check_owner(t.owner_id);
  elsif action = 'promise' then
    t.promised_at := (payload ->> 'promised_at')::timestamptz;
    if t.promised_at <= clock_timestamp() then perform aftercare.refuse('promise_past', 'promised_at'); end if;
  elsif action = 'resolve' then
    -- as typed: what is blank around a text belongs to it
    if btrim(coalesce(payload ->> 'solution', '')) <> '' then t.solution := payload ->> 'solution'; end if;
    t.resolved_at := clock_timestamp();
  elsif action = 'reopen' then
    t.resolved_at := null;
  elsif action = 'start' and t.owner_id is null then
    t.owner_id := aftercare.my_staff_id();
  end if;
  update aftercare.ticket x set state = t.state, owner_id = t.owner_id, promised_at = t.promised_at,
    solution = t.solution, resolved_at = t.resolved_at
    where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, action, was, t.state, coalesce(payload ->> 'comment', ''),
    payload - 'comment' - 'solution');
  answer := jsonb_build_object('version', t.version, 'state', t.state);
  insert into aftercare.request (id, login, result) values (request_id, aftercare.login_name(), answer);
  return answer;
end $$;

-- Only people who still work here can own something.
create or replace function aftercare.check_owner(person uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from aftercare.staff s where s.id = person and s.active) then
    perform aftercare.refuse('owner_not_active', 'owner_id');
  end if;
end $$;

-- A line in the trace without a step. The ticket's version moves too, so that every window hears of it.
create or replace function aftercare.ticket_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if btrim(coalesce(comment, '')) = '' then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.ticket x set state = x.state where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, 'note', t.state, t.state, comment, '{}');
  return t.version;
end $$;

create or replace function aftercare.check_note(comment text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if length(comment) > 8000 then perform aftercare.refuse('too_long', 'comment'); end if;
end $$;

-- Remembers that an article was used for a ticket, so that 'worked / did not work' can be asked for.
create or replace function aftercare.ticket_use_article(wanted uuid, article uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  used aftercare.article;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  select a.* into used from aftercare.article a where a.id = article and a.state = 'published';
  if used.id is null then perform aftercare.refuse('gone_record', 'article'); end if;
  if exists (select from aftercare.ticket_event e where e.ticket_id = t.id and e.action = 'article'
             and e.details ->> 'article_id' = article::text) then
    return;
  end if;
  update aftercare.ticket x set state = x.state where x.id = t.id;
  perform aftercare.ticket_record(t, 'article', t.state, t.state, '',
    jsonb_build_object('article_id', article, 'number', used.number));
end $$;

grant execute on function aftercare.ticket_begin(), aftercare.ticket_began() to aftercare_owner;
grant execute on function aftercare.ticket_steps(uuid), aftercare.ticket_move(uuid, int, text, jsonb, uuid),
  aftercare.ticket_note(uuid, text), aftercare.ticket_use_article(uuid, uuid)
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_sales;

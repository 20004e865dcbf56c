-- owner: aftercare_workflow
-- Improvement suggestions 改进建议: anybody files one, a manager of the store decides, whoever was named carries it out.

-- BEFORE INSERT: its number and day, who files it, and what gave rise to it, which he must be able to see.
create or replace function aftercare.improvement_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.ticket;
  c aftercare.complaint;
  v aftercare.visit;
  p aftercare.recovery_plan;
begin
  if new.ticket_id is not null then
    select x.* into t from aftercare.ticket x where x.id = new.ticket_id;
    if t.id is null or not (t.store_id = any (aftercare.my_visible_store_ids())
                            or cardinality(aftercare.ticket_roles(t)) > 0) then
      perform aftercare.refuse('gone_record', 'ticket_id');
    end if;
    new.about_number := t.number;
  elsif new.complaint_id is not null then
    select x.* into c from aftercare.complaint x where x.id = new.complaint_id;
    if c.id is null or cardinality(aftercare.complaint_roles(c)) = 0 then
      perform aftercare.refuse('gone_record', 'complaint_id');
    end if;
    new.about_number := c.number;
  elsif new.visit_id is not null then
    select x.* into v from aftercare.visit x where x.id = new.visit_id;
    if v.id is null or not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record', 'visit_id'); end if;
    new.about_number := v.number;
  elsif new.recovery_plan_id is not null then
    select x.* into p from aftercare.recovery_plan x where x.id = new.recovery_plan_id;
    if p.id is null or cardinality(aftercare.recovery_plan_roles(p)) = 0 then
      perform aftercare.refuse('gone_record', 'recovery_plan_id');
    end if;
    if p.state <> 'open' then perform aftercare.refuse('plan_not_open', 'recovery_plan_id'); end if;
    new.about_number := p.number;
    new.store_id := p.store_id;
  end if;
  new.opened_at := clock_timestamp();
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  new.filed_by_id := aftercare.my_staff_id();
  new.number := aftercare.desk_number('J', new.opened_on, nextval('aftercare.improvement_number_seq'));
  return new;
end $$;

create or replace function aftercare.improvement_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.improvement_told(new, 'file', null, new.state, '', '{}');
  return null;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.improvement_told(i aftercare.improvement, action text, from_state text, to_state text,
  comment text, details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.improvement_event e where e.improvement_id = i.id));
begin
  insert into aftercare.improvement_event (improvement_id, store_id, owner_id, action, from_state, to_state, at,
                                           effective_at, by_login, comment, details, happened_on)
  values (i.id, i.store_id, i.owner_id, action, from_state, to_state, moment, moment, aftercare.login_name(), comment,
          details, aftercare.store_date(i.store_id, moment));
end $$;

-- What the caller is to this suggestion: its author, who carries it out, a manager of its store.
create or replace function aftercare.improvement_roles(i aftercare.improvement)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_staff_id();
begin
  if me is null or i.id is null then return '{}'; end if;
  return array_remove(array[
    case when i.filed_by_id = me then 'author' end,
    case when i.owner_id = me then 'owner' end,
    case when aftercare.i_am('manager') and i.store_id = any (aftercare.my_managed_store_ids()) then 'manager' end], null);
end $$;

create or replace function aftercare.improvement_lacks(i aftercare.improvement, needs text[], payload jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(n order by place), '{}')
    from unnest(needs) with ordinality x (n, place)
    where aftercare.is_blank(coalesce(payload ->> n, case n
      when 'owner_id' then i.owner_id::text when 'due_on' then i.due_on::text when 'result' then i.result end)));
end $$;

create or replace function aftercare.improvement_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  i aftercare.improvement;
  roles text[];
begin
  select x.* into i from aftercare.improvement x where x.id = wanted;
  roles := aftercare.improvement_roles(i);
  return query
    select s.action, s.to_state, s.needs, aftercare.improvement_lacks(i, s.needs, '{}')
    from aftercare.improvement_transition s
    where s.from_state = i.state and s.role = any (roles)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- Whoever carries something out for a store works at it, or takes it on himself.
create or replace function aftercare.check_owner_of_store(owner uuid, store uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.check_owner(owner);
  if owner is distinct from aftercare.my_staff_id() and not exists (
      select from aftercare.staff_store d where d.staff_id = owner and d.store_id = store and d.until is null) then
    perform aftercare.refuse('improvement_owner_elsewhere', 'owner_id');
  end if;
end $$;

-- It is due on a day to come, within two years.
create or replace function aftercare.check_due_day(due date, store uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if due < aftercare.store_date(store) then perform aftercare.refuse('due_past', 'due_on'); end if;
  if due > aftercare.store_date(store) + 730 then perform aftercare.refuse('promise_far', 'due_on'); end if;
end $$;

-- Who carries it out works at its store or answers for it, until a day to come.
create or replace function aftercare.improvement_given(i aftercare.improvement)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.check_owner_of_store(i.owner_id, i.store_id);
  perform aftercare.check_due_day(i.due_on, i.store_id);
end $$;

-- The one way to change the state of a suggestion. Refuses a stale version with AC002; a repetition with the same request
-- id returns the first result.
create or replace function aftercare.improvement_move(improvement_id uuid, seen_version int, action text, payload jsonb,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  i aftercare.improvement;
  step aftercare.improvement_transition;
  roles text[];
  lacks text[];
  words text;
  was text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  select x.* into i from aftercare.improvement x where x.id = improvement_id for no key update;
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  roles := aftercare.improvement_roles(i);
  if i.id is null or cardinality(roles) = 0 then perform aftercare.refuse('gone_record'); end if;
  if i.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  select s.* into step from aftercare.improvement_transition s
    where s.from_state = i.state and s.action = action and s.role = any (roles) limit 1;
  if step.action is null then
    if exists (select from aftercare.improvement_transition s where s.from_state = i.state and s.action = action) then
      raise exception using errcode = '42501', message = 'suggestions are decided by the managers of their store';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', i.state, 'action', action));
  end if;
  lacks := aftercare.improvement_lacks(i, step.needs, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;
  words := btrim(coalesce(payload ->> 'comment', ''));
  perform aftercare.check_note(words);
  was := i.state;
  i.state := step.to_state;
  if action in ('adopt', 'pass_on') then
    i.owner_id := coalesce(nullif(payload ->> 'owner_id', '')::uuid, i.owner_id);
    i.due_on := coalesce(nullif(payload ->> 'due_on', '')::date, i.due_on);
    i.snoozed_until := null;
    perform aftercare.improvement_given(i);
  end if;
  if action in ('adopt', 'decline') then
    i.decided_at := clock_timestamp();
    i.decided_by := aftercare.login_name();
    i.decision_note := left(words, 2000);
  elsif action = 'finish' then
    i.result := btrim(coalesce(nullif(payload ->> 'result', ''), i.result));
    i.done_on := aftercare.store_date(i.store_id);
  elsif action in ('reopen', 'consider') then
    i.done_on := null;
  end if;
  update aftercare.improvement x set state = i.state, owner_id = i.owner_id, due_on = i.due_on, decided_at = i.decided_at,
      decided_by = i.decided_by, decision_note = i.decision_note, done_on = i.done_on, result = i.result,
      snoozed_until = i.snoozed_until
    where x.id = i.id returning x.version into i.version;
  perform aftercare.improvement_told(i, action, was, i.state, words, payload - 'comment' - 'result');
  return aftercare.keep_result(request_id, jsonb_build_object('version', i.version, 'state', i.state));
end $$;

create or replace function aftercare.improvement_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  i aftercare.improvement;
begin
  select x.* into i from aftercare.improvement x where x.id = wanted for no key update;
  if i.id is null or cardinality(aftercare.improvement_roles(i)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.improvement x set state = x.state where x.id = i.id returning x.version into i.version;
  perform aftercare.improvement_told(i, 'note', i.state, i.state, comment, '{}');
  return i.version;
end $$;

-- Its owner is reminded later; the day it is due stays.
create or replace function aftercare.improvement_snooze(wanted uuid, until timestamptz)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  i aftercare.improvement;
begin
  select x.* into i from aftercare.improvement x where x.id = wanted for no key update;
  if i.id is null or i.owner_id is distinct from aftercare.my_staff_id() or i.state <> 'adopted' then
    perform aftercare.refuse('gone_record');
  end if;
  perform aftercare.check_snooze(until);
  update aftercare.improvement x set snoozed_until = until where x.id = i.id returning x.version into i.version;
  return i.version;
end $$;

-- What the caller is to be reminded of: suggestions that he carries out and that are due.
create or replace function aftercare.improvements_to_remind_of(most int)
returns table (kind text, id uuid, number text, subject text, at timestamptz, version int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  select 'improvement', i.id, i.number, i.subject, i.due_on::timestamp at time zone s.time_zone, i.version
  from aftercare.improvement i join aftercare.store s on s.id = i.store_id
  where i.owner_id = aftercare.my_staff_id() and i.state = 'adopted' and i.due_on <= aftercare.store_date(i.store_id)
    and coalesce(i.snoozed_until, clock_timestamp()) <= clock_timestamp()
  order by i.due_on limit least(most, 50);
end $$;

grant execute on function aftercare.improvement_begin(), aftercare.improvement_began() to aftercare_owner;
grant execute on function aftercare.improvement_steps(uuid), aftercare.improvement_move(uuid, int, text, jsonb, uuid),
  aftercare.improvement_note(uuid, text), aftercare.improvement_snooze(uuid, timestamptz),
  aftercare.improvements_to_remind_of(int) to aftercare_staff;

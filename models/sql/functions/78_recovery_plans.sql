-- owner: aftercare_workflow
-- Service recovery plans 服务修整方案: a manager of the store makes one, somebody answers for it until a day; its measures are
-- suggestions that name it, adopted and carried out as any other (75_improvements).

-- BEFORE INSERT: its number and day, and what gave rise to it, which the manager must be able to see.
create or replace function aftercare.recovery_plan_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  c aftercare.complaint;
  f aftercare.follow_up;
begin
  if new.complaint_id is not null then
    select x.* into c from aftercare.complaint x where x.id = new.complaint_id;
    if c.id is null or cardinality(aftercare.complaint_roles(c)) = 0 then
      perform aftercare.refuse('gone_record', 'complaint_id');
    end if;
    new.about_number := c.number;
    new.store_id := c.store_id;
  elsif new.follow_up_id is not null then
    select x.* into f from aftercare.follow_up x where x.id = new.follow_up_id;
    if f.id is null or not f.store_id = any (aftercare.my_managed_store_ids()) then
      perform aftercare.refuse('gone_record', 'follow_up_id');
    end if;
    new.about_number := f.number;
    new.store_id := f.store_id;
  end if;
  new.opened_at := clock_timestamp();
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  perform aftercare.recovery_plan_given(new);
  new.number := aftercare.desk_number('R', new.opened_on, nextval('aftercare.recovery_plan_number_seq'));
  return new;
end $$;

create or replace function aftercare.recovery_plan_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.recovery_plan_told(new, 'plan', null, new.state, '', '{}');
  return null;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.recovery_plan_told(p aftercare.recovery_plan, action text, from_state text,
  to_state text, comment text, details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.recovery_plan_event e where e.recovery_plan_id = p.id));
begin
  insert into aftercare.recovery_plan_event (recovery_plan_id, owner_id, action, from_state, to_state, at, effective_at,
                                             by_login, comment, details)
  values (p.id, p.owner_id, action, from_state, to_state, moment, moment, aftercare.login_name(), comment, details);
end $$;

-- What the caller is to this plan: who answers for it, a manager of its store who may read its complaint.
create or replace function aftercare.recovery_plan_roles(p aftercare.recovery_plan)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_staff_id();
  c aftercare.complaint;
begin
  if me is null or p.id is null then return '{}'; end if;
  if p.complaint_id is not null then
    select x.* into c from aftercare.complaint x where x.id = p.complaint_id;
  end if;
  return array_remove(array[
    case when p.owner_id = me then 'owner' end,
    case when aftercare.i_am('manager') and p.store_id = any (aftercare.my_managed_store_ids())
              and (p.complaint_id is null or cardinality(aftercare.complaint_roles(c)) > 0) then 'manager' end], null);
end $$;

create or replace function aftercare.recovery_plan_lacks(p aftercare.recovery_plan, needs text[], payload jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(n order by place), '{}')
    from unnest(needs) with ordinality x (n, place)
    where aftercare.is_blank(coalesce(payload ->> n, case n
      when 'owner_id' then p.owner_id::text when 'result' then p.result when 'told' then p.told end)));
end $$;

create or replace function aftercare.recovery_plan_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  p aftercare.recovery_plan;
  roles text[];
begin
  select x.* into p from aftercare.recovery_plan x where x.id = wanted;
  roles := aftercare.recovery_plan_roles(p);
  return query
    select s.action, s.to_state, s.needs, aftercare.recovery_plan_lacks(p, s.needs, '{}')
    from aftercare.recovery_plan_transition s
    where s.from_state = p.state and s.role = any (roles)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- Who answers for it works at its store or for it and is not whom its complaint is about; the day is one to come.
create or replace function aftercare.recovery_plan_given(p aftercare.recovery_plan)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.check_owner_of_store(p.owner_id, p.store_id);
  if exists (select from aftercare.complaint c where c.id = p.complaint_id and c.about_staff_id = p.owner_id) then
    perform aftercare.refuse('owner_is_accused', 'owner_id');
  end if;
  perform aftercare.check_due_day(p.due_on, p.store_id);
end $$;

-- It ends when none of its measures waits: neither a suggestion that names it, nor a corrective action of its complaint.
create or replace function aftercare.recovery_plan_may_end(p aftercare.recovery_plan)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from aftercare.improvement i where i.recovery_plan_id = p.id and i.state in ('filed', 'adopted'))
     or exists (select from aftercare.corrective_action a where a.complaint_id = p.complaint_id and a.state = 'open') then
    perform aftercare.refuse('plan_measures_open');
  end if;
  if not exists (select from aftercare.improvement i where i.recovery_plan_id = p.id and i.state = 'done')
     and not exists (select from aftercare.corrective_action a
                     where a.complaint_id = p.complaint_id and a.state in ('done', 'verified', 'effective')) then
    perform aftercare.refuse('plan_measure_missing');
  end if;
end $$;

-- The one way to change the state of a plan. Refuses a stale version with AC002; a repetition with the same request id
-- returns the first result.
create or replace function aftercare.recovery_plan_move(plan_id uuid, seen_version int, action text, payload jsonb,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  p aftercare.recovery_plan;
  step aftercare.recovery_plan_transition;
  roles text[];
  lacks text[];
  words text;
  was text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  select x.* into p from aftercare.recovery_plan x where x.id = plan_id for no key update;
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  roles := aftercare.recovery_plan_roles(p);
  if p.id is null or cardinality(roles) = 0 then perform aftercare.refuse('gone_record'); end if;
  if p.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  select s.* into step from aftercare.recovery_plan_transition s
    where s.from_state = p.state and s.action = action and s.role = any (roles) limit 1;
  if step.action is null then
    if exists (select from aftercare.recovery_plan_transition s where s.from_state = p.state and s.action = action) then
      raise exception using errcode = '42501', message = 'plans are kept by the managers of their store';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', p.state, 'action', action));
  end if;
  lacks := aftercare.recovery_plan_lacks(p, step.needs, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;
  words := btrim(coalesce(payload ->> 'comment', ''));
  perform aftercare.check_note(words);
  was := p.state;
  p.state := step.to_state;
  if action in ('pass_on', 'reopen') then
    p.owner_id := coalesce(nullif(payload ->> 'owner_id', '')::uuid, p.owner_id);
    p.due_on := coalesce(nullif(payload ->> 'due_on', '')::date, p.due_on);
    p.snoozed_until := null;
    p.done_on := null;
    perform aftercare.recovery_plan_given(p);
  elsif action = 'finish' then
    perform aftercare.recovery_plan_may_end(p);
    p.result := btrim(coalesce(nullif(payload ->> 'result', ''), p.result));
    p.told := btrim(coalesce(nullif(payload ->> 'told', ''), p.told));
    p.done_on := aftercare.store_date(p.store_id);
  end if;
  update aftercare.recovery_plan x set state = p.state, owner_id = p.owner_id, due_on = p.due_on, done_on = p.done_on,
      result = p.result, told = p.told, snoozed_until = p.snoozed_until
    where x.id = p.id returning x.version into p.version;
  perform aftercare.recovery_plan_told(p, action, was, p.state, words, payload - 'comment' - 'result' - 'told');
  return aftercare.keep_result(request_id, jsonb_build_object('version', p.version, 'state', p.state));
end $$;

create or replace function aftercare.recovery_plan_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  p aftercare.recovery_plan;
begin
  select x.* into p from aftercare.recovery_plan x where x.id = wanted for no key update;
  if p.id is null or cardinality(aftercare.recovery_plan_roles(p)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.recovery_plan x set state = x.state where x.id = p.id returning x.version into p.version;
  perform aftercare.recovery_plan_told(p, 'note', p.state, p.state, comment, '{}');
  return p.version;
end $$;

-- Its owner is reminded later; the day it is due stays.
create or replace function aftercare.recovery_plan_snooze(wanted uuid, until timestamptz)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  p aftercare.recovery_plan;
begin
  select x.* into p from aftercare.recovery_plan x where x.id = wanted for no key update;
  if p.id is null or p.owner_id is distinct from aftercare.my_staff_id() or p.state <> 'open' then
    perform aftercare.refuse('gone_record');
  end if;
  perform aftercare.check_snooze(until);
  update aftercare.recovery_plan x set snoozed_until = until where x.id = p.id returning x.version into p.version;
  return p.version;
end $$;

-- What the caller is to be reminded of: plans that he answers for and that are due.
create or replace function aftercare.recovery_plans_to_remind_of(most int)
returns table (kind text, id uuid, number text, subject text, at timestamptz, version int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  select 'recovery_plan', p.id, p.number, p.subject, p.due_on::timestamp at time zone s.time_zone, p.version
  from aftercare.recovery_plan p join aftercare.store s on s.id = p.store_id
  where p.owner_id = aftercare.my_staff_id() and p.state = 'open' and p.due_on <= aftercare.store_date(p.store_id)
    and coalesce(p.snoozed_until, clock_timestamp()) <= clock_timestamp()
  order by p.due_on limit least(most, 50);
end $$;

grant execute on function aftercare.recovery_plan_begin(), aftercare.recovery_plan_began() to aftercare_owner;
grant execute on function aftercare.recovery_plan_steps(uuid), aftercare.recovery_plan_move(uuid, int, text, jsonb, uuid),
  aftercare.recovery_plan_note(uuid, text), aftercare.recovery_plan_snooze(uuid, timestamptz),
  aftercare.recovery_plans_to_remind_of(int) to aftercare_staff;

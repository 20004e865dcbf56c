-- owner: aftercare_workflow
-- Follow-ups: their trace, who may call, and the only doors through which they change.

-- BEFORE INSERT OR UPDATE: number and dates, and what they are found by.
create or replace function aftercare.follow_up_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    new.due_on := aftercare.store_date(new.store_id, new.due_at);
    new.number := coalesce(new.number,
      aftercare.desk_number('F', new.due_on, nextval('aftercare.follow_up_number_seq')));
  end if;
  new.search := aftercare.search_tokens(concat_ws(' ', new.number, new.subject, new.note))
    || array_to_tsvector(array['=store:' || new.store_id]);
  return new;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.follow_up_record(f aftercare.follow_up, action text, from_state text, to_state text,
                                                      comment text, details jsonb, effective_at timestamptz default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.follow_up_event e where e.follow_up_id = f.id));
begin
  insert into aftercare.follow_up_event (follow_up_id, store_id, owner_id, action, from_state, to_state, at, effective_at,
                                         by_login, comment, details, happened_on)
  values (f.id, f.store_id, f.owner_id, action, from_state, to_state, moment, coalesce(effective_at, moment),
          aftercare.login_name(), comment, details, aftercare.store_date(f.store_id, moment));
end $$;

-- The roles in which the caller may act: the desk of its store, its managers, and to whom it was given. Whoever was
-- complained about sees nothing of it.
create or replace function aftercare.follow_up_roles(f aftercare.follow_up)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(r), '{}')
    from unnest(aftercare.roles_of(aftercare.login_name())) r
    where aftercare.my_staff_id() is not null and f.about_id is distinct from aftercare.my_staff_id()
      and (r in ('agent', 'manager') and f.owner_id = aftercare.my_staff_id()
           or r in ('agent', 'leader') and f.store_id = any (aftercare.my_store_ids())
           or r = 'manager' and f.store_id = any (aftercare.my_managed_store_ids())));
end $$;

-- Whether somebody may be given a follow-up: he works at the desk or manages, and neither did the work himself nor was
-- complained about.
create or replace function aftercare.follow_up_may_own(f aftercare.follow_up, person uuid)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return person is not null and person is distinct from f.worker_id and person is distinct from f.about_id
    and exists (select from aftercare.staff s
                where s.id = person and s.active and aftercare.roles_of(s.login) && array['agent', 'manager']);
end $$;

-- Why a step that the state allows is not this person's now; null: it is. Nobody asks how his own work was, and a call
-- that somebody took is his until a manager gives it to another.
create or replace function aftercare.follow_up_fault(f aftercare.follow_up, action text, roles text[])
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_staff_id();
  calls boolean := action in ('take', 'no_answer', 'busy', 'wrong_number', 'call_back', 'refuse', 'answer', 'won', 'lost');
begin
  return case
    when calls and f.worker_id = me then 'follow_up_own_work'
    when action = 'take' and f.owner_id is not null then 'follow_up_taken'
    when calls and f.owner_id <> me and not 'manager' = any (roles) then 'follow_up_taken'
    when action = 'release' and f.owner_id is null then 'step_not_possible'
    -- whoever is called to be won back is not asked how it was, and the other way round
    when action in ('won', 'lost') and f.occasion not in ('lapsed', 'unhappy') then 'step_not_possible'
    when action = 'answer' and f.occasion in ('lapsed', 'unhappy') then 'step_not_possible'
    when action = 'release' and f.owner_id <> me and not 'manager' = any (roles) then 'follow_up_taken' end;
end $$;

-- The steps this person may take now, for the screen's buttons.
create or replace function aftercare.follow_up_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  f aftercare.follow_up;
  roles text[];
begin
  select x.* into f from aftercare.follow_up x where x.id = wanted;
  roles := aftercare.follow_up_roles(f);
  return query
    select s.action, s.to_state, s.needs, s.needs
    from aftercare.follow_up_transition s
    where s.from_state = f.state and s.role = any (roles) and aftercare.follow_up_fault(f, s.action, roles) is null
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- The follow-up locked, and the row of the step; refuses what the person does not see or may not do.
create or replace function aftercare.follow_up_locked(wanted uuid)
returns aftercare.follow_up
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  f aftercare.follow_up;
begin
  select x.* into f from aftercare.follow_up x where x.id = wanted for no key update;
  if f.id is null or f.about_id is not distinct from aftercare.my_staff_id()
     or not (cardinality(aftercare.follow_up_roles(f)) > 0
             or f.store_id = any (aftercare.my_visible_store_ids())) is true then
    perform aftercare.refuse('gone_record');
  end if;
  return f;
end $$;

create or replace function aftercare.follow_up_step(f aftercare.follow_up, action text)
returns aftercare.follow_up_transition
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  step aftercare.follow_up_transition;
  roles text[] := aftercare.follow_up_roles(f);
  fault text;
begin
  select s.* into step from aftercare.follow_up_transition s
    where s.from_state = f.state and s.action = action and s.role = any (roles) limit 1;
  if step.action is null then
    if exists (select from aftercare.follow_up_transition s where s.from_state = f.state and s.action = action) then
      raise exception using errcode = '42501', message = 'this step belongs to another role';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', f.state, 'action', action));
  end if;
  fault := aftercare.follow_up_fault(f, action, roles);
  if fault is not null then
    perform aftercare.refuse(fault, null, jsonb_build_object('name',
      coalesce((select s.name from aftercare.staff s where s.id = f.owner_id), '')));
  end if;
  return step;
end $$;

-- The one way to change a follow-up's state, owner and next call, but for answering it. Attempts that reached nobody
-- count; after as many as its rule allows it is closed as not reached.
create or replace function aftercare.follow_up_move(follow_up_id uuid, seen_version int, action text, payload jsonb,
                                                    request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  f aftercare.follow_up;
  r aftercare.follow_up_rule;
  step aftercare.follow_up_transition;
  lacks text[];
  was text;
  moment timestamptz := clock_timestamp();
  me uuid := aftercare.my_staff_id();
  answer jsonb := aftercare.first_result(request_id);
begin
  if answer is not null then return answer; end if;
  payload := aftercare.clean_payload(payload);
  if action = 'answer' then perform aftercare.refuse('step_not_possible'); end if;
  f := aftercare.follow_up_locked(follow_up_id);
  -- The same step asked for twice at the same moment: the second waited for the row.
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;
  -- before the version: whoever took it first is named
  step := aftercare.follow_up_step(f, action);
  if f.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  lacks := array(select n from unnest(step.needs) n where aftercare.is_blank(coalesce(payload ->> n, '')));
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;
  perform aftercare.check_note(payload ->> 'comment');

  select x.* into r from aftercare.follow_up_rule x where x.id = f.rule_id;
  was := f.state;
  f.state := step.to_state;
  if action in ('take', 'assign') then
    f.owner_id := case action when 'take' then me else (payload ->> 'owner_id')::uuid end;
    if not aftercare.follow_up_may_own(f, f.owner_id) then perform aftercare.refuse('follow_up_owner_cannot', 'owner_id'); end if;
  elsif action = 'release' then
    f.owner_id := null;
  elsif action in ('no_answer', 'busy', 'wrong_number') then
    f.attempts := f.attempts + 1;
    f.next_at := moment + make_interval(hours => r.retry_hours);
    if f.attempts >= r.max_attempts then f.state := 'unreached'; end if;
  elsif action = 'call_back' then
    f.attempts := f.attempts + 1;
    f.next_at := (payload ->> 'next_at')::timestamptz;
    if not isfinite(f.next_at) or f.next_at > moment + interval '60 days' then
      perform aftercare.refuse('promise_far', 'next_at');
    elsif f.next_at <= moment then
      perform aftercare.refuse('promise_past', 'next_at');
    end if;
    f.call_by := greatest(f.call_by, f.next_at + interval '1 day');
    f.reached_at := coalesce(f.reached_at, moment);
  elsif action in ('won', 'lost') then
    f.attempts := f.attempts + 1;
    f.reached_at := coalesce(f.reached_at, moment);
    f.lost_reason := case action when 'lost' then payload ->> 'lost_reason' end;
    if action = 'lost' and not exists (select from aftercare.code_item k
                                       where k.list = 'lost_reason' and k.code = f.lost_reason and k.active) then
      perform aftercare.refuse('value_refused', 'lost_reason');
    end if;
  elsif action = 'refuse' then
    f.attempts := f.attempts + 1;
    f.reached_at := coalesce(f.reached_at, moment);
    if coalesce(payload ->> 'no_more', '') = 'true' then
      insert into aftercare.customer_consent (id, customer_id, purpose, given, channel, wording)
        values (gen_random_uuid(), f.customer_id, 'follow_up', false, 'phone', f.number);
    end if;
  elsif action = 'reopen' then
    f.attempts := 0;
    f.lost_reason := null;
    f.next_at := moment;
    f.call_by := moment + make_interval(days => r.due_days);
  end if;
  -- whoever calls has it
  if action in ('no_answer', 'busy', 'wrong_number', 'call_back', 'refuse', 'won', 'lost') then f.owner_id := coalesce(f.owner_id, me); end if;
  perform aftercare.follow_up_store(f, was, action, coalesce(payload ->> 'comment', ''), payload - 'comment'
    || case when action = 'assign' then jsonb_build_object('name',
         (select s.name from aftercare.staff s where s.id = f.owner_id)) else '{}' end);
  return aftercare.keep_result(request_id, (
    select jsonb_build_object('id', x.id, 'version', x.version, 'state', x.state)
    from aftercare.follow_up x where x.id = f.id));
end $$;

-- Writes the row back with its event; whatever is over has its moment and who ended it.
create or replace function aftercare.follow_up_store(f aftercare.follow_up, was text, action text, comment text,
                                                     details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  f.finished_at := case when f.state in ('open', 'retry') then null else clock_timestamp() end;
  f.finished_on := aftercare.store_date(f.store_id, f.finished_at);
  if f.finished_at is null then f.finished_on := null; end if;
  update aftercare.follow_up x set state = f.state, owner_id = f.owner_id, attempts = f.attempts, next_at = f.next_at,
      call_by = f.call_by, reached_at = f.reached_at, finished_at = f.finished_at, finished_on = f.finished_on,
      finished_by_id = case when f.finished_at is not null then aftercare.my_staff_id() end, channel = f.channel,
      score = f.score, nps = f.nps, bad = f.bad, lost_reason = f.lost_reason, task_id = f.task_id, note = f.note
    where x.id = f.id;
  perform aftercare.follow_up_record(f, action, was, f.state, comment, details);
end $$;

-- A line in the trace.
create or replace function aftercare.follow_up_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  f aftercare.follow_up := aftercare.follow_up_locked(wanted);
begin
  if cardinality(aftercare.follow_up_roles(f)) = 0 then
    raise exception using errcode = '42501', message = 'this person may not write to the follow-up';
  end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.follow_up x set state = x.state where x.id = f.id returning x.version into f.version;
  perform aftercare.follow_up_record(f, 'note', f.state, f.state, comment, '{}');
  return f.version;
end $$;

-- Plans a follow-up by hand (派工 回访), with the script and the questions of a rule; by a rule that wins customers back
-- it is a call of that kind.
create or replace function aftercare.follow_up_plan(wanted uuid, rule uuid, store uuid, customer uuid, work_order uuid,
                                                    owner uuid, at timestamptz, subject text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  f aftercare.follow_up;
  r aftercare.follow_up_rule;
  o aftercare.work_order;
  answer jsonb := aftercare.first_result(request_id);
begin
  if answer is not null then return answer; end if;
  if not (aftercare.i_am('agent') and store = any (aftercare.my_store_ids())
          or aftercare.i_am('manager') and store = any (aftercare.my_managed_store_ids())) is true then
    raise exception using errcode = '42501', message = 'the desk and the managers of a store plan its follow-ups';
  end if;
  select x.* into r from aftercare.follow_up_rule x join aftercare.questionnaire q on q.id = x.questionnaire_id
    where x.id = rule and x.archived_at is null and q.revision > 0;
  if r.id is null then perform aftercare.refuse('follow_up_rule_gone', 'rule_id'); end if;
  select w.* into o from aftercare.work_order w where w.id = work_order;
  if o.id is not null and not aftercare.sees_order(o) then perform aftercare.refuse('gone_record', 'work_order_id'); end if;
  customer := coalesce(o.customer_id, customer);
  if customer is null then perform aftercare.refuse('follow_up_whom', 'customer_id'); end if;
  if not aftercare.i_see_customer(customer) then perform aftercare.refuse('gone_record', 'customer_id'); end if;
  if not aftercare.follow_up_wanted(customer) then perform aftercare.refuse('follow_up_not_wanted', 'customer_id'); end if;
  if exists (select from aftercare.follow_up x
             where x.customer_id = customer and x.state in ('open', 'retry')) then
    perform aftercare.refuse('follow_up_under_way', 'customer_id');
  end if;
  f.id := wanted;
  f.worker_id := o.assigned_to;
  if owner is not null and not aftercare.follow_up_may_own(f, owner) then
    perform aftercare.refuse('follow_up_owner_cannot', 'owner_id');
  end if;
  if at is not null and (not isfinite(at) or at > clock_timestamp() + interval '2 years') then
    perform aftercare.refuse('promise_far', 'next_at');
  end if;
  at := greatest(coalesce(at, clock_timestamp()), clock_timestamp());
  insert into aftercare.follow_up (id, occasion, rule_id, questionnaire_id, revision, store_id, customer_id, device_id,
                                   work_order_id, source_id, subject, worker_id, owner_id, due_at, call_by, next_at)
    select wanted, case when r.occasion in ('lapsed', 'unhappy') then r.occasion else 'manual' end, r.id, r.questionnaire_id, q.revision, store, customer, o.device_id, o.id, wanted,
           left(coalesce(nullif(btrim(subject), ''), concat_ws(' · ', o.number, o.problem)), 400), f.worker_id, owner,
           at, at + make_interval(days => r.due_days), at
    from aftercare.questionnaire q where q.id = r.questionnaire_id
    returning * into f;
  perform aftercare.follow_up_record(f, 'open', null, f.state, '', '{}');
  return aftercare.keep_result(request_id, jsonb_build_object('id', f.id, 'version', f.version, 'state', f.state));
end $$;

-- Whether a customer may be called to be asked: on file, with a number, not one who only disturbs, and he has not said
-- no (the newest of what he said counts).
create or replace function aftercare.follow_up_wanted(customer uuid)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from aftercare.customer c
    where c.id = customer and c.archived_at is null and c.merged_into is null and c.phone_key <> ''
      and not exists (select from aftercare.caller_mark m where m.phone_key = c.phone_key and m.lifted_at is null)
      and coalesce((select k.given from aftercare.customer_consent k
                    where k.customer_id = c.id and k.purpose = 'follow_up'
                    order by k.created_at desc, k.id desc limit 1), true));
end $$;

grant execute on function aftercare.follow_up_begin() to aftercare_owner;
grant execute on function aftercare.follow_up_steps(uuid)
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor;
grant execute on function aftercare.follow_up_move(uuid, int, text, jsonb, uuid), aftercare.follow_up_note(uuid, text),
  aftercare.follow_up_plan(uuid, uuid, uuid, uuid, uuid, uuid, timestamptz, text, uuid)
  to aftercare_agent, aftercare_manager;

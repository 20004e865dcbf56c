-- owner: aftercare_workflow
-- Complaints: recorded at the desk, handled and assigned by managers; the person complained about has no part.

-- Whether the caller may see a complaint: not a definer's function, so the complaint's own policies decide, for policies
-- of what belongs to one.
create or replace function aftercare.i_see_complaint(wanted uuid)
returns boolean
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (select from aftercare.complaint c where c.id = wanted);
end $$;
grant execute on function aftercare.i_see_complaint(uuid) to aftercare_staff;

create or replace function aftercare.complaint_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  new.number := coalesce(new.number,
    aftercare.desk_number('C', new.opened_on, nextval('aftercare.complaint_number_seq')));
  new.answer_due_at := coalesce(new.answer_due_at,
    new.opened_at + make_interval(days => aftercare.parameter_value('complaint_answer_days', '5')::int));
  return new;
end $$;

create or replace function aftercare.complaint_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.complaint_record(new, 'receive', null, new.state, '', '{}');
  return null;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.complaint_record(c aftercare.complaint, action text, from_state text,
  to_state text, comment text, details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.complaint_event e where e.complaint_id = c.id));
begin
  insert into aftercare.complaint_event (complaint_id, store_id, owner_id, action, from_state, to_state, at,
                                         effective_at, by_login, comment, details,
                                      happened_on)
  values (c.id, c.store_id, c.owner_id, action, from_state, to_state, moment,
          case when action = 'receive' then c.opened_at else moment end, aftercare.login_name(), comment, details,
          aftercare.store_date(c.store_id, moment));
end $$;

-- The roles in which the caller may act on this complaint: managers of its store, its owner, the desk that
-- records. An administrator may hand a complaint about a manager to somebody. The person complained about: none.
create or replace function aftercare.complaint_roles(c aftercare.complaint)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(r), '{}')
    from unnest(aftercare.roles_of(aftercare.login_name())) r
    where aftercare.my_staff_id() is not null
      and c.about_staff_id is distinct from aftercare.my_staff_id()
      and (r in ('manager', 'agent') and c.owner_id = aftercare.my_staff_id()
           or r = 'agent' and c.store_id = any (aftercare.my_store_ids())
           or r = 'manager' and c.store_id = any (aftercare.my_managed_store_ids())
           or r = 'admin'));
end $$;

create or replace function aftercare.complaint_lacks(c aftercare.complaint, needs text[], payload jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(n order by place), '{}')
    from unnest(needs) with ordinality x (n, place)
    where btrim(coalesce(payload ->> n, case n
      when 'category' then c.category
      when 'owner_id' then c.owner_id::text
      when 'proposal' then c.proposal
      when 'answer' then c.answer
      when 'root_cause' then c.root_cause end, '')) = '');
end $$;

create or replace function aftercare.complaint_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  c aftercare.complaint;
  roles text[];
begin
  select x.* into c from aftercare.complaint x where x.id = wanted;
  roles := aftercare.complaint_roles(c);
  return query
    select s.action, s.to_state, s.needs, aftercare.complaint_lacks(c, s.needs, '{}')
    from aftercare.complaint_transition s
    where s.from_state = c.state and s.role = any (roles)
      and (s.action <> 'escalate' or c.escalated_at is null)
      and (s.action <> 'settle' or c.escalated_at is not null)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- The one way to change a complaint's state, owner and mark of escalation. Refuses a stale version with AC002;
-- a repetition with the same request id returns the first result.
create or replace function aftercare.complaint_move(complaint_id uuid, seen_version int, action text,
  payload jsonb, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  step aftercare.complaint_transition;
  roles text[];
  lacks text[];
  answer jsonb := aftercare.first_result(request_id);
  was text;
begin
  if answer is not null then return answer; end if;
  payload := aftercare.clean_payload(payload);
  select x.* into c from aftercare.complaint x where x.id = complaint_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;
  roles := aftercare.complaint_roles(c);
  if c.id is null or cardinality(roles) = 0 then perform aftercare.refuse('gone_record'); end if;
  if c.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select s.* into step from aftercare.complaint_transition s
    where s.from_state = c.state and s.action = action and s.role = any (roles) limit 1;
  if step.action is null then
    if exists (select from aftercare.complaint_transition s where s.from_state = c.state and s.action = action) then
      raise exception using errcode = '42501', message = 'complaints are handled by the manager';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', c.state, 'action', action));
  end if;
  lacks := aftercare.complaint_lacks(c, step.needs, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;

  -- what was promised is kept or taken back before the case is closed
  if action = 'close' and exists (select from aftercare.complaint_remedy r
                                  where r.complaint_id = c.id and r.state in ('proposed', 'approved')) then
    perform aftercare.refuse('remedies_open');
  end if;
  if action = 'close' and c.regulator_due_on is not null and c.regulator_answered_on is null then
    perform aftercare.refuse('authority_waits');
  end if;
  if action = 'close' then perform aftercare.measures_allow_closing(c); end if;
  was := c.state;
  c.state := step.to_state;
  if action in ('assign', 'investigate') and nullif(payload ->> 'owner_id', '') is not null then
    c.owner_id := (payload ->> 'owner_id')::uuid;
    perform aftercare.check_owner(c.owner_id);
    -- said here and not by the constraint alone: who assigns is told why
    if c.owner_id = c.about_staff_id then perform aftercare.refuse('owner_is_accused', 'owner_id'); end if;
    if not aftercare.roles_of((select s.login from aftercare.staff s where s.id = c.owner_id))
           && array['manager', 'agent'] then
      perform aftercare.refuse('owner_cannot_handle', 'owner_id');
    end if;
  elsif action = 'assess' then
    c.category := coalesce(nullif(btrim(payload ->> 'category'), ''), c.category);
    c.severity := coalesce((payload ->> 'severity')::int, c.severity);
  elsif action = 'escalate' then
    c.escalated_at := clock_timestamp();
  elsif action = 'settle' then
    c.escalated_at := null;
  elsif action = 'propose' and btrim(coalesce(payload ->> 'proposal', '')) <> '' then
    c.proposal := payload ->> 'proposal';
  elsif action = 'answer' then
    if btrim(coalesce(payload ->> 'answer', '')) <> '' then c.answer := payload ->> 'answer'; end if;
    c.answered_at := clock_timestamp();
  elsif action = 'close' then
    c.root_cause := coalesce(nullif(btrim(payload ->> 'root_cause'), ''), c.root_cause);
  elsif action = 'reopen' then
    c.answered_at := null;
  end if;
  update aftercare.complaint x set state = c.state, owner_id = c.owner_id, escalated_at = c.escalated_at,
    proposal = c.proposal, answer = c.answer, answered_at = c.answered_at, root_cause = c.root_cause,
    category = c.category, severity = c.severity
    where x.id = c.id returning x.version into c.version;
  perform aftercare.complaint_record(c, action, was, c.state, coalesce(payload ->> 'comment', ''),
    payload - 'comment' - 'proposal' - 'answer');
  answer := jsonb_build_object('version', c.version, 'state', c.state);
  insert into aftercare.request (id, login, result) values (request_id, aftercare.login_name(), answer);
  return answer;
end $$;

create or replace function aftercare.complaint_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
begin
  select x.* into c from aftercare.complaint x where x.id = wanted for no key update;
  if c.id is null or cardinality(aftercare.complaint_roles(c)) = 0 then
    perform aftercare.refuse('gone_record');
  end if;
  if btrim(coalesce(comment, '')) = '' then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.complaint x set state = x.state where x.id = c.id returning x.version into c.version;
  perform aftercare.complaint_record(c, 'note', c.state, c.state, comment, '{}');
  return c.version;
end $$;

-- The number is told to the customer at once, also by the one he complains about, who cannot read the rest.
create or replace function aftercare.complaint_number(wanted uuid)
returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select c.number from aftercare.complaint c
  where c.id = wanted and c.created_by = aftercare.login_name() and aftercare.my_staff_id() is not null
$$;

-- What somebody is accused of he does not read in the audit trail either.
create or replace function aftercare.complaints_about_me()
returns uuid[]
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(c.id), '{}') from aftercare.complaint c
  where c.about_staff_id = aftercare.my_staff_id()
$$;

grant execute on function aftercare.complaint_begin(), aftercare.complaint_began() to aftercare_owner;
grant execute on function aftercare.complaint_steps(uuid),
  aftercare.complaint_move(uuid, int, text, jsonb, uuid), aftercare.complaint_note(uuid, text)
  to aftercare_agent, aftercare_manager, aftercare_admin;
grant execute on function aftercare.complaint_number(uuid) to aftercare_agent, aftercare_manager;
grant execute on function aftercare.complaints_about_me() to aftercare_admin, aftercare_auditor;

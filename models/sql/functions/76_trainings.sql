-- owner: aftercare_workflow
-- Training 培训: planned by the desk and managers, held by a trainer, marked by the course's scheme, then closed.

-- What the caller gives himself: there he reads and writes how everybody did.
create or replace function aftercare.trainings_i_give()
returns uuid[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(t.id), '{}') from aftercare.training t where t.trainer_id = aftercare.my_staff_id());
end $$;

-- And what he is invited to.
create or replace function aftercare.my_training_ids()
returns uuid[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return aftercare.trainings_i_give() || array(
    select r.training_id from aftercare.training_record r
    where r.staff_id = aftercare.my_staff_id() and r.withdrawn_at is null);
end $$;

-- BEFORE INSERT OR UPDATE: number, what the course says of name and hours, and that the caller sees what is prepared.
create or replace function aftercare.training_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  c aftercare.course;
  o aftercare.work_order;
  v aftercare.visit;
begin
  if new.trainer_id is not null and (tg_op = 'INSERT' or new.trainer_id is distinct from old.trainer_id)
     and not exists (select from aftercare.staff s where s.id = new.trainer_id and s.active) then
    perform aftercare.refuse('owner_not_active', 'trainer_id');
  end if;
  if tg_op = 'UPDATE' then return new; end if;
  select x.* into c from aftercare.course x where x.id = new.course_id and x.archived_at is null;
  if c.id is null then perform aftercare.refuse('training_no_course', 'course_id'); end if;
  if new.work_order_id is not null then
    select x.* into o from aftercare.work_order x where x.id = new.work_order_id;
    if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record', 'work_order_id'); end if;
  elsif new.visit_id is not null then
    select x.* into v from aftercare.visit x where x.id = new.visit_id;
    if v.id is null or not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record', 'visit_id'); end if;
  end if;
  new.subject := coalesce(nullif(btrim(new.subject), ''), c.name);
  new.hours := coalesce(new.hours, c.hours);
  new.number := aftercare.desk_number('L', aftercare.store_date(new.store_id), nextval('aftercare.training_number_seq'));
  return new;
end $$;

create or replace function aftercare.training_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.training_told(new, 'plan', null, new.state, '', '{}');
  return null;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.training_told(t aftercare.training, action text, from_state text, to_state text,
  comment text, details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.training_event e where e.training_id = t.id));
begin
  insert into aftercare.training_event (training_id, store_id, owner_id, action, from_state, to_state, at, effective_at,
                                        by_login, comment, details, happened_on)
  values (t.id, t.store_id, t.trainer_id, action, from_state, to_state, moment, moment, aftercare.login_name(), comment,
          details, aftercare.store_date(t.store_id, moment));
end $$;

-- What the caller is to this training: its trainer, the desk or a manager of its store.
create or replace function aftercare.training_roles(t aftercare.training)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_staff_id();
begin
  if me is null or t.id is null then return '{}'; end if;
  return array_remove(array[
    case when t.trainer_id = me then 'trainer' end,
    case when aftercare.i_am('agent') and t.store_id = any (aftercare.my_store_ids()) then 'agent' end,
    case when aftercare.i_am('manager') and t.store_id = any (aftercare.my_managed_store_ids()) then 'manager' end], null);
end $$;

create or replace function aftercare.training_lacks(t aftercare.training, needs text[], payload jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(n order by place), '{}')
    from unnest(needs) with ordinality x (n, place)
    where aftercare.is_blank(coalesce(payload ->> n, case n when 'summary' then t.summary end)));
end $$;

create or replace function aftercare.training_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  t aftercare.training;
  roles text[];
begin
  select x.* into t from aftercare.training x where x.id = wanted;
  roles := aftercare.training_roles(t);
  return query
    select s.action, s.to_state, s.needs, aftercare.training_lacks(t, s.needs, '{}')
    from aftercare.training_transition s
    where s.from_state = t.state and s.role = any (roles)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- How a course is marked, as a training keeps it.
create or replace function aftercare.course_scheme(wanted uuid)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select jsonb_build_object('attendance', c.weight_attendance, 'speaking', c.weight_speaking,
      'homework', c.weight_homework, 'quiz', c.weight_quiz, 'case_study', c.weight_case_study,
      'practice', c.weight_practice, 'exam', c.weight_exam, 'absent_deduction', c.absent_deduction,
      'late_deduction', c.late_deduction, 'pass_mark', c.pass_mark, 'valid_months', c.valid_months, 'days', c.days)
    from aftercare.course c where c.id = wanted);
end $$;

-- Marks of 0 to 100 by their weights, as a share of the weights' sum; null while a mark that counts is missing. Trainings
-- and appraisals are counted by it.
create or replace function aftercare.points_by_weight(weights jsonb, marks jsonb)
returns numeric
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select case when bool_and(w.value::numeric = 0 or marks ->> w.key is not null)
                      then sum(w.value::numeric * coalesce((marks ->> w.key)::numeric, 0) / 100) end
          from jsonb_each_text(weights) w);
end $$;

create or replace function aftercare.check_mark(mark text, field text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(mark, '') <> '' and (mark !~ '^[0-9]{1,3}(\.[0-9])?$' or mark::numeric > 100) then
    perform aftercare.refuse('training_mark_wrong', field);
  end if;
end $$;

-- Points of one record by a scheme, 0 to 100; null while a mark that counts is missing. Whoever never came has none.
-- Attendance loses points for each absence and lateness until nothing is left of it 扣完为止.
create or replace function aftercare.training_points(r aftercare.training_record, scheme jsonb)
returns numeric
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if r.attendance = 'invited' then return null; end if;
  if r.attendance = 'absent' then return 0; end if;
  return round(greatest(0, (scheme ->> 'attendance')::numeric - r.absences * (scheme ->> 'absent_deduction')::numeric
                           - r.latenesses * (scheme ->> 'late_deduction')::numeric)
    + aftercare.points_by_weight(
        scheme - array['attendance', 'absent_deduction', 'late_deduction', 'pass_mark', 'valid_months', 'days'],
        to_jsonb(r)), 1);
end $$;

-- A training, locked, on which the caller works in one of these roles.
create or replace function aftercare.training_in_hand(wanted uuid, as_roles text[])
returns aftercare.training
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.training;
  roles text[];
begin
  select x.* into t from aftercare.training x where x.id = wanted for no key update;
  roles := aftercare.training_roles(t);
  if cardinality(roles) = 0 then perform aftercare.refuse('gone_record'); end if;
  if not roles && as_roles then
    raise exception using errcode = '42501', message = 'trainings are marked by their trainer and the managers';
  end if;
  return t;
end $$;

-- The one way to change the state of a training. Refuses a stale version with AC002; a repetition with the same request id
-- returns the first result.
create or replace function aftercare.training_move(training_id uuid, seen_version int, action text, payload jsonb,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.training;
  step aftercare.training_transition;
  roles text[];
  lacks text[];
  words text;
  was text;
  left_open int;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  select x.* into t from aftercare.training x where x.id = training_id for no key update;
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  roles := aftercare.training_roles(t);
  if cardinality(roles) = 0 then perform aftercare.refuse('gone_record'); end if;
  if t.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  select s.* into step from aftercare.training_transition s
    where s.from_state = t.state and s.action = action and s.role = any (roles) limit 1;
  if step.action is null then
    if exists (select from aftercare.training_transition s where s.from_state = t.state and s.action = action) then
      raise exception using errcode = '42501', message = 'this step is the trainer''s or a manager''s';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', action));
  end if;
  lacks := aftercare.training_lacks(t, step.needs, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;
  words := btrim(coalesce(payload ->> 'comment', ''));
  perform aftercare.check_note(words);
  was := t.state;
  t.state := step.to_state;
  if action = 'hold' then
    if t.starts_at > clock_timestamp() then perform aftercare.refuse('training_not_begun'); end if;
    if not exists (select from aftercare.training_record r where r.training_id = t.id and r.withdrawn_at is null) then
      perform aftercare.refuse('training_nobody');
    end if;
    t.scheme := aftercare.course_scheme(t.course_id);
    update aftercare.training_record r set trained_on = aftercare.store_date(t.store_id, least(t.ends_at, clock_timestamp()))
      where r.training_id = t.id;
  elsif action = 'close' then
    select count(*) into left_open from aftercare.training_record r
      where r.training_id = t.id and r.withdrawn_at is null and r.outcome is null;
    if left_open > 0 then perform aftercare.refuse('training_unmarked', null, jsonb_build_object('n', left_open)); end if;
    t.summary := btrim(coalesce(nullif(payload ->> 'summary', ''), t.summary));
  end if;
  update aftercare.training x set state = t.state, scheme = t.scheme, summary = t.summary
    where x.id = t.id returning x.version into t.version;
  perform aftercare.training_told(t, action, was, t.state, words, payload - 'comment' - 'summary');
  return aftercare.keep_result(request_id, jsonb_build_object('version', t.version, 'state', t.state));
end $$;

create or replace function aftercare.training_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.training := aftercare.training_in_hand(wanted, array['trainer', 'agent', 'manager']);
begin
  if aftercare.is_blank(comment) then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.training x set state = x.state where x.id = t.id returning x.version into t.version;
  perform aftercare.training_told(t, 'note', t.state, t.state, comment, '{}');
  return t.version;
end $$;

-- Colleagues, or one person of a customer or contractor, are invited; whoever is invited already is left as he is.
create or replace function aftercare.training_invite(training_id uuid, people uuid[], customer uuid, person text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.training;
  day date;
  names text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  t := aftercare.training_in_hand(training_id, array['trainer', 'agent', 'manager']);
  if t.state not in ('planned', 'held') then perform aftercare.refuse('training_over'); end if;
  if cardinality(people) > 200 then perform aftercare.refuse('training_too_many', 'people'); end if;
  day := aftercare.store_date(t.store_id, t.ends_at);
  if coalesce(cardinality(people), 0) = 0 and customer is null then perform aftercare.refuse('training_whom', 'people'); end if;
  if customer is null and not aftercare.is_blank(person) then perform aftercare.refuse('training_whose', 'customer_id'); end if;
  if exists (select from unnest(people) p left join aftercare.staff s on s.id = p where s.active is not true) then
    perform aftercare.refuse('owner_not_active', 'people');
  end if;
  if t.trainer_id = any (people) then perform aftercare.refuse('training_trainer', 'people'); end if;
  insert into aftercare.training_record (id, training_id, course_id, store_id, trained_on, staff_id)
    select gen_random_uuid(), t.id, t.course_id, t.store_id, day, p from (select distinct unnest(people) as p) x
    where not exists (select from aftercare.training_record r
                      where r.training_id = t.id and r.staff_id = x.p and r.withdrawn_at is null);
  names := (select string_agg(s.name, '、' order by s.name) from aftercare.staff s where s.id = any (people));
  if customer is not null then
    if not exists (select from aftercare.customer c where c.id = customer and c.archived_at is null) then
      perform aftercare.refuse('gone_record', 'customer_id');
    end if;
    if not exists (select from aftercare.training_record r where r.training_id = t.id and r.customer_id = customer
                   and r.person_name = btrim(coalesce(person, '')) and r.withdrawn_at is null) then
      insert into aftercare.training_record (id, training_id, course_id, store_id, trained_on, customer_id, person_name)
        values (gen_random_uuid(), t.id, t.course_id, t.store_id, day, customer, btrim(coalesce(person, '')));
    end if;
    names := concat_ws('、', names, (select c.number from aftercare.customer c where c.id = customer));
  end if;
  update aftercare.training x set state = x.state where x.id = t.id returning x.version into t.version;
  perform aftercare.training_told(t, 'invite', t.state, t.state, left(names, 2000), '{}');
  return aftercare.keep_result(request_id, jsonb_build_object('version', t.version, 'state', t.state));
end $$;

-- A record as it was seen, with its training, locked; refuses what is closed and whoever judges himself.
create or replace function aftercare.training_record_in_hand(record_id uuid, seen_version int, as_roles text[])
returns aftercare.training_record
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  t aftercare.training;
  r aftercare.training_record;
begin
  t := aftercare.training_in_hand((select x.training_id from aftercare.training_record x where x.id = record_id), as_roles);
  select x.* into r from aftercare.training_record x where x.id = record_id for no key update;
  if r.withdrawn_at is not null then perform aftercare.refuse('gone_record'); end if;
  if r.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  return r;
end $$;

-- Somebody does not come after all.
create or replace function aftercare.training_uninvite(record_id uuid, seen_version int, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.training;
  r aftercare.training_record;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.training x
    where x.id = (select y.training_id from aftercare.training_record y where y.id = record_id) for no key update;
  -- the same asked for twice at the same moment: the second waited for the training
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  r := aftercare.training_record_in_hand(record_id, seen_version, array['trainer', 'agent', 'manager']);
  select x.* into t from aftercare.training x where x.id = r.training_id;
  if t.state <> 'planned' or r.attendance <> 'invited' then perform aftercare.refuse('training_over'); end if;
  update aftercare.training_record x set withdrawn_at = clock_timestamp() where x.id = r.id;
  update aftercare.training x set state = x.state where x.id = t.id returning x.version into t.version;
  perform aftercare.training_told(t, 'uninvite', t.state, t.state,
    coalesce((select s.name from aftercare.staff s where s.id = r.staff_id),
             (select c.number from aftercare.customer c where c.id = r.customer_id), ''), '{}');
  return aftercare.keep_result(request_id, jsonb_build_object('version', t.version, 'state', t.state));
end $$;

-- How somebody did; marks: {quiz: 80, …}, each 0 to 100. Said again it corrects that, until the training is closed.
create or replace function aftercare.training_mark(record_id uuid, seen_version int, attendance text, absences int,
  latenesses int, marks jsonb, note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.training;
  r aftercare.training_record;
  part text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.training x
    where x.id = (select y.training_id from aftercare.training_record y where y.id = record_id) for no key update;
  -- the same asked for twice at the same moment: the second waited for the training
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  r := aftercare.training_record_in_hand(record_id, seen_version, array['trainer', 'manager']);
  select x.* into t from aftercare.training x where x.id = r.training_id;
  if r.staff_id is not distinct from aftercare.my_staff_id() then perform aftercare.refuse('training_own'); end if;
  if t.state <> 'held' then perform aftercare.refuse('training_not_held'); end if;
  if coalesce(attendance, '') not in ('attended', 'late', 'absent') then
    perform aftercare.refuse('step_lacks', 'attendance', jsonb_build_object('lacks', array['attendance']));
  end if;
  foreach part in array array['speaking', 'homework', 'quiz', 'case_study', 'practice', 'exam'] loop
    perform aftercare.check_mark(marks ->> part, part);
  end loop;
  if coalesce(absences, 0) not between 0 and (t.scheme ->> 'days')::int then
    perform aftercare.refuse('training_times_wrong', 'absences', jsonb_build_object('most', t.scheme ->> 'days'));
  end if;
  if coalesce(latenesses, 0) not between 0 and 60 then
    perform aftercare.refuse('training_times_wrong', 'latenesses', jsonb_build_object('most', 60));
  end if;
  r.attendance := attendance;
  r.absences := case attendance when 'absent' then (t.scheme ->> 'days')::int else coalesce(absences, 0) end;
  r.latenesses := case attendance when 'late' then greatest(1, coalesce(latenesses, 0)) when 'absent' then 0
                  else coalesce(latenesses, 0) end;
  r.speaking := nullif(marks ->> 'speaking', '')::numeric;
  r.homework := nullif(marks ->> 'homework', '')::numeric;
  r.quiz := nullif(marks ->> 'quiz', '')::numeric;
  r.case_study := nullif(marks ->> 'case_study', '')::numeric;
  r.practice := nullif(marks ->> 'practice', '')::numeric;
  r.exam := nullif(marks ->> 'exam', '')::numeric;
  r.score := aftercare.training_points(r, t.scheme);
  r.outcome := case when r.score >= (t.scheme ->> 'pass_mark')::numeric and attendance <> 'absent' then 'passed'
                    when r.score is not null then 'failed' end;
  r.hours := round(t.hours * ((t.scheme ->> 'days')::numeric - r.absences) / (t.scheme ->> 'days')::numeric, 1);
  r.valid_until := case when r.outcome = 'passed' and (t.scheme ->> 'valid_months')::int > 0
    then (r.trained_on + make_interval(months => (t.scheme ->> 'valid_months')::int))::date end;
  update aftercare.training_record x set attendance = r.attendance, absences = r.absences, latenesses = r.latenesses,
      speaking = r.speaking, homework = r.homework, quiz = r.quiz, case_study = r.case_study, practice = r.practice,
      exam = r.exam, score = r.score, outcome = r.outcome, hours = r.hours, note = btrim(coalesce(note, '')),
      valid_until = r.valid_until, retrain_since = null
    where x.id = r.id returning x.version into r.version;
  return aftercare.keep_result(request_id, jsonb_build_object('version', r.version, 'state', t.state));
end $$;

-- What the caller is to be reminded of: what he was taught and passed runs out, or did within the last month.
create or replace function aftercare.trainings_to_remind_of(most int)
returns table (id uuid, number text, subject text, at timestamptz, version int, training_id uuid)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  select r.id, t.number, t.subject, r.valid_until::timestamp at time zone s.time_zone, r.version, t.id
  from aftercare.training_record r
  join aftercare.training t on t.id = r.training_id
  join aftercare.store s on s.id = r.store_id
  where r.staff_id = aftercare.my_staff_id() and r.retrain_since is not null and r.withdrawn_at is null
    and r.valid_until >= aftercare.store_date(r.store_id) - 30
    and coalesce(r.snoozed_until, clock_timestamp()) <= clock_timestamp()
    and not exists (select from aftercare.training_record o
                    where o.course_id = r.course_id and o.staff_id = r.staff_id and o.outcome = 'passed'
                      and o.trained_on > r.trained_on)
    and not exists (select from aftercare.training_record o join aftercare.training n on n.id = o.training_id
                    where o.course_id = r.course_id and o.staff_id = r.staff_id and o.withdrawn_at is null
                      and n.state = 'planned')
  order by r.valid_until limit least(most, 50);
end $$;

-- Whoever is to repeat a training is reminded later; until when it is valid stays. Others' reminders are theirs.
create or replace function aftercare.retraining_snooze(wanted uuid, until timestamptz)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  r aftercare.training_record;
begin
  select x.* into r from aftercare.training_record x
    where x.id = wanted and x.staff_id = aftercare.my_staff_id() and x.withdrawn_at is null for no key update;
  if r.id is null or r.retrain_since is null then perform aftercare.refuse('gone_record'); end if;
  perform aftercare.check_snooze(until);
  update aftercare.training_record x set snoozed_until = until where x.id = r.id returning x.version into r.version;
  return r.version;
end $$;

grant execute on function aftercare.training_begin(), aftercare.training_began() to aftercare_owner;
grant execute on function aftercare.my_training_ids(), aftercare.trainings_i_give(), aftercare.training_steps(uuid),
  aftercare.training_move(uuid, int, text, jsonb, uuid), aftercare.training_note(uuid, text),
  aftercare.trainings_to_remind_of(int), aftercare.retraining_snooze(uuid, timestamptz),
  aftercare.training_invite(uuid, uuid[], uuid, text, uuid), aftercare.training_uninvite(uuid, int, uuid),
  aftercare.training_mark(uuid, int, text, int, int, jsonb, text, uuid) to aftercare_staff;

-- owner: aftercare_workflow
-- Answers to a follow-up's questions, and the task that a bad one opens.
--
-- 回访成功 (a successful follow-up) is a follow-up in the state 'done': the customer was reached and answered every
-- required question of its questionnaire. Reached and refused is reached, not successful; reached and asked to call
-- again is still under way; after as many attempts as its rule allows it is closed as not reached.

-- Keeps the answers of a follow-up and ends it; whoever calls this has checked who answers and locked the row.
-- answers: {question id: number | 'yes' | 'no' | text}. Returns the follow-up's id, version, state and the ticket that
-- was opened. For the desk behind follow_up_answer; for other ways to answer behind functions of their own.
create or replace function aftercare.follow_up_answered(f aftercare.follow_up, answers jsonb, note text, channel text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  r aftercare.follow_up_rule;
  q aftercare.question;
  was text := f.state;
  given text;
  score int;
  words text;
  known int := 0;
begin
  if f.state not in ('open', 'retry') or f.occasion in ('lapsed', 'unhappy') then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', f.state, 'action', 'answer'));
  end if;
  if answers is null or jsonb_typeof(answers) <> 'object' or octet_length(answers::text) > 100000 then
    perform aftercare.refuse('value_refused', 'answers');
  end if;
  if length(note) > 4000 then perform aftercare.refuse('too_long', 'note'); end if;
  select x.* into r from aftercare.follow_up_rule x where x.id = f.rule_id;
  f.score := null;
  f.nps := null;
  f.bad := false;
  for q in select x.* from aftercare.question x
           where x.questionnaire_id = f.questionnaire_id and x.revision = f.revision order by x.place loop
    given := btrim(coalesce(answers ->> q.id::text, ''));
    if answers ? q.id::text then known := known + 1; end if;
    if given = '' then
      if q.required then
        perform aftercare.refuse('answer_missing', 'question:' || q.id, jsonb_build_object('place', q.place));
      end if;
      continue;
    end if;
    score := null;
    words := '';
    if q.kind = 'text' then
      words := left(answers ->> q.id::text, 4000);
    elsif q.kind = 'yes_no' then
      score := case given when 'yes' then 1 when 'no' then 0 end;
    elsif given ~ '^[0-9]{1,2}$' then
      score := given::int;
      if not (case q.kind when 'score5' then score between 1 and 5 when 'score10' then score between 0 and 10
              else score between 1 and cardinality(q.options) end) then
        score := null;
      end if;
    end if;
    if score is null and q.kind <> 'text' then
      perform aftercare.refuse('answer_wrong', 'question:' || q.id, jsonb_build_object('place', q.place));
    end if;
    insert into aftercare.follow_up_answer (id, follow_up_id, question_id, score, words)
      values (gen_random_uuid(), f.id, q.id, score, words);
    if q.kind = 'score5' then f.score := coalesce(f.score, score); end if;
    if q.kind = 'score10' then f.nps := coalesce(f.nps, score); end if;
    f.bad := f.bad or coalesce(case q.kind when 'score5' then score <= r.bad_score5
      when 'score10' then score <= r.bad_score10
      when 'yes_no' then q.bad = case score when 1 then 'yes' else 'no' end end, false);
  end loop;
  if known < (select count(*) from jsonb_object_keys(answers)) then perform aftercare.refuse('answer_unknown', 'answers'); end if;
  if not exists (select from aftercare.follow_up_answer a where a.follow_up_id = f.id) then
    perform aftercare.refuse('answers_none', 'answers');
  end if;
  f.state := 'done';
  f.channel := channel;
  f.note := coalesce(note, '');
  f.reached_at := coalesce(f.reached_at, clock_timestamp());
  if channel = 'phone' then f.attempts := f.attempts + 1; end if;
  if f.bad then f.task_id := aftercare.follow_up_task(f, r); end if;
  perform aftercare.follow_up_store(f, was, 'answer', '', jsonb_strip_nulls(jsonb_build_object('channel', channel,
    'score', f.score, 'nps', f.nps, 'task', (select t.number from aftercare.ticket t where t.id = f.task_id))));
  return (select jsonb_build_object('id', x.id, 'version', x.version, 'state', x.state, 'ticket_id', x.task_id)
          from aftercare.follow_up x where x.id = f.id);
end $$;

-- The ticket that a bad answer opens for the manager of the store, due after a working day.
create or replace function aftercare.follow_up_task(f aftercare.follow_up, r aftercare.follow_up_rule)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  task uuid := gen_random_uuid();
  due timestamptz := aftercare.add_working(aftercare.calendar_of(f.store_id), clock_timestamp(), 8 * 3600,
                                           aftercare.zone_of(f.store_id));
  said text;
begin
  select string_agg(q.place || '. ' || q.words || ' — ' || case q.kind when 'text' then a.words
           when 'yes_no' then case a.score when 1 then '✓' else '✗' end
           when 'choice' then q.options[a.score] when 'score5' then a.score || '/5' else a.score || '/10' end,
           E'\n' order by q.place)
    into said
    from aftercare.follow_up_answer a join aftercare.question q on q.id = a.question_id where a.follow_up_id = f.id;
  insert into aftercare.ticket (id, kind, channel, store_id, customer_id, device_id, work_order_id, owner_id, urgency,
                                mood, subject, description, due_on)
    values (task, 'feedback', case f.channel when 'phone' then 'phone' else 'counter' end, f.store_id, f.customer_id, f.device_id, f.work_order_id,
            aftercare.follow_up_manager(f), 'high', 'annoyed', left(r.name || ' ' || f.number, 200),
            left(concat_ws(E'\n', nullif(f.subject, ''), said, nullif(f.note, '')), 20000),
            aftercare.store_date(f.store_id, coalesce(due, clock_timestamp() + interval '1 day')));
  return task;
end $$;

-- Who answers for the store: the manager of the nearest region above it who neither did the work nor was complained
-- about; null where there is none, then whoever asked keeps the task.
create or replace function aftercare.follow_up_manager(f aftercare.follow_up)
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    with recursive above as (
      select t.region_id as id, 1 as steps from aftercare.store t where t.id = f.store_id
      union all
      select r.parent_id, a.steps + 1 from above a join aftercare.region r on r.id = a.id
      where r.parent_id is not null and a.steps < 20
    ), answering as (
      select d.staff_id, a.steps from above a join aftercare.staff_region d on d.region_id = a.id and d.until is null
      union all
      select d.staff_id, 0 from aftercare.staff_store d where d.store_id = f.store_id and d.until is null
    )
    select s.id from answering a join aftercare.staff s on s.id = a.staff_id
    where s.active and 'manager' = any (aftercare.roles_of(s.login))
      and s.id is distinct from f.worker_id and s.id is distinct from f.about_id
    order by a.steps, s.login limit 1);
end $$;

-- The desk writes down what the customer answered. A follow-up that is over refuses; the same request again returns
-- the first result.
create or replace function aftercare.follow_up_answer(follow_up_id uuid, answers jsonb, note text, channel text,
                                                      request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  f aftercare.follow_up;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  if channel is null or channel not in ('phone', 'counter') then perform aftercare.refuse('value_refused', 'channel'); end if;
  f := aftercare.follow_up_locked(follow_up_id);
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  perform aftercare.follow_up_step(f, 'answer');
  f.owner_id := coalesce(f.owner_id, aftercare.my_staff_id());
  return aftercare.keep_result(request_id, aftercare.follow_up_answered(f, answers, note, channel));
end $$;

grant execute on function aftercare.follow_up_answer(uuid, jsonb, text, text, uuid)
  to aftercare_agent, aftercare_manager;

-- The customer answers himself: behind the functions of the kiosk and of his own pages, which have checked whose
-- follow-up it is. What the desk has taken on meanwhile is answered all the same.
create or replace function aftercare.follow_up_take(follow_up_id uuid, answers jsonb, note text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  f aftercare.follow_up;
begin
  select x.* into f from aftercare.follow_up x where x.id = follow_up_id for no key update;
  if f.id is null then perform aftercare.refuse('gone_record'); end if;
  perform aftercare.follow_up_answered(f, answers, coalesce(note, ''), 'kiosk');
end $$;

grant execute on function aftercare.follow_up_take(uuid, jsonb, text) to aftercare_guests;

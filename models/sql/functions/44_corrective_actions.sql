-- owner: aftercare_workflow
-- What is changed so that a complaint does not come again: by whom, until when, done, seen by somebody else, and some
-- time later whether it helped. It goes on after the customer was answered and the case is closed, unless the case is
-- too serious for that.

-- The complaint behind a measure, locked; refuses those who have no part in it.
create or replace function aftercare.measure_complaint(wanted uuid)
returns aftercare.complaint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c aftercare.complaint;
begin
  select x.* into c from aftercare.complaint x where x.id = wanted for no key update;
  if c.id is null or cardinality(aftercare.complaint_roles(c)) = 0 then perform aftercare.refuse('gone_record'); end if;
  return c;
end $$;

-- A measure as it was seen, locked; the complaint behind it is locked first.
drop function if exists aftercare.measure_locked(uuid, int);
drop function if exists aftercare.measure_in_hand(uuid, int);
create function aftercare.measure_in_hand(measure_id uuid, seen_version int)
returns aftercare.corrective_action
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  a aftercare.corrective_action;
begin
  perform aftercare.measure_complaint((
    select x.complaint_id from aftercare.corrective_action x where x.id = measure_in_hand.measure_id));
  select x.* into a from aftercare.corrective_action x where x.id = measure_in_hand.measure_id for no key update;
  if a.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  return a;
end $$;

-- What somebody has to say in words.
create or replace function aftercare.measure_words(note text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if aftercare.is_blank(note) then
    perform aftercare.refuse('step_lacks', 'note', jsonb_build_object('lacks', array['comment']));
  end if;
end $$;

-- Who takes it on works on complaints of this store, and it is not the one complained about.
create or replace function aftercare.measure_owner(c aftercare.complaint, person uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if person is null then
    perform aftercare.refuse('step_lacks', 'owner_id', jsonb_build_object('lacks', array['owner_id']));
  end if;
  perform aftercare.check_owner(person);
  if person = c.about_staff_id then perform aftercare.refuse('owner_is_accused', 'owner_id'); end if;
  if not aftercare.roles_of((select s.login from aftercare.staff s where s.id = person)) && array['manager', 'agent'] then
    perform aftercare.refuse('owner_cannot_handle', 'owner_id');
  end if;
  if person is distinct from c.owner_id and person is distinct from aftercare.my_staff_id()
     and not exists (select from aftercare.staff_store d
                     where d.staff_id = person and d.store_id = c.store_id and d.until is null) then
    perform aftercare.refuse('owner_elsewhere', 'owner_id');
  end if;
end $$;

create or replace function aftercare.measure_due(c aftercare.complaint, due_on date)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if due_on is null then perform aftercare.refuse('due_missing', 'due_on'); end if;
  if due_on < aftercare.store_date(c.store_id) then perform aftercare.refuse('due_past', 'due_on'); end if;
  if due_on > aftercare.store_date(c.store_id) + 730 then perform aftercare.refuse('promise_far', 'due_on'); end if;
end $$;

create or replace function aftercare.measure_told(c aftercare.complaint, a aftercare.corrective_action, action text,
  comment text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.complaint x set state = x.state where x.id = c.id;
  perform aftercare.complaint_record(c, 'measure_' || action, c.state, c.state, comment,
    jsonb_build_object('measure_id', a.id, 'what', left(a.what, 120), 'owner_id', a.owner_id, 'due_on', a.due_on));
  return jsonb_build_object('version', a.version, 'state', a.state);
end $$;

-- BEFORE a measure is kept: its store is the complaint's, the day it was done one of that store's calendar.
create or replace function aftercare.measure_days()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  new.store_id := (select c.store_id from aftercare.complaint c where c.id = new.complaint_id);
  new.done_on := (new.done_at at time zone aftercare.zone_of(new.store_id))::date;
  return new;
end $$;

create or replace function aftercare.measure_plan(measure_id uuid, complaint_id uuid, kind text, what text,
  owner_id uuid, due_on date, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  a aftercare.corrective_action;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  c := aftercare.measure_complaint(complaint_id);
  if not aftercare.complaint_roles(c) && array['agent', 'manager'] then
    raise exception using errcode = '42501', message = 'measures are planned by who handles complaints';
  end if;
  if c.state = 'closed' then perform aftercare.refuse('complaint_closed'); end if;
  perform aftercare.measure_owner(c, owner_id);
  perform aftercare.measure_due(c, due_on);
  insert into aftercare.corrective_action (id, complaint_id, kind, what, owner_id, due_on)
    values (measure_id, c.id, kind, btrim(what), owner_id, due_on) returning * into a;
  return aftercare.keep_result(request_id, aftercare.measure_told(c, a, 'planned', ''));
end $$;

-- To somebody else, or later: the manager's, or his who planned it.
create or replace function aftercare.measure_change(measure_id uuid, seen_version int, owner_id uuid, due_on date,
  note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  a aftercare.corrective_action;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.corrective_action y where y.id = measure_id) for no key update;
  -- the same asked for twice at the same moment: the second waited for the complaint
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  a := aftercare.measure_in_hand(measure_id, seen_version);
  c := aftercare.measure_complaint(a.complaint_id);
  if a.created_by <> aftercare.login_name() and not 'manager' = any (aftercare.complaint_roles(c)) then
    raise exception using errcode = '42501', message = 'changed by who planned it or a manager';
  end if;
  if a.state <> 'open' then perform aftercare.refuse('measure_not_open'); end if;
  if owner_id is distinct from a.owner_id then perform aftercare.measure_owner(c, owner_id); end if;
  if due_on is distinct from a.due_on then perform aftercare.measure_due(c, due_on); end if;
  update aftercare.corrective_action x set owner_id = owner_id, due_on = due_on, snoozed_until = null
    where x.id = a.id returning * into a;
  return aftercare.keep_result(request_id, aftercare.measure_told(c, a, 'changed', coalesce(note, '')));
end $$;

-- The day on which somebody looks whether a measure helped: later than it was done, by default as many days as the
-- parameter says.
create or replace function aftercare.effect_day(c aftercare.complaint, wanted date)
returns date
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  today date := aftercare.store_date(c.store_id);
begin
  wanted := coalesce(wanted,
    today + greatest(1, least(730, aftercare.parameter_value('measure_effect_days', '30')::int)));
  if wanted <= today then perform aftercare.refuse('effect_day_early', 'effect_due_on'); end if;
  if wanted > today + 730 then perform aftercare.refuse('promise_far', 'effect_due_on'); end if;
  return wanted;
end $$;

-- Its owner says that it is done, and how; a manager may say so for him. Some time later somebody looks whether it helped.
drop function if exists aftercare.measure_finish(uuid, int, text, uuid);
create or replace function aftercare.measure_finish(measure_id uuid, seen_version int, note text, request_id uuid,
  effect_due_on date default null)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  a aftercare.corrective_action;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.corrective_action y where y.id = measure_id) for no key update;
  -- the same asked for twice at the same moment: the second waited for the complaint
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  a := aftercare.measure_in_hand(measure_id, seen_version);
  c := aftercare.measure_complaint(a.complaint_id);
  if a.owner_id <> aftercare.my_staff_id() and not 'manager' = any (aftercare.complaint_roles(c)) then
    raise exception using errcode = '42501', message = 'done by who took it on';
  end if;
  if a.state <> 'open' then perform aftercare.refuse('measure_not_open'); end if;
  perform aftercare.measure_words(note);
  update aftercare.corrective_action x set state = 'done', done_at = clock_timestamp(),
      done_by = aftercare.login_name(), done_note = note, snoozed_until = null,
      effect_due_on = aftercare.effect_day(c, effect_due_on)
    where x.id = a.id returning * into a;
  return aftercare.keep_result(request_id, aftercare.measure_told(c, a, 'done', note));
end $$;

-- A manager or administrator who did not do it himself looked: it works, or it is open again.
create or replace function aftercare.measure_verify(measure_id uuid, seen_version int, works boolean, note text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  a aftercare.corrective_action;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.corrective_action y where y.id = measure_id) for no key update;
  -- the same asked for twice at the same moment: the second waited for the complaint
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  a := aftercare.measure_in_hand(measure_id, seen_version);
  c := aftercare.measure_complaint(a.complaint_id);
  if not aftercare.complaint_roles(c) && array['manager', 'admin'] then
    raise exception using errcode = '42501', message = 'verified by a manager';
  end if;
  if a.state <> 'done' then perform aftercare.refuse('measure_not_done'); end if;
  if a.done_by = aftercare.login_name() then perform aftercare.refuse('measure_own'); end if;
  if works is not true then perform aftercare.measure_words(note); end if;
  update aftercare.corrective_action x set
      state = case when works then 'verified' else 'open' end,
      verified_at = case when works then clock_timestamp() end,
      verified_by = case when works then aftercare.login_name() end,
      verified_note = coalesce(note, ''),
      done_at = case when works then x.done_at end, done_by = case when works then x.done_by end,
      effect_due_on = case when works then x.effect_due_on end, snoozed_until = null
    where x.id = a.id returning * into a;
  return aftercare.keep_result(request_id,
    aftercare.measure_told(c, a, case when works then 'verified' else 'reopened' end, coalesce(note, '')));
end $$;

-- Some time after it was taken a manager or administrator who did not do it himself looks whether it helped. Where it
-- did not, it is to be taken again until due_on, or follow_what is planned in its place. That it helped is said on the
-- day it was put down for, not before; that it did not, at any time.
create or replace function aftercare.measure_effect(measure_id uuid, seen_version int, helped boolean, note text,
  due_on date, follow_id uuid, follow_what text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  a aftercare.corrective_action;
  f aftercare.corrective_action;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.corrective_action y where y.id = measure_id) for no key update;
  -- the same asked for twice at the same moment: the second waited for the complaint
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  a := aftercare.measure_in_hand(measure_id, seen_version);
  c := aftercare.measure_complaint(a.complaint_id);
  if not aftercare.complaint_roles(c) && array['manager', 'admin'] then
    raise exception using errcode = '42501', message = 'whether it helped is seen by a manager';
  end if;
  if a.state in ('open', 'done') then perform aftercare.refuse('measure_not_verified'); end if;
  if a.state <> 'verified' then perform aftercare.refuse('effect_seen'); end if;
  if a.done_by = aftercare.login_name() then perform aftercare.refuse('measure_own'); end if;
  perform aftercare.measure_words(note);
  if helped is true then
    if a.effect_due_on > aftercare.store_date(c.store_id) then
      perform aftercare.refuse('effect_early', null, jsonb_build_object('day', a.effect_due_on));
    end if;
  else
    perform aftercare.measure_due(c, due_on);
  end if;
  if helped is true or not aftercare.is_blank(follow_what) then
    update aftercare.corrective_action x set state = case when helped then 'effective' else 'ineffective' end,
        effect_at = clock_timestamp(), effect_by = aftercare.login_name(), effect_note = note, snoozed_until = null
      where x.id = a.id returning * into a;
  else
    update aftercare.corrective_action x set state = 'open', due_on = due_on, effect_due_on = null, effect_note = note,
        done_at = null, done_by = null, verified_at = null, verified_by = null, snoozed_until = null
      where x.id = a.id returning * into a;
  end if;
  done := aftercare.measure_told(c, a, case when helped then 'effective' else 'ineffective' end, note);
  if a.state = 'ineffective' then
    perform aftercare.measure_owner(c, a.owner_id);
    insert into aftercare.corrective_action (id, complaint_id, kind, what, owner_id, due_on, follows_id)
      values (coalesce(follow_id, gen_random_uuid()), c.id, a.kind, btrim(follow_what), a.owner_id, due_on, a.id)
      returning * into f;
    perform aftercare.measure_told(c, f, 'planned', '');
  end if;
  return aftercare.keep_result(request_id, done);
end $$;

create or replace function aftercare.measure_withdraw(measure_id uuid, seen_version int, note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  a aftercare.corrective_action;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.corrective_action y where y.id = measure_id) for no key update;
  -- the same asked for twice at the same moment: the second waited for the complaint
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  a := aftercare.measure_in_hand(measure_id, seen_version);
  c := aftercare.measure_complaint(a.complaint_id);
  if a.created_by <> aftercare.login_name() and not 'manager' = any (aftercare.complaint_roles(c)) then
    raise exception using errcode = '42501', message = 'withdrawn by who planned it or a manager';
  end if;
  if a.state <> 'open' then perform aftercare.refuse('measure_not_open'); end if;
  perform aftercare.measure_words(note);
  update aftercare.corrective_action x set state = 'withdrawn', verified_note = note
    where x.id = a.id returning * into a;
  return aftercare.keep_result(request_id, aftercare.measure_told(c, a, 'withdrawn', note));
end $$;

-- What the customer reads of it in the answer to his complaint: the planner's or a manager's words, not those we use
-- among ourselves. Nothing in Chinese takes it out of the letter again.
create or replace function aftercare.measure_tell(measure_id uuid, seen_version int, words_zh text, words_en text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  a aftercare.corrective_action;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.complaint x
    where x.id = (select y.complaint_id from aftercare.corrective_action y where y.id = measure_id) for no key update;
  -- the same asked for twice at the same moment: the second waited for the complaint
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  a := aftercare.measure_in_hand(measure_id, seen_version);
  c := aftercare.measure_complaint(a.complaint_id);
  if a.created_by <> aftercare.login_name() and not 'manager' = any (aftercare.complaint_roles(c)) then
    raise exception using errcode = '42501', message = 'told by who planned it or a manager';
  end if;
  if a.state in ('withdrawn', 'ineffective') then perform aftercare.refuse('measure_not_told'); end if;
  update aftercare.corrective_action x set tell_zh = btrim(coalesce(words_zh, '')), tell_en = btrim(coalesce(words_en, ''))
    where x.id = a.id returning * into a;
  return aftercare.keep_result(request_id,
    aftercare.measure_told(c, a, case a.tell_zh when '' then 'untold' else 'told' end, a.tell_zh));
end $$;

-- Its owner, or who verified it and looks whether it helped, is reminded later; the day it is due stays.
create or replace function aftercare.measure_snooze(wanted uuid, until timestamptz)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  a aftercare.corrective_action;
begin
  select x.* into a from aftercare.corrective_action x where x.id = wanted for no key update;
  if a.id is null or (case a.state when 'verified' then a.verified_by is distinct from aftercare.login_name()
                      else a.owner_id is distinct from aftercare.my_staff_id() end) then
    perform aftercare.refuse('gone_record');
  end if;
  if a.state not in ('open', 'verified') then perform aftercare.refuse('measure_not_open'); end if;
  perform aftercare.check_snooze(until);
  update aftercare.corrective_action x set snoozed_until = until where x.id = a.id returning x.version into a.version;
  return a.version;
end $$;

-- What the caller is to be reminded of: measures of his that are due, taken ones that he planned and may verify, and
-- those he verified of which it is time to see whether they helped.
create or replace function aftercare.measures_to_remind_of(most int)
returns table (kind text, id uuid, complaint_id uuid, number text, what text, customer_name text, customer_phone text,
               at timestamptz, version int, by text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  select a.reason, a.id, c.id, c.number, a.what, coalesce(k.name, c.complainant), coalesce(k.phone_masked, ''),
         case a.reason when 'measure' then a.due_on::timestamp at time zone s.time_zone
                       when 'effect' then a.effect_due_on::timestamp at time zone s.time_zone else a.done_at end, a.version,
         coalesce((select d.name from aftercare.staff d where d.login = a.done_by), a.done_by, '')
  from (
    (select 'measure' as reason, x.* from aftercare.corrective_action x
     where x.owner_id = aftercare.my_staff_id() and x.state = 'open' and x.due_on <= (clock_timestamp() + interval '1 day')::date
       and coalesce(x.snoozed_until, clock_timestamp()) <= clock_timestamp()
     order by x.due_on limit 50)
    union all
    (select 'verify', x.* from aftercare.corrective_action x
     where x.state = 'done' and x.created_by = aftercare.login_name() and x.done_by <> aftercare.login_name()
       and aftercare.i_am('manager', 'admin')
     order by x.done_at limit 50)
    union all
    (select 'effect', x.* from aftercare.corrective_action x
     where x.state = 'verified' and x.verified_by = aftercare.login_name()
       and x.effect_due_on <= (clock_timestamp() + interval '1 day')::date and aftercare.i_am('manager', 'admin')
       and coalesce(x.snoozed_until, clock_timestamp()) <= clock_timestamp()
     order by x.effect_due_on limit 50)
  ) a
  join aftercare.complaint c on c.id = a.complaint_id
  join aftercare.store s on s.id = c.store_id
  left join aftercare.customer k on k.id = c.customer_id
  where case a.reason when 'verify' then true when 'effect' then a.effect_due_on <= aftercare.store_date(c.store_id)
             else a.due_on <= aftercare.store_date(c.store_id) end
    and cardinality(aftercare.complaint_roles(c)) > 0
  order by 8
  limit least(most, 50);
end $$;

-- A serious complaint is closed when something was changed because of it and somebody saw that it works.
create or replace function aftercare.measures_allow_closing(c aftercare.complaint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if c.severity < aftercare.parameter_value('measure_severity', '4')::int then return; end if;
  if exists (select from aftercare.corrective_action a where a.complaint_id = c.id and a.state in ('open', 'done')) then
    perform aftercare.refuse('measures_open');
  end if;
  if not exists (select from aftercare.corrective_action a where a.complaint_id = c.id
                 and a.state in ('verified', 'effective')) then
    perform aftercare.refuse('measure_missing');
  end if;
end $$;

grant execute on function aftercare.measure_days() to aftercare_owner;
grant execute on function aftercare.measure_plan(uuid, uuid, text, text, uuid, date, uuid),
  aftercare.measure_change(uuid, int, uuid, date, text, uuid), aftercare.measure_finish(uuid, int, text, uuid, date),
  aftercare.measure_withdraw(uuid, int, text, uuid), aftercare.measure_snooze(uuid, timestamptz),
  aftercare.measure_tell(uuid, int, text, text, uuid)
  to aftercare_agent, aftercare_manager;
grant execute on function aftercare.measure_snooze(uuid, timestamptz) to aftercare_admin;
grant execute on function aftercare.measure_verify(uuid, int, boolean, text, uuid),
  aftercare.measure_effect(uuid, int, boolean, text, date, uuid, text, uuid)
  to aftercare_manager, aftercare_admin;
grant execute on function aftercare.measures_to_remind_of(int) to aftercare_staff;

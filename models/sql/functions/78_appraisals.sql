-- owner: aftercare_workflow
-- Appraisals 考核: planned from the day somebody was hired or by hand, marked by a manager or leader of his store by items
-- with weights, with a reward or penalty by band, then read and answered by the person himself.

-- Whom the caller may appraise: as a manager everybody of his stores, as a leader the others of his own but no superior,
-- and none that somebody else has marked, which he does not even read. 'person' is whom it is about; nobody appraises
-- himself.
create or replace function aftercare.appraisal_roles(a aftercare.appraisal)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := aftercare.my_staff_id();
begin
  if me is null or a.id is null then return '{}'; end if;
  if a.staff_id = me then return array['person']; end if;
  return array_remove(array[
    case when aftercare.i_am('manager') and a.store_id = any (aftercare.my_managed_store_ids()) then 'manager' end,
    case when aftercare.i_am('leader') and a.store_id = any (aftercare.my_store_ids())
              and coalesce(a.appraiser_id = me, a.state = 'planned')
              and not exists (select from aftercare.staff s
                              where s.id = a.staff_id
                                and aftercare.roles_of(s.login) && array['manager', 'admin', 'leader'])
         then 'leader' end], null);
end $$;

-- BEFORE INSERT: number and store of whom it is about.
create or replace function aftercare.appraisal_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  p aftercare.staff;
begin
  select s.* into p from aftercare.staff s where s.id = new.staff_id;
  if p.id is null or not p.active then perform aftercare.refuse('owner_not_active', 'staff_id'); end if;
  if p.store_id is null then perform aftercare.refuse('appraisal_no_store', 'staff_id'); end if;
  if p.id = aftercare.my_staff_id() then perform aftercare.refuse('appraisal_own', 'staff_id'); end if;
  new.store_id := p.store_id;
  if new.place is null and new.due_on < aftercare.store_date(new.store_id) then
    perform aftercare.refuse('appraisal_past', 'due_on');
  end if;
  new.number := aftercare.desk_number('E', aftercare.store_date(new.store_id), nextval('aftercare.appraisal_number_seq'));
  return new;
end $$;

create or replace function aftercare.appraisal_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.appraisal_told(new, 'plan', null, new.state, '', '{}');
  return null;
end $$;

-- Appends to the trace; its time never goes back.
create or replace function aftercare.appraisal_told(a aftercare.appraisal, action text, from_state text, to_state text,
  comment text, details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.appraisal_event e where e.appraisal_id = a.id));
begin
  insert into aftercare.appraisal_event (appraisal_id, store_id, owner_id, action, from_state, to_state, at, effective_at,
                                         by_login, comment, details, happened_on)
  values (a.id, a.store_id, a.staff_id, action, from_state, to_state, moment, moment, aftercare.login_name(), comment,
          details, aftercare.store_date(a.store_id, moment));
end $$;

-- Items and bands as they are now, as an appraisal keeps them.
create or replace function aftercare.appraisal_scheme()
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object(
    'items', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'name_en', r.name_en, 'words', r.words,
                                                           'weight', r.value) order by r.value desc, r.name), '[]')
              from aftercare.appraisal_rule r where r.kind = 'item' and r.archived_at is null),
    'bands', (select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'name_en', r.name_en, 'from', r.value,
                                                           'amount', r.amount, 'words', r.words) order by r.value desc), '[]')
              from aftercare.appraisal_rule r where r.kind = 'band' and r.archived_at is null));
end $$;

create or replace function aftercare.appraisal_lacks(a aftercare.appraisal, needs text[], payload jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(array_agg(n order by place), '{}')
    from unnest(needs) with ordinality x (n, place) where aftercare.is_blank(payload ->> n));
end $$;

create or replace function aftercare.appraisal_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  a aftercare.appraisal;
  roles text[];
begin
  select x.* into a from aftercare.appraisal x where x.id = wanted;
  roles := aftercare.appraisal_roles(a);
  return query
    select s.action, s.to_state, s.needs, aftercare.appraisal_lacks(a, s.needs, '{}')
    from aftercare.appraisal_transition s
    where s.from_state = a.state and s.role = any (roles)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- An appraisal as it was seen, locked, on which the caller is something.
create or replace function aftercare.appraisal_in_hand(wanted uuid, seen_version int)
returns aftercare.appraisal
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  a aftercare.appraisal;
begin
  select x.* into a from aftercare.appraisal x where x.id = wanted for no key update;
  if cardinality(aftercare.appraisal_roles(a)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if a.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  return a;
end $$;

-- How somebody did; marks: {id of an item: 0 to 100}, one for each. The first marks freeze items and bands; said again it
-- corrects them until the person has acknowledged. amount, consequence: null for what the band says.
create or replace function aftercare.appraisal_mark(appraisal_id uuid, seen_version int, marks jsonb, amount numeric,
  consequence text, strengths text, goals text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  a aftercare.appraisal;
  item jsonb;
  band jsonb;
  kept jsonb := '{}';
  weights jsonb := '{}';
  total numeric := 0;
  was text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.appraisal x where x.id = appraisal_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  a := aftercare.appraisal_in_hand(appraisal_id, seen_version);
  if not aftercare.appraisal_roles(a) && array['manager', 'leader'] then
    raise exception using errcode = '42501', message = 'nobody appraises himself';
  end if;
  if a.state not in ('planned', 'held') then perform aftercare.refuse('appraisal_over'); end if;
  if a.scheme = '{}' then a.scheme := aftercare.appraisal_scheme(); end if;
  if a.scheme -> 'items' = '[]' then perform aftercare.refuse('appraisal_no_items'); end if;
  for item in select * from jsonb_array_elements(a.scheme -> 'items') loop
    if coalesce(marks ->> (item ->> 'id'), '') = '' then
      perform aftercare.refuse('appraisal_mark_missing', 'mark:' || (item ->> 'id'));
    end if;
    perform aftercare.check_mark(marks ->> (item ->> 'id'), 'mark:' || (item ->> 'id'));
    kept := kept || jsonb_build_object(item ->> 'id', (marks ->> (item ->> 'id'))::numeric);
    weights := weights || jsonb_build_object(item ->> 'id', item -> 'weight');
    total := total + (item ->> 'weight')::numeric;
  end loop;
  was := a.state;
  a.score := round(aftercare.points_by_weight(weights, kept) * 100 / total, 1);
  select b into band from jsonb_array_elements(a.scheme -> 'bands') b
    where (b ->> 'from')::numeric <= a.score order by (b ->> 'from')::numeric desc limit 1;
  if amount is not null and (amount = 'NaN' or abs(amount) > 99999) then
    perform aftercare.refuse('appraisal_amount_wrong', 'amount');
  end if;
  perform aftercare.check_note(strengths);
  perform aftercare.check_note(goals);
  perform aftercare.check_note(consequence);
  update aftercare.appraisal x set state = 'held', scheme = a.scheme, marks = kept, score = a.score,
      band = coalesce(band ->> 'name', ''), band_en = coalesce(band ->> 'name_en', ''),
      amount = round(coalesce(amount, (band ->> 'amount')::numeric, 0), 2),
      consequence = btrim(coalesce(consequence, band ->> 'words', '')),
      strengths = btrim(coalesce(strengths, '')), goals = btrim(coalesce(goals, '')),
      held_on = coalesce(x.held_on, aftercare.store_date(x.store_id)), appraiser_id = aftercare.my_staff_id(),
      snoozed_until = null
    where x.id = a.id returning x.* into a;
  perform aftercare.appraisal_told(a, case was when 'planned' then 'hold' else 'mark' end, was, a.state, '',
    jsonb_build_object('score', a.score));
  return aftercare.keep_result(request_id, jsonb_build_object('version', a.version, 'state', a.state));
end $$;

-- The one way to change the state of an appraisal besides marking. Refuses a stale version with AC002; a repetition with
-- the same request id returns the first result.
create or replace function aftercare.appraisal_move(appraisal_id uuid, seen_version int, action text, payload jsonb,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  a aftercare.appraisal;
  step aftercare.appraisal_transition;
  lacks text[];
  words text;
  was text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  perform from aftercare.appraisal x where x.id = appraisal_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  a := aftercare.appraisal_in_hand(appraisal_id, seen_version);
  select s.* into step from aftercare.appraisal_transition s
    where s.from_state = a.state and s.action = action and s.role = any (aftercare.appraisal_roles(a)) limit 1;
  if step.action is null then
    if exists (select from aftercare.appraisal_transition s where s.from_state = a.state and s.action = action) then
      raise exception using errcode = '42501', message = 'this step is another''s';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', a.state, 'action', action));
  end if;
  lacks := aftercare.appraisal_lacks(a, step.needs, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;
  words := btrim(coalesce(payload ->> 'comment', ''));
  perform aftercare.check_note(words);
  was := a.state;
  if action in ('postpone', 'plan_again') then
    a.due_on := (payload ->> 'due_on')::date;
    if a.due_on < aftercare.store_date(a.store_id) then perform aftercare.refuse('appraisal_past', 'due_on'); end if;
    if a.due_on > aftercare.store_date(a.store_id) + 730 then perform aftercare.refuse('promise_far', 'due_on'); end if;
  elsif action in ('acknowledge', 'answer') then
    a.acknowledged_at := clock_timestamp();
    a.reply := btrim(coalesce(nullif(payload ->> 'reply', ''), a.reply));
    perform aftercare.check_note(a.reply);
  elsif action = 'reopen' then
    a.acknowledged_at := null;
  end if;
  update aftercare.appraisal x set state = step.to_state, due_on = a.due_on, acknowledged_at = a.acknowledged_at,
      reply = a.reply, snoozed_until = null
    where x.id = a.id returning x.* into a;
  perform aftercare.appraisal_told(a, action, was, a.state, words, payload - 'comment' - 'reply');
  return aftercare.keep_result(request_id, jsonb_build_object('version', a.version, 'state', a.state));
end $$;

create or replace function aftercare.appraisal_note(wanted uuid, comment text)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  a aftercare.appraisal;
begin
  a := aftercare.appraisal_in_hand(wanted, (select x.version from aftercare.appraisal x where x.id = wanted));
  if aftercare.is_blank(comment) then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.appraisal x set state = x.state where x.id = a.id returning x.version into a.version;
  perform aftercare.appraisal_told(a, 'note', a.state, a.state, comment, '{}');
  return a.version;
end $$;

-- Whoever holds it, or is to acknowledge it, is reminded later; the day it is due stays.
create or replace function aftercare.appraisal_snooze(wanted uuid, until timestamptz)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  a aftercare.appraisal;
begin
  a := aftercare.appraisal_in_hand(wanted, (select x.version from aftercare.appraisal x where x.id = wanted));
  perform aftercare.check_snooze(until);
  update aftercare.appraisal x set snoozed_until = until where x.id = a.id returning x.version into a.version;
  return a.version;
end $$;

-- What the caller is to be reminded of: appraisals he is to hold (kind appraisal) or to acknowledge (appraised).
create or replace function aftercare.appraisals_to_remind_of(most int)
returns table (kind text, id uuid, number text, subject text, at timestamptz, version int, by text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  me uuid := aftercare.my_staff_id();
  stores uuid[];
begin
  if aftercare.i_am('manager') then stores := aftercare.my_managed_store_ids();
  elsif aftercare.i_am('leader') then stores := aftercare.my_store_ids();
  end if;
  return query
  (select 'appraisal', a.id, a.number, p.name, a.due_on::timestamp at time zone s.time_zone, a.version, ''
   from aftercare.appraisal a join aftercare.store s on s.id = a.store_id join aftercare.staff p on p.id = a.staff_id
   where a.state = 'planned' and a.store_id = any (stores) and a.staff_id <> me and p.active
     and a.due_on <= aftercare.store_date(a.store_id) + 3
     and coalesce(a.snoozed_until, clock_timestamp()) <= clock_timestamp()
     and aftercare.appraisal_roles(a) && array['manager', 'leader']
   order by a.due_on limit least(most, 50))
  union all
  (select 'appraised', a.id, a.number, a.band, a.held_on::timestamp at time zone s.time_zone, a.version, coalesce(p.name, '')
   from aftercare.appraisal a join aftercare.store s on s.id = a.store_id
   left join aftercare.staff p on p.id = a.appraiser_id
   where a.state = 'held' and a.staff_id = me
     and coalesce(a.snoozed_until, clock_timestamp()) <= clock_timestamp()
   order by a.held_on limit least(most, 50));
end $$;

-- When appraisal n of the first year is due: every so many months from the day somebody was hired.
create or replace function aftercare.appraisal_due(hired_on date, n int)
returns date
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (hired_on + make_interval(months => n * aftercare.parameter_value('appraisal_months', '2')::int))::date;
end $$;

-- Says when somebody was hired; his appraisals that are only planned move with it. By an administrator or his manager.
create or replace function aftercare.set_hired(who uuid, hired date, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  p aftercare.staff;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  -- who works at no store has no manager either
  if p.id is null or (aftercare.i_am('admin') or aftercare.i_am('manager')
                      and p.store_id = any (aftercare.my_managed_store_ids())) is not true then
    raise exception using errcode = '42501', message = 'a manager of the store or an administrator says so';
  end if;
  if p.id = aftercare.my_staff_id() then perform aftercare.refuse('appraisal_own', 'hired_on'); end if;
  if hired is not null and (hired < date '1950-01-01' or hired > aftercare.store_date(p.store_id) + 366) then
    perform aftercare.refuse('hired_wrong', 'hired_on');
  end if;
  update aftercare.staff s set hired_on = hired where s.id = who returning s.version into p.version;
  if hired is not null then
    update aftercare.appraisal a set due_on = greatest(aftercare.appraisal_due(hired, a.place), date '1990-01-01')
    where a.staff_id = who and a.state = 'planned' and a.place is not null
      and a.due_on <> aftercare.appraisal_due(hired, a.place);
  end if;
  perform aftercare.appraisals_plan(who);
  return aftercare.keep_result(request_id, jsonb_build_object('version', p.version));
end $$;

-- Makes the appraisals of the first year that are not there yet; one: of this person alone.
create or replace function aftercare.appraisals_plan(one uuid default null)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  n bigint;
begin
  insert into aftercare.appraisal (id, staff_id, place, due_on)
    select gen_random_uuid(), s.id, x.place, aftercare.appraisal_due(s.hired_on, x.place)
    from aftercare.staff s
    cross join generate_series(1, least(24, aftercare.parameter_value('appraisals_first_year', '6')::int)) x (place)
    where s.active and s.hired_on is not null and s.store_id is not null and (one is null or s.id = one)
      and s.id is distinct from aftercare.my_staff_id()
      and aftercare.appraisal_due(s.hired_on, x.place) >= aftercare.store_date(s.store_id)
      and not exists (select from aftercare.appraisal a where a.staff_id = s.id and a.place = x.place)
    order by s.hired_on, s.id, x.place
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

-- What nobody held for so long after it was due is missed.
create or replace function aftercare.appraisals_miss()
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  a aftercare.appraisal;
  n bigint := 0;
begin
  for a in
    update aftercare.appraisal x set state = 'missed'
    where x.state = 'planned'
      and x.due_on + aftercare.parameter_value('appraisal_missed_days', '30')::int < aftercare.store_date(x.store_id)
    returning x.*
  loop
    perform aftercare.appraisal_told(a, 'miss', 'planned', 'missed', '', '{}');
    n := n + 1;
  end loop;
  return n;
end $$;

grant execute on function aftercare.appraisal_begin(), aftercare.appraisal_began() to aftercare_owner;
grant execute on function aftercare.appraisals_plan(uuid), aftercare.appraisals_miss() to aftercare_due;
grant execute on function aftercare.appraisal_scheme(), aftercare.appraisal_steps(uuid),
  aftercare.appraisal_mark(uuid, int, jsonb, numeric, text, text, text, uuid),
  aftercare.appraisal_move(uuid, int, text, jsonb, uuid), aftercare.appraisal_note(uuid, text),
  aftercare.appraisal_snooze(uuid, timestamptz), aftercare.appraisals_to_remind_of(int),
  aftercare.set_hired(uuid, date, uuid) to aftercare_staff;

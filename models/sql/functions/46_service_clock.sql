-- owner: aftercare_workflow
-- The clocks of what is promised. Triggers on tickets, complaints and orders open, pause and stop them; nobody else
-- may. Another feature with records of its own (visits) calls sla_open, sla_stop, sla_pause and sla_resume from its
-- functions, which belong to this owner.

-- The promise that holds for a record: the most particular of those that fit.
create or replace function aftercare.service_level_for(subject_kind text, target text, record_kind text, urgency text,
                                                       cover text)
returns aftercare.service_level
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return (
    select l from aftercare.service_level l
    where l.archived_at is null and l.subject_kind = service_level_for.subject_kind
      and l.target = service_level_for.target
      and l.record_kind in ('', service_level_for.record_kind) and l.urgency in ('', service_level_for.urgency)
      and l.cover in ('', service_level_for.cover)
    order by (l.record_kind <> '')::int + (l.urgency <> '')::int + (l.cover <> '')::int desc,
             l.urgency desc, l.record_kind desc, l.cover desc, l.id
    limit 1);
end $$;

-- When a target falls due and when to warn, from its start, its seconds and its pauses so far. It warns after a share
-- of its time or so many minutes of its own clock before it is due, whichever is the earlier; never before it began.
create or replace function aftercare.sla_reckoned(t aftercare.sla_target)
returns aftercare.sla_target
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  share numeric := (t.policy ->> 'warn_percent')::numeric / 100;
  -- clocks that began before there was such a lead have none
  lead numeric := (t.policy ->> 'warn_minutes')::numeric * 60;
  early numeric := greatest(least(t.seconds * share, t.seconds - lead), 0);
begin
  t.due_at := aftercare.add_working(t.calendar_id, t.started_at, t.seconds + t.paused_seconds, t.zone);
  t.warn_at := aftercare.add_working(t.calendar_id, t.started_at, coalesce(early, t.seconds) + t.paused_seconds, t.zone);
  t.due_on := (t.due_at at time zone t.zone)::date;
  return t;
end $$;

-- Begins a clock; null where nothing is promised, or the record names no moment and the promise has none either.
-- started: when the promise began to hold (null: now). named: the moment the record itself names (call-back,
-- answer, time promised, end of the visit's window); it counts where the service level has no minutes. A clock of
-- this target that still runs is left as it is.
create or replace function aftercare.sla_open(subject_kind text, subject_id uuid, store uuid, target text,
  record_kind text default '', urgency text default '', cover text default '', started timestamptz default null,
  named timestamptz default null)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  level aftercare.service_level := aftercare.service_level_for(subject_kind, target, coalesce(record_kind, ''),
                                                               coalesce(urgency, ''), coalesce(cover, ''));
  t aftercare.sla_target;
begin
  if level.id is null or level.minutes is null and named is null then return null; end if;
  t.started_at := coalesce(started, clock_timestamp());
  t.zone := aftercare.zone_of(store);
  if level.clock = 'working' then t.calendar_id := aftercare.calendar_of(store); end if;
  t.policy := jsonb_build_object('name', level.name, 'name_en', level.name_en, 'version', level.version,
    'minutes', level.minutes, 'clock', level.clock, 'warn_percent', level.warn_percent,
    'warn_minutes', level.warn_minutes,
    'escalate_to', level.escalate_to, 'record_kind', level.record_kind, 'urgency', level.urgency,
    'cover', level.cover, 'calendar', (select c.code from aftercare.working_calendar c where c.id = t.calendar_id));
  t.paused_seconds := 0;
  if level.minutes is not null then
    t.seconds := level.minutes * 60;
  else
    t.named_at := named;
    t.seconds := aftercare.working_seconds(t.calendar_id, t.started_at, named, t.zone);
  end if;
  t := aftercare.sla_reckoned(t);
  -- what the record names holds to the second, also where nobody works then
  if t.named_at is not null then
    t.due_at := greatest(t.named_at, t.started_at);
    t.due_on := (t.due_at at time zone t.zone)::date;
    t.warn_at := least(t.warn_at, t.due_at);
  end if;
  if t.due_at is null then return null; end if;
  t.id := gen_random_uuid();
  insert into aftercare.sla_target (id, subject_kind, subject_id, store_id, target, round, service_level_id, policy,
      calendar_id, zone, seconds, named_at, started_at, due_at, due_on, warn_at, escalate_to)
    values (t.id, subject_kind, subject_id, store, target,
      1 + (select count(*) from aftercare.sla_target x
           where x.subject_id = subject_id and x.subject_kind = subject_kind and x.target = target
             and x.stopped_at is null),
      level.id, t.policy, t.calendar_id, t.zone, t.seconds, t.named_at, t.started_at, t.due_at, t.due_on, t.warn_at,
      level.escalate_to)
    on conflict do nothing;
  return t.id;
end $$;

-- Ends the running clocks of a record: 'met', or 'stopped' where the promise no longer holds (cancelled). One that
-- fell due before is a breach, as of the moment it fell due, however it ends. No target: all of them; that the customer
-- is told every so often is not kept by the record's end, it only ends.
create or replace function aftercare.sla_stop(subject_kind text, subject_id uuid, target text default null,
  how text default 'met', at timestamptz default null)
returns int
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  moment timestamptz := coalesce(at, clock_timestamp());
  ended int;
begin
  update aftercare.sla_target x set
      breached_at = coalesce(x.breached_at, case when x.paused_since is null and x.due_at < moment then x.due_at end),
      met_at = case when how = 'met' and (x.target <> 'update' or target is not null) then moment end,
      stopped_at = case when how = 'met' and (x.target <> 'update' or target is not null) then null else moment end,
      counted_on = case when x.breached_at is not null or x.paused_since is null and x.due_at < moment then x.due_on
                        when how = 'met' and (x.target <> 'update' or target is not null)
                          then (moment at time zone x.zone)::date end,
      paused_seconds = x.paused_seconds + case when x.paused_since is null then 0
        else aftercare.working_seconds(x.calendar_id, x.paused_since, moment, x.zone) end,
      paused_since = null, pause_turn = null
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.met_at is null and x.stopped_at is null
      and (target is null or x.target = target);
  get diagnostics ended = row_count;
  return ended;
end $$;

-- It is somebody else's turn: the clocks stand until sla_resume. One that fell due before is a breach.
create or replace function aftercare.sla_pause(subject_kind text, subject_id uuid, turn text,
  at timestamptz default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  moment timestamptz := coalesce(at, clock_timestamp());
begin
  update aftercare.sla_target x set
      breached_at = coalesce(x.breached_at, case when x.paused_since is null and x.due_at < moment then x.due_at end),
      counted_on = coalesce(x.counted_on, case when x.paused_since is null and x.due_at < moment then x.due_on end),
      paused_since = coalesce(x.paused_since, moment), pause_turn = turn
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.met_at is null and x.stopped_at is null
      and x.target <> 'call_back' and x.pause_turn is distinct from turn;
end $$;

-- Our turn again: what was waited puts the due moment off, reckoned by the target's own clock.
create or replace function aftercare.sla_resume(subject_kind text, subject_id uuid, at timestamptz default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  moment timestamptz := coalesce(at, clock_timestamp());
  t aftercare.sla_target;
begin
  for t in
    select x.* from aftercare.sla_target x
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.met_at is null and x.stopped_at is null
      and x.paused_since is not null for no key update
  loop
    t.paused_seconds := t.paused_seconds + aftercare.working_seconds(t.calendar_id, t.paused_since, moment, t.zone);
    -- a breach stays what it was
    if t.breached_at is null then t := aftercare.sla_reckoned(t); end if;
    update aftercare.sla_target x set paused_seconds = t.paused_seconds, paused_since = null, pause_turn = null,
        due_at = t.due_at, due_on = t.due_on, warn_at = t.warn_at
      where x.id = t.id;
  end loop;
end $$;

-- The record is of another kind, urgency or cover, or names another moment: a running clock that has not fallen due
-- becomes stricter, never more lenient. follow: it goes with the named moment in both directions.
create or replace function aftercare.sla_review(subject_kind text, subject_id uuid, target text,
  record_kind text default '', urgency text default '', cover text default '', named timestamptz default null,
  follow boolean default false)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  level aftercare.service_level := aftercare.service_level_for(subject_kind, target, coalesce(record_kind, ''),
                                                               coalesce(urgency, ''), coalesce(cover, ''));
  t aftercare.sla_target;
  n aftercare.sla_target;
begin
  select x.* into t from aftercare.sla_target x
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.target = target
      and x.met_at is null and x.stopped_at is null for no key update;
  if t.id is null or level.id is null or t.breached_at is not null
     or t.paused_since is null and t.due_at < clock_timestamp() then
    return;
  end if;
  n := t;
  n.calendar_id := case when level.clock = 'working' then coalesce(t.calendar_id, aftercare.calendar_of(t.store_id)) end;
  if level.minutes is not null then
    n.seconds := level.minutes * 60;
    n.named_at := null;
  elsif named is not null then
    n.named_at := named;
    n.seconds := aftercare.working_seconds(n.calendar_id, t.started_at, named, t.zone);
  else
    return;
  end if;
  n.policy := t.policy || jsonb_build_object('name', level.name, 'name_en', level.name_en, 'version', level.version,
    'minutes', level.minutes, 'clock', level.clock, 'warn_percent', level.warn_percent,
    'warn_minutes', level.warn_minutes,
    'escalate_to', level.escalate_to, 'record_kind', level.record_kind, 'urgency', level.urgency, 'cover', level.cover,
    'calendar', (select c.code from aftercare.working_calendar c where c.id = n.calendar_id));
  n := aftercare.sla_reckoned(n);
  if n.named_at is not null and n.paused_seconds = 0 then n.due_at := greatest(n.named_at, n.started_at); end if;
  if n.due_at >= t.due_at and not (follow and level.minutes is null) then return; end if;
  update aftercare.sla_target x set service_level_id = level.id, policy = n.policy, calendar_id = n.calendar_id,
      seconds = n.seconds, named_at = n.named_at, due_at = n.due_at,
      due_on = (n.due_at at time zone n.zone)::date, warn_at = least(n.warn_at, n.due_at),
      warned_at = case when n.due_at > t.due_at then null else x.warned_at end, escalate_to = level.escalate_to
    where x.id = t.id;
end $$;

-- A step was taken back: the clock it met runs on as if nothing had happened.
create or replace function aftercare.sla_unmeet(subject_kind text, subject_id uuid, target text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  last uuid;
begin
  select x.id into last from aftercare.sla_target x
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.target = target
    order by x.started_at desc, x.round desc limit 1;
  update aftercare.sla_target x set met_at = null, stopped_at = null,
      counted_on = case when x.breached_at is not null then x.due_on end
    where x.id = last and (x.met_at is not null or x.stopped_at is not null);
end $$;

-- The customer was told something: what is owed next begins now. turn: on whose turn the record's clocks stand; goes_on:
-- he is to be told again.
create or replace function aftercare.sla_told(subject_kind text, subject_id uuid, store uuid, record_kind text,
  urgency text, cover text, turn text, goes_on boolean, at timestamptz)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.sla_stop(subject_kind, subject_id, 'update', 'met', at);
  if not goes_on then return; end if;
  if aftercare.sla_open(subject_kind, subject_id, store, 'update', record_kind, urgency, cover, at) is not null
     and turn is not null then
    perform aftercare.sla_pause(subject_kind, subject_id, turn, at);
  end if;
end $$;

-- What counted as telling the customer at that moment came back: the clock that it met runs on from the telling before
-- it, and what was waited since then is taken into it from the clock that began then, which is none. Told again later, it
-- was met by that. over: when the record ended, where it did before another clock began; turn: whose turn it is. What
-- began before anything was promised has no clock before; the one it has goes on.
create or replace function aftercare.sla_untold(subject_kind text, subject_id uuid, told timestamptz, over timestamptz,
  turn text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.sla_target;
  n aftercare.sla_target;
  moment timestamptz;
begin
  select x.* into t from aftercare.sla_target x
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.target = 'update' and x.met_at = told
    order by x.started_at limit 1 for no key update;
  if t.id is null then return; end if;
  select x.* into n from aftercare.sla_target x
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.target = 'update' and x.started_at >= told
      and x.id <> t.id
    order by x.started_at, x.round limit 1 for no key update;
  if n.started_at = told then
    t.met_at := n.met_at;
    t.stopped_at := n.stopped_at;
    t.paused_since := n.paused_since;
    t.pause_turn := n.pause_turn;
    t.paused_seconds := t.paused_seconds + n.paused_seconds;
    update aftercare.sla_target x set met_at = null, stopped_at = coalesce(x.met_at, x.stopped_at, clock_timestamp()),
        breached_at = null, counted_on = null, paused_since = null, pause_turn = null
      where x.id = n.id;
  else
    -- ready, or over: nothing was owed after it
    t.met_at := null;
    t.stopped_at := coalesce(n.started_at, over);
    if t.stopped_at is null and turn is not null then
      t.paused_since := told;
      t.pause_turn := turn;
    end if;
  end if;
  if t.breached_at is null then
    t := aftercare.sla_reckoned(t);
    moment := coalesce(t.met_at, t.stopped_at, t.paused_since);
    -- what still runs is left to due work, which hands it to whoever is to know
    if t.due_at < moment then t.breached_at := t.due_at; end if;
  end if;
  update aftercare.sla_target x set met_at = t.met_at, stopped_at = t.stopped_at, paused_since = t.paused_since,
      pause_turn = t.pause_turn, paused_seconds = t.paused_seconds, due_at = t.due_at, due_on = t.due_on,
      warn_at = t.warn_at, breached_at = t.breached_at,
      counted_on = case when t.breached_at is not null then t.due_on
                        when t.met_at is not null then (t.met_at at time zone t.zone)::date end
    where x.id = t.id;
end $$;

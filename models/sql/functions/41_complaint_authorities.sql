-- owner: aftercare_workflow
-- Complaints that an authority passed on: when, how and under which reference it was answered. The day it named runs as
-- a clock of its own; whether an answer was late follows from the two days and is never entered.

-- What an authority named is changed only before it is answered; another answer it asks for is a step of its own.
create or replace function aftercare.complaint_authority_kept()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if old.regulator_answered_on is not null and new.regulator_answered_on is not null then
    perform aftercare.refuse('authority_answered', 'regulator_due_on');
  end if;
  return new;
end $$;

-- A complaint in the hands of the caller: of a manager, or of who is responsible for it.
create or replace function aftercare.complaint_of_authority(wanted uuid, seen_version int)
returns aftercare.complaint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c aftercare.complaint;
  roles text[];
begin
  select x.* into c from aftercare.complaint x where x.id = wanted for no key update;
  roles := aftercare.complaint_roles(c);
  if c.id is null or cardinality(roles) = 0 then perform aftercare.refuse('gone_record'); end if;
  if not 'manager' = any (roles)
     and (c.owner_id is distinct from aftercare.my_staff_id() or not 'agent' = any (roles)) then
    raise exception using errcode = '42501', message = 'authorities are answered by who handles the complaint';
  end if;
  if c.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if c.channel <> 'regulator' and c.regulator_no = '' and c.regulator_due_on is null then
    perform aftercare.refuse('authority_none');
  end if;
  return c;
end $$;

-- The authority was answered on a day, in a way, under a reference; said again, it corrects what was entered before.
create or replace function aftercare.complaint_authority_answered(complaint_id uuid, seen_version int, answered_on date,
  how text, reference text, note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.complaint x where x.id = complaint_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  c := aftercare.complaint_of_authority(complaint_id, seen_version);
  if answered_on is null then
    perform aftercare.refuse('step_lacks', 'regulator_answered_on', jsonb_build_object('lacks', array['regulator_answered_on']));
  end if;
  if answered_on > aftercare.store_date(c.store_id) or answered_on < c.opened_on then
    perform aftercare.refuse('authority_day_wrong', 'regulator_answered_on');
  end if;
  if aftercare.is_blank(how) then
    perform aftercare.refuse('step_lacks', 'regulator_answered_how', jsonb_build_object('lacks', array['regulator_answered_how']));
  end if;
  perform aftercare.check_note(coalesce(note, ''));
  update aftercare.complaint x set regulator_answered_on = answered_on, regulator_answered_how = how,
      regulator_answer_no = btrim(coalesce(reference, ''))
    where x.id = c.id returning * into c;
  perform aftercare.complaint_record(c, 'authority_answered', c.state, c.state, coalesce(note, ''),
    jsonb_build_object('answered_on', answered_on, 'due_on', c.regulator_due_on, 'how', how,
                       'reference', c.regulator_answer_no, 'days_late', greatest(answered_on - c.regulator_due_on, 0)));
  return aftercare.keep_result(request_id, jsonb_build_object('version', c.version, 'state', c.state));
end $$;

-- It is not content, or asks for more, until another day; the first answer stays in the trace.
create or replace function aftercare.complaint_authority_asks(complaint_id uuid, seen_version int, due_on date, note text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.complaint x where x.id = complaint_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  c := aftercare.complaint_of_authority(complaint_id, seen_version);
  if c.state = 'closed' then perform aftercare.refuse('complaint_closed'); end if;
  if c.regulator_answered_on is null then perform aftercare.refuse('authority_not_answered'); end if;
  if due_on is null then perform aftercare.refuse('due_missing', 'regulator_due_on'); end if;
  if due_on < aftercare.store_date(c.store_id) then perform aftercare.refuse('due_past', 'regulator_due_on'); end if;
  if due_on > aftercare.store_date(c.store_id) + 730 then perform aftercare.refuse('promise_far', 'regulator_due_on'); end if;
  if aftercare.is_blank(note) then
    perform aftercare.refuse('step_lacks', 'note', jsonb_build_object('lacks', array['comment']));
  end if;
  perform aftercare.check_note(note);
  update aftercare.complaint x set regulator_answered_on = null, regulator_answered_how = '', regulator_answer_no = '',
      regulator_due_on = due_on
    where x.id = c.id returning * into c;
  perform aftercare.complaint_record(c, 'authority_asks', c.state, c.state, note, jsonb_build_object('due_on', due_on));
  return aftercare.keep_result(request_id, jsonb_build_object('version', c.version, 'state', c.state));
end $$;

-- The last second of a day in the calendar of a store.
create or replace function aftercare.end_of_day(day date, store uuid)
returns timestamptz
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select ((day + 1)::timestamp - interval '1 second') at time zone aftercare.zone_of(store)
$$;

-- The clock of what an authority waits for, moved by every change of the two days.
create or replace function aftercare.complaint_authority_clock()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  due timestamptz := aftercare.end_of_day(new.regulator_due_on, new.store_id);
begin
  if new.regulator_due_on is null then
    perform aftercare.sla_stop('complaint', new.id, 'authority', 'stopped');
    return null;
  end if;
  if new.regulator_answered_on is null then
    perform aftercare.sla_open('complaint', new.id, new.store_id, 'authority', new.channel, new.severity::text, '',
      case when tg_op = 'INSERT' then new.opened_at end, due);
    perform aftercare.sla_review('complaint', new.id, 'authority', new.channel, new.severity::text, '', due, true);
    return null;
  end if;
  if tg_op = 'UPDATE' and old.regulator_answered_on is not null then
    perform aftercare.sla_unmeet('complaint', new.id, 'authority');
  end if;
  perform aftercare.sla_stop('complaint', new.id, 'authority', 'met',
    least(clock_timestamp(), aftercare.end_of_day(new.regulator_answered_on, new.store_id)));
  -- entered after the day it was due, but answered before: nothing was broken
  if new.regulator_answered_on <= new.regulator_due_on then
    update aftercare.sla_target x set breached_at = null, counted_on = new.regulator_answered_on
      where x.id = (select y.id from aftercare.sla_target y
                    where y.subject_id = new.id and y.subject_kind = 'complaint' and y.target = 'authority'
                      and y.met_at is not null order by y.started_at desc, y.round desc limit 1);
  end if;
  return null;
end $$;

grant execute on function aftercare.complaint_authority_kept(), aftercare.complaint_authority_clock() to aftercare_owner;
grant execute on function aftercare.complaint_authority_answered(uuid, int, date, text, text, text, uuid),
  aftercare.complaint_authority_asks(uuid, int, date, text, uuid) to aftercare_agent, aftercare_manager;

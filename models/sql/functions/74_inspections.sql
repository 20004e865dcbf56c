-- owner: aftercare_workflow
-- Quality inspection: managers, and inspectors 质检 of the store, look at what agents did with customers, nobody at his own.
-- A consequence other than praise is recorded only after it was talked over with the person, and by managers alone.

-- The stores whose contacts the caller inspects.
create or replace function aftercare.my_inspected_store_ids()
returns uuid[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when aftercare.i_am('manager') then aftercare.my_managed_store_ids() else '{}' end
    || case when aftercare.i_am('inspector') then aftercare.my_store_ids() else '{}' end;
end $$;
grant execute on function aftercare.my_inspected_store_ids() to aftercare_staff;

-- A contact that somebody handled, with its store; null where there is none.
create or replace function aftercare.inspected_contact(person uuid, kind text, contact uuid)
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case kind
    when 'ticket' then (select t.store_id from aftercare.ticket t
      where t.id = contact and t.owner_id = person and t.state not in ('open', 'cancelled'))
    when 'call' then (select c.store_id from aftercare.phone_call c
      where c.id = contact and c.taken_by_id = person and c.state = 'handled')
    when 'follow_up' then (select f.store_id from aftercare.follow_up f
      where f.id = contact and f.finished_by_id = person and f.about_id is distinct from aftercare.my_staff_id()) end;
end $$;

-- Some contacts of somebody of the last days, by chance, of those nobody has looked at yet. coalesce() keeps the server
-- from reading all of a large store's follow-ups to find one person's; one plan is made and kept.
create or replace function aftercare.inspection_sample(person uuid, days int, most int)
returns table (kind text, id uuid, number text, subject text, at timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  mine uuid[] := aftercare.my_inspected_store_ids();
  me uuid := aftercare.my_staff_id();
  since timestamptz := clock_timestamp() - make_interval(days => greatest(1, least(days, 366)));
begin
  if mine = '{}' or person is not distinct from me then return; end if;
  return query
  select x.kind, x.id, x.number, x.subject, x.at from (
    select 'ticket' as kind, d.id, d.number, d.subject, d.opened_at as at from (
      select t.id, t.number, t.subject, t.opened_at from aftercare.ticket t
      where t.owner_id = person and coalesce(t.store_id = any (mine), false) and t.state not in ('open', 'cancelled')
        and t.opened_at > since
      order by t.opened_at desc limit 500) d
    where not exists (select from aftercare.inspection i where i.staff_id = person and i.ticket_id = d.id)
    union all
    select 'call', d.id, '', coalesce(q.subject, ''), d.came_at from (
      select c.id, c.came_at, c.ticket_id from aftercare.phone_call c
      where c.taken_by_id = person and coalesce(c.store_id = any (mine), false) and c.state = 'handled' and c.came_at > since
      order by c.came_at desc limit 500) d
    left join aftercare.ticket q on q.id = d.ticket_id
    where not exists (select from aftercare.inspection i where i.staff_id = person and i.phone_call_id = d.id)
    union all
    select 'follow_up', d.id, d.number, d.subject, d.finished_at from (
      select f.id, f.number, f.subject, f.finished_at from aftercare.follow_up f
      where f.finished_by_id = person and coalesce(f.store_id = any (mine), false) and f.finished_on > since::date
        and f.about_id is distinct from me
      order by f.finished_on desc limit 500) d
    where not exists (select from aftercare.inspection i where i.staff_id = person and i.follow_up_id = d.id)
  ) x
  order by random() limit greatest(1, least(most, 20));
end $$;

-- points: for each criterion that is switched on its code with 0 to as many points as it is worth.
create or replace function aftercare.inspection_add(inspection_id uuid, person uuid, kind text, contact uuid, points jsonb,
  note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  store uuid;
  c aftercare.inspection_criterion;
  given numeric;
  scores jsonb := '[]';
  got numeric := 0;
  could numeric := 0;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  if not aftercare.i_am('manager', 'inspector') then
    raise exception using errcode = '42501', message = 'inspections are the managers'' and inspectors''';
  end if;
  if person is not distinct from aftercare.my_staff_id() then perform aftercare.refuse('inspection_own', 'staff_id'); end if;
  store := aftercare.inspected_contact(person, kind, contact);
  if store is null or not store = any (aftercare.my_inspected_store_ids()) then
    perform aftercare.refuse('inspection_contact', 'contact');
  end if;
  for c in select x.* from aftercare.inspection_criterion x where x.active order by x.position, x.code loop
    if coalesce(points ->> c.code, '') !~ '^[0-9]{1,3}$' or (points ->> c.code)::numeric > c.most then
      perform aftercare.refuse('inspection_points', 'points_' || c.code, jsonb_build_object('most', c.most));
    end if;
    given := (points ->> c.code)::numeric;
    got := got + given;
    could := could + c.most;
    scores := scores || jsonb_build_object('code', c.code, 'name', c.name, 'name_en', c.name_en, 'most', c.most,
                                           'points', given);
  end loop;
  if could = 0 then perform aftercare.refuse('inspection_criteria'); end if;
  insert into aftercare.inspection (id, store_id, staff_id, ticket_id, phone_call_id, follow_up_id, inspected_on, scores,
      score, note)
    values (inspection_id, store, person, case kind when 'ticket' then contact end, case kind when 'call' then contact end,
      case kind when 'follow_up' then contact end, aftercare.store_date(store), scores, round(100 * got / could, 1),
      coalesce(note, ''));
  return aftercare.keep_result(request_id, jsonb_build_object('version', 1));
end $$;

-- An inspection as it was seen, locked; of one of these stores, never his own.
create or replace function aftercare.inspection_in_hand(wanted uuid, seen_version int, stores uuid[])
returns aftercare.inspection
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  i aftercare.inspection;
begin
  select x.* into i from aftercare.inspection x where x.id = wanted for no key update;
  if i.id is null or not i.store_id = any (stores) then
    perform aftercare.refuse('gone_record');
  end if;
  if i.staff_id is not distinct from aftercare.my_staff_id() then perform aftercare.refuse('inspection_own'); end if;
  if i.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if i.consequence is not null then perform aftercare.refuse('inspection_over'); end if;
  return i;
end $$;

-- It was talked over with the person, on a day since the inspection.
create or replace function aftercare.inspection_talk(inspection_id uuid, seen_version int, talked_on date, note text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  i aftercare.inspection;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.inspection x where x.id = inspection_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  i := aftercare.inspection_in_hand(inspection_id, seen_version, aftercare.my_inspected_store_ids());
  if talked_on is null or talked_on < i.inspected_on or talked_on > aftercare.store_date(i.store_id) then
    perform aftercare.refuse('inspection_talk_day', 'talked_on');
  end if;
  if aftercare.is_blank(note) then
    perform aftercare.refuse('step_lacks', 'note', jsonb_build_object('lacks', array['comment']));
  end if;
  update aftercare.inspection x set talked_on = talked_on, talk_note = btrim(note)
    where x.id = i.id returning x.version into i.version;
  return aftercare.keep_result(request_id, jsonb_build_object('version', i.version));
end $$;

-- What follows from it; whatever is not praise only after the talk 在处罚前找员工沟通. It ends the inspection.
create or replace function aftercare.inspection_end(inspection_id uuid, seen_version int, what text, note text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  i aftercare.inspection;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  perform from aftercare.inspection x where x.id = inspection_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  i := aftercare.inspection_in_hand(inspection_id, seen_version,
    case when aftercare.i_am('manager') then aftercare.my_managed_store_ids() else '{}' end);
  if aftercare.is_blank(what) then
    perform aftercare.refuse('step_lacks', 'consequence', jsonb_build_object('lacks', array['consequence']));
  end if;
  if what <> 'praise' and i.talked_on is null then perform aftercare.refuse('inspection_not_talked'); end if;
  update aftercare.inspection x set consequence = what, consequence_on = aftercare.store_date(x.store_id),
      consequence_note = btrim(coalesce(note, ''))
    where x.id = i.id returning x.version into i.version;
  return aftercare.keep_result(request_id, jsonb_build_object('version', i.version));
end $$;

-- What the person himself says to it, at any time; nobody else writes it.
create or replace function aftercare.inspection_answer(inspection_id uuid, seen_version int, words text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  i aftercare.inspection;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into i from aftercare.inspection x where x.id = inspection_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if i.id is null or i.staff_id is distinct from aftercare.my_staff_id() then perform aftercare.refuse('gone_record'); end if;
  if i.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if aftercare.is_blank(words) then
    perform aftercare.refuse('step_lacks', 'own_words', jsonb_build_object('lacks', array['comment']));
  end if;
  update aftercare.inspection x set own_words = btrim(words) where x.id = i.id returning x.version into i.version;
  return aftercare.keep_result(request_id, jsonb_build_object('version', i.version));
end $$;

grant execute on function aftercare.inspection_sample(uuid, int, int),
  aftercare.inspection_add(uuid, uuid, text, uuid, jsonb, text, uuid),
  aftercare.inspection_talk(uuid, int, date, text, uuid) to aftercare_manager, aftercare_inspector;
grant execute on function aftercare.inspection_end(uuid, int, text, text, uuid) to aftercare_manager;
grant execute on function aftercare.inspection_answer(uuid, int, text, uuid) to aftercare_staff;

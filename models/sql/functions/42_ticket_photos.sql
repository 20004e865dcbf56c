-- owner: aftercare_workflow
-- Photos of a fault report (CSD-08): they wait until somebody looked them through, and again when further ones came
-- after those that did not tell enough.

-- AFTER INSERT OR UPDATE OF withdrawn_at on attachment, for those of tickets.
create or replace function aftercare.ticket_photo_came()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.withdrawn_at is null then
    update aftercare.ticket t set photos_state = 'waiting'
      where t.id = new.ticket_id and t.photos_state in ('', 'more');
  elsif not exists (
    select from aftercare.attachment a where a.ticket_id = new.ticket_id and a.withdrawn_at is null) then
    update aftercare.ticket t set photos_state = ''
      where t.id = new.ticket_id and t.photos_state in ('waiting', 'accepted');
  end if;
  return null;
end $$;

-- Whoever works on a fault report looked its photos through: they tell enough, or further ones are needed, with what
-- is to be seen on them.
create or replace function aftercare.ticket_check_photos(ticket_id uuid, seen_version int, accepted boolean, note text,
                                                         request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  result text := case when accepted then 'accepted' else 'more' end;
  answer jsonb := aftercare.first_result(request_id);
begin
  if answer is not null then return answer; end if;
  select x.* into t from aftercare.ticket x where x.id = ticket_id for no key update;
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if t.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if accepted is null then perform aftercare.refuse('value_refused', 'accepted'); end if;
  if t.kind <> 'fault' then perform aftercare.refuse('photos_of_fault_only'); end if;
  if t.state in ('closed', 'cancelled') then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', 'check_photos'));
  end if;
  if accepted and not exists (
    select from aftercare.attachment a join aftercare.ticket x on x.id = a.ticket_id
    where t.id in (x.id, x.merged_into_id) and a.withdrawn_at is null and a.kind like 'photo%') then
    perform aftercare.refuse('photos_none');
  end if;
  if not accepted and aftercare.is_blank(note) then perform aftercare.refuse('reason_missing', 'note'); end if;
  if length(note) > 1000 then perform aftercare.refuse('too_long', 'note'); end if;
  update aftercare.ticket x set photos_state = result, photos_checked_at = clock_timestamp(),
      photos_checked_by_id = aftercare.my_staff_id(), photos_note = case when accepted then '' else note end
    where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, 'photos_' || result, t.state, t.state, coalesce(note, ''), '{}');
  return aftercare.keep_result(request_id, jsonb_build_object('version', t.version, 'photos_state', result));
end $$;

grant execute on function aftercare.ticket_photo_came() to aftercare_owner;
grant execute on function aftercare.ticket_check_photos(uuid, int, boolean, text, uuid)
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_sales;

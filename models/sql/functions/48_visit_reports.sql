-- owner: aftercare_workflow
-- What a visit reports: parts, measured values with their limits, what the customer says; acceptances and minutes.

-- BEFORE INSERT of parts and values: they lie at the visit's store; a finished case takes no more.
create or replace function aftercare.fill_visit_store()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v aftercare.visit;
begin
  if tg_op = 'UPDATE' then new.visit_id := old.visit_id; end if;
  select x.* into v from aftercare.visit x where x.id = new.visit_id for key share;
  if v.id is null then perform aftercare.refuse('gone_record'); end if;
  if v.state in ('closed', 'cancelled') then perform aftercare.refuse('visit_finished'); end if;
  new.store_id := v.store_id;
  return new;
end $$;

-- BEFORE INSERT OR UPDATE of a value: name, unit and limits are those of its item; whether it is within them.
create or replace function aftercare.fill_visit_check()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  item aftercare.check_item;
begin
  if tg_op = 'INSERT' and new.check_item_id is not null then
    select i.* into item from aftercare.check_item i where i.id = new.check_item_id;
    if item.id is null then perform aftercare.refuse('gone_record', 'check_item_id'); end if;
    new.name := item.name;
    new.name_en := item.name_en;
    new.unit := item.unit;
    new.low := item.low;
    new.high := item.high;
    new.yes_no := item.yes_no;
    new.position := coalesce(nullif(new.position, 0), item.position);
  end if;
  if new.yes_no and new.value not in (0, 1) then perform aftercare.refuse('value_refused', 'value'); end if;
  new.within := case
    when new.value is null then null
    when new.yes_no then new.value = 1
    else new.value >= coalesce(new.low, new.value) and new.value <= coalesce(new.high, new.value) end;
  return new;
end $$;

-- Parts and time of a finished visit as lines of its order: once, corrected when the report is corrected, dropped with
-- a part that was taken out of it. What the desk dropped stays dropped, what it priced keeps its price; an order that
-- is handed over takes no more. A part is priced where the price list knows its number, the time where a parameter
-- names its item; the rest is priced by the desk before the order is completed.
create or replace function aftercare.visit_tells_order(v aftercare.visit)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  who_pays text;
  minutes int := greatest(1, round(extract(epoch from v.finished_at - v.started_at) / 60));
begin
  if v.kind <> 'on_site' or v.state not in ('finished', 'closed') or not exists (
    select from aftercare.work_order w
    where w.id = v.work_order_id and w.work_state not in ('delivered', 'closed', 'cancelled')) then
    return;
  end if;
  who_pays := case when aftercare.order_cover(v.work_order_id) = 'warranty' then 'warranty' else 'customer' end;
  update aftercare.work_order_line l set quantity = p.quantity, name = p.name, unit = p.unit, part_no = p.part_no,
      serial_in = p.serial_in, serial_out = p.serial_out,
      state = case when p.withdrawn_at is null then l.state else 'dropped' end
    from aftercare.visit_part p
    where l.visit_part_id = p.id and p.visit_id = v.id and l.state <> 'dropped'
      and (l.quantity, l.name, l.unit, l.part_no, l.serial_in, l.serial_out, false)
        is distinct from (p.quantity, p.name, p.unit, p.part_no, p.serial_in, p.serial_out, p.withdrawn_at is not null);
  insert into aftercare.work_order_line (id, work_order_id, kind, state, payer, price_item_id, name, part_no, part_state,
                                         serial_in, serial_out, quantity, unit, note, visit_id, visit_part_id)
    select gen_random_uuid(), v.work_order_id, 'part', 'used', who_pays,
      (select i.id from aftercare.price_item i
       where i.kind = 'part' and i.archived_at is null and p.part_no <> '' and p.part_no in (i.part_no, i.code)
       order by i.code limit 1),
      p.name, p.part_no, 'new', p.serial_in, p.serial_out, p.quantity, p.unit, v.number, v.id, p.id
    from aftercare.visit_part p
    where p.visit_id = v.id and p.withdrawn_at is null
      and not exists (select from aftercare.work_order_line l where l.visit_part_id = p.id)
    order by p.created_at, p.id;
  if v.started_at is null then return; end if;
  update aftercare.work_order_line l set labour_minutes = minutes
    where l.visit_id = v.id and l.kind = 'labour' and l.state <> 'dropped' and l.labour_minutes is distinct from minutes;
  insert into aftercare.work_order_line (id, work_order_id, kind, state, payer, price_item_id, name, name_en,
                                         labour_minutes, note, visit_id)
    select gen_random_uuid(), v.work_order_id, 'labour', 'used', who_pays,
      (select i.id from aftercare.price_item i
       where i.kind = 'labour' and i.archived_at is null and i.code = aftercare.parameter_value('visit_labour_code', '')),
      '上门服务', 'On-site service', minutes, v.number, v.id
    where not exists (select from aftercare.work_order_line l where l.visit_id = v.id and l.kind = 'labour');
end $$;

-- What the customer says to the work: accepted or not, by whom, and how he said it. A drawn signature must lie with
-- the visit; a typed name stands under the statement on the report.
create or replace function aftercare.visit_accept(visit_id uuid, seen_version int, accepted boolean, who text, how text,
                                                  note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  v aftercare.visit;
  moment timestamptz;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  v := aftercare.lock_visit(visit_id);
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if v.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if cardinality(aftercare.visit_roles(v)) = 0 then
    raise exception using errcode = '42501', message = 'this person may not record an acceptance';
  end if;
  if v.state not in ('arrived', 'working', 'finished') then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', v.state, 'action', 'accept'));
  end if;
  if accepted is null then perform aftercare.refuse('required_missing', 'accepted'); end if;
  if aftercare.is_blank(who) then perform aftercare.refuse('visit_accepted_by_missing', 'accepted_by'); end if;
  if coalesce(how, '') not in ('drawn', 'typed', 'paper') then perform aftercare.refuse('required_missing', 'accepted_how'); end if;
  if how = 'drawn' and not exists (
    select from aftercare.attachment a
    where a.visit_id = v.id and a.kind = 'signature_out' and a.withdrawn_at is null) then
    perform aftercare.refuse('signature_missing', 'signature');
  end if;
  if not accepted and aftercare.is_blank(note) then perform aftercare.refuse('reason_missing', 'customer_note'); end if;
  moment := aftercare.visit_record(v, 'accept', v.state, v.state, coalesce(note, ''),
    jsonb_build_object('accepted', accepted, 'who', left(who, 120), 'how', how));
  update aftercare.visit x set accepted = visit_accept.accepted, accepted_by = who, accepted_how = how,
      accepted_at = moment, customer_note = coalesce(note, '')
    where x.id = v.id returning x.version into v.version;
  return aftercare.keep_result(request_id, jsonb_build_object('id', v.id, 'version', v.version, 'state', v.state));
end $$;

-- BEFORE INSERT of a photo, signature or document: its store, and its order where it is a visit's.
create or replace function aftercare.fill_attachment()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.product_model_id is not null then
    -- one at a time, so that two at once do not make one too many
    perform from aftercare.product_model m where m.id = new.product_model_id for no key update;
    if (select count(*) from aftercare.attachment a
        where a.product_model_id = new.product_model_id and a.withdrawn_at is null) >= 12 then
      perform aftercare.refuse('model_pictures_full');
    end if;
    new.ticket_id := null;
    new.visit_id := null;
    new.work_order_id := null;
    new.course_id := null;
    new.store_id := null;
    return new;
  elsif new.course_id is not null then
    -- with one record and nothing else: rights on one are none on another
    new.ticket_id := null;
    new.visit_id := null;
    new.work_order_id := null;
    select c.store_id into new.store_id from aftercare.course c where c.id = new.course_id;
  elsif new.ticket_id is not null then
    new.visit_id := null;
    new.work_order_id := null;
    select t.store_id into new.store_id from aftercare.ticket t where t.id = new.ticket_id;
  elsif new.visit_id is not null then
    select v.store_id, v.work_order_id into new.store_id, new.work_order_id
      from aftercare.visit v where v.id = new.visit_id;
  else
    select w.store_id into new.store_id from aftercare.work_order w where w.id = new.work_order_id;
  end if;
  if new.store_id is null then perform aftercare.refuse('gone_record'); end if;
  return new;
end $$;

-- BEFORE INSERT OR UPDATE of an acceptance: number, and what its visit says; what is signed stays as it is.
create or replace function aftercare.acceptance_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v aftercare.visit;
  p aftercare.project;
begin
  if new.project_id is not null and (tg_op = 'INSERT' or new.project_id is distinct from old.project_id) then
    select x.* into p from aftercare.project x where x.id = new.project_id;
    new.project := p.name;
    new.place := coalesce(nullif(btrim(new.place), ''), p.place);
    if tg_op = 'INSERT' then new.customer_id := coalesce(new.customer_id, p.customer_id); end if;
  end if;
  if tg_op = 'UPDATE' then
    -- erasing a person and merging customers reach signed papers too
    if old.signed_at is not null and (to_jsonb(new) - array['version', 'updated_at', 'updated_by', 'people', 'customer_id'])
         is distinct from (to_jsonb(old) - array['version', 'updated_at', 'updated_by', 'people', 'customer_id']) then
      perform aftercare.refuse('acceptance_signed');
    end if;
    return new;
  end if;
  if new.visit_id is not null then
    select x.* into v from aftercare.visit x where x.id = new.visit_id;
    if not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record', 'visit_id'); end if;
    new.store_id := v.store_id;
    new.customer_id := coalesce(v.customer_id, new.customer_id);
    new.work_order_id := v.work_order_id;
  end if;
  new.number := coalesce(new.number, aftercare.desk_number('Y', aftercare.store_date(new.store_id),
                                                           nextval('aftercare.acceptance_number_seq')));
  return new;
end $$;

-- Everybody has signed the paper: from now on nothing of it changes.
create or replace function aftercare.acceptance_sign(acceptance_id uuid, seen_version int, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  a aftercare.acceptance;
  v aftercare.visit;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into a from aftercare.acceptance x where x.id = acceptance_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  select x.* into v from aftercare.visit x where x.id = a.visit_id;
  if a.id is null or not (
    aftercare.i_am('agent') and a.store_id = any (aftercare.my_store_ids())
    or aftercare.i_am('manager') and a.store_id = any (aftercare.my_managed_store_ids())
    or coalesce(v.technician_id = aftercare.my_staff_id(), false)) then
    perform aftercare.refuse('gone_record');
  end if;
  if a.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if a.signed_at is not null then perform aftercare.refuse('acceptance_signed'); end if;
  if jsonb_array_length(a.people) = 0 then perform aftercare.refuse('acceptance_people_missing', 'people'); end if;
  if a.kind <> 'meeting' and a.result = '' then perform aftercare.refuse('acceptance_result_missing', 'result'); end if;
  if aftercare.is_blank(a.conclusion) then perform aftercare.refuse('acceptance_conclusion_missing', 'conclusion'); end if;
  update aftercare.acceptance x set signed_at = clock_timestamp() where x.id = a.id returning x.* into a;
  -- the final acceptance: from the day after it the warranty runs (SLA-03)
  if a.kind = 'completion' and a.result in ('passed', 'conditional') then
    update aftercare.project x set accepted_on = coalesce(x.accepted_on, aftercare.store_date(a.store_id, a.held_at)),
        stage = case when x.stage in ('planning', 'building', 'acceptance') then 'live' else x.stage end
      where x.id = a.project_id;
  end if;
  return aftercare.keep_result(request_id, jsonb_build_object('id', a.id, 'version', a.version));
end $$;

grant execute on function aftercare.fill_visit_store(), aftercare.fill_visit_check(), aftercare.fill_attachment(),
  aftercare.acceptance_begin() to aftercare_owner;
grant execute on function aftercare.visit_accept(uuid, int, boolean, text, text, text, uuid),
  aftercare.acceptance_sign(uuid, int, uuid) to aftercare_staff;

-- owner: aftercare_workflow
-- Parcels of an order: sent, asked about until they arrive, arrived or lost. CSD-03: 负责物流公司联系,确保货物安全到达目的地.

-- Appends what happened to a parcel to its order's trace; what goes to the customer is told to him.
create or replace function aftercare.shipment_told(h aftercare.shipment, action text, comment text, details jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  o aftercare.work_order;
begin
  update aftercare.work_order w set event_count = w.event_count + 1 where w.id = h.work_order_id returning w.* into o;
  perform aftercare.record_event(o, 'note', action, null, null, details || jsonb_build_object(
      'comment', concat_ws(' · ', h.carrier || ' ' || h.tracking_no, nullif(btrim(coalesce(comment, '')), '')),
      'direction', h.direction, 'shipment', h.id),
    h.direction = 'to_customer' and action in ('parcel_sent', 'parcel_arrived'));
end $$;

create or replace function aftercare.shipment_send(shipment_id uuid, order_id uuid, direction text, carrier text,
  tracking_no text, what text, expected_on date, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  h aftercare.shipment;
  today date;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, 'agent', 'manager', 'technician', 'parts');
  today := aftercare.store_date(o.store_id);
  if aftercare.is_blank(carrier) then perform aftercare.refuse('required_missing', 'carrier'); end if;
  if aftercare.is_blank(tracking_no) then perform aftercare.refuse('required_missing', 'tracking_no'); end if;
  if expected_on is null or expected_on < today or expected_on > today + 366 then
    perform aftercare.refuse('shipment_day', 'expected_on');
  end if;
  if exists (select from aftercare.shipment x where x.work_order_id = o.id and x.state = 'sent'
             and upper(x.tracking_no) = upper(btrim(tracking_no))) then
    perform aftercare.refuse('shipment_twice', 'tracking_no');
  end if;
  insert into aftercare.shipment (id, work_order_id, store_id, direction, carrier, tracking_no, what, sent_on, expected_on,
                                  ask_on)
    values (shipment_id, o.id, o.store_id, direction, btrim(carrier), btrim(tracking_no), btrim(coalesce(what, '')), today,
            expected_on, expected_on + 1)
    returning * into h;
  perform aftercare.shipment_told(h, 'parcel_sent', h.what, jsonb_build_object('expected_on', expected_on));
  return aftercare.keep_result(request_id, jsonb_build_object('id', h.id, 'version', h.version));
end $$;

-- action: asked (what the carrier said, and when to ask again), arrived (on a day), lost (what the carrier said).
create or replace function aftercare.shipment_move(shipment_id uuid, seen_version int, action text, on_day date, note text,
  request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  h aftercare.shipment;
  today date;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into h from aftercare.shipment x where x.id = shipment_id;
  perform aftercare.lock_order(h.work_order_id, 'agent', 'manager', 'technician', 'parts');
  select x.* into h from aftercare.shipment x where x.id = shipment_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the order
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if h.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if h.state <> 'sent' then perform aftercare.refuse('shipment_over'); end if;
  today := aftercare.store_date(h.store_id);
  perform aftercare.check_note(note);
  if action in ('asked', 'lost') and aftercare.is_blank(note) then
    perform aftercare.refuse('required_missing', 'note');
  end if;
  if action = 'asked' then
    if on_day is null or on_day <= today or on_day > today + 366 then perform aftercare.refuse('shipment_ask_day', 'on_day'); end if;
    h.ask_on := on_day;
  elsif action = 'arrived' then
    if on_day is null or on_day < h.sent_on or on_day > today then perform aftercare.refuse('shipment_arrival_day', 'on_day'); end if;
    h.state := 'arrived';
    h.ended_on := on_day;
  elsif action = 'lost' then
    h.state := 'lost';
    h.ended_on := today;
  else
    perform aftercare.refuse('value_refused', 'action');
  end if;
  update aftercare.shipment x set state = h.state, ask_on = h.ask_on, ended_on = h.ended_on
    where x.id = h.id returning * into h;
  perform aftercare.shipment_told(h, 'parcel_' || action, note, jsonb_build_object('on_day', coalesce(on_day, today)));
  return aftercare.keep_result(request_id, jsonb_build_object('id', h.id, 'version', h.version, 'state', h.state));
end $$;

-- What this person sent and what should have arrived by now, for the reminders in his corner.
create or replace function aftercare.shipments_to_remind_of(most int)
returns table (id uuid, number text, what text, customer_name text, customer_phone text, at timestamptz, version int,
               work_order_id uuid)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  -- asked by each window every minute: this language keeps its plan, the other one plans anew each time
  return query
  select h.id, o.number, h.carrier || ' ' || h.tracking_no, coalesce(c.name, ''), coalesce(c.phone_masked, ''),
         h.ask_on::timestamp at time zone aftercare.zone_of(h.store_id), h.version, h.work_order_id
  from (
    -- the day is the store's; its clock is asked where the server's does not decide it
    select x.* from aftercare.shipment x
    where x.created_by = aftercare.login_name() and x.state = 'sent' and x.ask_on <= current_date + 2
      and (x.ask_on < current_date - 1 or x.ask_on <= aftercare.store_date(x.store_id))
      -- coalesce(): read by whose they are, not by the store as well
      and coalesce(x.store_id = any ((select aftercare.my_visible_store_ids())::uuid[]), false)
    order by x.ask_on, x.id limit greatest(1, least(most, 20))
  ) h
  join aftercare.work_order o on o.id = h.work_order_id
  left join aftercare.customer c on c.id = o.customer_id
  order by h.ask_on, h.id;
end $$;

grant execute on function aftercare.shipment_send(uuid, uuid, text, text, text, text, date, uuid),
  aftercare.shipment_move(uuid, int, text, date, text, uuid)
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts;
grant execute on function aftercare.shipments_to_remind_of(int) to aftercare_staff;

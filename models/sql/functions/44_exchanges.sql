-- owner: aftercare_workflow
-- A device exchanged for another as a remedy: the document, and whose both of them are from then on.

-- fresh: {serial_no, product_model_id} of the one that is given; a device of the company's stock with that serial is
-- taken, else it is recorded. Without a model it is of the old one's.
create or replace function aftercare.exchange_make(exchange_id uuid, remedy_id uuid, seen_version int, old_device uuid,
  new_device uuid, fresh jsonb, note text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  old aftercare.device;
  stock aftercare.device;
  customer uuid;
  model uuid;
  serial text := btrim(coalesce(fresh ->> 'serial_no', ''));
  today date;
  number text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.complaint_id into r.complaint_id from aftercare.complaint_remedy x where x.id = remedy_id;
  c := aftercare.remedy_complaint(r.complaint_id);
  -- the same asked for twice at the same moment: the second waited for the complaint
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  r := aftercare.remedy_locked(remedy_id, seen_version);
  if not aftercare.complaint_roles(c) && array['agent', 'manager'] then
    raise exception using errcode = '42501', message = 'devices are exchanged by the desk';
  end if;
  if r.kind <> 'exchange' then perform aftercare.refuse('value_refused', 'kind'); end if;
  if r.state <> 'approved' then perform aftercare.refuse('remedy_not_approved'); end if;
  select coalesce(o.customer_id, c.customer_id) into customer
    from (select 1) one left join aftercare.work_order o on o.id = c.work_order_id;
  if customer is null then perform aftercare.refuse('exchange_without_customer'); end if;
  select d.* into old from aftercare.device d where d.id = old_device for no key update;
  if old.id is null then perform aftercare.refuse('device_missing', 'old_device'); end if;
  if old.customer_id is distinct from customer then perform aftercare.refuse('exchange_not_his', 'old_device'); end if;
  if serial = '' then perform aftercare.refuse('serial_missing', 'serial_no'); end if;
  if length(serial) > 80 then perform aftercare.refuse('too_long', 'serial_no'); end if;
  model := coalesce((fresh ->> 'product_model_id')::uuid, old.product_model_id);
  select d.* into stock from aftercare.device d
    where d.product_model_id = model and d.serial_no = serial and d.archived_at is null for no key update;
  if stock.id = old.id then perform aftercare.refuse('exchange_same', 'serial_no'); end if;
  if stock.customer_id is not null then perform aftercare.refuse('exchange_owned', 'serial_no'); end if;
  today := aftercare.store_date(c.store_id);
  update aftercare.device d set customer_id = null, address_id = null where d.id = old.id;
  if stock.id is not null then
    update aftercare.device d set customer_id = customer, sold_on = today, warranty_from = today
      where d.id = stock.id;
    new_device := stock.id;
  else
    insert into aftercare.device (id, product_model_id, customer_id, serial_no, serial_kind, sold_on, warranty_from)
      values (new_device, model, customer, serial, old.serial_kind, today, today);
  end if;
  number := aftercare.desk_number('X', today, nextval('aftercare.exchange_number_seq'));
  insert into aftercare.device_exchange (id, number, store_id, customer_id, old_device_id, new_device_id, work_order_id,
                                         remedy_id, exchanged_on, note)
    values (exchange_id, number, c.store_id, customer, old.id, new_device, c.work_order_id, r.id, today,
            coalesce(note, ''));
  update aftercare.complaint_remedy x set state = 'done', done_at = clock_timestamp(),
      decision_note = coalesce(nullif(btrim(note), ''), x.decision_note)
    where x.id = r.id returning * into r;
  return aftercare.keep_result(request_id,
    aftercare.remedy_told(c, r, coalesce(note, '')) || jsonb_build_object('number', number));
end $$;

grant execute on function aftercare.exchange_make(uuid, uuid, int, uuid, uuid, jsonb, text, uuid)
  to aftercare_agent, aftercare_manager;

-- owner: aftercare_workflow
-- Merging, removing and restoring customers, devices, models and regions: the rules that a plain UPDATE
-- could not keep. Nobody holds DELETE.

create or replace function aftercare.check_may_keep_customers()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not aftercare.i_am('admin', 'manager', 'agent') then
    raise exception using errcode = '42501', message = 'the desk keeps the customer file';
  end if;
end $$;

-- Work under way is 待维修 or 正在维修, derived from the work state as everywhere.
create or replace function aftercare.has_work_under_way(of_customer uuid, of_device uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from aftercare.work_order o
    where (o.customer_id = of_customer or o.device_id = of_device)
      and o.work_state in ('received', 'assigned', 'diagnosing', 'quoted', 'waiting_parts', 'repairing', 'testing'))
    or exists (
    select from aftercare.visit v
    where (v.customer_id = of_customer or v.device_id = of_device)
      and v.state in ('open', 'planned', 'travelling', 'arrived', 'working'))
$$;

-- Removes a customer nothing refers to, archives one with a history. Answers 'removed' or 'archived'.
create or replace function aftercare.remove_customer(wanted uuid, seen_version int)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  c aftercare.customer;
begin
  perform aftercare.check_may_keep_customers();
  select * into c from aftercare.customer x where x.id = wanted for update;
  if c.id is null then perform aftercare.refuse('gone_record'); end if;
  if c.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if aftercare.has_work_under_way(wanted, null) then perform aftercare.refuse('customer_has_work'); end if;
  begin
    delete from aftercare.customer_class x where x.customer_id = wanted;
    delete from aftercare.customer_note x where x.customer_id = wanted;
    delete from aftercare.customer_consent x where x.customer_id = wanted;
    delete from aftercare.customer_address x where x.customer_id = wanted;
    delete from aftercare.contact x where x.customer_id = wanted;
    delete from aftercare.customer_file x where x.id = wanted;
    delete from aftercare.customer x where x.id = wanted;
    return 'removed';
  exception when foreign_key_violation then
    -- the block is undone: something refers to the customer, so he is kept and hidden
    update aftercare.customer x set archived_at = clock_timestamp() where x.id = wanted and x.archived_at is null;
    return 'archived';
  end;
end $$;

create or replace function aftercare.restore_customer(wanted uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.check_may_keep_customers();
  if exists (select from aftercare.customer x where x.id = wanted and x.merged_into is not null) then
    perform aftercare.refuse('customer_was_merged');
  end if;
  update aftercare.customer x set archived_at = null where x.id = wanted and x.archived_at is not null;
end $$;

-- One customer out of two: everything that belongs to `gone` moves to `kept`, which keeps its own values and
-- takes over what it has none of. `gone` stays readable, archived, and says where it went. Tables that only
-- grow (payments, events, consents) keep the old id; readers follow merged_into (customer_family).
create or replace function aftercare.merge_customers(kept uuid, gone uuid, kept_version int, gone_version int)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  k aftercare.customer;
  g aftercare.customer;
  reference record;
  reached int;
begin
  perform aftercare.check_may_keep_customers();
  if kept = gone then perform aftercare.refuse('merge_with_itself'); end if;
  perform from aftercare.customer x where x.id in (kept, gone) order by x.id for update;
  select * into k from aftercare.customer x where x.id = kept;
  select * into g from aftercare.customer x where x.id = gone;
  if k.id is null or g.id is null then perform aftercare.refuse('gone_record'); end if;
  if k.version is distinct from kept_version or g.version is distinct from gone_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if k.merged_into is not null or g.merged_into is not null or k.archived_at is not null then
    perform aftercare.refuse('customer_was_merged');
  end if;

  -- where both have a class in a dimension, kept's stays
  update aftercare.customer_class x set until = clock_timestamp()
    where x.customer_id = gone and x.until is null
      and exists (select from aftercare.customer_class y
                  where y.customer_id = kept and y.until is null and y.dimension = x.dimension);
  -- a second number stays searchable, as a contact's
  if g.phone_key <> '' and k.phone_key <> '' and g.phone_key <> k.phone_key then
    insert into aftercare.contact (id, customer_id, name, salutation, phone, email, initials)
      values (gen_random_uuid(), kept, g.name, g.salutation, g.phone, g.email, g.initials);
  end if;
  -- owners first: the trigger on device then finds the history already right
  update aftercare.device_owner x set customer_id = kept where x.customer_id = gone;
  for reference in
    select c.relname, a.attname
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.confrelid = 'aftercare.customer'::regclass and cardinality(f.conkey) = 1
      and c.relname not in ('customer', 'customer_file', 'device_owner')
      and has_column_privilege('aftercare_workflow', c.oid, a.attnum, 'update')
  loop
    execute format('update aftercare.%I set %I = $1 where %I = $2', reference.relname, reference.attname,
                   reference.attname) using kept, gone;
  end loop;
  if not exists (select from aftercare.customer_file f where f.id = kept) then
    insert into aftercare.customer_file
      select (jsonb_populate_record(f, jsonb_build_object('id', kept))).*
      from aftercare.customer_file f where f.id = gone;
  end if;

  update aftercare.customer x set merged_into = kept where x.merged_into = gone;
  update aftercare.customer x set merged_into = kept, archived_at = clock_timestamp() where x.id = gone;
  update aftercare.customer x set
      phone = case when x.phone = '' then g.phone else x.phone end,
      no_phone_reason = case when x.phone = '' and g.phone <> '' then '' else x.no_phone_reason end,
      email = case when x.email = '' then g.email else x.email end,
      address = case when x.address = '' then g.address else x.address end,
      wechat = case when x.wechat = '' then g.wechat else x.wechat end,
      tax_no = case when x.tax_no = '' then g.tax_no else x.tax_no end,
      region_id = coalesce(x.region_id, g.region_id),
      sales_rep_id = coalesce(x.sales_rep_id, g.sales_rep_id),
      birthday = coalesce(x.birthday, g.birthday),
      anniversary = coalesce(x.anniversary, g.anniversary),
      stage = case when g.stage = 'formal' then 'formal' else x.stage end
    where x.id = kept returning version into reached;
  return reached;
end $$;

-- Forgets a person and keeps the orders, amounts and figures: names become a number, numbers and addresses go,
-- and so do their clear values in the audit trail, who brought and collected devices, who reported, complained and
-- agreed, signatures and papers that were photographed. Refused while somebody still needs to reach him. What people
-- wrote about a device in their own words (problem, comments) stays with its order.
create or replace function aftercare.erase_customer(wanted uuid, seen_version int, why text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  c aftercare.customer;
  members uuid[];
  orders uuid[];
  papers uuid[];
  rows_of uuid[];
  numbers text[];
begin
  if not aftercare.i_am('admin', 'manager') then
    raise exception using errcode = '42501', message = 'managers and administrators erase';
  end if;
  select * into c from aftercare.customer x where x.id = wanted for update;
  if c.id is null then perform aftercare.refuse('gone_record'); end if;
  if c.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select array_agg(x.id) into members from aftercare.customer x where x.id = wanted or x.merged_into = wanted;
  if exists (
    select from aftercare.work_order o where o.customer_id = any (members)
      and o.work_state not in ('closed', 'cancelled')) then
    perform aftercare.refuse('erase_has_order');
  end if;
  if exists (select from aftercare.complaint o where o.customer_id = any (members) and o.state <> 'closed') then
    perform aftercare.refuse('erase_has_complaint');
  end if;
  if exists (select from aftercare.visit v where v.customer_id = any (members)
             and v.state not in ('finished', 'closed', 'cancelled')) then
    perform aftercare.refuse('erase_has_visit');
  end if;
  if exists (select from aftercare.visit v where v.contractor_id = any (members) and v.settled_at is null
             and v.state <> 'cancelled' and v.outcome is distinct from 'refused' and v.outcome is distinct from 'no_access') then
    perform aftercare.refuse('erase_is_contractor');
  end if;

  select coalesce(array_agg(x.phone_key), '{}') into numbers from aftercare.customer x
    where x.id = any (members) and x.phone_key <> '';
  select members || array_agg(x.id) into rows_of from (
    select x.id from aftercare.contact x where x.customer_id = any (members)
    union all select x.id from aftercare.customer_address x where x.customer_id = any (members)
    union all select x.id from aftercare.customer_note x where x.customer_id = any (members)
    union all select x.id from aftercare.intake x where x.customer_id = any (members)
    union all select x.id from aftercare.ticket x where x.customer_id = any (members) or x.phone_key = any (numbers)
    union all select x.id from aftercare.complaint x where x.customer_id = any (members)
    union all select x.id from aftercare.retention_keep x where x.customer_id = any (members)
    union all select x.id from aftercare.visit x where x.customer_id = any (members)
    union all select x.id from aftercare.acceptance x where x.customer_id = any (members)
    union all select x.id from aftercare.follow_up x where x.customer_id = any (members)
    union all select x.id from aftercare.follow_up_answer x join aftercare.follow_up f on f.id = x.follow_up_id
      where f.customer_id = any (members)
    union all select x.id from aftercare.recovery_plan x
      where x.complaint_id in (select k.id from aftercare.complaint k where k.customer_id = any (members))
        or x.follow_up_id in (select f.id from aftercare.follow_up f where f.customer_id = any (members))
    union all select x.id from aftercare.phone_call x where x.customer_id = any (members) or x.phone_key = any (numbers)
    union all select x.id from aftercare.caller_mark x where x.phone_key = any (numbers)
    union all select x.id from aftercare.message x where x.customer_id = any (members)
    union all select x.id from aftercare.training_record x where x.customer_id = any (members)
  ) x;
  select coalesce(array_agg(x.id), '{}') into orders from aftercare.work_order x where x.customer_id = any (members);
  select coalesce(array_agg(x.id), '{}') into papers from aftercare.attachment x
    where (x.work_order_id = any (orders)
           or x.visit_id in (select v.id from aftercare.visit v where v.customer_id = any (members))
           or x.ticket_id in (select t.id from aftercare.ticket t where t.customer_id = any (members)))
      and x.kind in ('signature_in', 'signature_out', 'proof', 'document');
  rows_of := rows_of || orders || papers;
  update aftercare.customer x set name = '#' || x.number, initials = '', pinyin = '', salutation = '', phone = '',
      no_phone_reason = '', email = '', address = '', wechat = '', birthday = null, anniversary = null, tax_no = '',
      source = '', archived_at = coalesce(x.archived_at, clock_timestamp())
    where x.id = any (members);
  delete from aftercare.customer_file x where x.id = any (members);
  update aftercare.contact x set name = '#', initials = '', salutation = '', title = '', phone = '', email = '',
      birthday = null, birth_year = null, character = '', hobbies = '', family = '', education = '', note = '',
      archived_at = coalesce(x.archived_at, clock_timestamp())
    where x.customer_id = any (members);
  update aftercare.customer_address x set address = '#', label = '', recipient = '',
      archived_at = coalesce(x.archived_at, clock_timestamp())
    where x.customer_id = any (members);
  update aftercare.customer_note x set body = '#', archived_at = coalesce(x.archived_at, clock_timestamp())
    where x.customer_id = any (members);
  update aftercare.retention_keep x set reason = '#' where x.customer_id = any (members);
  update aftercare.intake x set brought_by = '', note = ''
    where x.customer_id = any (members) and (x.brought_by <> '' or x.note <> '');
  update aftercare.work_order x set collected_by = '', id_note = ''
    where x.id = any (orders) and (x.collected_by <> '' or x.id_note <> '');
  update aftercare.work_order_event x set details = x.details - array['collected_by', 'id_note', 'who'], undo = null
    where x.work_order_id = any (orders) and (x.details ?| array['collected_by', 'id_note', 'who'] or x.undo is not null);
  update aftercare.consent x set who = '#' where x.work_order_id = any (orders);
  update aftercare.ticket x set reporter = '', phone = ''
    where (x.customer_id = any (members) or x.phone_key = any (numbers)) and (x.reporter <> '' or x.phone <> '');
  update aftercare.phone_call x set phone = '', contact_name = '', note = ''
    where x.customer_id = any (members) or x.phone_key = any (numbers);
  update aftercare.caller_mark x set phone_key = '#' || x.id, phone_masked = '', reason = '#'
    where x.phone_key = any (numbers);
  update aftercare.complaint x set complainant = '' where x.customer_id = any (members) and x.complainant <> '';
  update aftercare.visit x set contact_name = '', accepted_by = case when x.accepted_by = '' then '' else '#' end
    where x.customer_id = any (members) and (x.contact_name <> '' or x.accepted_by <> '');
  update aftercare.visit_event x set details = x.details - 'who'
    where x.visit_id in (select v.id from aftercare.visit v where v.customer_id = any (members)) and x.details ? 'who';
  update aftercare.follow_up x set note = '' where x.customer_id = any (members) and x.note <> '';
  update aftercare.follow_up_answer x set words = '#'
    where x.follow_up_id in (select f.id from aftercare.follow_up f where f.customer_id = any (members)) and x.words <> '';
  -- whom we told about what went wrong
  update aftercare.recovery_plan x set told = '#' where x.id = any (rows_of) and x.told <> '';
  update aftercare.acceptance x set people = (
      select coalesce(jsonb_agg(p || jsonb_build_object('name', '#')), '[]') from jsonb_array_elements(x.people) p)
    where x.customer_id = any (members) and x.people <> '[]';
  update aftercare.training_record x set person_name = '', note = ''
    where x.customer_id = any (members) and (x.person_name <> '' or x.note <> '');
  -- what was not sent yet is never sent: nobody is left to get it
  update aftercare.message x set subject = '#', body = '#', also_subject = '', also_body = '', to_masked = '', fault_detail = '',
      next_try_at = null, state = case when x.state in ('waiting', 'failed', 'sending') then 'cancelled' else x.state end
    where x.customer_id = any (members);
  delete from aftercare.attachment_data x where x.attachment_id = any (papers);
  update aftercare.attachment x set name = '', note = '', thumbnail = null,
      withdrawn_at = coalesce(x.withdrawn_at, clock_timestamp())
    where x.id = any (papers);
  -- only now: the changes above put what was there into the trail once more
  delete from aftercare.audit_value v where v.row_id = any (rows_of);
  insert into aftercare.reveal (login, kind, table_name, row_id, reason)
    values (aftercare.login_name(), 'erase', 'customer', wanted, left(why, 200));
end $$;

-- A customer and all that were merged into him.
create or replace function aftercare.customer_family(wanted uuid)
returns uuid[]
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select array_agg(c.id) from aftercare.customer c
  where (c.id = wanted or c.merged_into = wanted) and aftercare.i_see_customer(wanted)
$$;

create or replace function aftercare.remove_device(wanted uuid, seen_version int)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  d aftercare.device;
begin
  perform aftercare.check_may_keep_customers();
  select * into d from aftercare.device x where x.id = wanted for update;
  if d.id is null then perform aftercare.refuse('gone_record'); end if;
  if d.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if aftercare.has_work_under_way(null, wanted) then perform aftercare.refuse('device_has_work'); end if;
  begin
    delete from aftercare.device_number x where x.device_id = wanted;
    delete from aftercare.device_owner x where x.device_id = wanted;
    delete from aftercare.device x where x.id = wanted;
    return 'removed';
  exception when foreign_key_violation then
    update aftercare.device x set archived_at = clock_timestamp() where x.id = wanted and x.archived_at is null;
    return 'archived';
  end;
end $$;

create or replace function aftercare.restore_device(wanted uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.check_may_keep_customers();
  update aftercare.device x set archived_at = null where x.id = wanted and x.archived_at is not null;
end $$;

create or replace function aftercare.remove_product_model(wanted uuid, seen_version int)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  m aftercare.product_model;
begin
  if not aftercare.i_am('admin', 'manager') then
    raise exception using errcode = '42501', message = 'managers and administrators keep the models';
  end if;
  select * into m from aftercare.product_model x where x.id = wanted for update;
  if m.id is null then perform aftercare.refuse('gone_record'); end if;
  if m.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  begin
    -- its versions go with it, or both stay
    delete from aftercare.product_version v where v.product_model_id = wanted;
    delete from aftercare.product_model x where x.id = wanted;
    return 'removed';
  exception when foreign_key_violation then
    update aftercare.product_model x set archived_at = clock_timestamp()
      where x.id = wanted and x.archived_at is null;
    return 'archived';
  end;
end $$;

-- Two entries for one model: devices move to the kept one.
create or replace function aftercare.merge_product_models(kept uuid, gone uuid)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  reference record;
begin
  if not aftercare.i_am('admin', 'manager') then
    raise exception using errcode = '42501', message = 'managers and administrators keep the models';
  end if;
  if kept = gone then perform aftercare.refuse('merge_with_itself'); end if;
  perform from aftercare.product_model x where x.id in (kept, gone) order by x.id for update;
  -- versions of one name become one, and those only the other knew come along, before the devices that run them
  update aftercare.device d set product_model_id = kept, product_version_id = k.id
    from aftercare.product_version v
    join aftercare.product_version k on k.product_model_id = kept and upper(k.name) = upper(v.name) and k.archived_at is null
    where v.product_model_id = gone and d.product_version_id = v.id;
  update aftercare.product_version v set product_model_id = kept
    where v.product_model_id = gone and not exists (
      select from aftercare.product_version k
      where k.product_model_id = kept and upper(k.name) = upper(v.name) and k.archived_at is null);
  for reference in
    select c.relname, a.attname
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.confrelid = 'aftercare.product_model'::regclass and cardinality(f.conkey) = 1
      and c.relname <> 'product_version' and has_column_privilege('aftercare_workflow', c.oid, a.attnum, 'update')
  loop
    execute format('update aftercare.%I set %I = $1 where %I = $2', reference.relname, reference.attname,
                   reference.attname) using kept, gone;
  end loop;
  return aftercare.remove_product_model(
    gone, (select x.version from aftercare.product_model x where x.id = gone));
end $$;

-- A region goes only when no customer is in it.
create or replace function aftercare.remove_region(wanted uuid, seen_version int)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  r aftercare.region;
begin
  if not aftercare.i_am('admin') then
    raise exception using errcode = '42501', message = 'administrators keep the regions';
  end if;
  select * into r from aftercare.region x where x.id = wanted for update;
  if r.id is null then perform aftercare.refuse('gone_record'); end if;
  if r.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if exists (
    with recursive below as (
      select wanted as id
      union
      select x.id from aftercare.region x join below b on x.parent_id = b.id
    )
    select from aftercare.customer c join below b on b.id = c.region_id where c.archived_at is null) then
    perform aftercare.refuse('region_has_customers');
  end if;
  if exists (select from aftercare.store s where s.region_id = wanted and s.archived_at is null)
     or exists (select from aftercare.region x where x.parent_id = wanted and x.archived_at is null) then
    perform aftercare.refuse('region_in_use');
  end if;
  begin
    delete from aftercare.region x where x.id = wanted;
    return 'removed';
  exception when foreign_key_violation then
    update aftercare.region x set archived_at = clock_timestamp() where x.id = wanted and x.archived_at is null;
    return 'archived';
  end;
end $$;

grant execute on function aftercare.remove_customer(uuid, int), aftercare.restore_customer(uuid),
  aftercare.merge_customers(uuid, uuid, int, int), aftercare.remove_device(uuid, int),
  aftercare.restore_device(uuid) to aftercare_admin, aftercare_manager, aftercare_agent;
grant execute on function aftercare.remove_product_model(uuid, int), aftercare.merge_product_models(uuid, uuid)
  to aftercare_admin, aftercare_manager;
grant execute on function aftercare.erase_customer(uuid, int, text) to aftercare_admin, aftercare_manager;
grant execute on function aftercare.remove_region(uuid, int) to aftercare_admin;
grant execute on function aftercare.customer_family(uuid) to aftercare_staff;

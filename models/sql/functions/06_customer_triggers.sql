-- owner: aftercare_workflow
-- Triggers of customers, products and devices that fill what is derived. They run after aa_stamp.

create or replace function aftercare.fill_customer()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.phone_key := aftercare.phone_key(new.phone);
  if new.phone <> '' and length(new.phone_key) not between 3 and 20 then
    perform aftercare.refuse('phone_not_a_number', 'phone');
  end if;
  new.phone_masked := aftercare.mask_phone(new.phone_key);
  new.phone_last4 := case when length(new.phone_key) >= 7 then right(new.phone_key, 4) else '' end;
  new.email_masked := aftercare.mask_email(new.email);
  new.address_masked := aftercare.mask_address(new.address);
  new.wechat_masked := case when new.wechat = '' then '' else left(new.wechat, 1) || '***' end;
  if tg_op = 'INSERT' or new.name <> old.name then
    new.search := aftercare.search_tokens(new.name);
  end if;
  return new;
end $$;

create or replace function aftercare.fill_contact()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.phone_key := aftercare.phone_key(new.phone);
  if new.phone <> '' and length(new.phone_key) not between 3 and 20 then
    perform aftercare.refuse('phone_not_a_number', 'phone');
  end if;
  new.phone_masked := aftercare.mask_phone(new.phone_key);
  new.phone_last4 := case when length(new.phone_key) >= 7 then right(new.phone_key, 4) else '' end;
  new.email_masked := aftercare.mask_email(new.email);
  return new;
end $$;

create or replace function aftercare.fill_customer_address()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.address_masked := aftercare.mask_address(new.address);
  return new;
end $$;

-- A class is an entry of the code list below its dimension.
create or replace function aftercare.check_customer_class()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from aftercare.code_item i where i.list = 'customer_class' and i.code = new.code
                 and i.parent_code = new.dimension) then
    perform aftercare.refuse('class_unknown', 'code');
  end if;
  return new;
end $$;

-- A model that somebody else than a manager or administrator adds waits for review.
create or replace function aftercare.fill_product_model()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    new.needs_review := session_user like 's\_%' and not aftercare.i_am('admin', 'manager');
  end if;
  if tg_op = 'INSERT' or (new.brand, new.model_no, new.name, new.name_en)
                         is distinct from (old.brand, old.model_no, old.name, old.name_en) then
    new.search := aftercare.search_tokens(concat_ws(' ', new.brand, new.model_no, new.name, new.name_en));
  end if;
  return new;
end $$;

create or replace function aftercare.fill_device()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.serial_key := aftercare.serial_key(new.serial_no);
  return new;
end $$;

-- An installation runs a version of its own model; with another model the old one's version goes.
create or replace function aftercare.check_device_version()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from aftercare.product_version v
             where v.id = new.product_version_id and v.product_model_id = new.product_model_id) then
    return new;
  end if;
  if tg_op = 'INSERT' or new.product_version_id is distinct from old.product_version_id then
    perform aftercare.refuse('version_of_other_model', 'product_version_id');
  end if;
  new.product_version_id := null;
  return new;
end $$;

create or replace function aftercare.fill_device_number()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.key := aftercare.serial_key(new.value);
  return new;
end $$;

-- The history of owners follows the device. A merge moves the open entry itself first, so nothing happens here.
create or replace function aftercare.follow_device_owner()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' then
    if new.customer_id is not distinct from old.customer_id
       or exists (select from aftercare.device_owner o
                  where o.device_id = new.id and o.until is null and o.customer_id = new.customer_id) then
      return null;
    end if;
    update aftercare.device_owner o set until = clock_timestamp() where o.device_id = new.id and o.until is null;
  end if;
  if new.customer_id is not null then
    insert into aftercare.device_owner (id, device_id, customer_id)
      values (gen_random_uuid(), new.id, new.customer_id);
  end if;
  return null;
end $$;

grant execute on function aftercare.fill_customer(), aftercare.fill_contact(), aftercare.fill_customer_address(),
  aftercare.check_customer_class(), aftercare.fill_product_model(), aftercare.fill_device(),
  aftercare.check_device_version(),
  aftercare.fill_device_number(), aftercare.follow_device_owner()
  to aftercare_owner;

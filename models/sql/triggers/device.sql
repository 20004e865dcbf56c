create or replace trigger bb_fill before insert or update on aftercare.device
  for each row execute function aftercare.fill_device();
create or replace trigger bc_version before insert or update on aftercare.device
  for each row when (new.product_version_id is not null) execute function aftercare.check_device_version();
create or replace trigger cc_owner after insert or update of customer_id on aftercare.device
  for each row execute function aftercare.follow_device_owner();

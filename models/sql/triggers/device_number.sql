create or replace trigger bb_fill before insert or update on aftercare.device_number
  for each row execute function aftercare.fill_device_number();

create or replace trigger ab_fill before insert or update of phone on aftercare.phone_call
  for each row execute function aftercare.fill_phone_call();

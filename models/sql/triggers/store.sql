create or replace trigger check_store before insert or update on aftercare.store
  for each row execute function aftercare.check_store();

create or replace trigger check_store before insert or update on aftercare.store
  for each row execute function aftercare.check_store();
create or replace trigger dd_close_guests after update of archived_at on aftercare.store
  for each row when (new.archived_at is not null and old.archived_at is null) execute function aftercare.close_guests();

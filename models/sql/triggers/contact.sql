create or replace trigger bb_fill before insert or update on aftercare.contact
  for each row execute function aftercare.fill_contact();

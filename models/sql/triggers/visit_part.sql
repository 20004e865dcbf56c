create or replace trigger bb_store before insert or update on aftercare.visit_part
  for each row execute function aftercare.fill_visit_store();

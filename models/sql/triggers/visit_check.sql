create or replace trigger bb_store before insert or update on aftercare.visit_check
  for each row execute function aftercare.fill_visit_store();
create or replace trigger bc_limits before insert or update on aftercare.visit_check
  for each row execute function aftercare.fill_visit_check();

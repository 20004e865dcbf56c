create or replace trigger ab_begin before insert or update on aftercare.acceptance
  for each row execute function aftercare.acceptance_begin();

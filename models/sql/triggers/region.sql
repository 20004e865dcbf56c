create or replace trigger check_region before insert or update on aftercare.region
  for each row execute function aftercare.check_region();

create or replace trigger ab_check before insert or update on aftercare.working_calendar
  for each row execute function aftercare.check_calendar();

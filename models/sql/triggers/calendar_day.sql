create or replace trigger ab_check before insert or update on aftercare.calendar_day
  for each row execute function aftercare.check_calendar_day();
create or replace trigger ba_changed after insert or update on aftercare.calendar_day
  for each row execute function aftercare.calendar_changed();

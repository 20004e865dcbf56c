create or replace trigger ab_begin before insert on aftercare.recovery_plan
  for each row execute function aftercare.recovery_plan_begin();
create or replace trigger ba_began after insert on aftercare.recovery_plan
  for each row execute function aftercare.recovery_plan_began();

create or replace trigger ab_begin before insert on aftercare.improvement
  for each row execute function aftercare.improvement_begin();
create or replace trigger ba_began after insert on aftercare.improvement
  for each row execute function aftercare.improvement_began();

create or replace trigger ab_begin before insert on aftercare.appraisal
  for each row execute function aftercare.appraisal_begin();
create or replace trigger ba_began after insert on aftercare.appraisal
  for each row execute function aftercare.appraisal_began();

create or replace trigger ab_begin before insert or update on aftercare.training
  for each row execute function aftercare.training_begin();
create or replace trigger ba_began after insert on aftercare.training
  for each row execute function aftercare.training_began();

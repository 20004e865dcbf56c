create or replace trigger ab_begin before insert or update on aftercare.follow_up
  for each row execute function aftercare.follow_up_begin();

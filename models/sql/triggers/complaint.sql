create or replace trigger ab_begin before insert on aftercare.complaint
  for each row execute function aftercare.complaint_begin();
create or replace trigger ac_search before insert or update on aftercare.complaint
  for each row execute function aftercare.complaint_words();
create or replace trigger ba_began after insert on aftercare.complaint
  for each row execute function aftercare.complaint_began();

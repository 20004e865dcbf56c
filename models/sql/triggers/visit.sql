create or replace trigger ab_begin before insert on aftercare.visit
  for each row execute function aftercare.visit_begin();
create or replace trigger ab_keep before update on aftercare.visit
  for each row execute function aftercare.visit_keep();
create or replace trigger ac_search before insert or update on aftercare.visit
  for each row execute function aftercare.visit_words();
create or replace trigger ba_began after insert on aftercare.visit
  for each row execute function aftercare.visit_began();

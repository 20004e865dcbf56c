create or replace trigger ab_begin before insert on aftercare.ticket
  for each row execute function aftercare.ticket_begin();
create or replace trigger ac_search before insert or update on aftercare.ticket
  for each row execute function aftercare.ticket_words();
create or replace trigger ba_began after insert on aftercare.ticket
  for each row execute function aftercare.ticket_began();

create or replace trigger ab_begin before insert on aftercare.ticket
  for each row execute function aftercare.ticket_begin();
create or replace trigger ab_phone before insert or update of phone on aftercare.ticket
  for each row execute function aftercare.fill_ticket_phone();
create or replace trigger ab_reachable before insert or update of kind, customer_id, phone on aftercare.ticket
  for each row when (new.kind = 'message' and new.phone = '' and new.customer_id is not null
                     and new.state not in ('resolved', 'closed', 'cancelled'))
  execute function aftercare.ticket_reachable();
create or replace trigger ac_search before insert or update on aftercare.ticket
  for each row execute function aftercare.ticket_words();
create or replace trigger ba_began after insert on aftercare.ticket
  for each row execute function aftercare.ticket_began();
create or replace trigger bc_clock after insert on aftercare.ticket
  for each row execute function aftercare.ticket_clock();
create or replace trigger bc_clock_moves after update on aftercare.ticket
  for each row when ((old.state, old.promised_at, old.kind, old.urgency)
                     is distinct from (new.state, new.promised_at, new.kind, new.urgency))
  execute function aftercare.ticket_clock();
create or replace trigger be_visits after update on aftercare.ticket
  for each row when (old.state is distinct from new.state and 'cancelled' in (old.state, new.state)
                     and old.merged_into_id is null and new.merged_into_id is null)
  execute function aftercare.ticket_ends_visits();

create or replace trigger ab_begin before insert on aftercare.visit
  for each row execute function aftercare.visit_begin();
create or replace trigger ab_keep before update on aftercare.visit
  for each row execute function aftercare.visit_keep();
create or replace trigger ac_search before insert or update on aftercare.visit
  for each row execute function aftercare.visit_words();
create or replace trigger ba_began after insert on aftercare.visit
  for each row execute function aftercare.visit_began();
create or replace trigger bc_clock after insert on aftercare.visit
  for each row execute function aftercare.visit_clock();
create or replace trigger bc_clock_moves after update on aftercare.visit
  for each row when ((old.state, old.due_at, old.planned_until, old.priority)
                     is distinct from (new.state, new.due_at, new.planned_until, new.priority))
  execute function aftercare.visit_clock();
create or replace trigger bd_message after update on aftercare.visit
  for each row when (new.customer_id is not null and (new.state in ('cancelled', 'open') and old.state is distinct from new.state
    or new.state = 'planned' and (old.planned_from, old.planned_until) is distinct from (new.planned_from, new.planned_until)))
  execute function aftercare.message_of_visit();

create or replace trigger ab_begin before insert on aftercare.complaint
  for each row execute function aftercare.complaint_begin();
create or replace trigger ab_weigh before insert or update of severity, harm, repeated, exposed, regulator_due_on, answer_due_at
  on aftercare.complaint for each row execute function aftercare.complaint_weigh();
create or replace trigger ac_search before insert or update on aftercare.complaint
  for each row execute function aftercare.complaint_words();
create or replace trigger ba_began after insert on aftercare.complaint
  for each row execute function aftercare.complaint_began();
create or replace trigger bc_clock after insert on aftercare.complaint
  for each row execute function aftercare.complaint_clock();
create or replace trigger bc_clock_moves after update on aftercare.complaint
  for each row when ((old.state, old.severity, old.channel, old.answer_due_at)
                     is distinct from (new.state, new.severity, new.channel, new.answer_due_at))
  execute function aftercare.complaint_clock();
create or replace trigger bd_message after insert on aftercare.complaint
  for each row when (new.customer_id is not null) execute function aftercare.message_of_complaint();
create or replace trigger bd_message_answered after update on aftercare.complaint
  for each row when (new.customer_id is not null and new.state = 'answered' and old.state <> 'answered')
  execute function aftercare.message_of_complaint();
create or replace trigger ba_authority before update of regulator_due_on on aftercare.complaint
  for each row when (old.regulator_due_on is distinct from new.regulator_due_on)
  execute function aftercare.complaint_authority_kept();
create or replace trigger bc_authority after insert on aftercare.complaint
  for each row when (new.regulator_due_on is not null) execute function aftercare.complaint_authority_clock();
create or replace trigger bc_authority_moves after update on aftercare.complaint
  for each row when ((old.regulator_due_on, old.regulator_answered_on)
                     is distinct from (new.regulator_due_on, new.regulator_answered_on))
  execute function aftercare.complaint_authority_clock();

create or replace trigger bb_words before insert or update on aftercare.work_order
  for each row execute function aftercare.order_words();
create or replace trigger bc_clock after insert on aftercare.work_order
  for each row execute function aftercare.order_clock();
create or replace trigger bc_clock_moves after update on aftercare.work_order
  for each row when ((old.work_state, old.custody_state, old.priority, old.kind, old.warranty_verdict, old.promised_at)
    is distinct from (new.work_state, new.custody_state, new.priority, new.kind, new.warranty_verdict, new.promised_at))
  execute function aftercare.order_clock();
-- The customer is told in the transaction of what he is told about.
create or replace trigger bd_message after insert on aftercare.work_order
  for each row when (new.customer_id is not null and new.source <> 'ords')
  execute function aftercare.message_of_order();
create or replace trigger bd_message_moves after update on aftercare.work_order
  for each row when (new.customer_id is not null and new.source <> 'ords'
    and ((old.ready_at, old.delivered_at) is distinct from (new.ready_at, new.delivered_at)
         or new.promised_at > old.promised_at))
  execute function aftercare.message_of_order();
create or replace trigger be_visits after update on aftercare.work_order
  for each row when (old.work_state is distinct from new.work_state and 'cancelled' in (old.work_state, new.work_state)
    and new.source <> 'ords')
  execute function aftercare.order_ends_visits();

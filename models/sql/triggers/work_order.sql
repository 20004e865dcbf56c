create or replace trigger bb_words before insert or update on aftercare.work_order
  for each row execute function aftercare.order_words();
create or replace trigger bc_clock after insert on aftercare.work_order
  for each row execute function aftercare.order_clock();
create or replace trigger bc_clock_moves after update on aftercare.work_order
  for each row when ((old.work_state, old.custody_state, old.priority, old.kind, old.warranty_verdict, old.promised_at)
    is distinct from (new.work_state, new.custody_state, new.priority, new.kind, new.warranty_verdict, new.promised_at))
  execute function aftercare.order_clock();

create or replace trigger bb_fill before insert or update on aftercare.work_order_line
  for each row execute function aftercare.fill_order_line();
create or replace trigger settles after insert or update on aftercare.work_order_line
  for each row execute function aftercare.line_settles();

create or replace trigger bb_words before insert or update on aftercare.work_order
  for each row execute function aftercare.order_words();

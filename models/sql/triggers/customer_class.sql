create or replace trigger bb_check before insert on aftercare.customer_class
  for each row execute function aftercare.check_customer_class();

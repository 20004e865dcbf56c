create or replace trigger bb_fill before insert or update on aftercare.customer_address
  for each row execute function aftercare.fill_customer_address();

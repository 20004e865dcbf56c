create or replace trigger bb_fill before insert or update on aftercare.product_model
  for each row execute function aftercare.fill_product_model();

create or replace trigger bb_store before insert on aftercare.attachment
  for each row execute function aftercare.fill_attachment();

create or replace trigger bb_fill before insert or update on aftercare.customer
  for each row execute function aftercare.fill_customer();
create or replace trigger dd_reword_orders after update of name on aftercare.customer
  for each row when (old.name is distinct from new.name) execute function aftercare.reword_orders();
create or replace trigger dd_close_guests after update of merged_into, archived_at on aftercare.customer
  for each row when (new.archived_at is not null and old.archived_at is null) execute function aftercare.close_guests();

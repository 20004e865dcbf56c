create or replace trigger bb_store before insert on aftercare.attachment
  for each row execute function aftercare.fill_attachment();
create or replace trigger bc_ticket after insert on aftercare.attachment
  for each row when (new.ticket_id is not null) execute function aftercare.ticket_photo_came();
create or replace trigger bc_ticket_withdrawn after update of withdrawn_at on aftercare.attachment
  for each row when (new.ticket_id is not null and new.withdrawn_at is distinct from old.withdrawn_at)
  execute function aftercare.ticket_photo_came();
create or replace trigger bb_settled before update of withdrawn_at on aftercare.attachment
  for each row when (new.visit_id is not null and new.kind = 'photo_out'
                     and old.withdrawn_at is null and new.withdrawn_at is not null)
  execute function aftercare.keep_settled_photo();

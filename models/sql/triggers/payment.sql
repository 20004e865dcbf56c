create or replace trigger append_only before update or delete on aftercare.payment
  for each row execute function aftercare.append_only();
create or replace trigger append_only_truncate before truncate on aftercare.payment
  for each statement execute function aftercare.append_only();
create or replace trigger settles after insert on aftercare.payment
  for each row execute function aftercare.payment_settles();

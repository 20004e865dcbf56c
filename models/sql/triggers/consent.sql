create or replace trigger append_only before update or delete on aftercare.consent
  for each row execute function aftercare.append_only('but who');

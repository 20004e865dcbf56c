create or replace trigger append_only before update or delete on aftercare.appraisal_event
  for each row execute function aftercare.append_only();

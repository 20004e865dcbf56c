create or replace trigger append_only before update or delete on aftercare.visit_event
  for each row execute function aftercare.append_only('but details');

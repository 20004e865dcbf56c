create or replace trigger append_only before update or delete on aftercare.recovery_plan_event
  for each row execute function aftercare.append_only();

create or replace trigger ab_days before insert or update of done_at on aftercare.corrective_action
  for each row execute function aftercare.measure_days();

create or replace trigger check_parameter before insert or update on aftercare.parameter
  for each row execute function aftercare.check_parameter();

create or replace trigger ab_check before insert or update on aftercare.message_template
  for each row execute function aftercare.message_template_check();

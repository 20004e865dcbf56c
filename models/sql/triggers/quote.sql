create or replace trigger bd_message after insert on aftercare.quote
  for each row when (new.state = 'open') execute function aftercare.message_of_quote();

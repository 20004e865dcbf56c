create or replace trigger ba_linked after insert or update on aftercare.ticket_link
  for each row execute function aftercare.ticket_linked();

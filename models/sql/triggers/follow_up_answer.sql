-- What was answered stays; only the words of somebody who is erased go.
create or replace trigger append_only before update or delete on aftercare.follow_up_answer
  for each row execute function aftercare.append_only('but words,version,updated_at,updated_by');

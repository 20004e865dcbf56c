create or replace trigger append_only before update or delete on aftercare.ticket_event
  for each row execute function aftercare.append_only();
create or replace trigger bc_told after insert on aftercare.ticket_event
  for each row when (new.action in ('told', 'called'))
  execute function aftercare.ticket_told_clock();
create or replace trigger bd_came_back after insert on aftercare.ticket_event
  for each row when (new.action = 'came_back')
  execute function aftercare.came_back_clock('ticket');

-- Who collected a device stands in an event's details too; erasing that person blanks them.
create or replace trigger append_only before update on aftercare.work_order_event
  for each row execute function aftercare.append_only('but details,undo');
-- The undo of an import takes its own events along; nobody else holds DELETE.
create or replace trigger append_only_delete before delete on aftercare.work_order_event
  for each row when (old.source <> 'ords') execute function aftercare.append_only('always');
create or replace trigger append_only_truncate before truncate on aftercare.work_order_event
  for each statement execute function aftercare.append_only();
-- Figures count what happened to work, imported history left out.
create or replace trigger count_event after insert on aftercare.work_order_event
  for each row when (new.axis = 'work' and new.source <> 'ords') execute function aftercare.count_event();
create or replace trigger bc_told after insert on aftercare.work_order_event
  for each row when (new.source <> 'ords' and (new.axis = 'contact' and new.action = 'told'
    or new.axis = 'note' and new.action = 'note' and new.public
    or new.axis = 'money' and new.action in ('consent', 'decline')))
  execute function aftercare.order_told_clock();
create or replace trigger bd_came_back after insert on aftercare.work_order_event
  for each row when (new.axis = 'contact' and new.action = 'came_back')
  execute function aftercare.came_back_clock('work_order');

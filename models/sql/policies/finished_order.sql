-- Only the trigger on events needs it.
grant select, insert, update, delete on aftercare.finished_order to aftercare_workflow;

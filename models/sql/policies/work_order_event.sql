-- Whoever sees an order sees its whole trace, also from before it came to his store; figures go by the copies of
-- store in each event. Nobody writes but the functions, nobody changes.
create policy desk_read on aftercare.work_order_event for select
  to aftercare_agent, aftercare_parts, aftercare_sales
  using (store_id = any ((select aftercare.my_store_ids())::uuid[])
         or exists (select from aftercare.work_order o where o.id = work_order_id));
create policy manager_read on aftercare.work_order_event for select to aftercare_manager
  using (store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
         or exists (select from aftercare.work_order o where o.id = work_order_id));
create policy technician_read on aftercare.work_order_event for select to aftercare_technician
  using (exists (select from aftercare.work_order o where o.id = work_order_id));
create policy company_read on aftercare.work_order_event for select
  to aftercare_admin, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.work_order_event to aftercare_staff, aftercare_due, aftercare_search;
grant select, insert on aftercare.work_order_event to aftercare_workflow;
-- history that comes as a file, and the undoing of an import
grant insert, delete on aftercare.work_order_event to aftercare_transfer;
grant select (action) on aftercare.work_order_event to aftercare_transfer;
-- erasing a person
grant update (details, undo) on aftercare.work_order_event to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (id, work_order_id, seq, axis, action, effective_at, comment, public, details, corrects_id, store_id)
  on aftercare.work_order_event to aftercare_guests;

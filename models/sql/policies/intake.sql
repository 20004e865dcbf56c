-- Read where one of its orders is read; opened through a function.
create policy staff_read on aftercare.intake for select to aftercare_staff
  using (store_id = any ((select aftercare.my_visible_store_ids())::uuid[])
         or exists (select from aftercare.work_order o where o.intake_id = intake.id));
create policy agent_change on aftercare.intake for update to aftercare_agent
  using (store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy manager_change on aftercare.intake for update to aftercare_manager
  using (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
grant select on aftercare.intake to aftercare_staff, aftercare_search, aftercare_due;
grant update (brought_by, note) on aftercare.intake to aftercare_agent, aftercare_manager;
grant select, insert, update on aftercare.intake to aftercare_workflow;
-- The kiosk finds the orders of an intake by the number of its slip.
grant select (id, number) on aftercare.intake to aftercare_guests;
grant usage on sequence aftercare.intake_number to aftercare_workflow;

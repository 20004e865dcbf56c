-- The till of a store is its desk's and its managers'; finance and auditors read all.
create policy agent_read on aftercare.payment for select to aftercare_agent
  using (store_id = any ((select aftercare.my_store_ids())::uuid[])
         or exists (select from aftercare.work_order o where o.id = work_order_id));
create policy manager_read on aftercare.payment for select to aftercare_manager
  using (store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
         or exists (select from aftercare.work_order o where o.id = work_order_id));
create policy company_read on aftercare.payment for select
  to aftercare_admin, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.payment
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_finance, aftercare_auditor, aftercare_due;
grant select, insert on aftercare.payment to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (work_order_id, at, kind, method, amount, receipt_number) on aftercare.payment to aftercare_guests;

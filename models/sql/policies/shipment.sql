-- Whoever sees the order sees its parcels; written by functions only. A parcel keeps the store of its order, which never
-- changes: by it most are decided without looking the order up, as with the clocks of sla_target.sql. PostgreSQL asks
-- policies in the order of their names, backwards: the one about the order comes last, for what is handled for another
-- store or assigned to somebody.
create policy admin_read on aftercare.shipment for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.shipment for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy finance_read on aftercare.shipment for select to aftercare_finance
  using ((select aftercare.i_am_active()));
create policy agent_store on aftercare.shipment for select to aftercare_agent
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy parts_store on aftercare.shipment for select to aftercare_parts
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy sales_store on aftercare.shipment for select to aftercare_sales
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy manager_region on aftercare.shipment for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy about_order on aftercare.shipment for select to aftercare_staff
  using (exists (select from aftercare.work_order o where o.id = work_order_id offset 0));
grant select on aftercare.shipment to aftercare_staff;
grant select, insert, update (state, ask_on, expected_on, ended_on) on aftercare.shipment to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (id, work_order_id, direction, state, carrier, tracking_no, what, sent_on, expected_on, ended_on)
  on aftercare.shipment to aftercare_guests;

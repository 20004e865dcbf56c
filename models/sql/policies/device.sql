-- Devices are the company's knowledge, like customers.
create policy desk_read on aftercare.device for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
-- Technicians know the devices of their jobs.
create policy technician_read_jobs on aftercare.device for select to aftercare_technician
  using (exists (
    select from aftercare.work_order o
    where o.device_id = device.id and (
      o.assigned_to = (select aftercare.my_staff_id()) and o.opened_at > now() - interval '180 days'
      or o.assigned_to is null and o.work_state = 'received'
         and (o.store_id = any ((select aftercare.my_store_ids())::uuid[])
              or o.handling_store_id = any ((select aftercare.my_store_ids())::uuid[])))));
-- … and of their visits.
create policy technician_read_visits on aftercare.device for select to aftercare_technician
  using (exists (
    select from aftercare.visit v
    where v.device_id = device.id and (
      v.technician_id = (select aftercare.my_staff_id()) and v.opened_at > now() - interval '180 days'
      or v.technician_id is null and v.state = 'open'
         and v.store_id = any ((select aftercare.my_store_ids())::uuid[]))));
create policy desk_add on aftercare.device for insert
  to aftercare_admin, aftercare_manager, aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy desk_change on aftercare.device for update
  to aftercare_admin, aftercare_manager, aftercare_agent
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
-- Sales representatives record what their own customers bought. A set, not EXISTS: that would be asked for every row.
create policy sales_own on aftercare.device for all to aftercare_sales
  using (customer_id in (select c.id from aftercare.customer c where c.sales_rep_id = (select aftercare.my_staff_id())))
  with check (
    customer_id in (select c.id from aftercare.customer c where c.sales_rep_id = (select aftercare.my_staff_id())));

grant select on aftercare.device to aftercare_staff, aftercare_search, aftercare_due;
grant insert (id, product_model_id, customer_id, serial_no, serial_kind, no_serial_reason, colour, configuration, product_version_id, made_on,
    sold_on, sold_by, warranty_from, proof, proof_no, counter, counter_unit, place, address_id, parent_device_id, note),
  update (product_model_id, customer_id, serial_no, serial_kind, no_serial_reason, colour, configuration, product_version_id, made_on,
    sold_on, sold_by, warranty_from, proof, proof_no, counter, counter_unit, place, address_id, parent_device_id, note)
  on aftercare.device to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_sales;
grant select, insert, update, delete on aftercare.device to aftercare_workflow;
-- the undoing of an import
grant delete on aftercare.device to aftercare_transfer;
-- what a kiosk and a customer's own pages show of it
grant select (id, product_model_id, customer_id, serial_no, colour, place, product_version_id, sold_on, warranty_from, archived_at)
  on aftercare.device to aftercare_guests;

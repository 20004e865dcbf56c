-- Further addresses: read and kept by whoever may read and keep the customer.
create policy desk_read on aftercare.customer_address for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy job_read on aftercare.customer_address for select to aftercare_technician
  using (exists (select from aftercare.customer c where c.id = customer_id));
create policy desk_add on aftercare.customer_address for insert
  to aftercare_admin, aftercare_manager, aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy desk_change on aftercare.customer_address for update
  to aftercare_admin, aftercare_manager, aftercare_agent
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy sales_own on aftercare.customer_address for all to aftercare_sales
  using (exists (select from aftercare.customer c where c.id = customer_id))
  with check (exists (select from aftercare.customer c where c.id = customer_id));

grant select (id, version, created_at, created_by, updated_at, updated_by, customer_id, kind, label, recipient,
    address_masked, region_id, archived_at) on aftercare.customer_address to aftercare_staff;
grant insert (id, customer_id, kind, label, recipient, address, region_id),
  update (kind, label, recipient, address, region_id, archived_at)
  on aftercare.customer_address to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_sales;
grant select on aftercare.customer_address to aftercare_search, aftercare_due;
grant select, insert, update, delete on aftercare.customer_address to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (id, customer_id, kind, label, address_masked, created_at, archived_at)
  on aftercare.customer_address to aftercare_guests;

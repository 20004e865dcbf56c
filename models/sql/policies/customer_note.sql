-- Flagged notes: read and kept by whoever may read and keep the customer.
create policy desk_read on aftercare.customer_note for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy job_read on aftercare.customer_note for select to aftercare_technician
  using (exists (select from aftercare.customer c where c.id = customer_id));
create policy desk_add on aftercare.customer_note for insert
  to aftercare_admin, aftercare_manager, aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy desk_change on aftercare.customer_note for update
  to aftercare_admin, aftercare_manager, aftercare_agent
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy sales_own on aftercare.customer_note for all to aftercare_sales
  using (exists (select from aftercare.customer c where c.id = customer_id))
  with check (exists (select from aftercare.customer c where c.id = customer_id));

grant select on aftercare.customer_note to aftercare_staff, aftercare_search;
grant insert (id, customer_id, level, body, at_intake),
  update (level, body, at_intake, archived_at)
  on aftercare.customer_note to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_sales;
grant select, insert, update, delete on aftercare.customer_note to aftercare_workflow;
-- the undoing of an import
grant delete on aftercare.customer_note to aftercare_transfer;

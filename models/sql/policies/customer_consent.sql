-- Consents only ever grow; the newest of a purpose counts: read and kept by whoever may read and keep the customer.
create policy desk_read on aftercare.customer_consent for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy job_read on aftercare.customer_consent for select to aftercare_technician
  using (exists (select from aftercare.customer c where c.id = customer_id));
create policy desk_add on aftercare.customer_consent for insert
  to aftercare_admin, aftercare_manager, aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy sales_own on aftercare.customer_consent for all to aftercare_sales
  using (exists (select from aftercare.customer c where c.id = customer_id))
  with check (exists (select from aftercare.customer c where c.id = customer_id));

grant select on aftercare.customer_consent to aftercare_staff;
grant insert (id, customer_id, purpose, given, channel, wording)
  on aftercare.customer_consent to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_sales;
grant select, delete, insert (id, customer_id, purpose, given, channel, wording)
  on aftercare.customer_consent to aftercare_workflow;

-- Contacts: read and kept by whoever may read and keep the customer.
create policy desk_read on aftercare.contact for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy job_read on aftercare.contact for select to aftercare_technician
  using (exists (select from aftercare.customer c where c.id = customer_id));
create policy desk_add on aftercare.contact for insert
  to aftercare_admin, aftercare_manager, aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy desk_change on aftercare.contact for update
  to aftercare_admin, aftercare_manager, aftercare_agent
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy sales_own on aftercare.contact for all to aftercare_sales
  using (exists (select from aftercare.customer c where c.id = customer_id))
  with check (exists (select from aftercare.customer c where c.id = customer_id));

grant select (id, version, created_at, created_by, updated_at, updated_by, customer_id, role, name, salutation, title,
    phone_masked, phone_last4, email_masked, birthday, birth_year, character, hobbies, family, education, note,
    initials, archived_at) on aftercare.contact to aftercare_staff;
grant insert (id, customer_id, role, name, salutation, title, phone, email, birthday, birth_year, character, hobbies, family,
    education, note, initials),
  update (role, name, salutation, title, phone, email, birthday, birth_year, character, hobbies, family, education, note,
    initials, archived_at)
  on aftercare.contact to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_sales;
grant select on aftercare.contact to aftercare_search, aftercare_due;
grant select, insert, update, delete on aftercare.contact to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (id, customer_id, name, title, phone_masked, email_masked, created_at, archived_at)
  on aftercare.contact to aftercare_guests;

-- Customers are the company's: every desk reads all of them, with numbers and addresses masked.
create policy desk_read on aftercare.customer for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
-- Technicians know the customers of their jobs.
create policy technician_read_jobs on aftercare.customer for select to aftercare_technician
  using (exists (
    select from aftercare.work_order o
    where o.customer_id = customer.id and (
      o.assigned_to = (select aftercare.my_staff_id()) and o.opened_at > now() - interval '180 days'
      or o.assigned_to is null and o.work_state = 'received'
         and (o.store_id = any ((select aftercare.my_store_ids())::uuid[])
              or o.handling_store_id = any ((select aftercare.my_store_ids())::uuid[])))));
-- … and of their visits.
create policy technician_read_visits on aftercare.customer for select to aftercare_technician
  using (exists (
    select from aftercare.visit v
    where v.customer_id = customer.id and (
      v.technician_id = (select aftercare.my_staff_id()) and v.opened_at > now() - interval '180 days'
      or v.technician_id is null and v.state = 'open'
         and v.store_id = any ((select aftercare.my_store_ids())::uuid[]))));
-- The counter, its managers and administrators keep the file.
create policy desk_add on aftercare.customer for insert
  to aftercare_admin, aftercare_manager, aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy desk_change on aftercare.customer for update
  to aftercare_admin, aftercare_manager, aftercare_agent
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
-- A sales representative has his own customers and nobody else's, and does not give them away.
create policy sales_own on aftercare.customer for all to aftercare_sales
  using (sales_rep_id = (select aftercare.my_staff_id())) with check (sales_rep_id = (select aftercare.my_staff_id()));

grant select (id, version, created_at, created_by, updated_at, updated_by, number, kind, stage, name, salutation,
    phone_masked, phone_last4, no_phone_reason, email_masked, address_masked, wechat_masked, notify_by, language, region_id,
    sales_rep_id, birthday, anniversary, tax_no, source, initials, pinyin, merged_into, archived_at)
  on aftercare.customer to aftercare_staff;
-- A number of its own is for customers who bring theirs from an older file; ours come from the sequence.
grant insert (id, number, kind, stage, name, salutation, phone, no_phone_reason, email, address, wechat, notify_by, language,
    region_id, sales_rep_id, birthday, anniversary, tax_no, source, initials, pinyin),
  update (kind, stage, name, salutation, phone, no_phone_reason, email, address, wechat, notify_by, language,
    region_id, sales_rep_id, birthday, anniversary, tax_no, source, initials, pinyin)
  on aftercare.customer to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_sales;
grant usage on sequence aftercare.customer_number_seq to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_sales;

grant select on aftercare.customer to aftercare_search, aftercare_workflow, aftercare_due;
-- merging, archiving and erasing
grant insert, update, delete on aftercare.customer to aftercare_workflow;
-- the undoing of an import
grant delete on aftercare.customer to aftercare_transfer;
-- what a kiosk and a customer's own pages show of it
grant select (id, number, kind, name, phone_masked, email_masked, address_masked, notify_by, language, region_id,
    merged_into, archived_at, created_at)
  on aftercare.customer to aftercare_guests;
grant select (id, merged_into, archived_at) on aftercare.customer to aftercare_accounts;

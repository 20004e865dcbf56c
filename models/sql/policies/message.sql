-- Desks and managers see what their stores tell customers, technicians what they wrote and what their orders' customers
-- were told; what answers a complaint only those who see the complaint. There is no address in it.
-- coalesce() keeps the planner from reading by the policy: every list states its own scope on an index.
-- Few answer a complaint: a function asks for these, where the complaint's own policies stood in each count of a list,
-- thirty times over, and took as long to set up as the counts.
create policy agent_store on aftercare.message for select to aftercare_agent
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false)
         and (complaint_id is null or aftercare.i_see_complaint(complaint_id)));
create policy manager_region on aftercare.message for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false)
         and (complaint_id is null or aftercare.i_see_complaint(complaint_id)));
create policy technician_jobs on aftercare.message for select to aftercare_technician
  using (complaint_id is null
         and (created_by = (select aftercare.login_name())
              or exists (select from aftercare.work_order o where o.id = work_order_id)));
create policy sales_own on aftercare.message for select to aftercare_sales
  using (complaint_id is null and created_by = (select aftercare.login_name()));
create policy admin_read on aftercare.message for select to aftercare_admin
  using ((select aftercare.i_am_active())
         and (complaint_id is null or aftercare.i_see_complaint(complaint_id)));
create policy auditor_read on aftercare.message for select to aftercare_auditor
  using ((select aftercare.i_am_active())
         and (complaint_id is null or aftercare.i_see_complaint(complaint_id)));
grant select (id, version, created_at, created_by, updated_at, updated_by, template_id, occasion, channel, purpose, automatic,
    store_id, customer_id, contact_id, work_order_id, visit_id, complaint_id, to_masked, lang, subject, body,
    also_subject, also_body, state, attempts, next_try_at, wanted_at, claimed_at, handed_at, sent_at, fault, fault_detail)
  on aftercare.message to aftercare_staff;
-- Written, sent and blanked (erasing a person) by functions only.
grant select, insert, update on aftercare.message to aftercare_workflow;

-- Acceptances and minutes belong to the store; whoever made the visit sees and writes that of his.
create policy agent_store on aftercare.acceptance for select to aftercare_agent
  using (store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy parts_store on aftercare.acceptance for select to aftercare_parts
  using (store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy sales_store on aftercare.acceptance for select to aftercare_sales
  using (store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy manager_region on aftercare.acceptance for select to aftercare_manager
  using (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
create policy own_visit on aftercare.acceptance for select to aftercare_technician
  using (visit_id in (select v.id from aftercare.visit v where v.technician_id = (select aftercare.my_staff_id())));
create policy company_read on aftercare.acceptance for select to aftercare_admin, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
-- Written until it is signed.
create policy agent_adds on aftercare.acceptance for insert to aftercare_agent
  with check (store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy manager_adds on aftercare.acceptance for insert to aftercare_manager
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
create policy technician_adds on aftercare.acceptance for insert to aftercare_technician
  with check (visit_id in (select v.id from aftercare.visit v where v.technician_id = (select aftercare.my_staff_id())));
create policy agent_changes on aftercare.acceptance for update to aftercare_agent
  using (store_id = any ((select aftercare.my_store_ids())::uuid[]) and signed_at is null);
create policy manager_changes on aftercare.acceptance for update to aftercare_manager
  using (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]) and signed_at is null);
create policy technician_changes on aftercare.acceptance for update to aftercare_technician
  using (signed_at is null and visit_id in (
    select v.id from aftercare.visit v where v.technician_id = (select aftercare.my_staff_id())));
grant select on aftercare.acceptance to aftercare_staff;
grant insert (id, kind, store_id, visit_id, customer_id, title, project_id, project, place, part, held_at, people, record,
              conclusion, open_points, result),
  update (kind, title, project_id, project, place, part, held_at, people, record, conclusion, open_points, result)
  on aftercare.acceptance to aftercare_agent, aftercare_manager, aftercare_technician;
grant select, update (signed_at, people, customer_id) on aftercare.acceptance to aftercare_workflow;
grant usage on sequence aftercare.acceptance_number_seq to aftercare_workflow;

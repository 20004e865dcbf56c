-- What was seen of somebody is read by himself, the managers and inspectors of the store, administrators and auditors; written by
-- functions only.
create policy own on aftercare.inspection for select to aftercare_staff
  using ((select aftercare.i_am_active()) and coalesce(staff_id = (select aftercare.my_staff_id()), false));
create policy manager_region on aftercare.inspection for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy inspector_store on aftercare.inspection for select to aftercare_inspector
  using (coalesce(store_id = any ((select aftercare.my_inspected_store_ids())::uuid[]), false));
create policy admin_read on aftercare.inspection for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.inspection for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.inspection to aftercare_staff;
grant select, insert, update (talked_on, talk_note, own_words, consequence, consequence_on, consequence_note)
  on aftercare.inspection to aftercare_workflow;

-- An appraisal is read by whom it is about, the managers of his store, whoever held it, administrators and auditors;
-- leaders see besides which of their store are planned.
create policy own on aftercare.appraisal for select to aftercare_staff
  using (coalesce((select aftercare.my_staff_id()) in (staff_id, appraiser_id), false));
create policy manager_region on aftercare.appraisal for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy leader_store on aftercare.appraisal for select to aftercare_leader
  using (state = 'planned' and coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy company_read on aftercare.appraisal for select to aftercare_admin, aftercare_auditor
  using ((select aftercare.i_am_active()));
-- Planned by managers, for others of their stores.
create policy manager_plans on aftercare.appraisal for insert to aftercare_manager
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
    and staff_id <> (select aftercare.my_staff_id()));
-- What was said is put right until the person has acknowledged it.
create policy manager_corrects on aftercare.appraisal for update to aftercare_manager
  using (state in ('planned', 'held') and store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
    and staff_id <> (select aftercare.my_staff_id()));
grant select on aftercare.appraisal to aftercare_staff;
grant insert (id, staff_id, due_on), update (strengths, goals, consequence) on aftercare.appraisal to aftercare_manager;
grant select, insert (id, staff_id, place, due_on),
  update (state, due_on, held_on, appraiser_id, scheme, marks, score, band, band_en, amount, consequence, strengths, goals,
          reply, acknowledged_at, snoozed_until)
  on aftercare.appraisal to aftercare_workflow;
grant usage on sequence aftercare.appraisal_number_seq to aftercare_workflow;

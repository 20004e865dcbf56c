-- A plan is read by whoever answers for it, the managers of its store, administrators and auditors; of a complaint only by
-- those who may read the complaint, so that nobody learns from it who complained about him.
-- offset 0: each complaint is looked up, where the planner read all of the company's for one page of plans.
create policy own on aftercare.recovery_plan for select to aftercare_staff
  using (coalesce((select aftercare.my_staff_id()) = owner_id, false));
create policy manager_region on aftercare.recovery_plan for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false)
    and (complaint_id is null or exists (select from aftercare.complaint c where c.id = complaint_id offset 0)));
create policy company_read on aftercare.recovery_plan for select to aftercare_admin, aftercare_auditor
  using ((select aftercare.i_am_active())
    and (complaint_id is null or exists (select from aftercare.complaint c where c.id = complaint_id offset 0)));
-- Managers make plans for their stores; the trigger looks whether they see what gave rise to them.
create policy manager_plans on aftercare.recovery_plan for insert to aftercare_manager
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
-- Its words are put right while it is open.
create policy manager_corrects on aftercare.recovery_plan for update to aftercare_manager
  using (state = 'open' and store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
    and (complaint_id is null or exists (select from aftercare.complaint c where c.id = complaint_id offset 0)));
grant select on aftercare.recovery_plan to aftercare_staff;
grant insert (id, store_id, cause, subject, what, goal, complaint_id, follow_up_id, owner_id, due_on),
  update (cause, subject, what, goal) on aftercare.recovery_plan to aftercare_manager;
grant select, update (state, owner_id, due_on, done_on, result, told, snoozed_until) on aftercare.recovery_plan
  to aftercare_workflow;
grant usage on sequence aftercare.recovery_plan_number_seq to aftercare_workflow;

-- A suggestion is read by its author, whoever carries it out, the managers of its store, administrators and auditors.
create policy own on aftercare.improvement for select to aftercare_staff
  using (coalesce((select aftercare.my_staff_id()) in (filed_by_id, owner_id), false));
create policy manager_region on aftercare.improvement for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy company_read on aftercare.improvement for select to aftercare_admin, aftercare_auditor
  using ((select aftercare.i_am_active()));
-- Everybody files, for a store of his, the trigger writes down that it was he and looks whether he sees the case.
create policy staff_files on aftercare.improvement for insert to aftercare_staff
  with check (filed_by_id = (select aftercare.my_staff_id())
    and store_id = any (((select aftercare.my_store_ids()) || (select aftercare.my_visible_store_ids()))::uuid[]));
-- Its words are its author's until somebody has decided.
create policy author_corrects on aftercare.improvement for update to aftercare_staff
  using (filed_by_id = (select aftercare.my_staff_id()) and state = 'filed');
grant select on aftercare.improvement to aftercare_staff;
grant insert (id, store_id, area, subject, what, why, ticket_id, complaint_id, visit_id,
    recovery_plan_id),
  update (area, subject, what, why) on aftercare.improvement to aftercare_staff;
grant select, update (state, owner_id, due_on, decided_at, decided_by, decision_note, done_on, result, snoozed_until)
  on aftercare.improvement to aftercare_workflow;
grant usage on sequence aftercare.improvement_number_seq to aftercare_workflow;

-- How somebody did is read by himself, whoever taught him, the managers of the store, administrators and auditors; of
-- customers and contractors by the desk too. Written by functions only.
create policy own on aftercare.training_record for select to aftercare_staff
  using (coalesce(staff_id = (select aftercare.my_staff_id()), false));
create policy trainer on aftercare.training_record for select to aftercare_staff
  using (coalesce(training_id = any ((select aftercare.trainings_i_give())::uuid[]), false));
create policy manager_region on aftercare.training_record for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy agent_guests on aftercare.training_record for select to aftercare_agent
  using (customer_id is not null and coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy company_read on aftercare.training_record for select to aftercare_admin, aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.training_record to aftercare_staff;
grant select, insert,
  update (customer_id, person_name, attendance, absences, latenesses, speaking, homework, quiz, case_study, practice, exam,
          score, outcome, hours, note, valid_until, retrain_since, snoozed_until, trained_on,
          withdrawn_at)
  on aftercare.training_record to aftercare_workflow;
grant select, update (retrain_since) on aftercare.training_record to aftercare_due;

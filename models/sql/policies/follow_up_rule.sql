-- Rules and their scripts are read by every desk and kept by managers and administrators.
create policy staff_read on aftercare.follow_up_rule for select to aftercare_staff
  using ((select aftercare.i_am_active()));
-- A manager keeps the rules of his stores; those of the company are the administrator's, but for their script.
create policy manager_adds on aftercare.follow_up_rule for insert to aftercare_manager
  with check (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy manager_changes on aftercare.follow_up_rule for update to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false))
  with check (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy admin_write on aftercare.follow_up_rule for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.follow_up_rule to aftercare_staff, aftercare_workflow;
grant insert (id, name, name_en, occasion, record_kind, store_id, after_days, percent, pause_days, due_days, max_attempts,
              retry_hours, questionnaire_id, script, script_en, bad_score5, bad_score10, position, at_least, only_rework,
              cover, least_amount, technician_id),
  update (name, name_en, record_kind, store_id, after_days, percent, pause_days, due_days, max_attempts, retry_hours,
          questionnaire_id, script, script_en, bad_score5, bad_score10, position, at_least, only_rework, cover, least_amount,
          technician_id, archived_at)
  on aftercare.follow_up_rule to aftercare_manager, aftercare_admin;

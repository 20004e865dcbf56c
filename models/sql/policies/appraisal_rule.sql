-- Everybody may know what he is judged by; managers and administrators set it.
create policy staff_read on aftercare.appraisal_rule for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy keep on aftercare.appraisal_rule for insert to aftercare_manager, aftercare_admin
  with check ((select aftercare.i_am_active()));
create policy put_right on aftercare.appraisal_rule for update to aftercare_manager, aftercare_admin
  using ((select aftercare.i_am_active()));
grant select on aftercare.appraisal_rule to aftercare_staff, aftercare_workflow;
grant insert (id, kind, name, name_en, value, amount, words), update (name, name_en, value, amount, words, archived_at)
  on aftercare.appraisal_rule to aftercare_manager, aftercare_admin;

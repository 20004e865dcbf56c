-- Courses are the company's: read everywhere, kept by administrators and the managers of their stores.
create policy staff_read on aftercare.course for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.course for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy manager_write on aftercare.course for all to aftercare_manager
  using (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]))
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
grant select on aftercare.course to aftercare_staff, aftercare_workflow;
grant insert (id, store_id, name, name_en, kind, audience, days, hours, plan, cautions, weight_attendance, weight_speaking,
    weight_homework, weight_quiz, weight_case_study, weight_practice, weight_exam, absent_deduction, late_deduction,
    pass_mark, valid_months),
  update (name, name_en, kind, audience, days, hours, plan, cautions, weight_attendance, weight_speaking,
    weight_homework, weight_quiz, weight_case_study, weight_practice, weight_exam, absent_deduction, late_deduction,
    pass_mark, valid_months, archived_at)
  on aftercare.course to aftercare_admin, aftercare_manager;

-- What is looked at: read everywhere, so that everybody knows, kept by managers and administrators.
create policy staff_read on aftercare.inspection_criterion for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy manager_write on aftercare.inspection_criterion for all to aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy admin_write on aftercare.inspection_criterion for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.inspection_criterion to aftercare_staff, aftercare_workflow;
grant insert (id, code, name, name_en, most, position), update (name, name_en, most, position, active)
  on aftercare.inspection_criterion to aftercare_manager, aftercare_admin;
